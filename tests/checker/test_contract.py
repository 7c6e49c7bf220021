"""Requests and responses keep the published schema, and whatever is cited can be looked up beside it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import checker
from checker.contract import PARTS
from checker.outcomes import OUTCOMES
from checker.questions import QUESTIONS
from checker.schema import request_schema, response_schema, schema
from tests.checker.policy_cases import CASES, DROP, Case, base, filed, several
from tests.checker.policy_cases import TODAY as STORY_DAY
from tests.checker.talk import TODAY, ask, respond

REQUEST = Draft202012Validator(request_schema(), format_checker=FormatChecker())
RESPONSE = Draft202012Validator(response_schema(), format_checker=FormatChecker())
SPREAD = CASES[:: len(CASES) // 40]
HEAD = {"schema", "rules_version", "verdict", "outcome", "headline", "today", "answers", "notice", "errors"}
DESIGN_PARTS = {
    *("possible", "problems", "gates", "remedies", "deadlines", "safe_by", "last_day", "timeline", "changes"),
    *(
        "readings",
        "evidence",
        "files",
        "next_steps",
        "next_screen",
        "asked",
        "stale",
        "statements",
        "policy",
        "exports",
    ),
}


def whole(case: Case) -> dict[str, Any]:
    return {"schema": 1, "today": case.today.isoformat(), "answers": case.answers}


@pytest.fixture(scope="module")
def responses() -> list[dict[str, Any]]:
    """A spread of real cases, a few in the middle of the questions, and a refusal."""
    asking = [ask({}), ask({"problem": "shortage"}), ask({"problem": ["late_delivery", "defective"]})]
    return [*(ask(case.answers, case.today) for case in SPREAD), *asking, respond("{}")]


def test_the_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(request_schema())
    Draft202012Validator.check_schema(response_schema())
    assert schema() == {"request": request_schema(), "response": response_schema()}


def test_the_responses_keep_the_schema(responses: list[dict[str, Any]]) -> None:
    assert len(responses) > 40
    for response in responses:
        assert not [error.message for error in RESPONSE.iter_errors(response)]


def test_the_response_schema_can_refuse(responses: list[dict[str, Any]]) -> None:
    right = responses[0]
    for wrong in (
        right | {"verdict": "maybe"},
        right | {"outcome": "lost"},
        right | {"today": "2026-02-30"},
        right | {"rules_version": "1"},
        right | {"extra": 1},
        right | {"remedies": [right["remedies"][0] | {"most_usd": "9000.0"}]},
        {key: value for key, value in right.items() if key != "verdict"},
    ):
        assert not RESPONSE.is_valid(wrong)


def test_the_requests_keep_the_schema() -> None:
    for case in CASES:
        assert not [error.message for error in REQUEST.iter_errors(whole(case))]


@pytest.mark.parametrize(
    "answers",
    [
        {"cause": "weather"},
        {"problem": []},
        {"problem": "unsure"},
        {"evidence": ["chat", "chat"]},
        {"delivered_on": "2026-02-30"},
        {"paid_on": "not_yet"},
        {"order_total": 5},
        {"order_total": "-5"},
        {"order_total": "1e5"},
        {"units_ordered": "5"},
        {"units_ordered": -1},
        {"units_ordered": "not_agreed"},
        {"tolerance_percent": 101},
        {"files": "unsure"},
        {"files": [{"name": "", "bytes": 1}]},
        {"files": [{"name": "a.jpg"}]},
        {"files": [{"name": "a.jpg", "bytes": -1}]},
        {"colour": "red"},
    ],
)
def test_what_the_schema_refuses_the_checker_refuses(answers: dict[str, Any]) -> None:
    assert not REQUEST.is_valid({"schema": 1, "today": "2026-05-20", "answers": answers})
    assert ask(answers)["errors"]


@pytest.mark.parametrize("question", list(QUESTIONS.values()), ids=lambda question: question.id)
def test_what_the_checker_takes_the_schema_takes(question: Any) -> None:
    sample: dict[str, list[Any]] = {
        "choice": [],
        "choices": [list(question.options)[1:]],
        "date": ["2026-05-20"],
        "money": ["0.10"],
        "number": [50, 0.5],
        "files": [[], [{"name": "a.jpg", "bytes": 1}]],
    }
    for answer in [*sample[question.kind], *question.options, *question.words]:
        assert not ask({question.id: answer}, parts=[])["errors"]
        assert REQUEST.is_valid({"schema": 1, "today": "2026-05-20", "answers": {question.id: answer}})


def test_a_response_has_every_part_of_the_contract(responses: list[dict[str, Any]]) -> None:
    assert set(PARTS) >= DESIGN_PARTS
    assert {frozenset(response) for response in responses} == {frozenset(HEAD | set(PARTS))}


def cited(value: Any, key: str) -> Iterator[str]:
    """Every id cited under a key, anywhere in a response."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, list):
                yield from inner
            else:
                yield from cited(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner, key)


