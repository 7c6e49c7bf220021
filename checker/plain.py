"""Days and amounts in plain English. No locale: every machine writes the same."""

from __future__ import annotations

import datetime
from decimal import ROUND_DOWN, Decimal

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_in_words(day: datetime.date) -> str:
    """Return a date in full.

    >>> day_in_words(datetime.date(2026, 5, 20))
    '20 May 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_in_words(count: int) -> str:
    """Return a number of days.

    >>> days_in_words(1), days_in_words(11)
    ('1 day', '11 days')
    """
    return f"{count} day" if count == 1 else f"{count} days"


def usd_text(amount: Decimal) -> str:
    """Return an amount of US dollars as decimal text with cents. A part of a cent is dropped: never promise more.

    >>> usd_text(Decimal("15400")), usd_text(Decimal("10.019"))
    ('15400.00', '10.01')
    """
    return format(amount.quantize(Decimal("0.01"), rounding=ROUND_DOWN), "f")


def usd_in_words(amount: Decimal) -> str:
    """Return an amount for reading.

    >>> usd_in_words(Decimal("15400"))
    'USD 15,400.00'
    """
    return f"USD {Decimal(usd_text(amount)):,}"


def price_in_words(amount: Decimal) -> str:
    """Return a price for reading with every decimal that was told, so that a sum can be checked with it.

    >>> price_in_words(Decimal("7.7")), price_in_words(Decimal("0.003333"))
    ('USD 7.70', 'USD 0.003333')
    """
    in_cents = amount == amount.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return usd_in_words(amount) if in_cents else f"USD {amount:,f}"


def units_in_words(count: Decimal, kind: str) -> str:
    """Return a number of units of one kind.

    >>> units_in_words(Decimal(1), "missing"), units_in_words(Decimal("1200.50"), "unused")
    ('1 missing unit', '1,200.5 unused units')
    """
    whole, _, part = f"{count:,f}".partition(".")
    told = ".".join(filter(None, (whole, part.rstrip("0"))))
    return f"{told} {kind} {'unit' if count == 1 else 'units'}"


def visible(text: str) -> str:
    """Return a text that somebody else chose, such as a file's name, with every mark that cannot be seen shown as one.

    Marks that turn the direction of writing could make a name look like another, or turn the sentence around it.

    >>> visible("photo\\u202egpj.exe")
    'photo\ufffdgpj.exe'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
