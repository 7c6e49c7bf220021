"""How the tests talk to the checker: one request in, one response out."""

import datetime
import json
from typing import Any

import checker

TODAY = datetime.date(2026, 5, 20)


def request(answers: Any, today: Any = TODAY, **more: Any) -> str:
    """The text of a request; a date may stand for its ISO text."""
    day = today.isoformat() if isinstance(today, datetime.date) else today
    return json.dumps({"schema": 1, "today": day, "answers": answers} | more)


def respond(text: str | bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(checker.respond(text))
    return answer


def ask(answers: Any, today: Any = TODAY, **more: Any) -> dict[str, Any]:
    return respond(request(answers, today, **more))
