"""What "I don't know" can stand for.

POLICY, P-unsure: where the real answers would part the verdict, it is unclear; where only one answer is possible or all
lead to the same, that. So an unsure answer is tried with every value that it can stand for. Days are tried at the ends
of the span they can lie in and on both sides of every boundary that a rule draws.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from checker.conditions import NOT_YET, After, Condition, Facts
from checker.questions import QUESTIONS, Question

#: (earlier, later): events and plans that cannot come in another order.
ORDER: tuple[tuple[str, str], ...] = (
    ("agreed_ship_on", "expected_delivery_on"),
    ("shipped_on", "delivered_on"),
    ("shipped_on", "first_lot_delivered_on"),
    ("shipped_on", "customs_cleared_on"),
    ("first_lot_delivered_on", "delivered_on"),
    ("dispute_filed_on", "proposal_received_on"),
    ("dispute_filed_on", "counter_proposal_on"),
    ("dispute_filed_on", "evidence_requested_on"),
    ("dispute_filed_on", "escalated_on"),
    ("dispute_filed_on", "decided_on"),
    ("escalated_on", "decided_on"),
)

#: The questions whose days bound the day of another.
NEIGHBOURS: dict[str, frozenset[str]] = {
    question: frozenset(other for pair in ORDER if question in pair for other in pair if other != question)
    for pair in ORDER
    for question in pair
}

#: How far back and ahead a day is tried when nothing else bounds it: further than any clock reaches.
_FAR = datetime.timedelta(days=400)

#: The policy row and the outcome of a question that cannot be told. All others: P-unsure, answer-unknown.
_ROWS: dict[str, tuple[str, str]] = {
    "buyer_tier": ("P-tier-unsure", "window-unknown"),
    "delivered_on": ("P-delivery-unknown", "window-unknown"),
    "first_lot_delivered_on": ("P-lots", "window-unknown"),
    "expected_delivery_on": ("P-never-delivered", "window-unknown"),
    "dispute_filed_on": ("P-filed-in-time", "window-unknown"),
}


def policy_of(question: str) -> tuple[str, ...]:
    """Return the policy rows that say what follows when this question cannot be told."""
    row = _ROWS.get(question)
    return ("P-unsure",) if row is None else (row[0], "P-unsure")


def outcome_of(question: str) -> str:
    """Return the outcome when the real answers to this question would part the verdict."""
    return _ROWS.get(question, ("", "answer-unknown"))[1]


def could_be(question_id: str, leaves: Iterable[Condition], facts: Facts) -> Iterator[object]:
    """Yield the real answers to try for a question answered with "I don't know".

    ``leaves`` are the tests that are still open: their boundaries say which days make a difference.
    """
    question = QUESTIONS[question_id]
    if question.kind == "choice":
        yield from question.options
    elif question.kind == "choices":
        yield ()
        yield from ((option,) for option in question.options)
    elif question.kind == "date":
        yield from _days(question, leaves, facts)
    else:
        yield from (Decimal(0), Decimal(10) ** 9)
        if "not_agreed" in question.words:
            yield "not_agreed"


#: The days that narrow the span in which an unknown one can lie, and are asked for that (P-delivery-unknown, P-lots).
_NARROWED_BY = {
    "delivered_on": "shipped_on",
    "first_lot_delivered_on": "shipped_on",
    "agreed_ship_on": "expected_delivery_on",
    "expected_delivery_on": "agreed_ship_on",
}


def narrowed_by(question: str, facts: Facts) -> tuple[str, ...]:
    """Return the questions, not told yet, that would narrow what an unsure answer can stand for."""
    narrowing = _NARROWED_BY.get(question)
    return () if narrowing is None or narrowing in facts else (narrowing,)


def not_before(question: str, facts: Facts) -> datetime.date | None:
    """Return the first day on which an event can have been, by the days told that come before it; None if none is."""
    after = [facts.get(earlier) for earlier, later in ORDER if later == question]
    return max((day for day in after if isinstance(day, datetime.date)), default=None)


def span(question: Question, facts: Facts) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day on which the event can have been, by the other days that are told."""
    today = facts["today"]
    assert isinstance(today, datetime.date)
    first = not_before(question.id, facts)
    before = [facts.get(later) for earlier, later in ORDER if earlier == question.id]
    ends = [day for day in before if isinstance(day, datetime.date)] + ([today] if question.happened else [])
    last = min(ends, default=None)
    return first or (last or today) - _FAR, last or max(today, first or today) + _FAR


def _days(question: Question, leaves: Iterable[Condition], facts: Facts) -> Iterator[object]:
    first, last = span(question, facts)
    days = {first, last}
    for leaf in leaves:
        if isinstance(leaf, After):
            days.update(day for day in leaf.boundaries(question.id, facts) if first <= day <= last)
    yield from sorted(days)
    # Goods whose day of arrival is unknown have arrived (P-delivery-unknown); any other event may be still to come,
    # unless something that follows it has happened.
    followed = any(isinstance(facts.get(later), datetime.date) for earlier, later in ORDER if earlier == question.id)
    if NOT_YET in question.words and question.id != "delivered_on" and not followed:
        yield NOT_YET
