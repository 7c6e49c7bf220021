"""The same requests put to the checker elsewhere: to another Python, in another zone, language and order of hashing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import eq
from pathlib import Path

import checker

ROOT = Path(checker.__file__).parents[1]
VERSION = "{}.{}".format(*sys.version_info)
#: The versions of CPython that the checker is for, but the one that runs these tests.
OTHERS = [version for version in ("3.12", "3.13", "3.14") if version != VERSION]


@dataclass(frozen=True)
class Heard:
    """What came back: the version of Python, its locale, the day and the seconds from UTC of its clock; the bytes."""

    python: str
    locale: str
    day: str
    offset: int
    responses: list[bytes]


def ask(command: Sequence[str], texts: Iterable[str], **environment: str) -> Heard:
    """Run a command that answers a line for each line, after one that tells what it is."""
    run = subprocess.run(
        command,
        input="\n".join(texts).encode(),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    head, *responses = run.stdout.splitlines()
    return Heard(**json.loads(head), responses=responses)


def by_cpython(executable: str) -> list[str]:
    """The command that asks a CPython."""
    return [executable, str(Path(__file__).with_name("answering.py"))]


def find_cpython(version: str) -> str | None:
    """A CPython of that version, such as "3.12", by its name; one that pyenv keeps too."""
    tell = "import sys; print('{}.{}'.format(*sys.version_info), sys.executable)"
    try:
        run = subprocess.run(
            [f"python{version}", "-c", tell],
            env=os.environ | {"PYENV_VERSION": version},
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        return None
    found, _, executable = run.stdout.strip().partition(" ")
    return executable if found == version else None


def compile_locales(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Make the system's locales of these names, in UTF-8, where it has their sources; what finds them there."""
    if localedef := shutil.which("localedef"):
        for name in names:
            subprocess.run([localedef, "-f", "UTF-8", "-i", name, str(folder / f"{name}.UTF-8")], capture_output=True)
    return {"LOCPATH": str(folder)} if any(folder.iterdir()) else {}


def here(texts: Iterable[str]) -> list[bytes]:
    """What the Python that runs the tests says."""
    return [checker.respond(text).encode() for text in texts]


def check_same(texts: Sequence[str], ours: Sequence[bytes], theirs: Sequence[bytes]) -> None:
    """Fails where an answer differs, and names the first difference."""
    found = differences(texts, ours, theirs)
    assert not found, f"{len(found)} of {len(texts)} differ; the first:\n{found[0]}"


def differences(texts: Sequence[str], ours: Sequence[bytes], theirs: Sequence[bytes]) -> list[str]:
    """Each request that is answered otherwise, with the first byte that differs, and what stands around it."""
    return [_difference(*one) for one in zip(texts, ours, theirs, strict=True) if one[1] != one[2]]


def _difference(text: str, ours: bytes, theirs: bytes) -> str:
    place = sum(takewhile(bool, map(eq, ours, theirs)))
    around = slice(max(place - 60, 0), place + 60)
    return f"{text}\nfrom byte {place}, here:\n  {ours[around]!r}\nthere:\n  {theirs[around]!r}"
