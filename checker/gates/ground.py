"""The ground gate: is this problem one that the programme answers for?"""

from __future__ import annotations

from checker.conditions import YES, Counted
from checker.counts import as_ordered, defects_within_rate, none_defective, units_within_tolerance
from checker.gates import Gate, Rule
from checker.gates.cases import (
    BREACHES,
    FAULTS,
    QUALITY,
    QUANTITY,
    UNDELIVERED,
    accepted_delay,
    arrived_late,
    extension_in_time,
    fake_tracking,
    not_arrived,
    not_sent,
    ship_date_missed,
    shipped_late,
    silent,
    still_expected,
)
from checker.questions import (
    agreed_ship_on,
    cause,
    circumstances,
    coverage_type,
    delivered_on,
    expected_delivery_on,
    goods_used,
    on_time_mark,
    packaging_as_agreed,
    problem,
    shipped_on,
)
from checker.statements import Statements

_complains_of_delay = problem.is_in("late_dispatch", "late_delivery", "extension_requested")
_on_time = shipped_on.has_happened & shipped_on.is_by(agreed_ship_on.day)
# Lateness is judged by the days, not by its name; the days of delivery are asked only where that is the complaint.
_told_late = delivered_on.is_after(expected_delivery_on.day).if_told() & delivered_on.has_happened.if_told()
_late_on_the_way = _on_time & (
    (problem.is_("late_delivery") & arrived_late)
    | (problem.is_in("late_dispatch", "extension_requested") & ~extension_in_time & _told_late)
)
# Cause is asked where it is usual that somebody else is to blame; elsewhere it counts when it is told.
_asked_cause = problem.is_in(*UNDELIVERED)
_told_cause = problem.is_in(*(p for p in BREACHES if p not in UNDELIVERED))

# Which rules stand behind which: the closed ones first, then those that leave it unclear, then the open ones.
_OPEN = (
    "colour",
    "defects",
    "used-partly",
    "quantity",
    "deposit",
    "cancelled",
    "never-sent",
    "never-arrived",
    "sent-late",
    "extension-refused",
    "late-on-marked-product",
    "late-delivery-covered",
)
_UNCLEAR = (
    "accepted-delay",
    "accepted-fault",
    "ignored-inspection",
    "failed-inspection",
    "carrier-late",
    "used-all",
    "fault-after-shipment",
)
_NOTHING_BROKEN = (
    "nothing-late",
    "goods-in-order",
    "defects-within-rate",
    "no-defect",
    "units-within-tolerance",
    "no-difference",
)


def gate(book: Statements) -> Gate:
    """Build the gate. Damage on the way, late carriers and faults seen late are where the guides part."""
    return Gate(
        name="ground",
        asks="Is this problem one that the programme answers for?",
        general=Rule(
            id="broken-term",
            says="The goods differ from what the order says: that is a broken term.",
            when=YES,
            status="open",
            outcome="assessed-refund",
            policy=("P-quality",),
            because=("cover-quality-mismatch", "cover-terms-breach-general", "rem-quality-assessed"),
        ),
        notes=(
            (silent, "P-silent"),
            (problem.is_("extension_requested"), "P-extension"),
            (problem.is_in(*QUALITY) & goods_used.is_("test_only"), "P-used"),
            (problem.is_("inspection_failed"), "P-failed-inspection"),
        ),
        exceptions=(*_not_covered(book), *_own_doing(), *_goods(book), *_delay(book), *_nothing_comes()),
    )


