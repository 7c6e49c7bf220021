import gzip
import os
from pathlib import Path

import brotli
import pytest

from sitegen import pack

WORDS = b"every word again and " * 400


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    site = tmp_path / "site"
    site.mkdir()
    contents = {"a.html": WORDS, "b.js": WORDS, "c.woff2": os.urandom(2000), "d.js.map": WORDS, "empty.txt": b""}
    for name, content in contents.items():
        (site / name).write_bytes(content)
    return [site / name for name in contents]


def test_only_what_gains_is_packed(files: list[Path], tmp_path: Path) -> None:
    written = pack.beside(files, tmp_path / "kept")
    assert sorted(path.name for path in written) == ["a.html.br", "a.html.gz", "b.js.br", "b.js.gz"]
    assert brotli.decompress((tmp_path / "site/a.html.br").read_bytes()) == WORDS
    assert gzip.decompress((tmp_path / "site/b.js.gz").read_bytes()) == WORDS


def test_a_form_is_made_once_for_each_content(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack.beside(files, tmp_path / "kept")
    assert len(list((tmp_path / "kept").iterdir())) == len(pack.FORMS)
    first = (tmp_path / "site/a.html.br").read_bytes()
    for suffix in pack.FORMS:
        monkeypatch.setitem(pack.FORMS, suffix, lambda content: pytest.fail("packed again"))
    (tmp_path / "site/a.html.br").unlink()
    pack.beside(files, tmp_path / "kept")
    assert (tmp_path / "site/a.html.br").read_bytes() == first


def test_forms_of_what_is_gone_are_not_kept(files: list[Path], tmp_path: Path) -> None:
    pack.beside(files, tmp_path / "kept")
    pack.beside([], tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_equal_files_give_equal_forms(tmp_path: Path) -> None:
    assert pack.FORMS[".gz"](WORDS) == pack.FORMS[".gz"](WORDS)
    assert pack.FORMS[".gz"](WORDS)[4:8] == bytes(4)
