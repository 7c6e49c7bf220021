"""Whatever stands in a folder of guides, it loads, or it is refused with the file and, where there is one, the line."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.answers import read_answers
from checker.assessment import assess_facts
from checker.contract import response
from checker.questions import QUESTIONS
from checker.statements import MOST, MOST_DAYS, Guide, GuideError, Money, Period, Statement, Topic, load
from tests.checker.policy_cases import TODAY, base, filed
from tests.checker.test_any_input import CHEAP, DEAR

GUIDES = Path(load.__code__.co_filename).parent / "guides"
TOPICS = """\
[[topic]]
id = "a-text"
asks = "Is it so?"
type = "text"
page = "tips"
""" + "".join(
    f'\n[[topic]]\nid = "a-{kind}"\nasks = "What {kind}?"\ntype = "{kind}"\npage = "tips"\n{more}'
    for kind, more in {
        **dict.fromkeys(("days", "usd", "percent", "number", "megabytes", "list", "year", "yes-no"), ""),
        "choice": 'options = ["one", "two"]\n',
    }.items()
)
GUIDE = """\
title   = "A guide"
kind    = "trade"
checked = 2026-11-24
about   = "Made for a test."
mark    = "Made"
url     = "https://example.org/a/guide?of=this#place"

[[statement]]
id    = "window"
topic = "a-days"
where = "Heading"
says  = "You have 45 days."
value = { days = 45, from = "delivered_on" }

[[statement]]
id    = "other-window"
topic = "a-days"
where = "Heading"
says  = "Others have 60 days."
value = { days = 60, from = "delivered_on" }
when  = { buyer_tier = ["platinum", "pro"] }
"""
REFUSED = re.compile(
    r"(?:[^\n]*\.toml'?(?:, line [1-9]\d*)?: |topics\.toml is missing beside the guides$).*", re.DOTALL
)
#: Marks that end a line, turn the writing, cannot be seen, or are markup to somebody.
HOSTILE = [
    *("\x00", "\r", "\n", "\r\nBEGIN:VEVENT", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u202eexe", "\u200b", "\ufeff"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "${7*7}", "[a](javascript:alert(1))"),
    *("javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "https://a b", '"', "'''", "|", "..", ""),
    *("../../etc/passwd", "a" * 5000, "😀", "\U0010ffff"),
]


def tried(folder: Path) -> str:
    """What is said of a folder: empty where it loads. Whatever else is raised is the test's failure."""
    try:
        book = load(folder)
    except GuideError as refused:
        assert REFUSED.fullmatch(str(refused)), str(refused)
        assert len(str(refused)) < 3000
        return str(refused)
    for text in texts([*book.guides, *book.topics.values()]):
        assert text.isprintable()
    assert all(guide.url is None or guide.url.startswith(("https://", "http://")) for guide in book.guides)
    return ""


def texts(things: Any) -> Iterator[str]:
    """Every text in guides, statements and topics."""
    for thing in things:
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, Guide | Statement | Topic):
            yield from texts(vars(thing).values())
        elif isinstance(thing, tuple):
            yield from texts(thing)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guides")
    (folder / "topics.toml").write_text(TOPICS, "utf-8")
    (folder / "made.toml").write_text(GUIDE, "utf-8")
    assert tried(folder) == ""
    return folder


@pytest.fixture(autouse=True)
def whole(folder: Path) -> None:
    """What one test wrote is gone for the next."""
    (folder / "topics.toml").write_text(TOPICS, "utf-8")
    (folder / "made.toml").write_text(GUIDE, "utf-8")


# --- TOML that says something else ------------------------------------------------------------------

TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=8) | st.sampled_from([*QUESTIONS, "a-days", "window", "pro"])
#: TOML as it stands in a file.
ODD = [
    *("nan", "-inf", "1e999999999", "-1", "0", "9" * 5000, "0x" + "f" * 5000, "1979-05-27T07:32:00Z", "07:32:00"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "{}", "[]", "[[]]", "{ a.b.c = 1 }", "[" * 600 + "]" * 600),
    *("[" * 100_000, "{ a = " * 2000, '"""\n[[statement]]\n"""', "'''\n[[topic]]\n'''", "'a", "", "#", "=", "\ufeff"),
    *('[["pro"]]', '[{ a = "pro" }]', '{ days = 30, from = ["delivered_on"] }', '{ usd = "1e999999999" }'),
    *('{ usd = "NaN" }', '{ percent = "0e-999999999" }', "{ days = 999999999999 }", "{ working_days = 99999999 }"),
]


def written(value: Any) -> str:
    """A value as TOML has it; a text in JSON's marks, which are TOML's too."""
    match value:
        case dict():
            return f"{{ {', '.join(f'{written(key)} = {written(one)}' for key, one in value.items())} }}"
        case list():
            return f"[{', '.join(map(written, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)


VALUES = st.recursive(
    TEXTS | st.integers(-(2**63), 2**63) | st.booleans() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["days", "from", "usd", "at_least", "buyer_tier"]) | TEXTS, inner, max_size=3)
    ),
    max_leaves=5,
)
PIECES = VALUES.map(written) | st.sampled_from(ODD)
LINES = re.compile(r"^(\w+)(\s*= )(.*)$", re.MULTILINE)


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """The text with the values of one to three lines in the place of others, or with another key."""
    for _ in range(draw(st.integers(1, 3))):
        line = draw(st.sampled_from(list(LINES.finditer(text))))
        key = draw(st.just(line[1]) | st.sampled_from(["statement", "topic", "sais", "id", "url", "a.b", '"a b"']))
        text = f"{text[: line.start()]}{key}{line[2]}{draw(PIECES)}{text[line.end() :]}"
        if not LINES.search(text):
            break
    return text


@settings(CHEAP, max_examples=80)
@given(changed(GUIDE))
def test_any_value_loads_or_is_refused(folder: Path, text: str) -> None:
    (folder / "made.toml").write_text(text, "utf-8")
    tried(folder)


@settings(CHEAP, max_examples=80)
@given(changed(TOPICS))
def test_any_value_of_a_topic_loads_or_is_refused(folder: Path, text: str) -> None:
    (folder / "topics.toml").write_text(text, "utf-8")
    tried(folder)


def saying(key: str, value: str) -> str:
    """The guide with another value for the first key of that name, or with one key more."""
    line, piece = re.compile(rf"^{key} .*$", re.MULTILINE), f"{key} = {written(value)}"
    return line.sub(lambda _: piece, GUIDE, count=1) if line.search(GUIDE) else f"{piece}\n{GUIDE}"


@pytest.mark.parametrize("key", ["id", "topic", "where", "says", "title", "about", "mark", "url", "kind", "publisher"])
def test_what_a_text_says_loads_or_is_refused(
    folder: Path, key: str, record_property: Callable[[str, object], None]
) -> None:
    refused = 0
    for hostile in HOSTILE:
        (folder / "made.toml").write_text(saying(key, hostile), "utf-8")
        refused += bool(tried(folder))
    record_property("hostile texts in a guide", len(HOSTILE))
    assert refused >= 10


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " https://a.example", "ftp://a.example", "//a.example", "https://", "https://a.example/<b>",
     'https://a.example/"x', "https://a.example/x y", "HTTPS:/a", "www.a.example"],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_is_refused(folder: Path, url: str) -> None:
    (folder / "made.toml").write_text(saying("url", url), "utf-8")
    assert "made.toml, line 6: url is " in tried(folder)
    assert "write the whole address, from https:// on" in tried(folder)


# --- files that are damaged -------------------------------------------------------------------------


