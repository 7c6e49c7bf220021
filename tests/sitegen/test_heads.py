"""What pages tell machines about themselves, as it stands on the built site."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from sitegen import checks, data, heads, pages, settings, written

OWN = settings.load().site_url
PROPERTY = re.compile(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">')


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text("utf-8")


def things(site: Path, page: str) -> dict[str, dict[str, Any]]:
    [told] = checks.read(page, html(site, page)).told
    return {thing["@type"]: thing for thing in json.loads(told)["@graph"]}


def test_every_page_tells_what_it_is_and_the_way_to_it(site: Path) -> None:
    for path in set(site.rglob("index.html")) - {site / "embed/v1/index.html"}:
        page = path.parent.relative_to(site).as_posix().removeprefix(".")
        address = OWN + (f"{page}/" if page else "")
        told = things(site, page)
        assert told["Article" if page else "WebSite"]["url"] == address
        graph = dict(PROPERTY.findall(html(site, page)))
        assert graph["og:url"] == address
        assert f'<link rel="canonical" href="{address}">' in html(site, page)
        assert '<link rel="alternate " type="text/markdown" href="index.md">' in html(site, page)
        assert (path.parent / "index.md").is_file()
        if page:
            way = [(step["position"], step["item"]) for step in told["BreadcrumbList"]["itemListElement"]]
            above = [address.rsplit("/", depth)[0] + "/" for depth in range(page.count("/") + 2, 1, -1)]
            assert way == list(enumerate([*above, address], 1))


def test_the_description_is_that_of_the_page(site: Path) -> None:
    for page in ("", "deadlines", "problems/shortage"):
        described = re.search(r'<meta name="description" content="([^"]*)">', html(site, page))
        assert described
        assert next(iter(things(site, page).values()))["description"] == described[1]


def test_the_glossary_defines_every_term(site: Path) -> None:
    told = things(site, "glossary")["DefinedTermSet"]["hasDefinedTerm"]
    assert [term["name"] for term in told] == [term.term for term in pages.glossary()]
    ids = checks.read("x", html(site, "glossary")).ids
    assert {term["url"].partition("#")[2] for term in told} <= set(ids)


def test_the_data_set_can_be_loaded(site: Path) -> None:
    downloads = things(site, "use-the-data")["Dataset"]["distribution"]
    text = checks.read("x", html(site, "use-the-data")).text
    assert {one["contentUrl"].removeprefix(OWN) for one in downloads} == set(data.FILES)
    for one in downloads:
        assert (site / one["contentUrl"].removeprefix(OWN)).is_file()
        assert one["description"] in text


def test_the_picture_is_there_in_the_size_that_is_told(site: Path) -> None:
    graph = dict(PROPERTY.findall(html(site, "deadlines")))
    picture = (site / graph["og:image"].removeprefix(OWN)).read_bytes()
    assert picture.startswith(b"\x89PNG")
    size = struct.unpack(">II", picture[16:24])
    assert size == heads.CARD_SIZE == (int(graph["og:image:width"]), int(graph["og:image:height"]))
    assert len(picture) < 100_000


@pytest.mark.parametrize("words", ['</script><script>alert("x")</script>', 'a "quoted" <b> & more'])
def test_no_word_of_a_page_leaves_its_place(words: str, book: Any) -> None:
    text = f"---\ntitle: T\ndescription: {json.dumps(words)}\n---\n# H\n"
    made = heads.Heads(settings.load(), book, {"index": "Home"}, ())
    added = "\n".join(made.lines(written.read("tips.md", text)))
    assert added.count("<script") == added.count("</script") == 1
    told = re.search(r"<script[^>]*>(.*)</script>", added)
    assert told
    assert json.loads(told[1])["@graph"][0]["description"] == words
