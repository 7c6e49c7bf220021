"""What may be refunded, and how much at most. Exact decimals; never a guess; nothing rounded before the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.conditions import Facts
from checker.counts import difference, number
from checker.plain import usd_in_words
from checker.statements import Money, Statements

RemedyKind = Literal["refund", "credit", "deposit_back", "goods"]


@dataclass(frozen=True)
class Remedy:
    """One thing that may be had. ``most`` is in US dollars, or None: as Alibaba.com assesses."""

    kind: RemedyKind
    says: str
    most: Decimal | None
    note: str
    statements: tuple[str, ...]
    policy: tuple[str, ...] = ()


def paid(facts: Facts) -> Decimal | None:
    """Return what was paid through the platform; the order's total where that is not told. None when neither is."""
    told = number(facts, "paid_on_platform")
    return number(facts, "order_total") if told is None else told


def loss(facts: Facts) -> Decimal | None:
    """Return the loss that the remedy would have to cover, before any limit. None when it is not known."""
    price, problem = number(facts, "unit_price"), facts.get("problem")
    units = difference(facts) if problem in ("shortage", "overage") else None
    if problem == "defective":
        units = number(facts, "units_defective")
    return paid(facts) if units is None or price is None else units * price


def over_limit(facts: Facts) -> bool:
    """Say whether the loss is above the supplier's coverage limit (P-cap). What is not known never holds it back."""
    limit, amount = number(facts, "coverage_limit"), loss(facts)
    return limit is not None and amount is not None and amount > limit


def _capped(facts: Facts, amount: Decimal | None) -> Decimal | None:
    """Return the amount, held to what was paid on the platform and to the supplier's limit."""
    bounds = [bound for bound in (amount, paid(facts), number(facts, "coverage_limit")) if bound is not None]
    return min(bounds) if amount is not None else None


def _limit_note(book: Statements, facts: Facts) -> str:
    """Warn of the limit where it is not known and the order is large (POLICY, P-cap)."""
    typical = book.position("cap-typical").followed
    amount = paid(facts)
    if number(facts, "coverage_limit") is not None:
        return "Never more than the seller's coverage limit."
    smallest = typical.value.at_least if typical and isinstance(typical.value, Money) else None
    if smallest is not None and amount is not None and amount > smallest:
        return (
            f"Look up the seller's coverage limit: for most sellers it starts at {usd_in_words(smallest)}, and no more "
            "than the limit is refunded."
        )
    return "Never more than you paid through Alibaba.com."


def _full(book: Statements, facts: Facts) -> list[Remedy]:
    return [
        Remedy(
            "refund",
            "All that you paid for the order through Alibaba.com.",
            _capped(facts, paid(facts)),
            "One guide says so in full; no guide guarantees it. " + _limit_note(book, facts),
            book.cite("rem-non-delivery-full", "rem-cancel-full", "ta-no-guaranteed-refund", "cap-limits-refund"),
            ("P-cap",),
        )
    ]


def _assessed(book: Statements, facts: Facts) -> list[Remedy]:
    bound = "; the amount shown is the most it can be. " if paid(facts) is not None else ". "
    return [
        Remedy(
            "refund",
            "A part or all of the price, as Alibaba.com assesses.",
            _capped(facts, paid(facts)),
            "No guide gives a formula" + bound + _limit_note(book, facts),
            book.cite("rem-quality-assessed", "rem-some-or-all", "ta-no-guaranteed-refund", "cap-limits-refund"),
            ("P-cap",),
        )
    ]


def _late(book: Statements, facts: Facts) -> list[Remedy]:
    refund = Remedy(
        "refund",
        "A refund through a dispute; how much is disputed.",
        _capped(facts, paid(facts)),
        "One guide says up to the whole order value, by the length of the delay; no formula is known. "
        + _limit_note(book, facts),
        book.cite("late-remedy-up-to-full", "late-remedy-refund"),
        ("P-late",),
    )
    dispatch = facts.get("on_time_mark") in ("on_time_dispatch", "both")
    delivery = facts.get("on_time_mark") in ("on_time_delivery", "both")
    marked = dispatch or (delivery and facts.get("problem") == "late_delivery")
    return [refund, *(_credit(book, facts) if marked else [])]


