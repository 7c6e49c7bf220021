"""The ground gate: which problem is answered for, and which of two rules speaks."""

import datetime
from typing import Any

import pytest

from checker.gates import ground
from checker.statements import load
from tests.checker.gatehouse import DAY, facts, missing, rule
from tests.checker.policy_cases import (
    AGREED,
    DROP,
    EXPECTED,
    LATE_DELIVERED,
    LATE_SHIPPED,
    SHIPPED,
    STORIES,
    after,
)

DAY_BEFORE, DAY_AFTER = after(AGREED, -1), after(AGREED, 1)
FAULTY = ("wrong_goods", "wrong_spec", "defective", "colour_difference", "shortage", "overage", "inspection_failed")
UNDELIVERED = ("not_shipped", "late_dispatch", "late_delivery", "not_delivered", "supplier_silent")
NOT_COVERED = {
    "nothing_yet": "closed: nothing-wrong-yet",
    "customs_seizure": "closed: customs",
    "extra_freight_or_duty": "closed: customs",
    "subjective": "closed: taste",
    "change_of_mind": "closed: change-of-mind",
    "transit_damage": "closed: transit-damage",
}
#: What an ordinary story of each problem comes to.
PLAIN = NOT_COVERED | {
    "wrong_goods": "open: broken-term",
    "wrong_spec": "open: broken-term",
    "defective": "open: defects",
    "colour_difference": "open: colour",
    "shortage": "open: quantity",
    "overage": "open: quantity",
    "inspection_failed": "unclear: failed-inspection",
    "not_shipped": "open: never-sent",
    "supplier_silent": "open: never-sent",
    "extension_requested": "open: never-sent",
    "not_delivered": "open: never-arrived",
    "late_dispatch": "open: sent-late",
    "late_delivery": "unclear: carrier-late",
    "supplier_cancelled": "open: cancelled",
}


@pytest.mark.parametrize("problem", PLAIN)
def test_an_ordinary_story(problem: str) -> None:
    assert rule(ground.gate, problem) == PLAIN[problem]


@pytest.mark.parametrize("cause", ["force_majeure", "buyer"])
@pytest.mark.parametrize("problem", [*FAULTY, *UNDELIVERED, "supplier_cancelled", "extension_requested"])
def test_somebody_else_is_to_blame(problem: str, cause: str) -> None:
    wanted = {"force_majeure": "closed: force-majeure", "buyer": "closed: buyer-caused"}[cause]
    circumstances = ["accepted_fault", "accepted_delay", "paid_after_failed_inspection"]
    assert rule(ground.gate, problem, cause=cause) == wanted
    assert rule(ground.gate, problem, cause=cause, circumstances=circumstances) == wanted
    assert rule(ground.gate, problem, cause=cause, coverage_type="pre_shipment", goods_used="partly") == wanted
    assert rule(ground.gate, problem, cause=cause, goods_used="all") == wanted


@pytest.mark.parametrize("cause", ["force_majeure", "buyer", "carrier"])
@pytest.mark.parametrize("problem", NOT_COVERED)
def test_a_cause_changes_nothing_where_nothing_is_covered(problem: str, cause: str) -> None:
    assert rule(ground.gate, problem, cause=cause) == NOT_COVERED[problem]


@pytest.mark.parametrize("problem", [*UNDELIVERED, "supplier_silent"])
def test_the_cause_is_asked_where_others_are_often_to_blame(problem: str) -> None:
    assert "cause" in missing(ground.gate, problem, cause=DROP)


@pytest.mark.parametrize("problem", [*FAULTY, "supplier_cancelled", "extension_requested"])
def test_the_cause_is_not_asked_where_the_goods_speak(problem: str) -> None:
    assert "cause" not in missing(ground.gate, problem, cause=DROP)


@pytest.mark.parametrize(
    "problem", ["wrong_goods", "wrong_spec", "defective", "colour_difference", "inspection_failed"]
)
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"goods_used": "all"},
        {"goods_used": "partly"},
        {"allowed_defect_percent": 100},
        {"cause": "force_majeure"},
        {"coverage_type": "pre_shipment"},
    ],
)
def test_the_buyer_approved_the_fault(problem: str, more: dict[str, Any]) -> None:
    circumstances = ["approved_error", "accepted_fault", "paid_after_failed_inspection"]
    assert rule(ground.gate, problem, circumstances=circumstances, **more) == "closed: buyer-approved"


@pytest.mark.parametrize("problem", ["shortage", "overage", "not_shipped"])
def test_no_artwork_carries_a_missing_unit(problem: str) -> None:
    assert rule(ground.gate, problem, circumstances=["approved_error"]) == PLAIN[problem]


