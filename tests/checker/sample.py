"""A fixed sample of the states that `python -m checker prove` walks: what is asked of every Python and every browser.

    python -m tests.checker.sample      # write the short sample anew, when a rule has come that it lacks

Nothing is drawn by chance. The states lie in layers: what a rule decided among the combinations of its gate, what it
decided at the end of an interview, and where an interview is still open. Of each layer as many are taken as of the
others, evenly spaced in the order of the walk; all of them where it has no more.
"""

import datetime
import itertools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from checker import prove
from checker.conditions import Facts
from checker.questions import QUESTIONS
from tests.checker.talk import request

AT_LEAST = 5000
#: The short one, a state of each layer, is kept, for the walk takes minutes: the answers of one request a line.
SHORT = Path(__file__).with_suffix(".jsonl")

#: What a layer holds: the answers as JSON, in the order of the walk.
Layers = Mapping[str, Sequence[str]]


@dataclass
class _Kept(prove.Found):
    """What a walk found, with the states themselves."""

    layers: dict[str, list[str]] = field(default_factory=dict)

    def note_state(self, facts: Facts, rules: Collection[str] = ()) -> None:
        super().note_state(facts, rules)
        ends = [f"{rule} at an end" for rule in rules]
        self._keep(facts, ends or [f"{facts['problem'][0]} still open"])  # type: ignore[index]

    def note_combination(self, facts: Facts, rule: str | None) -> None:
        super().note_combination(facts, rule)
        self._keep(facts, [f"{rule} in its gate"])

    def _keep(self, facts: Facts, names: list[str]) -> None:
        answers = json.dumps({key: _as_json(facts[key]) for key in facts if key in QUESTIONS}, separators=(",", ":"))
        for name in names:
            self.layers.setdefault(name, []).append(answers)


def _as_json(value: object) -> Any:
    match value:
        case datetime.date():
            return value.isoformat()
        case Decimal():
            return int(value)
        case _:
            return value


def _layers_of(problem: str) -> dict[str, list[str]]:
    kept = _Kept()
    prove.prove_problem(problem, kept)
    return kept.layers


def layers(jobs: int = 2) -> Layers:
    """Every state that the proof walks. Takes minutes."""
    whole: dict[str, list[str]] = {}
    with ProcessPoolExecutor(jobs) as pool:
        for some in pool.map(_layers_of, QUESTIONS["problem"].options):
            for name, states in some.items():
                whole.setdefault(name, []).extend(states)
    return whole


def taken(states: Layers, at_least: int) -> list[str]:
    """The answers of the sample: of each layer the same number, the smallest that makes so many in all."""
    return next(some for count in itertools.count(1) if len(some := of_each(states, count)) >= at_least)


def of_each(states: Layers, count: int) -> list[str]:
    """So many of each layer; what lies in several is taken once."""
    return [*dict.fromkeys(answers for layer in states.values() for answers in spaced(layer, count))]


def spaced(states: Sequence[str], count: int) -> Iterator[str]:
    """So many of them, evenly spaced; the one in the middle where it is one."""
    count = min(count, len(states))
    return (states[(2 * place + 1) * len(states) // (2 * count)] for place in range(count))


def requests(answers: Sequence[str]) -> list[str]:
    """The texts of requests, as the proof counts its days."""
    return [request(json.loads(one), prove.TODAY) for one in answers]


def short() -> list[str]:
    """The requests of the short sample."""
    return requests(SHORT.read_text("utf-8").splitlines())


if __name__ == "__main__":
    SHORT.write_text("".join(f"{answers}\n" for answers in of_each(layers(), 1)), "utf-8")
