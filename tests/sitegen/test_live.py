"""What is edited is in the open browser, and what is wrong with it too."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import build_site
from sitegen.settings import ROOT

# What the project is made of, without what was installed, and without what a draft does not read.
PARTS = ("build_site.py", "checker", "docs", "mkdocs.yml", "package-lock.json", "pyproject.toml", "README.md",
         "requirements", "sitegen", "widget")  # fmt: skip
BUILT = ("card", "docs", "early", "fonts", "html", "machines", "runtime", "stamps", "wheel", "widget")
PATIENCE = 30_000


@dataclass(frozen=True)
class Desk:
    """A copy of the project that is served while it is edited."""

    root: Path
    address: str

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.root / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("live") / "project"
    for name in PARTS:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy(source, root / name)
    for name in BUILT:
        shutil.copytree(build_site.BUILD / name, root / "build" / name)
    shutil.copytree(site, root / "site")
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    command = [sys.executable, "-m", "sitegen.live", "site", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = process.stdout.readline()
        yield Desk(root, said.split()[4])
        process.terminate()


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(base_url=desk.address)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_an_edited_template_is_shown(desk: Desk, page: Page) -> None:
    page.goto("returns/")
    desk.edit("docs/returns.md", "film the packing", "film the packing of it")
    expect(page.get_by_text("film the packing of it")).to_be_visible(timeout=PATIENCE)


def test_an_edited_guide_is_shown_on_its_page(desk: Desk, page: Page) -> None:
    page.goto("guides/official/")
    desk.edit("checker/guides/official.toml", "Trade Assurance costs the buyer nothing.", "It costs the buyer nothing.")
    expect(page.locator("#says-ta-free-for-buyers")).to_contain_text("It costs the buyer nothing.", timeout=PATIENCE)


def test_an_edited_rule_is_shown_on_its_page(desk: Desk, page: Page) -> None:
    page.goto("gates/coverage/")
    rule = next((desk.root / "checker/gates").glob("coverage.py"))
    text = rule.read_text("utf-8")
    says = page.locator("#off-platform td").first.locator("p").first.inner_text()
    assert says in text
    desk.edit("checker/gates/coverage.py", says, "Edited: it was ordered elsewhere.")
    expect(page.locator("#off-platform")).to_contain_text("Edited: it was ordered elsewhere.", timeout=PATIENCE)


def test_an_error_in_a_guide_names_file_line_and_mend_in_the_browser(desk: Desk, page: Page) -> None:
    page.goto("guides/official/")
    desk.edit("checker/guides/official.toml", 'topic = "who-runs-it"', 'topic = "who-runs-itt"')
    fault = page.locator("#live-fault")
    expect(fault).to_be_visible(timeout=PATIENCE)
    expect(fault).to_contain_text("official.toml")
    expect(fault).to_contain_text("who-runs-it")
    assert any(part.strip(":,").isdigit() for part in fault.inner_text().replace(":", " ").split())
    desk.edit("checker/guides/official.toml", 'topic = "who-runs-itt"', 'topic = "who-runs-it"')
    expect(fault).to_have_count(0, timeout=PATIENCE)


def test_nothing_is_built_where_nothing_was_edited(desk: Desk, page: Page) -> None:
    page.goto("returns/")
    (desk.root / "docs/returns.md").read_text("utf-8")
    page.evaluate("window.same = true")
    time.sleep(1)
    assert page.evaluate("window.same") is True
