"""Answers are read as they are meant, and what cannot be meant is refused with its place and what would be right."""

import datetime
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from checker import BadAnswers, assess
from checker.answers import File, read_answers, read_day
from checker.questions import QUESTIONS
from tests.checker.talk import TODAY, ask

TOMORROW = TODAY + timedelta(1)


def faults(**answers: Any) -> list[tuple[str, str, str]]:
    return [(fault.path, fault.problem, fault.wanted) for fault in read_answers(answers, TODAY)[1]]


def facts(**answers: Any) -> dict[str, object]:
    read, wrong = read_answers(answers, TODAY)
    assert not wrong
    return read


# --- what is accepted -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "raw", "read"),
    [
        ("paid_through", "partly", "partly"),
        ("paid_through", "unsure", "unsure"),
        ("problem", "shortage", ("shortage",)),
        ("problem", ["shortage", "defective"], ("shortage", "defective")),
        ("problem", ["nothing_yet"], ("nothing_yet",)),
        ("circumstances", [], ()),
        ("circumstances", "unsure", "unsure"),
        ("evidence", [], ()),
        ("delivered_on", "2026-05-20", date(2026, 5, 20)),
        ("delivered_on", date(2026, 5, 20), date(2026, 5, 20)),
        ("delivered_on", "not_yet", "not_yet"),
        ("delivered_on", "1900-01-01", date(1900, 1, 1)),
        ("expected_delivery_on", "2200-12-31", date(2200, 12, 31)),
        ("delivered_on", "2024-02-29", date(2024, 2, 29)),
        ("order_total", "38500", Decimal(38500)),
        ("order_total", "7.70", Decimal("7.70")),
        ("order_total", "0", Decimal(0)),
        ("order_total", "unsure", "unsure"),
        ("order_total", Decimal("7.7"), Decimal("7.7")),
        ("units_ordered", 1200, Decimal(1200)),
        ("units_ordered", 0.1, Decimal("0.1")),
        ("units_ordered", 10**12, Decimal(10**12)),
        ("tolerance_percent", 100, Decimal(100)),
        ("tolerance_percent", "not_agreed", "not_agreed"),
        ("files", [], ()),
        ("files", [{"name": "a.jpg", "bytes": 0}], (File("a.jpg", 0),)),
        ("files", [{"name": "x" * 255, "bytes": 1}], (File("x" * 255, 1),)),
    ],
)
def test_an_answer_is_read_as_it_is_meant(question: str, raw: object, read: object) -> None:
    assert facts(**{question: raw}) == {question: read}


def test_what_is_not_told_stays_untold() -> None:
    assert facts() == {}
    assert assess({}, TODAY).verdict == "pending"


@pytest.mark.parametrize("question", list(QUESTIONS.values()), ids=lambda question: question.id)
def test_every_option_and_word_is_taken(question: Any) -> None:
    for value in [*question.options, *question.words]:
        assert facts(**{question.id: value})


def test_a_json_number_is_exact() -> None:
    told = ask({"problem": "shortage", "units_ordered": 1, "units_received": 1})
    assert told["answers"]["units_ordered"] == 1
    exact = json.loads('{"problem": "shortage", "units_ordered": 1000000.000001}')
    assert ask(exact)["asked"][1]["label"] == "1000000.000001"


@pytest.mark.parametrize("plan", ["agreed_ship_on", "expected_delivery_on"])
def test_a_plan_may_lie_ahead(plan: str) -> None:
    assert facts(**{plan: TOMORROW})


def test_what_happened_today_has_happened() -> None:
    assert facts(delivered_on=TODAY)


def test_events_on_one_day_are_in_order() -> None:
    assert facts(shipped_on=TODAY, delivered_on=TODAY, dispute_filed_on=TODAY, decided_on=TODAY)


# --- what is refused --------------------------------------------------------------------------------

LONG = "x" * 201

