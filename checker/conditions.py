"""Three-valued conditions over answers.

A condition is a small expression: ``problem.is_("shortage") & paid_through.is_in("alibaba", "partly")``.
It knows one operation, :meth:`Condition.given`: put in what is known, get back what is left. What is left is
:data:`YES`, :data:`NO`, or a smaller condition that names the questions which still decide. The verdict so far, the
questions that matter and the reason a question is asked all come from that one operation.

*Facts* are a mapping from question id to value, plus ``"today"``. A missing key means *not told yet*; the value
``"unsure"`` means *the buyer cannot tell*. Neither is ever read as yes or as no: both leave the condition standing.
So does a point that the guides leave open (:class:`LeftOpen`), which no answer of the buyer's can settle.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import is_
from typing import Self

from checker.events import NEVER, UNSURE, followed, latest, not_before

Facts = Mapping[str, object]

NOT_YET = "not_yet"


class Condition:
    """Something that is true or false of a case, once enough of it is known."""

    def given(self, facts: Facts) -> Condition:
        """Return what is left once ``facts`` are known: ``YES``, ``NO`` or a smaller condition."""
        raise NotImplementedError

    #: Answers that count where they are told, and are not asked for.
    reads: tuple[str, ...] = ()

    def leaves(self) -> Iterator[Condition]:
        """Yield the single tests that this condition is made of, in the order they are written."""
        yield self

    def took_part(self, facts: Facts) -> Iterator[Condition]:
        """Yield the single tests that make it hold, or fail to, as ``facts`` have it. It must be settled by them."""
        yield self

    def if_told(self) -> Condition:
        """Return the same condition as something never asked: until a definite answer says so, it does not hold."""
        raise NotImplementedError

    def questions(self) -> tuple[str, ...]:
        """Return the ids of the questions this condition turns on, each once, in the order they are written."""
        return self._questions

    @cached_property
    def _questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(question for leaf in self.leaves() for question in leaf.questions()))

    def __and__(self, other: Condition) -> Condition:
        """Both hold."""
        return All((self, other))

    def __or__(self, other: Condition) -> Condition:
        """At least one holds."""
        return Any((self, other))

    def __invert__(self) -> Condition:
        """It does not hold."""
        return Not(self)


@dataclass(frozen=True)
class Settled(Condition):
    """A condition about which nothing is left to ask."""

    holds: bool

    def if_told(self) -> Condition:  # noqa: D102
        return self

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        return self

    def leaves(self) -> Iterator[Condition]:  # noqa: D102
        return iter(())

    def took_part(self, facts: Facts) -> Iterator[Condition]:  # noqa: D102
        return iter(())


YES = Settled(True)
NO = Settled(False)


def _settled(holds: bool) -> Settled:
    return YES if holds else NO


@dataclass(frozen=True)
class All(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        left = []
        for part in self.parts:
            rest = part.given(facts)
            if rest is NO:
                return NO
            if rest is not YES:
                left.append(rest)
        return _joined(self, left, YES)

    def leaves(self) -> Iterator[Condition]:  # noqa: D102
        return (leaf for part in self.parts for leaf in part.leaves())

    def took_part(self, facts: Facts) -> Iterator[Condition]:  # noqa: D102
        return _took_part(self.parts, facts, NO)

    def __and__(self, other: Condition) -> Condition:
        """Both hold, kept flat."""
        return All((*self.parts, other))


@dataclass(frozen=True)
class Any(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        left = []
        for part in self.parts:
            rest = part.given(facts)
            if rest is YES:
                return YES
            if rest is not NO:
                left.append(rest)
        return _joined(self, left, NO)

    def leaves(self) -> Iterator[Condition]:  # noqa: D102
        return (leaf for part in self.parts for leaf in part.leaves())

    def took_part(self, facts: Facts) -> Iterator[Condition]:  # noqa: D102
        return _took_part(self.parts, facts, YES)

    def __or__(self, other: Condition) -> Condition:
        """At least one holds, kept flat."""
        return Any((*self.parts, other))


def _joined(whole: All | Any, left: list[Condition], empty: Condition) -> Condition:
    """Join what is left of the parts of a condition; where all of it is, that is the condition itself."""
    if len(left) == len(whole.parts) and all(map(is_, left, whole.parts)):
        return whole
    if not left:
        return empty
    return left[0] if len(left) == 1 else type(whole)(tuple(left))


def _took_part(parts: tuple[Condition, ...], facts: Facts, decisive: Settled) -> Iterator[Condition]:
    """Yield the tests of the parts that decide alone; where none does, all of them decide together."""
    alone = [part for part in parts if part.given(facts) is decisive]
    return (leaf for part in alone or parts for leaf in part.took_part(facts))


@dataclass(frozen=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        rest = self.part.given(facts)
        if rest is YES:
            return NO
        if rest is NO:
            return YES
        return self if rest is self.part else Not(rest)

    def leaves(self) -> Iterator[Condition]:  # noqa: D102
        return self.part.leaves()

    def took_part(self, facts: Facts) -> Iterator[Condition]:  # noqa: D102
        return self.part.took_part(facts)


@dataclass(frozen=True)
class LeftOpen(Condition):
    """A point on which the guides differ (each part is the condition as one of them has it) or are silent (no part).

    Where all parts come to the same, so does the condition. Otherwise nothing the buyer could tell settles it.
    """

    topic: str
    parts: tuple[Condition, ...] = ()
    silent: bool = False

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        left = tuple(part.given(facts) for part in self.parts)
        if left and all(part is left[0] for part in left) and left[0] in (YES, NO):
            return left[0]
        return replace(self, parts=left)

    def leaves(self) -> Iterator[Condition]:  # noqa: D102
        yield self
        yield from (leaf for part in self.parts for leaf in part.leaves())

    def took_part(self, facts: Facts) -> Iterator[Condition]:  # noqa: D102
        return (leaf for part in self.parts for leaf in part.took_part(facts))

    def if_told(self) -> Self:  # noqa: D102
        return replace(self, parts=tuple(part.if_told() for part in self.parts))

    def questions(self) -> tuple[str, ...]:  # noqa: D102
        return tuple(dict.fromkeys(question for part in self.parts for question in part.questions()))


@dataclass(frozen=True)
class Leaf(Condition):
    """One test. ``volunteered`` marks what is never asked: as long as nobody says so, it does not hold."""

    volunteered: bool = False

    def if_told(self) -> Self:  # noqa: D102
        return replace(self, volunteered=True)

    def _open(self, facts: Facts) -> Condition:
        # Without a day there is no case yet, only rules being looked at: nothing counts as untold.
        return NO if self.volunteered and "today" in facts else self


@dataclass(frozen=True)
class IsIn(Leaf):
    """A choice has one of the values. ``"unsure"`` counts only where it is named.

    ``answers_unsure``: a rule says what follows from "I don't know", so that is an answer like any other.
    """

    question: str = ""
    values: frozenset[str] = frozenset()
    answers_unsure: bool = False

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        value = facts.get(self.question)
        if value in self.values:
            return YES
        return self._open(facts) if value is None or (value == UNSURE and not self.answers_unsure) else NO

    def questions(self) -> tuple[str, ...]:  # noqa: D102
        return (self.question,)


@dataclass(frozen=True)
class Includes(Leaf):
    """A several-choice answer names the option."""

    question: str = ""
    option: str = ""

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        value = facts.get(self.question)
        if value is None or value == UNSURE:
            return self._open(facts)
        return _settled(isinstance(value, tuple) and self.option in value)

    def questions(self) -> tuple[str, ...]:  # noqa: D102
        return (self.question,)


@dataclass(frozen=True)
class Happened(Leaf):
    """A day is told for the event, or one that follows it; with ``yet=False``: it is said to be still to come."""

    question: str = ""
    yet: bool = True

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        value = facts.get(self.question)
        if value is None or value == UNSURE:
            return _settled(self.yet) if followed(self.question, facts) else self._open(facts)
        return _settled((value != NOT_YET) is self.yet)

    def questions(self) -> tuple[str, ...]:  # noqa: D102
        return (self.question,)


@dataclass(frozen=True)
class Day:
    """A day counted from an answer: ``delivered_on + 30`` (day 0 is the event), in calendar or working days.

    ``cites`` are the ids of the statements that the number of days comes from.
    """

    question: str
    days: int = 0
    working: bool = False
    cites: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, days: int) -> Day:
        """Return the day so many calendar days later."""
        return replace(self, days=self.days + days)

    def date(self, facts: Facts) -> datetime.date | None:
        """Return the date, :data:`NEVER` when the event is still to come, or None when it is not known."""
        value = facts.get(self.question)
        if value == NOT_YET:
            return NEVER
        if not isinstance(value, datetime.date):
            return None
        return add_days(value, self.days, working=self.working)

    def earliest(self, facts: Facts) -> datetime.date | None:
        """Return the first date that it can be, by what is told of the events before it; None where nothing is."""
        first = not_before(self.question, facts)
        return None if first is None else add_days(first, self.days, working=self.working)

    def latest(self, facts: Facts) -> datetime.date:
        """Return the last date that it can be, by what is told of the events after it."""
        return add_days(latest(self.question, facts), self.days, working=self.working)

    def is_after(self, other: Day) -> After:
        """This day lies after the other."""
        return After(later=self, earlier=other)

    def is_before(self, other: Day) -> After:
        """This day lies before the other."""
        return other.is_after(self)

    def is_by(self, other: Day) -> Condition:
        """This day lies on or before the other."""
        return ~self.is_after(other)


def add_days(day: datetime.date, days: int, *, working: bool = False) -> datetime.date:
    """Return the day ``days`` later. Day 0 is the event: 1 April and 30 days give 1 May.

    Working days are Monday to Friday; public holidays are not known here and count as working days.

    >>> add_days(datetime.date(2026, 4, 1), 30)
    datetime.date(2026, 5, 1)
    >>> add_days(datetime.date(2026, 11, 26), 5, working=True)  # a Thursday
    datetime.date(2026, 12, 3)
    """
    if day == NEVER or not days:
        return day
    if not working:
        return day + datetime.timedelta(days=days)
    while days > 0:
        day += datetime.timedelta(days=1)
        days -= day.weekday() < 5
    return day


TODAY = Day("today")


@dataclass(frozen=True)
class After(Leaf):
    """One day lies after another."""

    later: Day = TODAY
    earlier: Day = TODAY

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        later, earlier = self.later.date(facts), self.earlier.date(facts)
        if later is None or earlier is None:
            return self._untold(later, earlier, facts)
        return _settled(later > earlier)

    def _untold(self, later: datetime.date | None, earlier: datetime.date | None, facts: Facts) -> Condition:
        """Whatever the day not told will be: where it must lie can settle the test."""
        if self.volunteered or "today" not in facts:
            return self._open(facts)
        first = self.later.earliest(facts) if later is None else later
        if first is not None and first > (self.earlier.latest(facts) if earlier is None else earlier):
            return YES
        first = self.earlier.earliest(facts) if earlier is None else earlier
        if first is not None and first >= (self.later.latest(facts) if later is None else later):
            return NO
        return self

    def questions(self) -> tuple[str, ...]:  # noqa: D102
        return tuple(side.question for side in (self.later, self.earlier) if side.question != "today")

    def boundaries(self, question: str, facts: Facts) -> Iterator[datetime.date]:
        """Yield the days of ``question`` next to the one where this test flips, the other side being known."""
        for side, other in ((self.later, self.earlier), (self.earlier, self.later)):
            known = other.date(facts)
            if side.question == question and known is not None and known != NEVER:
                # Working days reach over at most one weekend per five days: look a little further than needed.
                reach = side.days * 2 if side.working else side.days
                for step in range(-1 - (reach - side.days), 2):
                    yield known - datetime.timedelta(days=side.days - step)


@dataclass(frozen=True)
class Counted(Leaf):
    """A test on counts and amounts, written as a function of the values it names.

    It is asked for what it ``needs``; it ``reads`` what may stand in for that where it is told.
    """

    says: str = ""
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    holds: Callable[[Facts], bool | None] = lambda facts: None

    def given(self, facts: Facts) -> Condition:  # noqa: D102
        result = self.holds(facts)
        return self._open(facts) if result is None else _settled(result)

    def questions(self) -> tuple[str, ...]:  # noqa: D102
        return self.needs
