"""One plain sentence for the top of a result, and the day that belongs to it."""

from __future__ import annotations

import datetime

from checker.assessment import Assessment
from checker.outcomes import OUTCOMES
from checker.plain import day_in_words

_DAY = datetime.timedelta(days=1)
#: The rules that say "not yet", and the question whose day has to pass.
_WAITS_FOR = {"ship-day-not-over": "agreed_ship_on", "still-expected": "expected_delivery_on"}
#: A dispute that was filed and is not with Alibaba.com yet.
_UNDER_WAY = ("filed", "proposal_waiting", "counter_proposed")


def from_day(assessment: Assessment) -> datetime.date | None:
    """Return the day from which a "not yet" can change, or None where no day is known."""
    for one in assessment.problems:
        rule = one.findings[-1].rule
        day = one.facts.get(_WAITS_FOR.get(rule.id, "")) if rule else None
        if assessment.outcome == "not-yet" and isinstance(day, datetime.date):
            return day + _DAY
    return None


def headline(assessment: Assessment) -> str:
    """Return the headline: what it is, and by when to act."""
    if assessment.outcome is None:
        return "Not known yet: your next answers can still change it."
    return f"{OUTCOMES[assessment.outcome].headline} {_when(assessment)}".strip()


def _when(assessment: Assessment) -> str:
    starts = from_day(assessment)
    if starts:
        return f"That can change from {day_in_words(starts)}."
    safe, last, today = assessment.owed.safe_by, assessment.owed.last_day, assessment.today
    if safe is None:
        return ""
    if last is not None and last < today:
        if assessment.verdict in ("qualifies", "partly"):
            return f"The day to apply by, {day_in_words(last)}, has passed: apply today."
        return f"The last day was {day_in_words(last)}."
    if assessment.owed.deadline == "file" and assessment.facts.get("dispute_stage") in _UNDER_WAY:
        return f"Your dispute is open; if it has to be filed again, do that by {day_in_words(safe)}."
    if safe < today:
        end = f" The last day as we follow it is {day_in_words(last)}." if last else ""
        return f"The safe day, {day_in_words(safe)}, has passed.{end} Act today."
    start = "If you apply all the same, act by" if assessment.verdict == "does_not_qualify" else "Act by"
    end = f"; the last day as we follow it is {day_in_words(last)}" if last and last != safe else ""
    return f"{start} {day_in_words(safe)}{end}."