#: The kind of mistake, the question, the answer, and what the problem and the right answer must speak of.
WRONG: list[tuple[str, str, Any, str, str]] = [
    ("choice: unknown option", "paid_through", "cash", '"cash"', "alibaba, partly, outside, not_paid, unsure"),
    ("choice: a list", "paid_through", ["alibaba"], "a list", "one of alibaba"),
    ("choice: null", "paid_through", None, "null", "one of alibaba"),
    ("choice: true", "paid_through", True, "true", "one of alibaba"),
    ("choice: a number", "paid_through", 1, "1", "one of alibaba"),
    ("choice: a word of others", "paid_through", "not_yet", '"not_yet"', "one of alibaba"),
    ("choice: empty", "paid_through", "", '""', "one of alibaba"),
    ("choice: other letters", "paid_through", "Alibaba", '"Alibaba"', "one of alibaba"),
    ("choice: too long", "paid_through", LONG, "201 characters", "at most 200"),
    ("choices: unknown", "circumstances", ["rain"], '"rain"', "accepted_delay"),
    ("choices: an object", "circumstances", {}, "an object", "a list"),
    ("choices: null", "evidence", None, "null", "a list"),
    ("choices: a number", "evidence", [3], "3", "one of contract"),
    ("choices: twice", "evidence", ["chat", "chat"], 'names "chat" twice', "each option once"),
    ("choices: unsure within", "circumstances", ["unsure"], '"unsure"', "accepted_delay"),
    ("choices: nested", "circumstances", [["sample_order"]], "a list", "one of accepted_delay"),
    ("problem: none", "problem", [], "an empty list", "at least one problem, or nothing_yet"),
    ("problem: unsure", "problem", "unsure", '"unsure"', "one of nothing_yet"),
    ("problem: nothing beside another", "problem", ["nothing_yet", "shortage"], "beside", "either nothing_yet alone"),
    ("date: no such day", "delivered_on", "2026-02-30", "2026-02-30 does not exist", "in the calendar"),
    ("date: no such month", "delivered_on", "2026-13-01", "2026-13-01 does not exist", "in the calendar"),
    ("date: no leap year", "delivered_on", "2025-02-29", "2025-02-29 does not exist", "in the calendar"),
    ("date: day nought", "delivered_on", "2026-05-00", "does not exist", "in the calendar"),
    ("date: year nought", "delivered_on", "0000-01-01", "does not exist", "in the calendar"),
    ("date: too early", "delivered_on", "1899-12-31", "the year 1899", "1900 to 2200"),
    ("date: too late", "expected_delivery_on", "2201-01-01", "the year 2201", "1900 to 2200"),
    ("date: another form", "delivered_on", "20/05/2026", '"20/05/2026"', "a date such as 2026-05-20"),
    ("date: with a time", "delivered_on", "2026-05-20T10:00", '"2026-05-20T10:00"', "a date such as"),
    ("date: a week", "delivered_on", "2026-W20-1", '"2026-W20-1"', "a date such as"),
    ("date: without hyphens", "delivered_on", "20260520", '"20260520"', "a date such as"),
    ("date: a blank behind", "delivered_on", "2026-05-20 ", '"2026-05-20 "', "a date such as"),
    ("date: a line break behind", "delivered_on", "2026-05-20\n", "2026-05-20", "a date such as"),
    ("date: other digits", "delivered_on", "२०२६-०५-२०", "is", "a date such as"),
    ("date: a moment", "delivered_on", datetime.datetime(2026, 5, 20, 10), "2026-05-20", "a date such as"),
    ("date: a number", "delivered_on", 20260520, "20260520", "a date such as"),
    ("date: names its words", "delivered_on", "soon", '"soon"', 'or "unsure" or "not_yet"'),
    ("date: not yet where it cannot be", "paid_on", "not_yet", '"not_yet"', 'a date such as 2026-05-20 or "unsure"'),
    (
        "date: after today",
        "delivered_on",
        "2026-05-21",
        "21 May 2026 lies after today, 20 May 2026",
        "today or earlier",
    ),
    ("money: a number", "order_total", 38500, "38500", "decimal text"),
    ("money: below zero", "order_total", "-5", "-5, below zero", "zero or more"),
    ("money: a currency", "order_total", "USD 5", '"USD 5"', "decimal text"),
    ("money: commas", "order_total", "38,500", '"38,500"', "decimal text"),
    ("money: an exponent", "order_total", "1e5", '"1e5"', "decimal text"),
    ("money: NaN", "order_total", "NaN", '"NaN"', "decimal text"),
    ("money: a Decimal that is no number", "order_total", Decimal("NaN"), "NaN", "decimal text"),
    ("money: endless", "order_total", Decimal("Infinity"), "Infinity", "decimal text"),
    ("money: too much", "order_total", "1" * 13, '"1111111111111"', "decimal text"),
    ("money: too fine", "order_total", "0.1234567", '"0.1234567"', "decimal text"),
    ("money: true", "order_total", True, "true", "decimal text"),
    ("money: too long", "order_total", "1" * 201, "201 characters", "at most 200"),
    ("number: text", "units_ordered", "1200", '"1200"', "a number, such as 1200"),
    ("number: true", "units_ordered", True, "true", "a number"),
    ("number: null", "units_ordered", None, "null", "a number"),
    ("number: below zero", "units_ordered", -1, "-1, below zero", "zero or more"),
    ("number: NaN", "units_ordered", float("nan"), "nan", "a number"),
    ("number: endless", "units_ordered", float("inf"), "inf", "a number"),
    ("number: below all", "units_ordered", float("-inf"), "-inf", "a number"),
    ("number: too many", "units_ordered", 10**12 + 1, "1000000000001", "at most 1000000000000"),
    ("number: huge", "units_ordered", 10**5000, "is", "at most 1000000000000"),
    ("number: too fine", "units_ordered", 0.0000001, "more than six decimals", "a number"),
    ("number: hardly anything", "units_ordered", Decimal("1e-2000000"), "more than six decimals", "a number"),
    ("number: over a hundred percent", "tolerance_percent", 101, "101", "at most 100"),
    ("number: not agreed where it cannot be", "units_ordered", "not_agreed", '"not_agreed"', 'or "unsure"'),
    ("files: a text", "files", "photo.jpg", '"photo.jpg"', '[{"name": "photo.jpg", "bytes": 120000}]'),
    ("files: unsure", "files", "unsure", '"unsure"', "a list such as"),
    ("files: too many", "files", [{"name": "a.jpg", "bytes": 1}] * 101, "101 files", "at most 100"),
]


