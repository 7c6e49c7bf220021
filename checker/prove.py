"""The proof: walks every way through the interview and every combination that a gate can meet, and checks each.

    python -m checker prove

A branch stops where nothing is left to ask. Every option is taken, every day before, on and after each boundary that a
rule draws, every count below, at and above. What was found is compared with ``proof.toml``, so that no rule changes
unnoticed (see proof_table.py).
"""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from checker import evidence
from checker.answers import contradictions
from checker.assessment import Assessment, Judgement, assess_facts, gates, judge, mixed
from checker.changes import MOVES
from checker.conditions import NO, YES, After, Condition, Facts, Includes
from checker.events import NEIGHBOURS, UNSURE
from checker.gates import Finding, Gate, Reach
from checker.gates.cases import QUALITY
from checker.interview import in_turn
from checker.outcomes import OUTCOMES, VERDICTS
from checker.policy import POLICY
from checker.questions import QUESTIONS
from checker.statements import Statements, load
from checker.unsure import could_be

#: Every date is counted from the day of the assessment, so one day stands for all.
TODAY = datetime.date(2026, 5, 20)
_DAY = datetime.timedelta(days=1)

#: What is not walked, said wherever the figures stand.
NOT_ENUMERATED = (
    "More than one “I don't know” on the same way.",
    "“I don't know” in the combinations of the gates alone, where no rule takes it as an answer: the interview does.",
    "Several problems at once: each is judged by itself, and every mix of verdicts is put together.",
    "Ends that the same rules decided, from answers to the same questions, are checked once.",
    "Days that leave the same rules open count as one state, whatever lies between them.",
    "In the interview, of several circumstances each alone and all together are taken; each gate takes every mix.",
    "Amounts of money: they never hold a verdict back.",
)


@dataclass
class Found:
    """What a walk found: how many states and ways, what decided them, and every fault.

    A walk tells each state to one of the two methods that note it: whoever wants the states themselves, and not only
    their number, walks with a Found of their own.
    """

    states: int = 0
    combinations: int = 0
    needless: int = 0
    screens: Counter[int] = field(default_factory=Counter)
    likely: dict[int, float] = field(default_factory=dict)
    decided: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    results: Counter[str] = field(default_factory=Counter)
    answers: set[tuple[str, str]] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def note_state(self, facts: Facts, rules: Collection[str] = ()) -> None:
        """Count a state of the interview; at an end with the rule that decided each gate."""
        self.states += 1
        self.rules.update(rules)

    def note_combination(self, facts: Facts, rule: str | None) -> None:
        """Count a combination of one gate, and the rule that decided it."""
        self.combinations += 1
        if rule is not None:
            self.decided[rule] += 1
            self.rules.add(rule)

    def add(self, other: Found) -> None:
        """Take in what another walk found."""
        self.states += other.states
        self.combinations += other.combinations
        self.needless += other.needless
        self.screens += other.screens
        for count, share in other.likely.items():
            self.likely[count] = self.likely.get(count, 0.0) + share
        self.decided += other.decided
        self.rules |= other.rules
        self.results += other.results
        self.answers |= other.answers
        self.statements |= other.statements
        self.faults += other.faults

    def record(self) -> dict[str, object]:
        """Return what is written down of it, to be compared with next time."""
        return {
            "states": self.states,
            "combinations": self.combinations,
            "ways": sum(self.screens.values()),
            "needless": self.needless,
            "screens": {str(count): ways for count, ways in sorted(self.screens.items())},
            "results": dict(sorted(self.results.items())),
            "decided": dict(sorted(self.decided.items())),
        }


def values(question_id: str, leaves: Iterable[Condition], facts: Facts, *, several: bool) -> list[object]:
    """Return the answers that make a difference to the tests still open.

    ``several``: of a question with several choices every combination, instead of each alone and all together.
    """
    question = QUESTIONS[question_id]
    tests = list(leaves)
    if question.kind == "choices":
        named = [leaf.option for leaf in tests if isinstance(leaf, Includes) and leaf.question == question_id]
        options = [option for option in question.options if option in named]
        sizes = range(len(options) + 1) if several else {0, 1, len(options)}
        sets: list[object] = [some for size in sizes for some in itertools.combinations(options, size)]
        return list(dict.fromkeys([*sets, UNSURE]))
    if question.kind == "number":
        return list(dict.fromkeys([*_counts(question_id, facts), *question.words]))
    return list(dict.fromkeys([*could_be(question_id, tests, facts), *question.words]))


