"""The statements and the rules as JSON, and the JSON Schema of request and response: the same data, for machines."""

import dataclasses
import json
from typing import Any

from checker.assessment import gates
from checker.contract import notice, rules_version
from checker.outcomes import OUTCOMES
from checker.policy import POLICY, PRINCIPLES
from checker.questions import QUESTIONS
from checker.schema import request_schema, response_schema
from checker.statements import Guide, Statement, Statements
from sitegen.facts import GUIDES_PAGE
from sitegen.written import address_of

Json = dict[str, Any]

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# What each file holds, by its path in the site.
FILES = {
    "data/statements.json": "Every statement of every guide, with its source, its value and its address; every topic, "
    "with how the guides stand on it and what we follow.",
    "data/rules.json": "What decides: the rules of the gates with what they rest on, our own decisions, the outcomes, "
    "the questions.",
    "schema/request.json": "JSON Schema of a request to the checker.",
    "schema/response.json": "JSON Schema of its response.",
}


def files(book: Statements, site_url: str) -> dict[str, str]:
    """Every file as text, by its path in the site."""
    made = {
        "data/statements.json": statements(book, site_url),
        "data/rules.json": rules(book, site_url),
        "schema/request.json": {"$id": f"{site_url}schema/request.json"} | request_schema(),
        "schema/response.json": {"$id": f"{site_url}schema/response.json"} | response_schema(),
    }
    return {name: json.dumps(made[name], ensure_ascii=False, indent=1, default=str) + "\n" for name in FILES}


def _head(book: Statements) -> Json:
    return {"rules_version": rules_version(book), "notice": notice(book), "license": LICENCE}


def statements(book: Statements, site_url: str) -> Json:
    """The guides, the topics and the statements, each with its address on the site."""

    def address(guide: str) -> str:
        return site_url + address_of(GUIDES_PAGE.format(guide))

    def of_guide(guide: Guide) -> Json:
        told = {field.name: getattr(guide, field.name) for field in dataclasses.fields(guide)}
        return {name: value for name, value in told.items() if name != "statements"} | {"page": address(guide.id)}

    def of_topic(topic: str) -> Json:
        position = book.position(topic)
        followed = position.followed.ref if position.followed else None
        told = dataclasses.asdict(position.topic) | {"page": f"{site_url}{position.topic.page}/#{topic}"}
        return told | {"status": position.status, "followed": followed, "because": position.reason}

    def of_statement(statement: Statement) -> Json:
        told = dataclasses.asdict(statement) | {"when": dict(statement.when)}
        del told["line"]
        return {"ref": statement.ref} | told | {"page": f"{address(statement.guide)}#says-{statement.id}"}

    return _head(book) | {
        "guides": [of_guide(guide) for guide in book.guides],
        "topics": [of_topic(topic) for topic in book.topics],
        "statements": [of_statement(statement) for statement in book.statements.values()],
    }


def rules(book: Statements, site_url: str) -> Json:
    """The gates with their rules, our own decisions, the outcomes and the questions."""
    return _head(book) | {
        "gates": [
            {
                "gate": gate.name,
                "rules": [
                    {
                        "id": rule.id,
                        "says": rule.says,
                        "status": rule.status,
                        "outcome": rule.outcome,
                        "questions": rule.when.questions(),
                        "statements": book.cite(*rule.because),
                        "policy": rule.policy,
                        "over": rule.over,
                    }
                    for rule in gate.rules
                ],
            }
            for gate in gates(book)
        ],
        "principles": [dataclasses.asdict(principle) for principle in PRINCIPLES],
        "policy": [
            dataclasses.asdict(row) | {"page": f"{site_url}how-we-decide/#{row.id.lower()}"} for row in POLICY.values()
        ],
        "outcomes": [
            dataclasses.asdict(outcome) | {"page": f"{site_url}outcomes/{outcome.code}/"}
            for outcome in OUTCOMES.values()
        ],
        "questions": [dataclasses.asdict(question) for question in QUESTIONS.values()],
    }
