"""The coverage gate: is this order protected at all?"""

from __future__ import annotations

from checker.conditions import YES
from checker.gates import Gate, Rule
from checker.questions import circumstances, delivered_on, ordered_on_platform, paid_through, problem, protection_mark
from checker.statements import Statements

_outside = ordered_on_platform.is_("no") | paid_through.is_("outside")
_never_received = problem.is_in("not_shipped", "not_delivered") | (
    problem.is_in("late_dispatch", "late_delivery", "supplier_silent", "supplier_cancelled", "extension_requested")
    & delivered_on.is_not_yet.if_told()
)


def gate(book: Statements) -> Gate:
    """Build the gate. Which orders are protected is what the guides differ on."""
    return Gate(
        name="coverage",
        asks="Is this order protected?",
        general=Rule(
            id="protected",
            says="The order was placed and paid for through Alibaba.com, and shows the protection.",
            when=YES,
            status="open",
            because=(
                "ta-automatic-all-orders",
                "ta-only-enrolled-suppliers",
                "order-placed-on-platform",
                "pay-on-platform-required",
            ),
        ),
        notes=((circumstances.includes("sample_order"), "P-sample"),),
        exceptions=(
            Rule(
                id="off-platform",
                says="The order was placed, or all of it was paid, outside Alibaba.com.",
                when=_outside,
                status="closed",
                outcome="off-platform",
                policy=("P-off-platform",),
                because=("order-placed-on-platform", "pay-on-platform-required", "pay-off-platform-forfeits"),
                over=("nothing-paid", "part-off-platform"),
            ),
            Rule(
                id="offline-complaint",
                says="Paid outside Alibaba.com and never received: only a complaint about an offline deal is possible.",
                when=_outside & _never_received & ~paid_through.is_("not_paid"),
                status="closed",
                outcome="offline-complaint-only",
                policy=("P-offline", "P-off-platform"),
                because=("offline-definition", "offline-two-complaints-only", "pay-off-platform-forfeits"),
                over=("off-platform",),
            ),
            Rule(
                id="nothing-paid",
                says="Nothing has been paid yet, so there is nothing to refund.",
                when=paid_through.is_("not_paid"),
                status="closed",
                outcome="nothing-paid",
                policy=("P-unpaid",),
                because=("dispute-needs-payment-first", "pay-direct-wire-no-cover"),
            ),
            Rule(
                id="part-off-platform",
                says="Part of the money was paid outside Alibaba.com: that part is lost, the rest is doubtful.",
                when=paid_through.is_("partly"),
                status="unclear",
                outcome="part-off-platform",
                policy=("P-part-outside",),
                because=("pay-off-platform-forfeits", "pay-on-platform-required"),
            ),
            Rule(
                id="no-mark",
                says="The order page shows no protection mark, and the guides disagree whether every order has it.",
                when=ordered_on_platform.is_("yes")
                & paid_through.is_("alibaba")
                & protection_mark.is_in("no", "unsure")
                & book.said("which-orders", "enrolled-suppliers"),
                status="unclear",
                outcome="enrolment-uncertain",
                policy=("P-no-mark",),
                because=("ta-automatic-all-orders", "ta-only-enrolled-suppliers", "supplier-mark-where"),
            ),
        ),
    )
