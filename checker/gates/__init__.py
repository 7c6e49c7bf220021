"""The four gates: each a general rule with named exceptions.

A gate is never an ordered chain of ifs. Every exception has a condition of its own; one that names the case more
closely than another lists it in ``over``. Two exceptions that can hold together agree, or one beats the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from checker.conditions import NO, YES, After, Condition, Facts, IsIn, LeftOpen
from checker.events import NEIGHBOURS, UNSURE
from checker.outcomes import OUTCOMES, VERDICTS, Verdict
from checker.statements import Statements
from checker.unsure import could_be, narrowed_by, outcome_of, policy_of

Status = Literal["open", "closed", "unclear", "unknown"]


@dataclass(frozen=True)
class Rule:
    """One rule of a gate.

    ``when`` is its condition; ``status`` and ``outcome`` what follows; ``policy`` the POLICY rows it carries out and
    ``because`` the ids of the statements it rests on, ``only_if`` when it does so; ``over`` the ids of the rules it
    beats where both hold. An open rule without an outcome leaves the naming of the outcome to the other gates.
    ``unsure`` names the questions that cannot be told where the rule is about just that.
    """

    id: str
    says: str
    when: Condition
    status: Status
    outcome: str | None = None
    policy: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    only_if: tuple[tuple[str, Condition], ...] = ()

    def rests_on(self, facts: Facts) -> tuple[str, ...]:
        """Return the ids of the statements that the rule rests on in this case."""
        elsewhere = {statement for statement, when in self.only_if if when.given(facts) is not YES}
        return tuple(statement for statement in self.because if statement not in elsewhere)

    @property
    def level(self) -> Verdict:
        """The best verdict that a case can still have once this rule holds."""
        return OUTCOMES[self.outcome].verdict if self.outcome else "qualifies"

    @property
    def result(self) -> tuple[Status, str | None]:
        """What follows from the rule: two rules with the same result may hold together."""
        return self.status, self.outcome


@dataclass(frozen=True)
class Reach:
    """The rules that may still decide a gate, the one that holds unless another does first.

    ``left`` are the conditions that stand between them, one for each rule after the first; ``open`` is what has to be
    looked at again when more is told; ``beats`` says which rule beats which.
    """

    rules: tuple[Rule, ...]
    left: tuple[Condition, ...]
    open: tuple[tuple[Rule, Condition], ...] = field(compare=False, repr=False, default=())
    beats: Mapping[str, frozenset[str]] = field(compare=False, repr=False, default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether all of them come to the same result."""
        return not self.left or len({rule.result for rule in self.rules}) == 1

    @property
    def waiting(self) -> Iterator[tuple[Rule, Condition]]:
        """The rules that still wait for an answer, each with what is left of its condition."""
        return zip(self.rules[1:], self.left, strict=True)

    @property
    def closing(self) -> Iterator[tuple[Rule, Condition]]:
        """Those of them that can close the gate, or keep it from closing."""
        closed = {rule.id for rule in self.rules if rule.status == "closed"}
        return (
            (rule, rest)
            for rule, rest in self.waiting
            if rule.id in closed or not closed.isdisjoint(self.beats[rule.id])
        )

    def questions(self) -> tuple[str, ...]:
        """The questions that still part them, in the order the rules name them."""
        return tuple(dict.fromkeys(question for rest in self.left for question in rest.questions()))

    def leaves(self) -> Iterator[Condition]:
        """Every test that is still open."""
        return (leaf for rest in self.left for leaf in rest.leaves())


@dataclass(frozen=True)
class Finding:
    """What a gate says of a case: its status, the rule that decided, and what is missing while it is unknown.

    ``possible`` holds the verdicts that the gate still allows; ``closing`` those of the missing questions that bear on
    whether it closes; ``unsure`` the questions whose real answers would part it; ``left_open`` the topics on which the
    guides differ, or are silent, where it turns on that.
    """

    gate: str
    status: Status
    rule: Rule | None
    possible: frozenset[Verdict]
    missing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    reach: Reach | None = field(compare=False, repr=False, default=None)


