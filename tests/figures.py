"""Records what the last test runs found, for the page that says what is promised: `make figures`.

Each run leaves its own report in build/figures/: pytest's (JUnit's form), or another's own figures as JSON. What they
say goes into docs/figures.json, run by run, so that a short run does not take away what a long one found.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import groupby
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


def read(*reports: Path) -> Run:
    """One run: the day it was taken, the seconds it took, how many tests of each file passed, and its figures.

    Of several reports the later ones are of what failed, mended and run again.

    Raises:
        ReportError: a test failed, or none ran.
    """
    if reports[0].suffix == ".json":
        found: Run = json.loads(reports[0].read_text("utf-8"))
        return found
    suites = [ElementTree.parse(report).getroot()[0] for report in reports]
    cases = {_name(case): case for suite in suites for case in suite.iter("testcase")}
    failed = sum(case.find(fault) is not None for case in cases.values() for fault in ("failure", "error"))
    if failed or not cases:
        raise ReportError(f"{reports[-1].name}: {failed} tests failed" if failed else f"{reports[0].name}: no test ran")
    passed = [case for case in cases.values() if case.find("skipped") is None]
    return {
        "taken": suites[-1].attrib["timestamp"][:10],
        "seconds": round(sum(float(suite.attrib["time"]) for suite in suites)),
        "tests": Counter(case.attrib["classname"].removeprefix("tests.").replace(".", "/") for case in passed),
        "figures": {
            each.attrib["name"]: _number(each.attrib["value"]) for suite in suites for each in suite.iter("property")
        },
    }


def _run(report: Path) -> str:
    """The run that a report is of: short.xml, and short.again.xml of what was mended."""
    return report.name.partition(".")[0]


def _name(case: ElementTree.Element) -> tuple[str, str]:
    return case.attrib["classname"], case.attrib["name"]


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
        in_order = sorted(REPORTS.iterdir(), key=lambda report: (_run(report), report.stat().st_mtime))
        new = {name: read(*reports) for name, reports in groupby(in_order, key=_run)}
    except ReportError as error:
        sys.exit(str(error))
    step.write(FIGURES, json.dumps(known | new, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    print(f"docs/{FIGURES.name}: {', '.join(new)}")


if __name__ == "__main__":
    main()
