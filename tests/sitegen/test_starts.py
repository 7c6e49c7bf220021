"""The three ways to start Python give the same answers, and a damaged snapshot is refused. Pyodide runs under Node."""

import json
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import build_site
import checker
from checker.contract import PARTS
from sitegen import BuildError, library, node, runtime, snapshot, wheel
from tests.checker.policy_cases import CASES
from tests.checker.stories import story
from tests.checker.talk import TODAY, request
from tests.wide import LONG, wide

HERE = Path(__file__).parent
Start = Callable[[str], dict[str, Any]]
WAYS = ("snapshot", "library", "plain")
# Loaded by Pyodide to unpack a wheel, which the other ways need not.
INSTALLS_A_WHEEL = ("importlib.metadata", "email", "tarfile")
LOOKS_AHEAD = {"timeline", "changes", "readings", "asked", "stale", "exports"}


def hundred() -> list[str]:
    """Requests of every outcome, stories from end to end, and bad ones, none of which the build has seen."""
    of_outcomes = {case.outcome: (case.answers, case.today) for case in CASES}.values()
    bad = [({"problem": ["wrong_spce"]}, TODAY), ({}, "tomorrow"), ({"files": [{"name": "a", "bytes": -1}]}, TODAY)]
    stories = [(json.loads(json.dumps(story(seed), default=str)), TODAY) for seed in range(100)]
    cases = [*of_outcomes, *bad, *stories][:100]
    # A whole response takes some ten times as long as one without the parts that look ahead.
    whole, short = {}, {"parts": sorted(set(PARTS) - LOOKS_AHEAD)}
    return [request(answers, today, **(short if turn % 5 else whole)) for turn, (answers, today) in enumerate(cases)]


@pytest.fixture(scope="module")
def built(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime in a folder of its own: under ours, Node would take Pyodide's script for a module."""
    return runtime.folder(shutil.copytree(site / "runtime", tmp_path_factory.mktemp("served") / "runtime"))


@pytest.fixture(scope="module")
def listing(built: Path) -> dict[str, Any]:
    listing: dict[str, Any] = json.loads((built / runtime.LISTING).read_text())
    return listing


@pytest.fixture(scope="module")
def start(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Starts Python in one of the ways, once each: the answers, the modules then loaded, and how an error reads."""
    asked = tmp_path_factory.mktemp("asked") / "requests.json"
    asked.write_text(json.dumps(hundred()))

    @cache
    def start(way: str) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(node.run(HERE / "runs.mjs", built, way, asked))
        return said

    return start


@pytest.fixture(scope="module")
def expected() -> list[str]:
    return [checker.respond(text) for text in hundred()]


def test_a_hundred_different_cases_are_compared(expected: list[str]) -> None:
    assert len(set(hundred())) == 100
    assert len(set(expected)) > 95


@pytest.mark.parametrize("way", wide(WAYS))
def test_every_way_gives_the_same_text(start: Start, way: str, expected: list[str]) -> None:
    assert start(way)["answers"] == expected


@pytest.mark.parametrize("way", wide(WAYS))
def test_an_error_names_its_place(start: Start, way: str) -> None:
    """A fault of ours leads to file and line, without the source, and asks for no module that is not there."""
    error = start(way)["error"]
    assert "checker/contract.py" in error
    assert "in respond" in error
    assert "ModuleNotFoundError" not in error


@LONG
def test_the_library_has_all_that_the_plain_start_loads(start: Start, built: Path, listing: dict[str, Any]) -> None:
    names = {name.removesuffix(".pyc").removesuffix("/__init__") for name in archive(built / listing["library"])}
    loaded = start("plain")["loaded"]
    lacking = {name for name in loaded if name.replace(".", "/") not in names}
    assert len(loaded) > 100
    assert {name for name in lacking if not name.startswith(INSTALLS_A_WHEEL)} == set()


def archive(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as opened:
        return set(opened.namelist())


def test_every_module_of_the_package_that_decides_is_in_the_library(built: Path, listing: dict[str, Any]) -> None:
    names = archive(built / listing["library"])
    package = build_site.ROOT / "checker"
    for_maintainers = ("__main__", "prove", "proof_table", "schema", "upkeep")
    left_out = {f"checker/{name}.py" for name in for_maintainers}
    sources = {path.relative_to(build_site.ROOT).as_posix() for path in package.rglob("*.py")}
    assert {f"{name}c" for name in sources - left_out} <= names
    assert not {f"{name}c" for name in left_out} & names
    data = {path.relative_to(build_site.ROOT).as_posix() for path in package.rglob("*.toml")}
    assert data - set(library.DATA_LEFT_OUT) <= names


def test_the_library_is_stored_and_undated(built: Path, listing: dict[str, Any]) -> None:
    entries = zipfile.ZipFile(built / listing["library"]).infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


@pytest.fixture(scope="module")
def refused(built: Path) -> dict[str, str]:
    """What is said of damaged snapshots, by damage."""
    said: dict[str, str] = json.loads(node.run(HERE / "refuses.mjs", built))
    return said


def test_a_damaged_snapshot_is_refused_with_a_reason(refused: dict[str, str]) -> None:
    assert len(refused) >= 7
    assert [damage for damage, said in refused.items() if not said] == []
    assert refused["a page of HTML"] == "This is no snapshot."
    assert "cut off" in refused["cut off in its bytes"]
    assert "build id" in refused["of another build"]


@LONG
def test_building_again_gives_the_same_bytes(built: Path, listing: dict[str, Any], tmp_path: Path) -> None:
    pyodide = build_site.PYODIDE
    library.build(tmp_path, wheel.find(built), pyodide)
    assert (tmp_path / library.LIBRARY).read_bytes() == (built / listing["library"]).read_bytes()
    snapshot.build(tmp_path / "snapshot", tmp_path / library.LIBRARY, pyodide)
    assert (tmp_path / "snapshot" / snapshot.SNAPSHOT).read_bytes() == (built / listing["snapshot"]).read_bytes()


def test_a_snapshot_holds_no_path_of_this_machine(built: Path, listing: dict[str, Any]) -> None:
    content = (built / listing["snapshot"]).read_bytes()
    assert str(build_site.ROOT).encode() not in content


def test_what_fails_under_node_is_said_in_short(tmp_path: Path) -> None:
    script = tmp_path / "fails.mjs"
    script.write_text(f'const source = "{"x" * 1000}"; throw new Error("the reason");')
    with pytest.raises(BuildError, match=r"fails\.mjs failed:\n(?s:.*)the reason") as caught:
        node.run(script)
    assert "xxx" not in str(caught.value)


@LONG
def test_a_package_that_cannot_be_imported_stops_the_build(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "refund_checker-1-py3-none-any.whl", "w") as broken:
        broken.writestr("checker/__init__.py", "import no_such_module\n")
    with pytest.raises(BuildError, match="No module named 'no_such_module'"):
        library.build(tmp_path / "out", wheel.find(tmp_path), build_site.PYODIDE)


def test_a_missing_library_of_pyodide_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"lacks python_stdlib\.zip"):
        library.build(tmp_path / "out", tmp_path / "x.whl", tmp_path)
