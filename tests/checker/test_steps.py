"""What to do next: each step with the day that belongs to it, and none that is taken already."""

import datetime
from typing import Any

import pytest

from checker.assessment import assess
from checker.steps import NextStep, next_steps
from tests.checker.policy_cases import (
    AGREED,
    CASES,
    DAY_30,
    DECIDED,
    FILED,
    INSPECTED,
    RECEIVED,
    TODAY,
    after,
    asked,
    base,
    day,
    decided,
    escalated,
    filed,
    proposal,
    several,
)


def test_a_step_of_mine_that_is_overdue_is_due_today() -> None:
    late = assess(base("wrong_spec", expected_delivery_on="2026-03-03"), TODAY)
    assert late.owed.safe_by is not None
    assert late.owed.safe_by < TODAY
    assert [step.day for step in next_steps(late) if step.deadline == "file"] == [TODAY]


def test_a_day_that_others_let_pass_is_no_day_of_a_step() -> None:
    steps = next_steps(assess(base("nothing_yet"), TODAY))
    assert [step.day for step in steps if step.deadline in ("ship", "deliver")] == [None, None]


def test_who_has_filed_is_not_told_to_file() -> None:
    told = {case.label: next_steps(assess(case.answers, case.today)) for case in CASES if case.outcome}
    open_now = ("filed", "counter_proposed", "escalated", "decided", "evidence_requested")
    for case in CASES:
        if case.outcome and case.answers.get("dispute_stage") in open_now:
            assert [step for step in told[case.label] if step.deadline == "file"] == [], case.label


def test_closed_by_silence_is_to_be_filed_again() -> None:
    steps = next_steps(assess(filed("wrong_spec", "closed_by_silence"), day(20)))
    assert DAY_30 in [step.day for step in steps if step.deadline == "file"]


def test_what_cannot_be_told_is_to_be_found_out_first() -> None:
    first = next_steps(assess(base("wrong_spec", term_in_order="unsure"), TODAY))[0]
    assert first.says.startswith("Find out: ")
    assert first.policy == ("P-unsure",)


def test_files_that_would_be_refused_are_named_with_the_mend() -> None:
    files = [{"name": "a b.bmp", "bytes": 11_000_000}]
    said = [step.says for step in next_steps(assess(base("wrong_spec", files=files), TODAY))]
    assert sum(line.startswith("a b.bmp: ") for line in said) == 3


def test_a_file_name_cannot_turn_the_words_around_it() -> None:
    files = [{"name": "a\u202egpj.exe", "bytes": 1}]
    said = " ".join(step.says for step in next_steps(assess(base("wrong_spec", files=files), TODAY)))
    assert "a\ufffdgpj.exe: " in said
    assert "\u202e" not in said


def test_no_day_of_a_step_has_passed() -> None:
    for case in CASES:
        if case.outcome:
            days = [step.day for step in next_steps(assess(case.answers, case.today)) if step.day]
            assert all(step >= case.today for step in days), case.label


def steps_on(deadline: str, answers: dict[str, Any], today: datetime.date) -> list[NextStep]:
    return [step for step in next_steps(assess(answers, today)) if step.deadline == deadline]


@pytest.mark.parametrize("mark", ["yes", "no"])
def test_a_proposal_that_ran_out_is_to_be_filed_again(mark: str) -> None:
    lapsed = proposal(RECEIVED, protection_mark=mark)
    assert [step.day for step in steps_on("file", lapsed, after(RECEIVED, 8))] == [DAY_30]
    assert steps_on("answer-proposal", lapsed, after(RECEIVED, 8)) == []


@pytest.mark.parametrize(
    ("answers", "today", "deadline", "by"),
    [
        (proposal(RECEIVED, protection_mark="no"), TODAY, "answer-proposal", after(RECEIVED, 6)),
        (proposal(RECEIVED, coverage_limit="1"), TODAY, "answer-proposal", after(RECEIVED, 6)),
        (asked(RECEIVED, goods_used="partly"), TODAY, "submit-evidence", after(RECEIVED, 5)),
        (asked(RECEIVED, protection_mark="no"), day(40), "submit-evidence", day(40)),
        (decided("refused", "customs_seizure"), DECIDED, "appeal", after(DECIDED, 6)),
        (proposal("unsure", protection_mark="no"), TODAY, "answer-proposal", after(FILED, 6)),
        (asked("unsure", protection_mark="no"), TODAY, "submit-evidence", after(FILED, 5)),
    ],
)
def test_the_answer_that_is_owed_comes_first(
    answers: dict[str, Any], today: datetime.date, deadline: str, by: datetime.date
) -> None:
    first = next_steps(assess(answers, today))[0]
    assert (first.deadline, first.day) == (deadline, by)
    assert first.cites


def test_an_answer_that_the_outcome_asks_for_stands_once() -> None:
    assert len(steps_on("answer-proposal", proposal(RECEIVED), TODAY)) == 1
    assert steps_on("appeal", decided("full"), DECIDED) == []
    assert steps_on("answer-proposal", proposal(RECEIVED, paid_through="outside"), TODAY) == []


def test_who_cannot_tell_the_decision_finds_out_and_sees_the_day_to_appeal() -> None:
    first, second, *_ = next_steps(assess(decided("unsure"), DECIDED))
    assert first.says.startswith("Find out: What did Alibaba decide?")
    assert (second.deadline, second.day) == ("appeal", after(DECIDED, 6))


def test_who_cannot_tell_the_stage_is_told_where_to_look() -> None:
    first = next_steps(assess(base("wrong_spec", dispute_stage="unsure"), TODAY))[0]
    assert first.says.startswith("Find out: How far is your refund request")


@pytest.mark.parametrize("answers", [asked(RECEIVED, goods_used="partly"), escalated(), decided("part")])
def test_what_alibaba_has_is_not_handed_to_alibaba(answers: dict[str, Any]) -> None:
    assert steps_on("escalate", answers, DECIDED) == []


def test_handing_it_to_alibaba_has_a_day_only_while_a_dispute_is_open() -> None:
    assert [step.day for step in steps_on("escalate", filed("wrong_spec"), TODAY)] == [after(RECEIVED, 3)]
    told = filed("wrong_spec", "none")
    assert [step.day for step in steps_on("escalate", told, TODAY)] == [None]


def test_the_ship_date_is_not_asked_for_after_shipment() -> None:
    assert steps_on("ship", base("extension_requested"), INSPECTED)[0].day == AGREED
    assert steps_on("ship", base("late_dispatch"), TODAY) == []
    assert steps_on("ship", base("nothing_yet", shipped_on="unsure", delivered_on=day(0)), TODAY) == []


def test_the_step_that_is_owed_has_the_day_of_the_headline() -> None:
    # The window of what never came ends first, and the safe day of what came is the earlier one.
    found = assess(several("wrong_spec", "not_shipped", buyer_tier="pro"), TODAY)
    assert found.owed.safe_by == DAY_30
    assert [step.day for step in next_steps(found) if step.deadline == "file"] == [DAY_30]


def test_nothing_wrong_and_the_days_over_leaves_nothing_to_file() -> None:
    assert steps_on("file", base("nothing_yet", shipped_on=INSPECTED, delivered_on=day(0)), day(31)) == []


def test_a_step_that_says_today_has_no_later_day() -> None:
    for case in CASES:
        if case.outcome:
            for step in next_steps(assess(case.answers, case.today)):
                assert "today" not in step.says or step.day in (None, case.today), case.label
