"""The data for machines: whole, and the same as what decides."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import checker
from checker.assessment import gates
from checker.outcomes import OUTCOMES
from checker.policy import POLICY
from checker.questions import QUESTIONS
from checker.statements import Statements
from sitegen import checks, data, settings

URL = "https://example.org/"


@pytest.fixture(scope="module")
def made(book: Statements) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in data.files(book, URL).items()}


def test_every_statement_and_every_topic_is_there(made: dict[str, Any], book: Statements) -> None:
    told = {entry["ref"]: entry for entry in made["data/statements.json"]["statements"]}
    assert set(told) == set(book.statements)
    for ref, statement in book.statements.items():
        assert (told[ref]["says"], told[ref]["topic"]) == (statement.says, statement.topic)
    topics = {entry["id"]: entry for entry in made["data/statements.json"]["topics"]}
    assert {name: entry["status"] for name, entry in topics.items()} == {
        name: book.position(name).status for name in book.topics
    }
    assert {entry["followed"] for entry in topics.values()} <= {None, *told}


def test_a_value_keeps_its_unit_and_its_event(made: dict[str, Any]) -> None:
    told = {entry["ref"]: entry for entry in made["data/statements.json"]["statements"]}
    window = told["official/window-30-from-delivery"]
    assert window["value"] == {"days": 30, "start": "delivered_on", "working": False, "at_least": None}
    assert told["official/window-60-platinum-pro"]["when"] == {"buyer_tier": ["platinum", "pro"]}


def test_every_rule_is_there_with_what_it_rests_on(made: dict[str, Any], book: Statements) -> None:
    told = made["data/rules.json"]
    for gate, entry in zip(gates(book), told["gates"], strict=True):
        assert [rule["id"] for rule in entry["rules"]] == [rule.id for rule in gate.rules]
    assert {row["id"] for row in told["policy"]} == set(POLICY)
    assert {outcome["code"] for outcome in told["outcomes"]} == set(OUTCOMES)
    assert {question["id"] for question in told["questions"]} == set(QUESTIONS)
    cited = {ref for gate in told["gates"] for rule in gate["rules"] for ref in rule["statements"]}
    assert cited
    assert cited <= set(book.statements)


def test_both_files_say_of_which_rules_they_are(made: dict[str, Any]) -> None:
    response = json.loads(checker.respond(json.dumps({"schema": 1, "today": "2026-05-20", "answers": {}})))
    for name in ("data/statements.json", "data/rules.json"):
        assert made[name]["rules_version"] == response["rules_version"]
        assert made[name]["notice"] == checker.NOTICE


def test_the_published_schemas_hold_for_a_request_and_its_response(made: dict[str, Any]) -> None:
    request = {"schema": 1, "today": "2026-05-20", "answers": {"problem": "shortage"}}
    response = json.loads(checker.respond(json.dumps(request)))
    for name, instance in (("schema/request.json", request), ("schema/response.json", response)):
        assert made[name]["$id"] == URL + name
        jsonschema.Draft202012Validator.check_schema(made[name])
        jsonschema.Draft202012Validator(made[name]).validate(instance)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(made["schema/request.json"]).validate(request | {"today": 1})


def test_the_site_has_them_and_every_page_they_name(site: Path, book: Statements) -> None:
    own = settings.load().site_url
    made = data.files(book, own)
    for name, text in made.items():
        assert (site / name).read_text("utf-8") == text
    ids: dict[str, list[str]] = {}
    told, rules = (json.loads(made[name]) for name in ("data/statements.json", "data/rules.json"))
    for entry in (*told["guides"], *told["topics"], *told["statements"], *rules["policy"], *rules["outcomes"]):
        path, _, fragment = entry["page"].removeprefix(own).partition("#")
        if path not in ids:
            ids[path] = checks.read("x", (site / path / "index.html").read_text("utf-8")).ids
        assert not fragment or fragment in ids[path], entry["page"]
