"""What the guides say: loads the guide files, and knows who says what, who is believed, and who disagrees.

A *statement* is one fact of a guide, in our words, with its source. The same topic in two guides is the same question
answered twice; :meth:`Statements.position` compares the answers. Whom we follow (POLICY, "Whom we follow"): the
official page where it speaks; otherwise what the others agree on; otherwise the topic is disputed, unless
``topics.toml`` names a statement to follow and the policy row that decides so.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from checker.conditions import NO, YES, Condition, Day, LeftOpen
from checker.plain import visible
from checker.questions import QUESTIONS

GuideKind = Literal["official", "archive", "trade"]
#: Who is believed first.
GUIDE_KINDS: tuple[GuideKind, ...] = ("official", "archive", "trade")
#: What no guide means: longer periods, and larger numbers, are slips.
MOST_DAYS, MOST = 3_660, 10**9
_SHOWN = 80


class GuideError(ValueError):
    """A guide file is wrong. The message names the file, the line, what is wrong and what to write instead."""


@dataclass(frozen=True)
class Period:
    """A number of days, counted from an event: ``start`` is the id of a date question, or None when no guide says."""

    days: int
    start: str | None = None
    working: bool = False
    at_least: int | None = None


@dataclass(frozen=True)
class Money:
    """An amount in US dollars, or the range ``at_least`` to ``usd``."""

    usd: Decimal
    at_least: Decimal | None = None


Value = Period | Money | Decimal | int | bool | str | tuple[str, ...] | None


@dataclass(frozen=True)
class Topic:
    """One question that the guides answer, or leave open. ``page`` is the slug of the page that carries it.

    ``aside`` says why no rule turns on it, where its statements have values.
    """

    id: str
    asks: str
    type: str
    page: str
    options: tuple[str, ...] = ()
    follow: str | None = None
    policy: str | None = None
    silent: str | None = None
    aside: str | None = None
    disagreement: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """What one guide says about one topic. ``ref`` ("official/window-30-from-delivery") is how it is cited.

    ``changed`` is the day on which we last wrote it anew, None where it stands as it was first taken. ``withdrawn`` is
    the day since which it no longer holds: the guide dropped it, or we had misread it.
    """

    guide: str
    id: str
    topic: str
    where: str
    says: str
    value: Value = None
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    contradicts: tuple[str, ...] = ()
    changed: datetime.date | None = None
    withdrawn: datetime.date | None = None
    line: int = 0

    @property
    def ref(self) -> str:
        """The guide's id and the statement's, joined by a slash."""
        return f"{self.guide}/{self.id}"


@dataclass(frozen=True)
class Guide:
    """One published guide: who wrote it, when, what it sells, and what it says in its own order.

    ``withdrawn`` are the statements that it no longer makes. They keep their address and take part in nothing else.
    """

    id: str
    title: str
    kind: GuideKind
    checked: datetime.date
    mark: str
    about: str
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    dated: datetime.date | None = None
    sells: str | None = None
    statements: tuple[Statement, ...] = ()
    withdrawn: tuple[Statement, ...] = ()

    @property
    def ever_said(self) -> tuple[Statement, ...]:
        """What it says and what it no longer says, in its own order."""
        return tuple(sorted((*self.statements, *self.withdrawn), key=lambda statement: statement.line))

    @property
    def cited(self) -> str:
        """The guide as a line of text names it: its mark, its title, and its address where that is known."""
        return visible(", ".join(filter(None, (self.mark, self.title, self.url))))


@dataclass(frozen=True)
class Position:
    """Where the guides stand on a topic.

    ``by_guide`` holds what each guide that speaks says. ``followed`` is the statement we act on, if any, and ``reason``
    says why: "official", "agreed", a policy id, or "" when nothing is followed.
    """

    topic: Topic
    status: Literal["agreed", "disputed", "silent"]
    by_guide: dict[str, tuple[Statement, ...]]
    followed: Statement | None
    reason: str


@dataclass(frozen=True, eq=False)
class Statements:
    """All guides together. Two loads are two sets, even of the same files."""

    guides: tuple[Guide, ...]
    topics: dict[str, Topic]
    left_out: dict[str, str] = field(default_factory=dict)
    _known: frozenset[str] = field(default=frozenset(), repr=False)
    _alone: dict[str, Statements] = field(default_factory=dict, init=False, repr=False)
    _positions: dict[str, Position] = field(default_factory=dict, init=False, repr=False)
    _found: dict[str, dict[Period, Statement]] = field(default_factory=dict, init=False, repr=False)

    @property
    def last_compared(self) -> datetime.date:
        """The latest day on which we compared a guide's file with the guide."""
        return max(guide.checked for guide in self.guides)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its ref, official guide first."""
        return {statement.ref: statement for guide in self.guides for statement in guide.statements}

    @cached_property
    def _by_id(self) -> dict[str, tuple[str, ...]]:
        refs: dict[str, list[str]] = {}
        for statement in self.statements.values():
            refs.setdefault(statement.id, []).append(statement.ref)
        return {key: tuple(value) for key, value in refs.items()}

    @cached_property
    def _by_topic(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements.values():
            found.setdefault(statement.topic, []).append(statement)
        return found

    def guide(self, guide_id: str) -> Guide:
        """Return the guide with this id. Raises KeyError."""
        for guide in self.guides:
            if guide.id == guide_id:
                return guide
        raise KeyError(guide_id)

    def cite(self, *ids: str) -> tuple[str, ...]:
        """Return the refs of every guide here that makes these statements, in the order given.

        Raises KeyError for an id that no guide at all uses.
        """
        return tuple(ref for statement_id in ids for ref in self._refs(statement_id))

    def _refs(self, statement_id: str) -> tuple[str, ...]:
        return self._by_id.get(statement_id, ()) if statement_id in self._known else self._by_id[statement_id]

    def says(self, statement_id: str) -> bool:
        """Say whether any guide here makes this statement."""
        return statement_id in self._by_id

    def alone(self, guide_id: str) -> Statements:
        """Return what one guide says, as if there were no other. Raises KeyError."""
        if guide_id not in self._alone:
            self._alone[guide_id] = Statements(
                (self.guide(guide_id),), self.topics, self.left_out, frozenset(self._by_id)
            )
        return self._alone[guide_id]

    def position(self, topic_id: str) -> Position:
        """Compare what the guides say on a topic. Raises KeyError for an unknown topic."""
        if topic_id not in self._positions:
            self._positions[topic_id] = self._compare(self.topics[topic_id])
        return self._positions[topic_id]

    def _compare(self, topic: Topic) -> Position:
        spoken = self._by_topic.get(topic.id, [])
        by_guide: dict[str, tuple[Statement, ...]] = {}
        for statement in spoken:
            by_guide[statement.guide] = (*by_guide.get(statement.guide, ()), statement)
        if not spoken:
            return Position(topic, "silent", {}, None, "")
        status: Literal["agreed", "disputed"] = "agreed" if _agree(spoken) else "disputed"
        followed, reason = self._followed(topic, spoken, agreed=status == "agreed")
        return Position(topic, status, by_guide, followed, reason)

    def _followed(self, topic: Topic, spoken: list[Statement], *, agreed: bool) -> tuple[Statement | None, str]:
        general = _general(spoken)
        official = [statement for statement in general if self.guide(statement.guide).kind == "official"]
        # Two official pages that differ are no authority; one that differs with itself is taken at its first word.
        if official and (_agree(official) or len({statement.guide for statement in official}) == 1):
            return official[0], "official"
        if topic.follow in self.statements:
            return self.statements[topic.follow], topic.policy or ""
        return (general[0], "agreed") if agreed else (None, "")

    def spoken(self, topic_id: str) -> tuple[Statement, ...]:
        """Return every statement on a topic. Raises KeyError for an unknown topic."""
        self.topics[topic_id]
        return tuple(self._by_topic.get(topic_id, ()))

    def period(self, topic_id: str) -> Period | None:
        """Return the period on a topic: the one we follow; under a dispute the shortest; None where no guide says."""
        periods = self._periods(topic_id)
        return min(periods, key=lambda period: period.days, default=None)

    def _periods(self, topic_id: str) -> dict[Period, Statement]:
        """The periods that may hold on a topic, each with the statement it comes from: one, unless none is followed."""
        if topic_id not in self._found:
            position = self.position(topic_id)
            spoken = [position.followed] if position.followed else _general(self.spoken(topic_id))
            found = {statement.value: statement for statement in spoken if isinstance(statement.value, Period)}
            self._found[topic_id] = found
        return self._found[topic_id]

    def ends(self, topic_id: str, *, of: str | None = None) -> tuple[Day, ...]:
        """Return the last day of the period on a topic, counted from the day of question ``of``, or from its own event.

        One day for what is followed, one for each period where the guides differ, none where no guide says.
        """
        return tuple(_end(statement, period, of) for period, statement in self._periods(topic_id).items())

    def longest_ends(self, topic_id: str, *, of: str) -> tuple[Day, ...]:
        """Return the last day of the longest period that the guide we follow gives, whatever it makes it depend on."""
        followed = self.position(topic_id).followed
        if followed is None:
            return self.ends(topic_id, of=of)
        spoken = self.position(topic_id).by_guide[followed.guide]
        ends = [_end(said, said.value, of) for said in spoken if isinstance(said.value, Period)]
        return (max(ends, key=lambda end: end.days),)

    def values(self, topic_id: str) -> tuple[Value, ...]:
        """Return the values that may hold on a topic: the one we follow, or each that is given where none is."""
        followed = self.position(topic_id).followed
        return (followed.value,) if followed else tuple(said.value for said in _general(self.spoken(topic_id)))

    def holds(self, topic_id: str, value: Value) -> Condition:
        """Return whether a topic is as ``value`` says: YES where no guide speaks, left open where none is followed."""
        position = self.position(topic_id)
        if position.status == "disputed" and position.followed is None:
            return LeftOpen(topic_id)
        return YES if position.followed is None or position.followed.value == value else NO

    def said(self, topic_id: str, value: Value) -> Condition:
        """Return whether any guide says this on a topic, whomever we follow."""
        return YES if any(statement.value == value for statement in self.spoken(topic_id)) else NO

    def contested(self, topic_id: str) -> Condition:
        """Return whether the guides differ on a topic, whomever we follow."""
        return YES if self.position(topic_id).status == "disputed" else NO


def _end(statement: Statement, period: Period, of: str | None) -> Day:
    start = of or period.start
    if start is None:
        raise ValueError(f"{statement.ref} does not say from when it runs")
    return Day(start, period.days, period.working, cites=(statement.id,))


def _general(spoken: Iterable[Statement]) -> list[Statement]:
    """Return the statements that hold whatever was answered; all of them where each depends on an answer."""
    said = list(spoken)
    return [statement for statement in said if not statement.when] or said


def _agree(spoken: Iterable[Statement]) -> bool:
    """Say whether statements agree: those that hold under the same answers have one value."""
    values: dict[object, set[Value]] = {}
    for statement in spoken:
        values.setdefault(statement.when, set()).add(statement.value)
    return all(len(same) == 1 for same in values.values())


# --- reading the files ----------------------------------------------------------------------------


class _Place:
    """Where in a file something stands, for error messages that a maintainer can act on."""

    def __init__(self, name: str, text: str, table: str) -> None:
        self.name = name
        # As TOML counts them: other marks that end a line elsewhere end none here.
        self._lines = text.split("\n")
        self._starts = [n for n, line in enumerate(self._lines, 1) if line.lstrip().startswith(f"[[{table}]]")]

    def line(self, index: int | None = None, key: str = "") -> int:
        """Return the line of a key in the table's entry number ``index``, or of the entry itself."""
        first = 1 if index is None else self._starts[index]
        later = [start for start in self._starts if start > first]
        last = later[0] - 1 if later else len(self._lines)
        for number in range(first, last + 1) if key else ():
            if re.match(rf"\s*{re.escape(key)}\s*=", self._lines[number - 1]):
                return number
        return first

    def index(self, line: int) -> int:
        """Return the number of the entry that starts in this line."""
        return self._starts.index(line)

    @property
    def tables(self) -> int:
        """How many entries the table has, going by their heads."""
        return len(self._starts)

    def error(self, problem: str, index: int | None = None, key: str = "") -> GuideError:
        return GuideError(f"{self.name}, line {self.line(index, key)}: {problem}")


