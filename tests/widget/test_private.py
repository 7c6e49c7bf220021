"""What is answered stays with the reader."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

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


def test_the_notice_says_whose_this_is(page: Page) -> None:
    open_checker(page)
    told = page.locator("refund-questionnaire footer").inner_text()
    assert "What you answer stays on this device." in told
    assert "Independent of Alibaba.com" in told
