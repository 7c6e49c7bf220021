"""The path for readers without scripts: for each problem, the checker's rules as one list, read from the top.

The first line that fits is the answer. The order is that of :func:`checker.assessment.assess`: what refuses a case
comes first, gate by gate, then what leaves it unclear, then what an open case comes to. Within a gate, a rule comes
after those that beat it, and otherwise in the interview's order.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from checker.assessment import facts_of, gates, judge
from checker.conditions import NO, NOT_YET, YES, All, Any, Condition, Counted, Happened, IsIn, Not
from checker.events import UNSURE
from checker.gates import Gate, Rule
from checker.gates.cases import proposal_lapsed
from checker.interview import in_turn
from checker.outcomes import OUTCOMES, VERDICTS, Outcome, Verdict
from checker.questions import QUESTIONS, Turn, dispute_stage
from checker.remedies import over_limit
from checker.statements import Statements
from sitegen.known import Known

#: Why lines are folded away: only a reader with a dispute needs them, or hardly anybody.
Fold = Literal["", "dispute", "rare"]
NO_DISPUTE = "none"

#: What the gates leave to the amounts (P-cap). A decision stands as it is.
_CAPPED = Rule(
    id="capped",
    says="Your loss is larger than the amount up to which the seller is covered.",
    when=~dispute_stage.is_("decided")
    & Counted(
        volunteered=True,
        says="the loss is above the seller's coverage limit",
        needs=("coverage_limit", "paid_on_platform"),
        holds=lambda facts: over_limit(facts) or None,
    ),
    status="open",
    outcome="capped",
    policy=("P-cap",),
)


@dataclass(frozen=True)
class Line:
    """One line of a path: where ``when`` holds, and no line before it did, the answer is the rule's outcome.

    ``gate`` is the rule's, empty where no gate has it. ``left`` is what remains to be told of it for a reader who has
    come down to it, beside the ``stage`` of a dispute: :data:`YES` where nothing does. ``stages`` names those in which
    it can hold; none where the stage does not matter.
    """

    gate: str
    rule: Rule
    when: Condition
    left: Condition
    stage: Condition = YES
    stages: frozenset[str] = frozenset()

    @property
    def outcome(self) -> Outcome:
        """What the line leads to."""
        return OUTCOMES[self.rule.outcome or ""]

    @property
    def fold(self) -> Fold:
        """Why it is folded away; empty where it is not."""
        if self.stages and NO_DISPUTE not in self.stages:
            return "dispute"
        return "rare" if self.seldom else ""

    @property
    def seldom(self) -> list[Condition]:
        """What it needs that is never asked, or last. That such a thing does not hold is no rare thing."""
        needed = self.left.parts if isinstance(self.left, All) else (self.left,)
        return [part for part in needed if not isinstance(part, Not) and _goes_without_saying(part)]


@dataclass(frozen=True)
class Block:
    """Lines that lead to the same verdict and are folded away together, or not. ``first`` is the first one's number."""

    verdict: Verdict
    fold: Fold
    first: int
    lines: tuple[Line, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What seldom comes up and its lines turn on, each question in its short form."""
        questions = (question for line in self.lines for part in line.seldom for question in part.questions())
        return tuple(dict.fromkeys(QUESTIONS[question].short for question in questions))


@dataclass(frozen=True)
class Path:
    """All lines for one problem, in their order; the last one holds where no other does."""

    problem: str
    lines: tuple[Line, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """The lines as they stand together."""
        numbered = enumerate(self.lines, 1)
        for (verdict, fold), group in itertools.groupby(numbered, lambda each: (each[1].outcome.verdict, each[1].fold)):
            (first, line), *more = group
            yield Block(verdict, fold, first, (line, *(line for _, line in more)))

    @cached_property
    def usual(self) -> tuple[Outcome, ...]:
        """What the problem usually comes to: what it means by itself or, where more must be told, each of those."""
        ground = [line for line in self.lines if line.gate == "ground"]
        # The gate's general rule needs nothing told in any case.
        by_itself = [line for line in ground if line.rule.when is not YES and _needs_nothing(line.rule, self.problem)]
        asked = by_itself or [line for line in ground if not line.fold and not _asked_late(line.left)]
        usual = {line.outcome.code for line in asked}
        return tuple(outcome for outcome in OUTCOMES.values() if outcome.code in usual)


def page_of(problem: str) -> str:
    """The file of a problem's page, counted from the folder of all pages."""
    return f"problems/{problem.replace('_', '-')}.md"


def _needs_nothing(rule: Rule, problem: str) -> bool:
    return rule.when.given({"problem": problem}) is YES


def _goes_without_saying(condition: Condition) -> bool:
    """Whether a condition turns on nothing but what is never asked, or last."""
    tests = list(condition.leaves())
    return bool(tests) and all(getattr(test, "volunteered", False) or _turns(test) == {"last"} for test in tests)


def _turns(condition: Condition) -> set[Turn]:
    return {QUESTIONS[question].turn for question in condition.questions()}


def _asked_late(condition: Condition) -> bool:
    turns = _turns(condition)
    return bool(turns) and turns <= {"late", "last"}


@cache
def path_for(problem: str, book: Statements) -> Path:
    """Work out the path for a problem: the lines that can be reached, up to the one that holds in any case."""
    known = _implied(problem, book)
    passed: list[Condition] = []
    lines = []
    for line in _candidates(problem, book):
        if not known.allows(line.when, *passed):
            continue
        last = not known.allows(Not(line.when), *passed)
        lines.append(replace(line, left=YES if last else known.left(line.left)))
        if last:
            break
        known = known.learn(line.when, False)
        passed = [rest for rest in map(known.left, (*passed, Not(line.when))) if rest is not YES]
    return Path(problem, tuple(lines))


def _implied(problem: str, book: Statements) -> Known:
    """What the problem says of the days, whatever else is told."""
    days = [question.id for question in QUESTIONS.values() if question.kind == "date" and NOT_YET in question.words]
    # The checker wants a day; nothing that is taken from it here depends on which.
    facts = facts_of(problem, dict.fromkeys(days, UNSURE), book.last_compared)
    known = Known()
    for question in days:
        if facts[question] == NOT_YET:
            known = known.learn(Happened(question=question), False)
    return known


def _candidates(problem: str, book: Statements) -> Iterator[Line]:
    """Every rule that can hold for the problem, as lines in their order."""
    asked = in_turn((judge(book, problem, {"problem": (problem,)}, book.last_compared),))
    four, stages = gates(book), _stages(book)
    for verdict in reversed(VERDICTS):
        # Of gates that are open the last one that names an outcome is heard.
        for gate in reversed(four) if verdict == "qualifies" else four:
            lines = [
                line
                for rule in gate.rules
                if rule.outcome and rule.level == verdict
                for line in _by_stage(gate.name, rule, _standing(gate, rule, problem), stages)
            ]
            yield from _in_order(lines, gate, asked)
        if verdict == "partly":
            yield from _by_stage("", _CAPPED, _standing_cap(four, problem), stages)


def _standing(gate: Gate, rule: Rule, problem: str) -> Condition:
    """The condition of a rule, unless one holds that beats it and whose own line does not come before it."""
    when = rule.when.given({"problem": problem})
    for other in gate.exceptions:
        beats = rule is gate.general or rule.id in gate.beats[other.id]
        comes_after = other.outcome is None or VERDICTS.index(other.level) < VERDICTS.index(rule.level)
        unless = other.when.given({"problem": problem})
        if beats and comes_after and unless is not NO:
            when = when & ~unless if when is not YES else ~unless
    return when


def _standing_cap(four: Iterable[Gate], problem: str) -> Condition:
    """The condition of the seller's limit: a credit has a ceiling of its own (P-cap)."""
    credits_only = (rule for gate in four for rule in gate.rules if rule.outcome == "credit-only")
    unless = (rule.when.given({"problem": problem}) for rule in credits_only)
    return All((_CAPPED.when, *(Not(when) for when in unless if when is not NO)))


def _by_stage(gate: str, rule: Rule, when: Condition, stages: Mapping[str, Condition]) -> Iterator[Line]:
    """A rule as one line or, where the stage of a dispute bears on it, as several.

    One for those stages in which the same is left to tell; buyers without a dispute have one of their own, unless the
    others differ only once there is a decision.
    """
    if dispute_stage.id not in when.questions():
        yield Line(gate, rule, when, when)
        return
    by_rest: dict[Condition, list[str]] = {}
    for name, stage in stages.items():
        by_rest.setdefault(Known().learn(stage, True).left(when), []).append(name)
    by_rest.pop(NO, None)
    for rest, names in by_rest.items():
        others = stages.keys() - names
        if NO_DISPUTE in names and others <= {"decided", UNSURE}:
            stage = ~dispute_stage.is_in(*others)
            yield Line(gate, rule, stage & rest, rest, stage, frozenset(names))
            continue
        for some in ([name for name in names if name == NO_DISPUTE], [name for name in names if name != NO_DISPUTE]):
            if some:
                stage = _any_of([stages[name] for name in some])
                yield Line(gate, rule, stage & rest, rest, stage, frozenset(some))


def _stages(book: Statements) -> dict[str, Condition]:
    """The stages of a dispute; a proposal that ran out is one of its own (P-proposal)."""
    stages: dict[str, Condition] = {stage: dispute_stage.is_(stage) for stage in dispute_stage.answers}
    waiting, lapsed = stages["proposal_waiting"], proposal_lapsed(book)
    return stages | {"proposal_waiting": Known().left(waiting & ~lapsed), "proposal_lapsed": lapsed}


def _any_of(stages: list[Condition]) -> Condition:
    plain = [value for stage in stages if isinstance(stage, IsIn) for value in stage.values]
    others = [stage for stage in stages if not isinstance(stage, IsIn)]
    either = [dispute_stage.is_in(*plain), *others] if plain else others
    return either[0] if len(either) == 1 else Any(tuple(either))


def _in_order(lines: list[Line], gate: Gate, asked: list[str]) -> Iterator[Line]:
    """Lines of one gate in the interview's order, the folded ones last, each after those that beat it."""
    folds: tuple[Fold, ...] = ("", "rare", "dispute")

    def turn(line: Line) -> tuple[int, int]:
        places = (asked.index(question) if question in asked else len(asked) for question in line.left.questions())
        return folds.index(line.fold), max(places, default=0)

    waiting = sorted(lines, key=turn)
    while waiting:
        line = next(line for line in waiting if not any(_beats(gate, other, line) for other in waiting))
        waiting.remove(line)
        yield line


def _beats(gate: Gate, one: Line, other: Line) -> bool:
    if one.rule is gate.general or (one.stages and other.stages and one.stages.isdisjoint(other.stages)):
        return False
    return other.rule is gate.general or other.rule.id in gate.beats[one.rule.id]
