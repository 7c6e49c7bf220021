"""What the checker says to the first answers, worked out beforehand: the reader goes on while Python is on its way.

For every single problem, the screens up to and after the second one, as far as the widget needs them to ask on. A
third step would be four times as large and is asked when Python has long been there. What differs from day to day is
left out, and so is a result: those are for Python to say.
"""

import datetime
import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import checker
from checker.questions import QUESTIONS
from sitegen import step
from sitegen.settings import ROOT

# What the widget asks for, here and there.
PARTS = json.loads((ROOT / "widget/parts.json").read_text("utf-8"))["while_asking"]
SCREENS = 2
# Days on which the same must be said: the day itself, its neighbours, another year, another decade.
DISTANCES = (0, 1, -40, 400, 4000)
WORTH_SHARING = 40

Answers = Mapping[str, Any]


def key(answers: Answers) -> str:
    """The answers as one text, the same in the widget (early.js)."""
    return "&".join(f"{name}={_text(answers[name])}" for name in sorted(answers))


def _text(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _said(answers: Answers, day: datetime.date) -> dict[str, Any]:
    request = {"schema": 1, "today": day.isoformat(), "answers": answers, "parts": PARTS}
    response: dict[str, Any] = json.loads(checker.respond(json.dumps(request)))
    del response["today"]
    return response


def response(answers: Answers, day: datetime.date) -> dict[str, Any] | None:
    """What is said to the answers on every day, without the day; None where it differs or is a result."""
    said = [_said(answers, day + datetime.timedelta(days=distance)) for distance in DISTANCES[:1]]
    if said[0]["verdict"] != "pending":
        return None
    said += [_said(answers, day + datetime.timedelta(days=distance)) for distance in DISTANCES[1:]]
    return said[0] if all(one == said[0] for one in said) else None


def walk(day: datetime.date) -> Iterator[tuple[Answers, dict[str, Any]]]:
    """The answers that a reader can have given on the first screens, and what is said to each."""
    for problem in QUESTIONS["problem"].options:
        yield from _walk({"problem": [problem]}, day, SCREENS)


def _walk(answers: Answers, day: datetime.date, screens: int) -> Iterator[tuple[Answers, dict[str, Any]]]:
    said = response(answers, day)
    if said is None:
        return
    yield answers, said
    asked = [QUESTIONS[question["id"]] for question in said["next_screen"]]
    if screens > 1 and all(question.kind == "choice" for question in asked):
        for values in itertools.product(*(question.answers for question in asked)):
            given = dict(zip((question.id for question in asked), values, strict=True))
            yield from _walk({**answers, **given}, day, screens - 1)


def folded(responses: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with everything longer written once: `{"$": 3}` stands for the entry 3 of `shared`."""
    table: dict[str, int] = {}

    def fold(value: Any) -> Any:
        if isinstance(value, dict):
            value = {name: fold(item) for name, item in value.items()}
        elif isinstance(value, list):
            value = [fold(item) for item in value]
        text = json.dumps(value, ensure_ascii=False)
        return value if len(text) < WORTH_SHARING else {"$": table.setdefault(text, len(table))}

    short = {name: fold(value) for name, value in responses.items()}
    return {"shared": [json.loads(text) for text in table], "responses": short}


def build(out: Path, day: datetime.date) -> None:
    """Write the file into `out`, under a name that tells its content."""
    responses = {key(answers): said for answers, said in walk(day)}
    text = json.dumps(folded(responses), ensure_ascii=False, separators=(",", ":"))
    file = out / f"early-{hashlib.sha256(text.encode()).hexdigest()[:10]}.json"
    step.write(file, text)
    step.keep_only(out, [file])