@CHEAP
@given(
    st.sampled_from(["made.toml", "topics.toml"]),
    st.integers(0, 900),
    st.integers(0, 30),
    st.binary(max_size=4) | st.sampled_from([*HOSTILE, *ODD]).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_a_damaged_file_loads_or_is_refused(folder: Path, name: str, place: int, cut: int, piece: bytes) -> None:
    whole = (GUIDE if name == "made.toml" else TOPICS).encode()
    (folder / name).write_bytes(whole[:place] + piece + whole[place + cut :])
    tried(folder)
    (folder / name).write_bytes(whole)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32", "latin-1"])
def test_a_file_in_another_encoding_is_refused(folder: Path, encoding: str) -> None:
    (folder / "made.toml").write_bytes(GUIDE.replace("A guide", "Ein Führer").encode(encoding))
    assert tried(folder).startswith("made.toml: ")


@CHEAP
@given(st.binary(max_size=60) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_load_or_are_refused(folder: Path, raw: bytes) -> None:
    (folder / "made.toml").write_bytes(raw)
    assert tried(folder)


@pytest.mark.parametrize("name", ["A Guide.toml", "<b>.toml", "-.toml", ".made.toml", "a\nb.toml", "a_b.toml"])
def test_a_file_whose_name_can_be_no_address_is_refused(folder: Path, name: str) -> None:
    odd = folder / name
    odd.write_text(GUIDE, "utf-8")
    said = tried(folder)
    odd.unlink()
    assert "a file's name is its guide's id" in said


def test_what_is_no_file_is_let_be(folder: Path) -> None:
    (folder / "old.toml").mkdir()
    assert tried(folder) == ""
    (folder / "old.toml").rmdir()


def test_lines_are_counted_as_toml_counts_them(folder: Path) -> None:
    text = GUIDE.replace('"Heading"', '"Heading"  # \x85\u2028', 1).replace('"Others have', '5  # "Others have')
    (folder / "made.toml").write_text(text, "utf-8")
    line = text[: text.index("5  #")].count("\n") + 1
    assert tried(folder).startswith(f"made.toml, line {line}: says is 5; write says = ")


# --- what loads can be judged with ------------------------------------------------------------------

FACTS = [read_answers(answers, TODAY)[0] for answers in (base("wrong_spec"), filed("late_delivery"), base("shortage"))]
NUMBERS = {
    Period: st.sampled_from([0, 1, MOST_DAYS]),
    Money: st.sampled_from(["0", "0.000001", "999999999999.999999"]),
    int: st.sampled_from([0, 1, MOST]),
}


@st.composite
def another_official(draw: st.DrawFn) -> str:
    """A guide that is believed first, with figures at the limits for what ours give figures for."""
    lines = [GUIDE.partition("\n[[")[0].replace("trade", "official")]
    for number, said in enumerate(draw(st.lists(st.sampled_from(FIGURES), min_size=1, max_size=6, unique=True))):
        match said.value:
            case Period(start=start, working=working):
                days = draw(NUMBERS[Period])
                event = f', from = "{start}"' if start else ""
                value = f"{{ {'working_days' if working else 'days'} = {days}{event} }}"
            case Money():
                value = f'{{ usd = "{draw(NUMBERS[Money])}" }}'
            case count:
                unit = BOOK.topics[said.topic].type
                value = f"{{ {unit} = {draw(NUMBERS[type(count)])} }}"
        lines.append(
            f'[[statement]]\nid = "s{number}"\ntopic = "{said.topic}"\nwhere = "x"\nsays = "x"\nvalue = {value}'
        )
    return "\n".join(lines)


BOOK = load()
FIGURES = list(
    {
        said.topic: said
        for said in BOOK.statements.values()
        if isinstance(said.value, Period | Money) or BOOK.topics[said.topic].type in ("number", "megabytes")
    }.values()
)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ours")
    for file in GUIDES.glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@settings(DEAR, max_examples=6)
@given(another_official())
def test_figures_at_the_limits_can_be_judged_with(ours: Path, text: str) -> None:
    (ours / "another.toml").write_text(text, "utf-8")
    assert tried(ours) == ""
    book = load(ours)
    for facts in FACTS:
        assert response(assess_facts(facts, TODAY, book=book))["verdict"]
