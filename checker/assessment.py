"""The decision: from answers to an assessment.

Each problem is judged by itself, through four gates; several problems are then put together (POLICY, P-several).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import localcontext
from functools import cache, cached_property
from typing import Literal

from checker.answers import BadAnswers, Fault, read_answers
from checker.conditions import NOT_YET, YES, Facts
from checker.counts import EXACT
from checker.deadlines import Deadline, Owed, deadlines, owed
from checker.events import UNSURE, followed
from checker.gates import Finding, Gate, coverage, ground, proof, statements_of, timing
from checker.gates.cases import proposal_lapsed
from checker.outcomes import OUTCOMES, VERDICTS, Verdict
from checker.remedies import Remedy, over_limit, remedies
from checker.statements import Statements, load
from checker.unsure import could_be

Standing = Verdict | Literal["pending"]


@dataclass(frozen=True)
class Rests:
    """What something rests on: refs of statements, ids of policy rows."""

    statements: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What the four gates say of one problem.

    ``possible`` holds the verdicts still within reach; ``outcome`` is None while the verdict is pending. ``facts`` are
    the answers as they bear on this problem, with what the problem itself implies.
    """

    problem: str
    verdict: Standing
    outcome: str | None
    possible: frozenset[Verdict]
    findings: tuple[Finding, ...]
    facts: Facts

    @property
    def bearing(self) -> Iterator[tuple[Finding, bool]]:
        """The gates whose findings bear on the result, and of each whether only by closing.

        Where an earlier gate cannot open any more it names the outcome, unless a later one closes; and a gate that
        closes in any case is all that counts.
        """
        closed = next((finding for finding in self.findings if finding.possible == _CLOSED), None)
        named = False
        for finding in self.findings if closed is None else (closed,):
            yield finding, named
            named = named or finding.possible <= _NOT_OPEN

    def naming(self, outcome: str | None) -> Finding | None:
        """The finding that named the outcome, None where no gate did alone."""
        return next((found for found in self.findings if found.rule and found.rule.outcome == outcome), None)

    def rests_on(self, outcome: str | None, book: Statements) -> Rests:
        """What the outcome rests on; where no gate named it alone, what the case is about: the ground."""
        finding = self.naming(outcome) or self.findings[GATES.index("ground")]
        rule = finding.rule if finding.status != "unknown" else None
        return Rests(statements_of(finding, self.facts, book), rule.policy if rule else ())

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions that still bear on the result, in the order of the gates."""
        questions = (finding.closing if named else finding.missing for finding, named in self.bearing)
        return tuple(dict.fromkeys(question for some in questions for question in some))


_CLOSED = frozenset({VERDICTS[-1]})
_NOT_OPEN = frozenset({"unclear", *_CLOSED})


@dataclass(frozen=True)
class Assessment:
    """The answer to a case.

    ``verdict`` is "qualifies", "partly", "unclear", "does_not_qualify", or "pending" while a missing answer could still
    change it; ``outcome`` says which kind, and is None while pending. ``lead`` is the problem that names the outcome.
    ``deadlines`` are in time order. ``owed`` holds the one day that matters. ``lapsed`` says that a proposal ran out,
    so that the dispute has to be filed again (P-proposal). ``facts`` are the answers as read; ``book`` is what the
    guides say.
    """

    verdict: Standing
    outcome: str | None
    possible: tuple[Verdict, ...]
    problems: tuple[Judgement, ...]
    lead: Judgement | None
    remedies: tuple[Remedy, ...]
    deadlines: tuple[Deadline, ...]
    owed: Owed
    lapsed: bool
    facts: Facts
    today: datetime.date
    book: Statements = field(repr=False)

    @property
    def rests(self) -> Rests:
        """What the outcome rests on; nothing while no problem is told."""
        return self.lead.rests_on(self.outcome, self.book) if self.lead else Rests()

    @property
    def protected(self) -> bool:
        """Whether the order is, or may be, protected at all."""
        return all(one.findings[0].status != "closed" for one in self.problems)

    @cached_property
    def bearing(self) -> frozenset[str]:
        """The questions answered so far that still bear on the result.

        An answer bears on it when a gate would say otherwise if it were taken back, or when a day or an amount that is
        shown comes from it.
        """
        return frozenset(question for question in self.facts if not self.problems or _bears(self, question))

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions that still bear on the result; just ``problem`` as long as none is told."""
        return missing_of(self.problems)


