"""The time gate: is there still time, or is it too early? And what does the stage of a dispute ask for?

Too late is judged on the day the dispute was filed (P-filed-in-time), or today where none is open or it must be filed
again. Too early is always judged today: a day that has passed since cannot make it too early any more.
"""

from __future__ import annotations

from checker.conditions import YES, Condition, Day
from checker.gates import Gate, Rule
from checker.gates.cases import (
    UNDELIVERED,
    extension_in_time,
    fake_tracking,
    not_arrived,
    not_sent,
    overdue,
    past,
    proposal_lapsed,
    ship_date_missed,
    silent,
    still_expected,
    tracking_shows_delivery,
    unshipped,
)
from checker.questions import (
    Question,
    buyer_tier,
    circumstances,
    decision,
    delivered_on,
    dispute_filed_on,
    dispute_stage,
    expected_delivery_on,
    first_lot_delivered_on,
    new_evidence,
    problem,
    supplier_replied,
    tracked_delivery_on,
)
from checker.statements import Statements

_under_way = dispute_stage.is_in("filed", "counter_proposed", "evidence_requested", "escalated")
_undecided = dispute_stage.is_in("filed", "counter_proposed", "escalated")
_decided = dispute_stage.is_("decided")
_refused = _decided & decision.is_("refused")
_top_tier = buyer_tier.is_in("platinum", "pro")
_several_lots = circumstances.includes("several_lots")

_nothing_came = delivered_on.is_not_yet.if_told()
# What can be asked for before delivery, and for which no guide gives a window.
_no_window = problem.is_in("supplier_cancelled", "inspection_failed") | extension_in_time

# What Alibaba.com has decided, or may have, cannot be too early any more.
_may_be_decided = _decided | dispute_stage.is_unsure
_waits_for_shipment = (
    ~_may_be_decided
    & (problem.is_("not_shipped") | ((problem.is_in("late_dispatch", "late_delivery") | silent) & unshipped))
    & ~overdue
)
_waits_for_delivery = (
    ~_may_be_decided & not_arrived & still_expected & ~ship_date_missed & ~fake_tracking & ~tracking_shows_delivery
)

#: The rules of a dispute's stage that leave the gate open: every clock that has run out comes before them.
_STAGE = ("filed", "escalate-now", "auto-escalated", "counter", "proposal", "evidence-asked")
_WINDOW = ("window-closed", "lots", "undelivered-too-long")


class _Clock:
    """Says whether a limit was missed, by the day on which the filing is judged."""

    def __init__(self, book: Statements) -> None:
        self.lapsed = proposal_lapsed(book)
        self.waiting = dispute_stage.is_("proposal_waiting") & ~self.lapsed
        self._filed = _under_way | self.waiting
        self._to_file = dispute_stage.is_in("none", "closed_by_silence") | self.lapsed

    def missed(self, topic: str, ends: tuple[Day, ...], *, if_told: bool = False) -> Condition:
        """Filing came, or would come today, after the end of the period on a topic."""
        today, filed = past(ends, topic), past(ends, topic, dispute_filed_on.day)
        if if_told:
            today, filed = today.if_told(), filed.if_told()
        return (self._to_file & today) | (self._filed & filed)


def gate(book: Statements) -> Gate:
    """Build the gate, with every number of days taken from the statement we follow on its topic."""
    return Gate(
        name="time",
        asks="Is there still time, or is it too early?",
        general=Rule(
            id="in-time",
            says="There is still time to ask for a refund.",
            when=YES,
            status="open",
            policy=("P-window", "P-counting"),
            because=("window-30-from-delivery", "window-30-from-expected-delivery"),
            only_if=(
                ("window-30-from-delivery", ~_nothing_came),
                ("window-30-from-expected-delivery", _nothing_came & ~_no_window),
            ),
        ),
        notes=(
            (_several_lots, "P-lots"),
            (delivered_on.is_unsure, "P-delivery-unknown"),
            (fake_tracking, "P-fake-tracking"),
            (dispute_stage.is_("closed_by_silence"), "P-closed-by-silence"),
            (problem.is_("supplier_cancelled"), "P-cancelled"),
            (_decided, "P-decided"),
            (dispute_stage.is_("counter_proposed"), "P-counter"),
        ),
        exceptions=(*_too_early(), *_window(book), *_stage(book), *_after_decision(book)),
    )


