"""What is known of a day before it is told: from the events around it, and from today."""

import datetime

import pytest

from checker.conditions import NEVER, NO, TODAY, YES, Condition, Day, Facts
from checker.events import (
    MAY_BE_TO_COME,
    NEIGHBOURS,
    ORDER,
    PLANS,
    UNSURE,
    followed,
    last_before,
    latest,
    not_after,
    not_before,
)
from checker.questions import QUESTIONS, decision, delivered_on, dispute_stage, shipped_on

TODAY_IS = datetime.date(2026, 5, 20)


def day(number: int) -> datetime.date:
    return TODAY_IS + datetime.timedelta(number)


def case(**told: object) -> Facts:
    return {"today": TODAY_IS, **told}


def test_only_days_stand_in_the_order_and_none_stands_before_itself() -> None:
    named = {question for pair in ORDER for question in pair}
    assert all(QUESTIONS[question].kind == "date" for question in named | PLANS | MAY_BE_TO_COME)
    for question in named:
        reached, front = set[str](), {question}
        while front:
            front = {later for earlier, later in ORDER if earlier in front} - reached
            reached |= front
        assert question not in reached


def test_what_may_be_to_come_can_be_told_so() -> None:
    assert {question.id for question in QUESTIONS.values() if "not_yet" in question.words} == MAY_BE_TO_COME


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({"dispute_filed_on": day(-9), "escalated_on": day(-5)}, "escalated_on"),
        ({"dispute_filed_on": day(-9), "escalated_on": UNSURE}, "dispute_filed_on"),
        ({"dispute_filed_on": UNSURE}, None),
        ({"decided_on": day(-1), "shipped_on": day(-30)}, None),
        ({}, None),
    ],
)
def test_the_last_event_before_another_is_named(told: dict[str, object], wanted: str | None) -> None:
    assert last_before("decided_on", case(**told)) == wanted
    assert last_before("paid_on", case(**told)) is None


def test_neighbours_are_those_on_both_sides() -> None:
    assert NEIGHBOURS["first_lot_delivered_on"] == {"shipped_on", "delivered_on"}
    assert NEIGHBOURS["agreed_ship_on"] == {"expected_delivery_on"}


def test_an_event_lies_between_those_told_around_it() -> None:
    told = case(shipped_on=day(-40), first_lot_delivered_on=day(-20))
    assert not_before("delivered_on", told) == day(-20)
    assert not_before("first_lot_delivered_on", told) == day(-40)
    assert not_after("shipped_on", told) == day(-20)
    assert not_before("shipped_on", told) is None
    assert not_after("delivered_on", told) is None
    assert not_before("paid_on", told) is None


@pytest.mark.parametrize("word", [UNSURE, "not_yet"])
def test_a_word_bounds_nothing(word: str) -> None:
    assert not_before("delivered_on", case(shipped_on=word)) is None
    assert not_after("shipped_on", case(delivered_on=word)) is None


@pytest.mark.parametrize(
    ("question", "told", "wanted"),
    [
        ("dispute_filed_on", {}, day(0)),
        ("dispute_filed_on", {"decided_on": day(-3)}, day(-3)),
        ("delivered_on", {}, NEVER),
        ("shipped_on", {"delivered_on": day(-9)}, day(-9)),
        ("shipped_on", {"delivered_on": UNSURE}, day(0)),
        ("shipped_on", {}, NEVER),
        ("agreed_ship_on", {}, NEVER),
        ("agreed_ship_on", {"expected_delivery_on": day(5)}, day(5)),
        ("paid_on", {}, day(0)),
    ],
)
def test_the_last_day_that_an_event_can_have(question: str, told: dict[str, object], wanted: datetime.date) -> None:
    assert latest(question, case(**told)) == wanted


# --- what conditions make of it -------------------------------------------------------------------

FILED, ARRIVED = Day("dispute_filed_on"), delivered_on.day
LATE = TODAY.is_after(Day("agreed_ship_on"))