def missing_of(problems: tuple[Judgement, ...]) -> tuple[str, ...]:
    """Return the questions that still bear on the verdict; just ``problem`` as long as none is told."""
    if not problems:
        return ("problem",)
    return tuple(dict.fromkeys(question for one in problems for question in one.missing))


#: The gates by name, in their order.
GATES = ("coverage", "ground", "proof", "time")


@cache
def _gates(book: Statements) -> tuple[Gate, ...]:
    return (coverage.gate(book), ground.gate(book), proof.gate(book), timing.gate(book))


def gates(book: Statements | None = None) -> tuple[Gate, ...]:
    """Return the four gates in their order: coverage, ground, proof, time. Built once for each set of guides."""
    return _gates(load() if book is None else book)


def assess(answers: Mapping[str, object], today: datetime.date, *, book: Statements | None = None) -> Assessment:
    """Assess a case.

    ``answers`` maps question ids to values: option names, lists of them, ``datetime.date`` or ISO text, money as
    decimal text or Decimal (US dollars), numbers; "unsure" where the buyer cannot tell. A missing id means *not told
    yet*.
    ``today`` is the day from which everything is counted; nothing here reads a clock.

    Raises BadAnswers, with every fault found, when the answers cannot be used.
    """
    if not isinstance(today, datetime.date) or isinstance(today, datetime.datetime):
        raise BadAnswers([Fault("today", f"is {today!r}", "a datetime.date")])
    with localcontext(EXACT):
        facts, faults = read_answers(answers, today)
        if faults:
            raise BadAnswers(faults)
        return assess_facts(facts, today, book=book)


def assess_facts(facts: Facts, today: datetime.date, *, book: Statements | None = None) -> Assessment:
    """Assess facts that have been read already. See :func:`assess`."""
    book = load() if book is None else book
    judged = judge_all(book, facts, today)
    verdict, outcome, possible, lead = together(judged)
    dated, due, amounts = shown(book, judged)
    return Assessment(
        verdict=verdict,
        outcome=outcome,
        possible=in_order(possible),
        problems=judged,
        lead=lead,
        remedies=amounts,
        deadlines=dated,
        owed=due,
        lapsed=any(_lapsed(book, one) for one in judged),
        facts=facts,
        today=today,
        book=book,
    )


