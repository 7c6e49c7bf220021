"""What may be had, in exact dollars: never more than was paid, never more than the limit, never a cent rounded up."""

from decimal import Decimal
from typing import Any

import pytest

from checker.counts import defects_within_rate, difference, number, units_within_tolerance
from checker.plain import price_in_words, units_in_words, usd_in_words, usd_text
from checker.policy import POLICY
from checker.remedies import Remedy, loss, over_limit, paid
from checker.remedies import remedies as remedies_of
from checker.statements import load
from tests.checker.gatehouse import facts
from tests.checker.policy_cases import AGREED, DELIVERED, DROP, LATE_DELIVERED, LATE_SHIPPED, SHIPPED, TODAY, base
from tests.checker.talk import ask

LATER = LATE_DELIVERED


def remedies(problem: str, **changes: Any) -> dict[str, dict[str, Any]]:
    response = ask(base(problem, **changes), LATER, parts=["remedies"])
    assert response["errors"] == []
    return {remedy["kind"]: remedy for remedy in response["remedies"]}


def most(problem: str, **changes: Any) -> str | None:
    amount: str | None = remedies(problem, **changes)["refund"]["most_usd"]
    return amount


def verdict(problem: str, **changes: Any) -> tuple[str, str]:
    response = ask(base(problem, **changes), TODAY, parts=[])
    return response["verdict"], response["outcome"]


# --- units ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "received", "price", "wanted"),
    [
        ("shortage", 900, "9.00", "900.00"),
        ("shortage", 999, "9.00", "9.00"),
        ("shortage", 0, "9.00", "9000.00"),
        ("overage", 1100, "9.00", "900.00"),
        ("shortage", 997, "0.10", "0.30"),  # exact, where 3 * 0.1 is not 0.3
        ("shortage", 999.5, "9.00", "4.50"),
        ("shortage", 667, "0.003333", "1.10"),  # 1.109889: a part of a cent is dropped
        ("shortage", 999, "0.009999", "0.00"),
    ],
)
def test_missing_units_times_the_price_of_one(problem: str, received: Any, price: str, wanted: str) -> None:
    assert most(problem, units_received=received, unit_price=price) == wanted


def test_no_price_no_amount() -> None:
    assert most("shortage", units_received=900, unit_price=DROP) is None
    assert most("shortage", units_received=900, unit_price="unsure") is None


def test_within_the_tolerance_there_is_nothing_beyond_it_there_is() -> None:
    assert verdict("shortage", units_received=950, tolerance_percent=5) == ("does_not_qualify", "within-tolerance")
    assert verdict("shortage", units_received=949, tolerance_percent=5) == ("qualifies", "missing-or-excess-units")
    assert verdict("overage", units_received=1050, tolerance_percent=5) == ("does_not_qualify", "within-tolerance")
    assert verdict("overage", units_received=1051, tolerance_percent=5) == ("qualifies", "missing-or-excess-units")
    assert verdict("shortage", units_received=999, tolerance_percent=0) == ("qualifies", "missing-or-excess-units")
    assert verdict("shortage", units_received=1000) == ("does_not_qualify", "nothing-broken")


def test_no_guide_says_whether_the_tolerance_itself_is_paid() -> None:
    remedy = remedies("shortage", units_received=900, tolerance_percent=2.5)["refund"]
    assert remedy["most_usd"] == "900.00"
    assert "at least USD 675.00, at most the amount shown" in remedy["note"]
    assert "P-quantity" in remedy["policy"]


def test_without_a_tolerance_the_least_is_the_most() -> None:
    for tolerance in ("not_agreed", 0):
        assert "at least" not in remedies("shortage", units_received=900, tolerance_percent=tolerance)["refund"]["note"]


