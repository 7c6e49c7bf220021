"""What is worked out beforehand is what the checker says, on any day."""

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.questions import QUESTIONS
from sitegen import early

DAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("early")
    early.build(out, DAY)
    [file] = out.iterdir()
    return file


@pytest.fixture(scope="module")
def responses(file: Path) -> dict[str, Any]:
    told = json.loads(file.read_text("utf-8"))

    def unfold(value: Any) -> Any:
        if isinstance(value, list):
            return [unfold(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$" in value:
            return unfold(told["shared"][value["$"]])
        return {name: unfold(item) for name, item in value.items()}

    return {key: unfold(response) for key, response in told["responses"].items()}


def answers_of(key: str) -> dict[str, Any]:
    given = dict(part.split("=") for part in key.split("&"))
    return {name: [value] if name == "problem" else value for name, value in given.items()}


def test_the_first_three_questions_are_there(responses: dict[str, Any]) -> None:
    settled = [problem for problem in QUESTIONS["problem"].options if f"problem={problem}" not in responses]
    for problem in settled:
        request = {"schema": 1, "today": DAY.isoformat(), "answers": {"problem": [problem]}}
        assert json.loads(checker.respond(json.dumps(request)))["verdict"] != "pending"
    assert len(settled) < len(QUESTIONS["problem"].options) / 3
    assert max(len(answers_of(key)) for key in responses) == 3


@pytest.mark.parametrize("day", [datetime.date(2025, 2, 3), datetime.date(2031, 12, 31)])
def test_each_is_what_the_checker_says(responses: dict[str, Any], day: datetime.date) -> None:
    for key, response in responses.items():
        request = {"schema": 1, "today": day.isoformat(), "answers": answers_of(key), "parts": early.PARTS}
        said = json.loads(checker.respond(json.dumps(request)))
        assert {**response, "today": day.isoformat()} == said, key


def test_it_stays_small(file: Path) -> None:
    assert len(gzip.compress(file.read_bytes())) < 60_000


def test_what_depends_on_the_day_is_left_out() -> None:
    problem = {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"}
    assert early.response(problem, DAY)
    assert early.response({**problem, "dispute_stage": "none", "delivered_on": "2026-11-20"}, DAY) is None


def test_a_result_is_left_to_python() -> None:
    told = {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "outside"}
    assert early.response(told, DAY) is None