def shown(book: Statements, judged: tuple[Judgement, ...]) -> tuple[tuple[Deadline, ...], Owed, tuple[Remedy, ...]]:
    """Return what is shown beside a verdict: the days, the one that matters, and what may be had."""
    dated, due = _ends_first(book, judged) if judged else ((), Owed())
    return dated, due, tuple(remedy for one in judged for remedy in _remedies_of(book, one))


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return verdicts from best to worst."""
    return tuple(sorted(verdicts, key=VERDICTS.index))


# --- one problem ----------------------------------------------------------------------------------

#: What a problem means for the days, whatever else was told: goods that never came were not delivered.
_IMPLIED: dict[str, dict[str, object]] = {
    "not_shipped": {"shipped_on": NOT_YET, "delivered_on": NOT_YET},
    "not_delivered": {"delivered_on": NOT_YET},
    "supplier_cancelled": {"delivered_on": NOT_YET},
}


def facts_of(problem: str, facts: Facts, today: datetime.date) -> dict[str, object]:
    """Return the facts as they bear on one problem, with what the problem itself says about the days."""
    own: dict[str, object] = {**facts, "problem": problem, "today": today, **_IMPLIED.get(problem, {})}
    if problem == "inspection_failed":
        own.setdefault("delivered_on", NOT_YET)
    agreed = own.get("agreed_ship_on")
    waits = isinstance(agreed, datetime.date) and today <= agreed and not followed("shipped_on", own)
    if problem == "extension_requested" and waits:
        own.setdefault("shipped_on", NOT_YET)
    if own.get("shipped_on") == NOT_YET and own.get("delivered_on", UNSURE) == UNSURE:
        own["delivered_on"] = NOT_YET
    return own


def judge(
    book: Statements, problem: str, facts: Facts, today: datetime.date, before: Judgement | None = None
) -> Judgement:
    """Judge one problem. ``facts`` are all the answers as read.

    ``before`` is a judgement of the same problem on other answers: what they do not touch is not looked at again.
    """
    return _judge(gates(book), problem, facts_of(problem, facts, today), before)


def judge_all(
    book: Statements, facts: Facts, today: datetime.date, before: Iterable[Judgement] = ()
) -> tuple[Judgement, ...]:
    """Judge every problem that is told, each by itself. ``before``: see :func:`judge`."""
    told = facts.get("problem", ())
    known = {one.problem: one for one in before}
    problems = told if isinstance(told, tuple) else ()
    return tuple(judge(book, problem, facts, today, known.get(problem)) for problem in problems)


def _judge(four: tuple[Gate, ...], problem: str, own: Facts, before: Judgement | None = None) -> Judgement:
    if before is None or before.facts["today"] != own["today"]:
        findings = tuple(gate.find(own) for gate in four)
    else:
        told = dict(own.items() ^ before.facts.items()).keys()
        more = before.facts.items() <= own.items()
        findings = tuple(
            gate.find(own, found.reach if more else None) if told & gate.turns_on(own) else found
            for gate, found in zip(four, before.findings, strict=True)
        )
    verdict, outcome, possible = put_together(findings, own)
    judgement = Judgement(problem, verdict, outcome, possible, findings, own)
    return _agreeing_worlds(four, judgement) or judgement


def _agreeing_worlds(four: tuple[Gate, ...], judgement: Judgement) -> Judgement | None:
    """Where one unsure answer leaves two gates unclear, each real answer may still lead to one and the same verdict."""
    if judgement.verdict != "unclear":
        return None
    parting = [q for f in judgement.findings if f.status == "unclear" for q in f.unsure]
    shared = next((q for q in parting if parting.count(q) > 1), None)
    if shared is None:
        return None
    leaves = [leaf for found in judgement.findings if found.reach for leaf in found.reach.leaves()]
    worlds = [
        _judge(four, judgement.problem, {**judgement.facts, shared: value})
        for value in could_be(shared, leaves, judgement.facts)
    ]
    first = worlds[0]
    if first.verdict == "pending" or any(world.verdict != first.verdict for world in worlds):
        return None
    return Judgement(
        judgement.problem, first.verdict, first.outcome, first.possible, judgement.findings, judgement.facts
    )


def put_together(findings: tuple[Finding, ...], own: Facts) -> tuple[Standing, str | None, frozenset[Verdict]]:
    """Put the gates together: the worse wins, and the first gate in the table names the outcome."""
    closed = any(finding.status == "closed" for finding in findings)
    possible = frozenset({VERDICTS[-1]}) if closed else _worst_of_each(finding.possible for finding in findings)
    if len(possible) > 1:
        return "pending", None, possible
    verdict = next(iter(possible))
    if verdict in ("unclear", "does_not_qualify"):
        worst = (finding for finding in findings if finding.possible == possible and finding.rule)
        return verdict, next(finding.rule.outcome for finding in worst if finding.rule), possible
    outcome = _open_outcome(findings, own)
    return OUTCOMES[outcome].verdict, outcome, frozenset({OUTCOMES[outcome].verdict})


def _worst_of_each(sets: Iterable[frozenset[Verdict]]) -> frozenset[Verdict]:
    reached: frozenset[Verdict] = frozenset({VERDICTS[0]})
    for each in sets:
        reached = frozenset(max(one, other, key=VERDICTS.index) for one in reached for other in each)
    return reached


def _open_outcome(findings: tuple[Finding, ...], own: Facts) -> str:
    """Name the outcome where every gate is open: what leaves a part out, then the stage, the files, the ground."""
    named = [finding.rule.outcome for finding in findings if finding.rule and finding.rule.outcome]
    for outcome in named:
        if OUTCOMES[outcome].verdict != "qualifies":
            return outcome
    # A decision stands as it is; a credit has its own ceiling. Everything else stops at the supplier's limit (P-cap).
    if own.get("dispute_stage") != "decided" and "credit-only" not in named and over_limit(own):
        return "capped"
    return named[-1]


def _remedies_of(book: Statements, judgement: Judgement) -> list[Remedy]:
    if judgement.verdict in ("pending", "does_not_qualify"):
        return []
    rule = judgement.findings[1].rule
    return remedies(book, judgement.facts, rule.outcome if rule else None)


# --- several problems -----------------------------------------------------------------------------


def mixed(verdicts: frozenset[Verdict]) -> Verdict:
    """Return the verdict on several problems (POLICY, P-several)."""
    if len(verdicts) == 1:
        return next(iter(verdicts))
    return "partly" if "qualifies" in verdicts else min(verdicts, key=VERDICTS.index)


def together(
    judged: tuple[Judgement, ...],
) -> tuple[Standing, str | None, frozenset[Verdict], Judgement | None]:
    """Put the problems together: verdict, outcome, the verdicts within reach, and the problem that leads."""
    if not judged:
        return "pending", None, frozenset(VERDICTS), None
    seen: set[frozenset[Verdict]] = {frozenset()}
    for one in judged:
        seen = {verdicts | {verdict} for verdicts in seen for verdict in one.possible}
    possible = frozenset(mixed(verdicts) for verdicts in seen)
    settled = [one for one in judged if one.verdict != "pending"]
    lead = min(settled, key=lambda one: VERDICTS.index(one.verdict), default=judged[0])
    if len(possible) > 1 or not settled:
        return "pending", None, possible, lead
    verdict = next(iter(possible))
    outcome = lead.outcome if lead.verdict == verdict else "part-covered"
    return verdict, outcome, possible, lead


def _ends_first(book: Statements, judged: tuple[Judgement, ...]) -> tuple[tuple[Deadline, ...], Owed]:
    """Return the days of the problem whose window ends first; those without an end come last (P-several).

    The safe day is the earliest that any of them has: what one problem implies must not hide another's day (P-safe-by).
    """
    dated = [(tuple(deadlines(book, one.facts)), one) for one in judged]
    found, first = min(dated, key=lambda one: _ends(_to_file(one[0])))
    safest = min((_to_file(days) for days, _ in dated), key=_safe)
    found = tuple(_as_safe_as(deadline, safest) for deadline in found)
    protected = any(one.findings[0].status != "closed" for one in judged)
    return found, owed(first.facts, found, protected=protected, lapsed=_lapsed(book, first))


def _to_file(found: Iterable[Deadline]) -> Deadline | None:
    return next((deadline for deadline in found if deadline.id == "file"), None)


def _ends(file: Deadline | None) -> tuple[datetime.date, datetime.date]:
    return (file and file.last_day) or datetime.date.max, _safe(file)


def _safe(file: Deadline | None) -> datetime.date:
    return (file and file.safe_by) or datetime.date.max


def _as_safe_as(deadline: Deadline, safest: Deadline | None) -> Deadline:
    """The day to file by with the safe day of another problem, and what that comes from, where it is earlier."""
    if safest is None or deadline.id != safest.id or _safe(deadline) <= _safe(safest):
        return deadline
    return replace(
        deadline,
        safe_by=safest.safe_by,
        safe_from=safest.safe_from,
        by_guide=tuple(dict.fromkeys((*deadline.by_guide, *safest.by_guide))),
        statements=tuple(dict.fromkeys((*deadline.statements, *safest.statements))),
    )


def _lapsed(book: Statements, judgement: Judgement) -> bool:
    return judgement.facts.get("dispute_stage") == "proposal_waiting" and (
        proposal_lapsed(book).given(judgement.facts) is YES
    )


def unsure_questions(assessment: Assessment) -> tuple[str, ...]:
    """Return the questions answered with "I don't know" on which the result turns."""
    parting = (q for one in assessment.problems for finding in one.findings for q in finding.unsure)
    return tuple(dict.fromkeys(q for q in parting if assessment.facts.get(q) == UNSURE))


# --- what bears on the result ----------------------------------------------------------------------


def _bears(assessment: Assessment, question: str) -> bool:
    if question in ("problem", "evidence", "files"):
        return True
    without = {key: value for key, value in assessment.facts.items() if key != question}
    taken_back = judge_all(assessment.book, without, assessment.today, assessment.problems)
    if any(
        _weighed(assessment.book, one) != _weighed(assessment.book, other)
        for one, other in zip(assessment.problems, taken_back, strict=True)
    ):
        return True
    if not _as_told(assessment, question):
        return False
    if question in _days_shown(assessment):
        return True
    then = shown(assessment.book, taken_back)
    return then != (assessment.deadlines, assessment.owed, assessment.remedies)


def _weighed(book: Statements, judgement: Judgement) -> list[object]:
    """What the gates say, up to the first closed one: what stands behind it no longer matters."""
    seen: list[object] = []
    for gate, finding in zip(gates(book), judgement.findings, strict=True):
        rule = finding.rule and finding.rule.id
        seen.append((finding.status, rule, finding.missing, finding.unsure, gate.noted(judgement.facts)))
        if finding.status == "closed":
            break
    return seen


def _as_told(assessment: Assessment, question: str) -> bool:
    """Whether at least one problem takes the answer as it was told, instead of what the problem itself implies."""
    told = assessment.facts[question]
    return any(one.facts.get(question) == told for one in assessment.problems)


def _days_shown(assessment: Assessment) -> set[str]:
    shown = {deadline.question for deadline in assessment.deadlines}
    return shown | ({"receipt_confirmed_on", "expected_delivery_on"} if assessment.protected else set())
