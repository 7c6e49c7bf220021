"""The next question, why it is asked, and what it can still change.

Only questions that a gate still waits for are asked, and after the verdict those that sharpen dates and amounts.
Which comes first is worked out: early refusals, then what most rules wait for. The author only hints, with ``turn`` in
``questions.toml``, at what is known by heart and at what nearly always goes without saying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assessment import Assessment, Judgement, in_order, judge_all, missing_of, together
from checker.conditions import NOT_YET, Condition
from checker.events import UNSURE
from checker.gates import Rule
from checker.gates.cases import QUALITY, QUANTITY
from checker.outcomes import Verdict
from checker.questions import QUESTIONS, TURNS, Question

_PLACE = {question: place for place, question in enumerate(QUESTIONS)}
_TURN = {question.id: (TURNS.index(question.turn), _PLACE[question.id]) for question in QUESTIONS.values()}
# Every rule starts from what went wrong.
_TURN["problem"] = (-1, 0)


@dataclass(frozen=True)
class Waits:
    """A rule that waits for an answer, and its gate."""

    gate: str
    rule: Rule


@dataclass(frozen=True)
class Asked:
    """A question to put now: why it is asked, and for each option the verdicts that stay possible.

    ``waits`` are the rules that wait for it, those that would close a gate first. ``optional`` ones may be left out: no
    verdict waits for them.
    """

    question: Question
    why: str
    effects: dict[str, tuple[Verdict, ...]]
    optional: bool = False
    waits: tuple[Waits, ...] = ()


def next_screen(assessment: Assessment) -> list[Asked]:
    """Return what to ask now, usually one question; days of one story together. Empty when done."""
    needed = in_turn(assessment.problems)
    if not needed:
        return [_asked(assessment, question, optional=True) for question in _closer(assessment)]
    screen = QUESTIONS[needed[0]].screen
    beside = [*needed, *_days_wanted(assessment)]
    on_screen = sorted((q for q in set(beside) if QUESTIONS[q].screen == screen), key=_PLACE.__getitem__)
    return [_asked(assessment, question, optional=question not in needed) for question in on_screen]


def in_turn(problems: tuple[Judgement, ...]) -> list[str]:
    """Return the questions that the verdict on these problems waits for, the one to ask first in front.

    Within a turn: what alone can refuse the case, then what most rules wait for, then the order of the file.
    """
    weight: Counter[str] = Counter()
    refusing: set[str] = set()
    for waits, rest in _waiting(problems):
        questions = rest.questions()
        weight.update(questions)
        if waits.rule.status == "closed" and len(questions) == 1:
            refusing.update(questions)
    return sorted(
        missing_of(problems),
        key=lambda q: (_TURN[q][0], q not in refusing, -weight[q], _PLACE[q]),
    )


def _waiting(problems: tuple[Judgement, ...]) -> Iterator[tuple[Waits, Condition]]:
    """Every rule that waits for an answer and can still bear on the result, with what is left of its condition."""
    for one in problems:
        for finding, named in one.bearing:
            if finding.missing and finding.reach:
                waiting = finding.reach.closing if named else finding.reach.waiting
                yield from ((Waits(finding.gate, rule), rest) for rule, rest in waiting)


def _days_wanted(assessment: Assessment) -> list[str]:
    """The days that no verdict waits for but that can move the safe day."""
    wanted = ["expected_delivery_on"]
    if any("delivered_on" in one.facts and one.facts["delivered_on"] != NOT_YET for one in assessment.problems) or any(
        "delivered_on" in one.missing for one in assessment.problems
    ):
        wanted.append("receipt_confirmed_on")
    wanted += ["tracked_delivery_on"] if "tracking" in assessment.missing else []
    wanted += ["customs_cleared_on"] if assessment.facts.get("coverage_type") == "post_delivery" else []
    return [question for question in wanted if question not in assessment.facts]


def _closer(assessment: Assessment) -> list[str]:
    """After the verdict: first the days that can move the safe day, then the amounts, then the evidence."""
    if assessment.verdict == "pending" or not assessment.protected:
        return []
    days = [question for question in _days_wanted(assessment) if question != "tracked_delivery_on"]
    if days:
        return days
    if assessment.verdict == "does_not_qualify":
        return []
    money = [question for question in _money(assessment) if question not in assessment.facts]
    return money or [question for question in ("evidence",) if question not in assessment.facts]


def _money(assessment: Assessment) -> list[str]:
    kinds = {remedy.kind for remedy in assessment.remedies}
    if not kinds & {"refund", "deposit_back"}:
        return []
    told = {one.problem for one in assessment.problems}
    partly, faulty = assessment.facts.get("goods_used") == "partly", bool(told & {*QUALITY})
    by_unit = partly or faulty or bool(told & {*QUANTITY})
    total = ["order_total", "balance_unpaid"] if assessment.facts.get("paid_on_platform") == UNSURE else []
    units = ["units_received", "units_used"] if partly else ["units_defective"] if faulty else []
    return ["paid_on_platform", *total, "coverage_limit", *(["unit_price"] if by_unit else []), *units]


def _asked(assessment: Assessment, question: str, *, optional: bool) -> Asked:
    waits = () if optional else _waiting_for(assessment, question)
    return Asked(
        QUESTIONS[question],
        _why(assessment, question, waits),
        {} if optional else _effects(assessment, question),
        optional,
        waits,
    )


_STATUSES = ("closed", "unclear", "open")


def _waiting_for(assessment: Assessment, question: str) -> tuple[Waits, ...]:
    """The rules that wait for a question, those that would close a gate first, each once."""
    waiting = dict.fromkeys(waits for waits, rest in _waiting(assessment.problems) if question in rest.questions())
    return tuple(sorted(waiting, key=lambda waits: _STATUSES.index(waits.rule.status)))


def _why(assessment: Assessment, question: str, waits: tuple[Waits, ...]) -> str:
    if not assessment.problems:
        return "Every rule starts from what went wrong."
    if question in assessment.missing:
        says = list(dict.fromkeys(one.rule.says for one in waits))
        if not says:
            return "It narrows down a day that you could not tell."
        return "It decides whether this holds: " + " ".join(f"“{text}”" for text in says[:2])
    if QUESTIONS[question].kind == "date":
        return "It changes no verdict, but it can make the safe day earlier."
    return _WHY.get(question, "It sharpens the amount; the verdict stands without it.")


_WHY = {"evidence": "It shows what you still have to gather; the verdict stands without it."}


def _effects(assessment: Assessment, question_id: str) -> dict[str, tuple[Verdict, ...]]:
    """For each option of a choice, the verdicts that stay possible once it is the answer."""
    question = QUESTIONS[question_id]
    if question.kind == "choice":
        return {option: _within_reach(assessment, question_id, option) for option in question.answers}
    if question.kind == "choices":
        return {option: _within_reach(assessment, question_id, (option,)) for option in question.options}
    return {}


def _within_reach(assessment: Assessment, question: str, value: object) -> tuple[Verdict, ...]:
    facts = {**assessment.facts, question: value}
    return in_order(together(judge_all(assessment.book, facts, assessment.today, assessment.problems))[2])


def relevant(assessment: Assessment) -> tuple[list[str], list[str]]:
    """Return the questions answered so far that still bear on the result, and those that no longer do, as asked."""
    told = sorted((question for question in QUESTIONS if question in assessment.facts), key=_TURN.__getitem__)
    bears = assessment.bearing
    return [question for question in told if question in bears], [
        question for question in told if question not in bears
    ]
