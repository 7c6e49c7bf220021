"""What is pinned: every package of the lock files, its hashes and licence, and whether it builds the site."""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen import BuildError
from sitegen.settings import ROOT

REQUIREMENTS = "requirements"
# What the site is built with comes first, so that a package of several files counts for it.
BUILDS = ("site.txt", "package-lock.json")
# Written by sitegen/licences.py from what is installed; the lock files of npm say it themselves.
LICENCES = "licences.toml"
PYPI_NAME = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)", re.MULTILINE)
PYPI_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


class LockError(BuildError):
    """A lock file does not pin what it should; the text names the file and the package."""


@dataclass(frozen=True)
class Locked:
    """A package. `origin` is "pypi" or "npm"; a hash is the algorithm, a colon and hex digits, one for each file."""

    origin: str
    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]
    builds: bool


def read(root: Path = ROOT) -> list[Locked]:
    """Every package of every lock file once, those that build the site first, then by name.

    Raises:
        LockError: a package has no hash, or no licence is known for it.
    """
    found: dict[tuple[str, str, str], Locked] = {}
    for package in sorted((*python(root), *npm(root)), key=lambda package: (not package.builds, package.name)):
        found.setdefault((package.origin, package.name, package.version), package)
    return list(found.values())


def python(root: Path) -> Iterator[Locked]:
    """What the requirement files pin."""
    folder = root / REQUIREMENTS
    licences = tomllib.loads((folder / LICENCES).read_text("utf-8"))["licences"]
    for file in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n(?=[a-z0-9])", file.read_text("utf-8")):
            if not (pinned := PYPI_NAME.match(block)):
                raise LockError(f"{REQUIREMENTS}/{file.name}: {block.split()[0]} has no version; lock it again")
            name, version = pinned.groups()
            if not (hashes := PYPI_HASH.findall(block)):
                raise LockError(f"{REQUIREMENTS}/{file.name}: {name} has no hash; lock it again with --generate-hashes")
            if name not in licences:
                how = "install it and run `python -m sitegen.licences`"
                raise LockError(f"{REQUIREMENTS}/{file.name}: no licence is known for {name}; {how}")
            yield Locked("pypi", name, version, licences[name], tuple(hashes), file.name in BUILDS)


def npm_files(root: Path = ROOT) -> list[str]:
    """The lock files of npm, by their places in the project: the site's, then those of what tests it."""
    files = (root / "package-lock.json", *sorted(root.glob("tests/*/package-lock.json")))
    return [file.relative_to(root).as_posix() for file in files]


def npm(root: Path) -> Iterator[Locked]:
    """What the lock files of npm pin."""
    for file in npm_files(root):
        for place, told in json.loads((root / file).read_text("utf-8"))["packages"].items():
            if not place:
                continue
            # A package under another name says its own.
            name = told.get("name") or place.rpartition("node_modules/")[2]
            for key, missing in (("integrity", "hash"), ("license", "licence")):
                if not told.get(key):
                    raise LockError(f"{file}: {name} has no {missing}; lock it again, or choose another package")
            builds = file in BUILDS and not told.get("dev")
            yield Locked("npm", name, told["version"], told["license"], (_hex(told["integrity"]),), builds)


def _hex(integrity: str) -> str:
    """A hash as npm writes it, as the others are written."""
    algorithm, _, digest = integrity.partition("-")
    return f"{algorithm}:{base64.b64decode(digest).hex()}"
