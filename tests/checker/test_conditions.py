"""Conditions: three values, what is left of them, and how days are counted."""

import datetime
import itertools

import pytest

from checker.conditions import (
    NO,
    NOT_YET,
    TODAY,
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
    LeftOpen,
    Not,
    add_days,
)
from checker.events import NEVER, UNSURE
from checker.questions import (
    circumstances,
    delivered_on,
    dispute_stage,
    goods_used,
    paid_through,
    problem,
    protection_mark,
    shipped_on,
)

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


# --- what is left, piece by piece ---------------------------------------------------------------------

inside, late = paid_through.is_("alibaba"), problem.is_("not_shipped")
TOLD = {"paid_through": "alibaba", "problem": "not_shipped"}
OTHER = {"paid_through": "outside", "problem": "shortage"}


@pytest.mark.parametrize("word", [None, UNSURE])
@pytest.mark.parametrize(
    ("leaf", "question"),
    [
        (inside, "paid_through"),
        (circumstances.includes("sample_order"), "circumstances"),
        (delivered_on.has_happened, "delivered_on"),
        (TODAY.is_after(delivered_on.day), "delivered_on"),
    ],
)
def test_what_is_not_known_leaves_a_test_as_it_is(leaf: Condition, question: str, word: str | None) -> None:
    facts = {**CASE, question: word} if word else CASE
    assert leaf.given(facts) is leaf
    assert leaf.questions() == (question,)
    assert list(leaf.leaves()) == [leaf]
    assert list(leaf.took_part(facts)) == [leaf]
    assert leaf.if_told().given(facts) is NO  # type: ignore[attr-defined]
    assert leaf.if_told().given({}) == leaf.if_told()  # type: ignore[attr-defined]


def test_includes_looks_into_a_list_and_nowhere_else() -> None:
    sample = circumstances.includes("sample_order")
    assert sample.given({"circumstances": ("several_lots", "sample_order")}) is YES
    assert sample.given({"circumstances": ()}) is NO
    assert sample.given({"circumstances": "sample_order"}) is NO


def test_a_bare_test_names_nothing() -> None:
    for leaf in (IsIn(), Includes(), Happened()):
        assert leaf.questions() == ("",)
    assert After().questions() == ()
    assert After().given(CASE) is NO
    assert Counted().given(CASE) == Counted()


def test_all_and_any_drop_what_is_settled() -> None:
    both, either = inside & late, inside | late
    assert both.given(TOLD) is YES
    assert either.given(OTHER) is NO
    assert both.given({"problem": "not_shipped"}) is inside
    assert either.given({"problem": "shortage"}) is inside
    three = inside & late & protection_mark.is_("yes")
    assert three.given({"problem": "not_shipped"}) == inside & protection_mark.is_("yes")
    three_ways = inside | late | protection_mark.is_("yes")
    assert three_ways.given({"problem": "shortage"}) == inside | protection_mark.is_("yes")
    assert (inside & late).given({}) == inside & late
    assert (inside | late).given({}) == inside | late


def test_conditions_are_kept_flat() -> None:
    mark = protection_mark.is_("yes")
    assert inside & late & mark == All((inside, late, mark))
    assert inside | late | mark == Any((inside, late, mark))
    assert (inside & late) | mark == Any((All((inside, late)), mark))
    assert list((inside & (late | ~mark)).leaves()) == [inside, late, mark]
    assert (inside & (late | ~mark) & inside).questions() == ("paid_through", "problem", "protection_mark")


def test_not_turns_round_what_is_settled_and_keeps_what_is_not() -> None:
    assert (~inside).given(TOLD) is NO
    assert (~inside).given(OTHER) is YES
    assert (~inside).given({}) == Not(inside)
    assert (~(inside & late)).given(TOLD | {"problem": None}) == Not(late)


def test_settled_has_nothing_left() -> None:
    for settled in (YES, NO):
        assert settled.given(TOLD) is settled
        assert list(settled.leaves()) == list(settled.took_part({})) == []
        assert settled.questions() == ()


def test_a_bare_condition_does_not_know_what_is_left() -> None:
    with pytest.raises(NotImplementedError):
        Condition().given({})


@pytest.mark.parametrize(
    ("condition", "facts", "took_part"),
    [
        (inside & late, TOLD, [inside, late]),
        (inside & late, OTHER, [inside, late]),
        (inside & late, TOLD | {"problem": "shortage"}, [late]),
        (inside | late, TOLD, [inside, late]),
        (inside | late, TOLD | {"problem": "shortage"}, [inside]),
        (inside | late, OTHER, [inside, late]),
        (inside & (late | protection_mark.is_("yes")), {**TOLD, "protection_mark": "no"}, [inside, late]),
        (~(inside & late), TOLD | {"problem": "shortage"}, [late]),
        (
            (inside & late) | protection_mark.is_("yes"),
            {**OTHER, "protection_mark": "yes"},
            [protection_mark.is_("yes")],
        ),
    ],
)
def test_the_tests_that_take_part_are_those_that_decide(
    condition: Condition, facts: dict[str, object], took_part: list[Condition]
) -> None:
    assert list(condition.took_part(facts)) == took_part


# --- what the guides leave open -----------------------------------------------------------------------

AFTER_30, AFTER_60 = (TODAY.is_after(delivered_on.day + days) for days in (30, 60))
OPEN = LeftOpen("filing-window", (AFTER_30, AFTER_60))


