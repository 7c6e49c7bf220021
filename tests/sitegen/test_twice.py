"""Two builds of the same are the same: what Node and Python make, in two folders, zones, languages and orders of hash.

The whole site, built twice, is compared in tests/long/test_two_builds.py.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import build_site
from sitegen import library, node, requests, step
from sitegen.settings import ROOT

Record = Callable[[str, object], None]
# What differs between two machines, as far as the environment tells it.
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7"}


@pytest.fixture
def other_house(tmp_path: Path) -> Path:
    """The scripts and Pyodide once more, in a folder with a longer name and later times."""
    house = tmp_path / "another folder, with a longer name"
    for name in ("sitegen", "widget", "node_modules/pyodide"):
        shutil.copytree(ROOT / name, house / name, copy_function=shutil.copyfile)
    return house


def snapshot(house: Path, archive: Path, out: Path) -> bytes:
    plan = out.with_suffix(".json")
    plan.write_text(json.dumps({"module": library.MODULE, "requests": requests.warming()}))
    node.run(house / "sitegen/snapshot.mjs", house / "node_modules/pyodide", archive, plan, out)
    return out.read_bytes()


def test_a_snapshot_is_the_same_elsewhere(
    site: Path, other_house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    """Python keeps in its memory the time zone, the path of its program, the hour and chance, if it is let."""
    started = time.perf_counter()
    archive = build_site.LIBRARY / library.LIBRARY
    here = snapshot(ROOT, archive, tmp_path / "here.bin")
    for name, value in ELSEWHERE.items():
        monkeypatch.setenv(name, value)
    there = snapshot(other_house, Path(shutil.copy(archive, tmp_path / "renamed.zip")), tmp_path / "there.bin")
    record_property("Seconds that two snapshots took", round(time.perf_counter() - started, 1))
    assert len(here) > 1_000_000
    differing = [at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other]
    assert (len(here), differing[:5]) == (len(there), [])
    assert here == (build_site.SNAPSHOT / "snapshot.bin").read_bytes()


def test_pages_are_the_same_elsewhere(site: Path, tmp_path: Path) -> None:
    """All but those by problem, which take longest; the whole build has them."""
    script = (
        "import sys, pathlib, build_site; from sitegen import pages, settings\n"
        "pages.build(pathlib.Path(sys.argv[1]), settings.load(), build_site.built_files(), build_site.FONTS,\n"
        "            wanted=lambda page: not page.startswith('problems/'))"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, env=os.environ | ELSEWHERE, check=True)
    made = step.files_of(tmp_path)
    assert len(made) > 80
    names = [path.relative_to(tmp_path) for path in made]
    assert [name for name in names if (tmp_path / name).read_bytes() != (build_site.DOCS / name).read_bytes()] == []
