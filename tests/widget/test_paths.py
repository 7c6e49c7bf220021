"""Whole paths through the questionnaire, and the ways back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from tests.checker.policy_cases import TODAY, Case, base, day
from tests.conftest import NewPage
from tests.wide import wide
from tests.widget.reader import (
    answer,
    answer_screen,
    case,
    change,
    folded,
    group,
    heard_after,
    mount,
    open_checker,
    respond,
    send,
    shown,
    textbox,
)

PATHS = [
    case("P-window", "day 30"),
    case("P-window", "day 31"),
    case("P-off-platform", "ordered outside"),
    case("P-never-delivered", "the expected day"),
    case("P-tier-unsure", "day 31"),
    case("P-unsure", "what is written"),
    case("P-unsure", "tolerance"),
]


def dates_shown(page: Page) -> dict[str, str | None]:
    """The one date that matters, as the result shows it."""
    shown = {}
    for name, place in {"safe_by": ".by", "last_day": ".last"}.items():
        found = page.locator(f".the-date {place} time")
        shown[name] = found.get_attribute("datetime") if found.count() else None
    return shown


@pytest.mark.parametrize("story", wide(PATHS), ids=lambda story: story.label)
def test_a_path_ends_in_the_verdict_and_the_dates_of_the_checker(new_page: NewPage, story: Case) -> None:
    page = new_page(today=story.today)
    open_checker(page)
    given = answer(page, story.answers)
    wanted = respond(given, story.today)
    assert (wanted["verdict"], wanted["outcome"]) == (story.verdict, story.outcome)
    expect(page.locator(".headline")).to_have_text(wanted["headline"])
    expect(page.locator(".verdict-badge")).to_have_text(wanted["outcome_words"]["badge"])
    assert dates_shown(page) == {name: wanted[name] for name in ("safe_by", "last_day")}
    for deadline in wanted["deadlines"]:
        row = page.locator(".deadline").filter(has_text=deadline["action"])
        expect(row.first).to_be_visible()
        for last in filter(None, [deadline["last_day"], deadline["safe_by"]]):
            assert row.locator(f"time[datetime='{last}']").count()


# Back and change


def labels(page: Page) -> list[str]:
    """The answers that count, by their labels."""
    return page.locator(".answers > ul .label, .answers details > ul .label").all_inner_texts()


def test_back_shows_the_question_before_with_what_was_answered(page: Page) -> None:
    open_checker(page)
    problem, ordered, paid = (QUESTIONS[key] for key in ("problem", "ordered_on_platform", "paid_through"))
    answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"})
    third = shown(page)
    heard_after(page, page.go_back)
    assert shown(page) == [paid]
    assert folded(page) == {ordered.short: ordered.options["yes"]}
    expect(group(page, paid).get_by_role("radio", name=paid.options["alibaba"], exact=True)).to_be_checked()
    heard_after(page, page.go_back)
    assert shown(page) == [ordered]
    assert folded(page) == {}
    expect(group(page, ordered).get_by_role("radio", name=ordered.options["yes"], exact=True)).to_be_checked()
    heard_after(page, page.go_back)
    assert shown(page) == [problem]
    expect(page.get_by_role("checkbox", name=problem.options["wrong_spec"], exact=True)).to_be_checked()
    for _ in range(3):
        heard_after(page, page.go_forward)
    assert shown(page) == third


def test_back_from_the_result_leads_to_the_last_question(page: Page) -> None:
    story = base("wrong_spec", paid_through="outside")
    open_checker(page)
    answer(page, story)
    headline = page.locator(".headline").inner_text()
    heard_after(page, page.go_back)
    assert shown(page) == [QUESTIONS["paid_through"]]
    heard_after(page, page.go_forward)
    expect(page.locator(".headline")).to_have_text(headline)


def test_a_page_loaded_again_is_where_it_was(page: Page) -> None:
    open_checker(page)
    answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"})
    before = shown(page)
    page.reload()
    expect(page.locator(".prompt").first).to_have_text(before[0].prompt)
    told = {"problem": "wrong_spec", "ordered_on_platform": "yes", "paid_through": "alibaba"}
    assert labels(page) == [QUESTIONS[question].options[option] for question, option in told.items()]


def test_an_answer_is_changed_in_place(desk: Page) -> None:
    story = base("wrong_spec")
    mount(desk, story)
    options = QUESTIONS["term_in_order"].options
    change(desk, "term_in_order", options["exact"])
    answer_screen(desk, {"term_in_order": "none"}, form=".change")
    expect(desk.locator(".headline")).to_have_text(respond(story | {"term_in_order": "none"}, TODAY)["headline"])
    change(desk, "term_in_order", options["none"])
    desk.keyboard.press("Escape")
    expect(desk.locator(".headline")).to_be_focused()
    assert options["none"] in labels(desk)


def test_what_matters_no_more_is_set_aside_and_comes_back(desk: Page) -> None:
    story = base("wrong_spec")
    mount(desk, story)
    ordered, term = QUESTIONS["ordered_on_platform"], QUESTIONS["term_in_order"].options["exact"]
    assert term in labels(desk)
    change(desk, ordered.id, ordered.options["yes"])
    answer_screen(desk, {ordered.id: "no"}, form=".change")
    assert term not in labels(desk)
    expect(desk.locator(".stale").get_by_text(term, exact=True)).to_be_visible()
    change(desk, ordered.id, ordered.options["no"])
    answer_screen(desk, {ordered.id: "yes"}, form=".change")
    assert term in labels(desk)
    expect(desk.locator(".headline")).to_have_text(respond(story, TODAY)["headline"])


def test_start_again_forgets_every_answer(desk: Page) -> None:
    mount(desk, base("wrong_spec", paid_through="outside"))
    heard_after(desk, desk.get_by_role("button", name="Start again", exact=True).click)
    assert shown(desk) == [QUESTIONS["problem"]]
    expect(desk.get_by_role("complementary", name="Your answers so far")).to_have_count(0)
    assert not desk.get_by_role("checkbox", checked=True).count()


def test_answers_in_the_address_are_answered_already(page: Page) -> None:
    open_checker(page, "#problem=wrong_spec&ordered_on_platform=no")
    expect(page.locator(".headline")).to_have_text(
        respond({"problem": ["wrong_spec"], "ordered_on_platform": "no"}, TODAY)["headline"]
    )


# Days that cannot be


def to_delivery(page: Page) -> dict[str, Any]:
    """Answer up to the screen that asks for the day of delivery; gives the whole story."""
    story = base("wrong_spec")
    mount(page, {key: story[key] for key in ("problem", "ordered_on_platform", "paid_through", "dispute_stage")})
    assert QUESTIONS["delivered_on"] in shown(page)
    return story


def complaint(page: Page, question_id: str, typed: str) -> str:
    """What is said of a day typed like this."""
    textbox(page, question_id).fill(typed)
    event = heard_after(page, lambda: send(page))
    assert event["name"] == "refund-error"
    expect(textbox(page, question_id)).to_be_focused()
    expect(textbox(page, question_id)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("status")).to_have_text(" ".join(event["detail"]["errors"]))
    return group(page, QUESTIONS[question_id]).locator(".problem").inner_text()


def test_a_day_that_does_not_exist_is_met_with_its_neighbours(desk: Page) -> None:
    story = to_delivery(desk)
    said = complaint(desk, "delivered_on", "31 June 2026")
    assert "30 June" in said
    assert "1 July" in said
    assert "There is no month 13" in complaint(desk, "delivered_on", "2026-13-01")
    assert "29 February 2026 does not exist" in complaint(desk, "delivered_on", "29 Feb 2026")
    said = complaint(desk, "delivered_on", "01/04/2026")
    assert "1 April 2026" in said
    assert "4 January 2026" in said
    desk.get_by_role("button", name="Wednesday 1 April 2026", exact=True).click()
    expect(textbox(desk, "delivered_on")).to_have_value("Wednesday 1 April 2026")
    given = answer_screen(desk, {key: story[key] for key in ("expected_delivery_on",)})
    assert given["name"] != "refund-error"


def test_an_event_after_today_is_refused(desk: Page) -> None:
    to_delivery(desk)
    said = complaint(desk, "delivered_on", "11 April 2026")
    assert "11 April 2026 lies after today, 10 April 2026" in said
    expect(desk.locator(".prompt").first).to_be_visible()


def test_an_error_elsewhere_leads_to_its_question(desk: Page) -> None:
    """Counting from a day before the delivery: the answer at fault is not on the screen."""
    mount(desk, base("wrong_spec"))
    desk.get_by_role("button", name="Change the day", exact=True).click()
    desk.get_by_role("textbox", name="Which day is today?", exact=True).fill("2026-03-20")
    event = heard_after(desk, lambda: desk.locator("form.today button").click())
    assert event["name"] == "refund-error"
    problem = desk.locator("#problem-general")
    expect(problem).to_contain_text("1 April 2026 lies after today, 20 March 2026")
    problem.get_by_role("button", name=f"Change: {QUESTIONS['delivered_on'].short}").click()
    expect(desk.locator("form.change .prompt")).to_have_text(QUESTIONS["delivered_on"].prompt)


def test_another_day_to_count_from(desk: Page) -> None:
    story = base("wrong_spec")
    mount(desk, story)
    desk.get_by_role("button", name="Change the day", exact=True).click()
    field = desk.get_by_role("textbox", name="Which day is today?", exact=True)
    field.fill("31 June 2026")
    desk.keyboard.press("Enter")
    expect(desk.locator("#today-help")).to_contain_text("30 June or 1 July")
    field.fill(day(31).isoformat())
    assert heard_after(desk, lambda: desk.keyboard.press("Enter"))["detail"]["outcome"] == "window-closed"
    expect(desk.locator(".headline")).to_have_text(respond(story, day(31))["headline"])
