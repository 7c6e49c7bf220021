from pathlib import Path

import pytest

from sitegen import engine
from sitegen.settings import Settings

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
