"""The time gate: every boundary on the day before, on the day and on the day after."""

import datetime
from typing import Any

import pytest

from checker.gates import statements_of, timing
from checker.statements import load
from tests.checker.gatehouse import DAY, facts, find, missing, rule
from tests.checker.policy_cases import AGREED, DELIVERED, DROP, EXPECTED, FILED, SHIPPED, after

#: Far after every window.
LONG_AFTER = after(DELIVERED, 200)
#: The day of the first of several lots.
FIRST_LOT = after(DELIVERED, -22)
LOTS = {"circumstances": ["several_lots"], "first_lot_delivered_on": FIRST_LOT}


def dispute(stage: str, **more: Any) -> dict[str, Any]:
    return {"dispute_stage": stage, "dispute_filed_on": FILED} | more


def around(event: datetime.date, days: int, until: str, then: str) -> list[tuple[int, datetime.date, str]]:
    """The days around the one that lies ``days`` after an event: up to and on it, and from the day after."""
    last = after(event, days)
    return [(days - 1, after(last, -1), until), (days, last, until), (days + 1, after(last, 1), then)]


def table(event: datetime.date, *rows: tuple[str, dict[str, Any], int, str, str]) -> list[Any]:
    """One case for each day around each boundary: problem, changes, day, the rule that decides."""
    return [
        pytest.param(problem, changes, day, wanted, id=f"{problem}-{'-'.join(map(str, changes.values()))}-{number}")
        for problem, changes, days, until, then in rows
        for number, day, wanted in around(event, days, until, then)
    ]


SILENCE = "unclear: closed-by-silence"
OPEN, CLOSED, UNKNOWN = "open: in-time", "closed: window-closed", "unclear: undelivered-too-long"


