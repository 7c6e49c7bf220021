"""The result: its order, the words of the outcome, and the picture of all days."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from checker.outcomes import OUTCOMES
from checker.plain import day_in_words
from checker.questions import QUESTIONS
from tests.checker.policy_cases import BY_OUTCOME, TODAY, Case, base, day, filed, several
from tests.wide import wide
from tests.widget.reader import mount, respond
from tests.widget.test_look import AXE, faults, overflow

ORDER = ["dates", "money", "gates", "steps", "changes", "readings", "evidence", "file-check", "take", "sources"]
FILE_EARLY = base("wrong_spec", expected_delivery_on="2026-03-28")


def main_day(deadline: dict[str, Any]) -> str | None:
    return deadline["safe_by"] or deadline["last_day"] or deadline["first_day"]


def test_there_is_a_story_for_every_outcome() -> None:
    assert set(BY_OUTCOME) == set(OUTCOMES)


@pytest.mark.parametrize("case", wide(BY_OUTCOME.values(), short=9), ids=str)
def test_every_badge_is_the_words_of_its_outcome(desk: Page, case: Case) -> None:
    mount(desk, case.answers, case.today)
    response = respond(case.answers, case.today)
    expect(desk.locator(".verdict-badge")).to_have_text(response["outcome_words"]["badge"])
    bare = {outcome.badge for outcome in OUTCOMES.values()} | {"This guide does not say", "Not settled yet"}
    for badge in map(str.strip, desk.locator(".result section .badge").all_text_contents()):
        assert badge in bare, badge
    assert "NaN" not in desk.locator(".result").inner_text()


def test_a_day_whose_end_nobody_knows_stands_with_its_safe_day(desk: Page) -> None:
    """In its place among the days, which are in time order."""
    story = filed("wrong_spec", "proposal_waiting", proposal_received_on="unsure")
    mount(desk, story, date(2026, 4, 11))
    row = desk.locator(".deadline").filter(has_text="Answer the proposal")
    expect(row.locator(".day")).to_have_text("safe by 14 April 2026 3 days left, doubtful", use_inner_text=True)
    days = desk.locator(".deadline .day > time").evaluate_all("days => days.map((day) => day.dateTime)")
    assert days == sorted(days)


def test_a_not_yet_says_from_when(desk: Page) -> None:
    mount(desk, base("not_shipped"), TODAY.replace(month=3, day=2))
    expect(desk.locator(".verdict-badge")).to_have_text("Not yet: from 3 March 2026")


def test_the_parts_stand_in_the_order_in_which_they_are_needed(desk: Page) -> None:
    mount(desk, base("wrong_spec"), TODAY)
    parts = desk.locator(".result > *").evaluate_all("parts => parts.map((part) => part.className.split(' ')[0])")
    assert parts == ["verdict", "the-date", "means", *ORDER]
    mount(desk, several("shortage", "colour_difference", units_received=900), TODAY)
    assert desk.locator(".problems li").count() == 2


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_larger_than_the_day_to_act_by(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    mount(desk, base("wrong_spec"), TODAY)
    sizes = desk.locator(".result *").evaluate_all(
        "all => all.map((part) => [part.className, parseFloat(getComputedStyle(part).fontSize)])"
    )
    largest = max(size for _, size in sizes)
    assert {name for name, size in sizes if size == largest} <= {"big", ""}
    expect(desk.locator(".the-date .left").first).to_have_text("21 days left")


# The picture


def rows(page: Page) -> list[str]:
    return page.locator(".picture .row .name").all_inner_texts()


@pytest.mark.parametrize("case", list(BY_OUTCOME.values())[::4], ids=str)
def test_the_picture_carries_each_deadline_and_each_day_told_once(desk: Page, case: Case) -> None:
    mount(desk, case.answers, case.today)
    response = respond(case.answers, case.today)
    who = {"buyer": "You", "supplier": "The seller", "alibaba": "Alibaba.com"}
    due = [(main_day(one), f"{who[one['who']]}: {one['action']}") for one in response["deadlines"] if main_day(one)]
    ends = {(one["from"]["question"], main_day(one)) for one in response["deadlines"]}
    days = [item for item in response["asked"] if item["question"]["kind"] == "date" and item["value"][0].isdigit()]
    told = [(item["value"], item["short"]) for item in days if (item["id"], item["value"]) not in ends]
    shown = [" ".join(row.split()) for row in rows(desk)]
    wanted = [f"{day_in_words(date_of(iso))} {name}" for iso, name in [*due, *told]]
    assert sorted(shown) == sorted(wanted)
    assert len(wanted) == desk.locator(".picture circle").count()


def date_of(iso: str | None) -> Any:
    assert iso
    return TODAY.fromisoformat(iso)


def test_the_picture_is_to_scale(desk: Page) -> None:
    mount(desk, FILE_EARLY, TODAY)
    places = {
        name: float(desk.locator(".picture .row").filter(has_text=name).locator("circle").get_attribute("cx")[:-1])  # type: ignore[index]
        for name in (QUESTIONS["delivered_on"].short, "Apply for a refund", QUESTIONS["shipped_on"].short)
    }
    today = float(desk.locator(".picture .axis .today").get_attribute("x1")[:-1])  # type: ignore[index]
    arrived, safe, shipped = places.values()
    per_day = (arrived - shipped) / (day(0) - TODAY.replace(month=2, day=27)).days
    assert (today - arrived) / per_day == pytest.approx((TODAY - day(0)).days, abs=0.1)
    assert (safe - arrived) / per_day == pytest.approx((TODAY.replace(day=27) - day(0)).days, abs=0.1)


def test_an_uncertain_span_is_hatched_from_the_earliest_to_the_latest_reading(desk: Page) -> None:
    mount(desk, FILE_EARLY, TODAY)
    filing = next(one for one in respond(FILE_EARLY, TODAY)["deadlines"] if one["id"] == "file")
    ends = [filing["safe_by"], filing["last_day"], *(by["last_day"] for by in filing["by_guide"])]
    assert min(ends) < max(ends)
    row = desk.locator(".picture .row").filter(has_text="Apply for a refund")
    hatched, mark = row.locator(".spread"), row.locator("circle")
    assert hatched.get_attribute("x1") == mark.get_attribute("cx")
    expect(row.locator(".last-mark")).to_have_count(1)
    certain = desk.locator(".picture .row").filter(has_text="Deliver the goods")
    expect(certain.locator(".spread")).to_have_count(0)


def test_who_cannot_see_the_picture_has_the_list(desk: Page) -> None:
    mount(desk, base("wrong_spec"), TODAY)
    picture = desk.get_by_role("img").filter(has=desk.locator(".track"))
    text = desk.locator(f"#{picture.get_attribute('aria-describedby')}")
    assert text.evaluate("list => list.localName") == "ol"
    for deadline in respond(base("wrong_spec"), TODAY)["deadlines"]:
        expect(text.locator("li.deadline").filter(has_text=deadline["action"]).first).to_be_visible()
    assert "to scale" in str(picture.get_attribute("aria-label"))


@pytest.mark.parametrize("case", wide(list(BY_OUTCOME.values())[1::5]), ids=str)
def test_every_kind_of_result_is_readable_on_a_phone(desk: Page, case: Case) -> None:
    if not desk.evaluate("'axe' in window"):
        desk.evaluate(AXE)
    desk.set_viewport_size({"width": 320, "height": 640})
    mount(desk, case.answers, case.today)
    for summary in desk.locator(".result details > summary").all():
        summary.click()
    assert faults(desk) == []
    assert overflow(desk) <= 0
