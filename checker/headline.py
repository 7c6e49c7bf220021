"""One plain sentence for the top of a result, and the day that belongs to it."""

from __future__ import annotations

import datetime

from checker.assessment import Assessment, assess_facts
from checker.outcomes import OUTCOMES
from checker.plain import day_in_words

_DAY = datetime.timedelta(days=1)
#: The agreed days that a "not yet" waits for. Each may be the one, so it is tried what the day after says.
_AGREED = ("agreed_ship_on", "expected_delivery_on")
#: A dispute that was filed and is not with Alibaba.com yet.
_UNDER_WAY = ("filed", "proposal_waiting", "counter_proposed")
#: What to do by the day owed, where the dispute waits for an answer.
_ANSWERS = {"answer-proposal": "answer the proposal", "submit-evidence": "hand in the evidence", "appeal": "appeal"}
#: What a last day to file that has passed means. Only where no door is left is it simply over.
_PASSED = {
    "qualifies": "The day to apply by, {day}, has passed: apply today.",
    "partly": "The day to apply by, {day}, has passed: apply today.",
    "unclear": "The day we count with, {day}, has passed: if no request is open, file one today.",
    "does_not_qualify": "The last day was {day}.",
}


def from_day(assessment: Assessment) -> datetime.date | None:
    """Return the first day on which a "not yet" becomes something else, or None where no day is known.

    See POLICY, P-not-yet and P-never-delivered.
    """
    if assessment.outcome != "not-yet":
        return None
    ends = {one.facts.get(question) for one in assessment.problems for question in _AGREED}
    days = sorted(end + _DAY for end in ends if isinstance(end, datetime.date) and end >= assessment.today)
    return next((day for day in days if assess_facts(assessment.facts, day).outcome != "not-yet"), None)


def under_way(assessment: Assessment) -> bool:
    """Say whether a dispute is open between buyer and seller. One that lapsed is not: it must be filed again."""
    return assessment.facts.get("dispute_stage") in _UNDER_WAY and not assessment.lapsed


def headline(assessment: Assessment) -> str:
    """Return the headline: what it is, and by when to act."""
    if assessment.outcome is None:
        return "Not known yet: your next answers can still change it."
    return f"{OUTCOMES[assessment.outcome].headline} {when(assessment)}".strip()


def badge(assessment: Assessment) -> str:
    """Return the outcome in two or three words, with the day on which a "not yet" ends; empty while pending."""
    starts = from_day(assessment)
    words = OUTCOMES[assessment.outcome].badge if assessment.outcome else ""
    return f"{words}: from {day_in_words(starts)}" if starts else words


def when(assessment: Assessment) -> str:
    """Return the days of the headline in words; empty where none runs."""
    starts, owed = from_day(assessment), assessment.owed
    changes = f"That can change from {day_in_words(starts)}." if starts else ""
    # A safe day that ends only after the wait is no reason to act before.
    if owed.safe_by is None or (starts and owed.deadline == "file" and starts <= owed.safe_by):
        return changes
    return f"{changes} {_act(assessment, owed.safe_by, early=starts is not None)}".strip()


def _act(assessment: Assessment, safe: datetime.date, *, early: bool) -> str:
    last, today = assessment.owed.last_day, assessment.today
    if last is not None and last < today:
        return "" if assessment.outcome == "not-yet" else _PASSED[assessment.verdict].format(day=day_in_words(last))
    what, end = _what(assessment, early=early), _last_day(assessment)
    said = [f"{what} by {day_in_words(safe)}{end and f'; {end}'}"]
    if safe < today:
        said = [f"the safe day, {day_in_words(safe)}, has passed", end, f"{what} today"]
    return " ".join(f"{clause[0].upper()}{clause[1:]}." for clause in said if clause)


def _what(assessment: Assessment, *, early: bool) -> str:
    """What there is to do, with what it hangs on: the first that fits."""
    owed, stage = assessment.owed.deadline or "", assessment.facts.get("dispute_stage")
    words = (
        (owed in _ANSWERS, _ANSWERS.get(owed, "")),
        (under_way(assessment), "your dispute is open; if it has to be filed again, do that"),
        (early, "all the same, file"),
        (assessment.outcome == "not-yet", "if something is wrong, apply"),
        (assessment.verdict == "does_not_qualify", "if you apply all the same, act"),
        (assessment.lapsed or stage == "closed_by_silence", "file again"),
    )
    return next((what for fits, what in words if fits), "act")


def _last_day(assessment: Assessment) -> str:
    """The last day in words, where it is another than the safe one; called doubtful where it hangs on the level."""
    owed, last = assessment.owed, assessment.owed.last_day
    if last is None or last == owed.safe_by:
        return ""
    longer = owed.deadline == "file" and any(
        (one.id, one.last_day) == ("file-60", last) for one in assessment.deadlines
    )
    doubt = ", and that only if you are a Platinum or Pro buyer" if longer else ""
    return f"the last day as we follow it is {day_in_words(last)}{doubt}"