@pytest.mark.parametrize(
    ("problem", "changes", "day", "wanted"),
    [
        *table(
            DELIVERED,
            ("wrong_spec", {}, 30, OPEN, CLOSED),
            ("wrong_spec", {"buyer_tier": "platinum"}, 60, OPEN, CLOSED),
            ("wrong_spec", {"buyer_tier": "pro"}, 60, OPEN, CLOSED),
            ("wrong_spec", {"buyer_tier": "unsure"}, 30, OPEN, "unclear: unsure-buyer_tier"),
            ("wrong_spec", {"buyer_tier": "unsure"}, 60, "unclear: unsure-buyer_tier", CLOSED),
            ("wrong_spec", {"dispute_stage": "closed_by_silence"}, 30, SILENCE, CLOSED),
            ("wrong_spec", LOTS, 30, "unclear: lots", CLOSED),
        ),
        *table(
            FIRST_LOT,
            ("wrong_spec", LOTS, 30, OPEN, "unclear: lots"),
            ("wrong_spec", {"first_lot_delivered_on": FIRST_LOT}, 30, OPEN, OPEN),
            (
                "wrong_spec",
                LOTS | {"buyer_tier": "pro"},
                60,
                OPEN,
                "unclear: lots",
            ),
        ),
        *table(
            EXPECTED,
            ("not_delivered", {}, 0, "closed: still-expected", OPEN),
            ("not_delivered", {}, 30, OPEN, UNKNOWN),
            ("not_delivered", {"tracking": "suspect"}, 30, OPEN, UNKNOWN),
            ("not_shipped", {}, 30, OPEN, UNKNOWN),
            ("supplier_cancelled", {}, 30, OPEN, UNKNOWN),
            ("extension_requested", {}, 30, OPEN, UNKNOWN),
            ("supplier_silent", {}, 30, OPEN, UNKNOWN),
            ("supplier_silent", {"shipped_on": AGREED}, 0, "closed: still-expected", OPEN),
            ("change_of_mind", {"delivered_on": "not_yet", "customs_cleared_on": DROP}, 30, OPEN, OPEN),
            ("not_shipped", {"dispute_stage": "closed_by_silence"}, 30, SILENCE, SILENCE),
        ),
        *table(
            AGREED,
            ("not_shipped", {}, 0, "closed: ship-day-not-over", OPEN),
            ("supplier_silent", {}, 0, "closed: ship-day-not-over", OPEN),
            ("late_dispatch", {"shipped_on": "not_yet", "delivered_on": DROP, "customs_cleared_on": DROP}, 0,
             "closed: ship-day-not-over", OPEN),
            ("late_delivery", {"shipped_on": "not_yet", "delivered_on": DROP, "customs_cleared_on": DROP}, 0,
             "closed: ship-day-not-over", OPEN),
            ("supplier_cancelled", {}, 0, OPEN, OPEN),
            ("extension_requested", {}, 0, OPEN, OPEN),
            ("not_delivered", {}, 0, "closed: still-expected", "closed: still-expected"),
        ),
        *table(
            FILED,
            ("wrong_spec", dispute("filed"), 6, "open: filed", "open: auto-escalated"),
            ("wrong_spec", dispute("filed", supplier_replied="no"), 3, "open: filed", "open: escalate-now"),
            ("wrong_spec", dispute("filed", supplier_replied="no"), 6, "open: escalate-now", "open: auto-escalated"),
            ("wrong_spec", dispute("filed"), 60, "open: auto-escalated", "unclear: overdue"),
            ("wrong_spec", dispute("filed", supplier_replied="no"), 60, "open: auto-escalated", "unclear: overdue"),
            ("wrong_spec", dispute("escalated"), 6, "open: filed", "open: filed"),
            ("wrong_spec", dispute("escalated"), 60, "open: filed", "unclear: overdue"),
            ("wrong_spec", dispute("counter_proposed", supplier_replied="no"), 60,
             "open: counter", "unclear: overdue"),
            ("wrong_spec", dispute("counter_proposed", supplier_replied="yes"), 60, "open: filed", "unclear: overdue"),
            ("wrong_spec", dispute("proposal_waiting", proposal_received_on=FILED), 7, "open: proposal", SILENCE),
            ("not_shipped", dispute("proposal_waiting", proposal_received_on=FILED), 28, SILENCE, SILENCE),
            # 8 April 2026 is a Wednesday: five working days end on the Wednesday after.
            ("wrong_spec", dispute("evidence_requested", evidence_requested_on=FILED), 7,
             "open: evidence-asked", "unclear: evidence-late"),
            ("wrong_spec", dispute("decided", decided_on=FILED, decision="refused", new_evidence="yes"), 7,
             "open: appeal-open", "closed: appeal-closed"),
            ("wrong_spec", dispute("decided", decided_on=FILED, decision="refused", new_evidence="no"), 7,
             "unclear: appeal-without-evidence", "closed: appeal-closed"),
            ("wrong_spec", dispute("decided", decided_on=FILED, decision="full"), 60,
             "open: decided-for-buyer", "open: decided-for-buyer"),
            ("wrong_spec", dispute("decided", decided_on=FILED, decision="part"), 60,
             "open: decided-for-buyer", "open: decided-for-buyer"),
            ("wrong_spec", dispute("decided", decided_on=FILED, decision="unsure"), 60,
             "unclear: decided-unknown", "unclear: decided-unknown"),
        ),
    ],
)  # fmt: skip
def test_up_to_the_last_day_and_from_the_day_after(
    problem: str, changes: dict[str, Any], day: datetime.date, wanted: str
) -> None:
    assert rule(timing.gate, problem, day, **changes) == wanted


def test_an_extension_asked_for_goods_that_have_come_keeps_the_window_of_the_delivery() -> None:
    agreed = after(DELIVERED, 40)
    told = {"agreed_ship_on": agreed, "expected_delivery_on": agreed, "delivered_on": DELIVERED}
    told |= {"shipped_on": SHIPPED, "customs_cleared_on": DROP}
    # What was shipped is not waited for any more: the window of the delivery counts.
    assert rule(timing.gate, "extension_requested", agreed, **told) == CLOSED
    assert rule(timing.gate, "extension_requested", after(agreed, 1), **told) == CLOSED


LATE = {"dispute_filed_on": after(DELIVERED, 31)}
TIMELY = {"dispute_filed_on": after(DELIVERED, 30)}


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        ("filed", "unclear: overdue"),
        ("counter_proposed", "unclear: overdue"),
        ("escalated", "unclear: overdue"),
        ("evidence_requested", "unclear: evidence-late"),
    ],
)
def test_the_window_is_judged_on_the_day_of_filing(stage: str, wanted: str) -> None:
    asked = {"evidence_requested_on": after(DELIVERED, 40)}
    assert rule(timing.gate, "wrong_spec", LONG_AFTER, dispute_stage=stage, **TIMELY, **asked) == wanted
    assert rule(timing.gate, "wrong_spec", LONG_AFTER, dispute_stage=stage, **LATE, **asked) == CLOSED
    soon = after(DELIVERED, 41)
    assert rule(timing.gate, "wrong_spec", soon, dispute_stage=stage, **LATE, **asked) == CLOSED