def _not_covered(book: Statements) -> tuple[Rule, ...]:
    return (
        Rule(
            id="nothing-wrong-yet",
            says="Nothing has gone wrong yet.",
            when=problem.is_("nothing_yet"),
            status="closed",
            outcome="not-yet",
            policy=("P-nothing-yet",),
            because=("ta-trigger-breach-of-order-terms",),
        ),
        Rule(
            id="customs",
            says="Customs, duties and extra freight are not the seller's to answer for.",
            when=problem.is_in("customs_seizure", "extra_freight_or_duty"),
            status="closed",
            outcome="customs-or-freight",
            policy=("P-customs",),
            because=("excl-customs", "excl-only-supplier-obligations"),
        ),
        Rule(
            id="taste",
            says="Taste is not a term that can be broken.",
            when=problem.is_("subjective"),
            status="closed",
            outcome="unspecified-or-taste",
            policy=("P-taste",),
            because=("excl-subjective-quality", "excl-lower-than-expected"),
        ),
        Rule(
            id="change-of-mind",
            says="The goods are as ordered, and you changed your mind.",
            when=problem.is_("change_of_mind"),
            status="closed",
            outcome="buyers-own-doing",
            policy=("P-change-of-mind",),
            because=("ta-trigger-breach-of-order-terms",),
        ),
        Rule(
            id="transit-damage",
            says="Damage on the way is the carrier's or the insurer's, by all guides but one.",
            when=(problem.is_("transit_damage") | (problem.is_("defective") & cause.is_("carrier").if_told()))
            & book.holds("transit-damage", "not-covered"),
            status="closed",
            outcome="transit-damage",
            policy=("P-transit",),
            because=("excl-shipping-damage", "excl-only-supplier-obligations", "transit-damage-guaranteed-000"),
            over=(*_OPEN, *_UNCLEAR, "buyer-caused", "buyer-approved", "defects-within-rate", "no-defect"),
        ),
        Rule(
            id="packed-otherwise",
            says="The goods were packed otherwise than agreed, and that is a term of the order.",
            when=problem.is_("transit_damage") & packaging_as_agreed.is_("no"),
            status="unclear",
            outcome="guides-disagree",
            policy=("P-transit",),
            because=("transit-damage-guaranteed-000", "excl-shipping-damage", "contract-packaging"),
            over=("transit-damage",),
        ),
        Rule(
            id="force-majeure",
            says="Something outside everybody's control was the cause.",
            when=(_asked_cause & cause.is_("force_majeure")) | (_told_cause & cause.is_("force_majeure").if_told()),
            status="closed",
            outcome="force-majeure",
            policy=("P-force-majeure",),
            because=("excl-force-majeure",),
            over=(*_OPEN, *_UNCLEAR, *_NOTHING_BROKEN),
        ),
    )


def _own_doing() -> tuple[Rule, ...]:
    return (
        Rule(
            id="buyer-caused",
            says="You caused it yourself.",
            when=(_asked_cause & cause.is_("buyer")) | (_told_cause & cause.is_("buyer").if_told()),
            status="closed",
            outcome="buyers-own-doing",
            policy=("P-own-doing",),
            because=("excl-buyer-at-fault", "rem-denied"),
            over=(*_OPEN, *_UNCLEAR, *_NOTHING_BROKEN),
        ),
        Rule(
            id="buyer-approved",
            says="You approved the artwork or the sample that carries the fault.",
            when=problem.is_in(*QUALITY, "inspection_failed") & circumstances.includes("approved_error"),
            status="closed",
            outcome="buyers-own-doing",
            policy=("P-own-doing",),
            because=("excl-buyer-at-fault",),
            over=(*_OPEN, *_UNCLEAR, "defects-within-rate", "no-defect", "force-majeure"),
        ),
        Rule(
            id="accepted-fault",
            says="You knew of the fault and went on, and no guide says what follows.",
            when=problem.is_in(*FAULTS) & circumstances.includes("accepted_fault"),
            status="unclear",
            outcome="guides-silent",
            policy=("P-accepted-fault",),
            because=("contract-is-the-yardstick",),
            over=_OPEN,
        ),
        Rule(
            id="ignored-inspection",
            says="The inspection failed, and you paid the rest and let the goods ship.",
            when=problem.is_in(*FAULTS) & circumstances.includes("paid_after_failed_inspection"),
            status="unclear",
            outcome="guides-silent",
            policy=("P-inspection-ignored",),
            because=("covtype-pre-withhold-balance", "rem-batch-cancelled"),
            over=_OPEN,
        ),
        Rule(
            id="used-partly",
            says="Some of the goods are used: only the unused ones can still be claimed with confidence.",
            when=problem.is_in(*QUALITY) & goods_used.is_("partly"),
            status="open",
            outcome="part-covered",
            policy=("P-used",),
            because=("excl-used-goods",),
            over=("colour", "defects"),
        ),
        Rule(
            id="used-all",
            says="All of the goods are used. One guide says that such claims may be refused; no other speaks of it.",
            when=problem.is_in(*QUALITY) & goods_used.is_("all"),
            status="unclear",
            outcome="guides-silent",
            policy=("P-used",),
            because=("excl-used-goods",),
            over=("colour", "defects"),
        ),
    )


