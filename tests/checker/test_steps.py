"""What to do next, and the sentence on top: each with the day that belongs to it, and none that does not."""

import datetime

import pytest

from checker.assessment import assess
from checker.headline import headline
from checker.outcomes import OUTCOMES
from checker.steps import next_steps
from tests.checker.policy_cases import CASES, DAY_30, TODAY, base, day, filed


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


def test_no_day_of_a_step_has_passed() -> None:
    for case in CASES:
        if case.outcome:
            days = [step.day for step in next_steps(assess(case.answers, case.today)) if step.day]
            assert all(step >= case.today for step in days), case.label


@pytest.mark.parametrize(
    ("answers", "today", "says"),
    [
        (base("wrong_spec"), TODAY, "Act by 1 May 2026."),
        (base("wrong_spec"), day(31), "The last day was 1 May 2026."),
        (
            base("wrong_spec", expected_delivery_on="2026-03-03"),
            TODAY,
            "has passed. The last day as we follow it is 1 May",
        ),
        (base("wrong_spec", expected_delivery_on="2026-03-03"), TODAY, "Act today."),
        (base("customs_seizure"), TODAY, "If you apply all the same, act by 1 May 2026."),
        (filed("wrong_spec"), day(20), "if it has to be filed again, do that by 1 May 2026."),
    ],
)
def test_the_headline_says_by_when(answers: dict[str, object], today: datetime.date, says: str) -> None:
    assert says in headline(assess(answers, today))


def test_not_yet_names_the_day_from_which_it_can_change() -> None:
    waits = assess(base("not_shipped"), datetime.date(2026, 3, 2))
    assert waits.outcome == "not-yet"
    assert headline(waits).endswith("That can change from 3 March 2026.")
    assert assess(base("not_shipped"), datetime.date(2026, 3, 3)).outcome != "not-yet"


def test_a_headline_never_repeats_a_date_by_hand() -> None:
    assert not any(char.isdecimal() for outcome in OUTCOMES.values() for char in outcome.headline)
