"""What is edited is in the open browser, and what is wrong with it too."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sitegen.writing import Desk, writing
from tests.wide import LONG

PATIENCE = 30_000
GUIDE = "checker/guides/official.toml"
GATE = "checker/gates/coverage.py"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[Desk]:
    with writing(tmp_path_factory.mktemp("live") / "project") as desk:
        yield desk


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


@LONG
def test_an_edited_guide_is_shown_on_its_page(desk: Desk, page: Page) -> None:
    page.goto("guides/official/")
    desk.edit(GUIDE, "Stock items and customised goods alike", "Goods from stock and made to order")
    says = page.locator("#says-ta-ready-to-ship-and-custom")
    expect(says).to_contain_text("Goods from stock and made to order", timeout=PATIENCE)


@LONG
def test_an_edited_rule_is_shown_on_its_page(desk: Desk, page: Page) -> None:
    page.goto("gates/coverage/")
    [says] = re.findall(r'id="off-platform",\s+says="([^"]+)"', (desk.root / GATE).read_text("utf-8"))
    expect(page.locator("#off-platform")).to_contain_text(says)
    desk.edit(GATE, says, "It was ordered somewhere else.")
    expect(page.locator("#off-platform")).to_contain_text("It was ordered somewhere else.", timeout=PATIENCE)


def test_an_error_in_a_guide_names_file_line_and_mend_in_the_browser(desk: Desk, page: Page) -> None:
    page.goto("guides/official/")
    right, wrong = 'topic = "who-runs-it"', 'topic = "who-run-it"'
    line = (desk.root / GUIDE).read_text("utf-8").partition(right)[0].count("\n") + 1
    desk.edit(GUIDE, right, wrong)
    fault = page.locator("#live-fault")
    expect(fault).to_be_visible(timeout=PATIENCE)
    said = fault.inner_text()
    assert "official.toml" in said
    assert re.search(rf"\b({line}|{line - 1}|{line - 2})\b", said), said
    assert "who-runs-it" in said
    desk.edit(GUIDE, wrong, right)
    expect(fault).to_have_count(0, timeout=PATIENCE)


@LONG
def test_an_error_in_a_rule_names_file_and_line(desk: Desk, page: Page) -> None:
    page.goto("gates/coverage/")
    desk.edit(GATE, "from __future__", "from __futur__")
    expect(page.locator("#live-fault")).to_contain_text("checker/gates/coverage.py, line", timeout=PATIENCE)
    desk.edit(GATE, "from __futur__", "from __future__")
    expect(page.locator("#live-fault")).to_have_count(0, timeout=PATIENCE)


def test_a_page_that_is_the_same_stays(desk: Desk, page: Page) -> None:
    page.goto("returns/")
    page.evaluate("window.same = true")
    desk.edit("docs/tips.md", "# Tips", "# Some tips")
    expect(page.context.new_page()).to_have_url("about:blank")
    other = page.context.pages[-1]
    other.goto("tips/")
    expect(other.get_by_role("heading", name="Some tips")).to_be_visible(timeout=PATIENCE)
    time.sleep(1)
    assert page.evaluate("window.same") is True
