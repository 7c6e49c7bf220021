"""How long a decision takes: verdict, gates and deadlines; all parts; the next screen; one gate beside a rules engine.

Beside all parts stands the work that any answer costs: reading the same request and writing the same response as JSON.
Beside the coverage gate stands zen-engine, a rules engine in Rust, with the gate's rules as a decision table. Both get
complete answers: a table has a row for each result, but no way to say which missing answer the result still turns on.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import zen

from benchmarks.figures import Figure, in_turn, over_cases
from checker import contract
from checker.answers import read_answers
from checker.assessment import Assessment, assess, gates
from checker.gates import Finding
from checker.interview import next_screen
from checker.questions import QUESTIONS
from tests.checker.stories import story
from tests.checker.talk import TODAY

COMPLETE: dict[str, object] = {
    "problem": "wrong_spec",
    "ordered_on_platform": "yes",
    "paid_through": "alibaba",
    "protection_mark": "yes",
    "dispute_stage": "none",
    "delivered_on": "2026-05-01",
    "expected_delivery_on": "2026-05-03",
    "receipt_confirmed_on": "not_yet",
    "term_in_order": "exact",
    "goods_used": "no",
    "circumstances": [],
    "paid_on_platform": "38500.00",
}
COVERAGE = gates()[0]
TABLE = Path(__file__).with_name("coverage.jdm.json")


def measure(*, quick: bool) -> Iterator[Figure]:
    yield from one_case(times=50 if quick else 300)
    yield from over_cases({("the next screen", "ours"): next_screen}, list(states(stories=4 if quick else 30)))
    yield from coverage(rounds=1 if quick else 3)


def one_case(times: int) -> Iterator[Figure]:
    request = json.dumps({"schema": 1, "today": TODAY.isoformat(), "answers": COMPLETE})
    response = contract.respond(request)
    runs = {
        ("verdict, gates and deadlines", "ours"): lambda: assess(COMPLETE, TODAY),
        ("all parts, JSON to JSON", "ours"): lambda: contract.respond(request),
        ("all parts, JSON to JSON", "reading + writing"): lambda: json.dumps(
            [json.loads(request), json.loads(response)]
        ),
    }
    yield from in_turn(runs, times)


def states(stories: int) -> Iterator[Assessment]:
    """Every state met while stories are told as they are asked for, from the first question to the last."""
    for seed in range(stories):
        hidden = story(seed)
        told: dict[str, object] = {}
        while True:
            assessment = assess(told, TODAY)
            yield assessment
            screen = next_screen(assessment)
            if not screen:
                break
            told |= {asked.question.id: hidden[asked.question.id] for asked in screen}


# --- the coverage gate, beside zen-engine ---------------------------------------------------------


def coverage(rounds: int) -> Iterator[Figure]:
    ask_zen = zen_table()
    told = list(every_case())
    for answers in told:
        found, theirs = COVERAGE.find(facts(answers)), ask_zen(answers)
        assert (found.status, rule_of(found)) == (theirs["status"], theirs["rule"]), f"they differ on {answers}"
    runs: dict[tuple[str, str], Callable[[Any], object]] = {
        ("the coverage gate", "ours"): lambda case: COVERAGE.find(case[0]),
        ("the coverage gate", "zen-engine"): lambda case: ask_zen(case[1]),
    }
    yield from over_cases(runs, [(facts(answers), answers) for answers in told] * rounds)


def zen_table() -> Callable[[dict[str, str]], dict[str, str]]:
    """The table as zen-engine is quickest with it: a static loader compiles it once, ``create_decision`` each time."""
    content = {"coverage": json.loads(TABLE.read_text("utf-8"))}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})
    return lambda answers: engine.evaluate("coverage", answers)["result"]


def every_case() -> Iterator[dict[str, str]]:
    """Every combination of answers to the questions that the gate's rules mention, as they stand in a request."""
    mentioned = dict.fromkeys(question for rule in COVERAGE.rules for question in rule.when.questions())
    values = [[*QUESTIONS[q].options, *QUESTIONS[q].words, *a_day(q)] for q in mentioned]
    for combination in itertools.product(*values):
        yield dict(zip(mentioned, combination, strict=True))


def a_day(question: str) -> list[str]:
    return ["2026-05-01"] if QUESTIONS[question].kind == "date" else []


def facts(answers: dict[str, str]) -> dict[str, object]:
    """The answers as a gate gets them: read, about one problem, with the day from which everything is counted."""
    read, faults = read_answers(answers, TODAY)
    assert not faults
    return {**read, "problem": answers["problem"], "today": TODAY}


def rule_of(found: Finding) -> str | None:
    return found.rule.id if found.rule else None
