"""Keyboard, screen reader, small screens, and what leaves the machine: nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from checker.questions import QUESTIONS
from sitegen.settings import ROOT
from tests.checker.policy_cases import CASES, Case, base
from tests.conftest import NewPage
from tests.widget.reader import (
    answer,
    answer_screen,
    focused,
    heard_after,
    mount,
    open_checker,
    send,
    shown,
    textbox,
)

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
MODES = [(320, "light"), (1280, "dark")]


def one(verdict: str) -> Case:
    """The first of the policy's cases that comes to this verdict."""
    return next(case for case in CASES if case.verdict == verdict)


def press_until(page: Page, key: str, there: Callable[[tuple[str, str, str, str]], bool], most: int = 60) -> None:
    """Press a key until the focus is where it should be."""
    for _ in range(most):
        if there(focused(page)):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead there; the focus is on {focused(page)}")


# Keyboard


def test_a_whole_path_goes_by_keyboard_alone(page: Page) -> None:
    open_checker(page)
    press_until(page, "Tab", lambda at: at[0] == "input" and at[3] == "change_of_mind")
    page.keyboard.press("Space")
    event = heard_after(page, lambda: page.keyboard.press("Enter"))
    if event["name"] != "refund-verdict":
        press_until(page, "Tab", lambda at: at[1] == "Continue")
        heard_after(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".headline")).to_be_focused()


