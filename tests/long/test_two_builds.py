"""The site is built twice from nothing, in two folders that differ in all that a folder and a machine can differ in.

The tools are shared: another version of one of them is another lock file, and so another source.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from sitegen import step
from sitegen.settings import ROOT

Record = Callable[[str, object], None]
SHARED = (".venv", "node_modules")
HERE = {"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Pacific/Chatham", "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2"}


def sources() -> list[str]:
    """The files of the project that are under version control, or will be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if (ROOT / name).is_file()]


def built(house: Path, umask: int, environment: dict[str, str]) -> dict[str, bytes]:
    """The files of a site that is built from nothing in this folder."""
    os_umask = os.umask(umask)
    try:
        for name in sources():
            (house / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, house / name)
        for name in SHARED:
            (house / name).symlink_to(ROOT / name)
        path = f"{house / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(
            [house / ".venv/bin/python", "build_site.py"],
            cwd=house,
            env=os.environ | environment | {"PATH": path},
            check=True,
        )
    finally:
        os.umask(os_umask)
    # Built with the site, and part of a release.
    parts = [house / "site", house / "build/hosting", house / "build/wheel"]
    return {path.relative_to(house).as_posix(): path.read_bytes() for path in step.files_of(*parts)}


def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path, record_property: Record) -> None:
    started = time.perf_counter()
    here = built(tmp_path / "a", 0o022, HERE)
    there = built(tmp_path / "another/folder with a longer name", 0o077, THERE)
    record_property("Minutes that two builds from nothing took", round((time.perf_counter() - started) / 60, 1))
    record_property("Files that were compared", len(here))
    assert sorted(here) == sorted(there)
    assert any("snapshot-" in name for name in here)
    assert [name for name in here if here[name] != there[name]] == []
