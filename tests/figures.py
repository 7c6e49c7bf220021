"""Records what the last test runs found, for the page that says what is promised: `make figures`.

Each run leaves its own report in build/figures/: pytest's (JUnit's form), or another's own figures as JSON. What they
say goes into docs/figures.json, run by run, so that a short run does not take away what a long one found.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sitegen import step
from sitegen.promises import FIGURES
from sitegen.settings import ROOT

REPORTS = ROOT / "build/figures"
Run = dict[str, Any]


class ReportError(Exception):
    """A report that nothing can be taken from; the text says which and why."""


def read(report: Path) -> Run:
    """One run: the day it was taken, the seconds it took, how many tests of each file passed, and its figures.

    Raises:
        ReportError: a test failed, or none ran.
    """
    if report.suffix == ".json":
        found: Run = json.loads(report.read_text("utf-8"))
        return found
    suite = ElementTree.parse(report).getroot()[0]
    failed = int(suite.attrib["failures"]) + int(suite.attrib["errors"])
    if failed or not int(suite.attrib["tests"]):
        raise ReportError(f"{report.name}: {failed} tests failed" if failed else f"{report.name}: no test ran")
    passed = [case for case in suite.iter("testcase") if case.find("skipped") is None]
    return {
        "taken": suite.attrib["timestamp"][:10],
        "seconds": round(float(suite.attrib["time"])),
        "tests": Counter(case.attrib["classname"].removeprefix("tests.").replace(".", "/") for case in passed),
        "figures": {each.attrib["name"]: _number(each.attrib["value"]) for each in suite.iter("property")},
    }


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def keep(name: str, seconds: float, figures: Mapping[str, int]) -> None:
    """Leave the report of a run that is not pytest's, taken today."""
    run = {"taken": date.today().isoformat(), "seconds": round(seconds), "tests": {}, "figures": figures}
    step.write(REPORTS / f"{name}.json", json.dumps(run))


def main() -> None:
    """Record every report that is there."""
    known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    try:
        new = {report.stem: read(report) for report in sorted(REPORTS.iterdir())}
    except ReportError as error:
        sys.exit(str(error))
    step.write(FIGURES, json.dumps(known | new, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    print(f"docs/{FIGURES.name}: {', '.join(new)}")


if __name__ == "__main__":
    main()
