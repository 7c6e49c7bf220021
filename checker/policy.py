"""What we decide where the guides leave it open: rows with ids, cited like statements. Loaded from ``policy.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class PolicyRow:
    """One decision of ours: the question, our answer, why, the outcomes it leads to and the statements it leans on."""

    id: str
    section: str
    asks: str
    says: str
    why: str
    outcomes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Principle:
    """One of the paragraphs that stand above the rows."""

    id: str
    title: str
    says: str


def _load() -> tuple[dict[str, PolicyRow], tuple[Principle, ...]]:
    data = tomllib.loads(resources.files("checker").joinpath("policy.toml").read_text("utf-8"))
    rows = {}
    for entry in data["policy"]:
        lists = {key: tuple(entry.get(key, ())) for key in ("outcomes", "rests_on", "disagreements")}
        rows[entry["id"]] = PolicyRow(**(entry | lists))
    return rows, tuple(Principle(**entry) for entry in data["principle"])


#: Every row by its id, in the order of the file; and the paragraphs above them.
POLICY, PRINCIPLES = _load()