@pytest.mark.parametrize("key", ["statements", "policy"])
def test_whatever_is_cited_stands_beside(responses: list[dict[str, Any]], key: str) -> None:
    for response in responses:
        named = set(cited({name: part for name, part in response.items() if name != key}, key))
        assert not named - set(response[key])
        assert named or response["verdict"] in (None, "pending")


@pytest.mark.parametrize("part", [part for part in PARTS if part not in ("topics", "statements", "policy")])
def test_a_part_asked_for_alone_has_its_citations(part: str) -> None:
    case = base("shortage", units_received=900)
    alone = ask(case, STORY_DAY, parts=[part, "statements", "policy"])
    for key in ("statements", "policy"):
        assert set(cited({part: alone[part]}, key)) <= set(alone[key])
    assert alone[part] == ask(case, STORY_DAY)[part]


@pytest.mark.parametrize("parts", [[], ["gates"], ["next_screen", "possible", "safe_by"], ["policy", "policy"]])
def test_parts_limit_the_response(parts: list[str]) -> None:
    response = ask({"problem": "shortage"}, parts=parts)
    assert set(response) == HEAD | set(parts)
    assert not [error.message for error in RESPONSE.iter_errors(response)]


@pytest.mark.parametrize("problem", QUESTIONS["problem"].options)
def test_every_problem_gets_a_full_answer(problem: str) -> None:
    response = ask(base(problem), STORY_DAY + timedelta(10))
    assert response["errors"] == []
    assert response["outcome"] in OUTCOMES
    assert response["verdict"] == OUTCOMES[response["outcome"]].verdict
    assert [entry["problem"] for entry in response["problems"]] == [problem]
    for gates in (response["gates"], response["problems"][0]["gates"]):
        assert [gate["gate"] for gate in gates] == ["coverage", "ground", "proof", "time"]
        assert all(gate["status"] in ("open", "closed", "unclear", "unknown") for gate in gates)
    decided = [gate for gate in response["gates"] if gate["status"] != "unknown"]
    assert all(gate["rule"] and gate["says"] for gate in decided)
    assert any(gate["statements"] for gate in decided)
    assert response["next_steps"]
    assert all(step["says"] for step in response["next_steps"])
    assert response["evidence"]
    assert response["outcome_words"]["means"]
    assert response["possible"] == []
    assert response["headline"].startswith(response["outcome_words"]["headline"])


def test_the_gates_explain_the_verdict(responses: list[dict[str, Any]]) -> None:
    for response in responses:
        for one in response["problems"]:
            statuses = {gate["status"] for gate in one["gates"]}
            if one["verdict"] == "does_not_qualify":
                assert "closed" in statuses
            if one["verdict"] in ("qualifies", "partly"):
                assert statuses <= {"open", "unknown"}
            if "closed" in statuses:
                first = next(gate for gate in one["gates"] if gate["status"] == "closed")
                assert one["outcome"] == first["outcome"]


def test_a_verdict_and_its_outcome_belong_together(responses: list[dict[str, Any]]) -> None:
    for response in responses:
        if response["outcome"]:
            assert response["verdict"] == OUTCOMES[response["outcome"]].verdict
        else:
            assert response["verdict"] in (None, "pending")
        assert bool(response["possible"]) == (response["verdict"] == "pending")


def test_pending_says_nothing_final() -> None:
    response = ask({"problem": "shortage"})
    assert response["verdict"] == "pending"
    assert response["outcome"] is None
    assert response["outcome_words"] is None
    assert response["next_steps"] == []
    assert response["remedies"] == []
    assert response["timeline"] == []
    assert len(response["possible"]) > 1
    assert response["next_screen"]


def test_nothing_told_asks_for_the_problem() -> None:
    response = ask({})
    assert [question["id"] for question in response["next_screen"]] == ["problem"]
    assert response["possible"] == ["qualifies", "partly", "unclear", "does_not_qualify"]
    assert (response["safe_by"], response["last_day"], response["deadlines"], response["gates"]) == (None, None, [], [])


