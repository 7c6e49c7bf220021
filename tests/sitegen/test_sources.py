"""The guides that a page rests on, on paper and for machines."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from checker.statements import Statements
from sitegen import checks, settings, sources
from tests.wide import wide

OWN = settings.load().site_url


def squeezed(text: str) -> str:
    """Lines break anywhere on paper."""
    return "".join(text.split())


@pytest.mark.parametrize("page", wide(["guides/chinaispp/", "guides/ruizhi/", "deadlines/", "problems/shortage/"]))
def test_on_paper_a_page_names_its_sources_with_their_addresses(
    browser: Browser, address: str, site: Path, book: Statements, page: str
) -> None:
    context = browser.new_context(base_url=address, service_workers="block")
    opened = context.new_page()
    opened.goto(page)
    assert not opened.locator(".on-paper").is_visible()
    text = squeezed("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(opened.pdf(format="A4"))).pages))
    context.close()
    links = checks.read(page, (site / page / "index.html").read_text("utf-8"))
    named = [guide for guide in book.guides if f"guides/{guide.id}/" in text]
    assert named
    for guide in named:
        assert squeezed(f"{guide.mark}: {guide.title}") in text
        assert squeezed(f"{OWN}guides/{guide.id}/") in text
        assert guide.url is None or squeezed(guide.url) in text
    assert links.told


def test_what_is_named_is_what_the_marks_lead_to(book: Statements) -> None:
    body = "[A](guides/ruizhi.md#says-x) [B](../guides/official.md#says-y) [C](guides/inspector.md)"
    assert [guide.id for guide in sources.cited(book, "tips.md", body)] == ["official", "ruizhi"]
    assert [guide.id for guide in sources.cited(book, "guides/inspector.md", "")] == ["inspector"]
    assert sources.listed([], OWN) == ""


def test_machines_are_told_the_same_sources_as_readers(site: Path, book: Statements) -> None:
    by_title = {guide.title: guide for guide in book.guides}
    for path in site.rglob("index.html"):
        page = checks.read("x", path.read_text("utf-8"))
        works = [work for told in page.told for work in json.loads(told)["@graph"][0].get("citation", ())]
        for work in works:
            guide = by_title[work["name"]]
            assert work.get("url") == guide.url
            assert f"{OWN}guides/{guide.id}/" in page.text, path
