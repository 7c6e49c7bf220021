"""What may be refunded, and how much at most. Exact decimals; never a guess; nothing rounded before the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.conditions import YES, Facts
from checker.counts import beyond_tolerance, difference, number, unused
from checker.gates.cases import QUALITY, QUANTITY, arrived_late, ship_date_missed
from checker.plain import price_in_words, units_in_words, usd_in_words, usd_text
from checker.statements import Money, Statements

RemedyKind = Literal["refund", "credit", "deposit_back", "goods"]

_AS_ASSESSED = "As Alibaba.com assesses: no guide gives a formula"


@dataclass(frozen=True)
class Amount:
    """A sum in US dollars, and in one plain sentence how it comes about from the buyer's own figures.

    ``most`` is None where nothing bounds it. ``least`` is told only where the guides leave two sums possible.
    """

    basis: str
    most: Decimal | None = None
    least: Decimal | None = None


@dataclass(frozen=True)
class Remedy:
    """One thing that may be had: its ``amount``, the statements it rests on, and the POLICY rows that decide it."""

    kind: RemedyKind
    says: str
    amount: Amount
    note: str
    statements: tuple[str, ...]
    policy: tuple[str, ...] = ()

    @property
    def most(self) -> Decimal | None:
        """The most that it can be, in US dollars, or None: as Alibaba.com assesses."""
        return self.amount.most

    @property
    def least(self) -> Decimal | None:
        """The least that it is where it is granted, in US dollars, or None: no guide gives one."""
        return self.amount.least

    @property
    def basis(self) -> str:
        """How the amount comes about, in one sentence."""
        return self.amount.basis


# --- what bounds every amount -----------------------------------------------------------------------


def paid(facts: Facts) -> Decimal | None:
    """Return what was paid through the platform, in US dollars; None when nothing tells it.

    Where it is not told itself, it is at most the order's total less what is told to be unpaid or paid another way.
    """
    told, total = number(facts, "paid_on_platform"), number(facts, "order_total")
    if told is not None or total is None:
        return told
    return max(total - sum(_elsewhere(facts).values()), Decimal(0))


def _elsewhere(facts: Facts) -> dict[str, Decimal]:
    """What of the order's total did not go through the platform, as far as it is told."""
    parts = {"still unpaid": "balance_unpaid", "paid another way": "paid_off_platform"}
    told = {words: number(facts, question) for words, question in parts.items()}
    return {words: amount for words, amount in told.items() if amount}


def _paid_in_words(facts: Facts, amount: Decimal) -> str:
    if number(facts, "paid_on_platform") is not None:
        return f"the {usd_in_words(amount)} paid through Alibaba.com"
    total = number(facts, "order_total")
    assert total is not None
    less = " and ".join(f"{usd_in_words(part)} {words}" for words, part in _elsewhere(facts).items())
    worth = f"the order's total of {usd_in_words(total)}"
    return f"{worth} less {less}, which leaves {usd_in_words(amount)}" if less else worth


def _bounds(facts: Facts) -> Iterator[tuple[Decimal, str]]:
    """Yield what no refund exceeds, with its words: what was paid on the platform, and the seller's limit (P-cap)."""
    amount, limit = paid(facts), number(facts, "coverage_limit")
    if amount is not None:
        yield amount, _paid_in_words(facts, amount)
    if limit is not None:
        yield limit, f"the seller's coverage limit of {usd_in_words(limit)}"


def _held(facts: Facts, basis: str, most: Decimal, least: Decimal | None = None) -> Amount:
    """Return an amount held to its bounds; the basis names the bound that makes it smaller."""
    bound, words = min(_bounds(facts), default=(most, ""))
    if bound < most:
        basis, most = f"{basis}; no more than {words}", bound
    return Amount(f"{basis}.", most, least if least is not None and least < most else None)


def _bounded(facts: Facts, basis: str) -> Amount:
    """Return an amount that only its bounds are known of. Without what was paid there is none."""
    if paid(facts) is None:
        return Amount(f"{basis}.")
    bound, words = min(_bounds(facts))
    return Amount(f"{basis}; no more than {words}.", bound)


def _all_paid(facts: Facts) -> Amount:
    amount = paid(facts)
    if amount is None:
        return Amount("All that was paid through Alibaba.com; how much that is, is not told.")
    words = _paid_in_words(facts, amount)
    return _held(facts, words[0].upper() + words[1:], amount)


def loss(facts: Facts) -> Decimal | None:
    """Return the loss that the remedy would have to cover, before any limit. None when it is not known."""
    price, problem = number(facts, "unit_price"), facts.get("problem")
    units = difference(facts) if problem in QUANTITY else None
    if problem in QUALITY:
        units = number(facts, "units_defective") or None
    return paid(facts) if units is None or price is None else units * price


def over_limit(facts: Facts) -> bool:
    """Say whether the loss is above the supplier's coverage limit (P-cap). What is not known never holds it back."""
    limit, amount = number(facts, "coverage_limit"), loss(facts)
    return limit is not None and amount is not None and amount > limit


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


def _priced(units: Decimal, kind: str, price: Decimal, which: str = "") -> str:
    """Return "200 missing units times USD 7.70 each is USD 1,540.00"."""
    amount = units * price
    each = "" if units == 1 else " each"
    cut = "" if amount == Decimal(usd_text(amount)) else ", part of a cent left out"
    return f"{units_in_words(units, kind)}{which} times {price_in_words(price)}{each} is {usd_in_words(amount)}{cut}"


# --- what each outcome brings -----------------------------------------------------------------------