def test_a_waiting_proposal_is_judged_on_the_day_of_filing() -> None:
    waiting = {"dispute_stage": "proposal_waiting", "proposal_received_on": after(DELIVERED, 40)}
    in_time = rule(timing.gate, "wrong_spec", after(DELIVERED, 41), **waiting, **TIMELY)
    too_late = rule(timing.gate, "wrong_spec", after(DELIVERED, 41), **waiting, **LATE)
    run_out = rule(timing.gate, "wrong_spec", after(DELIVERED, 48), **waiting, **TIMELY)
    assert (in_time, too_late, run_out) == ("open: proposal", CLOSED, CLOSED)


@pytest.mark.parametrize("stage", ["filed", "counter_proposed", "escalated"])
def test_a_lot_delivered_long_before_makes_a_filed_dispute_unclear(stage: str) -> None:
    told = LOTS | {"dispute_stage": stage, "dispute_filed_on": after(FIRST_LOT, 31), "supplier_replied": "no"}
    assert rule(timing.gate, "wrong_spec", after(FIRST_LOT, 38), **told) == "unclear: lots"
    assert rule(timing.gate, "wrong_spec", after(FIRST_LOT, 31 + 61), **told) == "unclear: overdue"


@pytest.mark.parametrize("stage", ["filed", "counter_proposed", "escalated"])
def test_nothing_came_and_it_was_filed_too_late(stage: str) -> None:
    told = {"dispute_stage": stage, "dispute_filed_on": after(EXPECTED, 31), "supplier_replied": "no"}
    assert rule(timing.gate, "not_shipped", after(EXPECTED, 38), **told) == UNKNOWN
    assert rule(timing.gate, "not_shipped", after(EXPECTED, 31 + 61), **told) == "unclear: overdue"


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [("closed_by_silence", SILENCE), ("evidence_requested", "unclear: evidence-late")],
)
def test_a_stage_that_has_lapsed_speaks_before_the_doubtful_windows(stage: str, wanted: str) -> None:
    for problem, filed, lots in (("wrong_spec", after(FIRST_LOT, 31), LOTS), ("not_shipped", after(EXPECTED, 31), {})):
        told = {"dispute_stage": stage, "dispute_filed_on": filed, "evidence_requested_on": filed}
        assert rule(timing.gate, problem, after(filed, 9), **told, **lots) == wanted


@pytest.mark.parametrize(
    "stage", ["filed", "counter_proposed", "escalated", "evidence_requested", "proposal_waiting", "closed_by_silence"]
)
@pytest.mark.parametrize(
    ("problem", "wanted"), [("not_shipped", "closed: ship-day-not-over"), ("not_delivered", "closed: still-expected")]
)
def test_too_early_is_too_early_at_every_stage(stage: str, problem: str, wanted: str) -> None:
    day = AGREED if problem == "not_shipped" else EXPECTED
    early = {
        "dispute_stage": stage,
        "supplier_replied": "no",
        "dispute_filed_on": SHIPPED,
        "proposal_received_on": SHIPPED,
        "evidence_requested_on": SHIPPED,
        "paid_on": DROP,
    }
    for filed_on in (SHIPPED, after(SHIPPED, -100)):
        told = early | dict.fromkeys(("dispute_filed_on", "proposal_received_on", "evidence_requested_on"), filed_on)
        told |= {"shipped_on": AGREED} if problem == "not_delivered" else {}
        assert rule(timing.gate, problem, day, **told) == wanted


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [
        ("full", "open: decided-for-buyer"),
        ("part", "open: decided-for-buyer"),
        ("unsure", "unclear: decided-unknown"),
        ("refused", "open: appeal-open"),
    ],
)
def test_a_decision_stands_whatever_the_days_say(decision: str, wanted: str) -> None:
    told = {"dispute_stage": "decided", "decision": decision, "new_evidence": "yes", "paid_on": DROP}
    filed = {"dispute_filed_on": after(AGREED, -40), "decided_on": AGREED}
    assert rule(timing.gate, "not_shipped", AGREED, **told, **filed) == wanted
    assert rule(timing.gate, "not_delivered", AGREED, **told, **filed, shipped_on=AGREED) == wanted
    late = {"dispute_filed_on": after(DELIVERED, 31), "decided_on": after(DELIVERED, 50)}
    assert rule(timing.gate, "wrong_spec", after(DELIVERED, 55), **told, **late) == wanted
    unknown = {"expected_delivery_on": "unsure"}
    assert rule(timing.gate, "not_shipped", after(DELIVERED, 55), **told, **late, **unknown) == wanted


