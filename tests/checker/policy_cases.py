"""Every row of the policy as stories of buyers: what they answer, and what they must be told.

Written from the policy alone, by another reader than the one who wrote the rules.
Where the policy can be read in two ways the case stands in DOUBTFUL, with the other reading.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any


def kinds(text: str) -> frozenset[str]:
    return frozenset(text.split())


OUTCOMES = {
    "qualifies": kinds(
        "full-refund assessed-refund late-refund missing-or-excess-units deposit-back credit-only escalate-now "
        "auto-escalated answer-proposal submit-evidence appeal-open"
    ),
    "partly": kinds("part-covered capped"),
    "unclear": kinds(
        "guides-disagree guides-silent late-remedy-disputed weak-proof window-unknown part-off-platform "
        "enrolment-uncertain closed-by-silence decision-overdue answer-unknown"
    ),
    "does_not_qualify": kinds(
        "off-platform offline-complaint-only nothing-paid not-yet nothing-broken window-closed appeal-closed "
        "transit-damage customs-or-freight force-majeure unspecified-or-taste within-tolerance buyers-own-doing"
    ),
}
VERDICT_OF = {outcome: verdict for verdict, outcomes in OUTCOMES.items() for outcome in outcomes}


class Mark(Enum):
    """What stands for no answer. They read the same in the name of every test."""

    UNSAID = "unsaid"
    DROP = "drop"

    __repr__ = __str__ = lambda self: self.value


UNSAID: Any = Mark.UNSAID  # None is an answer here: no day runs
DROP: Any = Mark.DROP  # an answer the buyer has not given yet


@dataclass(frozen=True)
class Case:
    """One story. `policy` is the row it tests ("" for the paragraphs above the tables); outcome None means pending."""

    policy: str
    name: str
    answers: dict[str, Any]
    today: date
    outcome: str | None
    safe_by: date | None = UNSAID
    last_day: date | None = UNSAID
    deadlines: dict[str, date] = field(default_factory=dict)  # id -> last day
    from_days: dict[str, date] = field(default_factory=dict)  # id -> first day
    problems: dict[str, str] = field(default_factory=dict)  # problem -> its own outcome
    remedies: frozenset[str] = frozenset()  # kinds that must be offered
    possible: frozenset[str] = frozenset()  # pending: within reach
    impossible: frozenset[str] = frozenset()  # pending: out of reach
    cites: tuple[str, ...] = ()
    doubt: str = ""  # the other reading

    @property
    def verdict(self) -> str:
        return VERDICT_OF[self.outcome] if self.outcome else "pending"

    @property
    def label(self) -> str:
        return f"{self.policy or 'together'}: {self.name}"

    def __str__(self) -> str:
        """As tests are called: the same in every run, which sets of words are not."""
        return self.label


# One order, told in dates. The days of the week matter only for the five working days.
PAID = date(2026, 2, 2)
INSPECTED = date(2026, 2, 20)
SHIPPED = date(2026, 2, 27)
AGREED = date(2026, 3, 2)
CUSTOMS = date(2026, 3, 30)
DELIVERED = date(2026, 4, 1)
EXPECTED = date(2026, 4, 6)
TODAY = date(2026, 4, 10)
FILED = date(2026, 4, 8)


def after(event: date, days: int) -> date:
    return event + timedelta(days)


def day(number: int) -> date:
    """The number-th day after delivery."""
    return after(DELIVERED, number)


DAY_30, DAY_60 = day(30), day(60)
END_UNDELIVERED = after(EXPECTED, 30)

COMMON: dict[str, Any] = {
    "ordered_on_platform": "yes",
    "paid_through": "alibaba",
    "protection_mark": "yes",
    "buyer_tier": "standard",
    "dispute_stage": "none",
    "cause": "supplier",
    "on_time_mark": "none",
    "coverage_type": "none",
    "term_in_order": "exact",
    "colour_code_in_order": "yes",
    "chat_on_platform": "all",
    "goods_used": "no",
    "packaging_as_agreed": "yes",
    "carrier": "supplier_arranged",
    "circumstances": [],
    "supplier_replied": "yes",
    "sample_approved_on_platform": "no",
    "evidence": ["contract", "chat", "photos"],
    "paid_on": PAID,
    "agreed_ship_on": AGREED,
    "expected_delivery_on": EXPECTED,
    "order_total": "9000.00",
    "paid_on_platform": "9000.00",
    "paid_off_platform": "0.00",
    "unit_price": "9.00",
    "coverage_limit": "50000.00",
    "balance_unpaid": "0.00",
    "units_ordered": 1000,
    "units_used": 0,
    "tolerance_percent": "not_agreed",
    "allowed_defect_percent": "not_agreed",
}
ARRIVED: dict[str, Any] = {
    "shipped_on": SHIPPED,
    "customs_cleared_on": CUSTOMS,
    "delivered_on": DELIVERED,
    "receipt_confirmed_on": "not_yet",
    "tracking": "genuine",
    "units_received": 1000,
    "units_defective": 1000,
}
ON_THE_WAY: dict[str, Any] = {
    "shipped_on": SHIPPED,
    "customs_cleared_on": "not_yet",
    "delivered_on": "not_yet",
    "receipt_confirmed_on": "not_yet",
    "tracking": "none",
    "units_received": 0,
    "units_defective": 0,
}
UNSHIPPED: dict[str, Any] = ON_THE_WAY | {"shipped_on": "not_yet"}
LATE_SHIPPED = after(AGREED, 10)
LATE_DELIVERED = after(EXPECTED, 8)

STORIES: dict[str, dict[str, Any]] = {
    "nothing_yet": UNSHIPPED,
    "not_shipped": UNSHIPPED,
    "supplier_cancelled": UNSHIPPED,
    "extension_requested": UNSHIPPED,
    "supplier_silent": UNSHIPPED | {"supplier_replied": "no"},
    "inspection_failed": UNSHIPPED
    | {"inspected_on": INSPECTED, "paid_on_platform": "2700.00", "balance_unpaid": "6300.00"},
    "not_delivered": ON_THE_WAY,
    "late_dispatch": ARRIVED | {"shipped_on": LATE_SHIPPED},
    "late_delivery": ARRIVED | {"delivered_on": LATE_DELIVERED},
    "shortage": ARRIVED | {"units_received": 900, "units_defective": 0},
    "overage": ARRIVED | {"units_received": 1100, "units_defective": 0},
    "defective": ARRIVED | {"units_defective": 100},
}


def base(problem: str, /, **changes: Any) -> dict[str, Any]:
    """A complete, ordinary story of this problem, with the changes this case is about."""
    told = COMMON | STORIES.get(problem, ARRIVED) | {"problem": [problem]} | changes
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in told.items() if value is not DROP
    }


def filed(problem: str, stage: str = "filed", on: Any = FILED, **changes: Any) -> dict[str, Any]:
    return base(problem, dispute_stage=stage, dispute_filed_on=on, **changes)


def several(*problems: str, **changes: Any) -> dict[str, Any]:
    return base(problems[0], problem=list(problems), **changes)


# The tables are set by hand: a story a line or two, as they are read.
# fmt: off
TIME = [
    # P-window
    Case("P-window", "delivery day itself", base("wrong_spec"), DELIVERED, "assessed-refund", DAY_30, DAY_30),
    Case(
        "P-window", "day 30", base("wrong_spec"), DAY_30, "assessed-refund", DAY_30, DAY_30, deadlines={"file": DAY_30}
    ),
    Case("P-window", "day 31", base("wrong_spec"), day(31), "window-closed", deadlines={"file": DAY_30}),
    Case("P-window", "day 31, shortage", base("shortage"), day(31), "window-closed"),
    Case("P-window", "day 31, wrong goods", base("wrong_goods"), day(31), "window-closed"),
    Case("P-window", "day 31, shipped late", base("late_dispatch"), day(31), "window-closed"),
    Case("P-window", "Platinum, day 30", base("wrong_spec", buyer_tier="platinum"), DAY_30, "assessed-refund", DAY_30,
         DAY_60),
    Case("P-window", "Platinum, day 31", base("wrong_spec", buyer_tier="platinum"), day(31), "assessed-refund", DAY_30,
         DAY_60),
    Case("P-window", "Pro, day 60", base("wrong_spec", buyer_tier="pro"), DAY_60, "assessed-refund", DAY_30, DAY_60),
    Case("P-window", "Pro, day 61", base("wrong_spec", buyer_tier="pro"), day(61), "window-closed"),
    Case("P-window", "Platinum, day 61", base("defective", buyer_tier="platinum"), day(61), "window-closed"),
    Case("P-window", "tier unsure, day 61", base("wrong_spec", buyer_tier="unsure"), day(61), "window-closed"),
    # P-tier-unsure
    Case("P-tier-unsure", "day 30", base("wrong_spec", buyer_tier="unsure"), DAY_30, "assessed-refund", DAY_30, DAY_30,
         deadlines={"file": DAY_30, "file-60": DAY_60}),
    Case("P-tier-unsure", "day 31", base("wrong_spec", buyer_tier="unsure"), day(31), "window-unknown", DAY_30, DAY_60),
    Case("P-tier-unsure", "day 60", base("wrong_spec", buyer_tier="unsure"), DAY_60, "window-unknown", DAY_30, DAY_60),
    Case("P-tier-unsure", "filed on day 45",
         filed("wrong_spec", "escalated", day(45), escalated_on=day(50), buyer_tier="unsure"), day(52),
         "window-unknown"),
    # P-safe-filing
    Case("P-safe-filing", "expected before it came", base("wrong_spec", expected_delivery_on=day(-5)), TODAY,
         "assessed-refund", day(25), DAY_30),
    Case("P-safe-filing", "passed while the last day is ahead", base("wrong_spec", expected_delivery_on=day(-5)),
         day(27), "assessed-refund", day(25), DAY_30),
    Case(
        "P-safe-filing",
        "receipt confirmed, delivery day unknown",
        base(
            "wrong_spec",
            delivered_on="unsure",
            customs_cleared_on="unsure",
            receipt_confirmed_on=day(2),
            expected_delivery_on=day(9),
        ),
        TODAY,
        "window-unknown",
        day(32),
    ),
    Case("P-safe-filing", "first lot",
         base("wrong_spec", circumstances=["several_lots"], first_lot_delivered_on=day(-7)), TODAY, "assessed-refund",
         day(23)),
    Case("P-safe-filing", "the day wrong tracking shows",
         base("not_delivered", tracking="suspect", tracked_delivery_on=date(2026, 3, 20)), date(2026, 3, 25),
         "full-refund", date(2026, 4, 19), END_UNDELIVERED),
    Case("P-safe-filing", "inspection reminders do not count without post-delivery coverage", base("wrong_spec"), TODAY,
         "assessed-refund", DAY_30, DAY_30,
         deadlines={"inspect-after-customs": after(CUSTOMS, 15), "inspect-after-shipment": after(SHIPPED, 90)}),
    Case("P-safe-filing", "customs + 15 counts with post-delivery coverage",
         base("wrong_spec", coverage_type="post_delivery"), TODAY, "assessed-refund", after(CUSTOMS, 15),
         deadlines={"inspect-after-customs": after(CUSTOMS, 15)}),
    Case(
        "P-safe-filing",
        "shipment + 90 counts with post-delivery coverage",
        base(
            "wrong_spec",
            coverage_type="post_delivery",
            paid_on=date(2026, 1, 5),
            agreed_ship_on=date(2026, 1, 25),
            shipped_on=date(2026, 1, 20),
            customs_cleared_on="unsure",
        ),
        TODAY,
        "assessed-refund",
        date(2026, 4, 20),
        deadlines={"inspect-after-shipment": date(2026, 4, 20)},
    ),
    Case("P-safe-filing", "the 60 days never make it later",
         base("wrong_spec", buyer_tier="pro", expected_delivery_on=day(-5)), day(40), "assessed-refund", day(25),
         DAY_60),
    # P-safe-by
    Case("P-safe-by", "ordered outside", base("wrong_spec", ordered_on_platform="no"), TODAY, "off-platform", None),
    Case("P-safe-by", "paid outside", base("wrong_spec", paid_through="outside"), TODAY, "off-platform", None, None),
    Case("P-safe-by", "nothing paid", base("not_shipped", paid_through="not_paid"), AGREED, "nothing-paid", None, None),
    Case("P-safe-by", "filed in time, still ahead", filed("wrong_spec"), TODAY, "assessed-refund", DAY_30, DAY_30),
    Case("P-safe-by", "filed in time, past: shown, not counted", filed("wrong_spec", on=day(28)), day(31),
         "assessed-refund", None, None, deadlines={"file": DAY_30}),
    Case("P-safe-by", "escalated: nothing to keep", filed("wrong_spec", "escalated", escalated_on=date(2026, 4, 12)),
         date(2026, 4, 13), "assessed-refund", None, None),
    Case("P-safe-by", "evidence asked for",
         filed("wrong_spec", "evidence_requested", evidence_requested_on=date(2026, 4, 9)), TODAY, "submit-evidence",
         date(2026, 4, 14), date(2026, 4, 16)),
    Case("P-safe-by", "a proposal before the end of filing",
         filed("wrong_spec", "proposal_waiting", proposal_received_on=date(2026, 4, 9)), TODAY, "answer-proposal",
         date(2026, 4, 15), date(2026, 4, 16)),
    Case(
        "P-safe-by",
        "filing ends before the proposal",
        filed(
            "wrong_spec",
            "proposal_waiting",
            date(2026, 4, 1),
            delivered_on=date(2026, 3, 15),
            customs_cleared_on=date(2026, 3, 13),
            proposal_received_on=date(2026, 4, 10),
        ),
        date(2026, 4, 11),
        "answer-proposal",
        date(2026, 4, 14),
        date(2026, 4, 14),
    ),
    Case("P-safe-by", "escalating has no last day", filed("wrong_spec", supplier_replied="no"), after(FILED, 4),
         "escalate-now", DAY_30, DAY_30, from_days={"escalate": after(FILED, 4)}),
    Case("P-safe-by", "refused, with new evidence",
         filed("wrong_spec", "decided", decided_on=date(2026, 4, 28), decision="refused", new_evidence="yes"),
         date(2026, 4, 29), "appeal-open", date(2026, 5, 4), date(2026, 5, 5)),
    Case("P-safe-by", "decided in part: appeal only shown",
         filed("wrong_spec", "decided", decided_on=date(2026, 4, 28), decision="part", new_evidence="yes"),
         date(2026, 4, 29), "assessed-refund", None, None, deadlines={"appeal": date(2026, 5, 5)}),
    Case("P-safe-by", "decided in full",
         filed("wrong_spec", "decided", decided_on=date(2026, 4, 28), decision="full", new_evidence="no"),
         date(2026, 4, 29), "assessed-refund", None, None),
    Case("P-safe-by", "goods there, nothing wrong yet", base("nothing_yet", **ARRIVED | {"units_defective": 0}), TODAY,
         "not-yet", DAY_30, DAY_30),
    Case("P-safe-by", "nothing sent yet", base("nothing_yet"), PAID, "not-yet", END_UNDELIVERED, END_UNDELIVERED),
    Case(
        "P-safe-by", "no start known", base("nothing_yet", expected_delivery_on="unsure"), PAID, "not-yet", None, None
    ),
    # P-shown
    Case(
        "P-shown", "problem not covered", base("change_of_mind"), TODAY, "buyers-own-doing", deadlines={"file": DAY_30}
    ),
    Case("P-shown", "tier unsure, problem not covered", base("customs_seizure", buyer_tier="unsure"), TODAY,
         "customs-or-freight", deadlines={"file": DAY_30, "file-60": DAY_60}),
    Case("P-shown", "the days from filing after a decision",
         filed("wrong_spec", "decided", decided_on=date(2026, 4, 28), decision="full"), date(2026, 4, 29),
         "assessed-refund",
         deadlines={"file": DAY_30, "supplier-answer": after(FILED, 3), "decision": after(FILED, 60)},
         from_days={"escalate": after(FILED, 4), "alibaba-steps-in": after(FILED, 7)}),
    Case("P-shown", "agreed days", base("not_shipped"), AGREED, "not-yet",
         deadlines={"ship": AGREED, "deliver": EXPECTED}),
    # P-never-delivered
    Case("P-never-delivered", "the expected day", base("not_delivered"), EXPECTED, "not-yet", END_UNDELIVERED),
    Case("P-never-delivered", "the day after", base("not_delivered"), after(EXPECTED, 1), "full-refund",
         END_UNDELIVERED, END_UNDELIVERED),
    Case("P-never-delivered", "day 30", base("not_delivered"), END_UNDELIVERED, "full-refund", END_UNDELIVERED),
    Case("P-never-delivered", "day 31", base("not_delivered"), after(EXPECTED, 31), "window-unknown"),
    Case("P-never-delivered", "expected day unknown", base("not_delivered", expected_delivery_on="unsure"), TODAY,
         "window-unknown"),
    Case("P-never-delivered", "never sent, before the expected day", base("not_delivered", shipped_on="not_yet"),
         after(AGREED, 1), "full-refund", END_UNDELIVERED, END_UNDELIVERED),
    Case("P-never-delivered", "tracking shows delivery here",
         base("not_delivered", tracking="genuine", tracked_delivery_on=date(2026, 4, 3)), TODAY, "weak-proof"),
    Case("P-never-delivered", "genuine tracking, still on the way", base("not_delivered", tracking="genuine"), TODAY,
         "full-refund"),
    Case("P-never-delivered", "genuine tracking, still on the way, not due", base("not_delivered", tracking="genuine"),
         EXPECTED, "not-yet"),
    Case("P-never-delivered", "filed in time, after day 30",
         filed("not_delivered", "escalated", date(2026, 4, 20), escalated_on=date(2026, 4, 25)), after(EXPECTED, 40),
         "full-refund"),
    # P-delivery-unknown
    Case("P-delivery-unknown", "shipped 30 days ago: every day gives the same",
         base("wrong_spec", delivered_on="unsure", customs_cleared_on="unsure"), after(SHIPPED, 30), "assessed-refund",
         after(SHIPPED, 30)),
    Case("P-delivery-unknown", "shipped 31 days ago",
         base("wrong_spec", delivered_on="unsure", customs_cleared_on="unsure"), after(SHIPPED, 31), "window-unknown",
         after(SHIPPED, 30)),
    Case("P-delivery-unknown", "Pro, shipped 60 days ago",
         base("wrong_spec", delivered_on="unsure", customs_cleared_on="unsure", buyer_tier="pro"), after(SHIPPED, 60),
         "assessed-refund"),
    Case("P-delivery-unknown", "Pro, shipped 61 days ago",
         base("wrong_spec", delivered_on="unsure", customs_cleared_on="unsure", buyer_tier="pro"), after(SHIPPED, 61),
         "window-unknown"),
    Case(
        "P-delivery-unknown",
        "filed 30 days after shipment",
        filed(
            "wrong_spec",
            "escalated",
            after(SHIPPED, 30),
            escalated_on=after(SHIPPED, 34),
            delivered_on="unsure",
            customs_cleared_on="unsure",
        ),
        TODAY,
        "assessed-refund",
    ),
    Case(
        "P-delivery-unknown",
        "filed 31 days after shipment",
        filed(
            "wrong_spec",
            "escalated",
            after(SHIPPED, 31),
            escalated_on=after(SHIPPED, 35),
            delivered_on="unsure",
            customs_cleared_on="unsure",
        ),
        TODAY,
        "window-unknown",
    ),
    # P-lots: the first on 25 March, the last on 1 April
    *(
        Case("P-lots", name,
             base("wrong_spec", circumstances=["several_lots"], first_lot_delivered_on=day(-7), buyer_tier=tier), today,
             outcome, day(23) if outcome != "window-closed" else UNSAID)
        for name, tier, today, outcome in (
            ("day 30 of the first", "standard", day(23), "assessed-refund"),
            ("day 31 of the first", "standard", day(24), "window-unknown"),
            ("day 30 of the last", "standard", day(30), "window-unknown"),
            ("day 31 of the last", "standard", day(31), "window-closed"),
            ("Pro, day 60 of the first", "pro", day(53), "assessed-refund"),
            ("Pro, day 61 of the first", "pro", day(54), "window-unknown"),
            ("Pro, day 60 of the last", "pro", day(60), "window-unknown"),
            ("Pro, day 61 of the last", "pro", day(61), "window-closed"),
        )
    ),
    *(
        Case(
            "P-lots",
            f"first lot's day unknown, {name}",
            base(
                "wrong_spec",
                circumstances=["several_lots"],
                first_lot_delivered_on="unsure",
                agreed_ship_on=date(2026, 3, 16),
                shipped_on=date(2026, 3, 13),
                customs_cleared_on="unsure",
            ),
            today,
            outcome,
        )
        for name, today, outcome in (
            ("30 days after shipment", date(2026, 4, 12), "assessed-refund"),
            ("31 days after shipment", date(2026, 4, 13), "window-unknown"),
            ("day 30 of the last", DAY_30, "window-unknown"),
            ("day 31 of the last", day(31), "window-closed"),
        )
    ),
    # P-not-yet
    *(
        Case("P-not-yet", f"{problem} on the ship day", base(problem, **UNSHIPPED), AGREED, "not-yet", END_UNDELIVERED)
        for problem in ("not_shipped", "late_dispatch", "late_delivery", "supplier_silent")
    ),
    Case("P-not-yet", "before the ship day", base("not_shipped"), INSPECTED, "not-yet", deadlines={"ship": AGREED}),
    Case("P-not-yet", "a delay accepted, before the ship day", base("not_shipped", circumstances=["accepted_delay"]),
         AGREED, "not-yet"),
    # P-extension
    Case("P-extension", "refused, before the ship day", base("extension_requested"), INSPECTED, "late-refund"),
    Case("P-extension", "refused, on the ship day", base("extension_requested"), AGREED, "late-refund"),
    Case("P-extension", "refused, and then shipped in time",
         base("extension_requested", shipped_on=INSPECTED), date(2026, 2, 25), "nothing-broken",
         cites=("P-nothing-late",)),
    Case("P-extension", "accepted", base("extension_requested", circumstances=["accepted_delay"]), INSPECTED,
         "late-remedy-disputed", cites=("P-accepted-delay",)),
    Case("P-late", "extension asked for, day after the ship day", base("extension_requested"), after(AGREED, 1),
         "full-refund"),
    # P-cancelled
    Case("P-cancelled", "before the ship day", base("supplier_cancelled"), INSPECTED, "full-refund", END_UNDELIVERED,
         END_UNDELIVERED),
    Case("P-cancelled", "after the ship day", base("supplier_cancelled"), after(AGREED, 5), "full-refund"),
    Case("P-cancelled", "expected + 30", base("supplier_cancelled"), END_UNDELIVERED, "full-refund"),
    Case("P-cancelled", "expected + 31", base("supplier_cancelled"), after(EXPECTED, 31), "window-unknown"),
    # P-counting: delivered on 2 April, day 30 is a Saturday
    *(
        Case("P-counting", f"the end is a Saturday, seen on {today}", base("wrong_spec", delivered_on=day(1)), today,
             outcome, deadlines={"file": date(2026, 5, 2)})
        for today, outcome in ((date(2026, 5, 2), "assessed-refund"), (date(2026, 5, 3), "window-closed"))
    ),
]

ORDER = [
    Case("P-off-platform", "ordered outside", base("wrong_spec", ordered_on_platform="no"), TODAY, "off-platform"),
    Case("P-off-platform", "all paid outside", base("defective", paid_through="outside"), TODAY, "off-platform"),
    Case("P-off-platform", "both", base("shortage", ordered_on_platform="no", paid_through="outside"), TODAY,
         "off-platform", None, None),
    Case("P-off-platform", "before window and ground", base("transit_damage", paid_through="outside"), day(40),
         "off-platform"),
    *(
        Case("P-offline", f"{problem}, {how}", base(problem, **told), TODAY, "offline-complaint-only", None, None)
        for problem in ("not_delivered", "not_shipped")
        for how, told in (
            ("ordered outside", {"ordered_on_platform": "no"}),
            ("paid outside", {"paid_through": "outside"}),
        )
    ),
    Case("P-offline", "before the expected day", base("not_delivered", paid_through="outside"), EXPECTED,
         "offline-complaint-only"),
    Case(
        "P-part-outside", "wrong goods", base("wrong_goods", paid_through="partly"), TODAY, "part-off-platform", DAY_30
    ),
    Case("P-part-outside", "never delivered", base("not_delivered", paid_through="partly"), TODAY, "part-off-platform"),
    Case("P-unpaid", "not shipped", base("not_shipped", paid_through="not_paid"), after(AGREED, 1), "nothing-paid"),
    Case("P-unpaid", "nothing wrong", base("nothing_yet", paid_through="not_paid"), PAID, "nothing-paid", None),
    Case("P-unpaid", "mind changed", base("change_of_mind", paid_through="not_paid"), TODAY, "nothing-paid"),
    Case("P-nothing-yet", "nothing sent", base("nothing_yet"), PAID, "not-yet"),
    Case("P-nothing-yet", "on the way", base("nothing_yet", **ON_THE_WAY), CUSTOMS, "not-yet"),
    Case("P-nothing-yet", "goods there", base("nothing_yet", **ARRIVED | {"units_defective": 0}), TODAY, "not-yet"),
    Case(
        "P-no-mark", "no mark", base("wrong_spec", protection_mark="no"), TODAY, "enrolment-uncertain", DAY_30, DAY_30
    ),
    Case("P-no-mark", "mark unsure", base("wrong_spec", protection_mark="unsure"), TODAY, "enrolment-uncertain"),
    Case("P-no-mark", "never delivered", base("not_delivered", protection_mark="no"), TODAY, "enrolment-uncertain"),
    Case("P-coverage-type", "post-delivery shown", base("wrong_spec", coverage_type="post_delivery"), TODAY,
         "assessed-refund", after(CUSTOMS, 15)),
    Case("P-coverage-type", "pre-shipment shown", base("inspection_failed", coverage_type="pre_shipment"), INSPECTED,
         "deposit-back"),
    Case("P-failed-inspection", "pre-shipment coverage, before the ship day",
         base("inspection_failed", coverage_type="pre_shipment"), INSPECTED, "deposit-back",
         remedies=kinds("deposit_back")),
    Case("P-failed-inspection", "pre-shipment coverage, on the ship day",
         base("inspection_failed", coverage_type="pre_shipment"), AGREED, "deposit-back"),
    Case("P-failed-inspection", "pre-shipment coverage, after the ship day",
         base("inspection_failed", coverage_type="pre_shipment"), after(AGREED, 1), "deposit-back"),
    Case("P-failed-inspection", "no such coverage", base("inspection_failed"), INSPECTED, "guides-silent"),
    Case("P-failed-inspection", "post-delivery coverage", base("inspection_failed", coverage_type="post_delivery"),
         INSPECTED, "guides-silent"),
    *(
        Case("P-inspection-ignored", problem,
             base(problem, inspected_on=INSPECTED, circumstances=["paid_after_failed_inspection"]), TODAY,
             "guides-silent")
        for problem in ("defective", "wrong_spec", "wrong_goods", "shortage")
    ),
    Case(
        "P-inspection-ignored",
        "told as failed inspection, pre-shipment coverage",
        base(
            "inspection_failed",
            **ARRIVED,
            coverage_type="pre_shipment",
            paid_on_platform="9000.00",
            balance_unpaid="0.00",
            circumstances=["paid_after_failed_inspection"],
        ),
        TODAY,
        "guides-silent",
    ),
    Case(
        "P-sample", "paid on the platform", base("wrong_spec", circumstances=["sample_order"]), TODAY, "assessed-refund"
    ),
    Case("P-sample", "closed window", base("wrong_spec", circumstances=["sample_order"]), day(31), "window-closed"),
]


def units(problem: str, received: int, tolerance: Any, **changes: Any) -> dict[str, Any]:
    return base(problem, units_received=received, tolerance_percent=tolerance, **changes)


def defects(number: int, allowed: Any) -> dict[str, Any]:
    return base("defective", units_defective=number, allowed_defect_percent=allowed)


GROUND = [
    # P-quality
    *(
        Case("P-quality", f"{problem}, exact term", base(problem), TODAY, "assessed-refund", DAY_30, DAY_30)
        for problem in ("wrong_goods", "wrong_spec", "defective")
    ),
    *(
        Case("P-quality", f"{problem}, in platform chat only", base(problem, term_in_order="platform_chat"), TODAY,
             "assessed-refund")
        for problem in ("wrong_spec", "defective")
    ),
    Case(
        "P-quality", "exact term, talk elsewhere", base("wrong_spec", chat_on_platform="none"), TODAY, "assessed-refund"
    ),
    Case("P-quality", "exact term, talk partly elsewhere", base("defective", chat_on_platform="partly"), TODAY,
         "assessed-refund"),
    *(
        Case("P-quality", f"which goods is written, term {term}", base("wrong_goods", term_in_order=term), TODAY,
             "assessed-refund")
        for term in ("none", "vague", "outside_chat", "unsure")
    ),
    *(
        Case(row, f"{problem} needs no other term", base(problem, term_in_order="none"), TODAY, outcome)
        for row, problem, outcome in (
            ("P-quantity", "shortage", "missing-or-excess-units"),
            ("P-quantity", "overage", "missing-or-excess-units"),
            ("P-late", "late_dispatch", "late-refund"),
        )
    ),
    # P-late
    Case("P-late", "not shipped, the day after", base("not_shipped"), after(AGREED, 1), "full-refund", END_UNDELIVERED,
         END_UNDELIVERED),
    Case("P-late", "not shipped, expected + 30", base("not_shipped"), END_UNDELIVERED, "full-refund"),
    Case("P-late", "not shipped, expected + 31", base("not_shipped"), after(EXPECTED, 31), "window-unknown"),
    Case("P-late", "told as late, not shipped", base("late_dispatch", **UNSHIPPED), after(AGREED, 1), "full-refund"),
    Case("P-late", "shipped a day late", base("late_dispatch", shipped_on=after(AGREED, 1)), TODAY, "late-refund",
         DAY_30, DAY_30),
    Case("P-late", "shipped late, still on the way", base("late_dispatch", **ON_THE_WAY | {"shipped_on": LATE_SHIPPED}),
         CUSTOMS, "late-refund", END_UNDELIVERED, END_UNDELIVERED),
    Case("P-late", "day 30", base("late_dispatch"), DAY_30, "late-refund"),
    # P-nothing-late
    Case(
        "P-nothing-late", "shipped on the agreed day", base("late_dispatch", shipped_on=AGREED), TODAY, "nothing-broken"
    ),
    Case("P-nothing-late", "shipped before", base("late_dispatch", shipped_on=SHIPPED), TODAY, "nothing-broken"),
    Case("P-nothing-late", "delivered on the expected day", base("late_delivery", delivered_on=EXPECTED), TODAY,
         "nothing-broken"),
    Case("P-nothing-late", "delivered before", base("late_delivery", delivered_on=DELIVERED), TODAY, "nothing-broken"),
    # P-marked-late
    *(
        Case("P-marked-late", f"late dispatch, mark {mark}", base("late_dispatch", on_time_mark=mark), TODAY,
             "late-refund", remedies=kinds("refund credit"))
        for mark in ("on_time_dispatch", "both")
    ),
    *(
        Case("P-marked-late", f"late delivery after timely dispatch, mark {mark}",
             base("late_delivery", on_time_mark=mark), date(2026, 4, 20), "credit-only", remedies=kinds("credit"))
        for mark in ("on_time_delivery", "both")
    ),
    Case("P-marked-late", "the delivery mark, called late dispatch",
         base("late_dispatch", delivered_on=LATE_DELIVERED, on_time_mark="on_time_delivery"), date(2026, 4, 20),
         "late-refund", remedies=kinds("refund credit")),
    # P-accepted-delay
    Case("P-accepted-delay", "shipped late", base("late_dispatch", circumstances=["accepted_delay"]), TODAY,
         "late-remedy-disputed"),
    Case("P-accepted-delay", "not shipped after the day", base("not_shipped", circumstances=["accepted_delay"]),
         after(AGREED, 1), "late-remedy-disputed"),
    # P-carrier-late
    Case("P-carrier-late", "no mark", base("late_delivery"), date(2026, 4, 20), "late-remedy-disputed"),
    Case("P-carrier-late", "one day", base("late_delivery", delivered_on=after(EXPECTED, 1)), date(2026, 4, 20),
         "late-remedy-disputed"),
    Case("P-carrier-late", "called the carrier's", base("late_delivery", cause="carrier"), date(2026, 4, 20),
         "late-remedy-disputed"),
    Case("P-carrier-late", "only the other mark", base("late_delivery", on_time_mark="on_time_dispatch"),
         date(2026, 4, 20), "late-remedy-disputed"),
    # P-colour
    Case("P-colour", "code in the order", base("colour_difference"), TODAY, "assessed-refund", DAY_30, DAY_30),
    Case("P-colour", "code, nothing else written", base("colour_difference", term_in_order="none"), TODAY,
         "assessed-refund"),
    Case("P-colour", "no code, vague", base("colour_difference", colour_code_in_order="no", term_in_order="vague"),
         TODAY, "unspecified-or-taste"),
    Case("P-colour", "no code, none", base("colour_difference", colour_code_in_order="no", term_in_order="none"), TODAY,
         "unspecified-or-taste"),
    Case("P-colour", "no code, sample approved on the platform",
         base("colour_difference", colour_code_in_order="no", term_in_order="vague", sample_approved_on_platform="yes"),
         TODAY, "weak-proof"),
    Case("P-taste", "taste", base("subjective"), TODAY, "unspecified-or-taste"),
    Case("P-taste", "whatever was written", base("subjective", term_in_order="platform_chat"), TODAY,
         "unspecified-or-taste"),
    Case("P-change-of-mind", "goods there", base("change_of_mind"), TODAY, "buyers-own-doing"),
    Case("P-change-of-mind", "before the ship day", base("change_of_mind", **UNSHIPPED), INSPECTED, "buyers-own-doing"),
    # P-transit
    Case("P-transit", "packed as agreed", base("transit_damage"), TODAY, "transit-damage", deadlines={"file": DAY_30}),
    Case("P-transit", "Alibaba's own logistics", base("transit_damage", carrier="alibaba_logistics"), TODAY,
         "transit-damage"),
    Case("P-transit", "packed otherwise", base("transit_damage", packaging_as_agreed="no"), TODAY, "guides-disagree",
         DAY_30),
    Case("P-transit", "packed otherwise, day 31", base("transit_damage", packaging_as_agreed="no"), day(31),
         "window-closed"),
    Case("P-customs", "seized", base("customs_seizure"), TODAY, "customs-or-freight"),
    Case("P-customs", "seized, never delivered", base("customs_seizure", **ON_THE_WAY), TODAY, "customs-or-freight"),
    Case("P-customs", "freight or duty", base("extra_freight_or_duty"), TODAY, "customs-or-freight"),
    # P-force-majeure
    *(
        Case("P-force-majeure", problem, base(problem, cause="force_majeure"), TODAY, "force-majeure")
        for problem in ("late_dispatch", "not_shipped", "not_delivered")
    ),
    Case("P-force-majeure", "late delivery", base("late_delivery", cause="force_majeure"), date(2026, 4, 20),
         "force-majeure"),
    Case("P-force-majeure", "before the ship day", base("not_shipped", cause="force_majeure"), AGREED, "force-majeure"),
    # P-own-doing
    Case("P-own-doing", "approved the fault", base("wrong_spec", circumstances=["approved_error"]), TODAY,
         "buyers-own-doing"),
    Case("P-own-doing", "approved, defective", base("defective", circumstances=["approved_error"]), TODAY,
         "buyers-own-doing"),
    Case("P-own-doing", "caused it", base("defective", cause="buyer"), TODAY, "buyers-own-doing"),
    Case("P-own-doing", "caused the delay", base("late_dispatch", cause="buyer"), TODAY, "buyers-own-doing"),
    Case("P-accepted-fault", "defective", base("defective", circumstances=["accepted_fault"]), TODAY, "guides-silent"),
    Case("P-accepted-fault", "wrong specification", base("wrong_spec", circumstances=["accepted_fault"]), TODAY,
         "guides-silent"),
    Case("P-address", "never delivered", base("not_delivered", circumstances=["address_changed"]), TODAY, "weak-proof"),
    # P-fake-tracking: shows 20 March
    *(
        Case("P-fake-tracking", name, base("not_delivered", tracking="suspect", **told), today, outcome)
        for name, told, today, outcome in (
            ("another place, before the expected day", {"tracked_delivery_on": date(2026, 3, 20)}, CUSTOMS,
             "full-refund"),
            ("invented, before the expected day", {}, CUSTOMS, "full-refund"),
            ("expected + 30", {"tracked_delivery_on": date(2026, 3, 20)}, END_UNDELIVERED, "full-refund"),
            ("expected + 31", {"tracked_delivery_on": date(2026, 3, 20)}, after(EXPECTED, 31), "window-unknown"),
            ("expected day unknown", {"tracked_delivery_on": date(2026, 3, 20), "expected_delivery_on": "unsure"},
             CUSTOMS, "full-refund"),
        )
    ),
    # P-quantity
    *(
        Case("P-quantity", f"{problem}: {received} of 1000, tolerance {tolerance}", units(problem, received, tolerance),
             TODAY, outcome)
        for problem, received, tolerance, outcome in (
            ("shortage", 900, 2, "missing-or-excess-units"),
            ("shortage", 979, 2, "missing-or-excess-units"),
            ("shortage", 980, 2, "within-tolerance"),
            ("shortage", 975, 2.5, "within-tolerance"),
            ("shortage", 974, 2.5, "missing-or-excess-units"),
            ("shortage", 999, "not_agreed", "missing-or-excess-units"),
            ("shortage", 999, 0, "missing-or-excess-units"),
            ("overage", 1100, 2, "missing-or-excess-units"),
            ("overage", 1021, 2, "missing-or-excess-units"),
            ("overage", 1020, 2, "within-tolerance"),
            ("overage", 1001, "not_agreed", "missing-or-excess-units"),
        )
    ),
    # P-defect-rate
    *(
        Case("P-defect-rate", f"{number} of 1000, allowed {allowed}", defects(number, allowed), TODAY, outcome)
        for number, allowed, outcome in (
            (30, 3, "within-tolerance"),
            (31, 3, "assessed-refund"),
            (25, 2.5, "within-tolerance"),
            (26, 2.5, "assessed-refund"),
            (1, "not_agreed", "assessed-refund"),
            (0, "not_agreed", "nothing-broken"),
            (0, 3, "nothing-broken"),
            (1, 0, "assessed-refund"),
        )
    ),
    # P-used
    *(
        Case("P-used", f"{problem}, used: {used}", base(problem, goods_used=used, units_used=number), TODAY, outcome)
        for problem in ("defective", "wrong_spec")
        for used, number, outcome in (
            ("test_only", 5, "assessed-refund"),
            ("partly", 300, "part-covered"),
            ("all", 1000, "guides-silent"),
        )
    ),
    # P-cap
    Case("P-cap", "never delivered, limit below", base("not_delivered", coverage_limit="5000.00"), TODAY, "capped"),
    Case("P-cap", "a cent below", base("not_delivered", coverage_limit="8999.99"), TODAY, "capped"),
    Case("P-cap", "wrong goods, limit below", base("wrong_goods", coverage_limit="5000.00"), TODAY, "capped"),
    Case(
        "P-cap",
        "limit unknown above USD 10,000",
        base(
            "not_delivered",
            coverage_limit="unsure",
            order_total="12000.00",
            paid_on_platform="12000.00",
            unit_price="12.00",
        ),
        TODAY,
        "full-refund",
    ),
    # P-silent
    Case("P-silent", "not shipped, on the ship day", base("supplier_silent"), AGREED, "not-yet"),
    Case("P-silent", "not shipped, the day after", base("supplier_silent"), after(AGREED, 1), "full-refund"),
    Case("P-silent", "shipped, on the expected day", base("supplier_silent", **ON_THE_WAY), EXPECTED, "not-yet"),
    Case(
        "P-silent", "shipped, the day after", base("supplier_silent", **ON_THE_WAY), after(EXPECTED, 1), "full-refund"
    ),
    Case("P-silent", "goods there and in order", base("supplier_silent", **ARRIVED | {"units_defective": 0}), TODAY,
         "nothing-broken"),
    # P-several
    Case("P-several", "all qualify: the first told", several("shortage", "wrong_goods"), TODAY,
         "missing-or-excess-units", DAY_30, DAY_30,
         problems={"shortage": "missing-or-excess-units", "wrong_goods": "assessed-refund"}),
    Case("P-several", "all qualify: told the other way round",
         several("wrong_goods", "shortage", units_received=900, units_defective=900), TODAY, "assessed-refund"),
    Case(
        "P-several", "late and faulty", several("late_dispatch", "defective", units_defective=100), TODAY, "late-refund"
    ),
    Case("P-several", "not shipped and silent", several("not_shipped", "supplier_silent"), after(AGREED, 1),
         "full-refund"),
    Case("P-several", "one qualifies, one does not", several("wrong_spec", "transit_damage"), TODAY, "part-covered",
         problems={"wrong_spec": "assessed-refund", "transit_damage": "transit-damage"}),
    Case("P-several", "one does not, one qualifies", several("transit_damage", "wrong_spec"), TODAY, "part-covered"),
    Case("P-several", "one qualifies, one is unclear", several("shortage", "transit_damage", packaging_as_agreed="no"),
         TODAY, "part-covered", problems={"shortage": "missing-or-excess-units", "transit_damage": "guides-disagree"}),
    Case("P-several", "unclear is the best", several("change_of_mind", "transit_damage", packaging_as_agreed="no"),
         TODAY, "guides-disagree"),
    Case("P-several", "none: the first told", several("change_of_mind", "subjective"), TODAY, "buyers-own-doing"),
    Case(
        "P-several", "none: the other way round", several("subjective", "change_of_mind"), TODAY, "unspecified-or-taste"
    ),
    Case("P-several", "all too late", several("shortage", "wrong_goods"), day(31), "window-closed"),
]

PROOF = [
    *(
        Case("P-unwritten", f"{problem}, {term}", base(problem, term_in_order=term), TODAY, "unspecified-or-taste")
        for problem in ("wrong_spec", "defective")
        for term in ("vague", "none")
    ),
    *(
        Case("P-unwritten", f"{term}, with an approved sample",
             base("wrong_spec", term_in_order=term, sample_approved_on_platform="yes"), TODAY, "weak-proof")
        for term in ("vague", "none")
    ),
    *(
        Case(
            "P-outside-chat", problem, base(problem, term_in_order="outside_chat"), TODAY, "weak-proof", DAY_30, DAY_30
        )
        for problem in ("wrong_spec", "defective")
    ),
    # P-evidence-kind
    *(
        Case("P-evidence-kind", name, base("wrong_spec", files=files), TODAY, "submit-evidence", DAY_30, DAY_30)
        for name, files in (
            ("wrong kind", [{"name": "report.pdf", "bytes": 1000}]),
            ("too many", [{"name": f"photo{number}.jpg", "bytes": 1000} for number in range(6)]),
            ("too large", [{"name": "video.zip", "bytes": 11 * 1024 * 1024}]),
            ("special characters", [{"name": "label#1&2.jpg", "bytes": 1000}]),
        )
    ),
    Case(
        "P-quality",
        "files as they are taken",
        base(
            "wrong_spec",
            files=[{"name": f"photo.{kind}", "bytes": 1000} for kind in ("jpg", "jpeg", "png", "gif", "zip")],
        ),
        TODAY,
        "assessed-refund",
    ),
    # P-unsure
    *(
        Case("P-unsure", name, base(problem, **told), today, outcome)
        for name, problem, told, today, outcome in (
            ("where ordered", "wrong_spec", {"ordered_on_platform": "unsure"}, TODAY, "answer-unknown"),
            ("how paid", "wrong_spec", {"paid_through": "unsure"}, TODAY, "answer-unknown"),
            ("what is written", "wrong_spec", {"term_in_order": "unsure"}, TODAY, "answer-unknown"),
            ("colour code", "colour_difference", {"colour_code_in_order": "unsure"}, TODAY, "answer-unknown"),
            ("who caused the delay", "late_dispatch", {"cause": "unsure"}, TODAY, "answer-unknown"),
            ("agreed ship day", "late_dispatch", {"agreed_ship_on": "unsure"}, TODAY, "answer-unknown"),
            ("agreed ship day, nothing sent", "not_shipped", {"agreed_ship_on": "unsure"}, AGREED, "answer-unknown"),
            ("tolerance", "shortage", {"tolerance_percent": "unsure"}, TODAY, "answer-unknown"),
            ("units received", "shortage", {"units_received": "unsure", "tolerance_percent": 2}, TODAY,
             "answer-unknown"),
            ("allowed defects", "defective", {"allowed_defect_percent": "unsure"}, TODAY, "answer-unknown"),
            ("goods used", "wrong_spec", {"goods_used": "unsure"}, TODAY, "answer-unknown"),
            ("packaging", "transit_damage", {"packaging_as_agreed": "unsure"}, TODAY, "answer-unknown"),
            ("sample approved", "wrong_spec", {"term_in_order": "vague", "sample_approved_on_platform": "unsure"},
             TODAY, "answer-unknown"),
            ("mark, late delivery", "late_delivery", {"on_time_mark": "unsure"}, date(2026, 4, 20), "answer-unknown"),
        )
    ),
    # The real answers agree: the row of the answer speaks, not P-unsure
    *(
        Case(row, f"{name} unsure, no matter", base(problem, **told), today, outcome)
        for row, name, problem, told, today, outcome in (
            ("P-late", "mark", "late_dispatch", {"on_time_mark": "unsure"}, TODAY, "late-refund"),
            ("P-quality", "sample", "wrong_spec", {"sample_approved_on_platform": "unsure"}, TODAY, "assessed-refund"),
            ("P-quality", "packaging", "wrong_spec", {"packaging_as_agreed": "unsure"}, TODAY, "assessed-refund"),
            ("P-quality", "coverage type", "wrong_spec", {"coverage_type": "unsure"}, TODAY, "assessed-refund"),
            ("P-transit", "carrier", "transit_damage", {"carrier": "unsure"}, TODAY, "transit-damage"),
            ("P-change-of-mind", "where ordered", "change_of_mind", {"ordered_on_platform": "unsure"}, TODAY,
             "buyers-own-doing"),
            ("P-change-of-mind", "cause", "change_of_mind", {"cause": "unsure"}, TODAY, "buyers-own-doing"),
            ("P-window", "term", "wrong_spec", {"term_in_order": "unsure"}, day(31), "window-closed"),
            ("P-nothing-late", "shipment before an early delivery", "late_dispatch",
             {"shipped_on": "unsure", "agreed_ship_on": day(3)}, TODAY, "nothing-broken"),
        )
    ),
]


def proposal(received: Any, **changes: Any) -> dict[str, Any]:
    return filed("wrong_spec", "proposal_waiting", proposal_received_on=received, **changes)


def asked(on: Any, **changes: Any) -> dict[str, Any]:
    return filed("wrong_spec", "evidence_requested", evidence_requested_on=on, **changes)


def decided(decision: str, problem: str = "wrong_spec", **changes: Any) -> dict[str, Any]:
    return filed(problem, "decided", **{"decided_on": DECIDED, "decision": decision, "new_evidence": "no"} | changes)


def escalated(problem: str = "wrong_spec", **changes: Any) -> dict[str, Any]:
    return filed(problem, "escalated", escalated_on=after(FILED, 5), **changes)


DECIDED = date(2026, 5, 20)
RECEIVED = date(2026, 4, 9)

STAGES = [
    # P-filed-in-time
    Case("P-filed-in-time", "filed on day 30", filed("wrong_spec", on=DAY_30), day(32), "assessed-refund"),
    Case("P-filed-in-time", "filed on day 31", filed("wrong_spec", on=day(31)), day(32), "window-closed"),
    Case("P-filed-in-time", "Pro, filed on day 60", filed("wrong_spec", on=DAY_60, buyer_tier="pro"), day(62),
         "assessed-refund"),
    Case("P-filed-in-time", "Pro, filed on day 61", filed("wrong_spec", on=day(61), buyer_tier="pro"), day(62),
         "window-closed"),
    Case("P-filed-in-time", "escalated long after the window",
         filed("wrong_spec", "escalated", DAY_30, escalated_on=day(35)), day(70), "assessed-refund"),
    Case("P-filed-in-time", "closed by silence: judged today", filed("wrong_spec", "closed_by_silence"), day(31),
         "window-closed"),
    # P-supplier-answer
    *(
        Case("P-supplier-answer", f"filed {days} days ago, answered: {replied}",
             filed("wrong_spec", supplier_replied=replied), after(FILED, days), outcome,
             deadlines={"supplier-answer": after(FILED, 3), "decision": after(FILED, 60)},
             from_days={"escalate": after(FILED, 4), "alibaba-steps-in": after(FILED, 7)})
        for days, replied, outcome in (
            (0, "no", "assessed-refund"),
            (3, "no", "assessed-refund"),
            (3, "yes", "assessed-refund"),
            (4, "no", "escalate-now"),
            (6, "no", "escalate-now"),
            (7, "no", "auto-escalated"),
            (30, "no", "auto-escalated"),
        )
    ),
    Case("P-supplier-answer", "escalated: as the case", escalated(), after(FILED, 6), "assessed-refund"),
    Case("P-supplier-answer", "escalated, shipped late", escalated("late_dispatch"), after(FILED, 20), "late-refund"),
    Case("P-supplier-answer", "escalated, term in outside chat", escalated(term_in_order="outside_chat"),
         after(FILED, 20), "weak-proof"),
    Case("P-supplier-answer", "day 4, term in outside chat",
         filed("wrong_spec", supplier_replied="no", term_in_order="outside_chat"), after(FILED, 4), "weak-proof"),
    Case("P-supplier-answer", "day 4, some used",
         filed("wrong_spec", supplier_replied="no", goods_used="partly", units_used=300), after(FILED, 4),
         "part-covered"),
    Case("P-supplier-answer", "day 7, mind changed", filed("change_of_mind", supplier_replied="no"), after(FILED, 7),
         "buyers-own-doing"),
    # P-proposal
    *(
        Case("P-proposal", f"day {days}", proposal(RECEIVED), after(RECEIVED, days), "answer-proposal",
             after(RECEIVED, 6), after(RECEIVED, 7), deadlines={"answer-proposal": after(RECEIVED, 7)})
        for days in (0, 6, 7)
    ),
    Case("P-proposal", "day 8", proposal(RECEIVED), after(RECEIVED, 8), "closed-by-silence", DAY_30, DAY_30,
         cites=("P-closed-by-silence",)),
    Case("P-proposal", "day 8, window over", proposal(day(25)), day(33), "window-closed"),
    Case("P-proposal", "day 7, window over", proposal(day(25)), day(32), "answer-proposal", day(31), day(32)),
    Case("P-proposal", "term in outside chat", proposal(RECEIVED, term_in_order="outside_chat"), TODAY, "weak-proof"),
    # P-closed-by-silence
    Case("P-closed-by-silence", "day 30", filed("wrong_spec", "closed_by_silence"), DAY_30, "closed-by-silence", DAY_30,
         DAY_30),
    Case("P-closed-by-silence", "day 31", filed("wrong_spec", "closed_by_silence"), day(31), "window-closed"),
    Case("P-closed-by-silence", "Pro, day 60", filed("wrong_spec", "closed_by_silence", buyer_tier="pro"), DAY_60,
         "closed-by-silence"),
    # P-counter
    Case("P-counter", "no answer",
         filed("wrong_spec", "counter_proposed", counter_proposal_on=date(2026, 4, 9), supplier_replied="no"),
         date(2026, 4, 20), "auto-escalated"),
    # P-evidence-asked: on a Thursday, a Friday, a Saturday, a Monday
    *(
        Case("P-evidence-asked", f"asked on {on:%A}, {'the last day' if in_time else 'the day after'}", asked(on),
             last if in_time else after(last, 1), "submit-evidence" if in_time else "weak-proof",
             after(on, 5) if in_time else UNSAID, last if in_time else UNSAID, deadlines={"submit-evidence": last})
        for on, last in (
            (date(2026, 4, 9), date(2026, 4, 16)),
            (date(2026, 4, 10), date(2026, 4, 17)),
            (date(2026, 4, 11), date(2026, 4, 17)),
            (date(2026, 4, 13), date(2026, 4, 20)),
        )
        for in_time in (True, False)
    ),
    # P-decided
    *(
        Case("P-decided", f"{name}, day {days}", decided(decision, new_evidence=new), after(DECIDED, days), outcome)
        for name, decision, new, days, outcome in (
            ("in full", "full", "no", 1, "assessed-refund"),
            ("in full", "full", "no", 30, "assessed-refund"),
            ("in part", "part", "no", 1, "assessed-refund"),
            ("in part", "part", "yes", 8, "assessed-refund"),
            ("refused, new evidence", "refused", "yes", 0, "appeal-open"),
            ("refused, new evidence", "refused", "yes", 7, "appeal-open"),
            ("refused, new evidence", "refused", "yes", 8, "appeal-closed"),
            ("refused, nothing new", "refused", "no", 1, "weak-proof"),
            ("refused, nothing new", "refused", "no", 7, "weak-proof"),
            ("refused, nothing new", "refused", "no", 8, "appeal-closed"),
            ("refused, unsure of anything new", "refused", "unsure", 8, "appeal-closed"),
            ("unknown how", "unsure", "yes", 1, "answer-unknown"),
        )
    ),
    Case("P-decided", "the days to appeal", decided("refused", new_evidence="yes"), after(DECIDED, 1), "appeal-open",
         after(DECIDED, 6), after(DECIDED, 7), deadlines={"appeal": after(DECIDED, 7)}),
    Case("P-decided", "in part, days shown", decided("part"), after(DECIDED, 1), "assessed-refund",
         deadlines={"appeal": after(DECIDED, 7)}),
    Case("P-decided", "in full, decided after 61 days", decided("full", decided_on=after(FILED, 61)), after(FILED, 62),
         "assessed-refund"),
    # P-overdue
    Case("P-supplier-answer", "escalated, day 60", escalated(), after(FILED, 60), "assessed-refund"),
    Case("P-overdue", "escalated, day 61", escalated(), after(FILED, 61), "decision-overdue"),
    Case("P-overdue", "filed, no answer, day 61", filed("wrong_spec", supplier_replied="no"), after(FILED, 61),
         "decision-overdue"),
]

TOGETHER = [
    Case(
        "", "coverage unclear, ground closed", base("change_of_mind", paid_through="partly"), TODAY, "buyers-own-doing"
    ),
    Case("", "coverage unclear, time closed", base("wrong_spec", protection_mark="no"), day(31), "window-closed"),
    Case("", "coverage unclear, nothing due yet", base("not_shipped", protection_mark="no"), AGREED, "not-yet"),
    Case("", "coverage and proof unclear: the first gate",
         base("wrong_spec", protection_mark="no", term_in_order="outside_chat"), TODAY, "enrolment-uncertain"),
    Case("", "ground and time unclear: the first gate",
         base("defective", circumstances=["accepted_fault"], buyer_tier="unsure"), day(45), "guides-silent"),
    Case("", "proof and time unclear: the first gate",
         base("wrong_spec", term_in_order="outside_chat", buyer_tier="unsure"), day(45), "weak-proof"),
    Case("", "unclear is worse than partly",
         base("wrong_spec", term_in_order="outside_chat", goods_used="partly", units_used=300), TODAY, "weak-proof"),
    Case("", "ground and time closed: the first gate", base("transit_damage"), day(31), "transit-damage"),
    Case("", "proof and time closed: the first gate", base("wrong_spec", term_in_order="none"), day(31),
         "unspecified-or-taste"),
    Case("", "ground unclear, proof closed", base("wrong_spec", circumstances=["accepted_fault"], term_in_order="none"),
         TODAY, "unspecified-or-taste"),
    Case("", "cap and closed window", base("wrong_goods", coverage_limit="5000.00"), day(31), "window-closed"),
    Case("", "only the cap", base("wrong_goods", coverage_limit="9000.00"), TODAY, "assessed-refund"),
    Case("", "a loss below the limit of a dearer order", base("shortage", coverage_limit="5000.00"), TODAY,
         "missing-or-excess-units"),
    Case("", "money never holds back", base("wrong_spec", order_total=DROP, coverage_limit=DROP, paid_on_platform=DROP),
         TODAY, "assessed-refund"),
    Case("", "one problem as text", base("wrong_spec") | {"problem": "wrong_spec"}, TODAY, "assessed-refund"),
    # Not told yet
    Case("", "tier not told, no matter on day 30", base("wrong_spec", buyer_tier=DROP), DAY_30, "assessed-refund"),
    Case("", "tier not told, no matter on day 61", base("wrong_spec", buyer_tier=DROP), day(61), "window-closed"),
    *(
        Case("", f"pending: {name}", base(problem, **told), today, None, possible=kinds(can), impossible=kinds(cannot))
        for name, problem, told, today, can, cannot in (
            ("tier on day 31", "wrong_spec", {"buyer_tier": DROP}, day(31), "qualifies does_not_qualify", "partly"),
            ("where ordered", "wrong_spec", {"ordered_on_platform": DROP}, TODAY, "qualifies does_not_qualify",
             "partly"),
            ("how paid", "wrong_spec", {"paid_through": DROP}, TODAY, "qualifies unclear does_not_qualify", "partly"),
            ("mark", "wrong_spec", {"protection_mark": DROP}, TODAY, "qualifies unclear", "partly does_not_qualify"),
            ("term", "wrong_spec", {"term_in_order": DROP}, TODAY, "qualifies unclear does_not_qualify", "partly"),
            ("delivery day", "wrong_spec", {"delivered_on": DROP}, day(40), "qualifies does_not_qualify", "partly"),
            ("units received", "shortage", {"units_received": DROP, "tolerance_percent": 2}, TODAY,
             "qualifies does_not_qualify", "partly"),
            ("tolerance", "shortage", {"tolerance_percent": DROP}, TODAY, "qualifies does_not_qualify", "partly"),
            ("packaging", "transit_damage", {"packaging_as_agreed": DROP}, TODAY, "unclear does_not_qualify",
             "qualifies partly"),
            ("sample", "wrong_spec", {"term_in_order": "vague", "sample_approved_on_platform": DROP}, TODAY,
             "unclear does_not_qualify", "qualifies partly"),
            ("goods used", "wrong_spec", {"goods_used": DROP}, TODAY, "qualifies partly unclear", "does_not_qualify"),
            (
                "new evidence",
                "wrong_spec",
                {
                    "dispute_stage": "decided",
                    "dispute_filed_on": FILED,
                    "decided_on": DECIDED,
                    "decision": "refused",
                    "new_evidence": DROP,
                },
                after(DECIDED, 1),
                "qualifies unclear",
                "partly does_not_qualify",
            ),
        )
    ),
    Case("", "pending: only the problem told", {"problem": ["wrong_spec"]}, TODAY, None,
         possible=kinds("qualifies partly unclear does_not_qualify")),
    Case("", "pending: only a packaging question of worth", {"problem": ["transit_damage"]}, TODAY, None,
         possible=kinds("unclear does_not_qualify")),
]

CASES = TIME + ORDER + GROUND + PROOF + STAGES + TOGETHER

#: One story for each outcome, the first that the policy tells.
BY_OUTCOME = {case.outcome: case for case in reversed(CASES) if case.outcome}

DOUBTFUL = [
    Case("P-window", "both dates stay once the window is closed", base("wrong_spec"), day(31), "window-closed", DAY_30,
         DAY_30, doubt="nothing can be kept any more, so both are null"),
    Case("P-window", "file itself moves to day 60", base("wrong_spec", buyer_tier="pro"), TODAY,
         "assessed-refund", deadlines={"file": DAY_60}, doubt="the 60 days have a deadline of their own"),
    Case("P-safe-filing", "receipt confirmed before delivery", base("wrong_spec", receipt_confirmed_on=day(-2)), TODAY,
         "assessed-refund", day(28), DAY_30,
         doubt="dates out of order: an error; but receipt can be confirmed automatically before the goods come"),
    Case("P-safe-filing", "coverage type unsure counts as not shown", base("wrong_spec", coverage_type="unsure"), TODAY,
         "assessed-refund", DAY_30, doubt="the earliest day that can be: customs + 15"),
    Case("P-safe-by", "post-delivery coverage: last day of filing beside an inspection day",
         base("wrong_spec", coverage_type="post_delivery"), TODAY, "assessed-refund", after(CUSTOMS, 15), DAY_30,
         doubt="the step is inspecting, and its last day is customs + 15"),
    Case("P-safe-by", "filed in time, on the safe day itself", filed("wrong_spec", on=day(28)), DAY_30,
         "assessed-refund", DAY_30, DAY_30, doubt="'only while it lies ahead' leaves the day itself out: null"),
    Case("P-safe-by", "refused, nothing new, within the days", decided("refused"), after(DECIDED, 1), "weak-proof",
         after(DECIDED, 6), after(DECIDED, 7), doubt="no appeal without new evidence, so nothing is owed: null"),
    Case("P-safe-by", "evidence days over: nothing runs", asked(RECEIVED), date(2026, 4, 17), "weak-proof", None, None,
         doubt="still to be handed in all the same, so the past day stays"),
    Case("P-never-delivered", "tracking shows delivery here, before the expected day",
         base("not_delivered", tracking="genuine", tracked_delivery_on=date(2026, 4, 3)),
         date(2026, 4, 5), "weak-proof", doubt="not-yet: the expected day has not come"),
    Case("P-never-delivered", "shipped late, still on the way, before the expected day",
         base("not_delivered", shipped_on=LATE_SHIPPED), CUSTOMS, "full-refund",
         doubt="late-refund: only the ship day is broken yet"),
    Case("P-late", "not shipped, expected day unknown", base("not_shipped", expected_delivery_on="unsure"),
         after(AGREED, 1), "window-unknown", doubt="full-refund: the missed ship day alone opens the case"),
    Case("P-cancelled", "expected day unknown", base("supplier_cancelled", expected_delivery_on="unsure"), INSPECTED,
         "full-refund", doubt="window-unknown; but expected delivery cannot lie before the agreed ship day"),
    Case("P-delivery-unknown", "last day counted from expected delivery",
         base("wrong_spec", delivered_on="unsure", customs_cleared_on="unsure"), TODAY, "window-unknown",
         END_UNDELIVERED, END_UNDELIVERED, doubt="last_day is null: the window has no known start"),
    Case("P-delivery-unknown", "there before the expected day: from shipment",
         base("wrong_spec", delivered_on="unsure", customs_cleared_on="unsure", expected_delivery_on=date(2026, 6, 30)),
         day(0), "window-unknown", after(SHIPPED, 30), None,
         doubt="expected delivery + 30; but the goods are there, and no window is that long"),
    Case("P-lots", "last day is the last lot's",
         base("wrong_spec", circumstances=["several_lots"], first_lot_delivered_on=day(-7)), TODAY, "assessed-refund",
         day(23), DAY_30, doubt="the first lot's, the last lot's only shown"),
    Case(
        "P-fake-tracking",
        "expected day unknown: the window of the day it shows",
        base("not_delivered", tracking="suspect", tracked_delivery_on=date(2026, 3, 20), expected_delivery_on="unsure"),
        CUSTOMS,
        "full-refund",
        date(2026, 4, 19),
        date(2026, 4, 19),
        doubt="'from the day it shows' says only since when it qualifies; last_day is null",
    ),
    Case(
        "P-fake-tracking",
        "expected day unknown, 31 days after the day it shows",
        base("not_delivered", tracking="suspect", tracked_delivery_on=date(2026, 3, 20), expected_delivery_on="unsure"),
        date(2026, 4, 20),
        "window-unknown",
        doubt="full-refund: no end is said",
    ),
    Case("P-fake-tracking", "invented, expected day unknown, no day shown",
         base("not_delivered", tracking="suspect", expected_delivery_on="unsure"), TODAY, "full-refund", None, None,
         doubt="window-unknown: there is no day to count from"),
    Case("P-off-platform", "ordered outside and nothing paid",
         base("not_shipped", ordered_on_platform="no", paid_through="not_paid"), AGREED, "off-platform",
         doubt="nothing-paid; in any case not an offline complaint"),
    Case("P-offline", "cancelled by the supplier, paid outside", base("supplier_cancelled", paid_through="outside"),
         AGREED, "offline-complaint-only", doubt="off-platform: the row names goods never received only"),
    Case("P-no-mark", "a dispute was filed, so the button was there", filed("wrong_spec", protection_mark="unsure"),
         TODAY, "enrolment-uncertain", doubt="assessed-refund: the button settles it; but a dispute skips no gate"),
    Case("P-coverage-type", "pre-shipment coverage, fault seen after delivery",
         base("wrong_spec", coverage_type="pre_shipment"), TODAY, "assessed-refund",
         doubt="guides-disagree: two guides limit this type to the initial payment before shipment"),
    Case("P-failed-inspection", "coverage type unsure", base("inspection_failed", coverage_type="unsure"), INSPECTED,
         "answer-unknown", doubt="guides-silent: no coverage is the common case, and both are unclear"),
    Case("P-failed-inspection", "no such coverage, after the ship day", base("inspection_failed"), after(AGREED, 1),
         "guides-silent", doubt="full-refund: the ship day is missed as well, though it was not told as a problem"),
    Case("P-late", "a failed inspection paid over does not touch the ship day",
         base("late_dispatch", inspected_on=INSPECTED, circumstances=["paid_after_failed_inspection"]), TODAY,
         "late-refund", doubt="guides-silent: 'whichever problem is told'"),
    Case("P-late", "delivered in time, but shipped late, told as late delivery",
         base("late_delivery", shipped_on=LATE_SHIPPED, delivered_on=EXPECTED), TODAY, "late-refund",
         doubt="nothing-broken: what was complained of was in time"),
    Case("P-late", "shipped late and delivered late, told as late delivery",
         base("late_delivery", shipped_on=LATE_SHIPPED), date(2026, 4, 20), "late-refund",
         doubt="late-remedy-disputed, as for a carrier's delay"),
    Case("P-carrier-late", "shipped in time but delivered late, told as late dispatch",
         base("late_dispatch", shipped_on=SHIPPED, delivered_on=LATE_DELIVERED), date(2026, 4, 20),
         "late-remedy-disputed", doubt="nothing-broken: the dispatch complained of was in time"),
    Case("P-nothing-late", "called late, on the way, not due yet", base("late_delivery", **ON_THE_WAY), CUSTOMS,
         "nothing-broken", doubt="not-yet"),
    Case("P-carrier-late", "called late, on the way, overdue", base("late_delivery", **ON_THE_WAY), TODAY,
         "late-remedy-disputed", doubt="full-refund: it is never delivered so far"),
    Case("P-accepted-delay", "accepted, product with the delivery mark",
         base("late_delivery", on_time_mark="on_time_delivery", circumstances=["accepted_delay"]), date(2026, 4, 20),
         "late-remedy-disputed", doubt="credit-only"),
    Case("P-colour", "no code, though the term is called exact",
         base("colour_difference", colour_code_in_order="no", term_in_order="exact"), TODAY, "unspecified-or-taste",
         doubt="assessed-refund: an exact term of another kind"),
    Case("P-force-majeure", "cancelled because of it", base("supplier_cancelled", cause="force_majeure"), AGREED,
         "force-majeure", doubt="full-refund: cancelled all the same"),
    Case("P-late", "an approved artwork does not touch the ship day",
         base("late_dispatch", circumstances=["approved_error"]), TODAY, "late-refund", doubt="buyers-own-doing"),
    Case("P-quality", "who caused a wrong specification is unsure", base("wrong_spec", cause="unsure"), TODAY,
         "assessed-refund",
         doubt="answer-unknown; but cause is not asked where the seller makes the goods"),
    Case("P-address", "goods there, specification wrong", base("wrong_spec", circumstances=["address_changed"]), TODAY,
         "weak-proof", doubt="assessed-refund: the address has nothing to do with it once the goods arrived"),
    Case("P-quantity", "called short, but all came", units("shortage", 1000, "not_agreed"), TODAY, "nothing-broken",
         doubt="within-tolerance"),
    Case("P-defect-rate", "none agreed, number not told", base("defective", units_defective=DROP), TODAY,
         "assessed-refund", doubt="pending: quantity is the ground"),
    Case("P-quantity", "short, some of the rest used", base("shortage", goods_used="partly", units_used=300), TODAY,
         "missing-or-excess-units", doubt="part-covered"),
    Case("P-late", "shipped late, all used", base("late_dispatch", goods_used="all", units_used=1000), TODAY,
         "late-refund", doubt="guides-silent"),
    Case("P-quality", "faulty units worth less than the limit of a dearer order",
         base("defective", coverage_limit="5000.00"), TODAY, "assessed-refund",
         doubt="capped: the order is above the limit, as one guide compares"),
    Case("P-used", "some used, and above the limit",
         base("wrong_spec", goods_used="partly", units_used=300, coverage_limit="5000.00"), TODAY, "part-covered",
         doubt="capped"),
    Case("P-several", "silence beside a real fault", several("wrong_spec", "supplier_silent"), TODAY, "part-covered",
         doubt="assessed-refund: silence adds nothing beside another problem; but each is judged by itself"),
    Case("P-several", "one qualifies, one partly",
         several("late_dispatch", "defective", units_defective=100, goods_used="partly", units_used=300), TODAY,
         "part-covered", doubt="the outcome of the best, which is late-refund and no outcome of partly"),
    Case("P-several", "one unclear, one partly",
         several("transit_damage", "wrong_spec", packaging_as_agreed="no", coverage_limit="5000.00"), TODAY, "capped",
         doubt="part-covered; either way the best is partly"),
    Case("P-silent", "a dispute is open, goods there and in order",
         filed("supplier_silent", **ARRIVED | {"units_defective": 0}), TODAY, "nothing-broken",
         doubt="escalate-now from + 4: the row speaks only while no dispute is open"),
    Case("P-evidence-kind", "does not better an unclear case",
         base("wrong_spec", term_in_order="outside_chat", files=[{"name": "report.pdf", "bytes": 1000}]), TODAY,
         "weak-proof", doubt="submit-evidence"),
    Case("P-unsure", "whether a dispute is open", base("wrong_spec", dispute_stage="unsure"), TODAY, "answer-unknown",
         doubt="assessed-refund: as no dispute, with a note"),
    Case("P-filed-in-time", "day of filing unsure, window over",
         filed("wrong_spec", "escalated", "unsure", escalated_on=day(35)), day(40), "window-unknown",
         doubt="answer-unknown"),
    Case("P-supplier-answer", "refused by the supplier, day 4", filed("wrong_spec", supplier_replied="yes"),
         after(FILED, 4), "assessed-refund",
         doubt="escalate-now: supplier_replied does not say whether the answer was a refusal"),
    Case("P-supplier-answer", "answered, still open on day 7", filed("wrong_spec", supplier_replied="yes"),
         after(FILED, 7), "auto-escalated", doubt="assessed-refund: the supplier answered in time"),
    Case("P-proposal", "day unsure", proposal("unsure"), TODAY, "answer-proposal",
         doubt="answer-unknown; filed on 8 April, so on 10 April every day it can have been is in time"),
    Case("P-closed-by-silence", "tier unsure, day 45", filed("wrong_spec", "closed_by_silence", buyer_tier="unsure"),
         day(45), "window-unknown", doubt="closed-by-silence"),
    Case("P-closed-by-silence", "Pro, day 45: the day of filing again is past, the last ahead",
         filed("wrong_spec", "closed_by_silence", buyer_tier="pro"), day(45), "closed-by-silence", DAY_30, DAY_60,
         doubt="P-safe-by: once past it is no longer counted after a timely filing: null"),
    Case("P-counter", "the supplier answered",
         filed("wrong_spec", "counter_proposed", counter_proposal_on=RECEIVED, supplier_replied="yes"), TODAY,
         "assessed-refund", doubt="auto-escalated"),
    Case("P-decided", "in full, though the ground is not covered", decided("full", "transit_damage"), after(DECIDED, 1),
         "transit-damage", doubt="assessed-refund: Alibaba decided; but ground and proof are judged as before"),
    Case("P-decided", "refused, unsure of anything new, within the days", decided("refused", new_evidence="unsure"),
         after(DECIDED, 1), "answer-unknown", doubt="weak-proof"),
    Case("P-decided", "refused, day unsure", decided("refused", decided_on="unsure", new_evidence="yes"),
         after(DECIDED, 1), "answer-unknown", doubt="appeal-open or window-unknown"),
    Case("P-proposal", "waits on day 61 from filing", proposal(after(FILED, 59)), after(FILED, 61), "answer-proposal",
         doubt="decision-overdue: the worse wins"),
    Case("P-evidence-asked", "asked for on day 61 from filing", asked(after(FILED, 60)), after(FILED, 61),
         "submit-evidence", doubt="decision-overdue: the worse wins"),
    Case("P-never-delivered", "filed before the expected day, escalated, expected day past",
         filed("not_delivered", "escalated", date(2026, 4, 1), escalated_on=date(2026, 4, 8)), TODAY, "full-refund",
         doubt="not-yet: judged on the day of filing it was too early"),
    Case("P-change-of-mind", "only the problem told", {"problem": ["change_of_mind"]}, TODAY, "buyers-own-doing",
         doubt="pending: not paid or off the platform would name another outcome, though the same verdict"),
]
