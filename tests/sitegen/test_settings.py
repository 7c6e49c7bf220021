from pathlib import Path

import pytest

from sitegen import settings

GOOD = """
[tool.site]
name = "A name"
site_url = "https://example.org/refunds/"
embed_url = "http://127.0.0.1:8000/"
report_to = ""
"""


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "EMBED_URL", "REPORT_TO"):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, text: str) -> Path:
    file = folder / "pyproject.toml"
    file.write_text(text)
    return file


def test_reads_the_table(tmp_path: Path) -> None:
    read = settings.load(written(tmp_path, GOOD))
    assert (read.name, read.base_path, read.report_to) == ("A name", "/refunds/", "")


def test_for_the_addresses_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://other.example/")
    monkeypatch.setenv("NAME", "a machine")
    read = settings.load(written(tmp_path, GOOD))
    assert (read.site_url, read.name) == ("https://other.example/", "A name")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('name = "A name"', ""), "name"),
        (GOOD.replace("refunds/", "refunds"), "end with a slash"),
        (GOOD.replace("https://example.org/", "example.org/"), "http"),
        ("", "name"),
    ],
)
def test_refuses_what_is_missing_or_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(settings.SettingError, match=said):
        settings.load(written(tmp_path, text))


def test_no_other_file_repeats_the_name_or_the_address() -> None:
    """The name stands in pyproject.toml; README, licence and the package's own name are prose about it."""
    files = [
        settings.ROOT / "mkdocs.yml",
        *(settings.ROOT / "docs").rglob("*.md"),
        *(settings.ROOT / "docs").rglob("*.html"),
    ]
    name = settings.load().name
    assert not [file for file in files if name in file.read_text("utf-8") or "127.0.0.1" in file.read_text("utf-8")]
