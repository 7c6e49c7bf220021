"""A page for each gate: its rules as they stand in the conditions, each with a worked example that runs as a test."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from checker.assessment import gates
from checker.conditions import NO, YES
from checker.contract import rules_version
from checker.gates import Gate, Rule
from checker.outcomes import OUTCOMES, Outcome
from checker.questions import QUESTIONS
from checker.statements import Statements
from sitegen import BuildError
from sitegen.conditions_said import cases, sentence
from sitegen.facts import Facts, day
from sitegen.known import Known
from sitegen.settings import ROOT

#: What a rule that is too long for its row is folded away behind: the number of its cases.
_MOST_CASES = 6
_PROBLEM = QUESTIONS["problem"]
#: What a link to the checker does not carry: names of files.
_LEFT_OUT = "files"


class ExampleError(BuildError):
    """The examples do not fit the rules; the text says which rule has none, or which example has no rule."""


@dataclass(frozen=True)
class Example:
    """What a buyer tells on a day, and what it comes to: the gate's rule named decides, and the outcome is this one."""

    rule: str
    today: datetime.date
    outcome: Outcome
    answers: dict[str, Any]

    @property
    def request(self) -> dict[str, Any]:
        """The example as a request to the checker."""
        answers = {key: _plain(value) for key, value in self.answers.items()}
        return {"schema": 1, "today": self.today.isoformat(), "answers": answers}

    @property
    def fragment(self) -> str:
        """The example as the checker's page takes it behind the #; empty where a link cannot carry it."""
        if _LEFT_OUT in self.answers:
            return ""
        told = [pair for key, value in self.request["answers"].items() for pair in _pairs(key, value)]
        came = {"on": self.today.isoformat(), "rules": rules_version()}
        came |= {"verdict": self.outcome.verdict, "outcome": self.outcome.code}
        return urlencode([*told, *came.items()])

    def said(self, rule: Rule) -> str:
        """What of it the rule turns on, in words: each answer beside its question."""
        turns_on = ("problem", *rule.when.questions())
        return "; ".join(
            f"{QUESTIONS[key].short}: {_in_words(key, value)}" for key, value in self.answers.items() if key in turns_on
        )


@dataclass(frozen=True)
class Row:
    """A rule, its example, the problems under which it can hold, and its place among those that it beats."""

    gate: Gate
    rule: Rule
    example: Example

    @property
    def outcome(self) -> Outcome | None:
        """What it leads to; None where the other gates name it."""
        return OUTCOMES[self.rule.outcome] if self.rule.outcome else None

    @property
    def over(self) -> list[Rule]:
        """The rules of the gate that it comes before."""
        return [rule for rule in self.gate.exceptions if rule.id in self.rule.over and _can_hold(rule)]

    @property
    def needs(self) -> dict[str, str]:
        """The choices without which the rule does not hold, whatever else is told."""
        when = self.rule.when
        chosen = {key: self.example.answers.get(key) for key in ("problem", *when.questions())}
        return {
            key: value
            for key, value in chosen.items()
            if isinstance(value, str) and all(when.given({key: other}) is NO for other in _others(key, value))
        }

    def when(self, said: Facts) -> str:
        """When it holds, in Markdown: one part for the problems that need the same."""
        if self.rule is self.gate.general:
            return "Where no other rule of this gate holds."
        rests = {problem: Known().left(self.rule.when.given({"problem": problem})) for problem in _PROBLEM.options}
        left = {problem: rest for problem, rest in rests.items() if rest is not NO}
        parts: dict[str, list[str]] = {}
        for problem, rest in left.items():
            parts.setdefault(sentence(rest, said), []).append(problem)
        text = "\n\n".join(" ".join(filter(None, (_problems(problems), words))) for words, problems in parts.items())
        if all(rest is YES or len(cases(rest)) <= _MOST_CASES for rest in left.values()):
            return text
        turns_on = dict.fromkeys(QUESTIONS[key].short for rest in left.values() for key in rest.questions())
        summary = f"It turns on: {', '.join(turns_on)}"
        return f'<details class="lines" markdown="block">\n<summary>{summary}</summary>\n\n{text}\n\n</details>'


def load(book: Statements, file: Path = ROOT / "docs/examples.toml") -> dict[str, list[Row]]:
    """Every gate's rows by its name.

    Raises:
        ExampleError: a rule that can hold has no example, or an example names no such rule.
    """
    examples = {one.rule: one for one in map(_read, tomllib.loads(file.read_text("utf-8"))["example"])}
    rules = {f"{gate.name}/{rule.id}": (gate, rule) for gate in gates(book) for rule in gate.rules if _can_hold(rule)}
    if strange := sorted(examples.keys() - rules):
        raise ExampleError(f"{file.name}: no rule that can hold is called {strange[0]!r}")
    if bare := sorted(rules.keys() - examples):
        raise ExampleError(f"{file.name}: the rule {bare[0]!r} has no example")
    found: dict[str, list[Row]] = {}
    for name, (gate, rule) in rules.items():
        found.setdefault(gate.name, []).append(Row(gate, rule, examples[name]))
    return found


@dataclass(frozen=True)
class Way:
    """What comes to an outcome: an example, with the rule that it is of, and the choices that every way to it needs."""

    row: Row
    needs: dict[str, str]


def way_to(outcome: Outcome, rows: Iterable[Row]) -> Way | None:
    """The rules that name an outcome; where none does, those whose examples come to it. None where no example does."""
    theirs = [row for row in rows if row.example.outcome is outcome and row.example.fragment]
    naming = [row for row in theirs if row.outcome is outcome] or theirs
    if not naming:
        return None
    shared = set(naming[0].needs.items()).intersection(*(row.needs.items() for row in naming))
    if outcome.verdict == "unclear":
        # That may also come of what the guides leave open, in any gate.
        shared = set()
    return Way(naming[0], {key: value for key, value in naming[0].needs.items() if (key, value) in shared})


def _read(entry: dict[str, Any]) -> Example:
    return Example(entry["rule"], entry["today"], OUTCOMES[entry["outcome"]], entry["answers"])


def _can_hold(rule: Rule) -> bool:
    """Whether a rule can hold as the guides are: some wait for a guide that says otherwise."""
    return any(rule.when.given({"problem": problem}) is not NO for problem in _PROBLEM.options)


def _problems(problems: list[str]) -> str:
    labels, others = (
        [_PROBLEM.options[p] for p in _PROBLEM.options if (p in problems) is there] for there in (True, False)
    )
    if not others:
        return ""
    if len(labels) <= len(others):
        return f"{' or '.join(f'“{label}”' for label in labels)}."
    return f"Any problem but {' and '.join(f'“{label}”' for label in others)}."


def _others(key: str, value: str) -> Iterator[str]:
    question = QUESTIONS[key]
    return (other for other in (*question.options, *question.words) if other != value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _pairs(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """An answer as it stands in a link: a text as it is, a list as each of its texts, all else as JSON."""
    values = value if isinstance(value, list) else [value]
    if values and all(isinstance(one, str) for one in values):
        yield from ((key, one) for one in values)
    else:
        yield f"{key}:", json.dumps(value)


def _in_words(key: str, value: Any) -> str:
    question = QUESTIONS[key]
    if isinstance(value, datetime.date):
        return day(value)
    if isinstance(value, list):
        files = (one["name"] if isinstance(one, dict) else question.options[one] for one in value)
        return ", ".join(files) or "none"
    return {**question.options, **question.words}.get(value, str(value))
