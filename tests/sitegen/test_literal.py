"""A guide is somebody else's text, and a slip in it is no markup: whatever it says is shown, and nothing of it acts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from mkdocs.config import load_config

from checker.statements import Statements
from sitegen import literal
from sitegen.engine import environment
from sitegen.heads import Heads
from sitegen.pages import Pages
from sitegen.settings import ROOT
from tests.sitegen.test_pages import DOCS, FILES, SETTINGS

#: What stands in no guide, each with the word by which it is found.
HOSTILE = [
    "<img src=x onerror=canary()>",
    "<canary>",
    "</p></div></script><script>canary()</script>",
    "<!-- canary",
    "&lt;canary&gt; &amp; &#60;canary&#62;",
    "[canary](javascript:canary())",
    "![canary](https://canary.example/x.png)",
    "<https://canary.example/>",
    "*canary* **canary** _canary_ `canary` ``canary``",
    "{: onclick=canary() .canary #canary }",
    "{ .canary }",
    "{{ canary }} {% canary %} ${canary}",
    "| canary | canary |",
    "# canary",
    "1. canary",
    "- canary",
    ": canary",
    "--- canary ---",
    "[^canary]: canary [canary]: https://canary.example",
    "!!! canary",
    "=== canary",
    "``` canary",
    "\\*canary\\*",
    "canary" * 80,
]


def acting(tag: str, attrs: dict[str, str | None]) -> Iterator[str]:
    """What a browser acts on: a title is shown, what is copied or reported is text, a heading is named by its words."""
    yield tag
    yield from attrs
    if tag == "h1" or attrs.get("class") == "headerlink" or (attrs.get("href") or "").startswith("mailto:"):
        return
    yield from (value or "" for name, value in attrs.items() if name not in ("title", "data-copy"))


class Reader(HTMLParser):
    """What a page shows, and what it does: its text, and every name and value that a browser acts on."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.acting: list[str] = []

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.acting += acting(tag, dict(attrs))

    def handle_comment(self, data: str) -> None:
        self.acting.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.fixture(scope="module")
def hostile(book: Statements) -> Statements:
    """Our guides with such a text as every word of theirs, one after the other."""
    texts: Iterator[str] = (text for _ in range(100) for text in HOSTILE)
    guides = []
    for guide in book.guides:
        said = tuple(replace(one, says=next(texts), where=next(texts)) for one in guide.statements)
        heads = {name: next(texts) for name in ("title", "about", "publisher", "author", "sells")}
        guides.append(replace(guide, statements=said, **heads))
    topics = {topic.id: replace(topic, asks=f"{next(texts)}?") for topic in book.topics.values()}
    return replace(book, guides=tuple(guides), topics=topics)


@pytest.fixture(scope="module")
def pages(hostile: Statements) -> Pages:
    return Pages(DOCS, hostile, SETTINGS, FILES)


@pytest.fixture(scope="module")
def written(pages: Pages) -> dict[str, str]:
    """Every page but those by problem, whose ways take long to work out and show no word of a guide."""
    return dict(pages.all(lambda page: not page.startswith("problems/")))


@pytest.fixture(scope="module")
def made(written: dict[str, str]) -> dict[str, Reader]:
    """The same as MkDocs makes them."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(SETTINGS, "A notice", 0).items():
            patch.setenv(name, value)
        config = load_config(str(ROOT / "mkdocs.yml"))
    engine = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    return {name: read(engine.reset().convert(text.split("---\n", 2)[2])) for name, text in written.items()}


def test_nothing_of_a_guide_acts(made: dict[str, Reader]) -> None:
    acting = {name: [one for one in page.acting if "canary" in one] for name, page in made.items()}
    assert not {name: found for name, found in acting.items() if found}


def test_all_of_a_guide_is_shown(hostile: Statements, made: dict[str, Reader]) -> None:
    for guide in hostile.guides:
        shown = " ".join("".join(made[f"guides/{guide.id}.md"].shown).split())
        words = [guide.title, guide.about, *(text for said in guide.statements for text in (said.says, said.where))]
        assert not [text for text in words if text not in shown]


def test_what_is_shown_elsewhere_is_shown_whole(made: dict[str, Reader]) -> None:
    """Wherever a sentence begins as one of these texts, it goes on as that text."""
    pages = {name: " ".join("".join(page.shown).split()) for name, page in made.items()}
    assert sum("canary" in shown for shown in pages.values()) > 20
    for shown in pages.values():
        left = shown
        for text in sorted(HOSTILE, key=len, reverse=True):
            left = left.replace(text, "")
        assert "canary" not in left, left[max(0, left.index("canary") - 80) :][:200]


def test_heads_tell_it_as_text(pages: Pages, hostile: Statements, written: dict[str, str]) -> None:
    heads = Heads(SETTINGS, pages.told, pages.titles, pages.glossary)
    for name, text in written.items():
        head = heads.added(name, text).split("---\n")[1].partition("head: |\n")[2]
        reader = read(head)
        assert [tag for tag in reader.acting if "canary" in tag and tag not in {g.title for g in hostile.guides}] == []
        [data] = [part for part in reader.shown if part.strip().startswith("{")]
        assert json.loads(data)["@graph"]


def test_our_own_guides_look_as_before(book: Statements) -> None:
    """Hardly a mark of theirs needs to be told apart."""
    before, after = book.statements.values(), literal.book(book).statements.values()
    changed = [one.says for one, other in zip(before, after, strict=True) if one.says != other.says]
    assert len(changed) < 10
