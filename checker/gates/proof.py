"""The proof gate: can the broken term be shown?"""

from __future__ import annotations

from checker.conditions import YES, Counted, Facts
from checker.evidence import check_files
from checker.gates import Gate, Rule
from checker.gates.cases import BREACHES, tracking_shows_delivery
from checker.questions import (
    circumstances,
    colour_code_in_order,
    problem,
    sample_approved_on_platform,
    term_in_order,
)
from checker.statements import Statements

# Which goods, how many and the ship day count as written (P-quality): only these turn on a term of quality.
_needs_term = problem.is_in("wrong_spec", "defective")
_nowhere_written = (_needs_term & term_in_order.is_in("vague", "none")) | (
    problem.is_("colour_difference") & colour_code_in_order.is_("no")
)
_sent_somewhere = problem.is_in(
    *(p for p in BREACHES if p not in ("not_shipped", "supplier_cancelled", "extension_requested", "inspection_failed"))
)


def gate(book: Statements) -> Gate:
    """Build the gate. The limits for evidence files, and what an unwritten term brings, are the guides'."""
    unwritten = _nowhere_written & book.holds("unwritten-requirement", "nothing-done")

    def refused(facts: Facts) -> bool | None:
        return check_files(book, facts["files"]).has_faults if "files" in facts else None

    return Gate(
        name="proof",
        asks="Can it be shown?",
        general=Rule(
            id="written",
            says="What was agreed stands in the order, so it can be shown.",
            when=YES,
            status="open",
            because=("contract-is-the-yardstick", "ev-proof-of-agreement"),
        ),
        exceptions=(
            Rule(
                id="unwritten",
                says="The term that was broken is not written in the order, or only in words that cannot be measured.",
                when=unwritten,
                status="closed",
                outcome="unspecified-or-taste",
                policy=("P-unwritten",),
                because=(
                    "excl-requirements-not-specified",
                    "contract-vague-terms-fail",
                    "contract-general-standards-fallback",
                ),
                over=("address-changed", "refused-files"),
            ),
            Rule(
                id="unwritten-colour",
                says="The order names no colour code, so a shade cannot be measured against it.",
                when=problem.is_("colour_difference") & colour_code_in_order.is_("no"),
                status="closed",
                outcome="unspecified-or-taste",
                policy=("P-colour", "P-unwritten"),
                because=("excl-subjective-quality", "contract-vague-terms-fail"),
                over=("unwritten", "address-changed", "refused-files"),
            ),
            Rule(
                id="sample",
                says="The term is not written, but a sample was approved on Alibaba.com.",
                when=unwritten & sample_approved_on_platform.is_("yes"),
                status="unclear",
                outcome="weak-proof",
                policy=("P-unwritten",),
                because=("contract-sample-first", "excl-requirements-not-specified"),
                over=("unwritten", "unwritten-colour", "refused-files"),
            ),
            Rule(
                id="outside-chat",
                says="The term stands only in messages outside Alibaba.com, which do not count as proof.",
                when=_needs_term & term_in_order.is_("outside_chat"),
                status="unclear",
                outcome="weak-proof",
                policy=("P-outside-chat",),
                because=("chat-on-platform-only",),
                over=("refused-files",),
            ),
            Rule(
                id="platform-chat",
                says="The term stands in chat on Alibaba.com: it counts, though less than the order itself.",
                when=_needs_term & term_in_order.is_("platform_chat"),
                status="open",
                policy=("P-quality",),
                because=("ev-proof-of-agreement", "chat-on-platform-only"),
            ),
            Rule(
                id="tracking-shows-delivery",
                says="Genuine tracking shows that the parcel was delivered.",
                when=tracking_shows_delivery,
                status="unclear",
                outcome="weak-proof",
                policy=("P-never-delivered",),
                because=("simple-cases-faster", "cover-non-delivery"),
                over=("refused-files",),
            ),
            Rule(
                id="address-changed",
                says="The goods went to an address that was changed outside the order.",
                when=_sent_somewhere & circumstances.includes("address_changed"),
                status="unclear",
                outcome="weak-proof",
                policy=("P-address",),
                because=("order-address-as-in-contract",),
                over=("platform-chat", "refused-files"),
            ),
            Rule(
                id="refused-files",
                says="Some of the files would not be taken as they are. That never ends a case: mend them.",
                when=problem.is_in(*BREACHES)
                & Counted(says="files over the limits", needs=("files",), holds=refused).if_told(),
                status="open",
                outcome="submit-evidence",
                policy=("P-evidence-kind",),
                because=("ev-max-10mb", "ev-max-5-files", "ev-formats", "ev-no-special-chars"),
                over=("platform-chat",),
            ),
        ),
    )
