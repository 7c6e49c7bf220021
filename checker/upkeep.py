"""What keeps the guides' files up to date: which guides are due, and which statements a new version of one touches.

For a maintainer; nothing here decides, and the commands of ``python -m checker guides`` alone read it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from checker.statements import Guide, Statement, Statements

#: After how many days a guide is due to be compared again.
DUE_AFTER = 180

Certainty = Literal["surely", "likely", "perhaps"]

_TAG = re.compile(r"<[^>]+>|<!\[CDATA\[|\]\]>")
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")
_SPELT = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FIGURES = {word: str(number) for number, word in enumerate(_SPELT)}
_FIGURES |= {"fifteen": "15", "twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90"}
#: Words that no fact turns on are short, or among these.
_EVERYWHERE = frozenset(
    ("about", "after", "before", "from", "that", "their", "them", "they", "this", "what", "when", "within")
)
_SHORTEST, _STEM = 4, 6
_LONGEST_HEADING = 12
#: How many headings above a passage it may belong to: a guide names parts within parts.
_HEADINGS = 3
#: A word is rare that so many statements of the guide carry, at most.
_RARE = 3
#: What a shared word, one that is rare or a figure, a figure taken out, and the same heading weigh.
_SHARED, _RARELY, _TAKEN_OUT, _HEADING = 1, 2, 2, 4
#: From what weight on a statement is named, is likely to stand on the passage, and surely does.
_PERHAPS, _LIKELY, _SURELY = 7, 9, 11


@dataclass(frozen=True)
class Change:
    """A passage that is not the same in two versions: the headings above it, nearest first, its old and new lines."""

    headings: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """A statement that stands on a changed passage: how sure that is, and the words and figures both share."""

    statement: Statement
    certainty: Certainty
    same_heading: bool
    shared: tuple[str, ...]


def due(book: Statements, today: datetime.date) -> list[tuple[Guide, int]]:
    """Return the guides not compared for :data:`DUE_AFTER` days or more, longest first, each with its days."""
    waited = [(guide, (today - guide.checked).days) for guide in book.guides]
    return sorted((each for each in waited if each[1] >= DUE_AFTER), key=lambda each: -each[1])


def changes(old: str, new: str) -> list[Change]:
    """Compare two versions of a guide's text, paragraph by paragraph; tags and blanks do not count."""
    before, after = _lines(old), _lines(new)
    found = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            headings = tuple(_headings_above(after, new_from))
            found.append(Change(headings, tuple(before[old_from:old_to]), tuple(after[new_from:new_to])))
    return found


def touched(guide: Guide, change: Change) -> list[Touched]:
    """Return the statements of a guide that stand on a changed passage, the surest first."""
    carried = Counter(word for statement in guide.statements for word in _words(statement.says))
    # What was taken out counts first; a new passage can touch what stood beside it.
    passage = _words(" ".join(change.old or change.new))
    taken_out = _words(" ".join(change.old)) - _words(" ".join(change.new))
    weighed = []
    for statement in guide.statements:
        both = _words(statement.says) & passage
        rare = {word for word in both if carried[word] <= _RARE or _is_figure(word)}
        same = any(_names(where, heading) for where in statement.where.split("; ") for heading in change.headings)
        weight = _SHARED * len(both - rare) + _RARELY * len(rare) + _HEADING * same
        weight += _TAKEN_OUT * any(map(_is_figure, rare & taken_out))
        if rare and weight >= _PERHAPS:
            weighed.append((weight, Touched(statement, _certainty(weight, same), same, tuple(sorted(rare)))))
    return [one for _, one in sorted(weighed, key=lambda each: (-each[0], each[1].statement.line))]


def _certainty(weight: int, same_heading: bool) -> Certainty:
    """Say how sure it is. Nothing is sure that does not stand under its own heading."""
    if weight >= _SURELY and same_heading:
        return "surely"
    return "likely" if weight >= _LIKELY else "perhaps"


def _is_figure(word: str) -> bool:
    return word[0].isdigit()


def _lines(text: str) -> list[str]:
    lines = (" ".join(_TAG.sub(" ", line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def _headings_above(lines: list[str], place: int) -> Iterator[str]:
    """Yield the last short lines at or above a place that are no sentence and no point of a list."""
    found = 0
    for line in reversed(lines[: place + 1]):
        if len(line.split()) <= _LONGEST_HEADING and line[0].isalnum() and line[-1] not in ".,;!":
            yield line
            found += 1
        if found == _HEADINGS:
            return


def _names(where: str, heading: str) -> bool:
    """Say whether a statement's place means this heading: it carries at least half of the place's words."""
    words = _words(where)
    return bool(words) and 2 * len(words & _words(heading)) >= len(words)


def _words(text: str) -> set[str]:
    """Return the words and figures that a text turns on, words cut to their beginnings."""
    return set(_cut(_WORD.findall(text.lower())))


def _cut(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word in _FIGURES or _is_figure(word):
            yield _FIGURES.get(word, word.replace(",", ""))
        elif len(word) >= _SHORTEST and word not in _EVERYWHERE:
            yield word[:_STEM]
