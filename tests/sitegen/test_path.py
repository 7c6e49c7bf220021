"""The path says what the checker says: whoever reads the list from the top comes to the outcome of assess()."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import localcontext
from typing import Any

import pytest

from checker.answers import read_answers
from checker.assessment import Assessment, assess_facts, facts_of, gates
from checker.conditions import NO, YES, Condition
from checker.counts import EXACT
from checker.events import UNSURE
from checker.outcomes import OUTCOMES, VERDICTS
from checker.questions import QUESTIONS
from checker.statements import Statements
from checker.unsure import outcome_of
from sitegen.path import Path, path_for
from tests.checker.policy_cases import CASES
from tests.checker.stories import story
from tests.checker.talk import TODAY
from tests.wide import wide

PROBLEMS = tuple(QUESTIONS["problem"].options)
STORIES = 1500


@pytest.fixture(scope="module")
def paths(book: Statements) -> dict[str, Path]:
    return {problem: path_for(problem, book) for problem in PROBLEMS}


def ends(way: Path, facts: dict[str, object]) -> list[str]:
    """Where reading on leads: one end, or more where a line cannot be told and is read both ways."""
    reached = []
    *lines, last = way.lines
    for line in lines:
        fits: Condition = line.when.given(facts)
        if fits is not NO:
            reached.append(line.outcome.code)
        if fits is YES:
            return reached
    return [*reached, last.outcome.code]


def judged(answers: dict[str, Any], today: date, book: Statements) -> Assessment:
    with localcontext(EXACT):
        facts, faults = read_answers(answers, today)
        assert not faults
        return assess_facts(facts, today, book=book)


def cases(*, unsure: float) -> Iterator[tuple[str, dict[str, Any], date]]:
    yield from ((case.label, case.answers, case.today) for case in CASES if len(case.answers.get("problem", ())) == 1)
    yield from ((f"story {seed}", story(seed, unsure=unsure), TODAY) for seed in range(STORIES))


@pytest.mark.parametrize("unsure", wide([0.12, 0]))
def test_the_first_line_that_fits_is_what_the_checker_says(
    paths: dict[str, Path], book: Statements, unsure: float
) -> None:
    compared: Counter[str] = Counter()
    for label, answers, today in cases(unsure=unsure):
        found = judged(answers, today, book)
        if found.outcome is None:
            continue
        problem = found.problems[0].problem
        facts = facts_of(problem, found.facts, today)
        reached = ends(paths[problem], facts)
        if len(set(reached)) == 1:
            assert found.outcome == reached[0], (label, problem)
            compared["one end"] += 1
        else:
            cannot_tell = {outcome_of(question) for question, value in facts.items() if value == UNSURE}
            assert cannot_tell, (label, problem, reached)
            assert found.outcome in {*reached, *cannot_tell}, (label, problem, reached)
            compared["both ways"] += 1
    assert compared["one end"] > 1000
    assert not unsure or compared["both ways"] > 100


def test_every_outcome_within_reach_is_on_the_page(paths: dict[str, Path], book: Statements) -> None:
    """Whatever a case comes to, its problem's path names it, or says that it is where a line cannot be told."""
    reached: dict[str, set[str]] = {}
    for _, answers, today in cases(unsure=0.05):
        found = judged(answers, today, book)
        if found.outcome:
            reached.setdefault(found.problems[0].problem, set()).add(found.outcome)
    assert set(reached) == set(PROBLEMS)
    for problem, outcomes in reached.items():
        named = {line.outcome.code for line in paths[problem].lines}
        assert outcomes <= named | {"answer-unknown", "window-unknown"}, problem


def test_a_path_goes_from_the_worst_to_the_best_and_ends(paths: dict[str, Path]) -> None:
    for way in paths.values():
        verdicts = [VERDICTS.index(line.outcome.verdict) for line in way.lines]
        assert verdicts == sorted(verdicts, reverse=True), way.problem
        assert [line.left is YES and not line.stages for line in way.lines].index(True) == len(way.lines) - 1


def test_what_is_beaten_comes_after_what_beats_it(paths: dict[str, Path], book: Statements) -> None:
    beats = {gate.name: gate.beats for gate in gates(book)}
    for way in paths.values():
        for place, line in enumerate(way.lines):
            for later in way.lines[place + 1 :]:
                meet = not line.stages or not later.stages or line.stages & later.stages
                worse = later.outcome.verdict == line.outcome.verdict and later.gate == line.gate
                if meet and worse and line.rule.id != later.rule.id:
                    assert line.rule.id not in beats[line.gate].get(later.rule.id, ()), (way.problem, later.rule.id)


def test_blocks_number_every_line_once(paths: dict[str, Path]) -> None:
    for way in paths.values():
        numbers = [block.first + place for block in way.blocks for place in range(len(block.lines))]
        assert numbers == list(range(1, len(way.lines) + 1))
        assert [line for block in way.blocks for line in block.lines] == list(way.lines)


def test_what_most_readers_need_stands_in_the_open(paths: dict[str, Path]) -> None:
    """A few lines to a problem; the rest is for those with a dispute, or for hardly anybody."""
    for way in paths.values():
        assert 1 <= sum(not line.fold for line in way.lines) <= 14, way.problem
        assert not way.lines[-1].fold, way.problem


@pytest.mark.parametrize(
    ("problem", "usual"),
    [
        ("nothing_yet", ["not-yet"]),
        ("not_shipped", ["full-refund"]),
        ("defective", ["assessed-refund"]),
        ("shortage", ["missing-or-excess-units"]),
        ("inspection_failed", ["deposit-back", "guides-silent"]),
        ("transit_damage", ["transit-damage"]),
        ("change_of_mind", ["buyers-own-doing"]),
    ],
)
def test_a_problem_has_its_usual_end(paths: dict[str, Path], problem: str, usual: list[str]) -> None:
    assert [outcome.code for outcome in paths[problem].usual] == usual


def test_every_problem_has_a_usual_end_among_its_lines(paths: dict[str, Path]) -> None:
    for way in paths.values():
        assert way.usual, way.problem
        assert {outcome.code for outcome in way.usual} <= {line.outcome.code for line in way.lines}
        assert all(outcome in OUTCOMES.values() for outcome in way.usual)
