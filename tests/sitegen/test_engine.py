import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import build_site
import checker
from sitegen import engine, settings
from sitegen.settings import ROOT, Settings
from tests.wide import LONG

SETTINGS = Settings("A name", "https://example.org/sub/", "https://example.org/", "")
CONFIG = """
site_name: !ENV SITE_NAME
site_url: !ENV SITE_URL
copyright: !ENV SITE_NOTICE
docs_dir: docs
theme: {name: mkdocs}
plugins: []
validation:
  links: {anchors: warn, unrecognized_links: warn}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs").mkdir()
    return tmp_path


def build(root: Path, text: str) -> str:
    (root / "docs/index.md").write_text(text)
    engine.build(root / "html", SETTINGS, "The notice.", 1_790_000_000, root=root)
    return (root / "html/index.html").read_text("utf-8")


def test_name_address_and_notice_come_from_the_settings(root: Path) -> None:
    html = build(root, "# Home\n")
    assert "A name" in html
    assert "https://example.org/sub/" in html
    assert "The notice." in html


@pytest.mark.parametrize("link", ["nowhere.md", "index.md#nowhere", "#nowhere"])
def test_a_warning_is_an_error(root: Path, link: str) -> None:
    with pytest.raises(engine.EngineError, match="nowhere"):
        build(root, f"# Home\n\n[x]({link})\n")


# What Zensical, which follows on Material, reads from mkdocs.yml; it passes over everything else without a word.
PLUGINS = {"search", "tags", "redirects"}
EXTENSIONS = {
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "smarty", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.emoji",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.smartsymbols",
    "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
}  # fmt: skip


def names(entries: list[str | dict[str, object]]) -> set[str]:
    return {name for entry in entries for name in ([entry] if isinstance(entry, str) else entry)}


def test_the_settings_hold_only_what_the_engines_that_follow_support() -> None:
    class Loader(yaml.SafeLoader):
        """Leaves the tags for the environment and for Python's own names aside."""

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)
    assert names(settings["plugins"]) <= PLUGINS
    assert names(settings["markdown_extensions"]) <= EXTENSIONS
    assert "hooks" not in settings


@LONG
def test_properdocs_builds_the_same_pages(tmp_path: Path, site: Path) -> None:
    """MkDocs has had its last release; what goes on from it has to do with the same file and the same pages."""
    settings_, epoch = settings.load(), build_site.last_compared()
    environment = os.environ | engine.environment(settings_, checker.NOTICE, epoch)
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", str(ROOT / "mkdocs.yml")]
    done = subprocess.run(
        [*command, "--site-dir", str(tmp_path / "html")],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.relative_to(tmp_path / "html"): path for path in (tmp_path / "html").rglob("*.html")}
    ours = {path.relative_to(build_site.HTML): path for path in build_site.HTML.rglob("*.html")}
    assert built.keys() == ours.keys()
    for name, path in built.items():
        assert without_name(path) == without_name(ours[name]), name


def without_name(page: Path) -> str:
    """A page without what it says of the engine that made it."""
    return re.sub(r'<meta name="generator" [^>]*>', "", page.read_text("utf-8"))