def _parse(name: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not every one of TOML's own: a number may have too many digits for Python, a list too many lists in it.
        raise GuideError(f"{name}: not valid TOML: {error}") from error


def _check_keys(entry: dict[str, object], needed: dict[str, type], allowed: dict[str, type]) -> tuple[str, str] | None:
    """Return (key, problem) of the first key that is missing, unknown or of the wrong type."""
    known = needed | allowed
    for key in needed:
        if key not in entry:
            return "", f"{key} is missing; write {key} = {_EXAMPLE[needed[key]]}"
    for key, value in entry.items():
        if key not in known:
            return key, f"unknown key {_shown(key)}; use one of {', '.join(known)}"
        if known[key] is not object and type(value) is not known[key]:
            return key, f"{key} is {_shown(value)}; write {key} = {_EXAMPLE[known[key]]}"
        if problem := _misread(key, value):
            return key, f"{key} {problem}"
    return None


#: What becomes part of an address, and of a name in a page.
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARK = re.compile(r"[^\W_][\w .,'()-]{0,39}")
_ADDRESS = re.compile(r"https?://\w[\w.~:/?#@!$&()*+,;=%-]*", re.ASCII)


def _misread(key: str, value: object) -> str:
    """Say what is wrong with a text that others would not read as it was meant; empty where nothing is."""
    if not isinstance(value, str):
        return ""
    if not value.strip():
        return f"is empty; write {key} = {_EXAMPLE[str]}"
    if unseen := [mark for mark in value if not mark.isprintable()]:
        return f"has the mark U+{ord(unseen[0]):04X}, which cannot be seen; write it in one line, without such marks"
    if key == "id" and not _ID.fullmatch(value):
        return f"is {_shown(value)}; write small letters and digits, joined by hyphens"
    if key == "mark" and not _MARK.fullmatch(value):
        return f"is {_shown(value)}; write a short name in letters, digits, spaces and . , - ' ( )"
    if key == "url" and not _ADDRESS.fullmatch(value):
        return f"is {_shown(value)}; write the whole address, from https:// on"
    return ""


def _shown(value: object) -> str:
    """A value as an error shows it: as Python writes it, and never without end."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "longer or deeper than can be shown"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_EXAMPLE: dict[type, str] = {str: '"…"', datetime.date: "2026-11-24", dict: "{ … }", list: "[…]", int: "30"}
_GUIDE_NEEDS: dict[str, type] = {"title": str, "kind": str, "checked": datetime.date, "mark": str, "about": str}
_GUIDE_MAY: dict[str, type] = {
    "publisher": str,
    "author": str,
    "url": str,
    "dated": datetime.date,
    "sells": str,
    "statement": list,
}
_STATEMENT_NEEDS: dict[str, type] = {"id": str, "topic": str, "where": str, "says": str}
_STATEMENT_MAY: dict[str, type] = {
    "value": object,
    "when": dict,
    "contradicts": object,
    "changed": datetime.date,
    "withdrawn": datetime.date,
}
_TOPIC_NEEDS: dict[str, type] = {"id": str, "asks": str, "type": str, "page": str}
_TOPIC_MAY: dict[str, type] = {
    "options": list,
    "follow": str,
    "policy": str,
    "silent": str,
    "disagreement": list,
    "aside": str,
}


def _read_topics(name: str, text: str) -> tuple[dict[str, Topic], dict[str, str]]:
    place = _Place(name, text, "topic")
    data = _parse(name, text)
    topics: dict[str, Topic] = {}
    for index, entry in enumerate(_tables(data, "topic", place)):
        fault = _check_keys(entry, _TOPIC_NEEDS, _TOPIC_MAY)
        if fault:
            raise place.error(fault[1], index, fault[0])
        for key in ("options", "disagreement"):
            entry[key] = _texts(entry.get(key, []), key, place, index)
        topic = Topic(**entry)  # type: ignore[arg-type]
        if topic.id in topics:
            raise place.error(f"topic {topic.id!r} is listed twice; merge the two", index, "id")
        if topic.type not in _VALUES:
            raise place.error(f"type is {_shown(topic.type)}; use one of {', '.join(_VALUES)}", index, "type")
        if (topic.type == "choice") != bool(topic.options):
            raise place.error("options belong to type choice, and to no other", index, "options")
        if topic.follow and not topic.policy:
            raise place.error('follow needs the policy row that decides it: policy = "P-…"', index, "follow")
        topics[topic.id] = topic
    left_out = {}
    beside = _Place(name, text, "left_out")
    for index, entry in enumerate(_tables(data, "left_out", beside)):
        fault = _check_keys(entry, {"id": str, "reason": str}, {})
        if fault:
            raise beside.error(fault[1], index, fault[0])
        left_out[str(entry["id"])] = str(entry["reason"])
    return topics, left_out


def _tables(data: dict[str, object], key: str, place: _Place) -> list[dict[str, object]]:
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise place.error(f"{key} must be written as [[{key}]] tables")
    if len(entries) != place.tables:
        raise place.error(f"{key} must be written as tables, each under a line [[{key}]] that stands nowhere else")
    return entries


def _texts(raw: object, key: str, place: _Place, index: int) -> tuple[str, ...]:
    """Return a list of texts. Raises GuideError where it is anything else."""
    if not isinstance(raw, list) or not all(isinstance(item, str) and not _misread(key, item) for item in raw):
        raise place.error(f'{key} is {_shown(raw)}; write {key} = ["…"]', index, key)
    return tuple(raw)


def _read_guide(guide_id: str, name: str, text: str, topics: dict[str, Topic]) -> Guide:
    if not _ID.fullmatch(guide_id):
        raise GuideError(f"{_shown(name)}: a file's name is its guide's id; name it in small letters and digits")
    place = _Place(name, text, "statement")
    data = _parse(name, text)
    fault = _check_keys(data, _GUIDE_NEEDS, _GUIDE_MAY)
    if fault:
        raise place.error(fault[1], key=fault[0])
    if data["kind"] not in GUIDE_KINDS:
        raise place.error(f"kind is {_shown(data['kind'])}; use one of {', '.join(GUIDE_KINDS)}", key="kind")
    statements: list[Statement] = []
    for index, entry in enumerate(_tables(data, "statement", place)):
        statement = _read_statement(guide_id, entry, place, index, topics)
        _check_against(statement, statements, place, index)
        _check_days(statement, data["checked"], place, index)
        statements.append(statement)
    said = tuple(statement for statement in statements if not statement.withdrawn)
    _check_contradictions(said, place)
    fields = {key: value for key, value in data.items() if key != "statement"}
    withdrawn = tuple(statement for statement in statements if statement.withdrawn)
    return Guide(id=guide_id, statements=said, withdrawn=withdrawn, **fields)  # type: ignore[arg-type]


def _read_statement(
    guide_id: str, entry: dict[str, object], place: _Place, index: int, topics: dict[str, Topic]
) -> Statement:
    fault = _check_keys(entry, _STATEMENT_NEEDS, _STATEMENT_MAY)
    if fault:
        raise place.error(fault[1], index, fault[0])
    topic = topics.get(str(entry["topic"]))
    if topic is None:
        near = nearest(str(entry["topic"]), topics)
        raise place.error(f"topic {_shown(entry['topic'])} is not in topics.toml{near}", index, "topic")
    try:
        value = _VALUES[topic.type](entry.get("value"), topic)
    except ValueError as error:
        raise place.error(f"value of a topic of type {topic.type}: {error}", index, "value") from error
    try:
        when = _read_when(entry.get("when", {}))
    except ValueError as error:
        raise place.error(f"when: {error}", index, "when") from error
    contradicts = entry.get("contradicts", [])
    contradicts = [contradicts] if isinstance(contradicts, str) else contradicts
    return Statement(
        guide=guide_id,
        id=str(entry["id"]),
        topic=topic.id,
        where=str(entry["where"]),
        says=str(entry["says"]),
        value=value,
        when=when,
        contradicts=_texts(contradicts, "contradicts", place, index),
        changed=_day(entry.get("changed")),
        withdrawn=_day(entry.get("withdrawn")),
        line=place.line(index),
    )


def _check_against(statement: Statement, earlier: list[Statement], place: _Place, index: int) -> None:
    """Refuse a second statement with the same id, and one that contradicts an earlier one without saying so."""
    for other in earlier:
        if other.id == statement.id:
            raise place.error(f"id {statement.id!r} stands already in line {other.line}; give it its own", index, "id")
        same_question = other.topic == statement.topic and other.when == statement.when
        declared = other.id in statement.contradicts or statement.id in other.contradicts
        if statement.withdrawn or other.withdrawn:
            continue
        if same_question and other.value != statement.value and not declared:
            raise place.error(
                f"{statement.id!r} gives {statement.topic} another value than {other.id!r} (line {other.line}); "
                f'say when it holds (when = {{ … }}) or that the guide contradicts itself (contradicts = "{other.id}")',
                index,
                "value",
            )


def _check_days(statement: Statement, checked: object, place: _Place, index: int) -> None:
    """Refuse a day on which we had not yet compared: what changes in this file changes by a comparison."""
    assert isinstance(checked, datetime.date)
    for key, day in (("changed", statement.changed), ("withdrawn", statement.withdrawn)):
        if day and day > checked:
            problem = f"{key} is {day}, after the guide was last compared, {checked}; set `checked` to the later day"
            raise place.error(problem, index, key)


def _check_contradictions(statements: Iterable[Statement], place: _Place) -> None:
    by_id = {statement.id: statement for statement in statements}
    for statement in by_id.values():
        for other in statement.contradicts:
            if other not in by_id:
                near = nearest(other, by_id)
                problem = f"contradicts {other!r}, which this guide does not say{near}"
                raise place.error(problem, place.index(statement.line), "contradicts")


def _day(raw: object) -> datetime.date | None:
    return raw if isinstance(raw, datetime.date) else None


def _read_when(raw: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(raw, dict):
        raise ValueError('write { buyer_tier = ["platinum", "pro"] }')
    when = []
    for question_id, values in raw.items():
        question = QUESTIONS.get(question_id)
        if question is None:
            raise ValueError(f"unknown question {_shown(question_id)}{nearest(question_id, QUESTIONS)}")
        options = tuple(values) if isinstance(values, list) else (values,)
        for option in options:
            if option not in question.answers:
                raise ValueError(
                    f"{question_id} has no answer {_shown(option)}; it takes {', '.join(question.answers)}"
                )
        when.append((question_id, tuple(sorted(options))))
    return tuple(sorted(when))


def nearest(word: object, known: Iterable[str]) -> str:
    """Return "; did you mean …?" with the known word nearest to a misspelt one, or nothing."""
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1) if isinstance(word, str) else []
    return f"; did you mean {near[0]!r}?" if near else ""


# --- values ---------------------------------------------------------------------------------------


def _fields(raw: object, allowed: str) -> dict[str, object]:
    if not isinstance(raw, dict) or not set(raw) <= set(allowed.split()):
        raise ValueError(f"is {_shown(raw)}; write a table with the keys {allowed}")
    return raw


def _whole(raw: object, most: int = MOST) -> int:
    if type(raw) is not int or not 0 <= raw <= most:
        raise ValueError(f"is {_shown(raw)}; write a whole number, zero or more, {most} at most")
    return raw


_DECIMAL = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)


def _decimal(raw: object) -> Decimal:
    if not isinstance(raw, str) or not _DECIMAL.fullmatch(raw):
        raise ValueError(f'is {_shown(raw)}; write a number as text, such as "7.70"')
    return Decimal(raw)


def _period(raw: object, topic: Topic) -> Period:
    fields = _fields(raw, "days working_days from at_least")
    if ("days" in fields) == ("working_days" in fields):
        raise ValueError(f"is {_shown(raw)}; write either days = 30 or working_days = 5")
    start = fields.get("from")
    if start is not None and (not isinstance(start, str) or start not in QUESTIONS or QUESTIONS[start].kind != "date"):
        dates = [question.id for question in QUESTIONS.values() if question.kind == "date"]
        raise ValueError(f"from is {_shown(start)}; write the id of a date question{nearest(start, dates)}")
    working = "working_days" in fields
    at_least = fields.get("at_least")
    return Period(
        days=_whole(fields["working_days" if working else "days"], MOST_DAYS),
        start=None if start is None else str(start),
        working=working,
        at_least=None if at_least is None else _whole(at_least, MOST_DAYS),
    )


def _usd(raw: object, topic: Topic) -> Money:
    fields = _fields(raw, "usd at_least")
    at_least = fields.get("at_least")
    return Money(_decimal(fields.get("usd")), None if at_least is None else _decimal(at_least))


def _list(raw: object, topic: Topic) -> tuple[str, ...]:
    if (
        not isinstance(raw, list)
        or not raw
        or not all(isinstance(item, str) and not _misread("", item) for item in raw)
    ):
        raise ValueError(f"is {_shown(raw)}; write a list of texts")
    return tuple(raw)


def _choice(raw: object, topic: Topic) -> str:
    if raw not in topic.options:
        raise ValueError(f"is {_shown(raw)}; use one of {', '.join(topic.options)}{nearest(raw, topic.options)}")
    return str(raw)


def _yes_no(raw: object, topic: Topic) -> bool:
    if not isinstance(raw, bool):
        raise ValueError(f"is {_shown(raw)}; write true or false")
    return raw


def _no_value(raw: object, topic: Topic) -> None:
    if raw is not None:
        raise ValueError(f"is {_shown(raw)}; a topic of type text takes no value")


_VALUES: dict[str, Callable[[object, Topic], Value]] = {
    "text": _no_value,
    "days": _period,
    "usd": _usd,
    "percent": lambda raw, topic: _decimal(_fields(raw, "percent").get("percent")),
    "number": lambda raw, topic: _whole(_fields(raw, "number").get("number")),
    "megabytes": lambda raw, topic: _whole(_fields(raw, "megabytes").get("megabytes")),
    "choice": _choice,
    "list": _list,
    "year": lambda raw, topic: _whole(raw),
    "yes-no": _yes_no,
}


# --- loading --------------------------------------------------------------------------------------


def _load(folder: Traversable) -> Statements:
    texts = {entry.name: _text(entry) for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.is_file()}
    if "topics.toml" not in texts:
        raise GuideError("topics.toml is missing beside the guides")
    listed = texts.pop("topics.toml")
    topics, left_out = _read_topics("topics.toml", listed)
    guides = [_read_guide(name.removesuffix(".toml"), name, text, topics) for name, text in sorted(texts.items())]
    guides.sort(key=lambda guide: (GUIDE_KINDS.index(guide.kind), guide.id))
    book = Statements(tuple(guides), topics, left_out)
    _check_topics(book, _Place("topics.toml", listed, "topic"))
    _check_starts(book)
    return book


def _text(entry: Traversable) -> str:
    try:
        return entry.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise GuideError(f"{entry.name}: byte {error.start} is not UTF-8; save the file as UTF-8") from error


def _check_topics(book: Statements, place: _Place) -> None:
    """Refuse a topic that is called silent and is not, and one that follows what no loaded guide says on it."""
    loaded = {guide.id for guide in book.guides}
    for index, topic in enumerate(book.topics.values()):
        if topic.silent and topic.id in book._by_topic:
            problem = f"{topic.id} is marked silent, but a guide speaks on it; remove `silent`"
            raise place.error(problem, index, "silent")
        if topic.follow is None or topic.follow.partition("/")[0] not in loaded:
            continue
        followed = book.statements.get(topic.follow)
        if followed is None:
            problem = (
                f"{topic.id} follows {topic.follow!r}, which no guide says{nearest(topic.follow, book.statements)}"
            )
            raise place.error(problem, index, "follow")
        if followed.topic != topic.id:
            raise place.error(f"{topic.id} follows {topic.follow!r}, which speaks on {followed.topic}", index, "follow")


def _check_starts(book: Statements) -> None:
    """Refuse a period that does not say from when it runs where the others on its topic do: rules count from it."""
    for topic in book.topics:
        starts = {said: said.value.start for said in book.spoken(topic) if isinstance(said.value, Period)}
        open_ones = [said for said, start in starts.items() if start is None]
        if open_ones and any(starts.values()):
            said, others = open_ones[0], sorted(filter(None, starts.values()))
            problem = f'{said.id!r} does not say from when it runs; write from = "{others[0]}", as others on {topic} do'
            raise GuideError(f"{said.guide}.toml, line {said.line}: {problem}")


@cache
def _default() -> Statements:
    return _load(resources.files("checker").joinpath("guides"))


def load(folder: Path | None = None) -> Statements:
    """Load the guides: ours, or those of another folder with its own ``topics.toml``.

    Raises GuideError, with the file, the line and what to write instead, when a file is wrong.
    """
    return _default() if folder is None else _load(folder)