def _credit(book: Statements, facts: Facts) -> list[Remedy]:
    followed = book.position("late-credit").followed
    most = followed.value.usd if followed and isinstance(followed.value, Money) else None
    return [
        Remedy(
            "credit",
            "A credit for later orders on Alibaba.com. It is not money back.",
            most,
            "Only for products that show the on-time mark.",
            book.cite("late-remedy-credit-100", "otg-eligible-products"),
            ("P-marked-late",),
        )
    ]


def _units(book: Statements, facts: Facts) -> list[Remedy]:
    gap, price = difference(facts), number(facts, "unit_price")
    most = gap * price if gap is not None and price is not None else None
    least = _beyond_tolerance(facts)
    note = "It is the price of the units that are missing or too many."
    if least is not None and price is not None and least != gap:
        note = (
            "No guide says whether all units count or only those beyond the tolerance: at least "
            f"{usd_in_words(least * price)}, at most the amount shown."
        )
    return [
        Remedy(
            "refund",
            "The price of the missing or excess units.",
            _capped(facts, most),
            f"{note} {_limit_note(book, facts)}",
            book.cite("rem-quantity", "cover-wrong-quantity", "cap-limits-refund"),
            ("P-quantity", "P-cap"),
        )
    ]


def _beyond_tolerance(facts: Facts) -> Decimal | None:
    gap, ordered, tolerance = difference(facts), number(facts, "units_ordered"), number(facts, "tolerance_percent")
    if gap is None or ordered is None or tolerance is None:
        return gap
    return max(gap - ordered * tolerance / 100, Decimal(0))


def _deposit(book: Statements, facts: Facts) -> list[Remedy]:
    return [
        Remedy(
            "deposit_back",
            "The deposit that you paid. Keep the balance back.",
            _capped(facts, paid(facts)),
            _limit_note(book, facts),
            book.cite("covtype-pre-protects-deposit", "covtype-pre-withhold-balance"),
            ("P-failed-inspection",),
        ),
        *_rework(book, facts),
    ]


def _rework(book: Statements, facts: Facts) -> list[Remedy]:
    if facts.get("problem") != "inspection_failed":
        return []
    return [
        Remedy(
            "goods",
            "Good units in place of the faulty ones, before anything is shipped.",
            None,
            "The seller has to agree.",
            book.cite("rem-replace-before-ship"),
            ("P-failed-inspection",),
        )
    ]


def _unused(book: Statements, facts: Facts) -> list[Remedy]:
    received, used, price = (number(facts, key) for key in ("units_received", "units_used", "unit_price"))
    known = received is not None and used is not None and price is not None
    most = (received - used) * price if received is not None and used is not None and price is not None else paid(facts)
    return [
        Remedy(
            "refund",
            "A refund for the units that you have not used.",
            _capped(facts, most),
            ("Counted as unused units times the price of one. " if known else "As Alibaba.com assesses. ")
            + _limit_note(book, facts),
            book.cite("excl-used-goods", "rem-quality-assessed", "cap-limits-refund"),
            ("P-used", "P-cap"),
        )
    ]


#: What each outcome of the ground gate brings.
_REMEDIES: dict[str, Callable[[Statements, Facts], list[Remedy]]] = {
    "full-refund": _full,
    "assessed-refund": _assessed,
    "late-refund": _late,
    "late-remedy-disputed": _late,
    "missing-or-excess-units": _units,
    "deposit-back": _deposit,
    "credit-only": _credit,
    "part-covered": _unused,
    "guides-silent": _assessed,
    "guides-disagree": _assessed,
}


def remedies(book: Statements, facts: Facts, ground: str | None) -> list[Remedy]:
    """Return what may be had for one problem; ``ground`` is the outcome that the ground gate names."""
    if facts.get("problem") == "inspection_failed" and ground == "guides-silent":
        return _rework(book, facts)
    make = _REMEDIES.get(ground or "")
    return make(book, facts) if make else []
