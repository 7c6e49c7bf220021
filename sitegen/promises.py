"""What is promised, how it is tested, and what the last run found: from docs/promises.toml and docs/figures.json.

The second is written by the test runs themselves (tests/figures.py), never by hand.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sitegen import BuildError
from sitegen.settings import ROOT

PROMISES, FIGURES = ROOT / "docs/promises.toml", ROOT / "docs/figures.json"


class PromiseError(BuildError):
    """A promise that no test run stands behind; the text names it and what is missing."""


@dataclass(frozen=True)
class Promise:
    """One promise: what it says, how it is tested, how many tests passed, and the figures they found."""

    says: str
    how: str
    tests: int
    figures: Mapping[str, int | float]


@dataclass(frozen=True)
class Run:
    """One run of tests: what was tested, the day it was taken, how long it took, and how many passed."""

    of: str
    taken: date
    seconds: int
    tests: int


def runs(promises: Path = PROMISES, figures: Path = FIGURES) -> list[Run]:
    """The last run of each kind, in the order of docs/promises.toml.

    Raises:
        PromiseError: a run is not recorded, or has no words.
    """
    found = _recorded(figures)
    words: dict[str, str] = tomllib.loads(promises.read_text("utf-8"))["runs"]
    if strange := sorted(found.keys() - words.keys()):
        raise PromiseError(f"docs/promises.toml: [runs] has no words for {', '.join(strange)}")
    if missing := [name for name in words if name not in found]:
        raise PromiseError(
            f"docs/promises.toml: [runs] names {missing[0]}, which is not recorded; run `make test-long`"
        )
    return [_run(words[name], found[name]) for name in words]


def _run(of: str, run: Mapping[str, Any]) -> Run:
    return Run(of, date.fromisoformat(run["taken"]), run["seconds"], sum(run["tests"].values()))


def load(promises: Path = PROMISES, figures: Path = FIGURES) -> list[Promise]:
    """Every promise with what the last runs found.

    Raises:
        PromiseError: no test of the files that a promise names has passed, or a figure that it names was not found.
    """
    found = _recorded(figures)
    tests = Counter[str]()
    for run in found.values():
        tests.update(run["tests"])
    known = {name: value for run in found.values() for name, value in run["figures"].items()}
    return [_promise(entry, tests, known) for entry in tomllib.loads(promises.read_text("utf-8"))["promise"]]


def _recorded(figures: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(figures.read_text("utf-8"))
    return found


def _promise(entry: Mapping[str, Any], tests: Mapping[str, int], known: Mapping[str, int | float]) -> Promise:
    def lacks(what: str) -> PromiseError:
        return PromiseError(f"docs/promises.toml, “{entry['says']}”: the last run found {what}; run `make test-long`")

    count = 0
    for named in entry["tests"]:
        passed = sum(passed for file, passed in tests.items() if file.startswith(named))
        if not passed:
            raise lacks(f"no test in {named}")
        count += passed
    if missing := [name for name in entry.get("figures", ()) if name not in known]:
        raise lacks(f"no figure “{missing[0]}”")
    return Promise(entry["says"], entry["how"], count, {name: known[name] for name in entry.get("figures", ())})
