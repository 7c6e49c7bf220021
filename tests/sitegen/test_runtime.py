import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from sitegen import runtime, wheel
from sitegen.settings import ROOT

EPOCH = 1_790_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel.build(tmp_path_factory.mktemp("wheel"), EPOCH)


@pytest.fixture
def pyodide(tmp_path: Path) -> Path:
    """A folder that looks like Pyodide's, small."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in runtime.PYODIDE_FILES:
        (folder / name).write_text(name)
    lock = json.loads((ROOT / "node_modules/pyodide" / runtime.LOCK).read_text())
    (folder / runtime.LOCK).write_text(json.dumps(lock))
    return folder


def test_the_wheel_is_pure_and_carries_the_data(built: Path) -> None:
    assert built.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(built).namelist()
    for name in ("checker/__init__.py", "checker/py.typed", "checker/guides/official.toml", "checker/policy.toml"):
        assert name in names
    assert all(name.startswith(("checker/", "refund_checker-")) for name in names)


def test_equal_sources_give_equal_bytes(built: Path, tmp_path: Path) -> None:
    assert wheel.build(tmp_path, EPOCH).read_bytes() == built.read_bytes()


def test_a_wheel_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = []\nbuild-backend = "nowhere"\n')
    with pytest.raises(wheel.WheelError, match="nowhere"):
        wheel.build(tmp_path / "out", EPOCH, root=tmp_path)


def test_the_lock_lists_only_our_wheel_with_its_hash(built: Path, pyodide: Path) -> None:
    lock = json.loads(runtime.lock_for(built, pyodide))
    assert list(lock["packages"]) == ["refund-checker"]
    ours = lock["packages"]["refund-checker"]
    assert ours["file_name"] == built.name
    assert ours["sha256"] == hashlib.sha256(built.read_bytes()).hexdigest()
    assert ours["imports"] == ["checker"]
    assert ours["depends"] == []


def test_the_folder_holds_what_its_list_says_and_nothing_else(built: Path, pyodide: Path, tmp_path: Path) -> None:
    out = tmp_path / "runtime"
    out.mkdir()
    (out / "refund_checker-0.0.1-py3-none-any.whl").write_text("an old one")
    runtime.build(out, built, pyodide)
    listing = json.loads((out / "runtime.json").read_text())
    assert (listing["plain"]["package"], listing["module"]) == ("refund-checker", "checker")
    assert listing["files"] == {
        path.name: runtime.described(path.read_bytes()) for path in out.iterdir() if path.name != "runtime.json"
    }
    assert len(listing["build"]) == 16
    assert listing["pyodide"] in listing["files"]
    assert listing["plain"]["lock"] in listing["files"]
    assert built.name in listing["files"]


def test_a_missing_file_of_pyodide_is_named(built: Path, pyodide: Path, tmp_path: Path) -> None:
    (pyodide / "pyodide.asm.wasm").unlink()
    with pytest.raises(runtime.RuntimeFilesError, match=r"pyodide\.asm\.wasm"):
        runtime.build(tmp_path / "out", built, pyodide)