@pytest.mark.parametrize(
    ("ordered", "received", "tolerance", "within"),
    [
        (1000, 950, 5, True),
        (1000, 949, 5, False),
        (1001, Decimal("975.975"), Decimal("2.5"), True),  # exactly 2.5 percent
        (1001, Decimal("975.974"), Decimal("2.5"), False),
        (3, 2, Decimal("33.333333"), False),
        (1000, 1000, 0, True),
        (0, 0, 5, True),
        (1000, 1100, 5, True),  # too many is no shortage
    ],
)
def test_the_tolerance_is_a_share_of_the_units_ordered(
    ordered: Any, received: Any, tolerance: Any, within: bool
) -> None:
    facts = {
        "problem": "shortage",
        "units_ordered": Decimal(ordered),
        "units_received": Decimal(received),
        "tolerance_percent": Decimal(tolerance),
    }
    assert units_within_tolerance(facts) is within


@pytest.mark.parametrize("missing", ["units_ordered", "units_received", "tolerance_percent"])
@pytest.mark.parametrize("word", [None, "unsure"])
def test_a_count_that_is_not_known_decides_nothing(missing: str, word: str | None) -> None:
    facts: dict[str, object] = dict.fromkeys(["units_ordered", "units_received", "tolerance_percent"], Decimal(5))
    facts |= {"problem": "shortage", missing: word}
    assert units_within_tolerance({key: value for key, value in facts.items() if value is not None}) is None
    assert number(facts, missing) is None


def test_a_difference_is_never_below_zero() -> None:
    facts = {"units_ordered": Decimal(10), "units_received": Decimal(12)}
    assert difference(facts | {"problem": "shortage"}) == 0
    assert difference(facts | {"problem": "overage"}) == 2
    assert difference({"problem": "shortage", "units_ordered": Decimal(10)}) is None


@pytest.mark.parametrize(
    ("defective", "received", "allowed", "within"),
    [
        (30, 1000, 3, True),
        (31, 1000, 3, False),
        (1, 1000, 0, False),
        (0, 1000, 0, True),
        (1, 1000, "not_agreed", False),
        (27, 900, 3, True),
        (28, 900, 3, False),
    ],
)
def test_the_defect_rate_is_a_share_of_the_units_received(
    defective: int, received: int, allowed: Any, within: bool
) -> None:
    facts = {
        "units_ordered": Decimal(1000),
        "units_received": Decimal(received),
        "units_defective": Decimal(defective),
        "allowed_defect_percent": allowed if isinstance(allowed, str) else Decimal(allowed),
    }
    assert defects_within_rate(facts) is within


def test_the_units_ordered_stand_for_those_received_until_these_are_told() -> None:
    facts: dict[str, object] = {
        "units_ordered": Decimal(1000),
        "units_defective": Decimal(30),
        "allowed_defect_percent": Decimal(3),
    }
    assert defects_within_rate(facts) is True
    assert defects_within_rate(facts | {"units_received": "unsure"}) is None


# --- bounds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid_here", "limit", "wanted"),
    [
        ("9000.00", "50000", "9000.00"),
        ("2700.00", "50000", "2700.00"),
        ("9000.00", "5000", "5000.00"),
        ("9000.00", "unsure", "9000.00"),
        (DROP, "50000", "9000.00"),  # the order's total stands in
        ("0", "50000", "0.00"),
    ],
)
def test_a_refund_is_never_more_than_was_paid_or_than_the_limit(paid_here: Any, limit: str, wanted: str) -> None:
    for problem in ("wrong_spec", "late_dispatch", "not_shipped"):
        assert most(problem, paid_on_platform=paid_here, coverage_limit=limit) == wanted


def test_units_too_stop_at_what_was_paid_and_at_the_limit() -> None:
    assert most("shortage", units_received=900, paid_on_platform="300.00") == "300.00"
    assert most("shortage", units_received=900, coverage_limit="250.50") == "250.50"


