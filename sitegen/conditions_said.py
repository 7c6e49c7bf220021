"""Says a condition in words: the answers and the days that make a line of a path fit, with the sources of its clocks.

A condition is told apart into its *cases*: each a few *tests* that hold together, each test said by itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from checker.conditions import (
    YES,
    After,
    All,
    Any,
    Condition,
    Counted,
    Day,
    Happened,
    Includes,
    IsIn,
    Leaf,
    LeftOpen,
    Not,
)
from checker.events import ORDER, PLANS, UNSURE
from checker.questions import QUESTIONS
from checker.statements import Period
from sitegen.facts import EVENTS, Facts, period
from sitegen.known import positive
from sitegen.path import NO_DISPUTE, Line

#: A test, and whether it holds.
Test = tuple[Condition, bool]
#: The tests that hold together, in their order.
Case = tuple[Test, ...]


def when(line: Line, said: Facts) -> str:
    """When a line fits, in Markdown; empty where the words of its rule leave nothing to say."""
    stage = "No dispute yet." if line.stages == {NO_DISPUTE} else sentence(line.stage, said)
    # A rule that turns on a single answer gives it in its own words.
    alone = isinstance(line.left, IsIn | Includes | Counted | Happened)
    both = filter(None, (stage, "" if alone else sentence(line.left, said)))
    return ("\n\n" if "\n" in stage else " ").join(both)


def sentence(condition: Condition, said: Facts) -> str:
    """A condition as a sentence in Markdown, or as one with a list of cases; empty where nothing is left to say."""
    if condition is YES:
        return ""
    every = cases(condition)
    shared = [test for test in every[0] if all(test in case for case in every)]
    apart = [[_words(test, said) for test in case if test not in shared] for case in every]
    together = ", and ".join(_words(test, said) for test in shared)
    if len(apart) == 1:
        return f"{_begun(together)}."
    if all(len(words) == 1 for words in apart):
        either = " or ".join(word for words in apart for word in words)
        return f"{_begun(f'{together}, and either {either}' if together else either)}."
    listed = "\n".join(f"- {_begun(', and '.join(words))}." for words in apart)
    return f"{_begun(f'{together}, and one of these:' if together else 'one of these:')}\n\n{listed}"


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


# --- cases ----------------------------------------------------------------------------------------


def cases(condition: Condition) -> list[Case]:
    """The ways in which a condition can hold, none of which contains another."""
    found = [_trimmed(case) for case in _ways(condition, True) if not _contradicts(case)]
    while True:
        merged = _merged(found)
        if merged == found:
            return found
        found = merged


def _ways(condition: Condition, holds: bool) -> list[Case]:
    match condition:
        case Not(part):
            return _ways(part, not holds)
        case All(parts) | Any(parts):
            each = [_ways(part, holds) for part in parts]
            if isinstance(condition, All) is not holds:
                return [case for ways in each for case in ways]
            return [tuple(dict.fromkeys(itertools.chain(*some))) for some in itertools.product(*each)]
        case _:
            # For who reads, an answer that counts only where it is told is one like any other.
            told = replace(condition, volunteered=False) if isinstance(condition, Leaf) else condition
            test, as_written = positive(told)
            return [((test, holds is as_written),)]


def _contradicts(case: Case) -> bool:
    return any((test, not holds) in case for test, holds in case)


def _trimmed(case: Case) -> Case:
    """Leave out what goes without saying: a day that is compared is known and has come, and so has what precedes it."""
    days = {question for test, _ in case if isinstance(test, After) for question in test.questions()}
    come = days | {earlier for earlier, later in ORDER if later in days - PLANS}
    return tuple(
        (test, holds)
        for test, holds in case
        if not (isinstance(test, Happened) and holds and test.question in come)
        and not (isinstance(test, IsIn) and test.values == {UNSURE} and not holds and test.question in days)
    )


def _merged(found: list[Case]) -> list[Case]:
    """Put two cases together that differ in whether one test holds, and leave out those that another contains."""
    for one, other in itertools.combinations(found, 2):
        differ = set(one) ^ set(other)
        if len(differ) == 2 and len({test for test, _ in differ}) == 1:
            both = tuple(test for test in one if test not in differ)
            return [both if case is one else case for case in found if case is not other]
    return [
        case
        for place, case in enumerate(found)
        if not any(set(less) < set(case) or (less == case and at < place) for at, less in enumerate(found))
    ]


# --- words ----------------------------------------------------------------------------------------


def _words(test: Test, said: Facts) -> str:
    condition, holds = test
    match condition:
        case IsIn(question=question, values=values):
            labels = {**QUESTIONS[question].options, **QUESTIONS[question].words}
            return _answer(question, [label for value, label in labels.items() if value in values], holds)
        case Includes(question=question, option=option):
            return _answer(question, [QUESTIONS[question].options[option]], holds)
        case Happened(question=question, yet=yet):
            return f"{EVENTS[question]} {'has taken place' if yet is holds else 'has not taken place yet'}"
        case After(later=later, earlier=earlier):
            return _days(later, earlier, said, holds)
        case Counted(says=says):
            return says if holds else f"it is not so that {says}"
        case LeftOpen(topic=topic):
            return f"this is left open: {said.stand(topic).rstrip('.')}"
        case _:
            raise TypeError(f"no words for {condition}")


def _answer(question: str, labels: Iterable[str], holds: bool) -> str:
    """An answer as the checker shows it beside the question, or that it is none of these."""
    quoted = [f"“{label}”" for label in labels]
    if holds:
        words = " or ".join(quoted)
    else:
        words = f"not {quoted[0]}" if len(quoted) == 1 else f"neither {' nor '.join(quoted)}"
    return f"{QUESTIONS[question].short}: {words}"


def _days(later: Day, earlier: Day, said: Facts, holds: bool) -> str:
    """One day lies after another, or after the last day of a clock that runs from it; or it does not."""
    if not earlier.cites:
        event = EVENTS[earlier.question]
        if later.question == "today":
            return f"{event} is {'over' if holds else 'not over yet'}"
        return f"{EVENTS[later.question]} came {'after' if holds else 'by'} {event}"
    statement = said.statements(earlier.cites[0])[0]
    assert isinstance(statement.value, Period)
    runs = Period(statement.value.days, earlier.question, earlier.working)
    clock = f"{period(runs)} {said.cite(statement.id)}{said.differ(statement.topic)}"
    if earlier.days < statement.value.days:
        return f"the last of {clock} {'has come' if holds else 'has not come yet'}"
    if later.question == "today":
        return f"{clock} are {'over' if holds else 'not over yet'}"
    return f"{EVENTS[later.question]} lies {'later than' if holds else 'within'} {clock}"
