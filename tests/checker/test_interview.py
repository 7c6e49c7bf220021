"""The interview asks what still matters, ends, and what it shows as within reach is within reach."""

import datetime
import itertools
from random import Random
from typing import Any

import pytest

from checker import assess
from checker.answers import read_answers
from checker.assessment import Assessment, Judgement, facts_of, gates, judge
from checker.interview import Asked, next_screen, relevant
from checker.outcomes import VERDICTS
from checker.questions import QUESTIONS
from checker.statements import load
from tests.checker.policy_cases import CASES, base
from tests.checker.policy_cases import TODAY as STORY_DAY
from tests.checker.stories import story
from tests.checker.talk import TODAY, ask
from tests.wide import wide

Walk = list[tuple[dict[str, Any], Assessment, list[Asked]]]
MOST_SCREENS = 25
DAY = datetime.timedelta(days=1)


def walk(seed: int, **how: Any) -> Walk:
    """Answer from a hidden story what is asked, until nothing is; what may be left out sometimes is."""
    hidden, r = story(seed, **how), Random(seed)
    told: dict[str, Any] = {}
    steps: Walk = []
    while len(steps) <= MOST_SCREENS:
        assessment = assess(told, TODAY)
        screen = next_screen(assessment)
        steps.append((dict(told), assessment, screen))
        if not screen:
            break
        for asked in screen:
            left_out = asked.optional and not all(one.optional for one in screen) and r.random() < 0.5
            if not left_out:
                told[asked.question.id] = hidden[asked.question.id]
    return steps


@pytest.fixture(scope="module")
def walks() -> list[Walk]:
    return [walk(seed) for seed in range(160)]


@pytest.fixture(scope="module")
def long_walks() -> list[Walk]:
    """Stories with several problems."""
    return [walk(seed, problems=2 + seed % 2) for seed in range(20)]


def test_every_walk_ends_with_a_verdict(walks: list[Walk], long_walks: list[Walk]) -> None:
    for steps in [*walks, *long_walks]:
        told, assessment, screen = steps[-1]
        assert not screen, [asked.question.id for asked in screen]
        assert assessment.verdict in VERDICTS, told
        assert assessment.outcome


def test_the_walks_reach_every_verdict(walks: list[Walk]) -> None:
    assert {steps[-1][1].verdict for steps in walks} == set(VERDICTS)
    assert len({steps[-1][1].outcome for steps in walks}) > 15


def test_nothing_is_asked_twice(walks: list[Walk], long_walks: list[Walk]) -> None:
    for steps in [*walks, *long_walks]:
        for told, _, screen in steps:
            ids = [asked.question.id for asked in screen]
            assert len(ids) == len(set(ids))
            assert not set(ids) & set(told)


def test_every_question_says_why_it_is_asked(walks: list[Walk], long_walks: list[Walk]) -> None:
    for steps in [*walks, *long_walks]:
        for _, _, screen in steps:
            for asked in screen:
                assert asked.why
                assert asked.why != "It decides whether this holds: ", asked.question.id


def test_a_screen_waits_for_at_least_one_answer_until_the_verdict(walks: list[Walk]) -> None:
    for steps in walks:
        for _, assessment, screen in steps:
            if assessment.verdict == "pending":
                assert screen
                assert any(not asked.optional for asked in screen)
            for asked in screen:
                if asked.optional:
                    assert asked.question.id not in assessment.missing


def test_a_screen_is_one_question_or_one_story(walks: list[Walk]) -> None:
    for steps in walks:
        for _, assessment, screen in steps:
            if assessment.verdict == "pending":
                assert len({asked.question.screen for asked in screen}) == 1


def test_what_is_within_reach_holds_the_verdict_reached(walks: list[Walk]) -> None:
    """Amounts never hold a verdict back, so a loss above the limit can only lower it afterwards."""
    for steps in walks:
        final = steps[-1][1]
        if final.outcome == "capped":
            continue
        for told, assessment, _ in steps:
            assert final.verdict in assessment.possible, (final.outcome, told, steps[-1][0])


def test_a_verdict_once_given_stays_given(walks: list[Walk]) -> None:
    for steps in walks:
        verdicts = [assessment.verdict for _, assessment, _ in steps]
        settled = [verdict for verdict in verdicts if verdict != "pending"]
        assert verdicts[-len(settled) :] == settled  # never back to pending
        if steps[-1][1].outcome != "capped":
            assert len(set(settled)) == 1


def test_pending_leaves_more_than_one_verdict_within_reach(walks: list[Walk], long_walks: list[Walk]) -> None:
    for steps in [*walks, *long_walks]:
        for told, assessment, _ in steps:
            assert (len(assessment.possible) > 1) == (assessment.verdict == "pending"), told


def test_each_option_says_truly_what_it_would_do(walks: list[Walk]) -> None:
    seen = 0
    for steps in walks[::4]:
        for (_, _, screen), (told, after, _) in itertools.pairwise(steps):
            if len(screen) == 1 and QUESTIONS[screen[0].question.id].kind == "choice" and screen[0].effects:
                asked = screen[0]
                assert asked.effects[told[asked.question.id]] == after.possible
                assert set(asked.effects) == {*asked.question.options, *asked.question.words}
                seen += 1
    assert seen > 50