@dataclass(frozen=True)
class _Start:
    """What a gate knows of a problem before anything else is told.

    ``rules`` are the exceptions that can hold for it, each with what is left of its condition; ``again`` the ids of
    those that have to be read from there every time: an answer can make more of them hold, not only fewer.
    """

    rules: tuple[tuple[Rule, Condition], ...]
    again: dict[str, Condition]
    questions: frozenset[str]


@dataclass(frozen=True)
class Gate:
    """One of the four tests of a case.

    ``notes`` name the policy rows that were weighed for a case of their kind, whichever rule decided in the end.
    """

    name: str
    asks: str
    general: Rule
    exceptions: tuple[Rule, ...]
    notes: tuple[tuple[Condition, str], ...] = ()
    _starts: dict[str, _Start] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The exceptions and, last, the general rule."""
        return (*self.exceptions, self.general)

    @cached_property
    def beats(self) -> dict[str, frozenset[str]]:
        """For each rule the ids of all rules it beats, directly or through others. Raises ValueError on a bad name."""
        direct = {rule.id: frozenset(rule.over) for rule in self.exceptions}
        for rule_id, over in direct.items():
            if unknown := over - set(direct):
                raise ValueError(f"{self.name}: {rule_id} is said to beat {', '.join(sorted(unknown))}: no such rule")

        reached: dict[str, frozenset[str]] = {}

        def reach(rule_id: str, above: tuple[str, ...] = ()) -> frozenset[str]:
            if rule_id in above:
                raise ValueError(f"{self.name}: these rules beat one another in a ring: {', '.join(above)}")
            if rule_id not in reached:
                further = (reach(beaten, (*above, rule_id)) for beaten in direct[rule_id])
                reached[rule_id] = direct[rule_id].union(*further)
            return reached[rule_id]

        return {rule_id: reach(rule_id) for rule_id in direct}

    def _start(self, facts: Facts) -> _Start:
        """What is left once only the problem is known: worked out once for each problem."""
        problem = str(facts["problem"])
        if problem not in self._starts:
            given = ((rule, rule.when.given({"problem": problem})) for rule in self.exceptions)
            rules = tuple((rule, rest) for rule, rest in given if rest is not NO)
            leaves = [leaf for _, rest in rules for leaf in rest.leaves()]
            told = {question for leaf in leaves for question in (*leaf.questions(), *leaf.reads)}
            self._starts[problem] = _Start(
                rules=rules,
                again={rule.id: rest for rule, rest in rules if not all(map(_steady, rest.leaves()))},
                questions=frozenset(told.union(*(NEIGHBOURS.get(question, ()) for question in told))),
            )
        return self._starts[problem]

    def turns_on(self, facts: Facts) -> frozenset[str]:
        """Return the questions whose answers can bear on what the gate says of this problem."""
        return self._start(facts).questions

    def exceptions_for(self, problem: str) -> tuple[tuple[str, Condition], ...]:
        """Return the exceptions that can hold for a problem, with what is left of their conditions."""
        return tuple((rule.id, rest) for rule, rest in self._start({"problem": problem}).rules)

    def tests(self, facts: Facts) -> Iterator[Condition]:
        """Yield every test that can bear on what the gate says of this problem."""
        return (leaf for _, rest in self._start(facts).rules for leaf in rest.leaves())

    def standing(self, facts: Facts) -> list[Rule]:
        """Return the exceptions that hold and that no other holding one beats."""
        holding = [rule for rule, rest in self._start(facts).rules if rest.given(facts) is YES]
        beaten = frozenset().union(*(self.beats[rule.id] for rule in holding))
        return [rule for rule in holding if rule.id not in beaten]

    def reach(self, facts: Facts, before: Reach | None = None) -> Reach:
        """Return the rules that may decide, given what is known. ``facts["problem"]`` is one problem.

        ``before`` is the reach for the same problem when less was told: then only what it left open is looked at.
        """
        start = self._start(facts)
        again = start.again
        open_ = [
            (rule, (again.get(rule.id) or rest).given(facts))
            for rule, rest in (start.rules if before is None else before.open)
        ]
        holding = [rule for rule, rest in open_ if rest is YES]
        beaten = frozenset[str]().union(*(self.beats[rule.id] for rule in holding)) if holding else frozenset[str]()
        standing = [rule for rule in holding if rule.id not in beaten]
        rivals = [
            (rule, rest)
            for rule, rest in open_
            if rest is not YES
            and rest is not NO
            and rule.id not in beaten
            and (not standing or any(held.id in self.beats[rule.id] for held in standing))
        ]
        decided = max(standing, key=_promise) if standing else self.general
        return Reach(
            rules=(decided, *(rule for rule, _ in rivals)),
            left=tuple(rest for _, rest in rivals),
            open=tuple((rule, rest) for rule, rest in open_ if rest is not NO or rule.id in again),
            beats=self.beats,
        )

    def noted(self, facts: Facts) -> tuple[str, ...]:
        """Return the policy rows that were weighed for this case."""
        return tuple(row for when, row in self.notes if when.given(facts) is YES)

    def find(self, facts: Facts, before: Reach | None = None) -> Finding:
        """Return what the gate says. An ``unsure`` is tried with every real answer it can stand for.

        ``before``: see :meth:`reach`.
        """
        reach = self.reach(facts, before)
        if reach.settled:
            rule = reach.rules[0]
            return Finding(self.name, rule.status, rule, frozenset({rule.level}), unsure=rule.unsure, reach=reach)
        questions = reach.questions()
        unsure = next((question for question in questions if facts.get(question) == UNSURE), None)
        if unsure is None:
            missing = tuple(question for question in questions if question not in facts)
            if missing:
                closing = {question for _, rest in reach.closing for question in rest.questions()}
                levels = (rule.level for rule in reach.rules)
                return self._unknown(reach.rules[0], levels, missing, closing, reach)
            return self._left_open(reach)
        worlds = [self.find({**facts, unsure: value}, reach) for value in could_be(unsure, reach.leaves(), facts)]
        return self._together(unsure, worlds, facts, reach)

    def _unknown(
        self,
        rule: Rule | None,
        levels: Iterable[Verdict],
        missing: tuple[str, ...],
        closing: Iterable[str],
        reach: Reach,
        unsure: str = "",
    ) -> Finding:
        """Return the finding while answers are missing.

        While only the outcome is open, ``rule`` stands for the gate: it holds unless an answer says otherwise. Where
        the verdict is open, "I don't know" may part it too.
        """
        possible = frozenset(levels)
        return Finding(
            self.name,
            "unknown",
            rule,
            possible | _UNCLEAR if len(possible) > 1 else possible,
            missing,
            closing=tuple(question for question in missing if question in closing),
            unsure=(unsure,) if unsure else (),
            reach=reach,
        )

    def _together(self, question: str, worlds: list[Finding], facts: Facts, reach: Reach) -> Finding:
        """Put together what the gate says under each real answer to a question the buyer cannot tell."""
        possible = frozenset[Verdict]().union(*(world.possible for world in worlds))
        missing = tuple(dict.fromkeys(q for world in worlds for q in world.missing))
        # Answers that can all lead to the same verdict may still do so; else it stays unclear, whatever else is told.
        alike = possible.intersection(*(world.possible for world in worlds)) - _UNCLEAR
        if missing and alike:
            closing = {q for world in worlds for q in world.closing} if VERDICTS[-1] in alike else ()
            allowed = alike | _UNCLEAR if len(possible) > 1 else possible
            return self._unknown(worlds[0].rule, allowed, missing, closing, reach, question)
        if missing or len(possible) > 1:
            return self._narrowed(question, worlds, facts, reach) or self.parted(question, reach)
        return max(worlds, key=lambda world: _promise(world.rule))

    def _narrowed(self, question: str, worlds: list[Finding], facts: Facts, reach: Reach) -> Finding | None:
        """Return the finding that waits for a day which narrows the span of an unknown one; None where none helps."""
        narrowing = narrowed_by(question, facts)
        if narrowing is None:
            return None
        other, end = narrowing
        stays = worlds[end]
        if not stays.possible - _UNCLEAR:
            return None
        closing = (other,) if VERDICTS[-1] in stays.possible else ()
        return self._unknown(stays.rule, stays.possible | _UNCLEAR, (other,), closing, reach, question)

    def parted(self, question: str, reach: Reach) -> Finding:
        """Return the finding when the real answers to an unsure question would part the verdict."""
        rule = Rule(
            id=f"unsure-{question}",
            says="It turns on something you cannot tell yet.",
            when=YES,
            status="unclear",
            outcome=outcome_of(question),
            policy=policy_of(question),
        )
        return Finding(self.name, "unclear", rule, _UNCLEAR, unsure=(question,), reach=reach)

    def _left_open(self, reach: Reach) -> Finding:
        """Return the finding where the rules left are parted by nothing but what the guides leave open."""
        points = [leaf for leaf in reach.leaves() if isinstance(leaf, LeftOpen)]
        topics = tuple(dict.fromkeys(point.topic for point in points))
        if len({rule.level for rule in reach.rules}) == 1:
            rule = max(reach.rules, key=_promise)
            return Finding(self.name, rule.status, rule, frozenset({rule.level}), left_open=topics, reach=reach)
        silent = all(point.silent for point in points)
        rule = Rule(
            id=f"guides-{'silent' if silent else 'disagree'}-{topics[0]}",
            says="No guide here says what decides it." if silent else "The guides differ on what decides it.",
            when=YES,
            status="unclear",
            outcome="guides-silent" if silent else "guides-disagree",
        )
        return Finding(self.name, "unclear", rule, _UNCLEAR, left_open=topics, reach=reach)


def _steady(leaf: Condition) -> bool:
    """Say whether more answers can only settle a test, never unsettle it.

    What is only volunteered does not hold until it is told, and what "unsure" makes true a real answer unmakes.
    """
    if getattr(leaf, "volunteered", False):
        return False
    return not (isinstance(leaf, IsIn) and UNSURE in leaf.values)


def statements_of(finding: Finding, facts: Facts, book: Statements) -> tuple[str, ...]:
    """Return the refs of the statements that a finding rests on: those of its rule, and of each test that decided."""
    rule = finding.rule
    if rule is None or finding.status == "unknown":
        return ()
    spoken = (said.ref for topic in finding.left_open for said in book.spoken(topic))
    ids = [statement for statement in (*_days_of(rule, facts), *rule.rests_on(facts)) if book.says(statement)]
    return tuple(dict.fromkeys([*book.cite(*ids), *spoken]))


def _days_of(rule: Rule, facts: Facts) -> Iterator[str]:
    """The statements that the days in a rule's condition come from, as far as they took part."""
    if rule.when.given(facts) is YES:
        for leaf in rule.when.took_part(facts):
            if isinstance(leaf, After):
                yield from (*leaf.later.cites, *leaf.earlier.cites)


_UNCLEAR: frozenset[Verdict] = frozenset({"unclear"})
_OUTCOME_ORDER = {code: place for place, code in enumerate(OUTCOMES)}


def _promise(rule: Rule | None) -> int:
    """Order rules from the largest promise to the smallest, so that of two the smaller one can be kept."""
    if rule is None:
        return len(_OUTCOME_ORDER)
    return _OUTCOME_ORDER[rule.outcome] if rule.outcome else -1


def all_conditions(gates: Iterable[Gate]) -> Iterator[Condition]:
    """Yield the condition of every rule of the gates."""
    return (rule.when for gate in gates for rule in gate.rules)
