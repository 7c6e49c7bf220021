"""A guide's page says what only it says, where it differs from what we follow, and where it contradicts itself."""

import pytest

from checker.statements import Statements
from sitegen.pages import Pages
from sitegen.portrait import Portrait, portrait
from tests.sitegen.test_pages import DOCS, FILES, SETTINGS


@pytest.fixture(scope="module")
def portraits(book: Statements) -> dict[str, Portrait]:
    return {guide.id: portrait(guide, book) for guide in book.guides}


def test_what_only_one_says_is_every_topic_with_one_voice(book: Statements, portraits: dict[str, Portrait]) -> None:
    alone = {topic for topic in book.topics if len(book.position(topic).by_guide) == 1}
    assert {topic.id for one in portraits.values() for topic, _ in one.only} == alone
    assert "buyer-silence" in {topic.id for topic, _ in portraits["ruizhi"].only}
    assert "buyer-silence" not in {topic.id for topic, _ in portraits["chinaispp"].only}


def test_where_it_differs_from_what_we_follow(portraits: dict[str, Portrait]) -> None:
    apart = {guide: {one.said.id: one.alone for one in each.apart} for guide, each in portraits.items()}
    assert apart["official"] == {}
    assert apart["inspector"]["supplier-15-days"] is True
    assert apart["ruizhi"]["ta-only-enrolled-suppliers"] is False  # two others say so too
    assert "supplier-3-days" not in apart["ruizhi"]


def test_where_it_contradicts_itself(portraits: dict[str, Portrait]) -> None:
    itself = {guide: [[one.id for one in said] for said in each.itself] for guide, each in portraits.items()}
    assert itself["archive"] == []
    assert ["auto-step-in-7", "auto-step-in-15", "step-in-30"] in itself["ruizhi"]


def test_the_page_shows_all_three(book: Statements) -> None:
    pages = dict(Pages(DOCS, book, SETTINGS, FILES).all())
    for guide in book.guides:
        page, each = pages[f"guides/{guide.id}.md"], portrait(guide, book)
        before = page.split("## What it says, in its own order")[0]
        assert ("## Where it differs from what we follow" in before) == bool(each.apart)
        assert ("## Where it contradicts itself" in before) == bool(each.itself)
        assert ("## What only it says" in before) == bool(each.only)
        shown = {one.said for one in each.apart} | {one for said in each.itself for one in said}
        shown |= {one for _, said in each.only for one in said}
        assert all(f"(#says-{one.id})" in before for one in shown)
