"""The questions and the outcomes are a contract: ids, kinds, options, words and codes are fixed."""

from collections.abc import Iterator

import pytest

from checker import questions
from checker.outcomes import OUTCOMES, VERDICTS
from checker.questions import QUESTIONS

CHOICES = {
    "ordered_on_platform": "yes no",
    "paid_through": "alibaba partly outside not_paid",
    "cause": "supplier force_majeure carrier buyer",
    "dispute_stage": "none filed proposal_waiting counter_proposed evidence_requested escalated closed_by_silence "
    "decided",
    "protection_mark": "yes no",
    "on_time_mark": "none on_time_dispatch on_time_delivery both",
    "buyer_tier": "standard platinum pro",
    "coverage_type": "none pre_shipment post_delivery",
    "term_in_order": "exact vague platform_chat outside_chat none",
    "colour_code_in_order": "yes no",
    "chat_on_platform": "all partly none",
    "goods_used": "no test_only partly all",
    "packaging_as_agreed": "yes no",
    "carrier": "alibaba_logistics supplier_arranged own_forwarder",
    "tracking": "none genuine suspect",
    "supplier_replied": "yes no",
    "new_evidence": "yes no",
    "decision": "full part refused",
    "sample_approved_on_platform": "yes no",
}
SEVERAL = {
    "problem": "nothing_yet not_shipped late_dispatch late_delivery not_delivered supplier_cancelled "
    "extension_requested wrong_goods wrong_spec defective colour_difference shortage overage inspection_failed "
    "transit_damage customs_seizure extra_freight_or_duty supplier_silent subjective change_of_mind",
    "circumstances": "accepted_delay accepted_fault approved_error address_changed several_lots sample_order "
    "paid_after_failed_inspection",
    "evidence": "contract chat photos unboxing_video inspection_report tracking colour_measurement",
}
DATES = [
    "paid_on",
    "tracked_delivery_on",
    "agreed_ship_on",
    "shipped_on",
    "expected_delivery_on",
    "delivered_on",
    "first_lot_delivered_on",
    "receipt_confirmed_on",
    "customs_cleared_on",
    "inspected_on",
    "dispute_filed_on",
    "proposal_received_on",
    "counter_proposal_on",
    "evidence_requested_on",
    "escalated_on",
    "decided_on",
]
NOT_YET = ["shipped_on", "delivered_on", "receipt_confirmed_on", "customs_cleared_on"]
MONEY = ["order_total", "paid_on_platform", "paid_off_platform", "unit_price", "coverage_limit", "balance_unpaid"]
NUMBERS = [
    "units_ordered",
    "units_received",
    "units_defective",
    "units_used",
    "tolerance_percent",
    "allowed_defect_percent",
]
NOT_AGREED = ["tolerance_percent", "allowed_defect_percent"]
NEVER_UNSURE = ["problem", "evidence", "files"]

FIXED_OUTCOMES = {
    "qualifies": "full-refund assessed-refund late-refund missing-or-excess-units deposit-back credit-only "
    "escalate-now auto-escalated answer-proposal submit-evidence appeal-open",
    "partly": "part-covered capped",
    "unclear": "guides-disagree guides-silent late-remedy-disputed weak-proof window-unknown part-off-platform "
    "enrolment-uncertain closed-by-silence decision-overdue answer-unknown",
    "does_not_qualify": "off-platform offline-complaint-only nothing-paid not-yet nothing-broken window-closed "
    "appeal-closed transit-damage customs-or-freight force-majeure unspecified-or-taste within-tolerance "
    "buyers-own-doing",
}


def table() -> Iterator[tuple[str, str, set[str]]]:
    yield from ((question, "choice", set(options.split())) for question, options in CHOICES.items())
    yield from ((question, "choices", set(options.split())) for question, options in SEVERAL.items())
    yield ("files", "files", set())
    for kind, ids in (("date", DATES), ("money", MONEY), ("number", NUMBERS)):
        yield from ((question, kind, set()) for question in ids)


@pytest.mark.parametrize(
    ("question", "kind", "options"),
    list(table()),
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value)[:30],
)
def test_a_question_keeps_its_kind_and_options(question: str, kind: str, options: set[str]) -> None:
    asked = QUESTIONS[question]
    assert (asked.id, asked.kind, set(asked.options)) == (question, kind, options)
    wanted = set() if question in NEVER_UNSURE else {"unsure"}
    wanted |= {"not_yet"} if question in NOT_YET else set()
    wanted |= {"not_agreed"} if question in NOT_AGREED else set()
    assert set(asked.words) == wanted


def test_no_question_is_lost_or_added() -> None:
    assert sorted(QUESTIONS) == sorted(question for question, _, _ in table())


@pytest.mark.parametrize("question", list(QUESTIONS.values()), ids=lambda question: question.id)
def test_a_question_has_all_its_words(question: questions.Question) -> None:
    assert question.prompt.endswith("?") or question.prompt.endswith(".")
    assert question.help and question.look and question.short and question.screen
    assert all([*question.options.values(), *question.words.values()])
    labels = [*question.options.values(), *question.words.values()]
    assert len(labels) == len(set(labels))
    assert set(question.hints) <= set(question.options)


def test_only_a_date_has_an_event() -> None:
    assert {question.id for question in QUESTIONS.values() if question.event} == set(DATES)


def test_only_plans_may_lie_ahead() -> None:
    assert {question for question in DATES if not QUESTIONS[question].happened} == {
        "agreed_ship_on",
        "expected_delivery_on",
    }


def test_the_outcomes_keep_their_codes_and_verdicts() -> None:
    assert VERDICTS == ("qualifies", "partly", "unclear", "does_not_qualify")
    wanted = {code: verdict for verdict, codes in FIXED_OUTCOMES.items() for code in codes.split()}
    assert {code: outcome.verdict for code, outcome in OUTCOMES.items()} == wanted
    assert all(outcome.code == code for code, outcome in OUTCOMES.items())


def test_every_outcome_says_what_it_is_and_what_to_do() -> None:
    assert all(o.badge and o.headline and o.means and o.steps for o in OUTCOMES.values())


def entry(**changes: object) -> dict[str, object]:
    texts = {"id": "q", "prompt": "Is it?", "help": "H", "look": "L", "short": "S", "screen": "s"}
    words = {"also": ["unsure"], "words": {"unsure": "I don't know"}}
    return {**texts, "kind": "choice", "options": {"yes": "Yes"}, **words, **changes}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"prompt": 5}, "prompt must be given as text"),
        ({"kind": "colour"}, "kind is 'colour'; use one of choice, choices, date"),
        ({"hint": "x"}, "unknown key hint"),
        ({"also": ["unsure", "not_yet"]}, "every word in `also` needs its label"),
        ({"also": []}, "every word in `also` needs its label"),
        ({"facts": {"no": "It is not."}}, "facts has 'no'; use one of yes"),
        ({"facts": {"unsure": "It may be."}}, "facts has 'unsure'; use one of yes"),
        ({"facts": {"yes": "It’s so; really."}}, "the fact of 'yes' must be text in letters, digits"),
        ({"facts": {"yes": True}}, "the fact of 'yes' must be text in letters, digits"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(changes: dict[str, object], fault: str) -> None:
    assert questions._question(entry()).id == "q"
    with pytest.raises(ValueError, match=r"questions\.toml, question 'q'") as refused:
        questions._question(entry(**changes))
    assert fault in str(refused.value)