#: The counts that the others are measured against: five percent of a thousand is fifty.
_COUNTS = {
    "units_ordered": (1000,),
    "tolerance_percent": (5, 0),
    "allowed_defect_percent": (5,),
    "units_defective": (0, 50, 51),
    "units_used": (0,),
}
_RECEIVED = {"shortage": (949, 950, 951, 1000), "overage": (1000, 1049, 1050, 1051)}


def _counts(question: str, facts: Facts) -> Iterator[Decimal]:
    """A count below, at and above each boundary, and none at all."""
    received = _RECEIVED.get(str(facts["problem"]), (1000,))
    yield from map(Decimal, received if question == "units_received" else _COUNTS[question])


def _fits(facts: Facts) -> bool:
    told = {key: value for key, value in facts.items() if key in QUESTIONS and key != "problem"}
    return not contradictions(told, TODAY) and sum(value == UNSURE for value in told.values()) <= 1


# --- the gates' own combinations ------------------------------------------------------------------


def gate_space(gate: Gate, problem: str, found: Found) -> None:
    """Walk every combination of the answers that one gate turns on for a problem, and check each."""
    _combine(gate, {"problem": problem, "today": TODAY}, None, found, set())


def _combine(gate: Gate, facts: Facts, before: Reach | None, found: Found, known: set[object]) -> None:
    reach = gate.reach(facts, before)
    open_ = [question for question in reach.questions() if question not in facts]
    if reach.settled or not open_:
        _check_gate(gate, facts, found)
        return
    told: dict[str, str] = {}
    _note_told(reach.questions(), facts, told)
    state = reach.rules, reach.left, tuple(sorted(told.items()))
    if state in known:
        return
    known.add(state)
    question = min(open_, key=list(QUESTIONS).index)
    for value in values(question, reach.leaves(), facts, several=True):
        more = {**facts, question: value}
        # Where a rule says what follows from "I don't know", it is an answer like any other.
        if (value != UNSURE or QUESTIONS[question].answers_unsure) and _fits(more):
            found.answers.add((question, str(value)))
            _combine(gate, more, reach, found, known)


def _note_told(questions: Iterable[str], facts: Facts, told: dict[str, str]) -> None:
    """Note which answers bear on what is left open; of a day only that it is told."""
    for question in questions:
        for near in (question, *NEIGHBOURS.get(question, ())):
            value = facts.get(near)
            if value is not None:
                told[near] = "a day" if isinstance(value, datetime.date) else str(value)


def _check_gate(gate: Gate, facts: Facts, found: Found) -> None:
    standing = gate.standing(facts)
    if len({rule.result for rule in standing}) > 1:
        clash = " and ".join(rule.id for rule in standing)
        found.faults.append(f"{gate.name}: {clash} hold together and differ, {_shown(facts)}")
    finding = gate.find(facts)
    found.note_combination(facts, f"{gate.name}/{finding.rule.id}" if finding.rule else None)
    if finding.status == "unknown" and not set(finding.missing) - set(facts):
        found.faults.append(f"{gate.name}: nothing decides, {_shown(facts)}")
    _check_took_part(gate, finding, facts, found)


def _check_took_part(gate: Gate, finding: Finding, facts: Facts, found: Found) -> None:
    """A rule that decided holds; the general rule decides only where no other does."""
    rule = finding.rule
    if rule is None or finding.status == "unknown" or finding.left_open:
        return
    if rule is gate.general:
        if gate.standing(facts):
            found.faults.append(
                f"{gate.name}: the general rule decided over {gate.standing(facts)[0].id}, {_shown(facts)}"
            )
    elif rule.when.given(facts) is not YES:
        found.faults.append(f"{gate.name}: {rule.id} decided and does not hold, {_shown(facts)}")


