from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import checks

OWN = "https://example.org/"
NOTICE = "Independent of everybody. Not advice."


def page(body: str = "", head: str = "", notice: str = NOTICE) -> str:
    return f"<html><head>{head}</head><body><h1 id='top'>Title</h1>{body}<footer>{notice}</footer></body></html>"


Write = Callable[[str, str], list[str]]


@pytest.fixture
def found(tmp_path: Path) -> Write:
    """Writes a file into a small sound site, and gives what the checks then find."""
    for name, html in {
        "index.html": page("<a href='a/'>a</a>"),
        "a/index.html": page("<a href='../#top'>home</a>"),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(html)
    (tmp_path / "mark.svg").write_text("<svg/>")

    def write(name: str, text: str) -> list[str]:
        (tmp_path / name).write_text(text)
        return [str(fault) for fault in checks.faults(tmp_path, OWN, NOTICE)]

    return write


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#top">here</a> <a href="a/index.html#top">there</a> <a href="mark.svg">picture</a>',
        '<a href="https://elsewhere.example/">out</a> <a href="mailto:a@example.org">mail</a>',
        '<img src="mark.svg" alt=""> <img src="data:image/svg+xml,x" alt="">',
        "<p>a <code>[^1]</code> in code</p>",
        '<img src="https://example.org/mark.svg" alt="">',
    ],
)
def test_a_sound_page_has_no_fault(found: Write, body: str) -> None:
    assert found("b.html", page(body)) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="nowhere/">x</a>', "link to nowhere/: there is no such page"),
        ('<a href="a/#gone">x</a>', "link to a/#gone: there is no such place"),
        ('<a href="#gone">x</a>', "link to #gone: there is no such place"),
        ('<img src="https://cdn.example/x.png" alt="">', "fetches https://cdn.example/x.png from another host"),
        ('<img srcset="mark.svg 1x, //cdn.example/x.png 2x" alt="">', "fetches //cdn.example/x.png from another"),
        ('<script src="//cdn.example/x.js"></script>', "fetches //cdn.example/x.js from another host"),
        ('<iframe src="http://cdn.example/"></iframe>', "fetches http://cdn.example/ from another host"),
        ('<form action="https://cdn.example/"></form>', "fetches https://cdn.example/ from another host"),
        ('<img src="gone.png" alt="">', "fetches gone.png: there is no such file"),
        ('<p style="color: red">x</p>', "refused by the site's own policy"),
        ('<p onclick="x()">x</p>', "refused by the site's own policy"),
        ('<a href="javascript:x()">x</a>', "refused by the site's own policy"),
        ("<p>said[^note] so</p>", "footnote [^note] is not defined"),
        ('<p id="x"></p><p id="x"></p>', 'id="x" stands more than once'),
        ("<h1>Another</h1>", "2 main headings"),
        ("<h3>Too deep</h3>", "a heading of level 3 follows one of level 1"),
    ],
)
def test_a_planted_fault_is_found(found: Write, body: str, said: str) -> None:
    faults = found("b.html", page(body))
    assert len(faults) == 1
    assert faults[0].startswith("b.html: ")
    assert said in faults[0]


def test_a_fetch_in_the_head_is_found(found: Write) -> None:
    assert "another host" in found("b.html", page(head='<link rel="stylesheet" href="https://cdn.example/x.css">'))[0]
    assert "another host" in found("b.html", page(head='<link rel="preconnect" href="https://cdn.example">'))[0]
    assert found("b.html", page(head='<link rel="canonical" href="https://example.org/b/">')) == []


def test_a_missing_notice_is_found(found: Write) -> None:
    assert found("b.html", page(notice="")) == ["b.html: the notice is missing"]


def test_a_notice_that_nobody_can_read_does_not_count(found: Write) -> None:
    assert found("b.html", page(notice=f"<script>{NOTICE}</script>")) == ["b.html: the notice is missing"]


@pytest.mark.parametrize("css", ["a { background: url(https://cdn.example/x.png) }", '@import "//cdn.example/x.css";'])
def test_a_style_sheet_that_fetches_from_elsewhere_is_found(found: Write, css: str) -> None:
    assert "from another host" in found("x.css", css)[0]


def test_answers_may_stand_in_the_address_of_the_checker_only(found: Write) -> None:
    found("checker.html", page("<refund-questionnaire></refund-questionnaire>"))
    assert found("b.html", page('<a href="checker.html#problem=shortage">x</a>')) == []
    assert "no such place" in found("b.html", page('<a href="a/#problem=shortage">x</a>'))[0]


def told(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_that_says_what_the_page_says_is_no_fault(found: Write) -> None:
    term = (
        '{"@type": "DefinedTermSet", "hasDefinedTerm": [{"@type": "DefinedTerm", "name": "a", "description": "b\'s"}]}'
    )
    text = told('{"@graph": [{"@type": "Article", "headline": "Title"}, ' + term + "]}")
    assert found("b.html", page("<p>a</p><p>b’s</p>", head=text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "its JSON-LD cannot be read"),
        ("[]", "its JSON-LD cannot be read"),
        ('{"@graph": [{"@type": "Article", "headline": "Else"}]}', "gives 'Else' for the heading 'Title'"),
        (
            '{"@graph": [{"@type": "DefinedTermSet", "hasDefinedTerm": '
            '[{"@type": "DefinedTerm", "name": "Title", "description": "gone"}]}]}',
            "says 'gone', which is not on the page",
        ),
    ],
)
def test_json_ld_that_says_something_else_is_a_fault(found: Write, text: str, said: str) -> None:
    [fault] = found("b.html", page(head=told(text)))
    assert said in fault
