"""Conditions that several gates share: what kind of case it is, told from the problem and the days."""

from __future__ import annotations

from checker.conditions import TODAY, After, Condition, Day, LeftOpen
from checker.questions import (
    agreed_ship_on,
    circumstances,
    delivered_on,
    dispute_stage,
    expected_delivery_on,
    problem,
    shipped_on,
    tracked_delivery_on,
    tracking,
)
from checker.statements import Statements

#: The goods themselves are at fault.
QUALITY = ("wrong_goods", "wrong_spec", "defective", "colour_difference")
QUANTITY = ("shortage", "overage")
#: A fault that can be seen in the goods or read in an inspector's report.
FAULTS = (*QUALITY, *QUANTITY, "inspection_failed")
#: The complaint is about time, or about nothing coming.
LATE = ("not_shipped", "late_dispatch", "late_delivery")
UNDELIVERED = (*LATE, "not_delivered", "supplier_silent")
#: Everything that can break a term of the order.
BREACHES = (*FAULTS, *UNDELIVERED, "supplier_cancelled", "extension_requested")

silent = problem.is_("supplier_silent")
unshipped = shipped_on.is_not_yet
overdue = TODAY.is_after(agreed_ship_on.day)
shipped_late = shipped_on.has_happened & shipped_on.is_after(agreed_ship_on.day)
ship_date_missed = (unshipped & overdue) | shipped_late
arrived_late = (delivered_on.has_happened & delivered_on.is_after(expected_delivery_on.day)) | (
    delivered_on.is_not_yet & TODAY.is_after(expected_delivery_on.day)
)

#: Nothing was sent, whatever the complaint is called. P-silent: a silent supplier is judged by what is missing.
not_sent = problem.is_("not_shipped") | (
    (problem.is_in("late_dispatch", "late_delivery", "extension_requested") | silent) & unshipped
)
#: Sent, and never arrived.
not_arrived = problem.is_("not_delivered") | (silent & delivered_on.is_not_yet & shipped_on.has_happened)

#: P-extension speaks up to and on the agreed ship day, until the goods are shipped; from then on, P-late does.
extension_in_time = (
    problem.is_("extension_requested") & TODAY.is_by(agreed_ship_on.day) & ~shipped_on.has_happened.if_told()
)
accepted_delay = circumstances.includes("accepted_delay")

#: P-fake-tracking: as never delivered, without waiting for the expected day.
fake_tracking = not_arrived & tracking.is_("suspect")
#: P-never-delivered: genuine tracking with a day on it shows delivery, so there is nothing left to wait for.
tracking_shows_delivery = not_arrived & tracking.is_("genuine") & tracked_delivery_on.has_happened.if_told()
still_expected = TODAY.is_by(expected_delivery_on.day)


def past(ends: tuple[Day, ...], topic: str, day: Day = TODAY) -> After | LeftOpen:
    """``day`` lies after the end of the period on a topic; left open where the guides differ or none says."""
    tests = tuple(day.is_after(end) for end in ends)
    return tests[0] if len(tests) == 1 else LeftOpen(topic, tests, silent=not tests)


def proposal_lapsed(book: Statements) -> Condition:
    """A proposal waited longer than the buyer had to answer it: as closed by silence (P-proposal)."""
    return dispute_stage.is_("proposal_waiting") & past(book.ends("buyer-silence"), "buyer-silence")