@pytest.mark.parametrize(
    ("question", "raw", "problem", "wanted"), [wrong[1:] for wrong in WRONG], ids=[wrong[0] for wrong in WRONG]
)
def test_a_wrong_answer_is_refused_at_its_place(question: str, raw: Any, problem: str, wanted: str) -> None:
    found = faults(**{question: raw})
    assert len(found) == 1
    path, said, right = found[0]
    assert path.partition("[")[0] == f"answers.{question}"
    assert problem in said
    assert wanted in right
    assert len(said) < 400


#: Part of a list or of a file: the answer, and the place named.
PLACES = [
    ("circumstances", ["sample_order", "rain"], "[1]"),
    ("files", [{"name": "a.jpg", "bytes": 1}, {"name": "b.jpg"}], "[1]"),
    ("files", [{"name": "a.jpg", "bytes": 1, "kind": "jpg"}], "[0]"),
    ("files", ["a.jpg"], "[0]"),
    ("files", [{"name": "", "bytes": 1}], "[0].name"),
    ("files", [{"name": 5, "bytes": 1}], "[0].name"),
    ("files", [{"name": "x" * 256, "bytes": 1}], "[0].name"),
    ("files", [{"name": "a.jpg", "bytes": -1}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": "1"}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": True}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": None}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": Decimal("1.5")}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": Decimal("1e999999999")}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": Decimal("1e-999999999")}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": Decimal("NaN")}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": 10**5000}], "[0].bytes"),
    ("files", [{"name": "a.jpg", "bytes": float("nan")}], "[0].bytes"),
]


@pytest.mark.parametrize(("question", "raw", "place"), PLACES, ids=range(len(PLACES)))
def test_a_part_of_an_answer_is_refused_at_its_own_place(question: str, raw: Any, place: str) -> None:
    assert [path for path, _, _ in faults(**{question: raw})] == [f"answers.{question}{place}"]


@pytest.mark.parametrize(
    ("key", "wanted"), [("payed_through", "did you mean paid_through?"), ("zzz", "an id from the list of questions")]
)
def test_an_unknown_question_is_named_with_the_nearest(key: str, wanted: str) -> None:
    assert faults(**{key: "yes"}) == [(f"answers.{key}", "there is no such question", wanted)]


