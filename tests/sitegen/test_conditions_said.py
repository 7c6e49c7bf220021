"""Conditions in words: each case by itself, nothing that goes without saying, every clock with its source."""

import re

import pytest

from checker.conditions import TODAY, YES, Condition, Counted
from checker.questions import (
    agreed_ship_on,
    buyer_tier,
    circumstances,
    delivered_on,
    dispute_filed_on,
    dispute_stage,
    expected_delivery_on,
    paid_through,
    shipped_on,
    tracking,
)
from checker.statements import Statements
from sitegen.conditions_said import cases, sentence, when
from sitegen.facts import Facts
from sitegen.path import path_for

MARK = re.compile(r" \[[^\]]+\]\([^)]*?(?: \"[^\"]*\")?\)\{[^}]*\}")

not_paid = paid_through.is_("not_paid")
lots, delay = circumstances.includes("several_lots"), circumstances.includes("accepted_delay")
genuine = tracking.is_("genuine")
overdue = TODAY.is_after(agreed_ship_on.day)


@pytest.fixture
def said(book: Statements) -> Facts:
    return Facts(book, "problems/shortage.md", {})


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (YES, ""),
        (not_paid, "Paid through: “I have not paid anything yet”."),
        (~not_paid, "Paid through: not “I have not paid anything yet”."),
        (buyer_tier.is_in("platinum", "pro"), "Buyer level: “Platinum” or “Pro”."),
        (~buyer_tier.is_in("platinum", "pro"), "Buyer level: neither “Platinum” nor “Pro”."),
        (lots, "Circumstances: “The goods come in more than one delivery”."),
        (shipped_on.is_not_yet, "Shipment has not taken place yet."),
        (~shipped_on.is_not_yet, "Shipment has taken place."),
        (overdue, "The agreed ship date is over."),
        (~overdue, "The agreed ship date is not over yet."),
        (shipped_on.is_after(agreed_ship_on.day), "Shipment came after the agreed ship date."),
        (shipped_on.is_by(agreed_ship_on.day), "Shipment came by the agreed ship date."),
        (Counted(says="no unit is faulty"), "No unit is faulty."),
        (overdue & not_paid, "The agreed ship date is over, and Paid through: “I have not paid anything yet”."),
        (overdue | shipped_on.is_not_yet, "The agreed ship date is over or shipment has not taken place yet."),
        (overdue & (genuine | lots), "The agreed ship date is over, and either Tracking: “A journey that fits my "
         "order” or Circumstances: “The goods come in more than one delivery”."),
        ((overdue & genuine) | shipped_on.is_not_yet, "One of these:\n\n- The agreed ship date is over, and Tracking: "
         "“A journey that fits my order”.\n- Shipment has not taken place yet."),
        # A day that is compared has come.
        (shipped_on.has_happened & shipped_on.is_by(agreed_ship_on.day), "Shipment came by the agreed ship date."),
        (shipped_on.has_happened & delivered_on.is_after(expected_delivery_on.day),
         "Delivery came after the expected delivery date."),
    ],
)  # fmt: skip
def test_a_condition_in_words(said: Facts, condition: Condition, words: str) -> None:
    assert sentence(condition, said) == words


@pytest.mark.parametrize(
    ("topic", "of", "later", "words"),
    [
        ("filing-window", "delivered_on", TODAY, "30 days from delivery are over."),
        ("filing-window", "first_lot_delivered_on", TODAY, "30 days from the first delivery are over."),
        ("filing-window", "delivered_on", dispute_filed_on.day, "The day you file lies later than 30 days from "
         "delivery."),
        ("evidence-deadline", None, TODAY, "5 working days from the request are over."),
    ],
)  # fmt: skip
def test_a_clock_is_said_with_its_source_and_without_a_date(
    said: Facts, book: Statements, topic: str, of: str | None, later: object, words: str
) -> None:
    (end,) = book.ends(topic, of=of)
    found = sentence(later.is_after(end), said)  # type: ignore[attr-defined]
    assert MARK.sub("", found) == words
    assert "../guides/" in found
    assert f"#says-{end.cites[0]}" in found


def test_a_clock_whose_last_day_counts_says_so(said: Facts, book: Statements) -> None:
    (end,) = book.ends("escalation")
    last_day, over = sentence(TODAY.is_after(end + -1), said), sentence(~TODAY.is_after(end), said)
    assert MARK.sub("", last_day) == "The last of 4 days from the day you file has come."
    assert MARK.sub("", over) == "4 days from the day you file are not over yet."


@pytest.mark.parametrize(
    ("condition", "number"),
    [
        (overdue & ~overdue, 0),
        (overdue | (overdue & genuine), 1),
        ((overdue & genuine) | (overdue & ~genuine), 1),
        ((overdue | genuine) & (lots | delay), 4),
        (~((delivered_on.has_happened & overdue) | (delivered_on.is_not_yet & genuine)), 3),
    ],
)
def test_cases_are_few_and_none_contains_another(condition: Condition, number: int) -> None:
    found = [frozenset(case) for case in cases(condition)]
    assert len(found) == number
    assert not any(one < other for one in found for other in found)


def test_a_line_says_for_whom_it_is(said: Facts, book: Statements) -> None:
    by_rule = {(line.rule.id, line.fold): when(line, said) for line in path_for("shortage", book).lines}
    assert MARK.sub("", by_rule["window-closed", ""]) == (
        "No dispute yet. One of these:\n\n- 60 days from delivery are over.\n"
        "- 30 days from delivery are over, and Buyer level: neither “Platinum” nor “Pro”."
    )
    assert by_rule["nothing-paid", ""] == ""
    assert by_rule["decided-for-buyer", "dispute"] == "Dispute: “Alibaba has decided”."
    assert dispute_stage.options["closed_by_silence"] in by_rule["closed-by-silence", "dispute"]
