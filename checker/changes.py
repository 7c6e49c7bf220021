"""What would change the answer: what the buyer can still do, what would shut a door, and what cannot be changed.

Single answers come first; where none of them leads to a better verdict, pairs do. Each is tried in full, through the
same gates. What can be done is data: ``moves.toml``.
"""

from __future__ import annotations

import datetime
import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from checker.answers import contradictions
from checker.assessment import Assessment, Rests, Standing, gates, judge_all, together
from checker.conditions import NOT_YET, After, Facts
from checker.events import UNSURE
from checker.outcomes import VERDICTS, Verdict
from checker.questions import QUESTIONS

#: More than these say nothing more: of what only might have been, and of pairs.
MOST, MOST_PAIRS = 20, 6
#: How far a dispute is changes by what is done about it, and is never otherwise than it is.
_AS_IT_IS = ("problem", "dispute_stage")

Answers = dict[str, object]


@dataclass(frozen=True)
class Move:
    """Something the buyer can do: which answers it starts from, what becomes of them, by which deadline.

    ``closes`` marks a move that shuts a door; with ``always`` it is named even where the verdict stays the same.
    """

    id: str
    says: str
    start: dict[str, tuple[str, ...]]
    becomes: dict[str, str]
    deadline: str | None = None
    cites: tuple[str, ...] = ()
    closes: bool = False
    always: bool = False

    def starts_from(self, facts: Facts) -> bool:
        """Say whether the move can be made as things stand."""
        return all(_stands(facts.get(question)) in values for question, values in self.start.items())


@dataclass(frozen=True)
class Change:
    """One or two other answers, and what the case would be with them.

    ``move`` is what the buyer can do to bring it about, None where the answers only are as they are; ``last_day`` the
    last day for it, None where none runs; ``find_out`` says that it is an answer the buyer cannot tell yet; ``rests``
    is what the other verdict rests on.
    """

    answers: Answers
    verdict: Standing
    outcome: str | None
    possible: frozenset[Verdict]
    rests: Rests
    move: Move | None = None
    last_day: datetime.date | None = None
    find_out: bool = False

    @property
    def can_still_do(self) -> bool:
        """Whether it is in the buyer's hands: a move, or finding out."""
        return self.move is not None or self.find_out

    @property
    def closes_a_door(self) -> bool:
        """Whether it is a warning."""
        return self.move is not None and self.move.closes


def _load() -> tuple[Move, ...]:
    text = resources.files("checker").joinpath("moves.toml").read_text("utf-8")
    return tuple(_move(entry) for entry in tomllib.loads(text)["move"])


def _move(entry: dict[str, Any]) -> Move:
    fields = dict(entry)
    start = {question: tuple(values) for question, values in fields.pop("from").items()}
    becomes, cites = fields.pop("set"), tuple(fields.pop("cites"))
    return Move(**fields, start=start, becomes=becomes, cites=cites)


MOVES: tuple[Move, ...] = _load()


def changes(assessment: Assessment) -> tuple[Change, ...]:
    """Return what would change the verdict: what can be done, what shuts a door, then what only might have been.

    Empty while the verdict is pending.
    """
    if assessment.verdict == "pending":
        return ()
    moved = list(_by_moves(assessment))
    done = [change.answers for change in moved]
    tried = [_Tried(assessment, other) for other in _other_answers(assessment)]
    others = [one.change() for one in tried if one.verdict != assessment.verdict and one.answers not in done]
    settled = [change for change in others if change.verdict != "pending"]
    if not any(_better(change.possible, assessment) for change in [*moved, *settled] if not change.closes_a_door):
        settled += _further(assessment, tried, others)
    short = sorted(
        _in_short(settled), key=lambda change: (not _better(change.possible, assessment), len(change.answers))
    )
    return (*sorted(moved, key=lambda change: change.closes_a_door), *short[:MOST])


def _further(assessment: Assessment, tried: list[_Tried], others: list[Change]) -> list[Change]:
    """Where no single answer leads to a better verdict: pairs that do, or else what would open the case again."""
    pairs = _pairs(assessment, tried)
    settled = [pair for pair in pairs if pair.verdict != "pending"]
    opening = [change for change in others if change.verdict == "pending" and _better(change.possible, assessment)]
    return settled or opening or pairs


def _better(possible: frozenset[Verdict], assessment: Assessment) -> bool:
    return any(VERDICTS.index(verdict) < VERDICTS.index(assessment.possible[0]) for verdict in possible)


class _Tried:
    """The case with other answers."""

    def __init__(self, assessment: Assessment, answers: Answers) -> None:
        self.assessment, self.answers = assessment, answers
        facts = {**assessment.facts, **answers}
        self.judged = judge_all(assessment.book, facts, assessment.today, assessment.problems)
        self.verdict, self.outcome, self.possible, self.lead = together(self.judged)

    def change(self, move: Move | None = None) -> Change:
        """Return it as a change. Finding out is in the buyer's hands."""
        find_out = move is None and all(self.assessment.facts.get(q) == UNSURE for q in self.answers)
        last = _last_day(self.assessment, move.deadline) if move else None
        rests = self.lead.rests_on(self.outcome, self.assessment.book) if self.lead else Rests()
        return Change(self.answers, self.verdict, self.outcome, self.possible, rests, move, last, find_out)

    def parts(self) -> tuple[object, ...]:
        """What the gates say: two changes that come to the same need not both be tried in pairs."""
        return tuple((found.status, found.rule and found.rule.id) for one in self.judged for found in one.findings)


