"""The answer to copy: four lines that say what the result says."""

import datetime
from typing import Any

import pytest

from checker import NOTICE, assess
from checker.answer_text import as_text
from checker.contract import rules_version
from checker.plain import day_in_words
from checker.statements import load
from tests.checker.policy_cases import BY_OUTCOME, TODAY, Case, base, day
from tests.checker.talk import ask


def lines(answers: dict[str, Any], today: datetime.date = TODAY) -> list[str]:
    text = as_text(assess(answers, today), rules_version(), NOTICE)
    assert text.endswith("\n")
    return text.splitlines()


@pytest.mark.parametrize("case", BY_OUTCOME.values(), ids=str)
def test_four_lines_with_the_words_and_the_days_of_the_result(case: Case) -> None:
    response = ask(case.answers, case.today)
    verdict, days, sources, made = response["exports"]["answer"].splitlines()
    words = response["outcome_words"]
    assert verdict == f"{words['badge']}. {words['headline']}"
    assert response["headline"] in (words["headline"], f"{words['headline']} {days}")
    assert (response["headline"] == words["headline"]) == (days == "No day to act by is known.")
    guides = {ref.partition("/")[0] for ref in words["statements"]}
    assert all(guide.cited in sources for guide in load().guides if guide.id in guides)
    rules, notice = response["rules_version"], response["notice"]
    assert made == f"Worked out on {day_in_words(case.today)} with rules {rules}. {notice}"


def test_the_days_are_the_safe_one_and_the_last() -> None:
    _, days, *_ = lines(base("wrong_spec", expected_delivery_on="2026-03-28"))
    assert days == "Act by 27 April 2026; the last day as we follow it is 1 May 2026."


def test_where_no_day_is_known_it_says_so() -> None:
    assert lines(base("wrong_spec", ordered_on_platform="no"))[1] == "No day to act by is known."


def test_a_source_has_its_address_where_it_is_known() -> None:
    late = lines(base("wrong_spec"), day(31))
    assert late[:2] == ["Too late. The time to ask for a refund is over.", "The last day was 1 May 2026."]
    for guide in load().guides:
        assert (f"{guide.mark}, {guide.title}" in late[2]) == (guide.id in ("official", "chinaispp", "ruizhi"))
        assert guide.url is None or guide.id == "archive" or guide.url in late[2]


def test_no_verdict_no_answer() -> None:
    assert as_text(assess({"problem": "shortage"}, TODAY), rules_version(), NOTICE) == ""
