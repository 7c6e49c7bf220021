"""What is left of a condition for who knows that others do not hold."""

import pytest

from checker.conditions import NO, TODAY, YES, Condition
from checker.questions import (
    agreed_ship_on,
    cause,
    circumstances,
    delivered_on,
    dispute_stage,
    ordered_on_platform,
    paid_through,
    shipped_on,
)
from sitegen.known import Known

not_paid, outside = paid_through.is_("not_paid"), paid_through.is_("outside")
delay, fault = circumstances.includes("accepted_delay"), circumstances.includes("accepted_fault")
overdue = TODAY.is_after(agreed_ship_on.day)


@pytest.mark.parametrize(
    ("told", "holds", "condition", "left"),
    [
        (not_paid, False, not_paid, NO),
        (not_paid, True, paid_through.is_in("not_paid", "partly"), YES),
        (not_paid, False, paid_through.is_in("not_paid", "partly"), paid_through.is_("partly")),
        (paid_through.is_in("not_paid", "partly", "outside"), False, paid_through.is_("alibaba"), YES),
        (outside | ordered_on_platform.is_("no"), False, ordered_on_platform.is_("yes"), YES),
        (outside & ordered_on_platform.is_("no"), False, outside, outside),
        (outside & ordered_on_platform.is_("no"), True, outside, YES),
        (~delay, True, delay & fault, NO),
        (~delay, False, delay & fault, fault),
        (delay, True, delay | fault, YES),
        (shipped_on.is_not_yet, True, shipped_on.has_happened, NO),
        (shipped_on.is_not_yet, False, shipped_on.has_happened, YES),
        (shipped_on.is_not_yet, True, TODAY.is_after(shipped_on.day), NO),
        (shipped_on.is_not_yet, True, shipped_on.is_after(agreed_ship_on.day), YES),
        (overdue, True, ~overdue, NO),
        (overdue, False, ~overdue & delay, delay),
        # An answer that a rule takes as it is: the real ones do not make up for it.
        (dispute_stage.is_in(*dispute_stage.options), False, dispute_stage.is_unsure, YES),
        (not_paid, False, dispute_stage.is_in(*dispute_stage.options), dispute_stage.is_in(*dispute_stage.options)),
        # What counts only where it is told may be untold.
        (cause.is_("buyer").if_told(), True, cause.is_("buyer"), cause.is_("buyer")),
    ],
)  # fmt: skip
def test_what_is_left(told: Condition, holds: bool, condition: Condition, left: Condition) -> None:
    assert Known().learn(told, holds).left(condition) == left


def test_parts_that_stand_before_are_known_to_those_after() -> None:
    assert Known().left(delay & ~(delay & fault)) == delay & ~fault
    assert Known().left(delay | (~delay & fault)) == delay | fault


@pytest.mark.parametrize(
    ("conditions", "can_be"),
    [
        ((delay, ~delay), False),
        ((delay | fault, ~delay), True),
        ((delay | fault, ~delay, ~fault), False),
        ((not_paid, outside), False),
        ((~not_paid, ~outside, ~paid_through.is_("partly"), ~paid_through.is_("alibaba")), False),
        ((shipped_on.is_not_yet, shipped_on.has_happened), False),
        ((shipped_on.is_not_yet, delivered_on.has_happened), True),
        ((), True),
    ],
)
def test_whether_conditions_can_hold_together(conditions: tuple[Condition, ...], can_be: bool) -> None:
    assert Known().allows(*conditions) is can_be