def _goods(book: Statements) -> tuple[Rule, ...]:
    return (
        Rule(
            id="fault-after-shipment",
            says="A fault that shows only after shipment may not count.",
            when=problem.is_in(*QUALITY) & ~book.holds("fault-after-shipment", True),
            status="unclear",
            outcome="guides-disagree",
            policy=("P-quality",),
            because=("ta-covers-payment-shipping-aftersales", "excl-quality-after-shipment", "covtype-post-remedy"),
            over=("colour", "defects", "used-partly"),
        ),
        Rule(
            id="colour",
            says="The colour misses what the order says.",
            when=problem.is_("colour_difference"),
            status="open",
            outcome="assessed-refund",
            policy=("P-colour",),
            because=("excl-subjective-quality", "cover-quality-mismatch", "contract-measurable-criteria"),
        ),
        Rule(
            id="defects",
            says="There are more defects than agreed, or no rate was agreed and every unit counts.",
            when=problem.is_("defective"),
            status="open",
            outcome="assessed-refund",
            policy=("P-quality", "P-defect-rate"),
            because=("cover-quality-mismatch", "rem-quality-assessed", "contract-fields-002"),
        ),
        Rule(
            id="defects-within-rate",
            says="The defects stay within the rate that you agreed.",
            when=problem.is_("defective")
            & Counted(
                says="the share of defective units is within the agreed rate",
                needs=("allowed_defect_percent", "units_defective", "units_received"),
                reads=("units_ordered",),
                holds=defects_within_rate,
            ),
            status="closed",
            outcome="within-tolerance",
            policy=("P-defect-rate",),
            because=("contract-fields-002", "contract-measurable-criteria"),
            over=("defects", "used-partly", "used-all", "accepted-fault", "ignored-inspection"),
        ),
        Rule(
            id="no-defect",
            says="By the count you gave, no unit is faulty.",
            # Who complains of faulty units has some: a count of none holds when it is told, and is not asked for.
            when=problem.is_("defective")
            & Counted(says="no unit is faulty", needs=("units_defective",), holds=none_defective).if_told(),
            status="closed",
            outcome="nothing-broken",
            policy=("P-defect-rate",),
            because=("contract-is-the-yardstick", "ta-trigger-breach-of-order-terms"),
            over=(
                *("defects", "defects-within-rate", "used-partly", "used-all"),
                *("accepted-fault", "ignored-inspection", "fault-after-shipment"),
            ),
        ),
        Rule(
            id="quantity",
            says="The number of units differs from the order by more than the agreed tolerance.",
            when=problem.is_in(*QUANTITY),
            status="open",
            outcome="missing-or-excess-units",
            policy=("P-quantity",),
            because=("cover-wrong-quantity", "rem-quantity", "contract-quantity"),
        ),
        Rule(
            id="units-within-tolerance",
            says="The number of units stays within the agreed tolerance.",
            when=problem.is_in(*QUANTITY)
            & Counted(
                says="the difference in units is within the agreed tolerance",
                needs=("units_ordered", "units_received", "tolerance_percent"),
                holds=units_within_tolerance,
            ),
            status="closed",
            outcome="within-tolerance",
            policy=("P-quantity",),
            because=("cover-wrong-quantity", "contract-measurable-criteria"),
            over=("quantity", "accepted-fault", "ignored-inspection"),
        ),
        Rule(
            id="no-difference",
            says="By the counts you gave, no unit is missing or too many.",
            when=problem.is_in(*QUANTITY)
            & Counted(says="the counts are as ordered", needs=("units_ordered", "units_received"), holds=as_ordered),
            status="closed",
            outcome="nothing-broken",
            policy=("P-quantity",),
            because=("cover-wrong-quantity", "contract-quantity"),
            over=("quantity", "units-within-tolerance", "accepted-fault", "ignored-inspection"),
        ),
        Rule(
            id="failed-inspection",
            says="The inspection failed before shipment, and no guide gives a refund before delivery.",
            when=problem.is_("inspection_failed") & ~coverage_type.is_("pre_shipment"),
            status="unclear",
            outcome="guides-silent",
            policy=("P-failed-inspection",),
            because=("rem-batch-cancelled", "rem-replace-before-ship", "insp-before-shipment"),
        ),
        Rule(
            id="deposit",
            says="The inspection failed under pre-shipment coverage, which protects the deposit.",
            when=problem.is_("inspection_failed") & coverage_type.is_("pre_shipment"),
            status="open",
            outcome="deposit-back",
            policy=("P-failed-inspection", "P-coverage-type"),
            because=(
                "covtype-pre-protects-deposit",
                "covtype-pre-withhold-balance",
                "covtype-pre-needs-check-before-ship",
            ),
        ),
    )


