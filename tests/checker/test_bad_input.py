"""A request that cannot be used gets the full response shape, no verdict, and every fault; never an exception."""

from typing import Any

import pytest

import checker
from checker.contract import MAX_FAULTS, MAX_REQUEST, PARTS
from tests.checker.talk import request, respond

HEAD = '"schema": 1, "today": "2026-05-20"'


def answers(text: str) -> str:
    """A request whose answers are these, as JSON text."""
    return f'{{{HEAD}, "answers": {{{text}}}}}'


#: What is wrong, the request, the place, and what the problem and the right input must speak of.
WRONG: list[tuple[str, str | bytes, str, str, str]] = [
    ("nothing", "", "", "not JSON", "an object such as"),
    ("no JSON", "{", "", "line 1, column", "an object such as"),
    ("a comment", "{} // x", "", "not JSON", "an object such as"),
    ("a list", "[]", "", "is not an object", "an object such as"),
    ("null", "null", "", "is not an object", "an object such as"),
    ("a text", '"problem"', "", "is not an object", "an object such as"),
    ("a number", "5", "", "is not an object", "an object such as"),
    ("NaN", "NaN", "", "is not an object", "an object such as"),
    ("not UTF-8", b'{"schema": "\xff"}', "", "not UTF-8 (byte 12)", "text in UTF-8"),
    ("UTF-16", '{"schema": 1}'.encode("utf-16"), "", "not UTF-8", "text in UTF-8"),
    ("too long", "{}" + " " * MAX_REQUEST, "", "65538 bytes", "at most 65536 bytes"),
    ("too long in bytes", '"' + "é" * (MAX_REQUEST // 2) + '"', "", "65538 bytes", "at most 65536 bytes"),
    ("deep lists", "[" * 5000 + "]" * 5000, "", "deeper than 8", "an object such as"),
    ("deep objects", '{"a":' * 60 + "1" + "}" * 60, "", "deeper than 8", "an object such as"),
    ("deep and cut off", "[" * 60000, "", "deeper than 8", "an object such as"),
    ("an unknown part", f'{{{HEAD}, "answers": {{}}, "parts": ["verdicts"]}}', "parts[0]", "no such part", "possible"),
    ("a part that is no text", f'{{{HEAD}, "answers": {{}}, "parts": [[]]}}', "parts[0]", "no such part", "one of"),
    ("parts that are no list", f'{{{HEAD}, "answers": {{}}, "parts": "gates"}}', "parts", "not a list", "a list of"),
    ("parts that are null", f'{{{HEAD}, "answers": {{}}, "parts": null}}', "parts", "not a list", "a list of"),
    ("a key too many", f'{{{HEAD}, "answers": {{}}, "lang": "de"}}', "lang", "no such part of a request", "schema, an"),
    ("no schema", '{"today": "2026-05-20", "answers": {}}', "schema", "is missing", "schema: 1"),
    ("another schema", '{"schema": 2, "today": "2026-05-20", "answers": {}}', "schema", "is", "schema: 1"),
    ("schema as text", '{"schema": "1", "today": "2026-05-20", "answers": {}}', "schema", '"1"', "schema: 1"),
    ("schema as true", '{"schema": true, "today": "2026-05-20", "answers": {}}', "schema", "true", "schema: 1"),
    ("schema null", '{"schema": null, "today": "2026-05-20", "answers": {}}', "schema", "null", "schema: 1"),
    ("schema NaN", '{"schema": NaN, "today": "2026-05-20", "answers": {}}', "schema", "NaN", "schema: 1"),
    ("no today", '{"schema": 1, "answers": {}}', "today", "is missing", "2026-05-20"),
    ("today null", '{"schema": 1, "today": null, "answers": {}}', "today", "null", "a date such as"),
    ("today no day", '{"schema": 1, "today": "2026-02-30", "answers": {}}', "today", "does not exist", "calendar"),
    ("today too early", '{"schema": 1, "today": "1899-12-31", "answers": {}}', "today", "1899", "1900 to 2200"),
    ("today too late", '{"schema": 1, "today": "2201-01-01", "answers": {}}', "today", "2201", "1900 to 2200"),
    ("no answers", f"{{{HEAD}}}", "answers", "is missing", "an object from question id"),
    ("answers null", f'{{{HEAD}, "answers": null}}', "answers", "null", "an object from question id"),
    ("answers a list", f'{{{HEAD}, "answers": [1]}}', "answers", "a list", "an object from question id"),
    ("today twice", f'{{{HEAD}, "today": "2026-05-20", "answers": {{}}}}', "today", "stands twice", "each key once"),
    ("an answer twice", answers('"problem": "shortage", "problem": "shortage"'), "answers.problem", "twice", "once"),
    (
        "a file's name twice",
        answers('"files": [{"name": "a.jpg", "name": "b.jpg", "bytes": 1}]'),
        "answers.files[0]",
        "twice",
        "once",
    ),
    ("unknown question", answers('"problm": "shortage"'), "answers.problm", "no such question", "mean problem?"),
    ("choice", answers('"cause": "weather"'), "answers.cause", '"weather"', "force_majeure"),
    ("choices", answers('"evidence": ["memory"]'), "answers.evidence[0]", '"memory"', "photos"),
    ("empty problem list", answers('"problem": []'), "answers.problem", "an empty list", "at least one problem"),
    ("nothing_yet beside", answers('"problem": ["nothing_yet", "shortage"]'), "answers.problem", "beside", "alone"),
    ("impossible date", answers('"paid_on": "2026-02-30"'), "answers.paid_on", "does not exist", "calendar"),
    ("event after today", answers('"paid_on": "2026-05-21"'), "answers.paid_on", "lies after today", "earlier"),
    (
        "delivered before shipped",
        answers('"shipped_on": "2026-05-02", "delivered_on": "2026-05-01"'),
        "answers.delivered_on",
        "lies before shipped_on",
        "on or after shipped_on",
    ),
    ("money as a number", answers('"order_total": 5'), "answers.order_total", "is 5", "decimal text"),
    ("money below zero", answers('"order_total": "-5.00"'), "answers.order_total", "below zero", "zero or more"),
    ("money NaN", answers('"order_total": NaN'), "answers.order_total", "nan", "decimal text"),
    ("number NaN", answers('"units_ordered": NaN'), "answers.units_ordered", "nan", "a number"),
    ("number Infinity", answers('"units_ordered": Infinity'), "answers.units_ordered", "inf", "a number"),
    ("number -Infinity", answers('"units_ordered": -Infinity'), "answers.units_ordered", "inf", "a number"),
    ("number below zero", answers('"units_ordered": -1'), "answers.units_ordered", "below zero", "zero or more"),
    ("a huge whole number", answers(f'"units_ordered": {"9" * 5000}'), "answers.units_ordered", "is", "a"),
    ("a huge exponent", answers('"units_ordered": 1e999999999'), "answers.units_ordered", "is", "at most"),
    ("an endless exponent", answers(f'"units_ordered": 1e{"9" * 20}'), "answers.units_ordered", "is", ""),
    ("a tiny exponent", answers('"units_ordered": 1e-2000000'), "answers.units_ordered", "six decimals", "a number"),
    (
        "a huge file",
        answers('"files": [{"name": "a.jpg", "bytes": 1e999999999}]'),
        "answers.files[0].bytes",
        "1E+999999999",
        "whole number",
    ),
    (
        "an endless file",
        answers(f'"files": [{{"name": "a.jpg", "bytes": 1e{"9" * 20}}}]'),
        "answers.files[0].bytes",
        "is",
        "whole number",
    ),
    ("a file of NaN", answers('"files": [{"name": "a", "bytes": NaN}]'), "answers.files[0].bytes", "NaN", "whole"),
    (
        "a file named NaN",
        answers('"files": [{"name": NaN, "bytes": 1}]'),
        "answers.files[0].name",
        "is NaN",
        "a file name",
    ),
    (
        "a file named by a number",
        answers(f'"files": [{{"name": {"1" * 50}, "bytes": 1}}]'),
        "answers.files[0].name",
        "is 111",
        "a file name",
    ),
    ("files as an object", answers('"files": {"name": "a.jpg", "bytes": 1}'), "answers.files", "an object", "a list"),
    ("an over-long text", answers(f'"cause": "{"x" * 999}"'), "answers.cause", "999 characters", "at most 200"),
    (
        "too many answers",
        answers(", ".join(f'"paid_o{number}": 1' for number in range(201))),
        "answers",
        "names 201 questions",
        "at most 200",
    ),
    ("a lone surrogate", answers('"cause": "\\ud800"'), "answers.cause", "\ud800", "one of supplier"),
    ("a lone surrogate as a key", answers('"\\ud800": 1'), "answers.\ud800", "no such question", "an id from"),
    ("a nul", answers('"cause": "\\u0000"'), "answers.cause", "\x00", "one of supplier"),
]


@pytest.mark.parametrize(
    ("text", "path", "problem", "wanted"), [wrong[1:] for wrong in WRONG], ids=[wrong[0] for wrong in WRONG]
)
def test_a_wrong_request_is_refused_in_full(text: str | bytes, path: str, problem: str, wanted: str) -> None:
    response = respond(text)
    assert [error["path"] for error in response["errors"]] == [path]
    assert problem in response["errors"][0]["problem"]
    assert wanted in response["errors"][0]["wanted"]
    refused(response)


def refused(response: dict[str, Any]) -> None:
    assert response["verdict"] is None
    assert response["outcome"] is None
    assert response["answers"] == {}
    assert list(response) == list(respond(request({"problem": "shortage"})))
    assert set(response) >= set(PARTS)
    assert response["schema"] == 1
    assert response["notice"] == checker.NOTICE
    for error in response["errors"]:
        assert error["problem"] and error["wanted"]
        assert len(error["problem"]) + len(error["wanted"]) < 700


def test_every_fault_of_a_request_is_reported_at_once() -> None:
    text = (
        '{"schema": 3, "today": "2026-02-30", "parts": ["gates", "x"], "lang": "de", "lang": "fr", '
        '"answers": {"problem": [], "cause": 5, "cause": 5, "colour": 1, "order_total": "-1"}}'
    )
    response = respond(text)
    refused(response)
    assert sorted(error["path"] for error in response["errors"]) == sorted(
        [
            *("lang", "lang", "schema", "today", "parts[1]", "answers.cause"),
            *("answers.problem", "answers.cause", "answers.colour", "answers.order_total"),
        ]
    )


def test_of_very_many_faults_the_rest_are_counted() -> None:
    errors = respond(f'{{{HEAD}, "answers": {{}}, "parts": [{", ".join("0" * 300)}]}}')["errors"]
    assert len(errors) == MAX_FAULTS + 1
    assert errors[-2]["path"] == f"parts[{MAX_FAULTS - 1}]"
    assert errors[-1]["problem"] == f"the request has {300 - MAX_FAULTS} more faults"


def test_days_are_compared_with_one_another_even_without_a_today() -> None:
    response = respond('{"schema": 1, "answers": {"shipped_on": "2026-05-02", "delivered_on": "2026-05-01"}}')
    assert [error["path"] for error in response["errors"]] == ["today", "answers.delivered_on"]


@pytest.mark.parametrize(
    "text",
    [
        request({}).encode(),
        b"\xef\xbb\xbf" + request({}).encode(),
        "\ufeff" + request({}),
        request({}).replace("1,", "1.0,", 1),
        " \n" + request({}) + "\n",
        answers('"units_ordered": 0e999999999'),
        answers('"units_ordered": 0e-999999999'),
        answers('"units_ordered": -0'),
        answers('"files": [{"name": "[[[[[[[[[.jpg", "bytes": 0}]'),
        answers('"files": [{"name": "\\ud800.jpg", "bytes": 1}]'),
        answers('"files": [{"name": "a\\"[[[[[[[[[[.jpg", "bytes": 1}]'),
        request({}).replace("{}", "{" + " " * (MAX_REQUEST - len(request({}))) + "}"),
    ],
    ids=range(12),
)
def test_what_is_unusual_but_right_is_taken(text: str | bytes) -> None:
    response = respond(text)
    assert response["errors"] == []
    assert response["verdict"] == "pending"


def test_minus_zero_is_zero() -> None:
    response = respond(answers('"paid_on_platform": "-0.00", "units_ordered": -0'))
    assert response["answers"] == {"paid_on_platform": "0.00", "units_ordered": 0}
    assert {told["id"]: told["label"] for told in response["asked"]} == {
        "paid_on_platform": "USD 0.00",
        "units_ordered": "0",
    }