def test_arrows_look_and_enter_answers(page: Page) -> None:
    open_checker(page)
    answer(page, {"problem": ["wrong_goods"]})
    asked = shown(page)[0]
    expect(page.locator(".prompt").first).to_be_focused()
    press_until(page, "Tab", lambda at: at[0] == "input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert shown(page) == [asked], "arrows only look"
    heard_after(page, lambda: page.keyboard.press("Enter"))
    assert shown(page) != [asked]
    expect(page.locator(".prompt").first).to_be_focused()


def test_escape_closes_a_source(desk: Page) -> None:
    mount(desk, base("wrong_spec"))
    mark = desk.get_by_role("button", name="Source: Alibaba.com").first
    mark.focus()
    desk.keyboard.press("Enter")
    note = desk.locator(".note:popover-open")
    expect(note).to_be_visible()
    desk.keyboard.press("Escape")
    expect(note).to_have_count(0)


# Screen reader

WATCH = """() => {
  const root = document.querySelector("refund-questionnaire").shadowRoot;
  const live = root.querySelectorAll("[role=status], [role=alert], [aria-live]");
  if (live.length !== 1) throw new Error(`${live.length} live regions`);
  window.spoken = [];
  new MutationObserver(() => spoken.push(live[0].textContent.trim()))
    .observe(live[0], { childList: true, characterData: true, subtree: true });
}"""


def test_a_question_an_error_and_a_verdict_are_each_said_once(page: Page) -> None:
    open_checker(page)
    page.evaluate(WATCH)
    answer(page, {"problem": ["wrong_goods"], "ordered_on_platform": "yes", "paid_through": "alibaba"})
    spoken = [line for line in page.evaluate("spoken") if line]
    assert len(spoken) == 3, spoken
    assert all(line.count("?") >= 1 for line in spoken)
    answer(page, {"dispute_stage": "none"})
    page.evaluate("spoken.length = 0")
    textbox(page, "delivered_on").fill("31 June 2026")
    heard_after(page, lambda: send(page))
    errors = [line for line in page.evaluate("spoken") if line]
    assert len(errors) == 1, errors
    mount(page, {"problem": "wrong_goods"})
    page.evaluate(WATCH)
    answer(page, {"ordered_on_platform": "no"})
    verdicts = [line for line in page.evaluate("spoken") if line]
    assert len(verdicts) == 1, verdicts
    assert page.locator(".headline").inner_text() in verdicts[0]


# What leaves the machine


def test_nothing_that_is_typed_leaves(new_page: NewPage, address: str) -> None:
    page = new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    open_checker(page)
    answer(page, base("wrong_spec"))
    expect(page.locator(".headline")).to_be_visible()
    assert asked
    for request in asked:
        assert request.method == "GET", request.url
        assert request.post_data is None
        assert request.url.startswith((address, "data:", "blob:"))
        assert "?" not in request.url, request.url
    assert page.context.cookies() == []


# Sources


def test_every_part_of_a_result_has_its_sources_a_tap_away(desk: Page) -> None:
    mount(desk, base("wrong_spec"))
    reasons = desk.locator("section.gates details")
    reasons.evaluate_all("all => all.forEach((fold) => (fold.open = true))")
    assert all(reason.get_by_role("link").count() for reason in reasons.all())
    assert reasons.count() == 4
    for part in (".dates", ".money", ".steps"):
        section = desk.locator(f"section{part}")
        marks = section.get_by_role("button", name="Source: ")
        assert marks.count(), part
        marks.first.click()
        note = desk.locator(".note:popover-open")
        expect(note).to_be_visible()
        assert note.get_by_role("link").count(), part
        desk.keyboard.press("Escape")


def test_a_source_leads_to_its_statement_on_the_site(desk: Page) -> None:
    mount(desk, base("wrong_spec"))
    mark = desk.locator("section.dates").get_by_role("button", name="Source: Alibaba.com").first
    mark.click()
    link = desk.locator(".note:popover-open").get_by_role("link").first
    where = link.evaluate("link => link.href")
    page_html = desk.request.get(where.partition("#")[0]).text()
    assert f'id="{where.partition("#")[2]}"' in page_html


# Small screens, both modes, and what axe finds


def look_at(page: Page, width: int, scheme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    faults = [f"{fault['id']}: {json.dumps(node['target'])}" for fault in found for node in fault["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return faults + ([f"{wide} px too wide"] if wide > 0 else [])


STATES: dict[str, dict[str, Any]] = {
    "several choices": {},
    "one choice": {"problem": "wrong_goods"},
    "dates": {
        "problem": "wrong_goods",
        "ordered_on_platform": "yes",
        "paid_through": "alibaba",
        "dispute_stage": "none",
    },
    "numbers": {
        "problem": "shortage",
        "ordered_on_platform": "yes",
        "paid_through": "alibaba",
        "dispute_stage": "none",
        "delivered_on": "2026-04-01",
        "expected_delivery_on": "2026-04-01",
        "receipt_confirmed_on": "not_yet",
    },
}


@pytest.mark.parametrize(("width", "scheme"), MODES)
@pytest.mark.parametrize("state", STATES)
def test_a_question_of_each_kind_is_fit_for_everybody(desk: Page, state: str, width: int, scheme: str) -> None:
    mount(desk, STATES[state])
    assert look_at(desk, width, scheme) == []


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_an_error_is_fit_for_everybody(desk: Page, width: int, scheme: str) -> None:
    mount(desk, STATES["dates"])
    textbox(desk, "delivered_on").fill("31 June 2026")
    heard_after(desk, lambda: send(desk))
    assert look_at(desk, width, scheme) == []


@pytest.mark.parametrize(("width", "scheme"), MODES)
@pytest.mark.parametrize("verdict", ["qualifies", "partly", "unclear", "does_not_qualify"])
def test_each_verdict_is_fit_for_everybody(desk: Page, verdict: str, width: int, scheme: str) -> None:
    story = one(verdict)
    mount(desk, story.answers, story.today)
    expect(desk.locator(".headline")).to_be_visible()
    assert look_at(desk, width, scheme) == []


def test_money_after_the_verdict_makes_the_amount_known(desk: Page) -> None:
    story = {key: value for key, value in base("wrong_spec").items() if key not in ("paid_on_platform", "order_total")}
    story.pop("coverage_limit", None)
    mount(desk, story)
    assert QUESTIONS["paid_on_platform"] in shown(desk, ".closer")
    answer_screen(desk, {"paid_on_platform": "38500"}, ".closer")
    expect(desk.locator("section.money")).to_contain_text("38,500")
