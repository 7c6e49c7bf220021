import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sitegen import library, runtime, snapshot, step, wheel
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


@pytest.fixture
def parts(built: Path, pyodide: Path, tmp_path: Path) -> runtime.Parts:
    """Everything that the folder is made of; the library and the snapshot are only names here."""
    for name in (library.LIBRARY, library.NOTHING, snapshot.SNAPSHOT):
        step.write(tmp_path / "made" / name, name)
    return runtime.Parts(built, pyodide, tmp_path / "made", tmp_path / "made")


def listing_of(folder: Path) -> dict[str, Any]:
    listing: dict[str, Any] = json.loads((runtime.folder(folder) / runtime.LISTING).read_text())
    return listing


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


def test_the_folder_holds_what_its_list_says_and_nothing_else(parts: runtime.Parts, tmp_path: Path) -> None:
    out = tmp_path / "runtime"
    out.mkdir()
    (out / "library-0123456789abcdef.zip").write_text("an old one")
    runtime.build(out, parts)
    listing = listing_of(out)
    assert listing["module"] == "checker"
    assert listing["plain"] == {"lock": "pyodide-lock.json", "package": "refund-checker"}
    assert listing["snapshot_form"] == "difference"
    folder = runtime.folder(out)
    listed = {(folder / told.get("at", name)).resolve(): told for name, told in listing["files"].items()}
    assert {*listed, folder / runtime.LISTING} == {*step.files_of(out)}
    for path, told in listed.items():
        content = path.read_bytes()
        assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    named = [listing["pyodide"], listing["library"], listing["snapshot"], listing["nothing"], listing["plain"]["lock"]]
    assert set(named) <= set(listing["files"])
    assert parts.wheel.name in listing["files"]


def test_ours_carry_the_hash_of_their_content_in_their_names(parts: runtime.Parts, tmp_path: Path) -> None:
    runtime.build(tmp_path / "out", parts)
    listing = listing_of(tmp_path / "out")
    for kind, ending in (("library", "zip"), ("snapshot", "bin"), ("nothing", "zip")):
        digest = listing["files"][listing[kind]]["sha256"]
        assert listing[kind] == f"{kind}-{digest[:16]}.{ending}"


def test_the_build_is_named_by_all_its_files(parts: runtime.Parts, tmp_path: Path) -> None:
    builds = []
    for content in ("one", "one", "another"):
        (parts.pyodide / "pyodide.asm.js").write_text(content)
        runtime.build(tmp_path / "out", parts)
        builds.append(listing_of(tmp_path / "out")["build"])
        assert runtime.folder(tmp_path / "out").name == builds[-1]
    assert builds[0] == builds[1] != builds[2]
    assert re.fullmatch("[0-9a-f]{16}", builds[0])


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "pyodide-lock.json"])
def test_a_missing_file_of_pyodide_is_named(parts: runtime.Parts, tmp_path: Path, name: str) -> None:
    (parts.pyodide / name).unlink()
    with pytest.raises(runtime.RuntimeFilesError, match=name):
        runtime.build(tmp_path / "out", parts)


@pytest.mark.parametrize("name", [library.LIBRARY, library.NOTHING, snapshot.SNAPSHOT])
def test_a_missing_file_of_ours_is_named(parts: runtime.Parts, tmp_path: Path, name: str) -> None:
    (parts.library / name).unlink()
    with pytest.raises(runtime.RuntimeFilesError, match=rf"{name} is missing: remove"):
        runtime.build(tmp_path / "out", parts)
