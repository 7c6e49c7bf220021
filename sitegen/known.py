"""What is left of a condition for a reader who has passed others: the one who reads on knows that they did not hold.

Tests are taken as they are written: that sixty days being over means that thirty are, nobody here knows. So what can
hold may be said to hold too often, never too seldom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from checker.conditions import NO, YES, After, All, Any, Condition, Happened, IsIn, Not, Settled
from checker.events import UNSURE
from checker.questions import QUESTIONS


@dataclass(frozen=True)
class Known:
    """Tests that are settled, and the options that a choice still has. What it does not name is open."""

    settled: Mapping[Condition, bool] = field(default_factory=dict)
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)

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
                return replace(self, options={**self.options, question: left})
            case Settled() | All() | Any():
                return self
            case _:
                test, as_written = positive(condition)
                return replace(self, settled={**self.settled, test: holds is as_written})

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
                return _flipped(rest) if isinstance(rest, Settled) else Not(rest)
            case All(parts):
                return self._left_of_parts(All, parts, YES, NO)
            case Any(parts):
                return self._left_of_parts(Any, parts, NO, YES)
            case IsIn() if _enumerable(condition):
                return self._left_of_choice(condition)
            case _:
                return self._left_of_test(condition)

    def _left_of_parts(
        self, kind: type[All] | type[Any], parts: tuple[Condition, ...], empty: Settled, decisive: Settled
    ) -> Condition:
        """What is left of each part, for whom the parts before it have not decided already."""
        known, left = self, list[Condition]()
        for part in parts:
            rest = known.left(part)
            if rest is decisive:
                return decisive
            if rest is not empty:
                left.append(rest)
                known = known.learn(rest, empty.holds)
        if not left:
            return empty
        return left[0] if len(left) == 1 else kind(tuple(left))

    def _left_of_choice(self, choice: IsIn) -> Condition:
        options = self._options(choice.question)
        values = choice.values & options
        others = options - values
        # "I don't know" stands for the options, unless a rule takes it as an answer of its own.
        if not others or (not choice.answers_unsure and others == {UNSURE}):
            return YES
        return replace(choice, values=values) if values else NO

    def _left_of_test(self, condition: Condition) -> Condition:
        if isinstance(condition, After):
            if self._is_to_come(condition.earlier.question):
                return NO
            if self._is_to_come(condition.later.question):
                return YES
        test, as_written = positive(condition)
        if test not in self.settled:
            return condition
        return YES if self.settled[test] is as_written else NO

    def _is_to_come(self, question: str) -> bool:
        return self.settled.get(Happened(question=question)) is False

    def _options(self, question: str) -> frozenset[str]:
        return self.options.get(question, frozenset(QUESTIONS[question].answers))

    def allows(self, *conditions: Condition) -> bool:
        """Say whether conditions can all hold together: each open test is tried both ways."""
        left = self.left(All(conditions))
        if isinstance(left, Settled):
            return left.holds
        test = next(_open_tests(left))
        return any(self.learn(test, holds).allows(left) for holds in (False, True))


def _enumerable(condition: Condition) -> bool:
    """Whether the answers that make a test hold and those that do not are each a set of options."""
    return isinstance(condition, IsIn) and QUESTIONS[condition.question].kind == "choice" and not condition.volunteered


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