def _too_early() -> tuple[Rule, ...]:
    return (
        Rule(
            id="ship-day-not-over",
            says="The agreed ship day is not over yet.",
            when=_waits_for_shipment,
            status="closed",
            outcome="not-yet",
            policy=("P-not-yet",),
            because=("contract-ship-date", "tracking-before-ship-deadline"),
            over=(*_STAGE, *_WINDOW, "overdue", "closed-by-silence", "evidence-late"),
        ),
        Rule(
            id="still-expected",
            says="The goods are not due yet, and they were sent in time.",
            when=_waits_for_delivery,
            status="closed",
            outcome="not-yet",
            policy=("P-never-delivered",),
            because=("window-30-from-expected-delivery", "cover-non-delivery"),
            over=(*_STAGE, *_WINDOW, "overdue", "closed-by-silence", "evidence-late"),
        ),
    )


def _window(book: Statements) -> tuple[Rule, ...]:
    clock = _Clock(book)
    window, undelivered = "filing-window", "filing-window-undelivered"

    def over(start: Question) -> Condition:
        return clock.missed(window, book.longest_ends(window, of=start.id)) | (
            clock.missed(window, book.ends(window, of=start.id)) & ~_top_tier
        )

    # Tracking that is invented starts a clock of its own only where nothing else does (P-fake-tracking).
    no_expected_day = fake_tracking & expected_delivery_on.is_unsure
    too_long = clock.missed(undelivered, book.ends(undelivered)) & ~no_expected_day
    by_tracking = clock.missed(window, book.ends(window, of=tracked_delivery_on.id), if_told=True)
    too_long_faked = no_expected_day & by_tracking
    # With nothing sent or nothing arrived, an expected day that nobody knows leaves it unclear (P-never-delivered).
    never_came = (not_sent & overdue) | not_arrived
    ended = dispute_stage.is_("decided")
    waits = problem.is_in(*UNDELIVERED, "supplier_cancelled", "extension_requested") & ~extension_in_time
    return (
        Rule(
            id="window-closed",
            says="The window to ask for a refund is over.",
            when=over(delivered_on) & ~extension_in_time,
            status="closed",
            outcome="window-closed",
            policy=("P-window", "P-filed-in-time"),
            because=("window-30-from-delivery", "window-60-platinum-pro", "window-missed-forfeits"),
            over=(*_STAGE, "lots", "overdue", "closed-by-silence", "evidence-late"),
        ),
        Rule(
            id="lots",
            says="The window is over for the first lot, and not for the last.",
            when=_several_lots & over(first_lot_delivered_on),
            status="unclear",
            outcome="window-unknown",
            policy=("P-lots",),
            because=("window-30-from-delivery",),
            over=_STAGE,
        ),
        Rule(
            id="undelivered-too-long",
            says="Nothing has arrived, and the one window that a guide gives for that is over.",
            when=delivered_on.is_not_yet
            & (
                (waits & (too_long | too_long_faked))
                | (never_came & expected_delivery_on.is_unsure & ~fake_tracking & ~ended)
            ),
            status="unclear",
            outcome="window-unknown",
            policy=("P-never-delivered",),
            because=("window-30-from-expected-delivery", "window-30-from-delivery"),
            over=_STAGE,
        ),
    )


def _reached(book: Statements, topic: str) -> Condition:
    """The day on which a period ends has come; left open where the guides differ or none says."""
    return past(tuple(end + -1 for end in book.ends(topic)), topic)


