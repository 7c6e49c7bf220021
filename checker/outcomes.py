"""The outcomes: which kind of verdict it is, in words. Loaded from ``outcomes.toml``; the codes are fixed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Literal, get_args

Verdict = Literal["qualifies", "partly", "unclear", "does_not_qualify"]
#: From best to worst.
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Step:
    """One thing to do. ``deadline`` is the id of the deadline whose day belongs to it; ``cites`` are statement ids."""

    says: str
    deadline: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """One kind of verdict: its badge, a headline without dates, what it means, and what to do, in order."""

    code: str
    verdict: Verdict
    badge: str
    headline: str
    means: str
    steps: tuple[Step, ...]


def _outcome(entry: dict[str, object]) -> Outcome:
    fields = dict(entry)
    if fields.get("verdict") not in VERDICTS:
        raise ValueError(f"outcomes.toml, {fields.get('code')}: verdict must be one of {', '.join(VERDICTS)}")
    steps = fields.pop("steps", [])
    assert isinstance(steps, list)
    read = tuple(Step(step["says"], step.get("deadline"), tuple(step.get("cites", ()))) for step in steps)
    return Outcome(**fields, steps=read)  # type: ignore[arg-type]


def _load() -> dict[str, Outcome]:
    text = resources.files("checker").joinpath("outcomes.toml").read_text("utf-8")
    return {entry["code"]: _outcome(entry) for entry in tomllib.loads(text)["outcome"]}


#: Every outcome by its code, in the order of DESIGN's table: best verdict first.
OUTCOMES: dict[str, Outcome] = _load()
