"""Days: every anchor and unit of the guides, one day for each guide, the safe one, and the one that matters."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from checker.conditions import Facts
from checker.deadlines import Deadline, GuideDay, Owed, deadlines, owed, safe_filing
from checker.statements import Period, Statement, Statements, load

TODAY = datetime.date(2026, 4, 10)
DELIVERED = datetime.date(2026, 4, 1)
EXPECTED = datetime.date(2026, 4, 6)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def told(today: datetime.date = TODAY, **facts: object) -> dict[str, object]:
    days = {
        key: day(value) if isinstance(value, str) and value[:1].isdigit() else value for key, value in facts.items()
    }
    return {"today": today, "problem": "wrong_spec", **days}


def days(facts: Facts, book: Statements | None = None) -> dict[str, Deadline]:
    return {deadline.id: deadline for deadline in deadlines(book or load(), facts)}


def one(deadline_id: str, today: datetime.date = TODAY, **facts: object) -> Deadline:
    return days(told(today, **facts))[deadline_id]


def by_guide(deadline: Deadline) -> set[tuple[str, str]]:
    return {(by.guide, by.last_day.isoformat()) for by in deadline.by_guide}


def with_statement(book: Statements, guide: str, statement: Statement) -> Statements:
    """The same guides, one of which says one thing more."""
    guides = (replace(g, statements=(*g.statements, statement)) if g.id == guide else g for g in book.guides)
    return Statements(tuple(guides), book.topics, book.left_out)


def said(guide: str, topic: str, period: Period | None, **when: tuple[str, ...]) -> Statement:
    return Statement(guide, "more", topic, "here", "More.", period, tuple(when.items()))


# --- one period after one event -----------------------------------------------------------------------

CLOCKS = [
    # id, event, first day, last day, safe day, all counted from Thursday 26 February 2026
    ("ship", "agreed_ship_on", None, "02-26", None),
    ("deliver", "expected_delivery_on", None, "02-26", None),
    ("inspect-after-customs", "customs_cleared_on", None, "03-13", None),
    ("inspect-after-shipment", "shipped_on", None, "05-27", None),
    ("supplier-answer", "dispute_filed_on", None, "03-01", None),
    ("escalate", "dispute_filed_on", "03-02", None, None),
    ("alibaba-steps-in", "dispute_filed_on", "03-05", None, None),
    ("decision", "dispute_filed_on", "03-13", "04-27", None),
    ("answer-proposal", "proposal_received_on", None, "03-05", "03-04"),
    ("submit-evidence", "evidence_requested_on", None, "03-05", "03-03"),
    ("appeal", "decided_on", None, "03-05", "03-04"),
    ("file", "delivered_on", None, "03-28", "03-28"),
    ("file", "expected_delivery_on", None, "03-28", "03-28"),
    ("file", "tracked_delivery_on", None, None, "03-28"),
    ("file", "first_lot_delivered_on", None, None, "03-28"),
    ("file", "receipt_confirmed_on", None, None, "03-28"),
]


@pytest.mark.parametrize(("deadline_id", "question", "first", "last", "safe"), CLOCKS)
def test_every_day_follows_from_its_event(
    deadline_id: str, question: str, first: str | None, last: str | None, safe: str | None
) -> None:
    found = one(deadline_id, **{question: "02-26"})
    wanted = [text and day(text) for text in (first, last, safe)]
    assert [found.first_day, found.last_day, found.safe_by] == wanted
    start = found.question == question
    assert found.start == (day("02-26") if start else None)


@pytest.mark.parametrize(("deadline_id", "question"), [row[:2] for row in CLOCKS if row[0] != "file"])
@pytest.mark.parametrize("value", [None, "unsure", "not_yet"])
def test_no_day_without_its_event(deadline_id: str, question: str, value: str | None) -> None:
    assert deadline_id not in days(told(**({question: value} if value else {})))


@pytest.mark.parametrize(
    ("start", "last", "safe"),
    [
        ("2026-11-23", "2026-11-30", "2026-11-28"),  # a Monday
        ("2026-11-27", "2026-12-04", "2026-12-02"),  # a Friday, over the month's end
        ("2026-11-28", "2026-12-04", "2026-12-03"),  # a Saturday
        ("2026-11-29", "2026-12-04", "2026-12-04"),  # a Sunday
        ("2026-12-29", "2027-01-05", "2027-01-03"),  # over the year's end; holidays are not known
        ("2028-02-25", "2028-03-03", "2028-03-01"),  # over a leap day
    ],
)
def test_working_days_are_monday_to_friday_and_calendar_days_are_safe(start: str, last: str, safe: str) -> None:
    found = one("submit-evidence", evidence_requested_on=start)
    assert (found.last_day, found.safe_by) == (day(last), day(safe))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2026-01-31", "2026-03-02"),
        ("2028-01-31", "2028-03-01"),  # a leap year
        ("2028-02-29", "2028-03-30"),
        ("2026-12-31", "2027-01-30"),
        ("2026-04-01", "2026-05-01"),
    ],
)
def test_thirty_days_over_the_ends_of_months_and_years(start: str, last: str) -> None:
    assert one("file", delivered_on=start).last_day == day(last)


@pytest.mark.parametrize(
    ("today", "file", "escalate", "decision"),
    [
        ("04-10", "coming", "not_started", "coming"),
        ("04-30", "coming", "not_started", "coming"),
        ("05-01", "today", "not_started", "coming"),
        ("05-02", "passed", "not_started", "coming"),
        ("05-03", "passed", "not_started", "coming"),
        ("05-04", "passed", "open", "coming"),
        ("05-05", "passed", "open", "coming"),
        ("06-28", "passed", "open", "coming"),
        ("06-29", "passed", "open", "today"),
        ("06-30", "passed", "open", "passed"),
    ],
)
def test_the_state_of_a_day(today: str, file: str, escalate: str, decision: str) -> None:
    found = days(told(day(today), delivered_on=DELIVERED, dispute_filed_on="04-30"))
    assert [found[name].state for name in ("file", "escalate", "decision")] == [file, escalate, decision]


def test_what_each_clock_rests_on() -> None:
    found = days(told(dispute_filed_on="04-08", proposal_received_on="04-08", decided_on="04-08"))
    assert found["supplier-answer"].statements == ("inspector/supplier-15-days", "ruizhi/supplier-3-days")
    assert found["answer-proposal"].policy == ("P-proposal", "P-safe-by")
    assert found["answer-proposal"].who == "buyer"
    assert found["answer-proposal"].action == "Answer the proposal"


def test_a_full_decision_needs_no_appeal() -> None:
    for decision, shown in (("full", False), ("part", True), ("refused", True), ("unsure", True)):
        assert ("appeal" in days(told(decided_on="04-08", decision=decision))) is shown


def test_the_seller_delivers_by_the_expected_day() -> None:
    assert one("deliver", expected_delivery_on=EXPECTED) == Deadline(
        id="deliver",
        who="supplier",
        action="Deliver the goods",
        question="expected_delivery_on",
        start=EXPECTED,
        first_day=None,
        last_day=EXPECTED,
        safe_by=None,
        state="passed",
        by_guide=(),
        statements=("chinaispp/window-30-from-expected-delivery",),
        policy=("P-never-delivered", "P-shown"),
    )


# --- who says what ------------------------------------------------------------------------------------


def test_where_numbers_differ_each_guide_has_its_day() -> None:
    found = days(told(dispute_filed_on="04-01"))
    assert by_guide(found["supplier-answer"]) == {("ruizhi", "2026-04-04"), ("inspector", "2026-04-16")}
    assert by_guide(found["alibaba-steps-in"]) == {
        ("ruizhi", "2026-04-08"),
        ("ruizhi", "2026-04-16"),
        ("ruizhi", "2026-05-01"),
    }


def test_where_events_differ_each_guide_has_its_day() -> None:
    found = one("file", delivered_on="04-01", expected_delivery_on="04-06", receipt_confirmed_on="04-03")
    assert by_guide(found) == {
        ("official", "2026-05-01"),
        ("ruizhi", "2026-05-01"),
        ("chinaispp", "2026-05-01"),
        ("chinaispp", "2026-05-06"),
        ("archive", "2026-05-03"),
    }
    assert found.by_guide[0] == GuideDay(
        "official", day("05-01"), ("official/window-30-from-delivery",), "delivered_on"
    )


def test_evidence_is_due_in_working_days_under_the_guide_too() -> None:
    assert by_guide(one("submit-evidence", evidence_requested_on="2026-11-26")) == {("ruizhi", "2026-12-03")}


def test_a_guide_says_one_thing_to_each_buyer() -> None:
    for tier, last in (("standard", "2026-05-01"), ("platinum", "2026-05-31"), ("pro", "2026-05-31")):
        found = by_guide(one("file", delivered_on="04-01", buyer_tier=tier))
        assert {entry for entry in found if entry[0] == "official"} == {("official", last)}
        assert ("ruizhi", "2026-05-01") in found


def test_what_a_guide_says_on_another_topic_overtakes_nothing() -> None:
    more = said("official", "filing-window-receipt", Period(10, "receipt_confirmed_on"), buyer_tier=("standard",))
    facts = told(delivered_on="04-01", receipt_confirmed_on="04-05", buyer_tier="standard")
    found = days(facts, with_statement(load(), "official", more))["file"]
    assert {("official", "2026-05-01"), ("official", "2026-04-15")} <= by_guide(found)


# --- filing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "last"),
    [
        ("standard", "05-01"), ("platinum", "05-31"), ("pro", "05-31"), ("unsure", "05-01"), (None, "05-01"),
    ],
)  # fmt: skip
def test_sixty_days_only_for_a_sure_tier_and_never_for_safety(tier: str | None, last: str) -> None:
    found = one("file", delivered_on=DELIVERED, buyer_tier=tier)
    assert (found.last_day, found.safe_by) == (day(last), day("05-01"))


@pytest.mark.parametrize("tier", ["standard", "platinum"])
def test_the_tier_moves_nothing_where_nothing_came(tier: str) -> None:
    assert one("file", expected_delivery_on=EXPECTED, buyer_tier=tier).last_day == day("05-06")
    shown = one("file", tracked_delivery_on=EXPECTED, tracking="suspect", buyer_tier=tier)
    assert (shown.question, shown.last_day) == ("tracked_delivery_on", day("05-06"))


def test_a_tier_that_is_not_known_shows_sixty_days_too() -> None:
    assert one("file-60", delivered_on=DELIVERED, buyer_tier="unsure") == Deadline(
        id="file-60",
        who="buyer",
        action="Apply for a refund, if you are a Platinum or Pro buyer",
        question="delivered_on",
        start=DELIVERED,
        first_day=None,
        last_day=day("05-31"),
        safe_by=None,
        state="coming",
        by_guide=(),
        statements=("official/window-60-platinum-pro",),
        policy=("P-tier-unsure", "P-shown"),
        doubtful=True,
    )
    assert "file-60" not in days(told(delivered_on=DELIVERED, buyer_tier="pro"))
    assert "file-60" not in days(told(expected_delivery_on=EXPECTED, buyer_tier="unsure"))
    assert "file-60" not in days(told(delivered_on="not_yet", buyer_tier="unsure"))


THERE = {"delivered_on": "unsure", "shipped_on": "03-01"}


@pytest.mark.parametrize(
    ("facts", "question", "last", "safe"),
    [
        ({"delivered_on": "04-01"}, "delivered_on", "05-01", "05-01"),
        ({"delivered_on": "04-01", "expected_delivery_on": "03-20"}, "delivered_on", "05-01", "04-19"),
        ({"delivered_on": "04-01", "receipt_confirmed_on": "03-25"}, "delivered_on", "05-01", "04-24"),
        ({"delivered_on": "04-01", "first_lot_delivered_on": "03-15"}, "delivered_on", "05-01", "04-14"),
        ({"delivered_on": "04-01", "tracked_delivery_on": "03-30"}, "delivered_on", "05-01", "04-29"),
        ({"delivered_on": "unsure", "expected_delivery_on": "04-06"}, "expected_delivery_on", "05-06", "05-06"),
        # Goods that are there before the expected day can have come on the day of shipment.
        ({**THERE, "expected_delivery_on": "04-10"}, "expected_delivery_on", "05-10", "05-10"),
        ({**THERE, "expected_delivery_on": "04-11"}, "delivered_on", None, "03-31"),
        ({**THERE, "expected_delivery_on": "unsure"}, "expected_delivery_on", None, "03-31"),
        ({**THERE, "expected_delivery_on": "06-30", "receipt_confirmed_on": "03-20"}, "delivered_on", None, "03-31"),
        (
            {"tracking": "suspect", "tracked_delivery_on": "03-30", "expected_delivery_on": "04-06"},
            "expected_delivery_on",
            "05-06",
            "04-29",
        ),
        ({"tracking": "suspect", "tracked_delivery_on": "03-30"}, "tracked_delivery_on", "04-29", "04-29"),
        ({"tracking": "genuine", "tracked_delivery_on": "03-30"}, "expected_delivery_on", None, "04-29"),
        ({"delivered_on": "04-01", "customs_cleared_on": "03-10"}, "delivered_on", "05-01", "05-01"),
        ({"delivered_on": "04-01", "shipped_on": "2025-12-20"}, "delivered_on", "05-01", "05-01"),
        (
            {"delivered_on": "04-01", "customs_cleared_on": "03-30", "coverage_type": "post_delivery"},
            "delivered_on",
            "05-01",
            "04-14",
        ),
        (
            {"expected_delivery_on": "03-10", "customs_cleared_on": "03-30", "coverage_type": "post_delivery"},
            "expected_delivery_on",
            "04-09",
            "04-09",
        ),
        (
            {"delivered_on": "04-01", "shipped_on": "2025-12-20", "coverage_type": "post_delivery"},
            "delivered_on",
            "05-01",
            "03-20",
        ),
        (
            {"delivered_on": "04-01", "customs_cleared_on": "03-30", "coverage_type": "pre_shipment"},
            "delivered_on",
            "05-01",
            "05-01",
        ),
    ],
)
def test_the_safe_day_is_the_earliest_of_every_known_start(
    facts: dict[str, Any], question: str, last: str | None, safe: str
) -> None:
    found = one("file", **facts)
    assert (found.question, found.last_day, found.safe_by) == (question, last and day(last), day(safe))
    assert safe_filing(load(), told(**facts))[0] == day(safe)


def test_goods_of_an_unknown_day_cite_the_window_from_delivery() -> None:
    found = one("file", **THERE, expected_delivery_on="06-30")
    assert (found.start, found.safe_from) == (None, "shipped_on")
    assert set(load().cite("window-30-from-delivery")) <= set(found.statements)
    assert "P-delivery-unknown" in found.policy


def test_filing_is_shown_before_its_start_only_where_nothing_came_yet() -> None:
    waiting = one("file", delivered_on="not_yet")
    assert (waiting.last_day, waiting.safe_by, waiting.state, waiting.start) == (None, None, "not_started", None)
    assert "file" not in days(told())
    assert "file" not in days(told(delivered_on="unsure"))


def test_filing_speaks_of_a_refund_and_cites_what_it_rests_on() -> None:
    found = one("file", delivered_on=DELIVERED)
    assert (found.who, found.action, found.first_day, found.doubtful) == ("buyer", "Apply for a refund", None, False)
    assert found.statements == load().cite("window-30-from-delivery")
    assert found.policy == ("P-window", "P-safe-filing", "P-safe-by", "P-shown", "P-counting")
    assert "P-tier-unsure" in one("file", delivered_on=DELIVERED, buyer_tier="unsure").policy
    assert one("file", expected_delivery_on=EXPECTED).policy[-1] == "P-never-delivered"
    assert one("file", expected_delivery_on=EXPECTED, delivered_on="unsure").doubtful


def test_the_state_of_filing_follows_the_last_day_and_else_the_safe_one() -> None:
    assert one("file", day("05-01"), delivered_on=DELIVERED, expected_delivery_on="03-20").state == "today"
    assert one("file", day("05-01"), receipt_confirmed_on=DELIVERED).state == "today"


def test_a_guide_that_is_added_with_fewer_days_moves_the_safe_day() -> None:
    facts = told(delivered_on="04-01", buyer_tier="standard")
    for period, safe in ((Period(20, "delivered_on"), "04-21"), (Period(40, "delivered_on"), "05-01")):
        more = with_statement(load(), "inspector", said("inspector", "filing-window", period))
        assert safe_filing(more, facts)[0] == day(safe)
        assert days(facts, more)["file"].last_day == day("05-01")


@pytest.mark.parametrize(
    ("guide", "delivered", "last", "safe"),
    [
        ("official", "04-01", "05-01", "05-01"), ("chinaispp", "04-01", "05-01", "05-01"),
        ("official", "not_yet", None, None), ("chinaispp", "not_yet", "05-06", "05-06"),
        ("inspector", "not_yet", None, None),
    ],
)  # fmt: skip
def test_one_guide_alone_gives_only_its_own_days(
    guide: str, delivered: str, last: str | None, safe: str | None
) -> None:
    facts = told(delivered_on=delivered, expected_delivery_on="04-06", buyer_tier="standard")
    found = days(facts, load().alone(guide))["file"]
    assert [found.last_day, found.safe_by] == [text and day(text) for text in (last, safe)]


def test_a_guide_that_knows_no_window_shows_none() -> None:
    assert "file" not in days(told(delivered_on="04-01", buyer_tier="pro"), load().alone("inspector"))
    assert "file-60" not in days(told(delivered_on="04-01", buyer_tier="unsure"), load().alone("chinaispp"))
    assert "file-60" in days(told(delivered_on="04-01", buyer_tier="unsure"), load().alone("official"))
    assert "supplier-answer" not in days(told(dispute_filed_on="04-08"), load().alone("official"))


def test_where_guides_differ_and_none_is_followed_the_shortest_time_counts() -> None:
    more = with_statement(load(), "inspector", said("inspector", "buyer-silence", Period(4, "proposal_received_on")))
    found = days(told(proposal_received_on="04-08"), more)["answer-proposal"]
    assert (found.last_day, found.safe_by) == (day("04-12"), day("04-11"))
    assert by_guide(found) == {("ruizhi", "2026-04-15"), ("inspector", "2026-04-12")}


def test_sixty_days_are_not_safe_even_under_the_guide_that_gives_them() -> None:
    found = days(told(delivered_on="04-01", buyer_tier="pro"), load().alone("official"))["file"]
    assert (found.last_day, found.safe_by) == (day("05-31"), day("05-01"))


def test_a_guide_that_gives_no_number_or_no_event_gives_no_day() -> None:
    for period in (None, Period(5)):
        more = with_statement(load(), "inspector", said("inspector", "filing-window", period))
        assert by_guide(days(told(delivered_on="04-01"), more)["file"]) == by_guide(one("file", delivered_on="04-01"))


@pytest.mark.parametrize(
    ("circumstances", "first_lot", "shipped", "safe", "safe_from"),
    [
        (("several_lots",), "unsure", "03-01", "03-31", "shipped_on"),
        (("several_lots",), "03-10", "03-01", "04-09", "first_lot_delivered_on"),
        (("several_lots",), None, "03-01", "05-01", "delivered_on"),
        (("several_lots",), "unsure", "unsure", "05-01", "delivered_on"),
        ((), "unsure", "03-01", "05-01", "delivered_on"),
        (None, "unsure", "03-01", "05-01", "delivered_on"),
    ],
)
def test_a_first_lot_on_an_unknown_day_can_have_come_with_the_shipment(
    circumstances: object, first_lot: str | None, shipped: str, safe: str, safe_from: str
) -> None:
    known = {"circumstances": circumstances, "first_lot_delivered_on": first_lot, "shipped_on": shipped}
    found = one("file", delivered_on="04-01", **known)
    assert (found.safe_by, found.safe_from) == (day(safe), safe_from)


def test_a_safe_day_names_the_event_it_is_counted_from() -> None:
    found = days(told(delivered_on="04-01", expected_delivery_on="03-20", decided_on="04-08", dispute_filed_on="04-02"))
    events = {name: found[name].safe_from for name in ("file", "appeal", "decision", "escalate")}
    assert events == {"file": "expected_delivery_on", "appeal": "decided_on", "decision": None, "escalate": None}


def test_a_delivery_on_an_unknown_day_has_a_row_of_its_own() -> None:
    assert "P-delivery-unknown" in one("file", delivered_on="unsure", expected_delivery_on=EXPECTED).policy
    assert "P-delivery-unknown" not in one("file", expected_delivery_on=EXPECTED).policy


def test_a_window_can_be_told_in_working_days() -> None:
    working = Period(5, "expected_delivery_on", working=True)
    more = with_statement(load(), "ruizhi", said("ruizhi", "filing-window-undelivered", working))
    assert days(told(expected_delivery_on="2026-11-26"), more)["file"].last_day == day("2026-12-03")


def test_days_come_in_the_order_of_time() -> None:
    found = deadlines(
        load(),
        told(delivered_on="04-01", dispute_filed_on="04-08", buyer_tier="unsure", expected_delivery_on="04-06"),
    )
    assert [deadline.id for deadline in found] == [
        "deliver",
        "supplier-answer",
        "escalate",
        "alibaba-steps-in",
        "file",
        "file-60",
        "decision",
    ]
    early = deadlines(load(), told(delivered_on="not_yet", agreed_ship_on="04-20"))
    assert [deadline.id for deadline in early] == ["ship", "file"], "what has no day yet comes last"
    same = deadlines(load(), told(receipt_confirmed_on="03-12", agreed_ship_on="04-11"))
    assert [deadline.id for deadline in same] == ["file", "ship"], "of one day in the order of their names"


# --- the one that matters -----------------------------------------------------------------------------


def owes(facts: dict[str, object], *, protected: bool = True, lapsed: bool = False) -> tuple[str | None, ...]:
    found = owed(facts, deadlines(load(), facts), protected=protected, lapsed=lapsed)
    return (found.deadline, found.safe_by and f"{found.safe_by:%m-%d}", found.last_day and f"{found.last_day:%m-%d}")


NOTHING = (None, None, None)
FILE = ("file", "05-01", "05-01")


def test_nothing_is_owed_where_nothing_is_protected() -> None:
    assert owes(told(delivered_on=DELIVERED), protected=False) == NOTHING
    assert owed(told(), (), protected=True, lapsed=False) == Owed()


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        (None, FILE), ("none", FILE), ("filed", FILE), ("proposal_waiting", FILE), ("counter_proposed", FILE),
        ("closed_by_silence", FILE), ("unsure", FILE),
        ("evidence_requested", NOTHING), ("escalated", NOTHING), ("decided", NOTHING),
    ],
)  # fmt: skip
def test_filing_counts_until_alibaba_has_the_case(stage: str | None, wanted: tuple[str | None, ...]) -> None:
    assert owes(told(delivered_on=DELIVERED, dispute_filed_on="04-08", dispute_stage=stage)) == wanted


@pytest.mark.parametrize("stage", ["filed", "proposal_waiting", "counter_proposed"])
def test_once_filed_the_day_to_file_again_counts_only_while_it_lies_ahead(stage: str) -> None:
    facts = told(day("05-01"), delivered_on=DELIVERED, dispute_filed_on="04-08", dispute_stage=stage)
    later = facts | {"today": day("05-02")}
    assert owes(facts) == FILE
    assert owes(later) == NOTHING
    assert owes(later, lapsed=True) == FILE
    assert owes(later | {"dispute_stage": "none"}) == FILE
    assert owes(later | {"dispute_filed_on": day("05-01")}) == NOTHING
    assert owes(later | {"dispute_filed_on": day("05-02")}) == FILE
    assert owes(later | {"dispute_filed_on": "unsure"}) == NOTHING


@pytest.mark.parametrize(("today", "last"), [("05-01", "05-01"), ("05-02", "05-31"), ("06-01", "05-31")])
def test_with_a_tier_unsure_the_last_day_becomes_the_sixtieth(today: str, last: str) -> None:
    facts = told(day(today), delivered_on=DELIVERED, buyer_tier="unsure", dispute_stage="none")
    assert owes(facts) == ("file", "05-01", last)


@pytest.mark.parametrize(
    ("today", "wanted"),
    [("04-14", "answer-proposal"), ("04-15", "answer-proposal"), ("04-16", "file")],
)
def test_a_waiting_proposal_is_answered_while_its_time_runs(today: str, wanted: str) -> None:
    waiting = told(day(today), delivered_on=DELIVERED, dispute_stage="proposal_waiting", proposal_received_on="04-08")
    assert owes(waiting) == (("answer-proposal", "04-14", "04-15") if wanted != "file" else FILE)
    assert owes(waiting | {"dispute_stage": "filed"}) == FILE


@pytest.mark.parametrize(("today", "owing"), [("04-15", True), ("04-16", False)])
def test_evidence_is_handed_in_while_its_time_runs(today: str, owing: bool) -> None:
    asked = told(day(today), evidence_requested_on="04-08", dispute_stage="evidence_requested")
    assert owes(asked) == (("submit-evidence", "04-13", "04-15") if owing else NOTHING)
    assert owes(asked | {"dispute_stage": "escalated"}) == NOTHING


@pytest.mark.parametrize(("today", "owing"), [("04-15", True), ("04-16", False)])
def test_an_appeal_is_owed_only_after_a_refusal(today: str, owing: bool) -> None:
    refused = told(day(today), decided_on="04-08", dispute_stage="decided", decision="refused")
    assert owes(refused) == (("appeal", "04-14", "04-15") if owing else NOTHING)
    assert owes(refused | {"decision": "part"}) == NOTHING
    assert owes(refused | {"dispute_stage": "filed"}) == NOTHING


@pytest.mark.parametrize(("today", "state"), [("04-10", "coming"), ("04-16", "passed"), ("06-30", "passed")])
@pytest.mark.parametrize(
    ("event", "facts", "deadline", "safe"),
    [
        ("proposal_received_on", {"dispute_stage": "proposal_waiting"}, "answer-proposal", "04-14"),
        ("evidence_requested_on", {"dispute_stage": "evidence_requested"}, "submit-evidence", "04-13"),
        ("decided_on", {"dispute_stage": "decided", "decision": "refused"}, "appeal", "04-14"),
    ],
)
def test_an_answer_is_owed_by_the_earliest_day_where_its_start_is_not_known(
    today: str, state: str, event: str, facts: dict[str, str], deadline: str, safe: str
) -> None:
    """No answer is asked for before the dispute is filed; when its time ends nobody can tell."""
    asked = told(day(today), delivered_on=DELIVERED, dispute_filed_on="04-08", **{event: "unsure"}, **facts)
    assert owes(asked) == (deadline, safe, None)
    found = days(asked)[deadline]
    assert (found.question, found.start, found.safe_from, found.doubtful) == (event, None, "dispute_filed_on", True)
    assert found.state == state
    assert deadline not in days(asked | {"dispute_filed_on": "unsure"})


def test_a_clock_of_others_shows_nothing_where_its_start_is_not_known() -> None:
    found = days(told(delivered_on=DELIVERED, escalated_on="unsure", dispute_filed_on="unsure", shipped_on="03-01"))
    assert not {"decision", "supplier-answer", "escalate"} & set(found)


def test_the_earliest_safe_day_is_the_one() -> None:
    waiting = {"dispute_stage": "proposal_waiting", "proposal_received_on": "04-28"}
    assert owes(told(day("04-29"), delivered_on=DELIVERED, **waiting)) == FILE
    assert owes(told(day("04-29"), delivered_on="04-20", **waiting)) == ("answer-proposal", "05-04", "05-05")


def ids(found: Iterable[Deadline]) -> list[str]:
    return [deadline.id for deadline in found]


def test_no_day_is_shown_twice() -> None:
    found = ids(deadlines(load(), told(**{question: "04-01" for _, question, *_ in CLOCKS})))
    assert len(found) == len(set(found)) == len({row[0] for row in CLOCKS})
