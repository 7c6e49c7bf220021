"""The proof gate: what counts as written, and what makes a written term weak."""

from typing import Any

import pytest

from checker.gates import proof
from tests.checker.gatehouse import find, missing, rule
from tests.checker.policy_cases import DROP, EXPECTED

BAD_FILE = {"files": [{"name": "report.pdf", "bytes": 10}]}
MOVED = {"circumstances": ["address_changed"]}
SENT = (
    "wrong_goods", "wrong_spec", "defective", "colour_difference", "shortage", "overage",
    "late_dispatch", "late_delivery", "not_delivered", "supplier_silent",
)  # fmt: skip
NOT_SENT = ("not_shipped", "supplier_cancelled", "extension_requested", "inspection_failed", "change_of_mind")


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("wrong_spec", {}, "open: written"),
        ("wrong_spec", {"term_in_order": "vague"}, "closed: unwritten"),
        ("defective", {"term_in_order": "none"}, "closed: unwritten"),
        ("wrong_goods", {"term_in_order": "none"}, "open: written"),
        ("shortage", {"term_in_order": "none"}, "open: written"),
        ("wrong_spec", {"term_in_order": "outside_chat"}, "unclear: outside-chat"),
        ("defective", {"term_in_order": "outside_chat"}, "unclear: outside-chat"),
        ("wrong_goods", {"term_in_order": "outside_chat"}, "open: written"),
        ("wrong_spec", {"term_in_order": "platform_chat"}, "open: platform-chat"),
        ("wrong_goods", {"term_in_order": "platform_chat"}, "open: written"),
        ("colour_difference", {}, "open: written"),
        ("colour_difference", {"colour_code_in_order": "no"}, "closed: unwritten-colour"),
        ("wrong_spec", {"colour_code_in_order": "no"}, "open: written"),
        ("wrong_spec", {"term_in_order": "vague", "sample_approved_on_platform": "yes"}, "unclear: sample"),
        ("colour_difference", {"colour_code_in_order": "no", "sample_approved_on_platform": "yes"}, "unclear: sample"),
        ("wrong_spec", {"sample_approved_on_platform": "yes"}, "open: written"),
        ("not_delivered", {"tracked_delivery_on": EXPECTED, "tracking": "genuine"}, "unclear: tracking-shows-delivery"),
        ("not_delivered", {"tracking": "genuine"}, "open: written"),
        ("not_delivered", {"tracked_delivery_on": EXPECTED, "tracking": "suspect"}, "open: written"),
        ("wrong_spec", {"tracked_delivery_on": EXPECTED, "tracking": "genuine"}, "open: written"),
        *((problem, MOVED, "unclear: address-changed") for problem in SENT),
        *((problem, MOVED, "open: written") for problem in NOT_SENT),
        ("wrong_spec", BAD_FILE, "open: refused-files"),
        ("not_shipped", BAD_FILE, "open: refused-files"),
        ("change_of_mind", BAD_FILE, "open: written"),
        ("wrong_spec", {"files": [{"name": "report.png", "bytes": 10}]}, "open: written"),
        ("wrong_spec", {"files": []}, "open: written"),
        # which of two speaks
        ("wrong_spec", {"term_in_order": "vague"} | MOVED, "closed: unwritten"),
        ("wrong_spec", {"term_in_order": "vague"} | BAD_FILE, "closed: unwritten"),
        ("colour_difference", {"colour_code_in_order": "no"} | MOVED, "closed: unwritten-colour"),
        ("colour_difference", {"colour_code_in_order": "no"} | BAD_FILE, "closed: unwritten-colour"),
        ("wrong_spec", {"term_in_order": "none", "sample_approved_on_platform": "yes"} | BAD_FILE, "unclear: sample"),
        ("wrong_spec", {"term_in_order": "outside_chat"} | BAD_FILE, "unclear: outside-chat"),
        ("wrong_spec", {"term_in_order": "platform_chat"} | MOVED, "unclear: address-changed"),
        ("wrong_spec", {"term_in_order": "platform_chat"} | BAD_FILE, "open: refused-files"),
        ("wrong_spec", MOVED | BAD_FILE, "unclear: address-changed"),
        (
            "not_delivered",
            {"tracked_delivery_on": EXPECTED, "tracking": "genuine"} | BAD_FILE,
            "unclear: tracking-shows-delivery",
        ),
    ],
)  # fmt: skip
def test_the_rule_that_decides(problem: str, changes: dict[str, Any], wanted: str) -> None:
    assert rule(proof.gate, problem, **changes) == wanted


@pytest.mark.parametrize(
    ("problem", "changes", "wanted"),
    [
        ("wrong_spec", {"term_in_order": DROP}, {"term_in_order"}),
        ("wrong_goods", {"term_in_order": DROP}, set()),
        ("colour_difference", {"colour_code_in_order": DROP}, {"colour_code_in_order", "sample_approved_on_platform"}),
        ("wrong_spec", {"sample_approved_on_platform": DROP}, set()),
        (
            "wrong_spec",
            {"term_in_order": "vague", "sample_approved_on_platform": DROP},
            {"sample_approved_on_platform"},
        ),
        ("not_delivered", {"tracking": DROP}, set()),
        ("not_delivered", {"tracking": DROP, "tracked_delivery_on": EXPECTED}, {"tracking"}),
        ("wrong_spec", {"files": DROP}, set()),
        ("wrong_spec", {"circumstances": DROP}, {"circumstances"}),
        ("not_shipped", {"circumstances": DROP}, set()),
    ],
)
def test_only_what_still_decides_is_missing(problem: str, changes: dict[str, Any], wanted: set[str]) -> None:
    changes = {"sample_approved_on_platform": DROP} | changes if "colour_code_in_order" in changes else changes
    assert missing(proof.gate, problem, **changes) == wanted


def test_a_term_the_buyer_cannot_tell_parts_the_verdict() -> None:
    finding = find(proof.gate, "wrong_spec", term_in_order="unsure")
    assert (finding.status, finding.unsure) == ("unclear", ("term_in_order",))
