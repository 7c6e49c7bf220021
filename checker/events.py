"""Which event cannot come before which: what is known of a day before anybody has told it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

#: The day of an event that is still to come: it lies after every day that can be named.
NEVER = datetime.date.max
UNSURE = "unsure"

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

#: Days that are agreed on: they may lie ahead.
PLANS = frozenset({"agreed_ship_on", "expected_delivery_on"})
#: Events that may be told as still to come.
MAY_BE_TO_COME = frozenset({"shipped_on", "delivered_on", "receipt_confirmed_on", "customs_cleared_on"})

_QUESTIONS = {question for pair in ORDER for question in pair}
_EARLIER = {question: tuple(one for one, other in ORDER if other == question) for question in _QUESTIONS}
_LATER = {question: tuple(other for one, other in ORDER if one == question) for question in _QUESTIONS}

#: The questions whose days bound the day of another.
NEIGHBOURS: dict[str, frozenset[str]] = {
    question: frozenset((*_EARLIER[question], *_LATER[question])) for question in _QUESTIONS
}


def _told(questions: tuple[str, ...], facts: Mapping[str, object]) -> list[datetime.date]:
    return [day for question in questions if isinstance(day := facts.get(question), datetime.date)]


def not_before(question: str, facts: Mapping[str, object]) -> datetime.date | None:
    """Return the first day on which an event can have been, by the days told that come before it; None if none is."""
    return max(_told(_EARLIER.get(question, ()), facts), default=None)


def last_before(question: str, facts: Mapping[str, object]) -> str | None:
    """Return the event whose day that is: the last one told of those that come before; None if none is told."""
    first = not_before(question, facts)
    return next((one for one in _EARLIER.get(question, ()) if first is not None and facts.get(one) == first), None)


def not_after(question: str, facts: Mapping[str, object]) -> datetime.date | None:
    """Return the last day on which an event can have been, by the days told that follow it; None if none is."""
    return min(_told(_LATER.get(question, ()), facts), default=None)


def followed(question: str, facts: Mapping[str, object]) -> bool:
    """Say whether an event has happened because one that follows it has; goods of an unknown day have arrived."""
    return not_after(question, facts) is not None or (
        "delivered_on" in _LATER.get(question, ()) and facts.get("delivered_on") == UNSURE
    )


def latest(question: str, facts: Mapping[str, object]) -> datetime.date:
    """Return the last day that an untold event can have; :data:`NEVER` where it may lie ahead. Needs ``today``."""
    last = not_after(question, facts)
    if last is not None:
        return last
    if question in PLANS or (question in MAY_BE_TO_COME and not followed(question, facts)):
        return NEVER
    today = facts["today"]
    assert isinstance(today, datetime.date)
    return today