@pytest.mark.parametrize(("number", "left"), [(30, NO), (31, None), (60, None), (61, YES)])
def test_guides_that_differ_agree_before_the_first_day_and_after_the_last(number: int, left: Condition | None) -> None:
    given = OPEN.given({**CASE, "delivered_on": MAY - datetime.timedelta(number)})
    assert given == (left or LeftOpen("filing-window", (YES, NO)))


def test_what_one_guide_says_alone_is_not_left_open() -> None:
    alone = LeftOpen("filing-window", (AFTER_30 & paid_through.is_("alibaba"),))
    long_ago = {**CASE, "delivered_on": datetime.date(2026, 1, 1), "paid_through": "alibaba"}
    assert alone.given(long_ago) is YES
    assert alone.given({**long_ago, "delivered_on": MAY}) is NO
    assert list(alone.took_part(long_ago)) == [AFTER_30, paid_through.is_("alibaba")]


def test_a_point_left_open_names_its_questions_until_they_are_told() -> None:
    assert OPEN.given(CASE) == OPEN
    assert OPEN.questions() == ("delivered_on",)
    assert list(OPEN.leaves()) == [OPEN, AFTER_30, AFTER_60]
    assert list(OPEN.took_part({**CASE, "delivered_on": datetime.date(2026, 1, 1)})) == [AFTER_30, AFTER_60]
    assert OPEN.if_told().parts == (AFTER_30.if_told(), AFTER_60.if_told())
    assert LeftOpen("x", (YES, AFTER_30)).if_told().parts == (YES, AFTER_30.if_told())


def test_where_no_guide_says_nothing_settles_it() -> None:
    silent = LeftOpen("filing-window", silent=True)
    assert silent.given({**CASE, "delivered_on": MAY}) == silent
    assert silent.questions() == ()
    assert list(silent.leaves()) == [silent]


# --- days ---------------------------------------------------------------------------------------------


def test_a_day_is_known_unknown_or_never() -> None:
    day = delivered_on.day + 2
    assert day.date({"delivered_on": MAY}) == datetime.date(2026, 5, 22)
    assert day.date({"delivered_on": NOT_YET}) == NEVER
    assert day.date({"delivered_on": UNSURE}) is None
    assert day.date({}) is None
    assert (day + 3).days == 5
    assert Day("delivered_on", 5, working=True).date({"delivered_on": datetime.date(2026, 5, 22)}) == datetime.date(
        2026, 5, 29
    )


@pytest.mark.parametrize(
    ("number", "after", "before", "by"), [(19, NO, YES, YES), (20, NO, NO, YES), (21, YES, NO, NO)]
)
def test_after_before_and_by(number: int, after: Condition, before: Condition, by: Condition) -> None:
    facts = {**CASE, "delivered_on": datetime.date(2026, 5, number)}
    day = delivered_on.day
    assert day.is_after(TODAY).given(facts) is after
    assert day.is_before(TODAY).given(facts) is before
    assert day.is_by(TODAY).given(facts) is by
    assert day.is_after(shipped_on.day).questions() == ("delivered_on", "shipped_on")


@pytest.mark.parametrize(
    ("days", "working", "end"),
    [
        (0, True, "2026-11-28"), (1, True, "2026-11-30"), (2, True, "2026-12-01"), (6, True, "2026-12-07"),
        (0, False, "2026-11-28"), (1, False, "2026-11-29"), (-1, False, "2026-11-27"),
    ],
)  # fmt: skip
def test_days_from_a_saturday(days: int, working: bool, end: str) -> None:
    assert add_days(datetime.date(2026, 11, 28), days, working=working) == datetime.date.fromisoformat(end)
    assert add_days(NEVER, days, working=working) == NEVER


def test_boundaries_lie_next_to_the_day_of_the_flip() -> None:
    over = TODAY.is_after(delivered_on.day + 30)
    flip = MAY - datetime.timedelta(30)
    assert list(over.boundaries("delivered_on", CASE)) == [flip + datetime.timedelta(step) for step in (-1, 0, 1)]
    assert list(over.boundaries("shipped_on", CASE)) == []
    assert list(over.boundaries("delivered_on", {})) == []
    late_sent = shipped_on.is_after(delivered_on.day + 2)
    told = {"delivered_on": MAY}
    wanted = [MAY + datetime.timedelta(2 + step) for step in (-1, 0, 1)]
    assert list(late_sent.boundaries("shipped_on", told)) == wanted
    assert list(late_sent.boundaries("shipped_on", {"delivered_on": NOT_YET})) == []


def test_boundaries_in_working_days_reach_over_the_weekend() -> None:
    over = TODAY.is_after(Day("shipped_on", 5, working=True))
    found = [(MAY - day).days for day in over.boundaries("shipped_on", CASE)]
    assert found == [11, 10, 9, 8, 7, 6, 5, 4]


def test_counts_say_what_they_test() -> None:
    test = Counted(says="ten", needs=("units_received", "units_ordered"), holds=lambda facts: True)
    assert test.given({}) is YES
    assert test.questions() == ("units_received", "units_ordered")


def test_a_condition_that_nothing_changes_stays_itself() -> None:
    stage, mark = dispute_stage.is_("filed"), protection_mark.is_("yes")
    for condition in (stage & mark, stage | mark, ~stage, ~(stage & mark)):
        assert condition.given({}) is condition
        assert condition.questions() == condition.given({"goods_used": "no"}).questions()
    assert (stage & mark).given({"protection_mark": "yes"}) is stage
    assert (stage | mark | goods_used.is_("no")).given({"protection_mark": "no"}) == stage | goods_used.is_("no")