@pytest.mark.parametrize("evidence", ["yes", "no"])
def test_an_appeal_too_early_or_too_late_is_still_an_appeal(evidence: str) -> None:
    told = {"dispute_stage": "decided", "decision": "refused", "new_evidence": evidence, "paid_on": DROP}
    filed = {"dispute_filed_on": after(AGREED, -40)}
    for decided_on, wanted in ((AGREED, "appeal-"), (after(AGREED, -20), "appeal-closed")):
        for problem in ("not_shipped", "not_delivered"):
            sent = {"shipped_on": AGREED} if problem == "not_delivered" else {}
            found = find(timing.gate, problem, AGREED, **told, **filed, **sent, decided_on=decided_on)
            assert found.rule
            assert found.rule.id.startswith(wanted)


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("not_shipped", {"expected_delivery_on": "unsure"}, UNKNOWN),
        ("not_delivered", {"expected_delivery_on": "unsure"}, "unclear: unsure-expected_delivery_on"),
        ("not_delivered", {"expected_delivery_on": "unsure", "tracking": "suspect"}, OPEN),
        ("wrong_spec", {"expected_delivery_on": "unsure"}, OPEN),
        ("supplier_cancelled", {"expected_delivery_on": "unsure"}, "unclear: unsure-expected_delivery_on"),
        ("not_delivered", {"shipped_on": after(AGREED, 1)}, OPEN),
        ("not_delivered", {"tracking": "suspect"}, OPEN),
    ],
)
def test_an_expected_day_that_is_not_known(problem: str, changes: dict[str, Any], wanted: str) -> None:
    day = EXPECTED if "expected_delivery_on" not in changes else DAY
    assert rule(timing.gate, problem, day, **changes) == wanted


@pytest.mark.parametrize(
    ("number", "stage", "wanted"),
    [
        (30, "none", OPEN), (31, "none", UNKNOWN),
        (30, "closed_by_silence", SILENCE), (31, "closed_by_silence", SILENCE),
        (30, "filed", "open: filed"), (31, "filed", UNKNOWN),
    ],
)  # fmt: skip
def test_invented_tracking_starts_a_clock_where_nothing_else_does(number: int, stage: str, wanted: str) -> None:
    shown = after(SHIPPED, 20)
    day = after(shown, number)
    told = {"tracked_delivery_on": shown, "expected_delivery_on": "unsure", "tracking": "suspect"}
    assert rule(timing.gate, "not_delivered", day, dispute_stage=stage, dispute_filed_on=day, **told) == wanted
    if stage == "none":
        genuine = told | {"tracking": "none"}
        assert rule(timing.gate, "not_delivered", day, **genuine) == "unclear: unsure-expected_delivery_on"


@pytest.mark.parametrize("problem", ["wrong_spec", "not_shipped"])
def test_a_stage_that_nobody_can_tell(problem: str) -> None:
    assert rule(timing.gate, problem, DAY, dispute_stage="unsure") == "unclear: stage-unknown"


def test_what_the_buyer_cannot_tell_of_the_dispute_is_named() -> None:
    assert find(timing.gate, "wrong_spec", dispute_stage="unsure").unsure == ("dispute_stage",)
    decided = {"dispute_stage": "decided", "decision": "unsure", "decided_on": FILED, "dispute_filed_on": FILED}
    assert rule(timing.gate, "wrong_spec", DAY, **decided) == "unclear: decided-unknown"
    assert find(timing.gate, "wrong_spec", **decided).unsure == ("decision",)
    nothing_known = {"dispute_stage": "unsure", "expected_delivery_on": "unsure"}
    assert rule(timing.gate, "not_delivered", DAY, **nothing_known) == "unclear: stage-unknown"


def test_a_dispute_that_may_be_decided_cannot_be_called_too_early() -> None:
    assert rule(timing.gate, "not_shipped", AGREED).endswith("ship-day-not-over")
    assert rule(timing.gate, "not_shipped", AGREED, dispute_stage="unsure") == "unclear: stage-unknown"
    assert rule(timing.gate, "not_delivered", EXPECTED, dispute_stage="unsure") == "unclear: stage-unknown"


