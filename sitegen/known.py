"""What is left of a condition for a reader who has passed others: the one who reads on knows that they did not hold.

Tests are taken as they are written: that sixty days being over means that thirty are, nobody here knows. So what can
hold may be said to hold too often, never too seldom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import is_

from checker.conditions import NO, YES, After, All, Any, Condition, Happened, IsIn, Not, Settled
from checker.events import UNSURE
from checker.questions import QUESTIONS

_ANSWERS = {question.id: frozenset(question.answers) for question in QUESTIONS.values()}
_CHOICES = {question.id for question in QUESTIONS.values() if question.kind == "choice"}


@dataclass(frozen=True)
class Known:
    """Tests that are settled, the options that a choice still has, and the events still to come; all else is open."""

    settled: Mapping[Condition, bool] = field(default_factory=dict)
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)
    to_come: frozenset[str] = frozenset()

    def learn(self, condition: Condition, holds: bool) -> Known:
        """Return what is known once a condition holds, or does not; where its parts stay open, nothing more."""
        match condition:
            case Not(part):
                return self.learn(part, not holds)
            case All(parts) if holds:
                return self._learn_each(parts, holds)
            case Any(parts) if not holds:
                return self._learn_each(parts, holds)
            case IsIn(question=question, values=values) if _enumerable(condition):
                left = self._options(question) & values if holds else self._options(question) - values
                return Known(self.settled, {**self.options, question: left}, self.to_come)
            case Settled() | All() | Any():
                return self
            case _:
                test, as_written = positive(condition)
                result = holds is as_written
                later = {test.question} if isinstance(test, Happened) and not result else set()
                return Known({**self.settled, test: result}, self.options, self.to_come | later)

    def _learn_each(self, parts: tuple[Condition, ...], holds: bool) -> Known:
        known = self
        for part in parts:
            known = known.learn(part, holds)
        return known

    def left(self, condition: Condition) -> Condition:
        """Return what is left of a condition: ``YES``, ``NO``, or what is still to be told."""
        match condition:
            case Settled():
                return condition
            case Not(part):
                rest = self.left(part)
                if isinstance(rest, Settled):
                    return _flipped(rest)
                return condition if rest is part else Not(rest)
            case All():
                return self._left_of_parts(condition, YES, NO)
            case Any():
                return self._left_of_parts(condition, NO, YES)
            case IsIn() if _enumerable(condition):
                return self._left_of_choice(condition)
            case _:
                return self._left_of_test(condition)

    def _left_of_parts(self, whole: All | Any, empty: Settled, decisive: Settled) -> Condition:
        """What is left of each part, for whom the parts before it have not decided already."""
        known, left, last = self, list[Condition](), whole.parts[-1] if whole.parts else None
        for part in whole.parts:
            rest = known.left(part)
            if rest is decisive:
                return decisive
            if rest is not empty:
                left.append(rest)
                if part is not last:
                    known = known.learn(rest, empty.holds)
        if len(left) < 2:
            return left[0] if left else empty
        same = len(left) == len(whole.parts) and all(map(is_, left, whole.parts))
        return whole if same else type(whole)(tuple(left))

    def _left_of_choice(self, choice: IsIn) -> Condition:
        options = self._options(choice.question)
        values = choice.values & options
        others = options - values
        # "I don't know" stands for the options, unless a rule takes it as an answer of its own.
        if not others or (not choice.answers_unsure and others == {UNSURE}):
            return YES
        if values == choice.values:
            return choice
        return replace(choice, values=values) if values else NO

    def _left_of_test(self, condition: Condition) -> Condition:
        if isinstance(condition, After):
            if condition.earlier.question in self.to_come:
                return NO
            if condition.later.question in self.to_come:
                return YES
        test, as_written = positive(condition)
        if test not in self.settled:
            return condition
        return YES if self.settled[test] is as_written else NO

    def _options(self, question: str) -> frozenset[str]:
        return self.options[question] if question in self.options else _ANSWERS[question]

    def allows(self, *conditions: Condition) -> bool:
        """Say whether conditions can all hold together: each open test is tried both ways."""
        left = self.left(All(conditions))
        if isinstance(left, Settled):
            return left.holds
        test = next(_open_tests(left))
        return any(self.learn(test, holds).allows(left) for holds in (False, True))


def _enumerable(condition: Condition) -> bool:
    """Whether the answers that make a test hold and those that do not are each a set of options."""
    return isinstance(condition, IsIn) and condition.question in _CHOICES and not condition.volunteered


def positive(condition: Condition) -> tuple[Condition, bool]:
    """A test, and whether it is put as it is written: that something is still to come is that it has not happened."""
    if isinstance(condition, Happened) and not condition.yet and not condition.volunteered:
        return replace(condition, yet=True), False
    return condition, True


def _open_tests(condition: Condition) -> Iterator[Condition]:
    match condition:
        case Not(part):
            yield from _open_tests(part)
        case All(parts) | Any(parts):
            yield from (test for part in parts for test in _open_tests(part))
        case _:
            yield condition


def _flipped(settled: Settled) -> Settled:
    return NO if settled.holds else YES
