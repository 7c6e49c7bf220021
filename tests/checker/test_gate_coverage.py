"""The coverage gate: each rule, what it beats, and what is asked as long as it is open."""

from typing import Any

import pytest

from checker.gates import coverage
from checker.statements import load
from tests.checker.gatehouse import facts, find, missing, rule
from tests.checker.policy_cases import DROP

UNRECEIVED = ("late_dispatch", "late_delivery", "supplier_silent", "supplier_cancelled", "extension_requested")


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("wrong_spec", {}, "open: protected"),
        ("wrong_spec", {"ordered_on_platform": "no"}, "closed: off-platform"),
        ("wrong_spec", {"paid_through": "outside"}, "closed: off-platform"),
        ("wrong_spec", {"ordered_on_platform": "no", "paid_through": "not_paid"}, "closed: off-platform"),
        ("wrong_spec", {"ordered_on_platform": "no", "paid_through": "partly"}, "closed: off-platform"),
        ("not_shipped", {"paid_through": "outside"}, "closed: offline-complaint"),
        ("not_delivered", {"ordered_on_platform": "no"}, "closed: offline-complaint"),
        ("not_delivered", {"ordered_on_platform": "no", "paid_through": "not_paid"}, "closed: off-platform"),
        ("not_delivered", {}, "open: protected"),
        *((problem, {"paid_through": "outside", "delivered_on": "not_yet"}, "closed: offline-complaint")
          for problem in UNRECEIVED),
        ("late_dispatch", {"paid_through": "outside"}, "closed: off-platform"),
        ("late_dispatch", {"paid_through": "outside", "delivered_on": DROP}, "closed: off-platform"),
        ("defective", {"paid_through": "outside", "delivered_on": "not_yet"}, "closed: off-platform"),
        ("wrong_spec", {"paid_through": "not_paid"}, "closed: nothing-paid"),
        ("wrong_spec", {"paid_through": "partly"}, "unclear: part-off-platform"),
        ("wrong_spec", {"protection_mark": "no"}, "unclear: no-mark"),
        ("wrong_spec", {"protection_mark": "unsure"}, "unclear: no-mark"),
        ("wrong_spec", {"protection_mark": "no", "paid_through": "partly"}, "unclear: part-off-platform"),
        ("wrong_spec", {"protection_mark": "no", "ordered_on_platform": "no"}, "closed: off-platform"),
    ],
)  # fmt: skip
def test_the_rule_that_decides(problem: str, changes: dict[str, Any], wanted: str) -> None:
    assert rule(coverage.gate, problem, **changes) == wanted


@pytest.mark.parametrize("question", ["ordered_on_platform", "paid_through", "protection_mark"])
def test_as_long_as_it_is_not_told_the_gate_is_not_known(question: str) -> None:
    assert question in missing(coverage.gate, "wrong_spec", **{question: DROP})


def test_the_mark_is_not_asked_where_it_changes_nothing() -> None:
    assert missing(coverage.gate, "wrong_spec", protection_mark=DROP, paid_through="outside") == set()
    assert missing(coverage.gate, "wrong_spec", protection_mark=DROP, paid_through="partly") == set()


def test_a_payment_the_buyer_cannot_tell_parts_the_verdict() -> None:
    finding = find(coverage.gate, "wrong_spec", paid_through="unsure")
    assert (finding.status, finding.unsure) == ("unclear", ("paid_through",))


def test_a_sample_order_is_noted() -> None:
    gate = coverage.gate(load())
    assert gate.noted(facts("wrong_spec", circumstances=["sample_order"])) == ("P-sample",)
    assert gate.noted(facts("wrong_spec")) == ()