def test_a_seller_who_has_replied_is_asked_for_only_while_it_decides() -> None:
    asked = {"supplier_replied": DROP, "dispute_stage": "filed", "dispute_filed_on": FILED}
    assert missing(timing.gate, "wrong_spec", after(FILED, 3), **asked) == set()
    assert missing(timing.gate, "wrong_spec", after(FILED, 4), **asked) == {"supplier_replied"}
    assert missing(timing.gate, "wrong_spec", after(FILED, 7), **asked) == set()
    counter = asked | {"dispute_stage": "counter_proposed"}
    assert rule(timing.gate, "wrong_spec", after(FILED, 4), **counter) == "open: counter"


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("wrong_spec", {"delivered_on": DROP}, {"delivered_on"}),
        ("wrong_spec", {"dispute_stage": DROP}, set()),
        ("wrong_spec", {"buyer_tier": DROP}, set()),
        ("wrong_spec", LOTS | {"first_lot_delivered_on": DROP}, {"first_lot_delivered_on"}),
        ("not_shipped", {"agreed_ship_on": DROP, "expected_delivery_on": after(DAY, 5)}, {"agreed_ship_on"}),
        ("not_delivered", {"expected_delivery_on": DROP}, {"expected_delivery_on"}),
        ("not_delivered", {"tracking": "suspect", "expected_delivery_on": "unsure"}, set()),
        ("wrong_spec", {"dispute_stage": "decided", "decision": DROP, "dispute_filed_on": FILED}, {"decision"}),
        (
            "wrong_spec",
            {"dispute_stage": "decided", "decision": "refused", "decided_on": FILED, "new_evidence": DROP},
            {"new_evidence"},
        ),
    ],
)
def test_what_is_missing(problem: str, changes: dict[str, Any], wanted: set[str]) -> None:
    found = missing(timing.gate, problem, **changes)
    assert wanted <= found if wanted else "delivered_on" not in found


@pytest.mark.parametrize(
    ("problem", "day", "rests_on"),
    [
        ("wrong_spec", DELIVERED, {"window-30-from-delivery"}),
        ("late_dispatch", DELIVERED, {"window-30-from-delivery"}),
        ("not_shipped", after(AGREED, 1), {"window-30-from-expected-delivery"}),
        ("supplier_cancelled", after(AGREED, 1), set()),
        ("inspection_failed", after(AGREED, 1), set()),
        ("extension_requested", AGREED, set()),
    ],
)
def test_still_in_time_rests_on_the_window_that_runs(problem: str, day: datetime.date, rests_on: set[str]) -> None:
    case = facts(problem, day)
    finding = timing.gate(load()).find(case)
    assert finding.rule and finding.rule.id == "in-time"
    assert set(finding.rule.rests_on(case)) == rests_on
    assert {ref.partition("/")[2] for ref in statements_of(finding, case, load())} >= rests_on


def test_a_day_that_another_settles_is_not_asked_for() -> None:
    # Goods that were expected before today cannot have had to be sent after it.
    assert missing(timing.gate, "not_shipped", agreed_ship_on=DROP) == set()
    # Nothing that has not arrived can be past the days that count from arrival.
    filed = {"dispute_stage": "filed", "dispute_filed_on": DROP, "expected_delivery_on": "unsure"}
    assert "delivered_on" not in missing(timing.gate, "supplier_cancelled", **filed)
    finding = find(timing.gate, "supplier_cancelled", **filed)
    assert "does_not_qualify" not in finding.possible


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("wrong_spec", {}, ()),
        ("wrong_spec", LOTS, ("P-lots",)),
        ("wrong_spec", {"delivered_on": "unsure"}, ("P-delivery-unknown",)),
        ("not_delivered", {"tracking": "suspect"}, ("P-fake-tracking",)),
        ("wrong_spec", {"dispute_stage": "closed_by_silence"}, ("P-closed-by-silence",)),
        ("supplier_cancelled", {}, ("P-cancelled",)),
        ("wrong_spec", {"dispute_stage": "decided", "decision": "full", "decided_on": FILED}, ("P-decided",)),
        ("wrong_spec", {"dispute_stage": "counter_proposed", "dispute_filed_on": FILED}, ("P-counter",)),
    ],
)
def test_what_was_weighed_is_noted(problem: str, changes: dict[str, Any], wanted: tuple[str, ...]) -> None:
    assert timing.gate(load()).noted(facts(problem, **changes)) == wanted
