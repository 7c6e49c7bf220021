"""Conditions: three values, what is left of them, and how days are counted."""

import datetime
import itertools

import pytest

from checker.conditions import NO, NOT_YET, TODAY, UNSURE, YES, Counted, Day, add_days
from checker.questions import circumstances, delivered_on, paid_through, problem, protection_mark, shipped_on

MAY = datetime.date(2026, 5, 20)
CASE = {"today": MAY}


def test_a_told_answer_settles_a_choice() -> None:
    inside = paid_through.is_in("alibaba", "partly")
    assert inside.given({"paid_through": "partly"}) is YES
    assert inside.given({"paid_through": "outside"}) is NO


def test_a_missing_and_an_unsure_answer_leave_it_standing() -> None:
    outside = paid_through.is_("outside")
    assert outside.given(CASE) == outside
    assert outside.given({**CASE, "paid_through": UNSURE}) == outside


def test_unsure_counts_only_where_it_is_named() -> None:
    assert protection_mark.is_in("no", "unsure").given({"protection_mark": UNSURE}) is YES
    assert (~protection_mark.is_("yes")).given({"protection_mark": UNSURE}) not in (YES, NO)


def test_what_is_volunteered_does_not_hold_until_it_is_said() -> None:
    volunteered = paid_through.is_("outside").if_told()
    assert volunteered.given(CASE) is NO
    assert volunteered.given({**CASE, "paid_through": UNSURE}) is NO
    assert volunteered.given({**CASE, "paid_through": "outside"}) is YES
    assert volunteered.given({"problem": "shortage"}) == volunteered, "a rule that is looked at is not a case"


def test_what_is_left_names_only_the_questions_still_open() -> None:
    both = problem.is_("shortage") & paid_through.is_("alibaba") & ~circumstances.includes("sample_order")
    left = both.given({**CASE, "problem": "shortage"})
    assert left.questions() == ("paid_through", "circumstances")
    assert both.given({**CASE, "problem": "overage"}) is NO


def test_either_holds_as_soon_as_one_does() -> None:
    either = problem.is_("shortage") | paid_through.is_("outside")
    assert either.given({**CASE, "paid_through": "outside"}) is YES
    assert either.given({**CASE, "problem": "overage", "paid_through": "alibaba"}) is NO
    assert either.given({**CASE, "problem": "overage"}).questions() == ("paid_through",)


def test_an_option_that_does_not_exist_is_refused_when_the_rule_is_written() -> None:
    with pytest.raises(ValueError, match="problem has no option lost"):
        problem.is_("lost")
    with pytest.raises(ValueError, match="no option lost"):
        circumstances.includes("lost")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-04-01", 30, "2026-05-01"),
        ("2026-01-31", 30, "2026-03-02"),
        ("2028-01-30", 30, "2028-02-29"),
        ("2028-02-29", 30, "2028-03-30"),
        ("2026-12-15", 30, "2027-01-14"),
        ("2026-05-20", 0, "2026-05-20"),
    ],
)
def test_calendar_days_count_the_event_as_day_zero(start: str, days: int, end: str) -> None:
    assert add_days(datetime.date.fromisoformat(start), days) == datetime.date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-23", "2026-11-30"),  # Monday
        ("2026-11-26", "2026-12-03"),  # Thursday
        ("2026-11-27", "2026-12-04"),  # Friday
        ("2026-11-28", "2026-12-04"),  # Saturday
        ("2026-11-29", "2026-12-04"),  # Sunday
        ("2026-12-29", "2027-01-05"),  # over the year's end: 1 January counts, holidays are not known
    ],
)
def test_five_working_days_are_monday_to_friday(start: str, end: str) -> None:
    assert add_days(datetime.date.fromisoformat(start), 5, working=True) == datetime.date.fromisoformat(end)


def test_the_last_day_is_in_time_and_the_next_is_not() -> None:
    over = TODAY.is_after(delivered_on.day + 30)
    last = {"delivered_on": datetime.date(2026, 4, 20), "today": MAY}
    assert over.given(last) is NO
    assert over.given({**last, "today": MAY + datetime.timedelta(days=1)}) is YES


def test_an_event_still_to_come_lies_after_every_day() -> None:
    facts = {**CASE, "delivered_on": NOT_YET}
    assert TODAY.is_after(delivered_on.day + 30).given(facts) is NO
    assert delivered_on.is_after(TODAY).given(facts) is YES
    assert delivered_on.has_happened.given(facts) is NO
    assert delivered_on.is_not_yet.given(facts) is YES


def test_an_unknown_day_leaves_a_comparison_open() -> None:
    over = TODAY.is_after(delivered_on.day + 30)
    assert over.given(CASE) == over
    assert over.given({**CASE, "delivered_on": UNSURE}).questions() == ("delivered_on",)


@pytest.mark.parametrize("working", [False, True])
def test_the_boundaries_of_a_comparison_lie_on_both_sides_of_its_flip(working: bool) -> None:
    over = TODAY.is_after(Day("shipped_on", 5, working))
    days = sorted(set(over.boundaries("shipped_on", CASE)))
    told = [over.given({**CASE, "shipped_on": day}) for day in days]
    assert YES in told
    assert NO in told
    assert all((b - a).days == 1 for a, b in itertools.pairwise(days)), "no day in between is left out"
    assert shipped_on.is_after(delivered_on.day).boundaries("shipped_on", CASE) is not None


def test_a_test_on_counts_waits_for_its_numbers() -> None:
    full = Counted(says="ten", needs=("units_received",), holds=lambda facts: facts.get("units_received"))
    assert full.given(CASE).questions() == ("units_received",)
    assert full.given({**CASE, "units_received": True}) is YES
    assert full.given({**CASE, "units_received": False}) is NO
