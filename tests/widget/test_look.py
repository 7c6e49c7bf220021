"""Narrow screens, dark rooms and axe, on every kind of question, an error and every verdict."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from sitegen.settings import ROOT
from tests.checker.policy_cases import CASES, DROP, TODAY, Case, base
from tests.conftest import NewPage
from tests.wide import each_once
from tests.widget.reader import (
    answer_screen,
    change,
    dress,
    follow,
    fragment,
    heard_after,
    mount,
    open_checker,
    send,
    textbox,
)

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
SHORTAGE = base("shortage")
FILES = [{"name": "photo.jpg", "bytes": 1200}, {"name": "count of the boxes.pdf", "bytes": 10**7}]


def before(question_id: str, story: dict[str, Any] = SHORTAGE, **changes: Any) -> dict[str, Any]:
    """The story without what is asked on one screen."""
    screen = QUESTIONS[question_id].screen
    told = {key: value for key, value in (story | changes).items() if QUESTIONS[key].screen != screen}
    return {key: value for key, value in told.items() if value is not DROP}


QUESTION_STATES: dict[str, dict[str, Any]] = {
    "choices": {},
    "choice": {"problem": ["wrong_spec"]},
    "date": before("delivered_on"),
    "number": before("units_received"),
    "money": before("paid_on_platform"),
    "choices among others": before("circumstances"),
}
# The same questionnaire put into the page once more, as if the reader came back.
AGAIN = """() => {
  const widget = document.querySelector("refund-questionnaire");
  history.replaceState(null, "");
  const fresh = widget.cloneNode(true);
  fresh.removeAttribute("start");
  fresh.engine = widget.engine;
  widget.replaceWith(fresh);
}"""

MODES = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
VERDICT_STATES: dict[str, Case] = {case.verdict: case for case in reversed(CASES) if case.outcome}


def in_error(page: Page) -> None:
    mount(page, QUESTION_STATES["date"], TODAY)
    textbox(page, "delivered_on").fill("31 June 2026")
    assert heard_after(page, lambda: send(page))["name"] == "refund-error"


def unfolded(page: Page) -> None:
    mount(page, QUESTION_STATES["choice"], TODAY)
    answer_screen(page, {"ordered_on_platform": "yes"})
    expect(page.locator(".folded li")).to_have_count(1)


def set_aside(page: Page) -> None:
    mount(page, base("wrong_spec", ordered_on_platform="no"), TODAY)
    expect(page.locator(".stale li").first).to_be_attached()


def kept(page: Page) -> None:
    mount(page, base("wrong_spec"), TODAY)
    page.get_by_role("checkbox", name="Keep my answers on this device").check()
    heard_after(page, lambda: page.evaluate(AGAIN))
    expect(page.locator(".note-line")).to_contain_text("where you left off")


def linked(page: Page) -> None:
    mount(page, {}, TODAY)
    follow(page, fragment(base("wrong_spec"), on="2026-04-05", rules="0", verdict="unclear", safe_by="2026-04-30"))
    expect(page.locator(".note-line")).to_contain_text("Today it is")


def refused(page: Page) -> None:
    mount(page, {}, TODAY)
    assert follow(page, "#problem=shortage&colour=red")["name"] == "refund-error"


def in_error_elsewhere(page: Page) -> None:
    mount(page, SHORTAGE, date.fromisoformat(SHORTAGE["delivered_on"]) - timedelta(days=1))
    expect(page.locator("#problem-general")).to_be_visible()


def with_files(page: Page) -> None:
    mount(page, {**SHORTAGE, "files": FILES}, TODAY)
    expect(page.locator(".file-check .faults").first).to_be_visible()


def files_again(page: Page) -> None:
    with_files(page)
    change(page, "files", "; ".join(file["name"] for file in FILES))


def with_a_note(page: Page) -> None:
    mount(page, SHORTAGE, TODAY)
    page.locator(".mark").first.click()
    expect(page.locator(".note:popover-open")).to_be_visible()


def states() -> dict[str, Callable[[Page], Any]]:
    asking = {name: lambda page, told=told: mount(page, told, TODAY) for name, told in QUESTION_STATES.items()}
    told = {
        name: lambda page, case=case: mount(page, case.answers, case.today) for name, case in VERDICT_STATES.items()
    }
    return {
        **asking,
        "files": files_again,
        "an error": in_error,
        "unfolded": unfolded,
        "set aside": set_aside,
        "kept": kept,
        "a link's note": linked,
        "a refused link": refused,
        "an error elsewhere": in_error_elsewhere,
        **told,
        "the check of files": with_files,
        "a note": with_a_note,
    }


STATES = states()


def faults(page: Page) -> list[str]:
    found = page.evaluate(
        "async () => (await axe.run('refund-questionnaire', { resultTypes: ['violations'] })).violations"
    )
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def overflow(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


def test_the_states_are_what_they_are_called(desk: Page) -> None:
    for kind in {question.kind for question in QUESTIONS.values()}:
        STATES[kind](desk)
        assert desk.locator(f".question.{kind}").count(), kind
    for verdict, case in VERDICT_STATES.items():
        assert mount(desk, case.answers, case.today)["detail"]["verdict"] == verdict


@pytest.mark.parametrize(("state", "mode"), each_once(STATES, MODES, every=2))
def test_axe_finds_nothing_and_nothing_sticks_out(desk: Page, state: str, mode: tuple[int, str]) -> None:
    """On the phone and on the desktop, in the light and in the dark."""
    if not desk.evaluate("'axe' in window"):
        desk.evaluate(AXE)
    STATES[state](desk)
    width, scheme = mode
    desk.set_viewport_size({"width": width, "height": 800})
    expect(desk.locator(".frame.wide")).to_have_count(int(width > 1000))
    dress(desk, scheme)
    assert faults(desk) == []
    assert overflow(desk) <= 0


def test_the_dark_is_dark(desk: Page) -> None:
    mount(desk, VERDICT_STATES["qualifies"].answers, VERDICT_STATES["qualifies"].today)

    def colours() -> tuple[float, float]:
        """Lightness of the page and of the headline."""
        page, text = (
            desk.locator(place).evaluate("element => getComputedStyle(element)." + name)
            for place, name in (("body", "backgroundColor"), (".headline", "color"))
        )
        return lightness(page), lightness(text)

    ground, text = colours()
    assert ground > 200 > 100 > text
    dress(desk, "dark")
    ground, text = colours()
    assert ground < 100 < 200 < text


def lightness(colour: str) -> float:
    red, green, blue = (float(part) for part in colour.split("(")[1].rstrip(")").split(",")[:3])
    return (red + green + blue) / 3


def test_the_page_itself_on_a_narrow_screen(new_page: NewPage) -> None:
    """As it is delivered, with the answers folded."""
    page = new_page(viewport={"width": 320, "height": 640}, has_touch=True)
    open_checker(page)
    assert overflow(page) <= 0
    heard_after(page, lambda: page.goto("checker/#problem=wrong_spec&ordered_on_platform=no"))
    assert overflow(page) <= 0
    answers = page.get_by_role("complementary", name="Your answers so far")
    answers.locator("summary").click()
    expect(answers.get_by_role("button").first).to_be_visible()
    assert overflow(page) <= 0
