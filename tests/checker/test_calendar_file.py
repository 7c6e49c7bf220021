"""The calendar file: read back by another program, it holds exactly the days that are shown and lie ahead."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from checker import NOTICE, Assessment, assess
from checker.calendar_file import _folded, as_text
from tests.checker.policy_cases import CASES, DELIVERED, TODAY, base, day, filed
from tests.checker.stories import story
from tests.checker.talk import TODAY as STORY_DAY

HOURS = {timedelta(-7, hours=9): 7, timedelta(-2, hours=9): 2, timedelta(hours=9): 0}


def written(answers: dict[str, Any], today: date = TODAY) -> tuple[Assessment, str]:
    assessment = assess(answers, today)
    return assessment, as_text(assessment, NOTICE)


def events(answers: dict[str, Any], today: date = TODAY) -> list[Any]:
    text = written(answers, today)[1]
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT")) if text else []


def days(answers: dict[str, Any], today: date = TODAY) -> dict[str, date]:
    """What stands in the calendar: summary -> day."""
    return {str(event["SUMMARY"]): event.decoded("DTSTART") for event in events(answers, today)}


def alarms(event: Any) -> list[int]:
    """How many days before the event its alarms ring, each at nine in the morning."""
    return [HOURS[alarm.decoded("TRIGGER")] for alarm in event.walk("VALARM")]


def one(answers: dict[str, Any], summary: str, today: date = TODAY) -> Any:
    (found,) = (event for event in events(answers, today) if str(event["SUMMARY"]).startswith(summary))
    return found


EXPECTED_FIRST = base("wrong_spec", expected_delivery_on="2026-03-28")
PLATINUM = base("wrong_spec", buyer_tier="platinum")


def test_the_safe_day_and_the_last_day_each_have_an_event() -> None:
    found = days(EXPECTED_FIRST)
    assert found["Act by this day: Apply for a refund"] == date(2026, 4, 27)
    assert found["Last day for you as we follow it: Apply for a refund"] == day(30)


def test_one_event_where_both_are_the_same_day() -> None:
    assert [summary for summary in days(base("wrong_spec")) if "refund" in summary] == [
        "Act by this day: Apply for a refund"
    ]


def test_an_event_names_what_it_is_counted_from_the_sources_and_the_notice() -> None:
    safe = str(one(EXPECTED_FIRST, "Act by")["DESCRIPTION"])
    assert safe.startswith("Counted from 28 March 2026 (the expected delivery date).\n")
    assert "the last as we follow it is 1 May 2026." in safe
    assert "\nChinaISPP, " in safe
    assert "https://www.chinaispp.com/" in safe
    assert safe.endswith(NOTICE)
    last = str(one(EXPECTED_FIRST, "Last day for you as we follow it: Apply")["DESCRIPTION"])
    assert last.startswith("Counted from 1 April 2026 (the goods arrived).\n")


def test_my_own_days_ring_at_nine_a_week_before_two_days_before_and_on_the_day() -> None:
    assert alarms(one(PLATINUM, "Act by")) == [7, 2, 0]


@pytest.mark.parametrize(("days_before", "ring"), [(7, [7, 2, 0]), (6, [2, 0]), (2, [2, 0]), (1, [0]), (0, [0])])
def test_no_alarm_lies_before_today(days_before: int, ring: list[int]) -> None:
    assert alarms(one(base("wrong_spec"), "Act by", day(30 - days_before))) == ring


def test_the_days_of_others_have_no_alarm() -> None:
    case = filed("wrong_spec")
    assert alarms(one(case, "Last day for the seller as we follow it: Answer your dispute")) == []
    assert alarms(one(case, "From this day Alibaba.com may act: Step in by itself")) == []
    assert alarms(one(case, "Last day for Alibaba.com as we follow it: Decide")) == []


def test_what_opens_on_a_day_stands_on_that_day() -> None:
    opens = one(filed("wrong_spec"), "From this day you may act: Ask Alibaba.com to step in")
    assert opens.decoded("DTSTART") == date(2026, 4, 12)
    assert alarms(opens) == [2, 0]


def test_a_passed_day_is_left_out() -> None:
    assert day(30) in days(base("wrong_spec"), day(30)).values()
    assert day(30) not in days(base("wrong_spec"), day(31)).values()
    assert written(base("wrong_spec"), day(400))[1] == ""


def test_a_doubtful_day_says_so() -> None:
    event = one(base("wrong_spec", buyer_tier="unsure"), "Last day for you as we follow it: Apply")
    assert str(event["SUMMARY"]).endswith("(doubtful)")
    assert "It is doubtful: " in str(event["DESCRIPTION"])


def test_who_has_filed_is_reminded_only_to_file_again() -> None:
    assert "Act by this day: Apply for a refund (only if it has to be filed again)" in days(filed("wrong_spec"))


@pytest.mark.parametrize(
    "answers",
    [
        filed("wrong_spec", "decided", decision="full", decided_on="2026-04-09"),
        filed("wrong_spec", "escalated", escalated_on="2026-04-09"),
        base("wrong_spec", ordered_on_platform="no"),
    ],
    ids=["decided in full", "with Alibaba.com", "not protected"],
)
def test_a_day_that_is_not_mine_to_keep_does_not_ring(answers: dict[str, Any]) -> None:
    assert days(answers)
    assert [alarms(event) for event in events(answers) if alarms(event)] == []


def test_an_answer_owed_to_alibaba_rings() -> None:
    asked = filed("wrong_spec", "evidence_requested", evidence_requested_on="2026-04-09")
    assert alarms(one(asked, "Act by this day: Hand in the evidence")) == [2, 0]


@pytest.mark.parametrize(
    ("delivered", "last"),
    [("2026-01-31", date(2026, 3, 2)), ("2028-01-30", date(2028, 2, 29)), ("2026-12-02", date(2027, 1, 1))],
)
def test_month_ends_leap_days_and_new_year(delivered: str, last: date) -> None:
    dates = dict.fromkeys(("paid_on", "agreed_ship_on", "expected_delivery_on", "shipped_on"), "unsure")
    case = base("wrong_spec", delivered_on=delivered, customs_cleared_on="unsure", **dates)
    assert days(case, date.fromisoformat(delivered)) == {"Act by this day: Apply for a refund": last}


def expected(assessment: Assessment) -> list[date]:
    """The days of an assessment that lie ahead, as the deadlines give them."""
    found: list[date | None] = []
    for deadline in assessment.deadlines:
        named = {deadline.safe_by, deadline.last_day} - {None}
        found += named or {deadline.first_day}
    return sorted(day for day in found if day and day >= assessment.today)


@pytest.mark.parametrize("seed", range(60))
def test_another_program_reads_back_exactly_the_days_shown(seed: int) -> None:
    told = story(seed)
    assessment, text = written(told, STORY_DAY)
    found = events(told, STORY_DAY)
    assert sorted(event.decoded("DTSTART") for event in found) == expected(assessment)
    assert len({str(event["UID"]) for event in found}) == len(found)
    for event in found:
        assert str(event["TRANSP"]) == "TRANSPARENT"
        assert event.decoded("DTSTAMP").isoformat() == f"{STORY_DAY}T00:00:00+00:00"
        assert all(event.decoded("DTSTART") - timedelta(before) >= STORY_DAY for before in alarms(event))
    assert as_text(assess(told, STORY_DAY), NOTICE) == text


def test_every_line_ends_as_the_standard_says_and_none_is_too_long() -> None:
    for case in CASES[::10]:
        text = written(case.answers, case.today)[1]
        assert text.count("\n") == text.count("\r\n") == text.count("\r")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("text", ["x" * 75, "x" * 76, "x" + "é" * 90, "€" * 60, "x" * 73 + "𝄞" * 40])
def test_folding_never_parts_a_character(text: str) -> None:
    lines = _folded(text).encode().split(b"\r\n ")
    assert "".join(line.decode() for line in lines) == text
    assert all(len(line) <= 75 - (place > 0) for place, line in enumerate(lines))


def test_text_beyond_ascii_and_marks_of_the_format_come_back_whole() -> None:
    notice = "Zürich; 1, 2\\3\n" + "日本語 " * 40
    text = as_text(assess(base("wrong_spec"), TODAY), notice)
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        assert str(event["DESCRIPTION"]).endswith(notice)


def test_the_file_tells_nothing_of_the_buyer() -> None:
    quiet, told = base("shortage"), base("shortage", files=[{"name": "secret.jpg", "bytes": 5}], order_total="7777.77")
    assert written(told)[1] == written(quiet)[1]
    assert DELIVERED.isoformat() not in written(quiet)[1]