def spaces(book: Statements) -> list[tuple[str, str]]:
    """Return the gates and problems to combine: of the problems that a gate treats alike, the first."""
    seen, found = set(), []
    for gate in gates(book):
        for problem in QUESTIONS["problem"].options:
            alike = gate.name, gate.exceptions_for(problem)
            if alike not in seen:
                seen.add(alike)
                found.append((gate.name, problem))
    return found


# --- the interview --------------------------------------------------------------------------------


#: What a state comes to, how many ways take how many more screens, and how likely each is.
_Ways = tuple[int, Counter[int], dict[int, float]]


_OVER = Counter({0: 1})


class _Walk:
    """Every way through the interview for one problem. States with the same rules left open are one state."""

    def __init__(self, book: Statements, problem: str, found: Found) -> None:
        self.book, self.problem, self.found = book, problem, found
        self._known: dict[object, _Ways] = {}
        self._nodes: dict[object, int] = {}
        self._checked: set[object] = set()

    def run(self) -> None:
        _, self.found.screens, self.found.likely = self._from({"problem": (self.problem,)}, None)
        # The first screen asked what went wrong.
        self.found.screens = Counter({count + 1: ways for count, ways in self.found.screens.items()})
        self.found.likely = {count + 1: share for count, share in self.found.likely.items()}

    def _from(self, facts: dict[str, object], before: Judgement | None) -> _Ways:
        """Return what the state comes to, and how many screens follow."""
        judged = judge(self.book, self.problem, facts, TODAY, before)
        if not judged.missing:
            return self._end(facts, judged), _OVER, {0: 1.0}
        key = _state(judged)
        if key not in self._known:
            self.found.note_state(facts)
            self._known[key] = self._ask(facts, judged)
        return self._known[key]

    def _ask(self, facts: dict[str, object], judged: Judgement) -> _Ways:
        needed = in_turn((judged,))
        screen = QUESTIONS[needed[0]].screen
        on_screen = [question for question in QUESTIONS if question in needed and QUESTIONS[question].screen == screen]
        leaves = [leaf for finding in judged.findings if finding.reach for leaf in finding.reach.leaves()]
        screens: Counter[int] = Counter()
        likely: dict[int, float] = {}
        nodes = {}
        seen: set[tuple[int, int]] = set()
        ways = list(self._answers(on_screen, leaves, judged, {}))
        for answers in ways:
            node, further, shares = self._from({**facts, **answers}, judged)
            nodes[tuple(answers.values())] = node
            # Answers that leave the same open are one way.
            if (node, id(further)) not in seen:
                seen.add((node, id(further)))
                for count, number in further.items():
                    screens[count + 1] += number
            for count, share in shares.items():
                likely[count + 1] = likely.get(count + 1, 0.0) + share / len(ways)
        self._needless(on_screen, nodes, facts)
        same = len(set(nodes.values())) == 1
        what = next(iter(nodes.values())) if same else self._node((tuple(on_screen), tuple(nodes.items())))
        return what, screens, likely

    def _needless(self, on_screen: list[str], nodes: dict[tuple[object, ...], int], facts: Facts) -> None:
        """Note the questions of a screen that could have been left out: whatever the others say, no answer matters.

        That is a fault; after an "I don't know", which stands for many answers at once, it is counted.
        """
        for place, question in enumerate(on_screen):
            others: dict[tuple[object, ...], set[int]] = {}
            for values_, node in nodes.items():
                others.setdefault((*values_[:place], *values_[place + 1 :]), set()).add(node)
            if len(nodes) == len(others) or any(len(reached) > 1 for reached in others.values()):
                continue
            if UNSURE in facts.values():
                self.found.needless += 1
            else:
                self.found.faults.append(f"{question} is asked although no answer matters, {_shown(facts)}")

    def _node(self, what: object) -> int:
        """A number that is the same for states that come to the same, whatever is asked from there on."""
        return self._nodes.setdefault(what, len(self._nodes))

    def _answers(
        self, questions: list[str], leaves: list[Condition], judged: Judgement, answers: dict[str, object]
    ) -> Iterator[dict[str, object]]:
        if not questions:
            yield answers
            return
        question, *rest = questions
        facts = {**judged.facts, **answers}
        for value in values(question, leaves, facts, several=False):
            if _fits({**facts, question: value}):
                self.found.answers.add((question, str(value)))
                yield from self._answers(rest, leaves, judged, {**answers, question: value})

    def _end(self, facts: dict[str, object], judged: Judgement) -> int:
        settled = (finding for finding in judged.findings if finding.status != "unknown")
        self.found.note_state(facts, [f"{finding.gate}/{finding.rule.id}" for finding in settled if finding.rule])
        self.found.results[f"{judged.verdict}/{judged.outcome}"] += 1
        # Ends that the same rules decided, from the same kinds of answers, are checked once.
        kind = tuple(finding.rule and finding.rule.id for finding in judged.findings), judged.outcome, tuple(facts)
        stage = facts.get("dispute_stage"), tuple(question for question, value in facts.items() if value == UNSURE)
        if (kind, stage) not in self._checked:
            self._checked.add((kind, stage))
            faults = _faults_of(self.book, facts, judged, self.found)
            self.found.faults += [f"{fault}, {_shown(facts)}" for fault in faults]
        return self._node((judged.verdict, judged.outcome))


