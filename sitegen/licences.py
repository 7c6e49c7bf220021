"""Whose work the site is made from, under which licence, and the texts that go along.

    python -m sitegen.licences

records in requirements/licences.toml what the installed Python packages say of their licence, so that the page is the
same wherever fewer of them are installed. What no package says stands in licences.toml beside this file.
"""

import functools
import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen import BuildError, locked, step
from sitegen.locked import Locked
from sitegen.settings import ROOT

TOLD = Path(__file__).with_suffix(".toml")
RECORDED = ROOT / locked.REQUIREMENTS / locked.LICENCES
PACKAGES = ROOT / "node_modules"
SPDX = PACKAGES / "spdx-license-list/licenses"
# The file in the site.
TEXTS = "licences.txt"
LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying|notice)\b", re.IGNORECASE)
# Where SPDX leaves a place for the holder, who is named before.
_PLACE = re.compile(r"^.*(?:<year>|\bYEAR by AUTHOR\b).*\n+", re.MULTILINE)
_LINE = "-" * 80
OPENING = """\
What this site ships of others
==============================

Our own code is under the MIT licence, our own words under CC BY 4.0. Below stands what comes from others, with the
texts that came along; where none came, the holders, and the licence's text at the end."""
RECORDED_HEAD = (
    "# What each Python package says of its licence: `python -m sitegen.licences` writes it, a test compares."
)


class LicenceError(BuildError):
    """A licence, or its text, cannot be found; the text names the package and says what to do."""


@dataclass(frozen=True)
class Work:
    """Something that others made. `texts` are those of its licence that it brings; without any, `copyright` counts."""

    name: str
    licence: str
    texts: tuple[str, ...]
    copyright: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shipped(Work):
    """A package of which something is in the site: what for, where its makers have it, and what is inside it."""

    package: Locked = field(kw_only=True)
    does: str = field(kw_only=True)
    home: str = field(kw_only=True)
    parts: tuple[Work, ...] = field(kw_only=True)


def shipped(packages: Iterable[Locked], told: Path = TOLD) -> list[Shipped]:
    """The packages of which something is in the site, each with what is inside it.

    Raises:
        LicenceError: a package that is said to be shipped builds nothing.
    """
    said = tomllib.loads(told.read_text("utf-8"))
    known = {(package.origin, package.name): package for package in packages if package.builds}
    found = []
    for row in said["shipped"]:
        if not (package := known.get((row["origin"], row["name"]))):
            raise LicenceError(f"{told.name}: {row['name']} is said to be shipped, and builds nothing")
        found.append(
            Shipped(
                package.name,
                package.licence,
                tuple(_own_texts(package)),
                package=package,
                does=row["does"],
                home=_home(package),
                parts=tuple(_part(part) for part in said["part"] if part["of"] == package.name),
            )
        )
    return found


@dataclass(frozen=True)
class Account:
    """All works: what the site ships, what only builds it, and what only tests it."""

    shipped: list[Shipped]
    build: list[Locked]
    test: list[Locked]


def account(root: Path = ROOT) -> Account:
    """The account of what the lock files pin."""
    packages = locked.read(root)
    works = shipped(packages)
    others = [package for package in packages if package not in [work.package for work in works]]
    return Account(works, [one for one in others if one.builds], [one for one in others if not one.builds])


def _part(row: dict[str, Any]) -> Work:
    """What is inside a package, by its row."""
    texts: tuple[str, ...] = ()
    if place := row.get("text"):
        file = importlib.metadata.distribution(row["of"]).locate_file(place)
        texts = (Path(str(file)).read_text("utf-8"),)
    return Work(row["name"], row["licence"], texts, tuple(row.get("copyright", ())))


def _home(package: Locked) -> str:
    """The page of its makers, where its source can be had."""
    if package.origin == "npm":
        return str(json.loads((PACKAGES / package.name / "package.json").read_text("utf-8"))["homepage"])
    lines: list[str] = importlib.metadata.metadata(package.name).get_all("Project-URL") or []
    return dict(line.split(", ", 1) for line in lines)["Source"]


