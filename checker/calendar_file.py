"""The days of a case as a calendar file: iCalendar (RFC 5545), all-day events, alarms on the buyer's own days.

The days are the deadlines of the assessment and no others, so the file cannot differ from what is shown. The same
assessment gives the same bytes, and nothing in them tells one buyer from another.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.assessment import Assessment
from checker.deadlines import Deadline
from checker.plain import day_in_words, visible
from checker.questions import QUESTIONS
from checker.steps import only_if

#: Days before an event of the buyer's own, and the trigger of an alarm at nine in the morning of that day. An all-day
#: event begins at midnight wherever the calendar is, so the alarm rings at nine there too.
_ALARMS = {7: "-P6DT15H", 2: "-P1DT15H", 0: "PT9H"}
_WHO = {"buyer": "you", "supplier": "the seller", "alibaba": "Alibaba.com"}
_SUMMARIES = {
    "safe": "Act by this day: {action}",
    "last": "Last day for {who} as we follow it: {action}",
    "first": "From this day {who} may act: {action}",
}
#: From these stages on Alibaba.com has the case, and only an answer to it is owed (POLICY, P-safe-by).
_WITH_ALIBABA = ("evidence_requested", "escalated", "decided")
_WIDTH = 75


def as_text(assessment: Assessment, notice: str) -> str:
    """Return the calendar file of every day that still lies ahead, today included; empty where none does.

    ``notice`` stands in every event. Lines end with CRLF and are folded at 75 octets of UTF-8.
    """
    ahead = [
        (deadline, kind, day)
        for deadline in assessment.deadlines
        for kind, day in _days(deadline).items()
        if day >= assessment.today
    ]
    if not ahead:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Refund Checker//Days of an order//EN"]
    for deadline, kind, day in ahead:
        lines += _event(assessment, deadline, kind, day, _description(assessment, deadline, kind, notice))
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _days(deadline: Deadline) -> dict[str, datetime.date]:
    """The days of a deadline that stand in the calendar: the safe one, the last one where it is another, or the first.

    The first day counts only where there is no day by which to act.
    """
    last = deadline.last_day if deadline.last_day != deadline.safe_by else None
    first = None if deadline.safe_by or deadline.last_day else deadline.first_day
    days = {"safe": deadline.safe_by, "last": last, "first": first}
    return {kind: day for kind, day in days.items() if day}


def _event(
    assessment: Assessment, deadline: Deadline, kind: str, day: datetime.date, description: str
) -> Iterator[str]:
    summary = _SUMMARIES[kind].format(action=deadline.action, who=_WHO[deadline.who])
    if deadline.doubtful:
        summary += " (doubtful)"
    if condition := only_if(assessment, deadline):
        summary += f" (only if {condition})"
    yield "BEGIN:VEVENT"
    # The day belongs to the name: the same day of another order is the same reminder, another day is one more.
    yield f"UID:{deadline.id}-{kind}-{day:%Y%m%d}@refund-checker"
    yield f"DTSTAMP:{assessment.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(description)}"
    yield "TRANSP:TRANSPARENT"
    for before, trigger in _ALARMS.items() if _is_to_keep(assessment, deadline) else ():
        # Calendars ring at once, or not at all, for an alarm whose day has passed.
        if (day - assessment.today).days >= before:
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(summary)}", f"TRIGGER:{trigger}")
            yield "END:VALARM"
    yield "END:VEVENT"


def _is_to_keep(assessment: Assessment, deadline: Deadline) -> bool:
    """Say whether the buyer has this day to keep: their own, of an order that is protected (POLICY, P-safe-by)."""
    if deadline.who != "buyer" or any(one.findings[0].status == "closed" for one in assessment.problems):
        return False
    return deadline.id == assessment.owed.deadline or assessment.facts.get("dispute_stage") not in _WITH_ALIBABA


def _description(assessment: Assessment, deadline: Deadline, kind: str, notice: str) -> str:
    lines = [_counted(assessment, deadline, kind), *_beside(deadline, kind)]
    if deadline.doubtful:
        lines.append("It is doubtful: it holds only under an answer that you could not give.")
    if deadline.who == "buyer" and kind != "first":
        lines.append("No guide says how days are counted or in which time zone: act a day early.")
    sources = [guide.cited for guide in assessment.book.guides if guide.id in _guides(deadline)]
    return "\n".join([*lines, "", "Sources:", *sources, "", notice])


def _counted(assessment: Assessment, deadline: Deadline, kind: str) -> str:
    question = deadline.safe_from if kind == "safe" and deadline.safe_from else deadline.question
    day = assessment.facts[question]
    assert isinstance(day, datetime.date)
    return f"Counted from {day_in_words(day)} ({QUESTIONS[question].event})."


def _beside(deadline: Deadline, kind: str) -> Iterator[str]:
    if kind == "safe" and deadline.last_day == deadline.safe_by:
        yield "It is the last day as we follow it too."
    elif kind == "safe" and deadline.last_day:
        yield f"The earliest day that a source supports; the last as we follow it is {day_in_words(deadline.last_day)}."
    elif kind == "last" and deadline.safe_by:
        yield f"The earliest day that a source supports is {day_in_words(deadline.safe_by)}."


def _guides(deadline: Deadline) -> set[str]:
    return {ref.partition("/")[0] for ref in deadline.refs}


def _escaped(text: str) -> str:
    """Return a text as RFC 5545, 3.3.11 writes it. Whatever may end a line somewhere is a line feed of the text's own.

    >>> _escaped("one; two,\\nthree")
    'one\\\\; two\\\\,\\\\nthree'
    """
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    return "\\n".join(visible(line) for line in text.splitlines())


def _folded(line: str) -> str:
    """Return a line with a break before the octet that would be one too many (RFC 5545, 3.1), between characters.

    >>> _folded("x" * 76) == "x" * 75 + "\\r\\n " + "x"
    True
    """
    folded, width = [], 0
    for char in line:
        octets = len(char.encode())
        if width + octets > _WIDTH:
            folded.append("\r\n ")
            width = 1
        folded.append(char)
        width += octets
    return "".join(folded)
