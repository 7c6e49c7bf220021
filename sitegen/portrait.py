"""What sets one guide apart from the others, taken from what all of them say."""

from __future__ import annotations

from dataclasses import dataclass

from checker.statements import Guide, Position, Statement, Statements, Topic


@dataclass(frozen=True)
class Apart:
    """A statement whose value is not the one we follow; `alone`: no other guide gives that value."""

    said: Statement
    alone: bool


@dataclass(frozen=True)
class Portrait:
    """What only one guide speaks of, where it says otherwise than what we follow, and where it contradicts itself."""

    only: tuple[tuple[Topic, tuple[Statement, ...]], ...]
    apart: tuple[Apart, ...]
    itself: tuple[tuple[Statement, ...], ...]


def portrait(guide: Guide, book: Statements) -> Portrait:
    """Compare a guide with the others."""
    positions = [position for topic in book.topics if guide.id in (position := book.position(topic)).by_guide]
    return Portrait(
        only=tuple((p.topic, p.by_guide[guide.id]) for p in positions if len(p.by_guide) == 1),
        apart=tuple(apart for position in positions for apart in _apart(guide, position)),
        itself=tuple(_itself(p.by_guide[guide.id]) for p in positions if _itself(p.by_guide[guide.id])),
    )


def _apart(guide: Guide, position: Position) -> list[Apart]:
    """What a guide says on a topic that the guide we follow there answers otherwise."""
    followed = position.followed
    if position.status != "disputed" or followed is None or followed.guide == guide.id:
        return []
    others = [one.value for other, said in position.by_guide.items() if other != guide.id for one in said]
    own = [one for one in position.by_guide[guide.id] if one.when == followed.when and one.value != followed.value]
    return [Apart(one, alone=one.value not in others) for one in own]


def _itself(said: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Those of one guide's statements on a topic that contradict each other."""
    named = {other for one in said for other in one.contradicts}
    return tuple(one for one in said if one.contradicts or one.id in named)