def _full(book: Statements, facts: Facts) -> list[Remedy]:
    return [
        Remedy(
            "refund",
            "All that you paid for the order through Alibaba.com.",
            _all_paid(facts),
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
            _bounded(facts, "; ".join([_AS_ASSESSED, *_faulty(facts)])),
            "No guide gives a formula" + bound + _limit_note(book, facts),
            book.cite("rem-quality-assessed", "rem-some-or-all", "ta-no-guaranteed-refund", "cap-limits-refund"),
            ("P-cap",),
        )
    ]


def _faulty(facts: Facts) -> list[str]:
    """Say what the faulty units cost: a figure to argue with, and no formula of a guide (P-quality, P-defect-rate)."""
    units, price = number(facts, "units_defective"), number(facts, "unit_price")
    if facts.get("problem") not in QUALITY or not units or price is None:
        return []
    return [_priced(units, "faulty", price)]


#: What each on-time mark promises, as the days that break it.
_BROKEN = {
    "on_time_dispatch": ship_date_missed,
    "on_time_delivery": arrived_late,
    "both": ship_date_missed | arrived_late,
}


def _late_by_its_mark(facts: Facts) -> bool:
    """Say whether the days break what the on-time mark promises, whatever the complaint is called (P-marked-late)."""
    broken = _BROKEN.get(str(facts.get("on_time_mark")))
    return broken is not None and broken.given(facts) is YES


def _late(book: Statements, facts: Facts) -> list[Remedy]:
    refund = Remedy(
        "refund",
        "A refund through a dispute; how much is disputed.",
        _bounded(facts, _AS_ASSESSED),
        "One guide says up to the whole order value, by the length of the delay; no formula is known. "
        + _limit_note(book, facts),
        book.cite("late-remedy-up-to-full", "late-remedy-refund"),
        ("P-late",),
    )
    return [refund, *(_credit(book, facts) if _late_by_its_mark(facts) else [])]


def _credit(book: Statements, facts: Facts) -> list[Remedy]:
    followed = book.position("late-credit").followed
    most = followed.value.usd if followed and isinstance(followed.value, Money) else None
    ceiling = f"; the credit is at most {usd_in_words(most)}" if most is not None else ""
    return [
        Remedy(
            "credit",
            "A credit for later orders on Alibaba.com. It is not money back.",
            Amount(f"{_AS_ASSESSED}{ceiling}.", most),
            "Only for products that show the on-time mark.",
            book.cite("late-remedy-credit-100", "otg-eligible-products"),
            ("P-marked-late",),
        )
    ]


def _units(book: Statements, facts: Facts) -> list[Remedy]:
    amount = _price_of_units(facts)
    note = "It is the price of the units that are missing or too many."
    if amount.least is not None:
        note = (
            "No guide says whether all units count or only those beyond the tolerance: at least "
            f"{usd_in_words(amount.least)}, at most the amount shown."
        )
    return [
        Remedy(
            "refund",
            "The price of the missing or excess units.",
            amount,
            f"{note} {_limit_note(book, facts)}",
            book.cite("rem-quantity", "cover-wrong-quantity", "cap-limits-refund"),
            ("P-quantity", "P-cap"),
        )
    ]


def _price_of_units(facts: Facts) -> Amount:
    """All missing or excess units at most; those beyond the agreed tolerance at least (POLICY, P-quantity)."""
    gap, price, beyond = difference(facts), number(facts, "unit_price"), beyond_tolerance(facts)
    kind = "missing" if facts.get("problem") == "shortage" else "excess"
    if gap is None:
        return Amount(f"The {kind} units times the price of one; how many they are is not told.")
    if price is None:
        return Amount(f"{units_in_words(gap, kind)} times the price of one, which is not told.")
    basis = _priced(gap, kind, price)
    if beyond is None:
        return _held(facts, basis, gap * price)
    least = _priced(beyond, kind, price, " beyond the tolerance")
    return _held(facts, f"{basis}; {least}", gap * price, beyond * price)


def _deposit(book: Statements, facts: Facts) -> list[Remedy]:
    return [
        Remedy(
            "deposit_back",
            "The deposit that you paid. Keep the balance back.",
            _all_paid(facts),
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
            Amount("Goods and no money: good units for the faulty ones."),
            "The seller has to agree.",
            book.cite("rem-replace-before-ship"),
            ("P-failed-inspection",),
        )
    ]


def _unused(book: Statements, facts: Facts) -> list[Remedy]:
    units, price = unused(facts), number(facts, "unit_price")
    counted = units is not None and price is not None
    return [
        Remedy(
            "refund",
            "A refund for the units that you have not used.",
            _price_of_unused(facts, units, price),
            ("Counted as unused units times the price of one. " if counted else "As Alibaba.com assesses. ")
            + _limit_note(book, facts),
            book.cite("excl-used-goods", "rem-quality-assessed", "cap-limits-refund"),
            ("P-used", "P-cap"),
        )
    ]


def _price_of_unused(facts: Facts, units: Decimal | None, price: Decimal | None) -> Amount:
    if units is None or price is None:
        return _bounded(facts, "The unused units, as Alibaba.com assesses: their number or price is not told")
    return _held(facts, _priced(units, "unused", price), units * price)


def _decided_in_part(book: Statements, facts: Facts) -> list[Remedy]:
    return [
        Remedy(
            "refund",
            "The part that Alibaba.com decided on.",
            _bounded(facts, "As Alibaba.com decided"),
            "The decision names the sum.",
            book.cite("rem-some-or-all"),
            ("P-decided",),
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
    if facts.get("dispute_stage") == "decided" and facts.get("decision") == "part":
        return _decided_in_part(book, facts)
    if facts.get("problem") == "inspection_failed" and ground == "guides-silent":
        return _rework(book, facts)
    make = _REMEDIES.get(ground) if ground else None
    return make(book, facts) if make else []
