"""The sentence on top: what it is, and the one day that belongs to it."""

import datetime

import pytest

from checker.assessment import assess
from checker.headline import headline
from checker.outcomes import OUTCOMES
from tests.checker.policy_cases import (
    AGREED,
    CASES,
    DECIDED,
    EXPECTED,
    RECEIVED,
    TODAY,
    after,
    asked,
    base,
    day,
    decided,
    filed,
    proposal,
    several,
)


@pytest.mark.parametrize(
    ("answers", "today", "says"),
    [
        (base("wrong_spec"), TODAY, "Act by 1 May 2026."),
        (base("wrong_spec"), day(31), "The last day was 1 May 2026."),
        (
            base("wrong_spec", expected_delivery_on="2026-03-03"),
            TODAY,
            "has passed. The last day as we follow it is 1 May",
        ),
        (base("wrong_spec", expected_delivery_on="2026-03-03"), TODAY, "Act today."),
        (base("customs_seizure"), TODAY, "If you apply all the same, act by 1 May 2026."),
        (filed("wrong_spec"), day(20), "if it has to be filed again, do that by 1 May 2026."),
    ],
)
def test_the_headline_says_by_when(answers: dict[str, object], today: datetime.date, says: str) -> None:
    assert says in headline(assess(answers, today))


def test_not_yet_names_the_day_from_which_it_can_change() -> None:
    waits = assess(base("not_shipped"), datetime.date(2026, 3, 2))
    assert waits.outcome == "not-yet"
    assert headline(waits).endswith("That can change from 3 March 2026.")
    assert assess(base("not_shipped"), datetime.date(2026, 3, 3)).outcome != "not-yet"


def test_not_yet_names_the_first_day_on_which_it_can_change() -> None:
    unsent = base("not_delivered", shipped_on="not_yet")
    assert "That can change from 3 March 2026." in headline(assess(unsent, AGREED))
    assert assess(unsent, after(AGREED, 1)).outcome != "not-yet"
    sent = base("not_delivered", shipped_on="2026-02-27")
    assert "That can change from 7 April 2026." in headline(assess(sent, AGREED))


def test_not_yet_of_several_problems_names_the_first_day_of_all() -> None:
    both = several("not_delivered", "not_shipped", shipped_on="not_yet", delivered_on="not_yet")
    assert headline(assess(both, AGREED)).endswith("That can change from 3 March 2026.")


def test_a_safe_day_that_ends_before_the_wait_is_in_the_headline() -> None:
    confirmed = base("not_delivered", expected_delivery_on=day(60), receipt_confirmed_on=day(0))
    said = "That can change from 1 June 2026. All the same, file by 1 May 2026; the last day as we follow it is"
    assert said in headline(assess(confirmed, TODAY))
    assert "has passed. The last day as we follow it is 30 June 2026. All the same, file today." in headline(
        assess(confirmed, day(31))
    )


def test_nothing_wrong_yet_is_no_application_and_no_last_day() -> None:
    there = base("nothing_yet", shipped_on="2026-02-27", delivered_on=day(0))
    assert headline(assess(there, TODAY)).endswith("If something is wrong, apply by 1 May 2026.")
    assert headline(assess(there, day(31))) == OUTCOMES["not-yet"].headline


@pytest.mark.parametrize("mark", ["yes", "no"])
def test_a_proposal_that_ran_out_is_filed_again_and_not_open(mark: str) -> None:
    said = headline(assess(proposal(RECEIVED, protection_mark=mark), after(RECEIVED, 8)))
    assert said.endswith("File again by 1 May 2026.")
    assert "is open" not in said


@pytest.mark.parametrize(
    ("answers", "today", "says"),
    [
        (
            proposal(RECEIVED),
            TODAY,
            "Answer the proposal by 15 April 2026; the last day as we follow it is 16 April 2026.",
        ),
        (proposal(RECEIVED, protection_mark="no"), TODAY, "Answer the proposal by 15 April 2026;"),
        (asked(RECEIVED, goods_used="partly"), TODAY, "Hand in the evidence by 14 April 2026;"),
        (decided("refused", "customs_seizure"), DECIDED, "Appeal by 26 May 2026;"),
        (proposal(RECEIVED), after(RECEIVED, 7), "has passed. The last day as we follow it is 16 April 2026. Answer"),
    ],
)
def test_the_headline_names_the_answer_that_is_owed(
    answers: dict[str, object], today: datetime.date, says: str
) -> None:
    assert says in headline(assess(answers, today))


def test_a_last_day_is_over_only_where_the_verdict_says_so() -> None:
    for case in CASES:
        said = headline(assess(case.answers, case.today))
        assert "The last day was" not in said or case.verdict == "does_not_qualify", case.label
    arrived = base("wrong_goods", delivered_on="unsure", customs_cleared_on="unsure")
    said = headline(assess(arrived, after(EXPECTED, 31)))
    assert said.endswith("The day we count with, 6 May 2026, has passed: if no request is open, file one today.")


def test_the_longer_window_is_doubtful_while_the_level_is_not_known() -> None:
    doubt = "31 May 2026, and that only if you are a Platinum or Pro buyer."
    assert doubt in headline(assess(base("wrong_goods", buyer_tier="unsure"), day(40)))
    assert "only if" not in headline(assess(base("wrong_goods", buyer_tier="pro"), day(40)))


def test_a_headline_never_repeats_a_date_by_hand() -> None:
    assert not any(char.isdecimal() for outcome in OUTCOMES.values() for char in outcome.headline)