def _state(judged: Judgement) -> object:
    """What a state still turns on: the rules left open, and which of the answers they name are told.

    Where a gate cannot open any more, what an open one brings is never named.
    """
    doubt = UNSURE in judged.facts.values()
    parts: list[object] = [doubt]
    told: dict[str, str] = {}
    bearing = tuple(judged.bearing)
    open_matters = doubt or all(set(VERDICTS[:2]) & finding.possible for finding, _ in bearing)
    for finding, named in bearing:
        if finding.status == "unknown" and finding.reach is not None:
            waiting = tuple(finding.reach.closing if named else finding.reach.waiting)
            parts.append((finding.reach.rules[0].id, tuple((rule.id, rest) for rule, rest in waiting)))
            _note_told((question for _, rest in waiting for question in rest.questions()), judged.facts, told)
        elif open_matters or (finding.status == "unclear" and not named):
            parts.append((finding.status, finding.rule and finding.rule.outcome))
        else:
            parts.append("")
    return tuple(parts), tuple(sorted(told.items()))


def _shown(facts: Facts) -> str:
    told = (f"{key}={value}" for key, value in facts.items() if key != "today")
    return "with " + ", ".join(told)


# --- what must hold of every end ------------------------------------------------------------------


def _faults_of(book: Statements, facts: dict[str, object], judged: Judgement, found: Found) -> Iterator[str]:
    assessment = assess_facts(facts, TODAY, book=book)
    if assessment.verdict not in VERDICTS or assessment.outcome not in OUTCOMES:
        yield f"there is no verdict ({assessment.verdict})"
        return
    if (assessment.verdict, assessment.outcome) not in {
        (judged.verdict, judged.outcome),
        (assessment.verdict, "capped"),
    }:
        yield f"the order of asking matters: {judged.outcome} or {assessment.outcome}"
    if OUTCOMES[assessment.outcome].verdict != assessment.verdict:
        yield f"the outcome {assessment.outcome} belongs to another verdict than {assessment.verdict}"
    found.statements.update(ref for deadline in assessment.deadlines for ref in deadline.statements)
    found.statements.update(ref for remedy in assessment.remedies for ref in remedy.statements)
    yield from _days_agree(assessment)
    yield from _unsure_beats_nothing(assessment)
    yield from _better_facts(assessment)


