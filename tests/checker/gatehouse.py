"""One case before one gate: what the tests of the gates and the days share.

Gates are built anew for every question put to them, so that a test sees the rules as they are written now.
"""

import datetime
from collections.abc import Callable
from typing import Any

from checker.answers import read_answers
from checker.assessment import facts_of
from checker.gates import Finding, Gate
from checker.statements import Statements, load
from tests.checker.policy_cases import LATE_DELIVERED, base

#: Late enough for every story.
DAY = LATE_DELIVERED

Build = Callable[[Statements], Gate]


def facts(problem: str, day: datetime.date = DAY, **changes: Any) -> dict[str, object]:
    """The facts of an ordinary story of this problem, with the changes a test is about, as one gate sees them."""
    told, faults = read_answers(base(problem, **changes), day)
    assert faults == []
    return facts_of(problem, told, day)


def find(build: Build, problem: str, day: datetime.date = DAY, **changes: Any) -> Finding:
    return build(load()).find(facts(problem, day, **changes))


def rule(build: Build, problem: str, day: datetime.date = DAY, **changes: Any) -> str:
    """The status and the id of the rule that decides, as "closed: window-closed". No other that stands may differ."""
    gate, case = build(load()), facts(problem, day, **changes)
    finding = gate.find(case)
    assert len({one.result for one in gate.standing(case)}) <= 1
    return f"{finding.status}: {finding.rule.id if finding.rule else None}"


def missing(build: Build, problem: str, day: datetime.date = DAY, **changes: Any) -> set[str]:
    return set(find(build, problem, day, **changes).missing)
