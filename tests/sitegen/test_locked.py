import json
import re
import shutil
from pathlib import Path

import pytest

from sitegen import locked
from sitegen.settings import ROOT

FILES = sorted(path.name for path in (ROOT / "requirements").glob("*.txt"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The lock files alone, to be spoilt."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for name in locked.npm_files():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_requirement_file_pins_and_hashes_every_package(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==[0-9]\S*", block), block
        assert "--hash=sha256:" in block


@pytest.mark.parametrize("name", FILES)
def test_every_lock_file_has_what_was_asked_for(name: str) -> None:
    asked = (ROOT / "requirements" / name).with_suffix(".in").read_text()
    names = re.findall(r"^([a-z][a-z0-9-]*)", asked, flags=re.MULTILINE)
    text = (ROOT / "requirements" / name).read_text()
    assert names
    assert [one for one in names if not re.search(rf"^{one}==", text, re.MULTILINE)] == []


@pytest.mark.parametrize("name", locked.npm_files())
def test_a_lock_file_of_npm_pins_by_content_and_names_no_place(name: str) -> None:
    told = json.loads((ROOT / name).read_text())["packages"]
    own = told.pop("")
    assert told
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in told.values())
    for version in (own.get("dependencies", {}) | own.get("devDependencies", {})).values():
        assert re.fullmatch(r"(?:npm:[a-z-]+@)?\d+\.\d+\.\d+", version)


def test_every_package_is_there_once_with_its_hashes() -> None:
    packages = locked.read()
    assert len({(one.origin, one.name, one.version) for one in packages}) == len(packages)
    form = re.compile(r"sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})")
    assert all(one.hashes and all(map(form.fullmatch, one.hashes)) for one in packages)
    builds = {(one.origin, one.name) for one in packages if one.builds}
    assert {("pypi", "mkdocs"), ("npm", "pyodide")} <= builds
    assert not {("pypi", "pytest"), ("npm", "react"), ("npm", "lighthouse")} & builds


def test_a_package_under_another_name_is_there_by_its_own() -> None:
    """The tests run other versions of Pyodide too: the site ships one."""
    found = [(one.name, one.builds) for one in locked.npm(ROOT) if one.name.startswith("pyodide")]
    assert found == [("pyodide", True), ("pyodide", False), ("pyodide", False)]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("requirements/site.txt", "jinja2==", "jinja2>=", "has no version"),
        ("requirements/peers.txt", "--hash=sha256:", "--nothing=", "micropip has no hash"),
        ("requirements/licences.toml", "pytest = ", "# pytest = ", "no licence is known for pytest; install"),
        ("package-lock.json", '"integrity"', '"other"', "has no hash"),
        ("tests/audit/package-lock.json", '"license"', '"other"', "has no licence"),
    ],
)
def test_a_lock_file_with_a_gap_is_refused(root: Path, file: str, old: str, new: str, said: str) -> None:
    text = (root / file).read_text()
    assert old in text
    (root / file).write_text(text.replace(old, new))
    with pytest.raises(locked.LockError, match=said):
        locked.read(root)