def _delay(book: Statements) -> tuple[Rule, ...]:
    unmarked = _late_on_the_way & on_time_mark.is_in("none", "on_time_dispatch")
    agreed = ~book.contested("late-delivery-covered")
    on_any_order = book.holds("late-delivery-covered", "any-order")
    return (
        Rule(
            id="never-sent",
            says="Nothing was sent.",
            when=not_sent & ~extension_in_time,
            status="open",
            outcome="full-refund",
            policy=("P-late", "P-never-delivered"),
            because=("cover-late-shipment", "cover-non-delivery", "rem-non-delivery-full", "contract-ship-date"),
        ),
        Rule(
            id="sent-late",
            says="The goods were sent after the agreed day.",
            when=_complains_of_delay & shipped_late,
            status="open",
            outcome="late-refund",
            policy=("P-late",),
            because=("cover-late-shipment", "late-remedy-up-to-full", "late-remedy-refund", "late-remedy-credit-100"),
        ),
        Rule(
            id="extension-refused",
            says="The seller asks for more time, and you did not agree.",
            when=extension_in_time,
            status="open",
            outcome="late-refund",
            policy=("P-extension",),
            because=("refuse-extension-refund", "step-ask-by-message-center"),
        ),
        Rule(
            id="nothing-late",
            says="By the days you gave, nothing is late.",
            when=(problem.is_in("late_dispatch", "extension_requested") & _on_time & ~extension_in_time & ~_told_late)
            | (problem.is_("late_delivery") & _on_time & ~arrived_late),
            status="closed",
            outcome="nothing-broken",
            policy=("P-nothing-late",),
            because=("contract-ship-date", "ta-trigger-breach-of-order-terms"),
            over=("accepted-delay",),
        ),
        Rule(
            id="late-on-marked-product",
            says="The goods were sent in time and arrived late, and the product carries the on-time delivery mark.",
            when=_late_on_the_way & on_time_mark.is_in("on_time_delivery", "both"),
            status="open",
            outcome="credit-only",
            policy=("P-marked-late",),
            because=("late-remedy-credit-100", "otg-eligible-products", "cover-delivered-late"),
        ),
        Rule(
            id="carrier-late",
            says="The seller sent the goods in time and the carrier was late; the guides disagree what that brings.",
            when=unmarked & book.contested("late-delivery-covered"),
            status="unclear",
            outcome="late-remedy-disputed",
            policy=("P-carrier-late",),
            because=("cover-delivered-late", "late-remedy-credit-100", "excl-only-supplier-obligations"),
        ),
        Rule(
            id="late-delivery-covered",
            says="The seller sent the goods in time and the carrier was late; that counts for every order.",
            when=unmarked & agreed & on_any_order,
            status="open",
            outcome="late-refund",
            policy=("P-carrier-late",),
            because=("cover-delivered-late",),
        ),
        Rule(
            id="late-delivery-not-covered",
            says="The seller sent the goods in time and the carrier was late; that counts only for marked products.",
            when=unmarked & agreed & ~on_any_order,
            status="closed",
            outcome="nothing-broken",
            policy=("P-carrier-late",),
            because=("cover-delivered-late", "otg-eligible-products"),
            over=("accepted-delay",),
        ),
        Rule(
            id="accepted-delay",
            says="You accepted the delay in writing.",
            when=accepted_delay
            & (_complains_of_delay | not_sent | (not_arrived & still_expected & ship_date_missed & ~fake_tracking)),
            status="unclear",
            outcome="late-remedy-disputed",
            policy=("P-accepted-delay",),
            because=("cover-late-shipment", "contract-changes-on-platform"),
            over=_OPEN,
        ),
    )


def _nothing_comes() -> tuple[Rule, ...]:
    return (
        Rule(
            id="goods-in-order",
            says="The goods are there and in order: a seller who does not answer breaks nothing by that alone.",
            when=silent & delivered_on.has_happened,
            status="closed",
            outcome="nothing-broken",
            policy=("P-silent",),
            because=("ta-trigger-breach-of-order-terms",),
        ),
        Rule(
            id="never-arrived",
            says="Nothing was delivered.",
            when=not_arrived,
            status="open",
            outcome="full-refund",
            policy=("P-never-delivered",),
            because=("cover-non-delivery", "rem-non-delivery-full"),
        ),
        Rule(
            id="cancelled",
            says="The seller cancelled after confirming the order.",
            when=problem.is_("supplier_cancelled"),
            status="open",
            outcome="full-refund",
            policy=("P-cancelled",),
            because=("cover-supplier-cancels", "rem-cancel-full"),
        ),
    )
