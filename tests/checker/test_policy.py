"""Each row of the policy is decided as written: verdict, outcome, dates, and the row is cited."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checker
from tests.checker.policy_cases import CASES, DOUBTFUL, OUTCOMES, UNSAID, VERDICT_OF, Case, several
from tests.checker.talk import ask

POLICY_FILE = Path(checker.__file__).with_name("policy.toml")
ALL = CASES + DOUBTFUL


def respond(case: Case, **more: Any) -> dict[str, Any]:
    return ask(case.answers, case.today, **more)


def found(case: Case, response: dict[str, Any]) -> dict[str, Any]:
    """What the response says of all that the case speaks of, in the form of `wanted`."""
    days = {deadline["id"]: deadline for deadline in response["deadlines"]}
    seen = {
        "errors": response["errors"],
        "verdict": response["verdict"],
        "not cited": [row for row in (case.policy, *case.cites) if row and row not in response["policy"]],
        "deadlines": {name: days.get(name, {}).get("last_day") for name in case.deadlines},
        "from days": {name: days.get(name, {}).get("first_day") for name in case.from_days},
        "remedies not offered": sorted(case.remedies - {remedy["kind"] for remedy in response["remedies"]}),
        "not possible": sorted(case.possible - set(response["possible"])),
        "possible": sorted(case.impossible & set(response["possible"])),
    }
    if case.outcome:
        seen["outcome"] = response["outcome"]
    if case.problems:
        seen["problems"] = {entry["problem"]: entry["outcome"] for entry in response["problems"]}
    for name in ("safe_by", "last_day"):
        if getattr(case, name) is not UNSAID:
            seen[name] = response[name]
    return seen


def wanted(case: Case) -> dict[str, Any]:
    said = {
        "errors": [],
        "verdict": case.verdict,
        "not cited": [],
        "deadlines": {name: last.isoformat() for name, last in case.deadlines.items()},
        "from days": {name: first.isoformat() for name, first in case.from_days.items()},
        "remedies not offered": [],
        "not possible": [],
        "possible": [],
    }
    if case.outcome:
        said["outcome"] = case.outcome
    if case.problems:
        said["problems"] = case.problems
    for name in ("safe_by", "last_day"):
        value = getattr(case, name)
        if value is not UNSAID:
            said[name] = value and value.isoformat()
    return said


def rows(table: object) -> set[str]:
    """Every row id of the policy file, whether it is a key, or the value of one."""
    match table:
        case dict():
            return set().union(*(rows(part) for pair in table.items() for part in pair))
        case list():
            return set().union(*map(rows, table))
        case str() if table.startswith("P-") and " " not in table:
            return {table}
        case _:
            return set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_the_case_is_decided_as_the_policy_says(case: Case) -> None:
    assert found(case, respond(case)) == wanted(case)


@pytest.mark.parametrize("case", DOUBTFUL, ids=lambda case: case.label)
def test_a_doubtful_case_follows_our_reading(case: Case) -> None:
    assert found(case, respond(case)) == wanted(case), f"the other reading: {case.doubt}"


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.label)
def test_the_day_owed_stands_among_the_days_shown(case: Case) -> None:
    response = respond(case, parts=["deadlines", "owed", "safe_by", "last_day"])
    owed = [entry for entry in response["deadlines"] if entry["id"] == response["owed"]]
    assert bool(owed) == bool(response["safe_by"])
    for entry in owed:
        longer = [one["last_day"] for one in response["deadlines"] if one["id"] == "file-60"]
        assert response["safe_by"] == entry["safe_by"]
        assert response["last_day"] in (entry["last_day"], *longer)


@pytest.mark.parametrize(("today", "ahead"), [(date(2026, 4, 22), True), (date(2026, 5, 20), False)])
def test_of_several_problems_the_last_day_is_the_first_to_end_and_the_safe_one_the_earliest(
    today: date, ahead: bool
) -> None:
    """P-several and P-safe-by: the goods that came have the later end, and the earlier safe day."""
    part_came = several("defective", "not_delivered", buyer_tier="platinum", expected_delivery_on=date(2026, 4, 20))
    response = respond(Case("P-several", "part came", part_came, today, "assessed-refund"))
    [file] = [entry for entry in response["deadlines"] if entry["id"] == "file"]
    assert (file["safe_by"], file["last_day"]) == ("2026-05-01", "2026-05-20")
    assert (response["safe_by"], response["last_day"]) == ("2026-05-01", "2026-05-20")
    assert ("DATE:20260501" in response["exports"]["calendar"]) == ahead
    assert "DATE:20260520" in response["exports"]["calendar"]


def test_every_row_has_a_case() -> None:
    ids = rows(tomllib.loads(POLICY_FILE.read_text(encoding="utf-8")))
    assert ids
    assert ids == {case.policy for case in CASES if case.policy}


def test_every_outcome_is_reached() -> None:
    reached = {case.outcome for case in CASES if case.outcome}
    assert reached == {outcome for outcomes in OUTCOMES.values() for outcome in outcomes}
    assert reached <= set(VERDICT_OF)


def test_no_two_cases_have_one_name() -> None:
    labels = [case.label for case in ALL]
    assert len(labels) == len(set(labels))


def test_only_the_doubtful_cases_name_a_doubt() -> None:
    assert not any(case.doubt for case in CASES)
    assert all(case.doubt for case in DOUBTFUL)