def test_a_loss_above_the_limit_is_covered_in_part() -> None:
    assert verdict("wrong_spec", coverage_limit="9000.00") == ("qualifies", "assessed-refund")
    assert verdict("wrong_spec", coverage_limit="8999.99") == ("partly", "capped")
    assert verdict("shortage", units_received=900, coverage_limit="900") == ("qualifies", "missing-or-excess-units")
    assert verdict("shortage", units_received=900, coverage_limit="899.99") == ("partly", "capped")
    assert verdict("wrong_spec", coverage_limit="unsure") == ("qualifies", "assessed-refund")
    assert "P-cap" in ask(base("wrong_spec", coverage_limit="1"), TODAY, parts=["policy"])["policy"]


def test_an_amount_that_is_not_known_holds_nothing_back() -> None:
    assert not over_limit({"coverage_limit": Decimal(1)})
    assert not over_limit({"order_total": Decimal(5)})
    assert paid({}) is None
    assert loss({"problem": "shortage", "order_total": Decimal(5)}) == 5


def test_a_large_order_is_warned_where_the_limit_is_not_known() -> None:
    large = {"order_total": "10000.01", "paid_on_platform": "10000.01", "coverage_limit": "unsure"}
    note = remedies("wrong_spec", **large)["refund"]["note"]
    assert "it starts at USD 10,000.00, and no more than the limit is refunded." in note
    small = large | {"paid_on_platform": "10000.00"}
    assert "USD 10,000.00" not in remedies("wrong_spec", **small)["refund"]["note"]


# --- other remedies ---------------------------------------------------------------------------------


def test_the_credit_is_a_hundred_dollars_and_no_money() -> None:
    credit = remedies("late_dispatch", on_time_mark="on_time_dispatch")["credit"]
    assert credit["most_usd"] == "100.00"
    assert "not money back" in credit["says"]
    assert "credit" not in remedies("late_dispatch", on_time_mark="none")
    assert "credit" not in remedies("late_dispatch", on_time_mark="on_time_delivery")


@pytest.mark.parametrize(
    ("problem", "mark", "changes"),
    [
        ("late_dispatch", "both", {"shipped_on": SHIPPED, "delivered_on": LATER, "circumstances": ["accepted_delay"]}),
        ("late_dispatch", "on_time_delivery", {"delivered_on": LATER}),
        ("late_delivery", "on_time_dispatch", {"shipped_on": LATE_SHIPPED}),
    ],
)
def test_the_credit_goes_by_the_days_and_not_by_the_name_of_the_problem(
    problem: str, mark: str, changes: dict[str, Any]
) -> None:
    assert "credit" in remedies(problem, on_time_mark=mark, **changes)


@pytest.mark.parametrize(
    ("problem", "mark", "changes"),
    [
        ("late_delivery", "on_time_dispatch", {}),
        ("late_delivery", "on_time_delivery", {"shipped_on": LATE_SHIPPED, "delivered_on": DELIVERED}),
        ("late_dispatch", "on_time_delivery", {"delivered_on": "unsure"}),
    ],
)
def test_no_credit_where_the_days_do_not_break_what_the_mark_promises(
    problem: str, mark: str, changes: dict[str, Any]
) -> None:
    found = remedies(problem, on_time_mark=mark, **changes)
    assert "refund" in found
    assert "credit" not in found


def test_before_the_agreed_day_no_credit() -> None:
    asked = ask(base("extension_requested", on_time_mark="both"), AGREED)
    assert [remedy["kind"] for remedy in asked["remedies"]] == ["refund"]


def test_on_a_marked_product_late_delivery_brings_the_credit_alone() -> None:
    marked = base("late_delivery", on_time_mark="both", coverage_limit="1")
    response = ask(marked, LATER, parts=["remedies"])
    assert response["outcome"] == "credit-only"
    assert [(remedy["kind"], remedy["most_usd"]) for remedy in response["remedies"]] == [("credit", "100.00")]


