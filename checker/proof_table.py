"""What the proof found, as a table: printed by the command, shown on a page, and kept in ``proof.toml``.

A proof that finds something else than what is kept fails: no rule changes unnoticed. After a change that is meant,
``python -m checker prove --record`` writes the file anew.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from checker.assessment import gates
from checker.outcomes import OUTCOMES
from checker.prove import NOT_ENUMERATED, Found
from checker.statements import load


@dataclass(frozen=True)
class Row:
    """One line of the table: a problem, or all together; ``problem`` is then empty.

    ``median`` and ``most`` are screens to the verdict, each way counted once; ``needless`` are questions that could
    have been left out after an "I don't know".
    """

    problem: str
    states: int
    combinations: int
    ways: int
    needless: int
    median: int
    most: int


def table(records: Mapping[str, Mapping[str, object]]) -> list[Row]:
    """Return the lines of the table, the one for all problems together last. ``records``: see :func:`recorded`."""
    each = {problem: _of_record(record) for problem, record in records.items()}
    whole = Found()
    for found in each.values():
        whole.add(found)
    return [
        Row(
            problem,
            found.states,
            found.combinations,
            sum(found.screens.values()),
            found.needless,
            median(found.screens),
            max(found.screens),
        )
        for problem, found in [*each.items(), ("", whole)]
    ]


def _of_record(record: Mapping[str, object]) -> Found:
    screens = record["screens"]
    assert isinstance(screens, dict)
    return Found(
        states=int(str(record["states"])),
        combinations=int(str(record["combinations"])),
        needless=int(str(record["needless"])),
        screens=Counter({int(count): ways for count, ways in screens.items()}),
    )


def recorded() -> dict[str, dict[str, object]]:
    """Return what was written down last of each problem."""
    return _proof()["problem"]  # type: ignore[no-any-return]


def recorded_likely_median() -> int:
    """Return the median number of screens where every problem and every answer is equally likely."""
    return int(_proof()["likely_median"])


def _proof() -> dict[str, Any]:
    return tomllib.loads(resources.files("checker").joinpath("proof.toml").read_text("utf-8"))


def differences(each: dict[str, Found]) -> list[str]:
    """Return where a walk differs from what was written down: no rule changes unnoticed."""
    before = recorded()
    return [
        f"{problem}: {key} was {before.get(problem, {}).get(key)}, is {value}; --record writes it down if it is meant"
        for problem, found in each.items()
        for key, value in found.record().items()
        if before.get(problem, {}).get(key) != value
    ]


def as_toml(each: dict[str, Found]) -> str:
    """Return what is written down of the walks, as ``proof.toml`` holds it."""
    lines = ["# What `python -m checker prove` found; written by `python -m checker prove --record`."]
    lines += ["# Screens where every problem and every answer is as likely as the others:"]
    lines += [f"likely_median = {likely_median(each)}"]
    for problem, found in each.items():
        record = found.record()
        counts = {key: value for key, value in record.items() if not isinstance(value, dict)}
        lines += ["", f"[problem.{problem}]", *(f"{key} = {value}" for key, value in counts.items())]
        for key in ("screens", "results", "decided"):
            part = record[key]
            assert isinstance(part, dict)
            lines += [f"[problem.{problem}.{key}]", *(f'"{name}" = {count}' for name, count in part.items())]
    return "\n".join(lines) + "\n"


def summary(each: dict[str, Found]) -> str:
    """Return the table that the command prints: states, ways and screens for each problem and together."""
    lines = [f"{'problem':22} {'states':>8} {'combinations':>12} {'ways':>8} {'screens':>20} {'needless':>8}"]
    for row in table({problem: found.record() for problem, found in each.items()}):
        screens = f"median {row.median}, most {row.most}"
        counts = f"{row.states:8} {row.combinations:12} {row.ways:8} {screens:>20} {row.needless:8}"
        lines.append(f"{row.problem or 'together':22} {counts}")
    rules = sum(len(gate.rules) for gate in gates(load()))
    lines.append(f"{rules} rules, {len(OUTCOMES)} outcomes, {len(load().statements)} statements")
    lines.append(
        "Each way counts once; where every answer is as likely as the others, the median is "
        f"{likely_median(each)} screens."
    )
    return "\n".join(
        [
            *lines,
            "Needless: questions that could have been left out after an “I don't know”.",
            "Not enumerated:",
            *(f"  {text}" for text in NOT_ENUMERATED),
        ]
    )


def median(screens: Counter[int]) -> int:
    """Return the median number of screens over all ways."""
    total, seen = sum(screens.values()), 0
    for count in sorted(screens):
        seen += screens[count]
        if seen * 2 >= total:
            return count
    return 0


def likely_median(each: dict[str, Found]) -> int:
    """Return the median number of screens where every problem, and every answer on a screen, is equally likely."""
    seen = 0.0
    total = sum(sum(found.likely.values()) for found in each.values())
    for count in sorted({count for found in each.values() for count in found.likely}):
        seen += sum(found.likely.get(count, 0.0) for found in each.values())
        if seen * 2 >= total:
            return count
    return 0
