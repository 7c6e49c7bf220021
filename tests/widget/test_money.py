"""Money is asked after the verdict, and makes the amount known."""

from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from tests.checker.policy_cases import base
from tests.widget.reader import answer_screen, mount, shown

AMOUNTS = ("paid_on_platform", "order_total", "coverage_limit")


def test_money_after_the_verdict_makes_the_amount_known(desk: Page) -> None:
    mount(desk, {key: value for key, value in base("wrong_spec").items() if key not in AMOUNTS})
    expect(desk.locator(".closer .prompt").first).to_be_visible()
    assert QUESTIONS["paid_on_platform"] in shown(desk, ".closer")
    answer_screen(desk, {"paid_on_platform": "38500"}, ".closer")
    expect(desk.locator("section.money")).to_contain_text("38,500")