def test_several_problems_are_judged_each_by_itself() -> None:
    response = ask(several("shortage", "change_of_mind", units_received=900), STORY_DAY)
    assert [(one["problem"], one["outcome"]) for one in response["problems"]] == [
        ("shortage", "missing-or-excess-units"),
        ("change_of_mind", "buyers-own-doing"),
    ]
    assert (response["verdict"], response["outcome"]) == ("partly", "part-covered")
    assert "P-several" in response["policy"]


def test_the_request_is_given_back_as_understood() -> None:
    told = {
        "problem": "shortage",
        "order_total": "9000.10",
        "units_ordered": 1000,
        "units_received": 900.5,
        "delivered_on": "2026-05-01",
        "expected_delivery_on": "unsure",
        "files": [{"name": "a.jpg", "bytes": 5}],
    }
    response = ask(told)
    assert response["today"] == TODAY.isoformat()
    assert response["answers"] == told | {"problem": ["shortage"]}
    labels = {entry["id"]: entry["label"] for entry in response["asked"] + response["stale"]}
    assert labels["delivered_on"] == "1 May 2026"
    assert labels["order_total"] == "USD 9,000.10"
    assert labels["problem"] == QUESTIONS["problem"].options["shortage"]
    assert labels["files"] == "a.jpg"
    many = ask(told | {"files": [{"name": "a.jpg", "bytes": 5}] * 4})
    assert {entry["id"]: entry["label"] for entry in many["asked"]}["files"] == "4 files"


def test_every_file_is_judged_with_the_statements_it_rests_on() -> None:
    names = ["a.jpg", "<b>scan\u202e.pdf"]
    files = ask(base("wrong_spec", files=[{"name": name, "bytes": 1200} for name in names]), STORY_DAY)["files"]
    right, wrong = files["each"]
    assert right == {"name": "a.jpg", "bytes": 1200, "size": "2 kB", "faults": []}
    assert wrong["name"] == "<b>scan\ufffd.pdf"
    assert [fault["statements"] for fault in wrong["faults"]] == [["ruizhi/ev-formats"], ["ruizhi/ev-no-special-chars"]]
    assert files["together"] == []
    crowd = ask(base("wrong_spec", files=[{"name": "a.jpg", "bytes": 1}] * 6), STORY_DAY)
    assert [fault["statements"] for fault in crowd["files"]["together"]] == [["ruizhi/ev-max-5-files"]]
    assert set(crowd["files"]["limits"]["statements"]) <= set(crowd["statements"])


def test_the_limits_for_files_are_there_before_any_file() -> None:
    files = ask({}, parts=["files"])["files"]
    assert (files["each"], files["together"]) == ([], [])
    limits = files["limits"]
    assert (limits["count"], limits["bytes"], "zip" in limits["kinds"]) == (5, 10_000_000, True)
    assert respond("{}")["files"] is None


def test_what_is_given_back_can_be_sent_again(responses: list[dict[str, Any]]) -> None:
    for response in responses[::5]:
        if response["verdict"]:
            assert ask(response["answers"], response["today"])["answers"] == response["answers"]


def test_the_rules_version_names_package_and_rules(responses: list[dict[str, Any]]) -> None:
    assert {response["rules_version"] for response in responses} == {responses[0]["rules_version"]}
    assert re.fullmatch(rf"{re.escape(checker.__version__)}\+[0-9a-f]{{8}}", responses[0]["rules_version"])


def test_every_response_carries_the_notice(responses: list[dict[str, Any]]) -> None:
    notice = "Independent of Alibaba.com. Not legal advice. The guides were compared on "
    assert all(response["notice"].startswith(notice) for response in responses)
    assert responses[0]["notice"] == checker.NOTICE


def test_what_can_be_taken_away_is_text_and_nothing_where_nothing_was_assessed(
    responses: list[dict[str, Any]],
) -> None:
    for response in responses:
        assert list(response["exports"]) == ["answer", "calendar", "dispute_text", "evidence_list"]
        if not response["verdict"]:
            assert set(response["exports"].values()) == {""}


#: What a result shows with its source beside it.
SHOWN = ("problems", "timeline", "deadlines", "remedies", "changes", "evidence", "next_steps")


