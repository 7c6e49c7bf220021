"""Everything that can be asked, as data.

The words stand in ``questions.toml``; this module loads them, refuses what is wrong, and gives each question the
operators that conditions are written with. Question ids and option values are part of the published contract.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal, cast, get_args

from checker.conditions import After, Condition, Day, Happened, Includes, IsIn
from checker.events import PLANS, UNSURE

#: What a dispute statement is written in: the form refuses "special characters" without saying which.
PLAIN = re.compile(r"[A-Za-z0-9 \n.,:()/%-]*", re.ASCII)

Kind = Literal["choice", "choices", "date", "money", "number", "files"]
Turn = Literal["first", "early", "", "late", "last"]
#: When a question is asked, by its author's hint; most carry none.
TURNS: tuple[Turn, ...] = get_args(Turn)


@dataclass(frozen=True)
class Question:
    """One thing that can be asked of the buyer.

    ``kind`` says what an answer looks like: ``choice`` one of ``options``; ``choices`` several of them; ``date`` an ISO
    day; ``money`` US dollars as decimal text; ``number`` a count or a percentage; ``files`` a list of names and sizes.
    ``words`` are the words an answer may be instead (``unsure``, ``not_yet``, ``not_agreed``) with their labels.
    ``facts`` gives answers the sentence they bring into a dispute statement.
    ``turn`` is the author's hint when to ask it. ``answers_unsure``: a rule of its own says what follows from "I don't
    know", so it is not tried with every answer that it could stand for.
    """

    id: str
    kind: Kind
    prompt: str
    help: str
    look: str
    short: str
    screen: str
    event: str = ""
    options: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    turn: Turn = ""
    answers_unsure: bool = False

    @property
    def happened(self) -> bool:
        """Whether its day, once told, cannot lie ahead."""
        return self.id not in PLANS

    @property
    def answers(self) -> tuple[str, ...]:
        """Every option and every word that an answer may be."""
        return (*self.options, *self.words)

    def is_(self, value: str) -> IsIn:
        """The answer is this option."""
        return self.is_in(value)

    def is_in(self, *values: str) -> IsIn:
        """The answer is one of these options (or words)."""
        unknown = set(values) - set(self.options) - set(self.words)
        if unknown:
            raise ValueError(f"{self.id} has no option {', '.join(sorted(unknown))}")
        return IsIn(question=self.id, values=frozenset(values), answers_unsure=self.answers_unsure)

    def includes(self, option: str) -> Includes:
        """The answer, a list, names this option."""
        if option not in self.options:
            raise ValueError(f"{self.id} has no option {option}")
        return Includes(question=self.id, option=option)

    @property
    def is_unsure(self) -> IsIn:
        """The buyer said "I don't know"."""
        return self.is_in(UNSURE)

    @property
    def is_not_yet(self) -> Happened:
        """The event is said not to have happened."""
        return Happened(question=self.id, yet=False)

    @property
    def has_happened(self) -> Happened:
        """A day is told for the event."""
        return Happened(question=self.id)

    @property
    def day(self) -> Day:
        """The day told, to count from: ``delivered_on.day + 30``."""
        return Day(self.id)

    def is_after(self, other: Day) -> After:
        """The day told lies after the other."""
        return self.day.is_after(other)

    def is_by(self, other: Day) -> Condition:
        """The day told lies on or before the other."""
        return self.day.is_by(other)


_TEXTS = ("id", "kind", "prompt", "help", "look", "short", "screen")
_TABLES = ("options", "hints", "words", "facts")


def _question(entry: dict[str, object]) -> Question:
    name = f"questions.toml, question {entry.get('id', '?')!r}"
    missing = [key for key in _TEXTS if not isinstance(entry.get(key), str)]
    if missing:
        raise ValueError(f"{name}: {', '.join(missing)} must be given as text")
    if entry["kind"] not in get_args(Kind):
        raise ValueError(f"{name}: kind is {entry['kind']!r}; use one of {', '.join(get_args(Kind))}")
    if entry.get("turn", "") not in TURNS:
        raise ValueError(f"{name}: turn is {entry['turn']!r}; use one of {', '.join(filter(None, TURNS))}, or none")
    unknown = set(entry) - {*_TEXTS, *_TABLES, "also", "event", "turn", "answers_unsure"}
    if unknown:
        raise ValueError(f"{name}: unknown key {', '.join(sorted(unknown))}")
    fields: dict[str, Any] = {key: value for key, value in entry.items() if key != "also"}
    if set(fields.get("words", {})) != set(cast(list[str], entry.get("also", []))):
        raise ValueError(f"{name}: every word in `also` needs its label in [question.words], and no other")
    _check_facts(name, entry)
    return Question(**fields)


def _check_facts(name: str, entry: dict[str, Any]) -> None:
    """Refuse a fact of no answer, of an answer that tells none, or in characters that a dispute form may not take."""
    told = {*entry.get("options", {}), *entry.get("words", {})} - {UNSURE}
    for answer, sentence in entry.get("facts", {}).items():
        if answer not in told:
            raise ValueError(f"{name}: facts has {answer!r}; use one of {', '.join(sorted(told))}")
        if not isinstance(sentence, str) or not PLAIN.fullmatch(sentence):
            raise ValueError(
                f"{name}: the fact of {answer!r} must be text in letters, digits, spaces and . , : - ( ) / %"
            )


def _load() -> dict[str, Question]:
    text = resources.files("checker").joinpath("questions.toml").read_text("utf-8")
    questions = [_question(entry) for entry in tomllib.loads(text)["question"]]
    if len({question.id for question in questions}) != len(questions):
        raise ValueError("questions.toml: two questions have the same id")
    return {question.id: question for question in questions}


#: Every question by its id, in the order of the file.
QUESTIONS: dict[str, Question] = _load()

# The questions that rules are written with.
ordered_on_platform = QUESTIONS["ordered_on_platform"]
paid_through = QUESTIONS["paid_through"]
problem = QUESTIONS["problem"]
cause = QUESTIONS["cause"]
dispute_stage = QUESTIONS["dispute_stage"]
protection_mark = QUESTIONS["protection_mark"]
on_time_mark = QUESTIONS["on_time_mark"]
buyer_tier = QUESTIONS["buyer_tier"]
coverage_type = QUESTIONS["coverage_type"]
term_in_order = QUESTIONS["term_in_order"]
colour_code_in_order = QUESTIONS["colour_code_in_order"]
goods_used = QUESTIONS["goods_used"]
packaging_as_agreed = QUESTIONS["packaging_as_agreed"]
circumstances = QUESTIONS["circumstances"]
tracking = QUESTIONS["tracking"]
supplier_replied = QUESTIONS["supplier_replied"]
new_evidence = QUESTIONS["new_evidence"]
decision = QUESTIONS["decision"]
sample_approved_on_platform = QUESTIONS["sample_approved_on_platform"]
tracked_delivery_on = QUESTIONS["tracked_delivery_on"]
agreed_ship_on = QUESTIONS["agreed_ship_on"]
shipped_on = QUESTIONS["shipped_on"]
expected_delivery_on = QUESTIONS["expected_delivery_on"]
delivered_on = QUESTIONS["delivered_on"]
first_lot_delivered_on = QUESTIONS["first_lot_delivered_on"]
receipt_confirmed_on = QUESTIONS["receipt_confirmed_on"]
customs_cleared_on = QUESTIONS["customs_cleared_on"]
dispute_filed_on = QUESTIONS["dispute_filed_on"]
proposal_received_on = QUESTIONS["proposal_received_on"]
evidence_requested_on = QUESTIONS["evidence_requested_on"]
decided_on = QUESTIONS["decided_on"]
