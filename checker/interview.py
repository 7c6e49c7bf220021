"""The next question, why it is asked, and what it can still change.

Only questions on which the result still turns are asked, and after the verdict those that sharpen dates and amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.assessment import Assessment, Judgement, assess_facts, gates
from checker.conditions import NOT_YET, UNSURE
from checker.gates import Rule
from checker.gates.cases import QUALITY, QUANTITY
from checker.outcomes import Verdict
from checker.questions import QUESTIONS, Question
from checker.statements import Statements, load

#: The author's hint for the order: early refusals first, days next, what nearly always goes without saying last.
_ORDER = (
    "problem",
    "ordered_on_platform",
    "paid_through",
    "dispute_stage",
    "decision",
    "delivered_on",
    "agreed_ship_on",
    "shipped_on",
    "expected_delivery_on",
    "packaging_as_agreed",
    "coverage_type",
    "term_in_order",
    "colour_code_in_order",
    "sample_approved_on_platform",
    "tracking",
    "units_ordered",
    "units_received",
    "tolerance_percent",
    "allowed_defect_percent",
    "units_defective",
    "cause",
    "goods_used",
    "on_time_mark",
    "protection_mark",
    "dispute_filed_on",
    "proposal_received_on",
    "evidence_requested_on",
    "decided_on",
    "supplier_replied",
    "new_evidence",
    "circumstances",
    "first_lot_delivered_on",
    "buyer_tier",
)
_PLACE = {question: place for place, question in enumerate(_ORDER)}


def _place(question: str) -> int:
    return _PLACE.get(question, len(_PLACE))


@dataclass(frozen=True)
class Asked:
    """A question to put now: why it is asked, and for each option the verdicts that stay possible.

    ``optional`` ones may be left out: no verdict waits for them.
    """

    question: Question
    why: str
    effects: dict[str, tuple[Verdict, ...]]
    optional: bool = False


def next_screen(assessment: Assessment, *, book: Statements | None = None) -> list[Asked]:
    """Return what to ask now, usually one question; days of one story together. Empty when done."""
    book = load() if book is None else book
    needed = sorted(assessment.missing, key=_place)
    if needed:
        lead = QUESTIONS[needed[0]]
        beside = [*needed[1:], *_days_wanted(assessment)]
        on_screen = [lead.id, *(q for q in QUESTIONS if q in beside and QUESTIONS[q].screen == lead.screen)]
        on_screen = [question for question in QUESTIONS if question in on_screen]
        return [_asked(assessment, question, book, optional=question not in needed) for question in on_screen]
    return [_asked(assessment, question, book, optional=True) for question in _closer(assessment)]


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
    if assessment.verdict == "pending" or not _protected(assessment):
        return []
    days = [question for question in _days_wanted(assessment) if question != "tracked_delivery_on"]
    if days:
        return days
    if assessment.verdict == "does_not_qualify":
        return []
    money = [question for question in _money(assessment) if question not in assessment.facts]
    return money or [question for question in ("evidence",) if question not in assessment.facts]


def _protected(assessment: Assessment) -> bool:
    return all(one.findings[0].status != "closed" for one in assessment.problems)


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


def _asked(assessment: Assessment, question: str, book: Statements, *, optional: bool) -> Asked:
    return Asked(
        QUESTIONS[question],
        _why(assessment, question, book),
        _effects(assessment, question, book) if not optional else {},
        optional and question not in assessment.missing,
    )


def _why(assessment: Assessment, question: str, book: Statements) -> str:
    if not assessment.problems:
        return "Every rule starts from what went wrong."
    if question in assessment.missing:
        waiting = list(dict.fromkeys(rule.says for rule in _waiting(assessment, question, book)))
        if not waiting:
            return "It narrows down a day that you could not tell."
        return "It decides whether this holds: " + " ".join(f"“{says}”" for says in waiting[:2])
    if QUESTIONS[question].kind == "date":
        return "It changes no verdict, but it can make the safe day earlier."
    return _WHY.get(question, "It sharpens the amount; the verdict stands without it.")


_WHY = {"evidence": "It shows what you still have to gather; the verdict stands without it."}


def _waiting(assessment: Assessment, question: str, book: Statements) -> Iterator[Rule]:
    """The rules that wait for a question, those that would close a gate first."""
    for status in ("closed", "unclear", "open"):
        for one in assessment.problems:
            for gate in gates(book):
                for rule in gate.exceptions:
                    if rule.status == status and question in rule.when.given(one.facts).questions():
                        yield rule


def _effects(assessment: Assessment, question_id: str, book: Statements) -> dict[str, tuple[Verdict, ...]]:
    """For each option of a choice, the verdicts that stay possible once it is the answer."""
    question = QUESTIONS[question_id]
    if question.kind not in ("choice", "choices"):
        return {}
    words = [word for word in question.words if question.kind == "choice"]
    several = question.kind == "choices"
    return {
        option: assess_facts(
            {**assessment.facts, question_id: (option,) if several else option}, assessment.today, book=book
        ).possible
        for option in [*question.options, *words]
    }


def relevant(assessment: Assessment, *, book: Statements | None = None) -> tuple[list[str], list[str]]:
    """Return the questions answered so far that still bear on the result, and those that no longer do, as asked.

    An answer bears on the result when a gate would say otherwise if it were taken back, or when a day or an amount that
    is shown comes from it.
    """
    book = load() if book is None else book
    told = sorted((question for question in QUESTIONS if question in assessment.facts), key=_place)
    if not assessment.problems:
        return told, []
    bearing = [question for question in told if _bears(assessment, question, book)]
    return bearing, [question for question in told if question not in bearing]


def _bears(assessment: Assessment, question: str, book: Statements) -> bool:
    if question in ("problem", "evidence", "files"):
        return True
    without = {key: value for key, value in assessment.facts.items() if key != question}
    taken_back = assess_facts(without, assessment.today, book=book)
    if any(
        _weighed(one) != _weighed(other) for one, other in zip(assessment.problems, taken_back.problems, strict=True)
    ):
        return True
    shown = (assessment.owed, assessment.deadlines, assessment.remedies)
    if shown != (taken_back.owed, taken_back.deadlines, taken_back.remedies):
        return _as_told(assessment, question)
    return question in _days_shown(assessment) and _as_told(assessment, question)


def _weighed(judgement: Judgement) -> list[object]:
    """What the gates say, up to the first closed one: what stands behind it no longer matters."""
    seen: list[object] = []
    for finding in judgement.findings:
        seen.append((finding.status, finding.rule and finding.rule.id, finding.missing, finding.unsure, finding.noted))
        if finding.status == "closed":
            break
    return seen


def _as_told(assessment: Assessment, question: str) -> bool:
    """Whether at least one problem takes the answer as it was told, instead of what the problem itself implies."""
    told = assessment.facts[question]
    return any(one.facts.get(question) == told for one in assessment.problems)


def _days_shown(assessment: Assessment) -> set[str]:
    shown = {deadline.question for deadline in assessment.deadlines}
    return shown | ({"receipt_confirmed_on", "expected_delivery_on"} if _protected(assessment) else set())
