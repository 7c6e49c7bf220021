"""Whatever the result says, its source is one step away."""

import re
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Page, expect

from tests.checker.policy_cases import CASES, Case
from tests.wide import wide
from tests.widget.reader import case, mount, respond

STORIES = [
    # The one with few sources comes first: each is opened.
    case("P-force-majeure", "not_shipped"),
    case("P-window", "day 30"),
    next(case for case in CASES if case.outcome == "late-remedy-disputed"),
    next(case for case in CASES if case.outcome == "escalate-now"),
]
CITING = {"dates": "deadlines", "money": "remedies", "gates": "gates", "steps": "next_steps"}


def names_the_place(site: Path, address: str, link: str) -> bool:
    """Whether a link of ours leads to a page, and to the place in it."""
    page, fragment = urldefrag(link.removeprefix(address))
    file = site / page / "index.html"
    return file.is_file() and (not fragment or f'id="{fragment}"' in file.read_text("utf-8"))


@pytest.mark.parametrize("story", wide(STORIES), ids=lambda story: story.label)
def test_every_source_opens_and_leads_on(desk: Page, site: Path, address: str, story: Case) -> None:
    mount(desk, story.answers, story.today)
    for summary in desk.locator(".result details > summary").all():
        summary.click()
    for mark in desk.get_by_role("button", name=re.compile("^Source: ")).all():
        mark.click()
        note = desk.locator(".note:popover-open")
        expect(note).to_have_count(1)
        expect(note).to_be_in_viewport()
        assert note.locator(".says").first.inner_text().strip()
        assert note.get_by_role("link").count()
        desk.keyboard.press("Escape")
        expect(note).to_have_count(0)
    links = desk.locator(".result a").evaluate_all("links => [...new Set(links.map((link) => link.href))]")
    ours = [link for link in links if link.startswith(address)]
    assert [link for link in ours if not names_the_place(site, address, link)] == []
    # What is not ours is a guide itself.
    assert {link for link in links if link not in ours} == set(
        desk.locator(".result a[rel~=external]").evaluate_all("links => links.map((link) => link.href)")
    )


@pytest.mark.parametrize("story", wide(STORIES, short=2), ids=lambda story: story.label)
def test_every_section_that_rests_on_a_guide_cites_it(desk: Page, story: Case) -> None:
    mount(desk, story.answers, story.today)
    response = respond(story.answers, story.today)
    for section, part in CITING.items():
        if any(entry.get("statements") or entry.get("policy") for entry in response[part]):
            assert desk.locator(f".result .{section} :is(.mark, .citations a)").count(), section