@pytest.mark.parametrize("problem", FAULTY)
@pytest.mark.parametrize("used", ["no", "partly"])
@pytest.mark.parametrize("coverage", ["none", "pre_shipment"])
def test_the_buyer_knew_of_the_fault(problem: str, used: str, coverage: str) -> None:
    plain = problem != "inspection_failed" or coverage == "pre_shipment"
    for circumstance, wanted in (
        ("accepted_fault", "accepted-fault"),
        ("paid_after_failed_inspection", "ignored-inspection"),
    ):
        found = rule(ground.gate, problem, circumstances=[circumstance], goods_used=used, coverage_type=coverage)
        assert found.startswith("unclear: ")
        assert not plain or found.endswith(wanted)


def test_a_known_fault_says_nothing_of_delay() -> None:
    for circumstance in ("accepted_fault", "paid_after_failed_inspection"):
        assert rule(ground.gate, "not_shipped", circumstances=[circumstance]) == "open: never-sent"


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("transit_damage", {"packaging_as_agreed": "no"}, "unclear: packed-otherwise"),
        ("defective", {"cause": "carrier"}, "closed: transit-damage"),
        ("defective", {"cause": "carrier", "goods_used": "all"}, "closed: transit-damage"),
        ("defective", {"cause": "carrier", "goods_used": "partly"}, "closed: transit-damage"),
        ("defective", {"cause": "carrier", "allowed_defect_percent": 100}, "closed: transit-damage"),
        ("defective", {"cause": "carrier", "circumstances": ["approved_error"]}, "closed: transit-damage"),
        ("defective", {"cause": "carrier", "circumstances": ["accepted_fault"]}, "closed: transit-damage"),
        ("wrong_spec", {"cause": "carrier"}, "open: broken-term"),
        # used goods
        *((p, {"goods_used": "partly"}, "open: used-partly") for p in FAULTY[:4]),
        *((p, {"goods_used": "all"}, "unclear: used-all") for p in FAULTY[:4]),
        ("shortage", {"goods_used": "all"}, "open: quantity"),
        ("wrong_spec", {"goods_used": "test_only"}, "open: broken-term"),
        # shares
        ("defective", {"allowed_defect_percent": 10}, "closed: defects-within-rate"),
        ("defective", {"allowed_defect_percent": 9.999}, "open: defects"),
        ("defective", {"allowed_defect_percent": 10, "goods_used": "partly"}, "closed: defects-within-rate"),
        ("defective", {"allowed_defect_percent": 10, "goods_used": "all"}, "closed: defects-within-rate"),
        *(
            ("defective", {"allowed_defect_percent": 10, "circumstances": [c]}, "closed: defects-within-rate")
            for c in ("accepted_fault", "paid_after_failed_inspection")
        ),
        ("wrong_spec", {"allowed_defect_percent": 100}, "open: broken-term"),
        ("shortage", {"tolerance_percent": 10}, "closed: units-within-tolerance"),
        ("shortage", {"tolerance_percent": 9.999}, "open: quantity"),
        ("overage", {"tolerance_percent": 10}, "closed: units-within-tolerance"),
        *(
            ("shortage", {"tolerance_percent": 10, "circumstances": [c]}, "closed: units-within-tolerance")
            for c in ("accepted_fault", "paid_after_failed_inspection")
        ),
        *(
            ("shortage", {"units_received": 1000, "circumstances": [c]}, "closed: no-difference")
            for c in ("accepted_fault", "paid_after_failed_inspection")
        ),
        ("shortage", {"units_received": 1000}, "closed: no-difference"),
        ("shortage", {"units_received": 1001}, "closed: no-difference"),
        ("overage", {"units_received": 1000, "tolerance_percent": 10}, "closed: no-difference"),
        ("defective", {"units_received": 1000}, "open: defects"),
        ("inspection_failed", {"coverage_type": "pre_shipment"}, "open: deposit"),
        ("inspection_failed", {"coverage_type": "post_delivery"}, "unclear: failed-inspection"),
        ("wrong_spec", {"coverage_type": "pre_shipment"}, "open: broken-term"),
        # a silent seller
        ("supplier_silent", STORIES["late_delivery"], "closed: goods-in-order"),
        ("supplier_silent", {"shipped_on": SHIPPED}, "open: never-arrived"),
        (
            "supplier_silent",
            STORIES["late_delivery"] | {"circumstances": ["accepted_delay"]},
            "closed: goods-in-order",
        ),
    ],
)  # fmt: skip
def test_the_rule_that_decides(problem: str, changes: dict[str, Any], wanted: str) -> None:
    assert rule(ground.gate, problem, **changes) == wanted


ON_TIME_BUT_LATE = {"shipped_on": AGREED, "delivered_on": LATE_DELIVERED}
ACCEPTED = {"circumstances": ["accepted_delay"]}


