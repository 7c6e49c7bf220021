"""The dispute statement: the told facts in order, in plain characters, and nothing that was not told."""

import re
from datetime import date
from typing import Any

import pytest

from checker import assess
from checker.dispute_text import as_text
from checker.questions import PLAIN, QUESTIONS
from tests.checker.policy_cases import CASES, TODAY, base, day, filed, several
from tests.checker.stories import story
from tests.checker.talk import TODAY as STORY_DAY
from tests.wide import wide


def statement(answers: dict[str, Any], today: date = TODAY) -> str:
    return as_text(assess(answers, today))


def part(text: str, title: str) -> list[str]:
    """The lines under a title."""
    parts = {first: lines for first, *lines in (part.split("\n") for part in text.rstrip("\n").split("\n\n"))}
    return [line.removeprefix("- ") for line in parts.get(title, [])]


def test_the_parts_stand_in_order() -> None:
    titles = [part.split("\n")[0] for part in statement(base("shortage", tolerance_percent=5)).split("\n\n")]
    assert titles == [
        "What was agreed",
        "Day by day",
        "How it stands on 10 April 2026",
        "What is wrong",
        "What is asked for",
        "Evidence handed in with this statement",
    ]


def test_the_counts_lead_to_the_amount() -> None:
    text = statement(base("shortage", tolerance_percent=5))
    assert part(text, "What is wrong") == [
        "Fewer units arrived than the order says.",
        "Units received: 900.",
        "Units missing: 100.",
    ]
    assert part(text, "What is asked for") == ["A refund of up to USD 900.00: 100 units missing at USD 9.00 each."]
    assert "Agreed tolerance, percent: 5." in part(text, "What was agreed")


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (base("overage"), "A refund of up to USD 900.00: 100 units in excess at USD 9.00 each."),
        (base("wrong_spec"), "A refund of up to USD 9,000.00: what was paid through Alibaba.com."),
        (
            base("wrong_spec", coverage_limit="1000"),
            "A refund of up to USD 1,000.00: the coverage limit of the seller.",
        ),
        (
            base("defective", goods_used="partly", units_used=100),
            "A refund of up to USD 8,100.00: 900 unused units at USD 9.00 each.",
        ),
        (
            base("inspection_failed", coverage_type="pre_shipment"),
            "The deposit back, up to USD 2,700.00: what was paid through Alibaba.com.",
        ),
        (
            base("shortage", unit_price="0.003333", units_ordered=2000),
            "A refund of up to USD 3.66: 1,100 units missing at USD 0.003333 each.",
        ),
    ],
)
def test_what_is_asked_for_says_how_it_is_counted(answers: dict[str, Any], asked: str) -> None:
    assert part(statement(answers), "What is asked for") == [asked]


def test_nothing_is_asked_for_where_no_amount_is_known() -> None:
    untold = dict.fromkeys(("paid_on_platform", "order_total", "unit_price"), "unsure")
    assert part(statement(base("wrong_spec", **untold)), "What is asked for") == []
    assert part(statement(base("change_of_mind")), "What is asked for") == []


def test_the_days_stand_in_the_order_of_the_calendar() -> None:
    assert part(statement(filed("wrong_spec")), "Day by day") == [
        "27 February 2026: the goods were shipped.",
        "2 March 2026: the agreed ship date.",
        "30 March 2026: the goods cleared customs.",
        "1 April 2026: the goods arrived.",
        "6 April 2026: the expected delivery date.",
        "8 April 2026: the dispute was opened.",
    ]


@pytest.mark.parametrize("answers", [{}, {"ordered_on_platform": "yes"}, base("nothing_yet")])
def test_no_problem_no_statement(answers: dict[str, Any]) -> None:
    assert statement(answers) == ""


def test_what_is_unsure_or_untold_is_left_out() -> None:
    sure = statement(base("wrong_spec", receipt_confirmed_on="2026-04-03"))
    unsure = statement(base("wrong_spec", receipt_confirmed_on="unsure", term_in_order="unsure", shipped_on="unsure"))
    for fact in ("receipt was confirmed", "The point in question", "the goods were shipped"):
        assert fact in sure
        assert fact not in unsure
    assert statement({"problem": "shortage"}) == "What is wrong\n- Fewer units arrived than the order says.\n"


def test_what_no_longer_bears_on_the_case_is_left_out() -> None:
    outside = statement(base("wrong_spec", paid_through="outside"))
    assert "All payments went another way than through Alibaba.com." in outside
    assert "The point in question" not in outside


def test_a_word_can_be_a_fact() -> None:
    assert "Receipt has not been confirmed on Alibaba.com." in statement(base("shortage"))
    assert "No tolerance in quantity was agreed." in statement(base("shortage"))


def test_several_problems_stand_in_one_statement() -> None:
    text = statement(several("shortage", "colour_difference", units_received=900))
    assert [line for line in part(text, "What is wrong") if "nits" not in line or "order" in line] == [
        "Fewer units arrived than the order says.",
        "The colour of the goods is another one than agreed.",
    ]


def every_fact() -> list[str]:
    """Each thing a statement can say, as a pattern."""
    facts = [re.escape(fact) for question in QUESTIONS.values() for fact in question.facts.values()]
    days = [rf"\d+ [A-Z][a-z]+ \d{{4}}: {re.escape(question.event)}\." for question in QUESTIONS.values()]
    counts = [rf"{re.escape(q.short)}: (USD )?[\d,.]+\." for q in QUESTIONS.values() if q.kind in ("money", "number")]
    return [*facts, *days, *counts, r"Units (missing|in excess): [\d,.]+\.", r"(A|The) (refund|credit|deposit) .+\."]


@pytest.mark.parametrize("seed", wide(range(120), short=30))
def test_only_told_facts_in_plain_characters(seed: int) -> None:
    told = story(seed, problems=seed % 3 + 1)
    text = statement(told, STORY_DAY)
    assert PLAIN.fullmatch(text)
    assert text == statement(dict(reversed(told.items())), STORY_DAY)
    for line in re.findall(r"^- (.+)$", text, re.MULTILINE):
        assert re.fullmatch("|".join(every_fact()), line), line
    for question, answer in told.items():
        if answer == "unsure":
            assert not any(fact in text for fact in QUESTIONS[question].facts.values()), question


def test_every_case_of_the_policy_is_told_in_plain_characters() -> None:
    for case in CASES[::6]:
        assert PLAIN.fullmatch(statement(case.answers, case.today)), case.label


def test_every_day_has_plain_words() -> None:
    for question in QUESTIONS.values():
        assert PLAIN.fullmatch(question.event), question.id
        assert question.kind not in ("money", "number") or PLAIN.fullmatch(question.short), question.id


def test_a_later_day_changes_no_fact() -> None:
    early, late = statement(base("wrong_spec")), statement(base("wrong_spec"), day(12))
    assert early.replace("10 April 2026", "13 April 2026") == late
