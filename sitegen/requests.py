"""Requests that lead every way through the checker: what the library must serve, and what warms a snapshot."""

import datetime
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from checker.questions import QUESTIONS, Question

# A day to count from. The answers do not matter here, only that every part of the code is reached.
TODAY = datetime.date(2026, 5, 20)
# What a reader asks first, and what a whole result takes: the ways that a snapshot should know by heart.
FIRST: tuple[dict[str, Any], ...] = (
    {},
    {"problem": ["wrong_spec"]},
    {"problem": ["late_delivery", "shortage"], "paid_through": "alibaba", "delivered_on": "2026-05-01"},
)
NOT_REQUESTS = (
    "",
    "{",
    "[]",
    '{"schema": 2}',
    '{"schema": 1, "today": "2026-02-30", "answers": {"problme": 1, "delivered_on": "soon", "order_total": -1}}',
    '{"schema": 1, "today": "2026-05-20", "answers": {"files": [{"name": "a", "bytes": NaN}]}, "parts": ["x"]}',
)


def text(answers: dict[str, Any]) -> str:
    """The text of a request for every part."""
    return json.dumps({"schema": 1, "today": TODAY.isoformat(), "answers": answers})


def warming() -> list[str]:
    """A few requests that touch what nearly every reader touches."""
    return [*map(text, FIRST), text(_told(5)), NOT_REQUESTS[4]]


def spread() -> list[str]:
    """Requests of every kind: good ones, for every problem and with answers of all sorts, and bad ones."""
    problems = range(len(QUESTIONS["problem"].options))
    return [*warming(), *NOT_REQUESTS, *(text(_told(turn)) for turn in problems)]


def _told(turn: int) -> dict[str, Any]:
    """An answer to most questions: always the same ones for the same turn, and another problem for each."""
    chance = Random(turn)
    told = {name: chance.choice(list(_choices(question))) for name, question in QUESTIONS.items()}
    told = {name: answer for name, answer in told.items() if chance.random() < 0.9}
    return told | {"problem": [list(QUESTIONS["problem"].options)[turn]]}


def _choices(question: Question) -> Iterator[Any]:
    """Answers that the question takes."""
    match question.kind:
        case "choice":
            yield from question.options
        case "choices":
            yield from ([option] for option in question.options)
        case "date":
            yield from ((TODAY - datetime.timedelta(days)).isoformat() for days in (40, 29, 16, 8, 3))
        case "money":
            yield from ("9000.00", "0", "1250.50")
        case "number":
            yield from (1000, 3, 0)
        case "files":
            yield from ([], [{"name": "photo 1.bmp", "bytes": 10**8}])
    yield from question.words
