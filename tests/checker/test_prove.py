"""The proof finds nothing wrong with the rules as they are, and something wrong with rules that are broken by hand."""

import dataclasses
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker import assessment, proof_table, prove
from checker.conditions import NO
from checker.gates import Gate, Rule
from checker.questions import QUESTIONS
from checker.statements import load

#: Problems that are walked in a second or two; the whole proof is `python -m checker prove`.
QUICK = ("nothing_yet", "not_shipped", "transit_damage", "customs_seizure", "change_of_mind")


@pytest.mark.parametrize("problem", QUICK)
def test_a_problem_is_proved_and_is_as_it_was_written_down(problem: str) -> None:
    found = prove.prove_problem(problem)
    assert found.faults == []
    assert proof_table.differences({problem: found}) == []


def test_every_problem_is_written_down() -> None:
    assert set(proof_table.recorded()) == set(QUESTIONS["problem"].options)


def test_the_ways_are_short() -> None:
    *_, together = proof_table.table(proof_table.recorded())
    assert (together.problem, together.median <= 8, together.most <= 14) == ("", True, True)
    # A question that could have been left out is asked, if ever, only after an "I don't know".
    assert together.needless * 100 < together.states


def test_the_table_is_the_same_live_and_as_it_was_written_down() -> None:
    each = {problem: prove.prove_problem(problem) for problem in ("nothing_yet", "transit_damage")}
    live = proof_table.table({problem: found.record() for problem, found in each.items()})
    kept = {problem: record for problem, record in proof_table.recorded().items() if problem in each}
    assert live == proof_table.table(kept)
    assert f"median {live[1].median}, most {live[1].most}" in proof_table.summary(each)
    assert tomllib.loads(proof_table.as_toml(each))["problem"] == kept


def with_rule(gate: Gate, rule_id: str, **changes: Any) -> Gate:
    rules = tuple(dataclasses.replace(rule, **changes) if rule.id == rule_id else rule for rule in gate.exceptions)
    return dataclasses.replace(gate, exceptions=rules, _starts={})


def without(gate: Gate, rule_id: str) -> Gate:
    def beaten(rule: Rule) -> tuple[str, ...]:
        return tuple(other for other in rule.over if other != rule_id)

    rules = tuple(dataclasses.replace(rule, over=beaten(rule)) for rule in gate.exceptions if rule.id != rule_id)
    return dataclasses.replace(gate, exceptions=rules, _starts={})


COVERAGE, GROUND, PROOF, TIME = range(4)
#: (the problem whose walk shows it, the gate, what is done to it)
BROKEN: list[tuple[str, int, Callable[[Gate], Gate]]] = [
    ("transit_damage", COVERAGE, lambda gate: without(gate, "off-platform")),
    ("transit_damage", COVERAGE, lambda gate: with_rule(gate, "nothing-paid", status="open", outcome=None)),
    ("transit_damage", COVERAGE, lambda gate: with_rule(gate, "no-mark", when=NO)),
    (
        "transit_damage",
        COVERAGE,
        lambda gate: with_rule(gate, "part-off-platform", status="closed", outcome="off-platform"),
    ),
    ("transit_damage", GROUND, lambda gate: without(gate, "packed-otherwise")),
    ("transit_damage", GROUND, lambda gate: with_rule(gate, "packed-otherwise", over=())),
    ("customs_seizure", GROUND, lambda gate: without(gate, "customs")),
    ("change_of_mind", GROUND, lambda gate: with_rule(gate, "change-of-mind", outcome="nothing-broken")),
    ("not_shipped", GROUND, lambda gate: without(gate, "force-majeure")),
    ("not_shipped", TIME, lambda gate: with_rule(gate, "ship-day-not-over", over=())),
    ("not_shipped", TIME, lambda gate: without(gate, "undelivered-too-long")),
    ("transit_damage", TIME, lambda gate: without(gate, "window-closed")),
    ("transit_damage", TIME, lambda gate: with_rule(gate, "escalate-now", over=())),
    (
        "supplier_cancelled",
        GROUND,
        lambda gate: with_rule(gate, "cancelled", status="closed", outcome="nothing-broken"),
    ),
]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, Callable[[Gate], Gate]], None]]:
    def put(place: int, change: Callable[[Gate], Gate]) -> None:
        four = list(assessment.gates())
        four[place] = change(four[place])
        monkeypatch.setattr(assessment, "_gates", lambda book: tuple(four))

    yield put


@pytest.mark.parametrize(("problem", "place", "change"), BROKEN, ids=[str(n) for n in range(len(BROKEN))])
def test_a_rule_broken_by_hand_is_found(
    broken: Callable[[int, Callable[[Gate], Gate]], None], problem: str, place: int, change: Callable[[Gate], Gate]
) -> None:
    broken(place, change)
    found = prove.prove_problem(problem)
    assert found.faults or proof_table.differences({problem: found})


def test_every_statement_with_a_value_decides_something_or_says_why_not() -> None:
    found = prove.prove_problem("transit_damage")
    found.add(prove.prove_problem("not_shipped"))
    assert list(prove._unused(found, load())) == []
    assert list(prove._mixes()) == []
