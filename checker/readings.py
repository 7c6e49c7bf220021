"""Who says so: the assessment under each guide alone, under the official page first, and the careful one.

A guide alone is judged by the same gates, built from its statements only. Where it says nothing that the deciding rule
rests on, it is silent, and its reading is unclear: a rule of ours is not put into a guide's mouth.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.assessment import Assessment, Judgement, Standing, judge_all, put_together, shown, together
from checker.conditions import YES
from checker.gates import Finding, Rule, statements_of
from checker.outcomes import VERDICTS
from checker.statements import Guide, Statements


@dataclass(frozen=True)
class Reading:
    """What the case comes to under one set of statements.

    ``id`` is a guide's id, "official-first" (how we decide) or "careful" (of every gate the strictest that a guide
    which speaks gives, and the earliest day). ``last_day`` is the last day of the step that is due, None where this
    reading gives none. ``finding`` is what named the outcome. ``silent_on`` are the topics that it turned on and that
    the guide does not speak of.
    """

    id: str
    guide: Guide | None
    verdict: Standing
    outcome: str | None
    last_day: datetime.date | None
    finding: Finding | None
    statements: tuple[str, ...]
    silent_on: tuple[str, ...] = ()


def readings(assessment: Assessment) -> tuple[Reading, ...]:
    """Return the readings: how we decide, the careful one, and each guide alone. Empty while the verdict is pending."""
    if assessment.verdict == "pending":
        return ()
    book = assessment.book
    ours = _reading("official-first", None, book, assessment.problems, assessment.owed.last_day)
    alone = {guide.id: _alone(assessment, guide.id) for guide in book.guides}
    each = [
        _reading(
            guide.id, guide, book.alone(guide.id), alone[guide.id], _last_day(book.alone(guide.id), alone[guide.id])
        )
        for guide in book.guides
    ]
    careful = tuple(
        _strictest([one, *(judged[place] for judged in alone.values())])
        for place, one in enumerate(assessment.problems)
    )
    return ours, _reading("careful", None, book, careful, assessment.owed.safe_by), *each


def _alone(assessment: Assessment, guide_id: str) -> tuple[Judgement, ...]:
    """Judge the case by one guide alone; where it does not carry what decided, it is silent."""
    alone = assessment.book.alone(guide_id)
    judged = judge_all(alone, assessment.facts, assessment.today)
    return tuple(
        _with(one, [_or_silent(found, one, assessment.book, alone) for found in one.findings]) for one in judged
    )


def _with(judgement: Judgement, findings: Iterable[Finding]) -> Judgement:
    found = tuple(findings)
    verdict, outcome, possible = put_together(found, judgement.facts)
    return replace(judgement, findings=found, verdict=verdict, outcome=outcome, possible=possible)


def _or_silent(finding: Finding, judgement: Judgement, book: Statements, alone: Statements) -> Finding:
    rule = finding.rule
    if finding.status == "unknown" or rule is None:
        return finding
    rests_on = rule.rests_on(judgement.facts)
    if not rests_on:
        return finding
    if statements_of(finding, judgement.facts, alone):
        return finding
    return Finding(
        finding.gate,
        "unclear",
        _SILENT,
        frozenset({"unclear"}),
        left_open=_topics(book, rests_on),
        reach=finding.reach,
    )


_SILENT = Rule("guide-silent", "This guide says nothing that decides it.", YES, "unclear", "guides-silent")


def _topics(book: Statements, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(book.statements[ref].topic for ref in book.cite(*ids)))


def _strictest(judged: list[Judgement]) -> Judgement:
    """Of every gate take the strictest finding of those that speak; ours, the first, always does."""
    gates = zip(*(one.findings for one in judged), strict=True)
    return _with(judged[0], (max(list(filter(_speaks, found)) or found[:1], key=_strictness) for found in gates))


def _speaks(finding: Finding) -> bool:
    return finding.status != "unknown" and finding.rule is not _SILENT and not finding.left_open


def _strictness(finding: Finding) -> int:
    return max(VERDICTS.index(verdict) for verdict in finding.possible)


def _last_day(book: Statements, judged: tuple[Judgement, ...]) -> datetime.date | None:
    return shown(book, judged)[1].last_day


def _reading(
    reading_id: str, guide: Guide | None, book: Statements, judged: tuple[Judgement, ...], last: datetime.date | None
) -> Reading:
    verdict, outcome, _, lead = together(judged)
    assert lead is not None
    finding = lead.naming(outcome)
    silent = dict.fromkeys(
        topic for one in judged for found in one.findings for topic in found.left_open if not book.spoken(topic)
    )
    return Reading(
        reading_id, guide, verdict, outcome, last, finding, lead.rests_on(outcome, book).statements, tuple(silent)
    )
