"""From what day on the verdict becomes which: every future day on which something flips.

The days are not tried one by one. They are the boundaries that the rules draw around today, and the ends of the clocks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assessment import Assessment, Rests, Standing, assess_facts, gates
from checker.conditions import TODAY, After, Facts, add_days
from checker.deadlines import State
from checker.events import NEVER, UNSURE
from checker.questions import QUESTIONS
from checker.unsure import span

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Flip:
    """A day on which the verdict, the outcome or the state of a deadline becomes another, and what that rests on."""

    day: datetime.date
    verdict: Standing
    outcome: str | None
    deadlines: tuple[tuple[str, State], ...]
    rests: Rests


def timeline(assessment: Assessment) -> tuple[Flip, ...]:
    """Return every flip after today, in order, if nothing else happens. Empty while the verdict is pending."""
    if assessment.verdict == "pending":
        return ()
    flips, before = [], assessment
    for day in sorted(set(_boundaries(assessment))):
        then = assess_facts(assessment.facts, day, book=assessment.book)
        known = {deadline.id: deadline.state for deadline in before.deadlines}
        changed = tuple((d.id, d.state) for d in then.deadlines if known.get(d.id) != d.state)
        if changed or (then.verdict, then.outcome) != (before.verdict, before.outcome):
            flips.append(Flip(day, then.verdict, then.outcome, changed, then.rests))
        before = then
    return tuple(flips)


def _boundaries(assessment: Assessment) -> Iterator[datetime.date]:
    """Yield the days after today next to which a rule or a clock can flip."""
    for one in assessment.problems:
        leaves = (leaf for gate in gates(assessment.book) for leaf in gate.tests(one.facts))
        for leaf in leaves:
            if isinstance(leaf, After):
                for day in _turning(leaf, one.facts):
                    yield from _around(day, assessment.today)
    for deadline in assessment.deadlines:
        yield from _around(deadline.first_day, assessment.today)
        yield from _around(deadline.last_day or deadline.safe_by, assessment.today)


def _turning(leaf: After, facts: Facts) -> Iterator[datetime.date | None]:
    """The days next to which a test can turn as time goes by.

    A day that the buyer cannot tell may be any day up to today: its span grows, so that a test of two days turns too
    once today passes the other one.
    """
    sides = (leaf.later, leaf.earlier)
    unsure = [side for side in sides if facts.get(side.question) == UNSURE]
    if TODAY not in sides and not unsure:
        return
    for side, other in (sides, sides[::-1]):
        if side == TODAY:
            yield other.date(facts)
        if side in unsure:
            first, _ = span(QUESTIONS[side.question], facts)
            yield add_days(first, side.days, working=side.working)
            known = other.date(facts)
            if known not in (None, NEVER):
                yield known - side.days * _DAY


def _around(day: datetime.date | None, today: datetime.date) -> Iterator[datetime.date]:
    """Yield the day and the day after it, as far as they lie ahead."""
    if day is not None and day != NEVER:
        yield from (near for near in (day, day + _DAY) if near > today)
