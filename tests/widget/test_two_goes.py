"""A result comes in two goes: what a reader acts on, and then what takes longest to work out."""

import json

import pytest
from playwright.sync_api import Page, expect

from checker.contract import PARTS
from sitegen.settings import ROOT
from tests.checker.policy_cases import BY_OUTCOME, Case
from tests.widget.ladder import ENGINE
from tests.widget.reader import focused, mount, replace, respond

LATER = {"changes", "readings"}
# Holds back the request for all parts until `release` is called; `fail` ends it with an error instead.
HOLD = f"""() => {{
  const engine = {ENGINE};
  const respond = engine.respond.bind(engine);
  engine.respond = (text) => {{
    if (JSON.parse(text).parts) return respond(text);
    return new Promise((resolve, reject) => {{
      window.release = () => {{ engine.respond = respond; resolve(respond(text)); }};
      window.fail = () => {{ engine.respond = respond; reject(new Error("It broke.")); }};
    }});
  }};
}}"""


def test_the_two_goes_together_ask_for_every_part() -> None:
    parts = json.loads((ROOT / "widget/parts.json").read_text("utf-8"))
    assert set(PARTS) - set(parts["to_act_on"]) == LATER
    assert set(parts["while_asking"]) <= set(parts["to_act_on"])


@pytest.fixture
def case() -> Case:
    """A story with something that would change its answer."""
    return next(one for one in BY_OUTCOME.values() if respond(one.answers, one.today)["changes"])


@pytest.fixture
def held(desk: Page, case: Case) -> Page:
    """A result of which the second go has not come."""
    mount(desk, {})
    desk.evaluate(HOLD)
    replace(desk, case.answers, case.today)
    expect(desk.locator(".later")).to_be_visible()
    return desk


def test_what_a_reader_acts_on_does_not_wait_for_the_rest(held: Page, case: Case) -> None:
    said = respond(case.answers, case.today)
    expect(held.locator(".headline")).to_have_text(said["headline"])
    assert held.locator("section.steps li").count() == len(said["next_steps"])
    assert held.locator("section.changes, section.readings, .take-json").count() == 0
    held.locator(".headline").focus()
    before = focused(held)
    held.evaluate("release()")
    expect(held.locator("section.changes")).to_be_visible()
    expect(held.locator(".later")).to_have_count(0)
    assert held.locator("section.readings, .take-json").count() == 2
    assert focused(held) == before


def test_a_second_go_that_fails_leaves_the_result_and_can_be_had_again(held: Page, case: Case) -> None:
    held.evaluate("fail()")
    expect(held.locator(".failure")).to_contain_text("It broke.")
    expect(held.locator(".headline")).to_have_text(respond(case.answers, case.today)["headline"])
    held.locator(".failure").get_by_role("button", name="Try again").click()
    expect(held.locator("section.changes")).to_be_visible()
    expect(held.locator(".failure")).to_have_count(0)


def test_a_second_go_for_other_answers_is_not_shown(held: Page) -> None:
    held.evaluate("window.late = window.release")
    held.get_by_role("button", name="Start again").click()
    expect(held.locator("form.ask")).to_be_visible()
    held.evaluate("late()")
    held.wait_for_timeout(300)
    expect(held.locator("form.ask")).to_be_visible()
    assert held.locator(".result").count() == 0
