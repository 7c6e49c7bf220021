"""Python in the browser says what Python says: the same text, byte for byte."""

import json

import pytest
from playwright.sync_api import Page

import checker
from tests.checker.policy_cases import CASES, Case
from tests.wide import wide

ASK = "text => document.querySelector('refund-questionnaire').engine.respond(text)"


def one_of_each_outcome() -> list[Case]:
    return list({case.outcome: case for case in reversed(CASES)}.values())


def request(case: Case) -> str:
    return json.dumps({"schema": 1, "today": case.today.isoformat(), "answers": case.answers})


REQUESTS = {case.label: request(case) for case in one_of_each_outcome()} | {
    "not JSON": '{"schema": 1, "answers": {"problem": ',
    "wrong in many ways": json.dumps(
        {"schema": 1, "today": "2026-04-10", "answers": {"delivered_on": "2026-02-30", "colour": "é", "files": -1}}
    ),
}


@pytest.mark.parametrize("text", wide(REQUESTS.values(), short=9), ids=REQUESTS)
def test_the_browser_gives_the_same_text(desk: Page, text: str) -> None:
    assert desk.evaluate(ASK, text) == checker.respond(text)


def test_twenty_cases_are_compared() -> None:
    assert len(REQUESTS) >= 22