def test_whatever_a_result_shows_has_its_source(responses: list[dict[str, Any]]) -> None:
    for response in filter(lambda response: response["outcome"], responses):
        decided = [gate for gate in response["gates"] if gate["status"] != "unknown"]
        shown = [entry for part in SHOWN for entry in response[part]]
        for entry in [response["outcome_words"], *decided, *shown]:
            assert entry["statements"] or entry["policy"], (response["answers"], entry)
        for reading in response["readings"]:
            assert reading["statements"] or reading["policy"] or reading["silent_on"], reading


def test_a_not_yet_says_from_when() -> None:
    ship, waits = base("not_shipped"), "2026-03-02"
    assert ask(ship, waits)["outcome_words"]["badge"] == "Not yet: from 3 March 2026"
    assert ask(base("nothing_yet"), waits)["outcome_words"]["badge"] == "Not yet"


def test_the_day_owed_is_that_of_its_deadline(responses: list[dict[str, Any]]) -> None:
    owing = [response for response in responses if response["owed"]]
    assert owing
    for response in owing:
        (owed,) = (deadline for deadline in response["deadlines"] if deadline["id"] == response["owed"])
        assert (owed["safe_by"], owed["last_day"]) == (response["safe_by"], response["last_day"])


def test_while_a_dispute_is_open_the_days_for_filing_are_only_for_filing_again() -> None:
    conditions = {
        stage: {deadline["id"]: deadline["only_if"] for deadline in ask(answers, STORY_DAY)["deadlines"]}
        for stage, answers in {"none": base("shortage"), "filed": filed("shortage")}.items()
    }
    assert set(conditions["none"].values()) == {None}
    assert conditions["filed"].pop("file") == "it has to be filed again"
    assert set(conditions["filed"].values()) == {None}


def test_what_can_be_taken_away_carries_the_days_shown() -> None:
    response = ask(base("shortage"), STORY_DAY)
    assert f"DTSTART;VALUE=DATE:{response['safe_by'].replace('-', '')}\r\n" in response["exports"]["calendar"]
    assert "1. A video of the unpacking (missing)" in response["exports"]["evidence_list"]
    assert response["exports"]["dispute_text"].startswith("What was agreed\n")


def test_amounts_are_text_with_cents(responses: list[dict[str, Any]]) -> None:
    amounts = [remedy["most_usd"] for response in responses for remedy in response["remedies"] if remedy["most_usd"]]
    assert amounts
    assert all(re.fullmatch(r"\d+\.\d\d", amount) for amount in amounts)


def test_an_amount_that_is_not_known_is_null() -> None:
    untold = base("wrong_spec", paid_on_platform=DROP, order_total=DROP, coverage_limit=DROP, unit_price=DROP)
    assert [remedy["most_usd"] for remedy in ask(untold, STORY_DAY)["remedies"]] == [None]


def test_the_one_day_is_one_of_the_days(responses: list[dict[str, Any]]) -> None:
    for response in responses:
        if response["safe_by"]:
            assert response["safe_by"] in [deadline["safe_by"] for deadline in response["deadlines"]]
        if response["safe_by"] and response["last_day"]:
            assert response["safe_by"] <= response["last_day"]


def test_the_days_are_in_time_order_and_have_the_right_state(responses: list[dict[str, Any]]) -> None:
    for response in responses:
        today = response["today"]
        days = [d["last_day"] or d["first_day"] or d["safe_by"] for d in response["deadlines"]]
        assert days == sorted(days, key=lambda day: day or "9999")
        for deadline in response["deadlines"]:
            last = deadline["last_day"]
            if last and deadline["state"] != "not_started":
                assert deadline["state"] == ("today" if last == today else "coming" if last > today else "passed")


def test_the_timeline_lies_ahead_and_every_entry_flips_something(responses: list[dict[str, Any]]) -> None:
    seen = 0
    for response in responses:
        before = (response["verdict"], response["outcome"])
        days = [flip["day"] for flip in response["timeline"]]
        assert days == sorted(set(days))
        for flip in response["timeline"]:
            assert flip["day"] > response["today"]
            assert (flip["verdict"], flip["outcome"]) != before or flip["deadlines"]
            before = (flip["verdict"], flip["outcome"])
            seen += 1
    assert seen > 40


def test_the_timeline_says_what_the_day_itself_says(responses: list[dict[str, Any]]) -> None:
    for response in responses[::6]:
        for flip in response["timeline"]:
            then = ask(response["answers"], flip["day"], parts=[])
            assert (flip["verdict"], flip["outcome"]) == (then["verdict"], then["outcome"])