@pytest.mark.parametrize(
    ("problem", "day", "changes", "wanted"),
    [
        # sent: before, on and after the agreed day
        ("late_dispatch", DAY, {"shipped_on": DAY_BEFORE}, "closed: nothing-late"),
        ("late_dispatch", DAY, {"shipped_on": AGREED}, "closed: nothing-late"),
        ("late_dispatch", DAY, {"shipped_on": DAY_AFTER}, "open: sent-late"),
        ("late_delivery", DAY, {"shipped_on": DAY_AFTER}, "open: sent-late"),
        ("extension_requested", DAY, {"shipped_on": DAY_AFTER}, "open: sent-late"),
        ("extension_requested", DAY, {"shipped_on": AGREED}, "closed: nothing-late"),
        # delivered: before, on and after the expected day
        ("late_delivery", DAY, {"delivered_on": after(EXPECTED, -1)}, "closed: nothing-late"),
        ("late_delivery", DAY, {"delivered_on": EXPECTED}, "closed: nothing-late"),
        ("late_delivery", DAY, {"delivered_on": after(EXPECTED, 1)}, "unclear: carrier-late"),
        ("late_delivery", EXPECTED, {"delivered_on": "not_yet"}, "closed: nothing-late"),
        ("late_delivery", after(EXPECTED, 1), {"delivered_on": "not_yet"}, "unclear: carrier-late"),
        ("late_dispatch", DAY, ON_TIME_BUT_LATE, "unclear: carrier-late"),
        ("late_dispatch", DAY, ON_TIME_BUT_LATE | {"delivered_on": EXPECTED}, "closed: nothing-late"),
        ("extension_requested", DAY, ON_TIME_BUT_LATE, "unclear: carrier-late"),
        ("late_dispatch", DAY, {"shipped_on": AGREED, "delivered_on": "not_yet"}, "closed: nothing-late"),
        # marks
        ("late_delivery", DAY, {"on_time_mark": "on_time_delivery"}, "open: late-on-marked-product"),
        ("late_delivery", DAY, {"on_time_mark": "both"}, "open: late-on-marked-product"),
        ("late_delivery", DAY, {"on_time_mark": "on_time_dispatch"}, "unclear: carrier-late"),
        ("late_delivery", DAY, {"on_time_mark": "both", "shipped_on": DAY_AFTER}, "open: sent-late"),
        ("late_dispatch", DAY, ON_TIME_BUT_LATE | {"on_time_mark": "both"}, "open: late-on-marked-product"),
        ("extension_requested", DAY, ON_TIME_BUT_LATE | {"on_time_mark": "both"}, "open: late-on-marked-product"),
        # more time asked for: before, on and after the agreed day
        ("extension_requested", DAY_BEFORE, {}, "open: extension-refused"),
        ("extension_requested", AGREED, {}, "open: extension-refused"),
        ("extension_requested", DAY_AFTER, {}, "open: never-sent"),
        ("extension_requested", AGREED, {"shipped_on": AGREED}, "closed: nothing-late"),
        ("extension_requested", AGREED, ACCEPTED, "unclear: accepted-delay"),
        # a delay that was accepted
        ("late_dispatch", DAY, ACCEPTED, "unclear: accepted-delay"),
        ("late_delivery", DAY, ACCEPTED | {"on_time_mark": "both"}, "unclear: accepted-delay"),
        ("late_dispatch", DAY, ACCEPTED | {"shipped_on": AGREED}, "closed: nothing-late"),
        ("not_shipped", DAY, ACCEPTED, "unclear: accepted-delay"),
        ("supplier_silent", DAY, ACCEPTED, "unclear: accepted-delay"),
        ("not_delivered", DAY, ACCEPTED, "open: never-arrived"),
        ("not_delivered", EXPECTED, ACCEPTED | {"shipped_on": LATE_SHIPPED}, "unclear: accepted-delay"),
        ("not_delivered", after(EXPECTED, 1), ACCEPTED | {"shipped_on": LATE_SHIPPED}, "open: never-arrived"),
        ("not_delivered", EXPECTED, ACCEPTED | {"shipped_on": AGREED}, "open: never-arrived"),
        (
            "not_delivered",
            EXPECTED,
            ACCEPTED | {"shipped_on": LATE_SHIPPED, "tracking": "suspect"},
            "open: never-arrived",
        ),
        ("supplier_cancelled", DAY, ACCEPTED, "open: cancelled"),
        # nothing sent, by whatever name
        ("late_dispatch", DAY, {"shipped_on": "not_yet", "delivered_on": DROP, "customs_cleared_on": DROP},
         "open: never-sent"),
        ("late_delivery", DAY, {"shipped_on": "not_yet", "delivered_on": DROP, "customs_cleared_on": DROP},
         "open: never-sent"),
    ],
)  # fmt: skip
def test_the_days_decide_what_is_late(problem: str, day: datetime.date, changes: dict[str, Any], wanted: str) -> None:
    assert rule(ground.gate, problem, day, **changes) == wanted


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("shortage", {}, set()),
        ("shortage", {"units_ordered": DROP}, {"units_ordered"}),
        ("shortage", {"units_received": DROP}, {"units_received"}),
        ("shortage", {"tolerance_percent": DROP}, {"tolerance_percent"}),
        ("defective", {"allowed_defect_percent": DROP}, {"allowed_defect_percent"}),
        ("defective", {"units_defective": DROP, "allowed_defect_percent": 3}, {"units_defective"}),
        ("wrong_spec", {"goods_used": DROP}, {"goods_used"}),
        ("shortage", {"goods_used": DROP}, set()),
        ("transit_damage", {"packaging_as_agreed": DROP}, {"packaging_as_agreed"}),
        ("inspection_failed", {"coverage_type": DROP}, {"coverage_type"}),
        ("late_dispatch", {"shipped_on": DROP}, {"shipped_on"}),
        ("late_delivery", {"on_time_mark": DROP}, {"on_time_mark"}),
        ("late_dispatch", {"on_time_mark": DROP}, set()),
        ("late_dispatch", {"shipped_on": AGREED, "delivered_on": DROP}, set()),
    ],
)
def test_only_what_still_decides_is_missing(problem: str, changes: dict[str, Any], wanted: set[str]) -> None:
    assert (
        wanted <= missing(ground.gate, problem, **changes) if wanted else not missing(ground.gate, problem, **changes)
    )


