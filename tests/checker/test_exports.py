"""What is taken away holds no line that somebody else has put there: by a file's name, or by a guide's title."""

from dataclasses import replace
from functools import cache
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.answers import read_answers
from checker.assessment import Assessment, assess_facts
from checker.calendar_file import _escaped, _folded
from checker.contract import EXPORTS
from checker.plain import visible
from checker.statements import Statements, load
from tests.checker.policy_cases import TODAY, base, filed
from tests.checker.test_any_input import CHEAP

STORIES = [read_answers(answers, TODAY)[0] for answers in (base("wrong_spec"), base("shortage"), filed("defective"))]
#: Each begins another line, or a part of the calendar, for some reader of the file.
HOSTILE = [
    *("\r\nBEGIN:VEVENT", "\nEND:VCALENDAR\n", "\rATTACH:https://canary.example/", "\\nDESCRIPTION:canary", "\r\n "),
    *(
        "\u2028canary\u2029",
        "\x85canary",
        "\x0bcanary\x0c",
        "\x1ccanary\x1d\x1e",
        "\x00",
        "\\",
        ";",
        ",",
        ":",
        '"',
        "\\n",
    ),
    *("\u202ecanary", "日本語" * 30, "😀" * 40, "e\u0301" * 60, "canary" * 60, "- canary", "\n\nEvidence\n- canary"),
    *("<b>canary</b>", "{{canary}}", "=cmd|' /C calc'!A0", "\t", "\xa0"),
]
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), min_size=1, max_size=4).map("".join)
#: What a line of the calendar may begin with.
NAMES = {
    *("BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP"),
    *("ACTION", "TRIGGER"),
}
BOOK = load()


def exports(assessment: Assessment) -> dict[str, str]:
    return {name: text(assessment) for name, text in EXPORTS.items()}


def lines(text: str) -> int:
    """How many lines a text has for whoever sees the most of them."""
    return len(text.splitlines())


def titled(title: str) -> Statements:
    """Our guides under another title, as no loader would let them be."""
    return replace(BOOK, guides=tuple(replace(guide, title=title) for guide in BOOK.guides))


@cache
def plain(number: int) -> dict[str, str]:
    """The exports of a story where every guide has a title without harm."""
    return exports(assess_facts(STORIES[number], TODAY, book=titled("A title")))


@settings(CHEAP, max_examples=15)
@given(TEXTS.map("A{}".format), st.sampled_from(range(len(STORIES))))
def test_the_title_of_a_guide_begins_no_line(title: str, number: int) -> None:
    ours, theirs = plain(number), exports(assess_facts(STORIES[number], TODAY, book=titled(title)))
    for name in EXPORTS:
        if name != "calendar":
            assert lines(theirs[name]) == lines(ours[name])
    is_a_calendar(theirs["calendar"])
    events, others = (icalendar.Calendar.from_ical(one["calendar"]).walk("VEVENT") for one in (ours, theirs))
    assert events
    for event, other in zip(events, others, strict=True):
        assert other.keys() == event.keys()
        shown = str(event["DESCRIPTION"]).replace("A title", visible(title))
        assert str(other["DESCRIPTION"]) == shown


def is_a_calendar(text: str) -> None:
    """Every line is one of ours for every reader, and none is too long."""
    assert text.endswith("\r\n")
    folded = text.removesuffix("\r\n").split("\r\n")
    assert folded == text.splitlines()
    assert all(len(line.encode()) <= 75 for line in folded)
    content = text.replace("\r\n ", "").splitlines()
    assert {line.partition(":")[0] for line in content} <= NAMES


@settings(CHEAP, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(range(len(STORIES))))
def test_the_name_of_a_file_stands_in_no_export(names: list[str], number: int) -> None:
    facts = dict(STORIES[number])
    told: dict[str, Any] = {"files": [{"name": f"canary{name}"[:255], "bytes": 1} for name in names]}
    files, faults = read_answers(told, TODAY)
    assert not faults
    shown = exports(assess_facts({**facts, **files}, TODAY))
    assert not [name for name, text in shown.items() if "canary" in text]
    is_a_calendar(shown["calendar"])


@CHEAP
@given(TEXTS)
def test_a_text_comes_back_from_its_line(text: str) -> None:
    line = _folded(f"SUMMARY:{_escaped(text)}")
    assert line.replace("\r\n ", "").splitlines() == [line.replace("\r\n ", "")]
    pieces = line.encode().split(b"\r\n ")
    assert all(len(piece) <= 75 - (place > 0) for place, piece in enumerate(pieces))
    assert all(piece.decode() for piece in pieces)
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")
    assert str(event["SUMMARY"]) == "\n".join(visible(one) for one in text.splitlines())
    assert list(event) == ["SUMMARY"]


@pytest.mark.parametrize(
    "mark", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_whatever_ends_a_line_ends_none_of_the_file(mark: str) -> None:
    assert _escaped(f"one{mark}two") == "one\\ntwo"
