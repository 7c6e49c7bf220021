"""Shares and differences in units, exact."""

from __future__ import annotations

from decimal import Context, Decimal

from checker.conditions import Facts

#: Every amount is worked out under this, whatever the caller's own way of counting: exact, and the same everywhere.
EXACT = Context(prec=60)


def number(facts: Facts, question: str) -> Decimal | None:
    """Return a count, a percentage or an amount that was told, or None. Words such as "unsure" are no number."""
    value = facts.get(question)
    return value if isinstance(value, Decimal) else None


def difference(facts: Facts) -> Decimal | None:
    """Return how many units are missing (shortage) or too many (overage): zero where the complaint is not so."""
    ordered, received = number(facts, "units_ordered"), number(facts, "units_received")
    if ordered is None or received is None:
        return None
    gap = ordered - received if facts.get("problem") == "shortage" else received - ordered
    return max(gap, Decimal(0))


def as_ordered(facts: Facts) -> bool | None:
    """Say whether no unit is missing (or too many, as the complaint says). None while it is not known."""
    gap = difference(facts)
    return None if gap is None else gap == 0


def beyond_tolerance(facts: Facts) -> Decimal | None:
    """Return how many of the missing or excess units lie beyond the agreed tolerance (POLICY, P-quantity).

    None where no tolerance above zero is agreed or known: then there is no second way to count.
    """
    gap, ordered, tolerance = difference(facts), number(facts, "units_ordered"), number(facts, "tolerance_percent")
    if gap is None or ordered is None or not tolerance:
        return None
    return max(gap - ordered * tolerance / 100, Decimal(0))


def unused(facts: Facts) -> Decimal | None:
    """Return how many of the units received are unused: zero at least. None while it is not known."""
    received, used = number(facts, "units_received"), number(facts, "units_used")
    return None if received is None or used is None else max(received - used, Decimal(0))


def units_within_tolerance(facts: Facts) -> bool | None:
    """Say whether the difference in units stays within the agreed tolerance (POLICY, P-quantity).

    None while it is not known. With no tolerance agreed every unit counts.
    """
    gap, ordered = difference(facts), number(facts, "units_ordered")
    tolerance = Decimal(0) if facts.get("tolerance_percent") == "not_agreed" else number(facts, "tolerance_percent")
    if gap is None or ordered is None or tolerance is None:
        return None
    return gap * 100 <= tolerance * ordered


def none_defective(facts: Facts) -> bool | None:
    """Say whether no unit is faulty: every unit counts, and there are none (POLICY, P-defect-rate)."""
    defective = number(facts, "units_defective")
    return None if defective is None else defective == 0


def defects_within_rate(facts: Facts) -> bool | None:
    """Say whether the defective units stay within the agreed rate (POLICY, P-defect-rate). None while not known.

    The share is of the units received. Where their number is not told it is that of the units ordered: the two differ
    only where units are missing or too many, and then the number received is asked for that.
    """
    allowed = facts.get("allowed_defect_percent")
    if allowed == "not_agreed":
        return False
    defective = number(facts, "units_defective")
    received = number(facts, "units_received")
    if received is None and facts.get("units_received") is None:
        received = number(facts, "units_ordered")
    if not isinstance(allowed, Decimal) or defective is None or received is None:
        return None
    return defective * 100 <= allowed * received
