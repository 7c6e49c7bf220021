"""What to do next, in order, each step with its day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import chain

from checker import evidence
from checker.assessment import Assessment, unsure_questions
from checker.conditions import NOT_YET
from checker.deadlines import Deadline
from checker.events import UNSURE
from checker.headline import under_way
from checker.outcomes import OUTCOMES, Step
from checker.plain import visible
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


#: The answer that a dispute waits for, by its stage: its deadline, and the outcome whose step says how to give it.
_ANSWERS = {
    "proposal_waiting": ("answer-proposal", "answer-proposal"),
    "evidence_requested": ("submit-evidence", "submit-evidence"),
    "decided": ("appeal", "weak-proof"),
}
#: The stages in which Alibaba has the case, or has decided it.
_WITH_ALIBABA = ("evidence_requested", "escalated", "decided")


def next_steps(assessment: Assessment) -> list[NextStep]:
    """Return the steps for the outcome, with what this case adds to them. Empty while the verdict is pending."""
    if assessment.outcome is None:
        return []
    start = [_answer(assessment), _find_out(assessment)]
    if assessment.facts.get("decision") == UNSURE:
        # What was decided has to be known before an appeal against it.
        start.reverse()
    return [*chain.from_iterable(start), *_of_outcome(assessment), *_of_files(assessment)]


def _of_outcome(assessment: Assessment) -> list[NextStep]:
    return [_dated(assessment, step) for step in _left(assessment)]


def _left(assessment: Assessment) -> list[Step]:
    """The steps of the outcome that are still to be taken."""
    assert assessment.outcome is not None
    taken = {
        "file": not still_to_file(assessment) or (assessment.outcome == "not-yet" and _has_passed(assessment, "file")),
        "escalate": assessment.facts.get("dispute_stage") in _WITH_ALIBABA,
        "ship": _shipped(assessment),
    }
    return [step for step in OUTCOMES[assessment.outcome].steps if not taken.get(step.deadline or "")]


def still_to_file(assessment: Assessment) -> bool:
    """A dispute that is open need not be filed; one that closed by silence must be filed again."""
    return assessment.lapsed or assessment.facts.get("dispute_stage") in (None, "none", "closed_by_silence", UNSURE)


def only_if(assessment: Assessment, deadline: Deadline) -> str | None:
    """Say under what condition a deadline matters at all; None where it matters in any case.

    While a dispute is open, the days for filing matter only for filing again (P-safe-by).
    """
    is_again = deadline.id.startswith("file") and not still_to_file(assessment)
    return "it has to be filed again" if is_again else None


def _shipped(assessment: Assessment) -> bool:
    """Goods that have arrived were shipped, whatever was told of the day."""
    facts = assessment.lead.facts if assessment.lead else assessment.facts
    return isinstance(facts.get("shipped_on"), datetime.date) or facts.get("delivered_on") not in (None, NOT_YET)


def _answer(assessment: Assessment) -> list[NextStep]:
    """The answer that the dispute waits for, where the steps of the outcome leave it out (P-safe-by)."""
    awaited = _awaited(assessment)
    if awaited is None or awaited.deadline in (step.deadline for step in _left(assessment)):
        return []
    return [_dated(assessment, awaited)]


def _awaited(assessment: Assessment) -> Step | None:
    """The answer that the dispute waits for, whatever the gates say of the rest of the case."""
    stage, decision = str(assessment.facts.get("dispute_stage")), assessment.facts.get("decision")
    protected = assessment.lead is not None and assessment.lead.findings[0].status != "closed"
    waits = {
        "proposal_waiting": not assessment.lapsed,
        # Evidence is handed in all the same, even late (P-evidence-asked).
        "evidence_requested": True,
        "decided": decision in ("refused", UNSURE) and not _has_passed(assessment, "appeal"),
    }
    if not protected or not waits.get(stage):
        return None
    deadline, outcome = _ANSWERS[stage]
    return next(step for step in OUTCOMES[outcome].steps if step.deadline == deadline)


def _has_passed(assessment: Assessment, deadline_id: str) -> bool:
    deadline = _deadline(assessment, deadline_id)
    return deadline is not None and deadline.last_day is not None and deadline.state == "passed"


def _deadline(assessment: Assessment, deadline_id: str | None) -> Deadline | None:
    return next((deadline for deadline in assessment.deadlines if deadline.id == deadline_id), None)


def _dated(assessment: Assessment, step: Step) -> NextStep:
    """The step with its day: the one owed has the day of the headline; an answer whose clock nobody knows has today."""
    deadline, awaited = _deadline(assessment, step.deadline), _awaited(assessment)
    day = _day_of(deadline, assessment.today)
    if assessment.owed.safe_by and step.deadline == assessment.owed.deadline:
        day = max(assessment.owed.safe_by, assessment.today)
    if deadline is None and awaited and step.deadline == awaited.deadline:
        day = assessment.today
    if step.deadline == "escalate" and not under_way(assessment):
        day = None
    # A step that no guide speaks of follows from the decision itself.
    policy = () if step.cites else assessment.rests.policy
    return NextStep(step.says, day, step.deadline, step.cites, policy)


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
    checked = evidence.check_files(load(), assessment.facts.get("files"))
    each = [f"{visible(file.name)}: {fault.says}" for file, faults in checked.each for fault in faults]
    together = [fault.says for fault in checked.together]
    return [NextStep(says, None, None, evidence.LIMITS_CITE) for says in (*each, *together)]
