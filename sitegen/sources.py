"""The guides that a page rests on: named at its end for paper, where no mark opens, and to machines in its head."""

import re
from collections.abc import Iterable
from typing import Any

from checker.statements import Guide, Statements
from sitegen.facts import day, shown_date

_MARK = re.compile(r"\b([a-z0-9_-]+)\.md#says-")


def cited(book: Statements, file: str, body: str) -> list[Guide]:
    """The guides that a page's marks lead to, in the book's order; a guide's own page rests on that guide."""
    named = {*_MARK.findall(body), file.removeprefix("guides/").removesuffix(".md")}
    return [guide for guide in book.guides if guide.id in named]


def listed(guides: Iterable[Guide], site_url: str) -> str:
    """The list of sources in Markdown, with all addresses in full; shown on paper alone. Empty without a guide."""
    lines = [f"- **{guide.mark}**: {_source(guide)} Facts and places: {site_url}guides/{guide.id}/" for guide in guides]
    if not lines:
        return ""
    return "\n".join(('<div class="on-paper" markdown data-search-exclude>', "", "Sources:", "", *lines, "", "</div>"))


def _source(guide: Guide) -> str:
    whose = ", ".join(filter(None, (guide.title, guide.publisher, shown_date(guide))))
    return f"{whose}.{f' <{guide.url}>.' if guide.url else ''} Compared on {day(guide.checked)}."


def for_machines(guides: Iterable[Guide]) -> list[dict[str, Any]]:
    """The guides as JSON-LD has works that are cited."""
    told = []
    for guide in guides:
        work: dict[str, Any] = {"@type": "CreativeWork", "name": guide.title}
        if guide.url:
            work["url"] = guide.url
        if guide.dated:
            work["datePublished"] = guide.dated.isoformat()
        if guide.publisher:
            work["publisher"] = {"@type": "Organization", "name": guide.publisher}
        if guide.author:
            work["author"] = {"@type": "Person", "name": guide.author}
        told.append(work)
    return told