def _days_agree(assessment: Assessment) -> Iterator[str]:
    """The days shown and the time gate are worked out apart, and must say the same."""
    one = assessment.problems[0]
    time = one.findings[3]
    rule = time.rule
    if assessment.facts.get("dispute_stage") != "none" or rule is None or time.status == "unknown":
        return
    if UNSURE in one.facts.values():
        return
    file = next((deadline for deadline in assessment.deadlines if deadline.id == "file"), None)
    if file is None or file.last_day is None:
        return
    over = file.last_day < TODAY
    if rule.id == "window-closed" and not over:
        yield f"the window is closed, yet its last day is {file.last_day}"
    if rule.id == "in-time" and over and file.question == "delivered_on":
        yield f"there is still time, yet the last day was {file.last_day}"
    if file.safe_by and file.safe_by > file.last_day:
        yield f"the safe day {file.safe_by} lies after the last day {file.last_day}"


def _unsure_beats_nothing(assessment: Assessment) -> Iterator[str]:
    """ "I don't know" never does better than the best real answer."""
    for question in (q for q, value in assessment.facts.items() if value == UNSURE):
        best = len(VERDICTS)
        leaves = [leaf for gate in gates(assessment.book) for leaf in gate.tests(assessment.problems[0].facts)]
        for value in _real(question, leaves, assessment.problems[0].facts):
            real = {**assessment.facts, question: value}
            if _fits(real):
                judged = judge(assessment.book, assessment.problems[0].problem, real, TODAY, assessment.problems[0])
                best = min(best, *map(VERDICTS.index, judged.possible))
        if best < len(VERDICTS) and VERDICTS.index(assessment.possible[0]) < best:
            yield f"“I don't know” to {question} does better than every real answer"


def _real(question: str, leaves: list[Condition], facts: Facts) -> Iterator[object]:
    """The real answers that an unsure one is measured against: of counts also all defective, and very many."""
    yield from could_be(question, leaves, facts)
    if QUESTIONS[question].kind == "number":
        yield from (value for value in values(question, leaves, facts, several=False) if value != UNSURE)
        yield from (facts.get("units_defective", Decimal(0)), Decimal(10) ** 9)


#: Facts that can only help: (question, from, to).
_FAVOURABLE = (
    ("paid_through", "partly", "alibaba"),
    ("paid_through", "outside", "partly"),
    ("term_in_order", "none", "exact"),
    ("term_in_order", "vague", "exact"),
    ("term_in_order", "outside_chat", "exact"),
    ("goods_used", "all", "partly"),
    ("goods_used", "partly", "no"),
    ("protection_mark", "no", "yes"),
)


def _better_facts(assessment: Assessment) -> Iterator[str]:
    """More favourable facts never make the verdict worse."""
    for question, worse, better in _FAVOURABLE:
        if assessment.facts.get(question) == worse:
            yield from _not_worse(assessment, {question: better})
    filed = assessment.facts.get("dispute_filed_on")
    if isinstance(filed, datetime.date) and assessment.facts.get("dispute_stage") in ("proposal_waiting", "escalated"):
        yield from _not_worse(assessment, {"dispute_filed_on": filed - _DAY})


def _not_worse(assessment: Assessment, answers: dict[str, object]) -> Iterator[str]:
    facts = {**assessment.facts, **answers}
    if not _fits(facts):
        return
    one = assessment.problems[0]
    judged = judge(assessment.book, one.problem, facts, TODAY, one)
    # A dispute that waits longer than any decision takes is overdue: filing earlier is not what made it worse.
    worse = min(map(VERDICTS.index, judged.possible)) > VERDICTS.index(assessment.possible[0])
    if worse and judged.outcome != "decision-overdue":
        yield f"{answers} makes it worse: {assessment.outcome} becomes {judged.outcome}"


# --- the whole ------------------------------------------------------------------------------------


def prove_problem(problem: str, found: Found | None = None) -> Found:
    """Walk and check one problem: every way through its interview, and the gates that it stands for.

    ``found`` is where the walk notes what it finds, a new one unless given.
    """
    book, found = load(), found or Found()
    _Walk(book, problem, found).run()
    by_name = {gate.name: gate for gate in gates(book)}
    for gate, first in spaces(book):
        if first == problem:
            gate_space(by_name[gate], problem, found)
    return found


def faults_of_all(found: Found, book: Statements) -> list[str]:
    """Return what is wrong with the whole: what is never reached, and what no rule uses."""
    return [*_unreached(found, book), *_unused(found, book), *_mixes()]