def test_the_deposit_is_what_was_paid() -> None:
    found = remedies("inspection_failed", coverage_type="pre_shipment")
    assert found["deposit_back"]["most_usd"] == "2700.00"
    assert found["goods"]["most_usd"] is None
    assert set(remedies("inspection_failed")) == {"goods"}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"units_used": 100}, "8100.00"),
        ({"units_used": 1000}, "0.00"),
        ({"units_used": 100, "unit_price": "0.333333"}, "299.99"),  # 299.9997
        ({"units_used": "unsure"}, "9000.00"),
        ({"units_used": 100, "coverage_limit": "50"}, "50.00"),
    ],
)
def test_of_goods_used_in_part_the_unused_count(changes: dict[str, Any], wanted: str) -> None:
    assert most("wrong_spec", goods_used="partly", **changes) == wanted


def test_nothing_is_offered_where_nothing_is_due() -> None:
    assert remedies("change_of_mind") == {}
    assert remedies("shortage", units_received=1000) == {}
    assert remedies("wrong_spec", paid_through="outside") == {}


# --- amounts as text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "text", "words"),
    [
        ("0", "0.00", "USD 0.00"),
        ("0.1", "0.10", "USD 0.10"),
        ("10.019", "10.01", "USD 10.01"),
        ("15400", "15400.00", "USD 15,400.00"),
        ("1E+3", "1000.00", "USD 1,000.00"),
        ("999999999999.999999", "999999999999.99", "USD 999,999,999,999.99"),
    ],
)
def test_an_amount_has_cents_and_is_never_rounded_up(amount: str, text: str, words: str) -> None:
    assert usd_text(Decimal(amount)) == text
    assert usd_in_words(Decimal(amount)) == words


def test_the_largest_amounts_are_still_exact() -> None:
    huge = {"units_ordered": 10**12, "unit_price": "999999999999.999999", "coverage_limit": DROP}
    response = ask(
        base("shortage", units_received=0, paid_on_platform=DROP, order_total=DROP, **huge), TODAY, parts=["remedies"]
    )
    assert [remedy["most_usd"] for remedy in response["remedies"]] == ["999999999999999999000000.00"]


# --- how an amount comes about ------------------------------------------------------------------------

ASSESSED = "As Alibaba.com assesses: no guide gives a formula; "
PAID = "no more than the USD 9,000.00 paid through Alibaba.com."


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("shortage", {}, "100 missing units times USD 9.00 each is USD 900.00."),
        ("shortage", {"units_received": 999}, "1 missing unit times USD 9.00 is USD 9.00."),
        (
            "overage",
            {"unit_price": "0.003333"},
            "100 excess units times USD 0.003333 each is USD 0.33, part of a cent left out.",
        ),
        (
            "shortage",
            {"paid_on_platform": "300.00"},
            "100 missing units times USD 9.00 each is USD 900.00; "
            "no more than the USD 300.00 paid through Alibaba.com.",
        ),
        (
            "shortage",
            {"tolerance_percent": 2.5},
            "100 missing units times USD 9.00 each is USD 900.00; "
            "75 missing units beyond the tolerance times USD 9.00 each is USD 675.00.",
        ),
        ("shortage", {"unit_price": DROP}, "100 missing units times the price of one, which is not told."),
        ("defective", {}, f"{ASSESSED}100 faulty units times USD 9.00 each is USD 900.00; {PAID}"),
        ("wrong_spec", {"unit_price": DROP}, ASSESSED + PAID),
        ("wrong_spec", {"units_defective": 0}, ASSESSED + PAID),
        (
            "wrong_spec",
            {"paid_on_platform": DROP, "order_total": DROP, "unit_price": DROP},
            "As Alibaba.com assesses: no guide gives a formula.",
        ),
        ("late_dispatch", {}, ASSESSED + PAID),
        ("not_shipped", {}, "The USD 9,000.00 paid through Alibaba.com."),
        (
            "not_shipped",
            {"coverage_limit": "5000"},
            "The USD 9,000.00 paid through Alibaba.com; no more than the seller's coverage limit of USD 5,000.00.",
        ),
        ("not_shipped", {"paid_on_platform": "unsure"}, "The order's total of USD 9,000.00."),
        (
            "not_shipped",
            {"paid_on_platform": DROP, "balance_unpaid": "1000", "paid_off_platform": "500"},
            "The order's total of USD 9,000.00 less USD 1,000.00 still unpaid and USD 500.00 paid another way, "
            "which leaves USD 7,500.00.",
        ),
        (
            "not_shipped",
            {"paid_on_platform": DROP, "order_total": DROP},
            "All that was paid through Alibaba.com; how much that is, is not told.",
        ),
        (
            "wrong_spec",
            {"goods_used": "partly", "units_used": 100},
            "900 unused units times USD 9.00 each is USD 8,100.00.",
        ),
        (
            "wrong_spec",
            {"goods_used": "partly", "units_used": "unsure"},
            f"The unused units, as Alibaba.com assesses: their number or price is not told; {PAID}",
        ),
    ],
)
def test_the_basis_shows_how_the_amount_comes_about(problem: str, changes: dict[str, Any], wanted: str) -> None:
    assert remedies(problem, **changes)["refund"]["basis"] == wanted