@pytest.mark.parametrize("key", [5, None, "", "x" * 300, "\ud800", ("a",)])
def test_a_strange_key_is_no_question(key: Any) -> None:
    wrong = read_answers({key: "yes"}, TODAY)[1]
    assert [fault.problem for fault in wrong] == ["there is no such question"]
    assert len(wrong[0].path) < 60


@pytest.mark.parametrize("answers", [None, [], "x", 5, True])
def test_answers_that_are_no_mapping_are_refused(answers: Any) -> None:
    assert [fault.path for fault in read_answers(answers, TODAY)[1]] == ["answers"]


# --- what cannot all be true ------------------------------------------------------------------------

IN_ORDER = [
    ("agreed_ship_on", "expected_delivery_on"),
    ("shipped_on", "delivered_on"),
    ("shipped_on", "first_lot_delivered_on"),
    ("shipped_on", "customs_cleared_on"),
    ("first_lot_delivered_on", "delivered_on"),
    ("dispute_filed_on", "proposal_received_on"),
    ("dispute_filed_on", "counter_proposal_on"),
    ("dispute_filed_on", "evidence_requested_on"),
    ("dispute_filed_on", "escalated_on"),
    ("dispute_filed_on", "decided_on"),
    ("escalated_on", "decided_on"),
]


@pytest.mark.parametrize(("earlier", "later"), IN_ORDER)
def test_days_out_of_order_are_refused(earlier: str, later: str) -> None:
    wrong = faults(**{earlier: "2026-05-02", later: "2026-05-01"})
    assert wrong == [
        (
            f"answers.{later}",
            f"1 May 2026 lies before {earlier}, 2 May 2026",
            f"a day on or after {earlier}, or an earlier {earlier}",
        )
    ]
    assert not faults(**{earlier: "2026-05-01", later: "2026-05-01"})
    assert not faults(**{earlier: "unsure", later: "2026-05-01"})


@pytest.mark.parametrize("later", ["delivered_on", "first_lot_delivered_on", "customs_cleared_on"])
def test_what_was_never_sent_cannot_have_arrived(later: str) -> None:
    wrong = faults(shipped_on="not_yet", **{later: "2026-05-01"})
    assert [path for path, _, _ in wrong] == [f"answers.{later}"]
    assert "shipped_on says not_yet" in wrong[0][1]


@pytest.mark.parametrize("part", ["units_defective", "units_used"])
def test_no_part_is_more_than_all(part: str) -> None:
    wrong = faults(units_received=10, **{part: 11})
    assert wrong == [(f"answers.{part}", "is 11, more than the 10 units received", "at most units_received")]
    assert not faults(units_received=10, **{part: 10})


def test_every_fault_is_reported_at_once() -> None:
    wrong = faults(
        paid_through="cash",
        problem=[],
        colour="red",
        shipped_on="2026-05-10",
        delivered_on="2026-05-01",
        decided_on=TOMORROW,
        order_total="-1",
        units_received=1,
        units_used=2,
    )
    assert [path for path, _, _ in wrong] == [
        "answers.paid_through",
        "answers.problem",
        "answers.colour",
        "answers.order_total",
        "answers.decided_on",
        "answers.delivered_on",
        "answers.units_used",
    ]


def test_assess_raises_with_every_fault() -> None:
    with pytest.raises(BadAnswers, match=r"answers\.paid_through: is") as refused:
        assess({"paid_through": "cash", "delivered_on": "2026-02-30"}, TODAY)
    assert [fault.path for fault in refused.value.faults] == ["answers.paid_through", "answers.delivered_on"]


@pytest.mark.parametrize("today", ["2026-05-20", None, 5, datetime.datetime(2026, 5, 20, 10)])
def test_assess_needs_a_date_for_today(today: Any) -> None:
    with pytest.raises(BadAnswers) as refused:
        assess({"problem": "shortage", "delivered_on": date(2026, 5, 1)}, today)
    assert refused.value.faults[0].path == "today"


@pytest.mark.parametrize("raw", ["2026-02-30", "1899-01-01", "yesterday", 5, None])
def test_a_day_that_cannot_be_read_says_what_would_be_right(raw: Any) -> None:
    with pytest.raises(ValueError, match="; a"):
        read_day(raw)
