"""Everything that can be taken away from a result, taken as a reader takes it."""

import json
from datetime import date
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.checker.policy_cases import BY_OUTCOME, TODAY, Case, base
from tests.conftest import NewPage
from tests.widget.reader import CLIPBOARD, answer, case, mount, open_checker, respond, take

DOWNLOADED = [case("P-window", "day 30"), BY_OUTCOME["escalate-now"], BY_OUTCOME["not-yet"]]
TEXTS = {"Dispute statement": "dispute_text", "Evidence list": "evidence_list"}


def days_ahead(response: dict[str, Any]) -> list[str]:
    """The days of the deadlines that lie ahead, as the calendar has to hold them."""
    found: list[str] = []
    for one in response["deadlines"]:
        days = {one["safe_by"], one["last_day"]} - {None} or {one["first_day"]} - {None}
        found += [day for day in days if day >= response["today"]]
    return sorted(found)


def days_in(text: str) -> list[str]:
    events = icalendar.Calendar.from_ical(text).walk("VEVENT") if text else []
    return sorted(event.decoded("DTSTART").isoformat() for event in events)


@pytest.mark.parametrize("story", BY_OUTCOME.values(), ids=str)
def test_the_calendar_holds_the_days_of_the_answer(story: Case) -> None:
    response = respond(story.answers, story.today)
    assert days_in(response["exports"]["calendar"]) == days_ahead(response)


@pytest.mark.parametrize("story", DOWNLOADED, ids=str)
def test_the_calendar_downloaded_holds_the_days_of_the_answer(desk: Page, story: Case) -> None:
    mount(desk, story.answers, story.today)
    response = respond(story.answers, story.today)
    assert take(desk, "Calendar file") == response["exports"]["calendar"]
    assert days_in(response["exports"]["calendar"]) == days_ahead(response) != []


def test_where_no_day_lies_ahead_it_says_so(desk: Page) -> None:
    mount(desk, base("wrong_spec"), date(2027, 6, 1))
    expect(desk.get_by_role("button", name="Download: Calendar file")).to_have_count(0)
    expect(desk.locator(".take-calendar")).to_contain_text("No day lies ahead")


def test_texts_and_data_are_downloaded_as_they_are(desk: Page) -> None:
    told = base("wrong_spec")
    mount(desk, told, TODAY)
    response = respond(told, TODAY)
    for name, export in TEXTS.items():
        assert take(desk, name) == response["exports"][export]
    assert json.loads(take(desk, "The whole answer as data")) == response


def test_a_text_can_be_read_first(desk: Page) -> None:
    mount(desk, base("wrong_spec"), TODAY)
    desk.locator(".take-dispute summary").click()
    shown = desk.get_by_role("textbox", name="Dispute statement")
    expect(shown).to_have_value(respond(base("wrong_spec"), TODAY)["exports"]["dispute_text"])
    expect(shown).not_to_be_editable()


def test_the_answer_copied_is_the_export_and_the_link(new_page: NewPage) -> None:
    """On a page as it is delivered, with its policy."""
    page = new_page(**CLIPBOARD)
    open_checker(page)
    told = answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "no", "paid_through": "outside"})
    page.get_by_role("button", name="Copy: The answer in five lines", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    export = respond(told, TODAY)["exports"]["answer"]
    assert copied.startswith(export)
    *_, link = copied.splitlines()
    assert len(copied.splitlines()) == 5
    assert copied == f"{export}{link}\n"
    assert link.startswith(page.evaluate("location.origin + location.pathname"))
    for name, text in {**TEXTS, "Calendar file": "calendar"}.items():
        if page.get_by_role("button", name=f"Download: {name}", exact=True).count():
            assert take(page, name) == respond(told, TODAY)["exports"][text]
    page.get_by_role("button", name="Copy: Evidence list", exact=True).click()
    expect(page.locator(".take-evidence .small[data-done]")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == respond(told, TODAY)["exports"]["evidence_list"]


def test_where_the_page_may_not_copy_the_text_is_selected(desk: Page) -> None:
    mount(desk, base("wrong_spec"), TODAY)
    desk.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    try:
        desk.get_by_role("button", name="Copy: Dispute statement", exact=True).click()
        expect(desk.get_by_role("status")).to_contain_text("The text is selected")
        text = desk.get_by_role("textbox", name="Dispute statement")
        expect(text).to_be_focused()
        selected = text.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
        assert selected == respond(base("wrong_spec"), TODAY)["exports"]["dispute_text"]
    finally:
        desk.evaluate("() => { delete navigator.clipboard.writeText; }")


def test_print_opens_the_browsers_dialog(desk: Page) -> None:
    mount(desk, base("wrong_spec"), TODAY)
    desk.evaluate("() => { window.print = () => { window.printed = true; }; }")
    desk.get_by_role("button", name="Print: On paper", exact=True).click()
    assert desk.evaluate("window.printed")
