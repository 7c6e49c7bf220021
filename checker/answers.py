"""Reads what the buyer told into facts, and says clearly what is wrong with the rest.

Nothing is guessed and nothing is lost: every fault is reported with its place, what is wrong and what would be right.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from checker.conditions import NOT_YET
from checker.events import ORDER
from checker.plain import day_in_words
from checker.questions import QUESTIONS, Question

#: Longer texts are refused without being looked at.
MAX_TEXT = 200
#: What a file system allows.
MAX_NAME = 255
MAX_FILES = 100
#: Several times as many as there are questions: each misspelt one takes its time to be matched.
MAX_ANSWERS = 200
FIRST_YEAR, LAST_YEAR = 1900, 2200
_MOST = Decimal(10) ** 12
_SMALLEST = Decimal("0.000001")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: the place, what is wrong, and what would be right."""

    path: str
    problem: str
    wanted: str


@dataclass(frozen=True)
class File:
    """A file the buyer means to submit: its name and its size in bytes."""

    name: str
    bytes: int


class BadAnswers(ValueError):  # noqa: N818 - a public name, and a plain one
    """The answers cannot be used. ``faults`` lists every fault found, never just the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.path}: {fault.problem}; {fault.wanted}" for fault in faults))


class _WrongError(Exception):
    def __init__(self, problem: str, wanted: str, where: str = "") -> None:
        self.problem, self.wanted, self.where = problem, wanted, where


def read_answers(answers: object, today: datetime.date) -> tuple[dict[str, object], list[Fault]]:
    """Return the facts and the faults in ``answers``, a mapping from question id to value.

    ``today`` is the day from which events are judged: what is said to have happened cannot lie after it.
    """
    if not isinstance(answers, Mapping):
        return {}, [Fault("answers", f"is {_shown(answers)}", "an object from question id to answer")]
    if len(answers) > MAX_ANSWERS:
        return {}, [Fault("answers", f"names {len(answers)} questions", f"at most {MAX_ANSWERS}")]
    facts: dict[str, object] = {}
    faults: list[Fault] = []
    for key, raw in answers.items():
        path = f"answers.{_shown(key, quote=False)}"
        question = QUESTIONS.get(key) if isinstance(key, str) else None
        if question is None:
            faults.append(Fault(path, "there is no such question", _near(key)))
            continue
        try:
            facts[question.id] = _read(question, raw)
        except _WrongError as wrong:
            faults.append(Fault(path + wrong.where, wrong.problem, wrong.wanted))
    return facts, faults + contradictions(facts, today)


def read_day(raw: object) -> datetime.date:
    """Return the date an ISO text names. Raises BadAnswers' inner fault as ValueError with a plain message."""
    try:
        return _day(raw)
    except _WrongError as wrong:
        raise ValueError(f"{wrong.problem}; {wrong.wanted}") from wrong


def _near(key: object) -> str:
    import difflib

    close = difflib.get_close_matches(key[:MAX_TEXT], QUESTIONS, n=1) if isinstance(key, str) else []
    return f"did you mean {close[0]}?" if close else "an id from the list of questions"


