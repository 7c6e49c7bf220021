"""The dispute statement: what the buyer told, as plain text to paste into Alibaba.com's form.

Facts only, in order: what was agreed, the days, how it stands, what is wrong, what is asked for, the evidence. What is
untold or unsure is left out, and so is what no longer bears on the case. The sentences stand in ``questions.toml``
(``facts``). The form refuses "special characters" without saying which, so only ASCII letters, digits, spaces and
``. , : - ( ) / %`` are used.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext

from checker.assessment import Assessment
from checker.conditions import Facts
from checker.counts import EXACT, difference, number
from checker.interview import relevant
from checker.plain import day_in_words, usd_in_words
from checker.questions import QUESTIONS, Question
from checker.remedies import Remedy, paid

#: Which answers stand under which title, in the order in which they are read.
_AGREED = (
    *("ordered_on_platform", "protection_mark", "coverage_type", "on_time_mark", "buyer_tier", "paid_through"),
    *("order_total", "paid_on_platform", "paid_off_platform", "balance_unpaid", "unit_price", "units_ordered"),
    *("tolerance_percent", "allowed_defect_percent"),
    *("term_in_order", "colour_code_in_order", "sample_approved_on_platform"),
)
_STANDING = (
    *("circumstances", "shipped_on", "customs_cleared_on", "delivered_on", "receipt_confirmed_on", "tracking"),
    *("packaging_as_agreed", "goods_used", "supplier_replied", "decision", "new_evidence"),
)
_COUNTED = ("units_received", "units_defective", "units_used")
_ASKED = {
    "refund": "A refund of up to",
    "deposit_back": "The deposit back, up to",
    "credit": "A credit for later orders of up to",
}
_GAPS = {"shortage": "missing", "overage": "in excess"}


def as_text(assessment: Assessment) -> str:
    """Return the dispute statement; empty while no problem is told. Lines end with a line feed."""
    told = {question: assessment.facts[question] for question in relevant(assessment)[0]}
    wrong = list(_told(told, ["problem"]))
    if not wrong:
        return ""
    with localcontext(EXACT):
        parts = {
            "What was agreed": _told(told, _AGREED),
            "Day by day": _days(told),
            f"How it stands on {day_in_words(assessment.today)}": _told(told, _STANDING),
            "What is wrong": [*wrong, *_told(told, _COUNTED), *_gaps(told)],
            "What is asked for": [
                _ask(assessment, remedy) for remedy in assessment.remedies if remedy.most is not None
            ],
            "Evidence handed in with this statement": _told(told, ["evidence"]),
        }
        written = [_part(title, lines) for title, lines in parts.items()]
    return "\n\n".join(filter(None, written)) + "\n"


def _part(title: str, lines: Iterable[str]) -> str:
    listed = [f"- {line}" for line in dict.fromkeys(lines)]
    return "\n".join([title, *listed]) if listed else ""


def _told(told: Facts, questions: Iterable[str]) -> Iterator[str]:
    return (line for question in questions if question in told for line in _lines(QUESTIONS[question], told[question]))


def _lines(question: Question, value: object) -> list[str]:
    """The sentences of one answer: counts and amounts under their short name, choices as their facts."""
    if isinstance(value, Decimal):
        return [f"{question.short}: {_usd(value) if question.kind == 'money' else f'{value:,f}'}."]
    answers = value if isinstance(value, tuple) else (value,)
    return [question.facts[answer] for answer in answers if answer in question.facts]


def _usd(amount: Decimal) -> str:
    """An amount with every decimal that was told, so that what is counted from it can be checked."""
    in_cents = amount == round(amount, 2)
    return usd_in_words(amount) if in_cents else f"USD {amount:,f}"


def _days(told: Facts) -> list[str]:
    days = [(day, question) for question, day in told.items() if isinstance(day, datetime.date)]
    order = list(QUESTIONS)
    days.sort(key=lambda entry: (entry[0], order.index(entry[1])))
    return [f"{day_in_words(day)}: {QUESTIONS[question].event}." for day, question in days]


def _gaps(told: Facts) -> Iterator[str]:
    for problem, words in _GAPS.items():
        gap = _gap(told, problem)
        if gap:
            yield f"Units {words}: {gap:,f}."


def _gap(facts: Facts, problem: str) -> Decimal | None:
    told = facts["problem"]
    return difference({**facts, "problem": problem}) if isinstance(told, tuple) and problem in told else None


def _ask(assessment: Assessment, remedy: Remedy) -> str:
    assert remedy.most is not None
    ways = (words for amount, words in _ways(assessment.facts) if amount == remedy.most)
    counted = next((f": {words}" for words in ways if remedy.kind != "credit"), "")
    return f"{_ASKED[remedy.kind]} {usd_in_words(remedy.most)}{counted}."


def _ways(facts: Facts) -> Iterator[tuple[Decimal | None, str]]:
    """The ways in which an amount can come about, each with its words."""
    price, received, used = (number(facts, question) for question in ("unit_price", "units_received", "units_used"))
    if price is not None:
        for problem, words in _GAPS.items():
            gap = _gap(facts, problem)
            if gap is not None:
                yield gap * price, f"{gap:,f} units {words} at {_usd(price)} each"
        if received is not None and used is not None and facts.get("goods_used") == "partly":
            yield (received - used) * price, f"{received - used:,f} unused units at {_usd(price)} each"
    yield paid(facts), "what was paid through Alibaba.com"
    yield number(facts, "coverage_limit"), "the coverage limit of the seller"
