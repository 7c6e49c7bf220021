"""The timeline is worked out from the boundaries of the rules, and misses no day that trying each one would show."""

import datetime

import pytest

from checker.answers import read_answers
from checker.assessment import Assessment, assess_facts
from checker.timeline import timeline
from tests.checker.stories import story
from tests.checker.talk import TODAY
from tests.wide import wide

_DAY = datetime.timedelta(days=1)
AHEAD = 130


def states(assessment: Assessment) -> dict[str, str]:
    return {deadline.id: deadline.state for deadline in assessment.deadlines}


def tried(assessment: Assessment) -> list[tuple[datetime.date, str, str | None]]:
    """Every day ahead, one after the other."""
    found, before = [], assessment
    for ahead in range(1, AHEAD):
        then = assess_facts(assessment.facts, TODAY + ahead * _DAY)
        changed = any(states(before).get(key) != state for key, state in states(then).items())
        if changed or (then.verdict, then.outcome) != (before.verdict, before.outcome):
            found.append((TODAY + ahead * _DAY, str(then.verdict), then.outcome))
        before = then
    return found


@pytest.mark.parametrize("seed", wide(range(40), short=10))
def test_no_day_is_missed_and_none_is_made_up(seed: int) -> None:
    facts, faults = read_answers(story(seed, problems=1 + seed % 2, unsure=0.2), TODAY)
    assert not faults
    assessment = assess_facts(facts, TODAY)
    flips = [(flip.day, flip.verdict, flip.outcome) for flip in timeline(assessment)]
    assert [flip for flip in flips if flip[0] < TODAY + AHEAD * _DAY] == tried(assessment)