def _own_texts(package: Locked) -> Iterator[str]:
    """The files about its licence that a package brings."""
    if package.origin == "npm":
        files = list((PACKAGES / package.name).iterdir())
    else:
        own = importlib.metadata.distribution(package.name)
        files = [Path(str(own.locate_file(file))) for file in own.files or () if ".dist-info" in file.parts[0]]
    for file in sorted(files):
        if LICENCE_FILE.match(file.name):
            yield file.read_text("utf-8")


def texts(works: Iterable[Shipped]) -> str:
    """The file that goes along: whose work it is, with the texts that it brings, then the texts that SPDX has."""
    entries: list[str] = []
    of_spdx: set[str] = set()
    for whole in works:
        entries.append(_entry(f"{whole.name} {whole.package.version}", whole))
        entries += [_entry(f"{part.name}, in {whole.name}", part) for part in whole.parts]
        of_spdx |= {_identifier(work) for work in (whole, *whole.parts) if not work.texts}
    ends = [f"{_head(name)}\n\n{_of_spdx(name)}" for name in sorted(of_spdx)]
    return "\n\n\n".join([OPENING, *entries, *ends]) + "\n"


def _head(line: str) -> str:
    return f"{_LINE}\n{line}\n{_LINE}"


def _entry(name: str, work: Work) -> str:
    own = work.texts or ("\n".join((*work.copyright, f"The text stands at the end: {_identifier(work)}.")),)
    return "\n\n".join([_head(f"{name}: {work.licence}"), *(text.strip() for text in own)])


def _identifier(work: Work) -> str:
    """The licence whose text is needed; an exception only takes from what it asks."""
    return work.licence.partition(" WITH ")[0]


def _of_spdx(name: str) -> str:
    """The text of a licence, without the place for a holder."""
    file = SPDX / f"{name}.json"
    if not file.is_file():
        raise LicenceError(f"SPDX has no text for {name}: give the part in {TOLD.name} a text, or name its licence so")
    return _PLACE.sub("", json.loads(file.read_text("utf-8"))["licenseText"]).strip()


@functools.cache
def _spdx() -> Any:
    """The licences that SPDX knows. The library comes with the tests; a build has no need of it."""
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


def as_spdx(said: str) -> str:
    """The expression as SPDX writes it; empty where it is none."""
    from license_expression import ExpressionError

    try:
        # Some write the whole text of the licence here.
        found = _spdx().parse(said.partition("\n")[0], validate=True)
    except ExpressionError:
        return ""
    return "" if found is None else str(found)


def licence_of(metadata: Any, told: Mapping[str, Any]) -> str:
    """The licence that a Python package's metadata says, as SPDX writes it; empty where it says none clearly."""
    loosely = told["loosely"].get(canonical(metadata["Name"]))
    for said in (loosely, metadata.get("License-Expression"), metadata.get("License")):
        if expression := as_spdx(said or ""):
            return expression
    classifiers = {told["classifiers"].get(line) for line in metadata.get_all("Classifier") or ()} - {None}
    return " OR ".join(sorted(classifiers))


def canonical(name: str) -> str:
    """A Python package's name as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, str]:
    """What the installed Python packages say, by name; a package that says nothing clearly has an empty text."""
    told = tomllib.loads(TOLD.read_text("utf-8"))
    found = importlib.metadata.distributions()
    return {canonical(one.name): licence_of(one.metadata, told) for one in found if one.name}


def recorded() -> dict[str, str]:
    """What is recorded, by name."""
    licences: dict[str, str] = tomllib.loads(RECORDED.read_text("utf-8"))["licences"]
    return licences


def record() -> list[str]:
    """Write the record anew, and give the locked packages for which nothing is known.

    What is not installed here, for another system perhaps, keeps what was recorded or is told by hand.
    """
    known = (recorded() if RECORDED.is_file() else {}) | tomllib.loads(TOLD.read_text("utf-8"))["loosely"] | installed()
    names = {name for file in RECORDED.parent.glob("*.txt") for name, _ in locked.PYPI_NAME.findall(file.read_text())}
    lines = [f'{name} = "{known[name]}"' for name in sorted(names) if known.get(name)]
    step.write(RECORDED, "\n".join([RECORDED_HEAD, "[licences]", *lines]) + "\n")
    return sorted(name for name in names if not known.get(name))


def main() -> int:
    """Record; 1 where a licence is missing."""
    missing = record()
    for name in missing:
        print(f"licences: {name} names no licence clearly; read its text and say it in {TOLD.name}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