@pytest.mark.parametrize(
    ("condition", "told", "left"),
    [
        # Who files today is in time for goods of the last thirty days, whenever that was.
        (FILED.is_after(ARRIVED + 30), {"delivered_on": day(-30)}, NO),
        (FILED.is_after(ARRIVED + 30), {"delivered_on": day(-31)}, None),
        # A day of filing that is told counts as it is, also where the goods may have come on many.
        (FILED.is_after(ARRIVED + 30), {"dispute_filed_on": day(-10), "shipped_on": day(-40)}, NO),
        (FILED.is_after(ARRIVED + 30), {"dispute_filed_on": day(-10), "shipped_on": day(-41)}, None),
        # Nothing lies after what is still to come.
        (FILED.is_after(ARRIVED + 30), {"delivered_on": "not_yet"}, NO),
        # Goods expected before today had to be sent before today.
        (LATE, {"expected_delivery_on": day(-1)}, YES),
        (LATE, {"expected_delivery_on": day(0)}, None),
        (LATE, {"expected_delivery_on": day(-1), "agreed_ship_on": UNSURE}, YES),
        # What was sent thirty days ago arrived no earlier.
        (TODAY.is_after(ARRIVED + 30), {"shipped_on": day(-30)}, NO),
        (TODAY.is_after(ARRIVED + 30), {"shipped_on": day(-31)}, None),
        (ARRIVED.is_after(Day("expected_delivery_on")), {"shipped_on": day(-5), "expected_delivery_on": day(-6)}, YES),
        (ARRIVED.is_after(Day("expected_delivery_on")), {"shipped_on": day(-5), "expected_delivery_on": day(-5)}, None),
        # In working days, the day itself is a Wednesday.
        (FILED.is_after(Day("delivered_on", 5, working=True)), {"delivered_on": day(-7)}, NO),
        (FILED.is_after(Day("delivered_on", 5, working=True)), {"delivered_on": day(-8)}, None),
        (TODAY.is_after(Day("delivered_on", 5, working=True)), {"shipped_on": day(-7)}, NO),
        (TODAY.is_after(Day("delivered_on", 5, working=True)), {"shipped_on": day(-8)}, None),
        (TODAY.is_after(Day("agreed_ship_on", 5, working=True)), {"expected_delivery_on": day(-7)}, None),
        (TODAY.is_after(Day("agreed_ship_on", 5, working=True)), {"expected_delivery_on": day(-8)}, YES),
    ],
)
def test_where_a_day_must_lie_can_settle_a_test(
    condition: Condition, told: dict[str, object], left: Condition | None
) -> None:
    assert condition.given(case(**told)) is (condition if left is None else left)


def test_without_a_day_to_count_from_nothing_is_concluded() -> None:
    assert LATE.given({"expected_delivery_on": day(-1)}) is LATE


def test_what_is_only_volunteered_is_not_concluded() -> None:
    assert LATE.if_told().given(case(expected_delivery_on=day(-1))) is NO


@pytest.mark.parametrize("value", [None, UNSURE])
def test_what_another_event_follows_has_happened(value: str | None) -> None:
    untold = {} if value is None else {"shipped_on": value}
    arrived = case(**untold, delivered_on=day(-3))
    assert shipped_on.has_happened.given(arrived) is YES
    assert shipped_on.is_not_yet.given(arrived) is NO
    assert shipped_on.has_happened.given(case(**untold)) == shipped_on.has_happened
    assert shipped_on.is_not_yet.given(case(**untold)) == shipped_on.is_not_yet


def test_goods_that_came_on_an_unknown_day_were_sent() -> None:
    assert shipped_on.has_happened.given(case(delivered_on=UNSURE)) is YES
    assert followed("shipped_on", case(delivered_on=UNSURE))
    assert followed("shipped_on", case(delivered_on=day(-1)))
    assert not followed("shipped_on", case(delivered_on="not_yet"))
    assert not followed("dispute_filed_on", case(delivered_on=UNSURE))


def test_what_is_said_to_have_happened_or_not_is_taken_as_told() -> None:
    for value, happened in ((day(-3), YES), ("not_yet", NO)):
        assert shipped_on.has_happened.given(case(shipped_on=value)) is happened
        assert shipped_on.is_not_yet.given(case(shipped_on=value)) is (NO if happened is YES else YES)


def test_where_a_rule_says_what_follows_from_unsure_it_is_an_answer_like_any_other() -> None:
    for question, option in ((dispute_stage, "filed"), (decision, "full")):
        test = question.is_(option)
        assert test.given(case(**{question.id: UNSURE})) is NO
        assert question.is_unsure.given(case(**{question.id: UNSURE})) is YES
        assert test.given(case()) is test
