"""What is promised has tests behind it, and its figures are those that the tests left."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen import promises
from sitegen.promises import FIGURES, PROMISES, Promise, PromiseError, Run
from sitegen.settings import ROOT
from tests import figures

REPORT = """<?xml version="1.0"?><testsuites><testsuite name="pytest" errors="0" failures="0" skipped="1"
tests="3" time="61.7" timestamp="2026-11-26T04:00:00">
<testcase classname="tests.long.test_fuzz" name="a" time="1"><properties><property name="inputs tried" value="1200"/>
<property name="share" value="0.5"/><property name="with" value="CPython"/></properties></testcase>
<testcase classname="tests.long.test_fuzz" name="b" time="1"/>
<testcase classname="tests.engines.test_path" name="c" time="1"><skipped message="not here"/></testcase>
</testsuite></testsuites>"""
STATED = """
[runs]
long = "The long tests"
[[promise]]
says = "It holds."
how = "It is tried."
tests = ["long/test_fuzz"]
figures = ["inputs tried"]
"""
Recorded = Callable[..., tuple[Path, Path]]


@pytest.fixture
def report(tmp_path: Path) -> Callable[[], Path]:
    def written() -> Path:
        path = tmp_path / "long.xml"
        path.write_text(REPORT, "utf-8")
        return path

    return written


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    def written(stated: str = STATED, **run: Any) -> tuple[Path, Path]:
        tests, figures = {"long/test_fuzz": 2}, {"inputs tried": 1200}
        found = {"taken": "2026-11-26", "seconds": 62, "tests": tests, "figures": figures}
        paths = tmp_path / "promises.toml", tmp_path / "figures.json"
        paths[0].write_text(stated, "utf-8")
        paths[1].write_text(json.dumps({"long": found | run}), "utf-8")
        return paths

    return written


def test_a_report_gives_what_passed_and_what_was_found(report: Callable[[], Path]) -> None:
    assert figures.read(report()) == {
        "taken": "2026-11-26",
        "seconds": 62,
        "tests": {"long/test_fuzz": 2},
        "figures": {"inputs tried": 1200, "share": 0.5, "with": "CPython"},
    }


def test_what_failed_and_was_mended_counts_when_it_has_passed(report: Callable[[], Path], tmp_path: Path) -> None:
    failing = tmp_path / "failing.xml"
    broken = '<testcase classname="tests.long.test_fuzz" name="b" time="1"><failure/></testcase>'
    passing = report().read_text("utf-8")
    failing.write_text(
        passing.replace('<testcase classname="tests.long.test_fuzz" name="b" time="1"/>', broken), "utf-8"
    )
    with pytest.raises(figures.ReportError, match="1 tests failed"):
        figures.read(failing)
    assert figures.read(failing, report())["tests"] == {"long/test_fuzz": 2}


def test_a_promise_has_its_tests_and_figures(recorded: Recorded) -> None:
    assert promises.load(*recorded()) == [Promise("It holds.", "It is tried.", 2, {"inputs tried": 1200})]
    assert promises.runs(*recorded()) == [Run("The long tests", date(2026, 11, 26), 62, 2)]


def test_the_tests_of_all_runs_count(recorded: Recorded) -> None:
    stated, found = recorded()
    told = json.loads(found.read_text("utf-8"))
    found.write_text(json.dumps({**told, "wide": told["long"] | {"tests": {"long/test_fuzz": 40}}}), "utf-8")
    assert [promise.tests for promise in promises.load(stated, found)] == [42]


def test_a_run_that_is_named_and_not_recorded_is_refused(recorded: Recorded) -> None:
    stated = STATED.replace("[runs]", '[runs]\nwide = "Wider"')
    with pytest.raises(PromiseError, match=r"\[runs\] names wide, which is not recorded; run `make test-long`"):
        promises.runs(*recorded(stated))


def test_a_promise_without_a_test_is_refused(recorded: Recorded) -> None:
    with pytest.raises(PromiseError, match=r"It holds\..*the last run found no test in long/test_fuzz"):
        promises.load(*recorded(tests={"long/test_others": 2}))


def test_a_figure_that_no_test_left_is_refused(recorded: Recorded) -> None:
    with pytest.raises(PromiseError, match="the last run found no figure “inputs tried”"):
        promises.load(*recorded(figures={}))


def test_a_run_without_words_is_refused(recorded: Recorded) -> None:
    with pytest.raises(PromiseError, match="has no words for long"):
        promises.runs(*recorded(stated="[runs]\n"))


def test_every_promise_names_tests_that_are_there() -> None:
    tests = ROOT / "tests"
    known = [path.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")]
    for promise in tomllib.loads(PROMISES.read_text("utf-8"))["promise"]:
        for named in promise["tests"]:
            assert any(file.startswith(named) for file in known), named
    assert len(promises.load(PROMISES, FIGURES)) > 1