def test_the_order_of_asking_changes_nothing(walks: list[Walk], long_walks: list[Walk]) -> None:
    for seed, steps in enumerate([*walks, *long_walks]):
        told, final, _ = steps[-1]
        shuffled = list(told.items())
        Random(seed).shuffle(shuffled)
        again = assess(dict(shuffled), TODAY)
        assert (again.verdict, again.outcome, again.owed) == (final.verdict, final.outcome, final.owed)
        assert (again.deadlines, again.remedies) == (final.deadlines, final.remedies)


def test_no_two_rules_clash_in_any_story() -> None:
    clashes = set()
    for seed in range(3000):
        facts, faults = read_answers(story(seed, unsure=0.05), TODAY)
        assert not faults, faults
        told = facts["problem"]
        assert isinstance(told, tuple)
        own = facts_of(told[0], facts, TODAY)
        for gate in gates():
            standing = gate.standing(own)
            if len({rule.result for rule in standing}) > 1:
                clashes.add((gate.name, *(rule.id for rule in standing)))
    assert not clashes


def test_no_two_rules_clash_on_the_way(walks: list[Walk], long_walks: list[Walk]) -> None:
    for steps in [*walks, *long_walks]:
        for _, assessment, _ in steps:
            for one in assessment.problems:
                for gate in gates():
                    assert len({rule.result for rule in gate.standing(one.facts)}) < 2


def test_every_gate_knows_whom_its_rules_beat() -> None:
    for gate in gates():
        assert set(gate.beats) == {rule.id for rule in gate.exceptions}
        assert len({rule.id for rule in gate.rules}) == len(gate.rules)


# --- I don't know -----------------------------------------------------------------------------------

UNSURE_OF = [
    question
    for question in QUESTIONS.values()
    if question.kind == "choice" and "unsure" in question.words and question.id != "ordered_on_platform"
]


@pytest.mark.parametrize("question", UNSURE_OF, ids=lambda question: question.id)
def test_not_knowing_never_beats_the_best_real_answer(question: Any) -> None:
    for case in CASES[::6]:
        if question.id in case.answers:
            real = [assess(case.answers | {question.id: option}, case.today).verdict for option in question.options]
            verdict = assess(case.answers | {question.id: "unsure"}, case.today).verdict
            if "pending" not in (verdict, *real):
                assert VERDICTS.index(verdict) >= min(map(VERDICTS.index, real)), case.label  # type: ignore[arg-type]


@pytest.mark.parametrize("question", wide(["delivered_on", "shipped_on", "agreed_ship_on", "expected_delivery_on"]))
def test_not_knowing_a_day_never_beats_the_best_day(question: str) -> None:
    for case in CASES[::12]:
        if question not in case.answers or assess(case.answers | {question: "unsure"}, case.today).verdict == "pending":
            continue
        best = len(VERDICTS)
        days = [*QUESTIONS[question].words, *(case.today - datetime.timedelta(n) for n in range(-60, 150, 3))]
        for day in days:
            _facts, faults = read_answers(case.answers | {question: day}, case.today)
            verdict = None if faults else assess(case.answers | {question: day}, case.today).verdict
            if verdict in VERDICTS and day != "unsure":
                best = min(best, VERDICTS.index(verdict))
        unsure = assess(case.answers | {question: "unsure"}, case.today).verdict
        assert VERDICTS.index(unsure) >= best, case.label  # type: ignore[arg-type]


def test_not_knowing_is_told_with_where_to_look() -> None:
    response = ask(base("wrong_spec", term_in_order="unsure"), STORY_DAY)
    assert response["outcome"] == "answer-unknown"
    assert QUESTIONS["term_in_order"].look in response["next_steps"][0]["says"]


# --- answers that no longer matter ------------------------------------------------------------------


def ids(entries: list[dict[str, Any]]) -> set[str]:
    return {entry["id"] for entry in entries}


def test_an_answer_that_no_longer_matters_is_stale_and_comes_back() -> None:
    told = base("wrong_spec", goods_used="no")
    assert "goods_used" in ids(ask(told, STORY_DAY)["asked"])
    changed = told | {"problem": ["not_shipped"]}
    for key in ("shipped_on", "delivered_on", "customs_cleared_on"):
        changed[key] = "not_yet"
    response = ask(changed, STORY_DAY)
    assert "goods_used" in ids(response["stale"])
    assert "goods_used" not in ids(response["asked"])
    assert response["answers"]["goods_used"] == "no"
    assert "goods_used" in ids(ask(told, STORY_DAY)["asked"])