def test_the_credit_has_a_ceiling_and_no_formula() -> None:
    credit = remedies("late_dispatch", on_time_mark="both")["credit"]
    assert credit["basis"] == f"{ASSESSED}the credit is at most USD 100.00."
    assert credit["least_usd"] is None


def test_goods_have_no_amount() -> None:
    goods = remedies("inspection_failed")["goods"]
    assert (goods["most_usd"], goods["least_usd"]) == (None, None)
    assert goods["basis"] == "Goods and no money: good units for the faulty ones."


@pytest.mark.parametrize(
    ("changes", "least", "most_usd"),
    [
        ({"tolerance_percent": 2.5}, "675.00", "900.00"),
        ({"tolerance_percent": 2.5, "paid_on_platform": "700.00"}, "675.00", "700.00"),
        ({"tolerance_percent": 2.5, "paid_on_platform": "675.00"}, None, "675.00"),
        ({"tolerance_percent": 2.5, "coverage_limit": "600.00"}, None, "600.00"),
        ({"tolerance_percent": 2.5, "unit_price": DROP}, None, None),
        ({"tolerance_percent": 0}, None, "900.00"),
        ({"tolerance_percent": "not_agreed"}, None, "900.00"),
    ],
)
def test_where_two_sums_are_possible_both_are_told(
    changes: dict[str, Any], least: str | None, most_usd: str | None
) -> None:
    refund = remedies("shortage", **changes)["refund"]
    assert (refund["least_usd"], refund["most_usd"]) == (least, most_usd)
    assert ("at least" in refund["note"]) is (least is not None)


def test_a_decision_in_part_is_as_decided() -> None:
    decided = {"dispute_stage": "decided", "dispute_filed_on": TODAY.isoformat(), "decided_on": TODAY.isoformat()}
    part = remedies("not_shipped", decision="part", **decided)["refund"]
    assert part["basis"] == f"As Alibaba.com decided; {PAID}"
    assert "P-decided" in part["policy"]
    assert remedies("not_shipped", decision="full", **decided)["refund"]["basis"].startswith("The USD 9,000.00 paid")


def test_what_was_paid_elsewhere_is_never_more_than_the_order() -> None:
    assert paid({"order_total": Decimal(5), "balance_unpaid": Decimal(6)}) == 0
    assert paid({"paid_on_platform": Decimal(4), "order_total": Decimal(5), "balance_unpaid": Decimal(3)}) == 4


@pytest.mark.parametrize(
    ("price", "words"), [("7.7", "USD 7.70"), ("7.701", "USD 7.701"), ("1200", "USD 1,200.00"), ("0", "USD 0.00")]
)
def test_a_price_keeps_every_decimal(price: str, words: str) -> None:
    assert price_in_words(Decimal(price)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("1", "1 new unit"),
        ("2", "2 new units"),
        ("0.5", "0.5 new units"),
        ("100", "100 new units"),
        ("1E3", "1,000 new units"),
    ],
)
def test_units_are_counted_in_words(count: str, words: str) -> None:
    assert units_in_words(Decimal(count), "new") == words


