"""The four gates: each a general rule with named exceptions.

A gate is never an ordered chain of ifs. Every exception has a condition of its own; one that names the case more
closely than another lists it in ``over``. Two exceptions that can hold together agree, or one beats the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from checker.conditions import NO, UNSURE, YES, Condition, Facts
from checker.outcomes import OUTCOMES, Verdict
from checker.unsure import could_be, narrowed_by, outcome_of, policy_of

Status = Literal["open", "closed", "unclear", "unknown"]


@dataclass(frozen=True)
class Rule:
    """One rule of a gate.

    ``when`` is its condition; ``status`` and ``outcome`` what follows; ``policy`` the POLICY rows it carries out and
    ``because`` the ids of the statements it rests on; ``over`` the ids of the rules it beats where both hold. An open
    rule without an outcome leaves the naming of the outcome to the other gates.
    """

    id: str
    says: str
    when: Condition
    status: Status
    outcome: str | None = None
    policy: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

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
    """The rules that may still decide a gate, and the conditions that stand between them."""

    rules: tuple[Rule, ...]
    left: tuple[Condition, ...]

    @property
    def settled(self) -> bool:
        """Whether all of them come to the same result."""
        return len({rule.result for rule in self.rules}) == 1

    def questions(self) -> tuple[str, ...]:
        """The questions that still part them, in the order the rules name them."""
        return tuple(dict.fromkeys(question for rest in self.left for question in rest.questions()))


@dataclass(frozen=True)
class Finding:
    """What a gate says of a case: its status, the rule that decided, and what is missing while it is unknown.

    ``possible`` holds the verdicts that the gate still allows; ``unsure`` the questions whose real answers would part
    it; ``noted`` the policy rows that were weighed besides those of the rule.
    """

    gate: str
    status: Status
    rule: Rule | None
    possible: frozenset[Verdict]
    missing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


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
    _by_problem: dict[str, tuple[tuple[Rule, Condition], ...]] = field(default_factory=dict, compare=False, repr=False)

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

        def reach(rule_id: str, above: tuple[str, ...] = ()) -> frozenset[str]:
            if rule_id in above:
                raise ValueError(f"{self.name}: these rules beat one another in a ring: {', '.join(above)}")
            return direct[rule_id].union(*(reach(beaten, (*above, rule_id)) for beaten in direct[rule_id]))

        return {rule_id: reach(rule_id) for rule_id in direct}

    def _for_problem(self, facts: Facts) -> tuple[tuple[Rule, Condition], ...]:
        """The exceptions that can hold for the problem, with what is left of them: worked out once for each problem."""
        problem = str(facts["problem"])
        if problem not in self._by_problem:
            given = ((rule, rule.when.given({"problem": problem})) for rule in self.exceptions)
            self._by_problem[problem] = tuple((rule, rest) for rule, rest in given if rest is not NO)
        return self._by_problem[problem]

    def standing(self, facts: Facts) -> list[Rule]:
        """Return the exceptions that hold and that no other holding one beats."""
        holding = [rule for rule, rest in self._for_problem(facts) if rest.given(facts) is YES]
        beaten = frozenset().union(*(self.beats[rule.id] for rule in holding))
        return [rule for rule in holding if rule.id not in beaten]

    def reach(self, facts: Facts) -> Reach:
        """Return the rules that may decide, given what is known. ``facts["problem"]`` is one problem."""
        left = [(rule, rest.given(facts)) for rule, rest in self._for_problem(facts)]
        holding = [rule for rule, rest in left if rest is YES]
        beaten = frozenset[str]().union(*(self.beats[rule.id] for rule in holding))
        standing = [rule for rule in holding if rule.id not in beaten]
        rivals = [
            (rule, rest)
            for rule, rest in left
            if rest is not YES
            and rest is not NO
            and rule.id not in beaten
            and (not standing or any(held.id in self.beats[rule.id] for held in standing))
        ]
        decided = max(standing, key=_promise) if standing else self.general
        return Reach((decided, *(rule for rule, _ in rivals)), tuple(rest for _, rest in rivals))

    def noted(self, facts: Facts) -> tuple[str, ...]:
        """Return the policy rows that were weighed for this case."""
        return tuple(row for when, row in self.notes if when.given(facts) is YES)

    def find(self, facts: Facts) -> Finding:
        """Return what the gate says. An ``unsure`` is tried with every real answer it can stand for."""
        reach = self.reach(facts)
        if reach.settled:
            rule = reach.rules[0]
            return Finding(self.name, rule.status, rule, frozenset({rule.level}))
        questions = reach.questions()
        missing = tuple(question for question in questions if question not in facts)
        if missing:
            return self._unknown(reach.rules[0], (rule.level for rule in reach.rules), missing)
        unsure = next(question for question in questions if facts[question] == UNSURE)
        leaves = [leaf for rest in reach.left for leaf in rest.leaves()]
        worlds = [self.find({**facts, unsure: value}) for value in could_be(unsure, leaves, facts)]
        return self._together(unsure, worlds, facts)

    def _unknown(self, rule: Rule | None, levels: Iterable[Verdict], missing: tuple[str, ...]) -> Finding:
        """Return the finding while answers are missing.

        While only the outcome is open, ``rule`` stands for the gate: it holds unless an answer says otherwise. Where
        the verdict is open, "I don't know" may part it too.
        """
        possible = frozenset(levels)
        parted: frozenset[Verdict] = frozenset({"unclear"} if len(possible) > 1 else ())
        return Finding(self.name, "unknown", rule, possible | parted, missing)

    def _together(self, question: str, worlds: list[Finding], facts: Facts) -> Finding:
        """Put together what the gate says under each real answer to a question the buyer cannot tell."""
        possible = frozenset[Verdict]().union(*(world.possible for world in worlds))
        missing = tuple(dict.fromkeys(q for world in worlds for q in world.missing))
        if len(possible) > 1 and not missing:
            missing = narrowed_by(question, facts)
            if not missing:
                return self.parted(question)
        if missing:
            return replace(self._unknown(worlds[0].rule, possible, missing), unsure=(question,))
        return max(worlds, key=lambda world: _promise(world.rule))

    def parted(self, question: str) -> Finding:
        """Return the finding when the real answers to an unsure question would part the verdict."""
        rule = Rule(
            id=f"unsure-{question}",
            says="It turns on something you cannot tell yet.",
            when=YES,
            status="unclear",
            outcome=outcome_of(question),
            policy=policy_of(question),
        )
        return Finding(self.name, "unclear", rule, frozenset({"unclear"}), unsure=(question,))


_OUTCOME_ORDER = {code: place for place, code in enumerate(OUTCOMES)}


def _promise(rule: Rule | None) -> int:
    """Order rules from the largest promise to the smallest, so that of two the smaller one can be kept."""
    if rule is None:
        return len(_OUTCOME_ORDER)
    return _OUTCOME_ORDER[rule.outcome] if rule.outcome else -1


def all_conditions(gates: Iterable[Gate]) -> Iterator[Condition]:
    """Yield the condition of every rule of the gates."""
    return (rule.when for gate in gates for rule in gate.rules)