def test_an_answer_behind_a_closed_gate_is_stale() -> None:
    told = {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba", "goods_used": "no"}
    assert "goods_used" in ids(ask(told)["asked"])
    closed = ask(told | {"ordered_on_platform": "no"})
    assert closed["outcome"] == "off-platform"
    assert "goods_used" in ids(closed["stale"])


def test_every_answer_is_either_asked_or_stale() -> None:
    for case in CASES[::25]:
        bearing, stale = relevant(assess(case.answers, case.today))
        assert not set(bearing) & set(stale)
        assert set(bearing) | set(stale) == set(case.answers)


def test_a_stale_answer_taken_back_changes_nothing() -> None:
    for case in CASES[::25]:
        assessment = assess(case.answers, case.today)
        for question in relevant(assessment)[1]:
            without = assess({k: v for k, v in case.answers.items() if k != question}, case.today)
            assert (without.verdict, without.outcome) == (assessment.verdict, assessment.outcome), (
                case.label,
                question,
            )


# --- after the verdict ------------------------------------------------------------------------------


def test_money_is_asked_after_the_verdict_and_only_where_something_may_come_back() -> None:
    told = {k: v for k, v in base("wrong_spec").items() if k not in ("paid_on_platform", "coverage_limit", "evidence")}
    assessment = assess(told, STORY_DAY)
    screen = next_screen(assessment)
    assert assessment.outcome == "assessed-refund"
    assert {asked.question.id for asked in screen} == {"paid_on_platform", "coverage_limit"}
    assert all(asked.optional for asked in screen)
    lost = assess(told | {"problem": ["change_of_mind"]}, STORY_DAY)
    assert not {asked.question.id for asked in next_screen(lost)} & {"paid_on_platform", "coverage_limit"}


def test_nothing_is_asked_of_an_order_that_is_not_protected() -> None:
    assert (
        next_screen(assess({"problem": "shortage", "ordered_on_platform": "no", "paid_through": "outside"}, TODAY))
        == []
    )


def test_the_interview_is_the_same_with_a_book_of_its_own() -> None:
    assessment = assess({"problem": "shortage"}, TODAY)
    assert next_screen(assess(assessment.facts, TODAY, book=load())) == next_screen(assessment)


# --- what bears on the result -----------------------------------------------------------------------


def judged(problem: str, **told: object) -> Judgement:
    facts, faults = read_answers({"problem": problem, **told}, TODAY)
    assert not faults
    return judge(load(), problem, facts, TODAY)


def test_once_a_gate_cannot_open_only_what_closes_a_later_one_is_asked() -> None:
    order = {"ordered_on_platform": "yes", "paid_through": "partly"}
    doubtful = judged("wrong_spec", **order)
    assert doubtful.possible == {"unclear", "does_not_qualify"}
    assert [named for _, named in doubtful.bearing] == [False, True, True, True]
    # Used goods make it unclear or partly, an approved fault closes it.
    assert "goods_used" not in doubtful.missing
    assert {"circumstances", "term_in_order", "delivered_on"} <= set(doubtful.missing)
    sure = judged("wrong_spec", **order | {"paid_through": "alibaba", "protection_mark": "yes"})
    assert "goods_used" in sure.missing


def test_a_gate_that_closes_in_any_case_is_all_that_counts() -> None:
    one = judged(
        "late_delivery",
        shipped_on=TODAY - 40 * DAY,
        agreed_ship_on=TODAY - 30 * DAY,
        delivered_on=TODAY - 5 * DAY,
        expected_delivery_on=TODAY - 3 * DAY,
    )
    assert one.verdict == "does_not_qualify"
    assert [finding.gate for finding, _ in one.bearing] == ["ground"]
    # It only remains to say why.
    assert one.missing == ("cause",)


#: An order that is protected, with the seller to blame and no dispute open.
PROTECTED: dict[str, Any] = {
    "dispute_stage": "none",
    "cause": "supplier",
    "ordered_on_platform": "yes",
    "paid_through": "alibaba",
    "protection_mark": "yes",
    "circumstances": [],
}


def test_what_was_not_sent_has_not_come_whatever_is_said_of_the_day() -> None:
    told = PROTECTED | {
        "shipped_on": "not_yet",
        "agreed_ship_on": TODAY - 20 * DAY,
        "expected_delivery_on": TODAY - 5 * DAY,
    }
    for delivered in ({}, {"delivered_on": "not_yet"}, {"delivered_on": "unsure"}):
        assert judged("supplier_silent", **told, **delivered).outcome == "full-refund", delivered


def test_goods_that_came_on_an_unknown_day_are_not_waited_for() -> None:
    told = PROTECTED | {"agreed_ship_on": TODAY + 5 * DAY}
    for delivered in (TODAY - 2 * DAY, "unsure"):
        assert judged("extension_requested", **told, delivered_on=delivered).outcome == "nothing-broken", delivered


def test_a_count_told_later_is_taken_in() -> None:
    told = {"units_defective": 10, "allowed_defect_percent": 5}
    facts, _ = read_answers({"problem": "defective", **told}, TODAY)
    more, _ = read_answers({"problem": "defective", **told, "units_ordered": 1000}, TODAY)
    before = judge(load(), "defective", facts, TODAY)
    assert judge(load(), "defective", more, TODAY, before) == judge(load(), "defective", more, TODAY)