def _stage(book: Statements) -> tuple[Rule, ...]:
    clock = _Clock(book)
    answer_late = past(book.ends("evidence-deadline"), "evidence-deadline")
    filed = dispute_stage.is_("filed")
    asked = dispute_stage.is_("evidence_requested")
    may_escalate = filed & _reached(book, "escalation")
    stepped_in = filed & _reached(book, "alibaba-steps-in")
    return (
        Rule(
            id="filed",
            says="Your dispute was filed in time.",
            when=_undecided,
            status="open",
            policy=("P-supplier-answer", "P-filed-in-time"),
            because=("window-30-from-delivery", "supplier-3-days", "mediation-15-to-60"),
        ),
        Rule(
            id="escalate-now",
            says="The seller has not answered in time: you can ask Alibaba.com to step in.",
            when=may_escalate & supplier_replied.is_("no"),
            status="open",
            outcome="escalate-now",
            policy=("P-supplier-answer", "P-filed-in-time"),
            because=("supplier-3-days", "escalate-after-4-days-silence", "escalate-if-solution-rejected"),
            over=("filed",),
        ),
        Rule(
            id="auto-escalated",
            says="Alibaba.com should have stepped in by itself.",
            when=stepped_in,
            status="open",
            outcome="auto-escalated",
            policy=("P-supplier-answer", "P-filed-in-time"),
            because=("auto-step-in-7", "auto-step-in-15", "step-in-30"),
            over=("filed", "escalate-now"),
        ),
        Rule(
            id="counter",
            says="The seller ignores your proposal, and the case goes to Alibaba.com by itself.",
            when=dispute_stage.is_("counter_proposed") & ~supplier_replied.is_("yes").if_told(),
            status="open",
            outcome="auto-escalated",
            policy=("P-counter", "P-filed-in-time"),
            because=("supplier-silence-on-proposal-escalates",),
            over=("filed",),
        ),
        Rule(
            id="overdue",
            says="There is no decision although the longest time that a guide names is over.",
            when=_undecided & past(book.ends("decision-time"), "decision-time"),
            status="unclear",
            outcome="decision-overdue",
            policy=("P-overdue",),
            because=("mediation-15-to-60", "extra-documents-extend"),
            over=("filed", "escalate-now", "auto-escalated", "counter", "lots", "undelivered-too-long"),
        ),
        Rule(
            id="proposal",
            says="A proposal waits for your answer.",
            when=clock.waiting,
            status="open",
            outcome="answer-proposal",
            policy=("P-proposal", "P-filed-in-time"),
            because=("buyer-silence-7-closes",),
        ),
        Rule(
            id="closed-by-silence",
            says="The case closed because a proposal was not answered.",
            when=dispute_stage.is_("closed_by_silence") | clock.lapsed,
            status="unclear",
            outcome="closed-by-silence",
            policy=("P-closed-by-silence", "P-filed-in-time"),
            because=("buyer-silence-7-closes", "closed-case-may-be-reopened"),
            over=("lots", "undelivered-too-long"),
        ),
        Rule(
            id="evidence-asked",
            says="Alibaba.com asked for evidence, and there is still time to hand it in.",
            when=asked & ~answer_late,
            status="open",
            outcome="submit-evidence",
            policy=("P-evidence-asked", "P-filed-in-time"),
            because=("evidence-5-working-days",),
        ),
        Rule(
            id="evidence-late",
            says="The days to hand in evidence are over.",
            when=asked & answer_late,
            status="unclear",
            outcome="weak-proof",
            policy=("P-evidence-asked",),
            because=("evidence-5-working-days",),
            over=("lots", "undelivered-too-long"),
        ),
        Rule(
            id="stage-unknown",
            says="It turns on the stage of the dispute, which you cannot tell yet.",
            when=dispute_stage.is_unsure,
            status="unclear",
            outcome="answer-unknown",
            policy=("P-unsure",),
            unsure=("dispute_stage",),
            over=("undelivered-too-long",),
        ),
    )


def _after_decision(book: Statements) -> tuple[Rule, ...]:
    appeal_over = past(book.ends("appeal-window"), "appeal-window")
    return (
        Rule(
            id="decided-for-buyer",
            says="Alibaba.com decided for you, in full or in part.",
            when=_decided & decision.is_in("full", "part"),
            status="open",
            outcome="assessed-refund",
            policy=("P-decided",),
            because=("rem-some-or-all", "rem-alibaba-recoups"),
        ),
        Rule(
            id="decided-unknown",
            says="It turns on what was decided, which you cannot tell yet.",
            when=_decided & decision.is_unsure,
            status="unclear",
            outcome="answer-unknown",
            policy=("P-decided", "P-unsure"),
            unsure=("decision",),
        ),
        Rule(
            id="appeal-open",
            says="Your claim was refused; with new evidence the days to appeal still run.",
            when=_refused & ~appeal_over & new_evidence.is_("yes"),
            status="open",
            outcome="appeal-open",
            policy=("P-decided",),
            because=("appeal-7-days", "appeal-high-bar"),
        ),
        Rule(
            id="appeal-without-evidence",
            says="Your claim was refused, and an appeal needs new evidence.",
            when=_refused & ~appeal_over & new_evidence.is_("no"),
            status="unclear",
            outcome="weak-proof",
            policy=("P-decided",),
            because=("appeal-7-days", "appeal-high-bar"),
        ),
        Rule(
            id="appeal-closed",
            says="Your claim was refused, and the days to appeal are over.",
            when=_refused & appeal_over,
            status="closed",
            outcome="appeal-closed",
            policy=("P-decided",),
            because=("appeal-7-days",),
        ),
    )
