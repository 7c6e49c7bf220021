"""What would change the answer, what can still be done about it, and what shuts a door."""

import datetime
from typing import Any

import pytest

from checker.assessment import assess
from checker.changes import MOVES, Change, changes
from checker.questions import QUESTIONS
from checker.statements import load
from tests.checker.stories import PLAIN
from tests.checker.talk import TODAY as NOW


def change(**answers: Any) -> tuple[Change, ...]:
    return changes(assess(PLAIN | answers, NOW))


def by_move(found: tuple[Change, ...]) -> dict[str, Change]:
    return {one.move.id: one for one in found if one.move}


def test_a_point_in_outside_chat_can_still_be_repeated_on_the_platform() -> None:
    found = by_move(change(problem="wrong_spec", term_in_order="outside_chat"))["repeat-on-platform"]
    assert (found.verdict, found.can_still_do, found.closes_a_door) == ("qualifies", True, False)
    assert found.last_day == datetime.date(2026, 5, 31)


def test_a_case_closed_by_silence_can_be_filed_again_while_the_window_is_open() -> None:
    closed = {"problem": "wrong_goods", "dispute_stage": "closed_by_silence", "dispute_filed_on": "2026-05-02"}
    found = by_move(change(**closed))["file"]
    assert found.answers == {"dispute_stage": "filed", "dispute_filed_on": NOW}
    assert (found.verdict, found.last_day) == ("qualifies", datetime.date(2026, 5, 31))
    assert "file" not in by_move(change(**closed | {"delivered_on": "2026-03-01"}))


@pytest.mark.parametrize("move", ["confirm-receipt", "use-some", "use-all", "pay-outside"])
def test_a_move_that_shuts_a_door_is_a_warning(move: str) -> None:
    found = by_move(change(problem="wrong_goods"))[move]
    assert found.closes_a_door
    assert found.can_still_do


def test_cancelling_a_dispute_is_a_warning_although_the_verdict_stays() -> None:
    found = by_move(change(problem="wrong_goods", dispute_stage="escalated", dispute_filed_on="2026-05-10"))["cancel"]
    assert found.closes_a_door


def test_what_cannot_be_changed_says_so() -> None:
    found = [one for one in change(problem="wrong_goods", delivered_on="2026-03-01") if not one.can_still_do]
    assert {"delivered_on": datetime.date(2026, 4, 20)} in [one.answers for one in found]
    assert all(one.move is None and one.last_day is None for one in found)


def test_where_no_single_answer_helps_a_pair_does() -> None:
    vague = {"term_in_order": "vague", "sample_approved_on_platform": "no", "delivered_on": "2026-03-01"}
    found = change(problem="wrong_spec", **vague)
    assert {tuple(one.answers) for one in found} == {
        ("term_in_order", "delivered_on"),
        ("sample_approved_on_platform", "delivered_on"),
    }
    assert found[0].verdict == "qualifies"


def test_what_only_opens_the_case_again_is_named_where_nothing_else_helps() -> None:
    first, *_ = changes(assess({"problem": "wrong_goods", "paid_through": "outside"}, NOW))
    assert (first.answers, first.verdict) == ({"paid_through": "alibaba"}, "pending")


def test_an_answer_that_cannot_be_told_can_be_found_out() -> None:
    found = change(problem="wrong_goods", protection_mark="unsure")
    assert any(one.find_out and one.answers == {"protection_mark": "yes"} and one.can_still_do for one in found)


def test_each_change_leads_where_it_says() -> None:
    assessment = assess(PLAIN | {"problem": "wrong_spec", "term_in_order": "exact"}, NOW)
    for one in changes(assessment):
        then = assess({**assessment.facts, **one.answers}, NOW)
        assert (then.verdict, then.outcome) == (one.verdict, one.outcome)


def test_nothing_changes_a_verdict_that_is_pending() -> None:
    assert changes(assess({"problem": "shortage"}, NOW)) == ()


def test_every_move_is_made_of_answers_and_statements_that_exist() -> None:
    for move in MOVES:
        for question, value in move.becomes.items():
            known = {*QUESTIONS[question].answers, "today"}
            assert value in known, move.id
        for question, values in move.start.items():
            assert set(values) <= {*QUESTIONS[question].answers, ""}, move.id
        assert load().cite(*move.cites), move.id
