"""What to do next, in order, each step with its day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from checker import evidence
from checker.assessment import Assessment, unsure_questions
from checker.deadlines import Deadline
from checker.outcomes import OUTCOMES
from checker.questions import QUESTIONS
from checker.statements import load


@dataclass(frozen=True)
class NextStep:
    """One thing to do. ``day``: by when (or from when, for a step that only opens); None where no clock runs."""

    says: str
    day: datetime.date | None = None
    deadline: str | None = None
    cites: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()


def next_steps(assessment: Assessment) -> list[NextStep]:
    """Return the steps for the outcome, with what this case adds to them. Empty while the verdict is pending."""
    if assessment.outcome is None:
        return []
    return [*_find_out(assessment), *_of_outcome(assessment), *_of_files(assessment)]


def _of_outcome(assessment: Assessment) -> list[NextStep]:
    assert assessment.outcome is not None
    found = {deadline.id: deadline for deadline in assessment.deadlines}
    steps = []
    for step in OUTCOMES[assessment.outcome].steps:
        if step.deadline == "file" and not still_to_file(assessment):
            continue
        day = _day_of(found.get(step.deadline or ""), assessment.today)
        steps.append(NextStep(step.says, day, step.deadline, step.cites))
    return steps


def still_to_file(assessment: Assessment) -> bool:
    """A dispute that is open need not be filed; one that closed by silence must be filed again."""
    if assessment.outcome == "closed-by-silence":
        return True
    return assessment.facts.get("dispute_stage") in (None, "none", "closed_by_silence", "unsure")


def _day_of(deadline: Deadline | None, today: datetime.date) -> datetime.date | None:
    """The day of a step: what you should have done is due today; what others should have done has no day any more."""
    day = (deadline.safe_by or deadline.last_day or deadline.first_day) if deadline else None
    if deadline is None or day is None or day >= today:
        return day
    return today if deadline.who == "buyer" else None


def _find_out(assessment: Assessment) -> list[NextStep]:
    """Where the buyer can find what they could not tell (POLICY, P-unsure)."""
    return [
        NextStep(f"Find out: {QUESTIONS[question].prompt} {QUESTIONS[question].look}", policy=("P-unsure",))
        for question in unsure_questions(assessment)
    ]


def _of_files(assessment: Assessment) -> list[NextStep]:
    return [
        NextStep(f"{fault.name}: {fault.says}" if fault.name else fault.says, None, None, evidence.LIMITS_CITE)
        for fault in evidence.file_faults(load(), assessment.facts.get("files"))
    ]