@pytest.mark.parametrize(
    ("problem", "used"),
    [("wrong_spec", "no"), ("colour_difference", "no"), ("defective", "no"), ("defective", "partly")],
)
def test_one_guide_differs_with_itself_on_a_fault_that_shows_after_shipment(problem: str, used: str) -> None:
    found = rule(lambda book: ground.gate(book.alone("ruizhi")), problem, goods_used=used)
    assert found.startswith("unclear: guides-disagree")


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("supplier_silent", {}, ("P-silent",)),
        ("extension_requested", {}, ("P-extension",)),
        ("wrong_spec", {"goods_used": "test_only"}, ("P-used",)),
        ("colour_difference", {"goods_used": "test_only"}, ("P-used",)),
        ("shortage", {"goods_used": "test_only"}, ()),
        ("wrong_spec", {"goods_used": "no"}, ()),
        ("inspection_failed", {}, ("P-failed-inspection",)),
    ],
)
def test_what_was_weighed_is_noted(problem: str, changes: dict[str, Any], wanted: tuple[str, ...]) -> None:
    assert ground.gate(load()).noted(facts(problem, **changes)) == wanted


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"allowed_defect_percent": 5},
        {"goods_used": "partly"},
        {"goods_used": "all"},
        {"circumstances": ["accepted_fault"]},
        {"circumstances": ["paid_after_failed_inspection"]},
    ],
)
def test_a_count_of_no_faulty_unit_comes_before_all_else(more: dict[str, Any]) -> None:
    assert rule(ground.gate, "defective", units_defective=0, **more) == "closed: no-defect"


@pytest.mark.parametrize(
    ("circumstances", "elsewhere"), [([], "late-delivery-covered"), (["accepted_delay"], "accepted-delay")]
)
def test_a_late_carrier_counts_as_the_guide_that_is_read_alone_says(circumstances: list[str], elsewhere: str) -> None:
    case = facts("late_delivery", LATE_DELIVERED, delivered_on=LATE_DELIVERED, circumstances=circumstances)
    for guide in load().guides:
        standing = ground.gate(load().alone(guide.id)).standing(case)
        wanted = "late-delivery-not-covered" if guide.id == "official" else elsewhere
        assert [rule.id for rule in standing] == [wanted], guide.id


def test_units_ordered_stand_in_for_units_received() -> None:
    gate, told = ground.gate(load()), {"allowed_defect_percent": 5, "units_defective": 10, "units_received": DROP}
    assert "units_ordered" in gate.turns_on(facts("defective"))
    assert rule(ground.gate, "defective", **told) == "closed: defects-within-rate"


@pytest.mark.parametrize("problem", ["late_dispatch", "late_delivery"])
def test_where_nothing_is_late_there_is_no_delay_to_accept(problem: str) -> None:
    in_time = {"shipped_on": SHIPPED, "delivered_on": EXPECTED, "expected_delivery_on": EXPECTED}
    found = rule(ground.gate, problem, LATE_DELIVERED, circumstances=["accepted_delay"], **in_time)
    assert found == "closed: nothing-late"
