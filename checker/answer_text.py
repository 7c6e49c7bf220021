"""The answer in four lines of plain text, for a forum or a message: verdict, days, sources, and when it was worked out.

The words and the days are those of the result, so nothing else can be said here.
"""

from __future__ import annotations

from checker import headline
from checker.assessment import Assessment
from checker.outcomes import OUTCOMES
from checker.plain import day_in_words

_NO_DAY = "No day to act by is known."
_NO_GUIDE = "no guide here says what decides it"


def as_text(assessment: Assessment, rules_version: str, notice: str) -> str:
    """Return the four lines, each ended by a line feed; empty while the verdict is pending."""
    if assessment.outcome is None:
        return ""
    lines = [
        f"{headline.badge(assessment)}. {OUTCOMES[assessment.outcome].headline}",
        headline.when(assessment) or _NO_DAY,
        f"Sources: {'; '.join(_sources(assessment)) or _NO_GUIDE}.",
        f"Worked out on {day_in_words(assessment.today)} with rules {rules_version}. {notice}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _sources(assessment: Assessment) -> list[str]:
    """The guides that the verdict and the day owed rest on."""
    owed = (deadline for deadline in assessment.deadlines if deadline.id == assessment.owed.deadline)
    refs = {*assessment.rests.statements, *(ref for deadline in owed for ref in deadline.refs)}
    guides = {ref.partition("/")[0] for ref in refs}
    return [guide.cited for guide in assessment.book.guides if guide.id in guides]
