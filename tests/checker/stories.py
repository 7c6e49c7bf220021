"""Hidden stories: a consistent answer to every question, drawn at random from a seed."""

import datetime
from random import Random
from typing import Any

from checker.questions import QUESTIONS, Question
from tests.checker.talk import TODAY

GOES_WITHOUT_SAYING = {"ordered_on_platform": "yes", "paid_through": "alibaba", "protection_mark": "yes"}
#: A case in which nothing stands in the way but what went wrong: delivered nineteen days ago, no dispute yet.
PLAIN: dict[str, Any] = GOES_WITHOUT_SAYING | {
    "buyer_tier": "standard",
    "circumstances": [],
    "dispute_stage": "none",
    "goods_used": "no",
    "delivered_on": datetime.date(2026, 5, 1),
}
SINCE = (100, 92, 91, 90, 75, 61, 60, 59, 45, 31, 30, 29, 16, 15, 14, 8, 7, 6, 5, 4, 3, 1, 0)
NEVER_UNSURE = ("problem", "evidence", "files")


def story(seed: int, *, problems: int = 1, unsure: float = 0.12) -> dict[str, Any]:
    """An answer to every question, as it would stand in a request. The days and the counts fit together."""
    r = Random(seed)
    told = {question.id: _choose(r, question) for question in QUESTIONS.values() if question.options}
    told["problem"] = r.sample([p for p in QUESTIONS["problem"].options if p != "nothing_yet"], problems)
    if problems == 1 and r.random() < 0.04:
        told["problem"] = ["nothing_yet"]
    told |= {key: value for key, value in GOES_WITHOUT_SAYING.items() if r.random() < 0.95}
    told |= _days(r) | _counts(r) | {"files": r.choice([[], [{"name": "photo 1.bmp", "bytes": 10**8}]])}
    for question in told:
        if question not in NEVER_UNSURE and r.random() < unsure:
            told[question] = "unsure"
    return told


def _choose(r: Random, question: Question) -> Any:
    if question.kind == "choice":
        return r.choice(list(question.options))
    return r.sample(list(question.options), r.choice([0, 0, 0, 1, 1, 2]))


def _since(r: Random, first: datetime.date | None = None) -> datetime.date:
    """A day that is past or today, not before the first."""
    days = [day for day in (TODAY - datetime.timedelta(n) for n in SINCE) if first is None or day >= first]
    return r.choice(days)


def _days(r: Random) -> dict[str, Any]:
    agreed = r.choice([_since(r), TODAY + datetime.timedelta(r.choice([0, 1, 5, 20]))])
    shipped = _since(r)
    first_lot = _since(r, shipped)
    filed = _since(r)
    escalated = _since(r, filed)
    days: dict[str, Any] = {
        "paid_on": _since(r),
        "agreed_ship_on": agreed,
        "expected_delivery_on": agreed + datetime.timedelta(r.choice([0, 7, 20, 35])),
        "shipped_on": shipped,
        "first_lot_delivered_on": first_lot,
        "delivered_on": _since(r, first_lot),
        "customs_cleared_on": _since(r, shipped),
        "receipt_confirmed_on": _since(r, first_lot),
        "tracked_delivery_on": _since(r, shipped),
        "inspected_on": _since(r),
        "dispute_filed_on": filed,
        "proposal_received_on": _since(r, filed),
        "counter_proposal_on": _since(r, filed),
        "evidence_requested_on": _since(r, filed),
        "escalated_on": escalated,
        "decided_on": _since(r, escalated),
    }
    told: dict[str, Any] = {question: day.isoformat() for question, day in days.items()}
    waiting = r.random()
    if waiting < 0.4:
        told |= dict.fromkeys(("delivered_on", "receipt_confirmed_on"), "not_yet") | {
            "first_lot_delivered_on": "unsure"
        }
    if waiting < 0.2:
        told |= dict.fromkeys(("shipped_on", "customs_cleared_on"), "not_yet")
    return told


def _counts(r: Random) -> dict[str, Any]:
    received = r.choice([900, 949, 950, 1000, 1050, 1051, 1100])
    return {
        "units_ordered": 1000,
        "units_received": received,
        "units_defective": r.choice([0, 10, 50, received]),
        "units_used": r.choice([0, 100, received]),
        "tolerance_percent": r.choice([0, 5, "not_agreed"]),
        "allowed_defect_percent": r.choice([0, 5, "not_agreed"]),
        "order_total": "9000.00",
        "paid_on_platform": r.choice(["9000.00", "2700.00"]),
        "paid_off_platform": "0.00",
        "unit_price": "9.00",
        "coverage_limit": r.choice(["50000", "50000", "1000"]),
        "balance_unpaid": "0.00",
    }