# --- what each outcome of the ground brings -----------------------------------------------------------

#: Outcome of the ground gate, problem, and for each remedy its kind, what its note begins with, and its policy.
BRINGS = [
    ("full-refund", "not_shipped", [("refund", "One guide says so in full", ("P-cap",))]),
    ("assessed-refund", "wrong_spec", [("refund", "No guide gives a formula; the amount", ("P-cap",))]),
    ("guides-silent", "wrong_spec", [("refund", "No guide gives a formula; the amount", ("P-cap",))]),
    ("guides-disagree", "transit_damage", [("refund", "No guide gives a formula; the amount", ("P-cap",))]),
    ("late-refund", "late_dispatch", [("refund", "One guide says up to the whole", ("P-late",))]),
    ("late-remedy-disputed", "late_delivery", [("refund", "One guide says up to the whole", ("P-late",))]),
    ("missing-or-excess-units", "shortage", [("refund", "It is the price of the units", ("P-quantity", "P-cap"))]),
    ("credit-only", "late_delivery", [("credit", "Only for products that show", ("P-marked-late",))]),
    ("part-covered", "wrong_spec", [("refund", "Counted as unused units", ("P-used", "P-cap"))]),
    ("deposit-back", "wrong_spec", [("deposit_back", "Never more than the seller's", ("P-failed-inspection",))]),
    (
        "deposit-back",
        "inspection_failed",
        [
            ("deposit_back", "Never more than the seller's", ("P-failed-inspection",)),
            ("goods", "The seller has to agree.", ("P-failed-inspection",)),
        ],
    ),
    ("guides-silent", "inspection_failed", [("goods", "The seller has to agree.", ("P-failed-inspection",))]),
    ("within-tolerance", "shortage", []),
    (None, "shortage", []),
]


def of(ground: str | None, problem: str, **changes: Any) -> list[Remedy]:
    return remedies_of(load(), facts(problem, **changes), ground)


@pytest.mark.parametrize(("ground", "problem", "wanted"), BRINGS)
def test_what_an_outcome_brings(ground: str | None, problem: str, wanted: list[tuple[str, str, Any]]) -> None:
    found = of(ground, problem)
    assert [(remedy.kind, remedy.policy) for remedy in found] == [(kind, rows) for kind, _, rows in wanted]
    for remedy, (_, note, _) in zip(found, wanted, strict=True):
        assert remedy.note.startswith(note)
        assert remedy.statements
        assert set(remedy.policy) <= set(POLICY)


@pytest.mark.parametrize(("ground", "problem", "wanted"), BRINGS)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"coverage_limit": "unsure", "paid_on_platform": "20000"},
        {"coverage_limit": "unsure"},
        {"paid_on_platform": DROP, "order_total": DROP, "unit_price": DROP},
        {"paid_on_platform": DROP, "balance_unpaid": "10", "paid_off_platform": "10"},
        {"tolerance_percent": 2.5},
        {"on_time_mark": "both", "coverage_limit": "10"},
        {"units_received": DROP, "units_defective": DROP, "units_used": DROP},
        {"dispute_stage": "decided", "decision": "part"},
    ],
)
def test_all_that_is_said_of_a_remedy_is_made_of_sentences(
    ground: str | None, problem: str, wanted: Any, changes: dict[str, Any]
) -> None:
    for remedy in of(ground, problem, **changes):
        for text in (remedy.says, remedy.note, remedy.basis):
            assert text.endswith(".")
            assert not text.endswith("..")
            assert "  " not in text
            assert "XX" not in text
            for sentence in text.removesuffix(".").split(". "):
                assert not sentence[0].islower()
                assert not sentence.isupper()


