"""The result on paper: one or two pages with every reason, and the addresses of what it rests on."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.checker.policy_cases import BY_OUTCOME, TODAY, base
from tests.wide import wide
from tests.widget.reader import dress, mount, respond

MOST_PAGES = 2
TYPICAL = {name: BY_OUTCOME[name] for name in ("assessed-refund", "full-refund", "missing-or-excess-units", "not-yet")}


def pages(page: Page) -> list[str]:
    """What stands on each sheet, its spaces left out: lines break anywhere on paper."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4", print_background=True))).pages
    return [squeezed(sheet.extract_text()) for sheet in sheets]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("story", wide(TYPICAL.values()), ids=str)
def test_a_typical_answer_is_two_pages_with_reasons_and_addresses(desk: Page, address: str, story: Any) -> None:
    mount(desk, story.answers, story.today)
    response = respond(story.answers, story.today)
    sheets = pages(desk)
    assert len(sheets) <= MOST_PAGES
    text = "".join(sheets)
    reasons = [gate["says"] for gate in response["gates"] if gate["says"]]
    assert [reason for reason in reasons if squeezed(reason) not in text] == []
    urls = {said["url"] for said in response["statements"].values() if said["url"]}
    guides = {f"{address}guides/{said['guide']}/" for said in response["statements"].values()}
    assert urls
    assert [url for url in urls | guides | {f"{address}how-we-decide/"} if squeezed(url) not in text] == []
    assert squeezed(response["notice"]) in text


def test_nothing_of_the_page_around_it_is_printed(desk: Page) -> None:
    mount(desk, base("wrong_spec"), TODAY)
    desk.emulate_media(media="print")
    try:
        chrome = ".md-header, .md-footer, .md-sidebar, .md-top, .answers, .take, .closer, footer button"
        assert [place for place in desk.locator(chrome).all() if place.is_visible()] == []
        assert desk.locator(".sources").is_visible()
    finally:
        desk.emulate_media(media="null")


def test_paper_is_light_in_the_dark(desk: Page) -> None:
    dress(desk, "dark")
    mount(desk, base("wrong_spec"), TODAY)
    desk.emulate_media(media="print")
    try:
        assert desk.locator("body").evaluate("body => getComputedStyle(body).colorScheme") == "light"
    finally:
        desk.emulate_media(media="null")
