"""Requests that lead every way through the checker: what the library must serve, and what warms a snapshot."""

import datetime
import json
from collections.abc import Iterator
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


def spread(count: int = 60) -> list[str]:
    """Requests of every kind: good ones, in which every option of every question stands, and bad ones."""
    return [*warming(), *NOT_REQUESTS, *(text(_told(turn)) for turn in range(count))]


def _told(turn: int) -> dict[str, Any]:
    """An answer to most questions; another turn gives other answers."""
    told = {}
    for place, question in enumerate(QUESTIONS.values()):
        choices = list(_choices(question))
        # Steps of different lengths, so that the answers do not move in line with one another.
        if (turn + place) % 7 or question.id == "problem":
            told[question.id] = choices[turn * (place % 5 + 1) % len(choices)]
    return told


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
