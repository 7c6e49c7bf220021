"""The questions on which the guides cannot all be right: `docs/disagreements.toml`, with what the data says on each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from checker.policy import POLICY, PolicyRow
from checker.statements import Position, Statements
from sitegen import BuildError
from sitegen.settings import ROOT

#: How a disagreement stands, by what we go by.
STANDINGS = {
    "alone": "One guide alone speaks of it",
    "self": "One guide contradicts itself",
    "official": "Alibaba.com's own page comes first",
    "decided": "A decision of ours",
    "open": "Left open: no case turns on it",
}


class DisagreementError(BuildError):
    """An entry of the file cannot be used; the text names it and what is wrong."""


@dataclass(frozen=True)
class Disagreement:
    """One question with more than one answer.

    `ref` is the short name by which topics and policy rows point to it; `follow` the rows that settle it, `why` what
    we go by where no case turns on it. `topics` are the questions under which the guides speak of it.
    """

    id: str
    ref: str
    part: str
    asks: str
    unknown: str
    topics: tuple[Position, ...]
    follow: tuple[PolicyRow, ...] = ()
    beside: tuple[PolicyRow, ...] = ()
    why: str = ""

    @property
    def standing(self) -> str:
        """How it stands, in a few words."""
        apart = [position for position in self.topics if position.status == "disputed"]
        if len({guide for position in apart or self.topics for guide in position.by_guide}) == 1:
            return STANDINGS["self" if apart else "alone"]
        if apart and all(position.reason == "official" for position in apart):
            return STANDINGS["official"]
        return STANDINGS["decided" if self.follow else "open"]


def load(book: Statements, file: Path = ROOT / "docs/disagreements.toml") -> list[Disagreement]:
    """Every disagreement, in the order of the file.

    Raises:
        DisagreementError: an entry names a policy row that does not know of it, says nothing of what we go by, has a
            topic's id, or is not pointed to by any topic; or a disputed topic points to no entry.
    """
    entries = tomllib.loads(file.read_text("utf-8"))["disagreement"]
    found = [_read(entry, book, file.name) for entry in entries]
    known = {one.ref for one in found}
    for topic in book.topics.values():
        if book.position(topic.id).status == "disputed" and not known.intersection(topic.disagreement):
            raise DisagreementError(f"{file.name}: the guides differ on {topic.id!r}, and no entry covers it")
    return found


def _read(entry: dict[str, object], book: Statements, name: str) -> Disagreement:
    ref, follow = str(entry["ref"]), entry.get("follow", ())
    assert isinstance(follow, list | tuple)
    topics = [topic.id for topic in book.topics.values() if ref in topic.disagreement]
    if entry["id"] in book.topics:
        raise DisagreementError(f"{name}: {entry['id']!r} is a topic's id, on the same page; choose another")
    if not topics:
        raise DisagreementError(f"{name}: no topic in topics.toml points to {ref}, {entry['id']}")
    settle = {row.id: row for row in POLICY.values() if ref in row.disagreements}
    if strange := [row for row in follow if row not in settle]:
        raise DisagreementError(f"{name}: {entry['id']} follows {strange[0]!r}, which settles no {ref} in policy.toml")
    if not follow and not entry.get("why"):
        raise DisagreementError(f'{name}: {entry["id"]} needs what we go by: follow = [...] or why = "..."')
    return Disagreement(
        id=str(entry["id"]),
        ref=ref,
        part=str(entry["part"]),
        asks=str(entry["asks"]),
        unknown=str(entry["unknown"]),
        topics=tuple(book.position(topic) for topic in topics),
        follow=tuple(settle[row] for row in follow),
        beside=tuple(row for row in settle.values() if row.id not in follow),
        why=str(entry.get("why", "")),
    )
