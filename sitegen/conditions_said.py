"""Says a condition in words: the answers and the days that make a line of a path hold, with the sources of its clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.conditions import YES, After, All, Any, Condition, Counted, Day, Happened, Includes, IsIn, LeftOpen, Not, Settled
from checker.questions import QUESTIONS
from checker.statements import Period
from sitegen.facts import EVENTS, Facts, period
from sitegen.known import Known
from sitegen.path import NO_DISPUTE, Line


def when(line: Line, said: Facts) -> str:
    """When a line fits, in Markdown; empty where the words of its rule leave nothing to say."""
    stage = "No dispute yet." if line.stages == {NO_DISPUTE} else sentence(line.stage, said)
    # A rule that turns on a single answer gives it in its own words.
    alone = isinstance(line.left, IsIn | Includes | Counted | Happened)
    return f"{stage} {'' if alone else sentence(line.left, said)}".strip()


def sentence(condition: Condition, said: Facts) -> str:
    """A condition as a sentence in Markdown; empty where nothing is left to say."""
    if condition is YES:
        return ""
    words = _words(_by_event(condition), said)
    return f"{words[0].upper()}{words[1:]}."


def _by_event(condition: Condition) -> Condition:
    """The same condition, told apart by whether an event has happened where that comes up more than once."""
    if isinstance(condition, All):
        return All(tuple(map(_by_event, condition.parts)))
    events = Counter(leaf.question for leaf in condition.leaves() if isinstance(leaf, Happened))
    event = next((Happened(question=question) for question, times in events.items() if times > 1), None)
    if event is None:
        return condition
    yet, not_yet = (Known().learn(event, holds).left(condition) for holds in (True, False))
    return Any((All((event, _by_event(yet))), All((Not(event), _by_event(not_yet)))))


def _words(condition: Condition, said: Facts, *, holds: bool = True, inside: bool = False) -> str:
    """The condition in words or, with ``holds`` false, that it does not hold. ``inside``: as a part of a longer one."""
    match condition:
        case Settled():
            raise TypeError("what is settled is not said")
        case Not(part):
            return _words(part, said, holds=not holds, inside=inside)
        case All(parts) | Any(parts):
            return (_together if isinstance(condition, All) is holds else _either)(parts, said, holds, inside)
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


def _together(parts: Iterable[Condition], said: Facts, holds: bool, inside: bool) -> str:
    """Parts that all hold. Where a day is compared, that it has come need not be said."""
    every = [part for part in parts if part is not YES]
    compared = {question for part in every if _is_day(part) for question in part.questions()}
    by_day = [one for one in every if isinstance(one, Happened) and one.yet is holds and one.question in compared]
    words = [_words(part, said, holds=holds, inside=True) for part in every if part not in by_day]
    return (" and " if inside else ", and ").join(dict.fromkeys(words))


def _either(parts: Iterable[Condition], said: Facts, holds: bool, inside: bool) -> str:
    words = list(dict.fromkeys(_words(part, said, holds=holds, inside=inside) for part in parts))
    return f"either {', or '.join(words)}" if inside else "; or ".join(words)


def _is_day(condition: Condition) -> bool:
    return isinstance(condition.part if isinstance(condition, Not) else condition, After)


def _answer(question: str, labels: list[str], holds: bool) -> str:
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
