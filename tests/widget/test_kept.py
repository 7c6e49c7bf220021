"""Answers kept on the device: only when the reader says so, back when the reader is back, gone when told to go."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from tests.checker.policy_cases import TODAY, base, day
from tests.conftest import NewPage
from tests.wide import wide
from tests.widget.reader import answer, answer_screen, focused, heard_after, open_checker, respond, shown

TOLD = {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"}
STORED = "localStorage.getItem('refund-answers')"


def keep(page: Page) -> None:
    page.get_by_role("checkbox", name="Keep my answers on this device", exact=True).check()


def come_back(page: Page) -> Page:
    """Close the tab and open another."""
    context = page.context
    page.close()
    return context.new_page()


def test_what_is_kept_is_back_after_a_closed_tab(page: Page) -> None:
    open_checker(page)
    answer(page, TOLD)
    assert page.evaluate(STORED) is None
    keep(page)
    stage = QUESTIONS["dispute_stage"]
    answer_screen(page, {stage.id: "none"})
    wanted = shown(page)
    page = come_back(page)
    open_checker(page)
    assert shown(page) == wanted
    expect(page.locator(".note-line")).to_contain_text("where you left off, with your answers of 10 April 2026")
    expect(page.get_by_role("checkbox", name="Keep my answers on this device", exact=True)).to_be_checked()
    answer(page, base("wrong_spec"))
    expect(page.locator(".headline")).to_have_text(respond(base("wrong_spec"), TODAY)["headline"])
    expect(page.locator(".note-line")).to_have_count(0)


def test_without_a_yes_nothing_is_back(page: Page) -> None:
    open_checker(page)
    answer(page, TOLD)
    page = come_back(page)
    open_checker(page)
    assert shown(page) == [QUESTIONS["problem"]]


def test_a_no_takes_them_away_again(page: Page) -> None:
    open_checker(page)
    answer(page, TOLD)
    keep(page)
    assert json.loads(page.evaluate(STORED))["answers"] == TOLD
    page.get_by_role("checkbox", name="Keep my answers on this device", exact=True).uncheck()
    assert page.evaluate(STORED) is None


def test_forget_everything_leaves_nothing_to_go_back_to(page: Page) -> None:
    open_checker(page, "#problem=wrong_spec")
    answer(page, TOLD)
    keep(page)
    assert page.evaluate("history.length") > 2
    heard_after(page, page.get_by_role("button", name="Forget everything", exact=True).click)
    assert shown(page) == [QUESTIONS["problem"]]
    expect(page.locator(".note-line")).to_have_text("Everything that you answered here is forgotten.")
    assert focused(page)[1] == QUESTIONS["problem"].prompt
    assert page.evaluate(f"[{STORED}, location.hash]") == [None, ""]
    assert not page.get_by_role("checkbox", checked=True).count()
    heard_after(page, page.go_back)
    assert shown(page) == [QUESTIONS["problem"]]
    assert page.evaluate("history.state.questionnaire.answers") == {}
    # Nothing lies ahead but the step that was left: a place that is one of the empty ones too.
    page.reload()
    expect(page.locator(".prompt").first).to_be_visible()
    assert shown(page) == [QUESTIONS["problem"]]
    expect(page.get_by_role("complementary", name="Your answers so far")).to_have_count(0)


def test_a_link_comes_before_what_is_kept_and_does_not_replace_it(page: Page) -> None:
    open_checker(page)
    answer(page, TOLD)
    keep(page)
    page = come_back(page)
    open_checker(page, "#problem=shortage")
    assert shown(page) == [QUESTIONS["ordered_on_platform"]]
    expect(page.locator(".answers")).to_contain_text(QUESTIONS["problem"].options["shortage"])
    assert json.loads(page.evaluate(STORED))["answers"] == TOLD
    note = page.locator(".note-line")
    expect(note).to_contain_text("Your own answers of 10 April 2026")
    heard_after(page, note.get_by_role("button", name="Go on with them").click)
    expect(page.locator(".answers")).to_contain_text(QUESTIONS["problem"].options["wrong_spec"])


def test_the_day_is_not_kept(new_page: NewPage) -> None:
    page = new_page()
    open_checker(page)
    given = answer(page, base("wrong_spec"))
    keep(page)
    page.context.clock.set_fixed_time(f"{day(31)}T12:00:00Z")
    page = come_back(page)
    open_checker(page)
    expected = respond(given, day(31))["next_screen"]
    assert expected
    assert [question.id for question in shown(page)] == [expected[0]["id"]]


@pytest.mark.parametrize(
    "stored",
    wide(
        [
            "{",
            "null",
            "[]",
            '"text"',
            json.dumps({"schema": 0, "on": "2026-04-10", "answers": TOLD}),
            json.dumps({"schema": 1, "on": "yesterday", "answers": TOLD}),
            json.dumps({"schema": 1, "on": "2026-04-10", "answers": [1]}),
            json.dumps({"schema": 1, "on": "2026-04-10", "answers": {"colour": "red"}}),
            json.dumps({"schema": 1, "on": "2026-04-10", "answers": {"problem": "<img src=x onerror=alert(1)>"}}),
            '{"schema": 1, "on": "2026-04-10", "answers": {"__proto__": {"problem": "shortage"}}}',
            json.dumps({"schema": 1, "on": "2026-04-10", "answers": {"problem": "x" * 30_000}}),
        ],
        short=2,
    ),
)
def test_rubbish_is_dropped_without_a_word(page: Page, stored: str) -> None:
    page.add_init_script(f"localStorage.setItem('refund-answers', {json.dumps(stored)})")
    open_checker(page)
    page.wait_for_function(f"{STORED} === null")
    expect(page.locator(".ask .prompt")).to_have_text(QUESTIONS["problem"].prompt)
    expect(page.locator(".note-line, #problem-general, .problem")).to_have_count(0)


FORBIDDEN: dict[str, Any] = {
    "forbidden": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('not here'); }})",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
}


@pytest.mark.parametrize("why", FORBIDDEN)
def test_a_device_that_keeps_nothing_says_so(new_page: NewPage, why: str) -> None:
    # The site's theme minds.
    page = new_page(expected="not here")
    page.add_init_script(FORBIDDEN[why])
    open_checker(page)
    answer_screen(page, {"problem": ["wrong_spec"]})
    box = page.get_by_role("checkbox", name="Keep my answers on this device", exact=True)
    box.click()
    expect(page.locator(".keeping")).to_contain_text("This browser does not keep anything for this page.")
    expect(box).not_to_be_checked()
    assert answer(page, {"ordered_on_platform": "yes"})