def _last_day(assessment: Assessment, deadline_id: str | None) -> datetime.date | None:
    found = next((deadline for deadline in assessment.deadlines if deadline.id == deadline_id), None)
    return found.last_day if found and (found.last_day or found.safe_by) else None


# --- what can be done -----------------------------------------------------------------------------


def _by_moves(assessment: Assessment) -> Iterator[Change]:
    for move in MOVES if assessment.protected or assessment.outcome == "nothing-paid" else ():
        if not move.starts_from(assessment.facts):
            continue
        answers = _becomes(assessment, move)
        if answers is None or contradictions({**assessment.facts, **answers}, assessment.today):
            continue
        tried = _Tried(assessment, answers)
        last = _last_day(assessment, move.deadline)
        too_late = last is not None and last < assessment.today
        warned = move.always and assessment.verdict != "does_not_qualify"
        if not too_late and (warned or _worth_naming(assessment, move, tried)):
            yield tried.change(move)


def _worth_naming(assessment: Assessment, move: Move, tried: _Tried) -> bool:
    """A way out is named where it leads to a better verdict, a door that shuts where it leads to a worse one."""
    if tried.verdict == assessment.verdict:
        return False
    return _better(tried.possible, assessment) != move.closes


def _becomes(assessment: Assessment, move: Move) -> Answers | None:
    """The answers after a move; None where nothing becomes different."""
    answers: Answers = {}
    for question, value in move.becomes.items():
        told = assessment.facts.get(question)
        if QUESTIONS[question].kind == "choices":
            if not isinstance(told, tuple) or value in told:
                return None
            answers[question] = (*told, value)
        else:
            answers[question] = assessment.today if value == "today" else value
    return answers


def _stands(value: object) -> str:
    """An answer as a move names it: its word, "told" for a day, or "" while it is not told."""
    return value if isinstance(value, str) else "" if value is None else "told"


# --- what might have been -------------------------------------------------------------------------


def _other_answers(assessment: Assessment) -> Iterator[Answers]:
    """Every other answer to a question that was told and that a gate turns on, as far as it fits the rest."""
    turning = {q for one in assessment.problems for gate in gates(assessment.book) for q in gate.turns_on(one.facts)}
    for question in QUESTIONS:
        if question in assessment.facts and question in turning and question not in _AS_IT_IS:
            for value in dict.fromkeys(_others(assessment, question)):
                answers = {question: value}
                if not contradictions({**assessment.facts, **answers}, assessment.today):
                    yield answers


def _others(assessment: Assessment, question_id: str) -> Iterator[object]:
    question, told = QUESTIONS[question_id], assessment.facts[question_id]
    if question.kind == "choice":
        yield from (option for option in question.options if option != told)
    elif question.kind == "choices" and isinstance(told, tuple):
        for option in question.options:
            yield tuple(o for o in question.options if (o in told) != (o == option))
    elif question.kind == "date":
        yield from _days(assessment, question_id)
    elif "not_agreed" in question.words and told != "not_agreed":
        yield "not_agreed"


def _days(assessment: Assessment, question: str) -> Iterator[datetime.date]:
    """The days on both sides of every boundary that a rule draws for the question, nearest to the told day first."""
    told = assessment.facts[question]
    near = told if isinstance(told, datetime.date) else assessment.today
    days = {
        day
        for one in assessment.problems
        if told != NOT_YET
        for gate in gates(assessment.book)
        for leaf in gate.tests(one.facts)
        if isinstance(leaf, After)
        for day in leaf.boundaries(question, one.facts)
    }
    yield from sorted(days - {told}, key=lambda day: (abs(day - near), day))


def _pairs(assessment: Assessment, singles: list[_Tried]) -> list[Change]:
    """The pairs of answers that lead to a better verdict where no single one does, the best first."""
    now = tuple((found.status, found.rule and found.rule.id) for one in assessment.problems for found in one.findings)
    kinds: dict[tuple[str, tuple[object, ...]], _Tried] = {}
    for tried in singles:
        if tried.parts() != now:
            kinds.setdefault((next(iter(tried.answers)), tried.parts()), tried)
    found = [
        _Tried(assessment, one.answers | other.answers)
        for one, other in itertools.combinations(kinds.values(), 2)
        if one.answers.keys() != other.answers.keys()
        and not contradictions({**assessment.facts, **one.answers, **other.answers}, assessment.today)
    ]
    better = [tried.change() for tried in found if _better(tried.possible, assessment)]
    return sorted(better, key=lambda change: _place(change.possible))[:MOST_PAIRS]


def _place(possible: frozenset[Verdict]) -> int:
    return min(VERDICTS.index(verdict) for verdict in possible)


def _in_short(found: list[Change]) -> Iterator[Change]:
    """Leave out, for the same questions, a second way to the same result: of days the nearest stays."""
    seen = set()
    for change in found:
        dates = all(QUESTIONS[question].kind == "date" for question in change.answers)
        what = (tuple(change.answers), None if dates else tuple(map(str, change.answers.values())))
        if (what, change.verdict, change.possible) not in seen:
            seen.add((what, change.verdict, change.possible))
            yield change
