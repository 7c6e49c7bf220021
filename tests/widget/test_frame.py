"""Inside a frame the host's history stays as it is, and Back is a button of our own."""

from pathlib import Path

from playwright.sync_api import Frame, Page, expect

from checker.questions import QUESTIONS
from tests.conftest import NewPage
from tests.widget.reader import answer, folded, heard_after, open_checker, shown

ORDERED, PAID = QUESTIONS["ordered_on_platform"], QUESTIONS["paid_through"]
TOLD = {"problem": ["wrong_spec"], ORDERED.id: "yes", PAID.id: "alibaba"}


def framed(page: Page, site: Path) -> Frame:
    """The checker's own page in a frame of another page of the same host, without the headers that forbid it."""
    html = (site / "checker/index.html").read_text("utf-8")
    page.route("**/checker/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.route(
        "**/host.html",
        lambda route: route.fulfill(
            body="<title>Host</title><iframe name=inner src='checker/' width=900 height=700></iframe>",
            content_type="text/html",
        ),
    )
    page.goto("host.html")
    expect(page.frame_locator("iframe").locator(".prompt").first).to_be_visible()
    frame = page.frame("inner")
    assert frame
    return frame


def test_the_history_of_the_host_stays_as_it_is(new_page: NewPage, site: Path) -> None:
    page = new_page()
    frame = framed(page, site)
    length = page.evaluate("history.length")
    back = frame.get_by_role("button", name="Back", exact=True)
    expect(back).to_have_count(0)
    answer(frame, TOLD)  # type: ignore[arg-type]
    third = shown(frame)  # type: ignore[arg-type]
    assert third[0].id not in TOLD
    assert page.evaluate("history.length") == length
    assert frame.evaluate("history.state") is None
    for question, lines in ((PAID, 1), (ORDERED, 0), (QUESTIONS["problem"], 0)):
        heard_after(frame, back.click)  # type: ignore[arg-type]
        assert shown(frame) == [question]  # type: ignore[arg-type]
        assert len(folded(frame)) == lines  # type: ignore[arg-type]
    expect(back).to_have_count(0)
    expect(frame.get_by_role("checkbox", checked=True)).to_have_count(1)
    assert page.evaluate("history.length") == length
    assert frame.evaluate("localStorage.getItem('refund-answers')") is None


def test_forgetting_in_a_frame_leaves_no_step(new_page: NewPage, site: Path) -> None:
    page = new_page()
    frame = framed(page, site)
    answer(frame, TOLD)  # type: ignore[arg-type]
    heard_after(frame, frame.get_by_role("button", name="Forget everything", exact=True).click)  # type: ignore[arg-type]
    assert shown(frame) == [QUESTIONS["problem"]]  # type: ignore[arg-type]
    expect(frame.get_by_role("button", name="Back", exact=True)).to_have_count(0)


def test_a_page_may_ask_for_the_same(page: Page, site: Path) -> None:
    html = (site / "checker/index.html").read_text("utf-8").replace(" eager>", " eager framed>")
    page.route("**/checker/", lambda route: route.fulfill(body=html, content_type="text/html"))
    open_checker(page)
    length = page.evaluate("history.length")
    answer(page, TOLD)
    assert page.evaluate("history.length") == length
    heard_after(page, page.get_by_role("button", name="Back", exact=True).click)
    assert shown(page) == [PAID]


def test_in_a_window_of_its_own_the_browser_has_the_button(page: Page) -> None:
    open_checker(page)
    answer(page, TOLD)
    expect(page.get_by_role("button", name="Back", exact=True)).to_have_count(0)
