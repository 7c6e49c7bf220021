"""Figures are written in the form that others read."""

import json
from pathlib import Path

import pytest

from benchmarks import figures
from benchmarks.figures import Figure, Where, figure
from benchmarks.runtime import bars, table

COLD = Where("Chromium", "cold", "local")
SLOW = Where("Chromium", "cold", "10 Mbit/s")


def verdict(who: str, ms: float, where: Where = COLD) -> Figure:
    return figure("first verdict", who, [ms], "ms", where)


def test_a_figure_says_where_it_was_taken_if_that_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "OUT", tmp_path)
    figures.write("any", [figure("bytes", "ours", [3, 1, 2], "bytes", COLD), figure("a decision", "ours", [0.5])])
    assert json.loads((tmp_path / "any.json").read_text()) == [
        {
            "what": "bytes", "who": "ours", "unit": "bytes", "n": 3, "median": 2, "min": 1, "max": 3,
            "where": {"browser": "Chromium", "cache": "cold", "network": "local"},
        },
        {"what": "a decision", "who": "ours", "unit": "ms", "n": 1, "median": 0.5, "min": 0.5, "max": 0.5},
    ]  # fmt: skip
    assert "bytes, Chromium, cold, local" in capsys.readouterr().out


def test_a_bar_compares_what_was_taken_in_the_same_place() -> None:
    taken = [verdict("ours", 500), verdict("plain Pyodide", 1000), verdict("plain Pyodide", 4000, SLOW)]
    assert [str(bar) for bar in bars(taken)] == ["ours / plain Pyodide: 0.50, wanted at most 0.25: missed"]
    taken.append(verdict("ours", 1600, SLOW))
    assert str(list(bars(taken))[1]) == "ours / plain Pyodide: 0.40, wanted at most 0.4: kept"


def test_the_table_has_a_column_for_everybody() -> None:
    taken = [verdict("ours", 500), verdict("plain Pyodide", 1000)]
    assert table(taken).splitlines()[2] == (
        "| first verdict | Chromium, cold, local | 0.50 s (0.50–0.50) |  | 1.00 s (1.00–1.00) |  "
        "| plain Pyodide 0.50 (0.25) |"
    )