@pytest.mark.parametrize(
    ("problem", "mark", "credit"),
    [
        ("late_dispatch", "none", False), ("late_dispatch", "on_time_dispatch", True),
        ("late_dispatch", "on_time_delivery", False), ("late_dispatch", "both", True),
        ("late_delivery", "none", False), ("late_delivery", "on_time_dispatch", False),
        ("late_delivery", "on_time_delivery", True), ("late_delivery", "both", True),
        ("late_delivery", "unsure", False),
    ],
)  # fmt: skip
def test_the_mark_that_matches_brings_a_credit_besides(problem: str, mark: str, credit: bool) -> None:
    kinds = [remedy.kind for remedy in of("late-refund", problem, on_time_mark=mark)]
    assert kinds == ["refund", "credit"] if credit else ["refund"]


def test_the_statements_that_a_remedy_rests_on() -> None:
    rests = {ground: of(ground, problem)[0].statements for ground, problem, brings in BRINGS if brings}
    cite = load().cite
    assert rests["full-refund"] == cite(
        "rem-non-delivery-full", "rem-cancel-full", "ta-no-guaranteed-refund", "cap-limits-refund"
    )
    assert rests["assessed-refund"] == cite(
        "rem-quality-assessed", "rem-some-or-all", "ta-no-guaranteed-refund", "cap-limits-refund"
    )
    assert rests["late-refund"] == cite("late-remedy-up-to-full", "late-remedy-refund")
    assert rests["credit-only"] == cite("late-remedy-credit-100", "otg-eligible-products")
    assert rests["missing-or-excess-units"] == cite("rem-quantity", "cover-wrong-quantity", "cap-limits-refund")
    assert rests["deposit-back"] == cite("covtype-pre-protects-deposit", "covtype-pre-withhold-balance")
    assert rests["part-covered"] == cite("excl-used-goods", "rem-quality-assessed", "cap-limits-refund")
    assert of("deposit-back", "inspection_failed")[1].statements == cite("rem-replace-before-ship")
    part = of("full-refund", "not_shipped", dispute_stage="decided", decision="part")
    assert [(r.kind, r.statements, r.policy) for r in part] == [("refund", cite("rem-some-or-all"), ("P-decided",))]
    assert part[0].says == "The part that Alibaba.com decided on."
    assert part[0].note == "The decision names the sum."


def test_the_note_says_what_the_amount_is() -> None:
    unknown = of("assessed-refund", "wrong_spec", paid_on_platform=DROP, order_total=DROP)[0].note
    assert unknown == "No guide gives a formula. Never more than the seller's coverage limit."
    for untold in ("units_used", "unit_price"):
        assert of("part-covered", "wrong_spec", **{untold: DROP})[0].note.startswith("As Alibaba.com assesses. ")


def test_a_decision_counts_only_once_it_is_made() -> None:
    assert of("full-refund", "not_shipped", dispute_stage="filed", decision="part")[0].policy == ("P-cap",)
    assert of("full-refund", "not_shipped", dispute_stage="decided", decision="refused")[0].policy == ("P-cap",)


def test_the_loss_is_what_the_units_cost_where_they_are_counted() -> None:
    assert loss(facts("shortage")) == 900
    assert loss(facts("overage")) == 900
    assert loss(facts("defective")) == 900
    assert loss(facts("defective", unit_price=DROP)) == 9000
    assert loss(facts("defective", units_defective=DROP)) == 9000
    assert loss(facts("wrong_spec", units_defective=1)) == 9
    assert loss(facts("wrong_spec", units_defective=0)) == 9000
    assert loss(facts("shortage", units_received=DROP)) == 9000
    assert loss(facts("late_delivery", units_received=900, units_defective=0)) == 9000


def test_one_guide_alone_brings_what_it_speaks_of() -> None:
    official = load().alone("official")
    assert remedies_of(official, facts("late_delivery"), "credit-only")[0].most == 100
    chinaispp = load().alone("chinaispp")
    credit = remedies_of(chinaispp, facts("late_delivery"), "credit-only")[0]
    assert (credit.most, credit.basis) == (None, "As Alibaba.com assesses: no guide gives a formula.")
    assert "USD" not in remedies_of(official, facts("not_shipped", coverage_limit=DROP), "full-refund")[0].note
