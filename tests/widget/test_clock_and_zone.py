"""Where the reader is, what language the browser speaks, what its clock says: the day is theirs, the answer one."""

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.checker import elsewhere, sample
from tests.conftest import NewPage
from tests.wide import wide
from tests.widget.clock import answer_shown, pythons_clock, set_clock
from tests.widget.ladder import log, offer_library, offer_snapshot, responses, start
from tests.widget.reader import open_checker

#: Noon in UTC: in Kiritimati the next day has begun, in Pago Pago this one just has.
LEAP_DAY = datetime.datetime(2028, 2, 29, 12, tzinfo=datetime.UTC)
LAST_DAY = datetime.datetime(2026, 12, 31, 12, tzinfo=datetime.UTC)
KIRITIMATI = {"timezone_id": "Pacific/Kiritimati", "locale": "ar-EG"}
PAGO_PAGO = {"timezone_id": "Pacific/Pago_Pago", "locale": "tr-TR"}

#: (the instant, where the reader is, the day it is there)
READERS = [
    (LEAP_DAY, KIRITIMATI, "2028-03-01", "Wednesday 1 March 2028"),
    (LEAP_DAY, PAGO_PAGO, "2028-02-29", "Tuesday 29 February 2028"),
    (LAST_DAY, KIRITIMATI, "2027-01-01", "Friday 1 January 2027"),
    (LAST_DAY, PAGO_PAGO, "2026-12-31", "Thursday 31 December 2026"),
]


def check_same(page: Page, texts: list[str]) -> None:
    """The page's Python says what ours says."""
    elsewhere.check_same(texts, elsewhere.here(texts), responses(page, texts))


@pytest.mark.parametrize(("offer", "way"), wide([(offer_snapshot, "shipped"), (offer_library, "trimmed")]))
def test_the_sample_is_answered_alike(page: Page, offer: Callable[[Page], object], way: str) -> None:
    offer(page)
    assert start(page) == "ready"
    check_same(page, sample.short()[way == "trimmed" :: 2])
    assert log(page)[-1] == (way, "taken")


#: (where the reader is, the instant, the day and the hours from UTC there)
CLOCKS = [
    (PAGO_PAGO, LEAP_DAY, "2028-02-29", -11),
    # Half an hour before the new year.
    (KIRITIMATI, LAST_DAY.replace(hour=9, minute=30), "2026-12-31", 14),
]


@pytest.mark.parametrize(("reader", "instant", "day", "hours"), CLOCKS, ids=[day for *_, day, _ in CLOCKS])
def test_python_answers_alike_whatever_its_clock_says(
    new_page: NewPage, reader: dict[str, str], instant: datetime.datetime, day: str, hours: int
) -> None:
    page = new_page(**reader)
    set_clock(page, instant)
    assert start(page) == "ready"
    assert pythons_clock(page) == [day, hours, reader["locale"]]
    check_same(page, [*sample.spaced(sample.short(), 20)])


@pytest.mark.parametrize(
    ("instant", "reader", "day", "words"), wide(READERS, short=2), ids=[words for *_, words in READERS]
)
def test_days_are_counted_from_the_readers_own(
    new_page: NewPage, instant: datetime.datetime, reader: dict[str, str], day: str, words: str
) -> None:
    page = new_page(today=instant.date(), **reader)
    open_checker(page)
    counted = page.locator("refund-questionnaire footer time")
    expect(counted).to_have_attribute("datetime", day)
    expect(counted).to_have_text(words)


def test_the_answer_is_shown_in_the_same_words_in_every_language(new_page: NewPage) -> None:
    here = answer_shown(new_page())
    assert len(here) == 3
    assert all("April 2026" in part for part in here)
    # At noon in UTC it is the same day in Pago Pago.
    assert answer_shown(new_page(timezone_id="Pacific/Pago_Pago", locale="th-TH-u-ca-buddhist")) == here
