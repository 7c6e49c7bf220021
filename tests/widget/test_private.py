"""What is answered stays with the reader."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect

from checker.questions import QUESTIONS
from tests.checker.policy_cases import base
from tests.widget.reader import answer, answer_screen, open_checker, shown


def test_nothing_that_is_answered_leaves(page: Page, address: str) -> None:
    """Only reading, only from the site, never with a query; and once Python runs nothing at all."""
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    open_checker(page)
    answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "yes"})
    before = len(asked)
    assert before
    answer(page, base("wrong_spec"))
    assert shown(page) == []
    while questions := shown(page, ".closer"):
        amounts = {question.id: "1250.50" for question in questions if question.kind == "money"}
        answer_screen(page, {**base("wrong_spec"), **amounts}, form=".closer")
    assert [request.url for request in asked[before:]] == []
    for request in asked:
        parts = urlsplit(request.url)
        assert (request.method, request.post_data, parts.query) == ("GET", None, ""), request.url
        assert request.url.startswith(address)
    assert page.url == f"{address}checker/"


def test_nothing_is_kept_beyond_the_page(page: Page) -> None:
    open_checker(page)
    answer(page, base("wrong_spec", paid_through="outside"))
    assert page.context.cookies() == []
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not [question for question in QUESTIONS if f'"{question}' in kept]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_a_link_and_what_is_kept_leave_nothing_either(page: Page, address: str) -> None:
    """Opening a link and coming back to kept answers ask the site for no more than its files."""
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    open_checker(page, "#problem=wrong_spec&ordered_on_platform=yes")
    page.get_by_role("checkbox", name="Keep my answers on this device", exact=True).check()
    page.goto("checker/")
    expect(page.locator(".note-line")).to_be_visible()
    for request in asked:
        assert (request.method, request.post_data, urlsplit(request.url).query) == ("GET", None, ""), request.url
        assert not [question for question in QUESTIONS if question in request.url]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('refund'))") == ["refund-answers"]
    assert page.context.cookies() == []


def test_the_notice_says_whose_this_is(page: Page) -> None:
    open_checker(page)
    told = page.locator("refund-questionnaire footer").inner_text()
    assert "What you answer stays on this device." in told
    assert "Independent of Alibaba.com" in told