def _shown(value: object, *, quote: bool = True) -> str:
    """Show a value in an error, short and in the words of JSON."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        short = value if len(value) <= 40 else value[:40] + "…"
        return f'"{short}"' if quote and not isinstance(value, Unquoted) else short
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, int):
        value = Decimal(value)  # which shows any size, where an int of many digits refuses to
    return "a list" if isinstance(value, list | tuple) else str(value)[:40]


def _read(question: Question, raw: object) -> object:
    if isinstance(raw, str):
        if len(raw) > MAX_TEXT:
            raise _WrongError(f"is a text of {len(raw)} characters", f"at most {MAX_TEXT} characters")
        if raw in question.words:
            return raw
    return _READERS[question.kind](question, raw)


def _options(question: Question) -> str:
    return "one of " + ", ".join([*question.options, *question.words])


def _choice(question: Question, raw: object) -> str:
    if not isinstance(raw, str) or raw not in question.options:
        raise _WrongError(f"is {_shown(raw)}", _options(question))
    return raw


def _choices(question: Question, raw: object) -> tuple[str, ...]:
    items = [raw] if isinstance(raw, str) else raw
    if not isinstance(items, list | tuple):
        raise _WrongError(f"is {_shown(raw)}", f"a list, each {_options(question)}")
    for place, item in enumerate(items):
        where = "" if isinstance(raw, str) else f"[{place}]"
        if not isinstance(item, str) or item not in question.options:
            raise _WrongError(f"is {_shown(item)}", _options(question), where)
        if item in items[:place]:
            raise _WrongError(f'names "{item}" twice', "each option once", where)
    if question.id == "problem":
        _check_problems(items)
    return tuple(items)


def _check_problems(items: list[str] | tuple[str, ...]) -> None:
    if not items:
        raise _WrongError("is an empty list", "at least one problem, or nothing_yet")
    if "nothing_yet" in items and len(items) > 1:
        raise _WrongError(
            "names nothing_yet beside another problem", "either nothing_yet alone, or the problems without it"
        )


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def _day(raw: object) -> datetime.date:
    if isinstance(raw, datetime.date) and not isinstance(raw, datetime.datetime):
        day = raw
    else:
        match = _ISO.fullmatch(raw) if isinstance(raw, str) else None
        if match is None:
            raise _WrongError(f"is {_shown(raw)}", "a date such as 2026-05-20")
        day = _existing(*(int(part) for part in match.groups()))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _WrongError(f"is in the year {day.year}", f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _existing(year: int, month: int, number: int) -> datetime.date:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        raise _WrongError(f"{year:04}-{month:02}-{number:02} does not exist", "a day that is in the calendar") from None


def _date(question: Question, raw: object) -> datetime.date:
    try:
        return _day(raw)
    except _WrongError as wrong:
        words = "".join(f' or "{word}"' for word in question.words)
        raise _WrongError(wrong.problem, wrong.wanted + words) from None


_MONEY = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)


def _money(question: Question, raw: object) -> Decimal:
    wanted = 'US dollars as decimal text, such as "38500" or "7.70"'
    if isinstance(raw, Decimal) and raw.is_finite() and not isinstance(raw, _FromJson):
        raw = format(raw, "f")
    if not isinstance(raw, str) or not _MONEY.fullmatch(raw):
        raise _WrongError(f"is {_shown(raw)}", wanted)
    return _not_negative(Decimal(raw), wanted)


def _not_negative(number: Decimal, wanted: str) -> Decimal:
    if number < 0:
        raise _WrongError(f"is {number}, below zero", f"zero or more: {wanted}")
    return number.copy_abs()  # minus zero is zero


class Unquoted(str):
    """What stood in JSON without quotes and is no number that anybody means. It is never taken for a text."""


class _FromJson(Decimal):
    """A number as it stood in JSON: exact, and told apart from an amount given as text."""


def number_from_json(text: str) -> object:
    """Return the number a JSON text names, exact; Unquoted where it is too long to be one anybody means."""
    try:
        return _FromJson(text) if len(text) <= 40 else Unquoted(text)
    except InvalidOperation:
        return Unquoted(text)


def _number(question: Question, raw: object) -> Decimal:
    wanted = "a number, such as 1200" + "".join(f' or "{word}"' for word in question.words)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise _WrongError(f"is {_shown(raw)}", wanted)
    number = Decimal(str(raw) if isinstance(raw, float) else raw)
    if not number.is_finite():
        raise _WrongError(f"is {raw}", wanted)
    _not_negative(number, wanted)
    most = Decimal(100) if question.id.endswith("_percent") else _MOST
    if number > most:
        raise _WrongError(f"is {_shown(number)}", f"at most {most}")
    if number != number.quantize(_SMALLEST):
        raise _WrongError("has more than six decimals", wanted)
    return number or Decimal(0)  # written out, the zero 0e-999999999 would be a text of a gigabyte


def _files(question: Question, raw: object) -> tuple[File, ...]:
    wanted = '[{"name": "photo.jpg", "bytes": 120000}]'
    if not isinstance(raw, list | tuple):
        raise _WrongError(f"is {_shown(raw)}", f"a list such as {wanted}")
    if len(raw) > MAX_FILES:
        raise _WrongError(f"lists {len(raw)} files", f"at most {MAX_FILES}")
    return tuple(_file(item, f"[{place}]", wanted) for place, item in enumerate(raw))


def _file(item: object, where: str, wanted: str) -> File:
    if isinstance(item, File):
        return item
    if not isinstance(item, Mapping) or set(item) != {"name", "bytes"}:
        raise _WrongError(f"is {_shown(item)}", f"a name and a size, as in {wanted}", where)
    name, size = item["name"], item["bytes"]
    if not isinstance(name, str) or isinstance(name, Unquoted) or not name or len(name) > MAX_NAME:
        raise _WrongError(f"is {_shown(name)}", f"a file name of at most {MAX_NAME} characters", where + ".name")
    number = isinstance(size, int | Decimal) and not isinstance(size, bool) and Decimal(size).is_finite()
    if not number or not 0 <= size <= _MOST or size != int(size):
        raise _WrongError(f"is {_shown(size)}", "a size in bytes, a whole number from zero", where + ".bytes")
    return File(name, int(size))


_READERS: dict[str, Callable[[Question, object], object]] = {
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "money": _money,
    "number": _number,
    "files": _files,
}


# --- answers that cannot all be true --------------------------------------------------------------


def contradictions(facts: Mapping[str, object], today: datetime.date) -> list[Fault]:
    """Return what cannot all be true of answers as read: days to come, out of order, more units than came."""
    return [*_future(facts, today), *_out_of_order(facts), *_more_than_all(facts)]


def _future(facts: Mapping[str, object], today: datetime.date) -> list[Fault]:
    return [
        Fault(
            f"answers.{key}",
            f"{day_in_words(day)} lies after today, {day_in_words(today)}",
            "a day that is today or earlier: it is said to have happened",
        )
        for key, day in facts.items()
        if QUESTIONS[key].kind == "date" and QUESTIONS[key].happened and isinstance(day, datetime.date) and day > today
    ]


def _out_of_order(facts: Mapping[str, object]) -> list[Fault]:
    faults = []
    for earlier, later in ORDER:
        first, second = facts.get(earlier), facts.get(later)
        if not isinstance(second, datetime.date):
            continue
        if isinstance(first, datetime.date) and first > second:
            faults.append(
                Fault(
                    f"answers.{later}",
                    f"{day_in_words(second)} lies before {earlier}, {day_in_words(first)}",
                    f"a day on or after {earlier}, or an earlier {earlier}",
                )
            )
        elif first == NOT_YET:
            faults.append(
                Fault(
                    f"answers.{later}",
                    f"gives {day_in_words(second)}, but {earlier} says not_yet",
                    f"either a day for {earlier}, or no day here",
                )
            )
    return faults


def _more_than_all(facts: Mapping[str, object]) -> list[Fault]:
    received = facts.get("units_received")
    faults = []
    for part in ("units_defective", "units_used"):
        count = facts.get(part)
        if isinstance(count, Decimal) and isinstance(received, Decimal) and count > received:
            faults.append(
                Fault(
                    f"answers.{part}",
                    f"is {count:f}, more than the {received:f} units received",
                    "at most units_received",
                )
            )
    return faults