def _unreached(found: Found, book: Statements) -> Iterator[str]:
    reached = {result.partition("/")[2] for result in found.results} | {"part-covered", "capped"}
    yield from (f"the outcome {code} is never reached" for code in OUTCOMES if code not in reached)
    for gate in gates(book):
        for rule in gate.rules:
            if f"{gate.name}/{rule.id}" not in found.rules and not _elsewhere(gate, rule.id, book):
                yield f"{gate.name}: the rule {rule.id} never decides"
    turned = {question for gate in gates(book) for rule in gate.rules for question in rule.when.questions()}
    for question in turned - {"problem", "files"}:
        tests = [leaf for gate in gates(book) for rule in gate.rules for leaf in rule.when.leaves()]
        named = {leaf.option for leaf in tests if isinstance(leaf, Includes) and leaf.question == question}
        for option in named or QUESTIONS[question].options:
            if not any(question == asked and option in value for asked, value in found.answers):
                yield f"{question}: the answer {option} is never given"


def _unused(found: Found, book: Statements) -> Iterator[str]:
    """Every statement with a value decides something, or its topic says why not."""
    ids = {statement for gate in gates(book) for rule in gate.rules for statement in _cited(rule.because, rule.when)}
    ids |= {statement for row in POLICY.values() for statement in row.rests_on}
    ids |= {statement for outcome in OUTCOMES.values() for step in outcome.steps for statement in step.cites}
    ids |= {statement for move in MOVES for statement in move.cites} | {*evidence.LIMITS_CITE}
    ids |= {statement for item in evidence.ITEMS for statement in item.cites}
    topics = {book.statements[ref].topic for ref in {*found.statements, *book.cite(*sorted(ids))}}
    for topic in book.topics.values():
        valued = any(statement.value is not None for statement in book.spoken(topic.id))
        if valued and topic.id not in topics and not topic.aside:
            yield f"{topic.id}: its statements have values and decide nothing; say why with `aside` in topics.toml"


def _cited(because: tuple[str, ...], when: Condition) -> Iterator[str]:
    yield from because
    for leaf in when.leaves():
        if isinstance(leaf, After):
            yield from (*leaf.later.cites, *leaf.earlier.cites)


def _elsewhere(gate: Gate, rule_id: str, book: Statements) -> bool:
    """Whether a rule is there for guides that differ from ours: it cannot hold under the guides as we follow them."""
    rule = next(rule for rule in gate.rules if rule.id == rule_id)
    empty = rule.when.given({}) is NO
    told_only = any(getattr(leaf, "volunteered", False) or "files" in leaf.questions() for leaf in rule.when.leaves())
    return empty or told_only


def _mixes() -> Iterator[str]:
    """Several problems: all alike is that verdict; one that qualifies beside a lesser is partly; else the best."""
    for size in range(1, len(VERDICTS) + 1):
        for mix in itertools.combinations(VERDICTS, size):
            wanted = mix[0] if size == 1 or mix[0] != VERDICTS[0] else "partly"
            if mixed(frozenset(mix)) != wanted:
                yield f"several problems: {', '.join(mix)} should be {wanted}"


Report = Callable[[str], None]


def prove(report: Report, jobs: int = 2) -> tuple[dict[str, Found], list[str]]:
    """Walk every problem, in several processes, and return what was found of each, and every fault."""
    from concurrent.futures import ProcessPoolExecutor, as_completed

    problems = QUESTIONS["problem"].options
    each: dict[str, Found] = {}
    with ProcessPoolExecutor(jobs) as pool:
        # The heaviest first, so that no process ends long after the others.
        heaviest_first = sorted(problems, key=lambda problem: problem not in QUALITY)
        running = {pool.submit(prove_problem, problem): problem for problem in heaviest_first}
        for done in as_completed(running):
            problem = running[done]
            each[problem] = done.result()
            report(f"{len(each):2} of {len(problems)}  {problem}: {each[problem].states} states")
    whole = Found()
    for found in each.values():
        whole.add(found)
    return {problem: each[problem] for problem in problems}, whole.faults + faults_of_all(whole, load())
