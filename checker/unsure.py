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
from checker.events import followed, not_after, not_before
from checker.questions import QUESTIONS, Question

#: How far from every day told one is tried when nothing else bounds it: further than any clock reaches.
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


#: The day that narrows the span in which an unknown one can lie, and is asked for that (P-delivery-unknown, P-lots);
#: and the end of the span that it leaves: the first of the days to try, or the last.
_NARROWED_BY = {
    "delivered_on": ("shipped_on", -1),
    "first_lot_delivered_on": ("shipped_on", -1),
    "agreed_ship_on": ("expected_delivery_on", 0),
    "expected_delivery_on": ("agreed_ship_on", -1),
}


def narrowed_by(question: str, facts: Facts) -> tuple[str, int] | None:
    """Return the question, not told yet, that narrows what an unsure answer can stand for; None if none does.

    With it the place, among the answers to try, of the one that stays however narrow the span gets: 0 or -1.
    """
    narrowing = _NARROWED_BY.get(question)
    return None if narrowing is None or narrowing[0] in facts else narrowing


def span(question: Question, facts: Facts) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day on which the event can have been, by the other days that are told."""
    today = facts["today"]
    assert isinstance(today, datetime.date)
    first = not_before(question.id, facts)
    last = not_after(question.id, facts) or (today if question.happened else None)
    days = [day for day in facts.values() if isinstance(day, datetime.date)]
    return first or min(days) - _FAR, last or max(days) + _FAR


def _days(question: Question, leaves: Iterable[Condition], facts: Facts) -> Iterator[object]:
    first, last = span(question, facts)
    days = {first, last}
    for leaf in leaves:
        if isinstance(leaf, After):
            days.update(day for day in leaf.boundaries(question.id, facts) if first <= day <= last)
    yield from sorted(days)
    # Goods whose day of arrival is unknown have arrived (P-delivery-unknown); any other event may be still to come,
    # unless something that follows it has happened.
    if NOT_YET in question.words and question.id != "delivered_on" and not followed(question.id, facts):
        yield NOT_YET
