"""From an event and a statement to a date.

Every day that follows from an event told is shown, whatever the verdict and the stage (P-shown), with who must act,
from which event and statement it comes, and the date under each guide. Day 0 is the event; no date is ever moved.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.conditions import NOT_YET, Facts, add_days
from checker.events import UNSURE, last_before
from checker.statements import Period, Statement, Statements

Who = Literal["buyer", "supplier", "alibaba"]
State = Literal["coming", "today", "passed", "not_started", "open"]

_DAY = datetime.timedelta(days=1)
_TOP_TIERS = ("platinum", "pro")
#: The topics on which guides give days to file, each from an event of its own.
_FILING = ("filing-window", "filing-window-undelivered", "filing-window-receipt")


@dataclass(frozen=True)
class GuideDay:
    """The day under one guide, with the statements that give it and the event it is counted from."""

    guide: str
    last_day: datetime.date
    statements: tuple[str, ...]
    question: str


@dataclass(frozen=True)
class Deadline:
    """One day that somebody has to keep, or from which somebody may act.

    ``first_day`` is the first day on which it can be done, where that matters; ``last_day`` the last one as we follow
    it; ``safe_by`` the earliest day that any source supports. ``question`` is the event counted from; ``safe_from`` the
    one that the safe day is counted from, where there is one. ``state``: not_started (its first day or its event is
    still to come), coming, today, passed, or open (it may be done from ``first_day`` on, without a last day).
    ``doubtful`` marks a day that holds only under an answer the buyer cannot give.
    """

    id: str
    who: Who
    action: str
    question: str
    start: datetime.date | None
    first_day: datetime.date | None
    last_day: datetime.date | None
    safe_by: datetime.date | None
    state: State
    by_guide: tuple[GuideDay, ...]
    statements: tuple[str, ...]
    policy: tuple[str, ...]
    doubtful: bool = False
    safe_from: str | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        """The statements that it comes from, those of each guide's own day among them."""
        return (*self.statements, *(ref for by in self.by_guide for ref in by.statements))


@dataclass(frozen=True)
class Owed:
    """The one day that matters: ``safe_by`` is when to act, ``last_day`` when that step ends; None where none runs."""

    safe_by: datetime.date | None = None
    last_day: datetime.date | None = None
    deadline: str | None = None


def _told(facts: Facts, question: str) -> datetime.date | None:
    value = facts.get(question)
    return value if isinstance(value, datetime.date) else None


def _today(facts: Facts) -> datetime.date:
    today = facts["today"]
    assert isinstance(today, datetime.date)
    return today


def _state(facts: Facts, first: datetime.date | None, last: datetime.date | None) -> State:
    today = _today(facts)
    if first is not None and today < first:
        return "not_started"
    if last is None:
        return "not_started" if first is None else "open"
    if today == last:
        return "today"
    return "coming" if today < last else "passed"


def _holds(statement: Statement, facts: Facts) -> bool:
    return all(facts.get(question) in values for question, values in statement.when)


def _by_guide(book: Statements, facts: Facts, *topics: str) -> Iterator[GuideDay]:
    """Yield the day under each guide, for every statement on the topics whose event is told."""
    for statement in (statement for topic in topics for statement in book.spoken(topic)):
        value = statement.value
        start = _told(facts, value.start or "") if isinstance(value, Period) else None
        if start is None or not isinstance(value, Period) or not _holds(statement, facts):
            continue
        if value.start and not _overtaken(statement, book.spoken(statement.topic), facts):
            end = add_days(start, value.days, working=value.working)
            yield GuideDay(statement.guide, end, (statement.ref,), value.start)


def _overtaken(statement: Statement, spoken: Iterable[Statement], facts: Facts) -> bool:
    """Whether the guide itself says something else on the topic for buyers such as this one."""
    return not statement.when and any(
        other.when and other.guide == statement.guide and _holds(other, facts) for other in spoken
    )


def safe_filing(book: Statements, facts: Facts) -> tuple[datetime.date | None, str | None]:
    """Return the safe day for filing and the event it is counted from: the earliest that any guide gives.

    See POLICY, P-safe-filing. Two Nones while no start is known. The sixty days of Platinum and Pro buyers never make
    it later. The two inspection periods of the old post-delivery coverage count only where the order page shows it.
    """
    topics = [*_FILING]
    if facts.get("coverage_type") == "post_delivery":
        topics += ["inspection-after-customs", "inspection-after-shipment"]
    ends = [(by.last_day, by.question) for by in _by_guide(book, facts, *topics)]
    window = book.period("filing-window")
    if window:
        ends += [(add_days(start, window.days), question) for question, start in _window_starts(facts)]
    return min(ends, key=lambda end: end[0], default=(None, None))


def _window_starts(facts: Facts) -> Iterator[tuple[str, datetime.date]]:
    """The events from which the window can run, to be safe, each with its day.

    What came on a day that nobody knows can have come on the day of shipment: the first of several lots (P-lots), and
    goods that came before the day they were expected on (P-delivery-unknown).
    """
    starts = {
        question: _told(facts, question)
        for question in ("delivered_on", "tracked_delivery_on", "first_lot_delivered_on")
    }
    circumstances = facts.get("circumstances")
    several_lots = isinstance(circumstances, tuple) and "several_lots" in circumstances
    if (several_lots and facts.get("first_lot_delivered_on") == UNSURE) or _came_early(facts):
        starts["shipped_on"] = _told(facts, "shipped_on")
    return ((question, day) for question, day in starts.items() if day)


def _came_early(facts: Facts) -> bool:
    """Whether goods are there, nobody knows since when, and the expected day tells nothing: it is ahead, or unknown."""
    expected = _told(facts, "expected_delivery_on")
    return facts.get("delivered_on") == UNSURE and (expected is None or expected > _today(facts))


def _filing(book: Statements, facts: Facts) -> Iterator[Deadline]:
    question, start, topic = _filing_start(facts)
    on_delivery = question == "delivered_on" and start is not None
    tier = facts.get("buyer_tier")
    ends = (
        book.longest_ends(topic, of=question) if on_delivery and tier in _TOP_TIERS else book.ends(topic, of=question)
    )
    last = (
        None if start is None else min((add_days(start, end.days, working=end.working) for end in ends), default=None)
    )
    safe, safe_from = safe_filing(book, facts)
    if last is None and safe is None and facts.get("delivered_on") != NOT_YET:
        return
    by_guide = tuple(_by_guide(book, facts, *_FILING))
    cited = [
        *book.cite(*(statement for end in ends for statement in end.cites)),
        *(r for by in by_guide for r in by.statements),
    ]
    policy = ["P-window", "P-safe-filing", "P-safe-by", "P-shown", "P-counting"]
    policy += ["P-tier-unsure"] if tier == UNSURE else []
    policy += ["P-never-delivered"] if question == "expected_delivery_on" else []
    policy += ["P-delivery-unknown"] if facts.get("delivered_on") == UNSURE else []
    yield Deadline(
        id="file",
        who="buyer",
        action="Apply for a refund",
        question=question,
        start=start,
        first_day=None,
        last_day=last,
        safe_by=safe,
        state=_state(facts, None, last or safe),
        by_guide=by_guide,
        statements=tuple(dict.fromkeys(cited)),
        policy=tuple(policy),
        doubtful=facts.get("delivered_on") == UNSURE,
        safe_from=safe_from,
    )
    if on_delivery and tier == UNSURE:
        yield from _filing_if_top_tier(book, facts, question, start)


def _filing_if_top_tier(
    book: Statements, facts: Facts, question: str, start: datetime.date | None
) -> Iterator[Deadline]:
    """The longer window, shown as doubtful where the buyer's level is not known (P-tier-unsure)."""
    shorter = book.ends("filing-window", of=question)
    for longest in (end for end in book.longest_ends("filing-window", of=question) if end not in shorter):
        assert start is not None
        end = add_days(start, longest.days)
        yield Deadline(
            id="file-60",
            who="buyer",
            action="Apply for a refund, if you are a Platinum or Pro buyer",
            question=question,
            start=start,
            first_day=None,
            last_day=end,
            safe_by=None,
            state=_state(facts, None, end),
            by_guide=(),
            statements=book.cite(*longest.cites),
            policy=("P-tier-unsure", "P-shown"),
            doubtful=True,
        )


def _filing_start(facts: Facts) -> tuple[str, datetime.date | None, str]:
    """Return the event from which the last day to file runs, its day, and the topic that says how long it runs."""
    delivered = _told(facts, "delivered_on")
    if delivered:
        return "delivered_on", delivered, "filing-window"
    expected = _told(facts, "expected_delivery_on")
    if expected is not None and _came_early(facts):
        # From a day that is still ahead no window can run: the goods are there already.
        return "delivered_on", None, "filing-window"
    if expected is None and facts.get("tracking") == "suspect":
        return "tracked_delivery_on", _told(facts, "tracked_delivery_on"), "filing-window"
    return "expected_delivery_on", expected, "filing-window-undelivered"


@dataclass(frozen=True)
class _Clock:
    """A deadline that is one period after one event.

    ``from_day``: it may be done from that day on. ``safe_early``: how many days before its end the safe day is.
    ``owed``: the buyer has to keep it, so it has a safe day also where the day of the event is not known.
    """

    id: str
    topic: str
    who: Who
    action: str
    policy: tuple[str, ...] = ("P-shown",)
    from_day: bool = False
    safe_early: int | None = None
    owed: bool = False


_CLOCKS = (
    _Clock("ship", "ship-day", "supplier", "Ship the goods and upload the tracking", ("P-not-yet", "P-shown")),
    _Clock(
        "inspect-after-customs",
        "inspection-after-customs",
        "buyer",
        "Inspect the goods (old post-delivery coverage)",
        ("P-safe-filing", "P-coverage-type", "P-shown"),
    ),
    _Clock(
        "inspect-after-shipment",
        "inspection-after-shipment",
        "buyer",
        "Inspect the goods (old post-delivery coverage)",
        ("P-safe-filing", "P-coverage-type", "P-shown"),
    ),
    _Clock("supplier-answer", "supplier-answer", "supplier", "Answer your dispute", ("P-supplier-answer", "P-shown")),
    _Clock(
        "escalate",
        "escalation",
        "buyer",
        "Ask Alibaba.com to step in, if the seller has not answered or you refuse the offer",
        ("P-supplier-answer", "P-shown"),
        from_day=True,
    ),
    _Clock(
        "alibaba-steps-in",
        "alibaba-steps-in",
        "alibaba",
        "Step in by itself",
        ("P-supplier-answer", "P-shown"),
        from_day=True,
    ),
    _Clock(
        "answer-proposal",
        "buyer-silence",
        "buyer",
        "Answer the proposal",
        ("P-proposal", "P-safe-by"),
        safe_early=1,
        owed=True,
    ),
    _Clock(
        "submit-evidence",
        "evidence-deadline",
        "buyer",
        "Hand in the evidence that Alibaba.com asked for",
        ("P-evidence-asked", "P-safe-by"),
        owed=True,
    ),
    _Clock("decision", "decision-time", "alibaba", "Decide the dispute", ("P-supplier-answer", "P-overdue", "P-shown")),
    _Clock(
        "appeal",
        "appeal-window",
        "buyer",
        "Appeal with new evidence",
        ("P-decided", "P-safe-by"),
        safe_early=1,
        owed=True,
    ),
)


def _clock(book: Statements, facts: Facts, clock: _Clock) -> Deadline | None:
    period = book.period(clock.topic)
    if period is None or (clock.id == "appeal" and facts.get("decision") == "full"):
        return None
    event = period.start or ""
    # An answer whose clock began nobody knows when is safe by the earliest day that it can have (P-safe-by).
    unknown = clock.owed and facts.get(event) == UNSURE
    counted_from = last_before(event, facts) if unknown else event
    start = _told(facts, counted_from or "")
    if start is None:
        return None
    end = add_days(start, period.days, working=period.working)
    first = end if clock.from_day else add_days(start, period.at_least) if period.at_least else None
    last = None if clock.from_day or unknown else end
    safe = None
    if clock.safe_early is not None:
        safe = end - clock.safe_early * _DAY
    elif period.working:
        # Five calendar days are the reading that no guide can call late (P-safe-by).
        safe = add_days(start, period.days)
    return Deadline(
        id=clock.id,
        who=clock.who,
        action=clock.action,
        question=event,
        start=None if unknown else start,
        first_day=first,
        last_day=last,
        safe_by=safe,
        state=_state(facts, first if clock.from_day else None, last or safe),
        by_guide=tuple(_by_guide(book, facts, clock.topic)),
        statements=tuple(statement.ref for statement in book.spoken(clock.topic)),
        policy=clock.policy,
        doubtful=unknown,
        safe_from=counted_from if safe else None,
    )


def _arrival(book: Statements, facts: Facts) -> Deadline | None:
    expected = _told(facts, "expected_delivery_on")
    if expected is None:
        return None
    return Deadline(
        id="deliver",
        who="supplier",
        action="Deliver the goods",
        question="expected_delivery_on",
        start=expected,
        first_day=None,
        last_day=expected,
        safe_by=None,
        state=_state(facts, None, expected),
        by_guide=(),
        statements=book.cite("window-30-from-expected-delivery"),
        policy=("P-never-delivered", "P-shown"),
    )


def deadlines(book: Statements, facts: Facts) -> list[Deadline]:
    """Return every day that follows from what is told, in time order. ``facts`` are those of one problem."""
    found = [*_filing(book, facts), *(_clock(book, facts, clock) for clock in _CLOCKS), _arrival(book, facts)]
    known = [deadline for deadline in found if deadline is not None]
    return sorted(known, key=lambda d: (d.last_day or d.first_day or d.safe_by or datetime.date.max, d.id))


def owed(facts: Facts, found: Iterable[Deadline], *, protected: bool, lapsed: bool) -> Owed:
    """Return the earliest safe day that the buyer still has to keep (POLICY, P-safe-by).

    ``protected`` is False where the order is not protected at all; ``lapsed`` says that a proposal ran out, so that the
    dispute must be filed again.
    """
    if not protected:
        return Owed()
    by_id = {deadline.id: deadline for deadline in found}
    steps = [*_filing_owed(facts, by_id, lapsed=lapsed), *_answer_owed(facts, by_id)]
    return min(steps, key=lambda step: step.safe_by or datetime.date.max, default=Owed())


def _filing_owed(facts: Facts, by_id: dict[str, Deadline], *, lapsed: bool) -> Iterator[Owed]:
    file = by_id.get("file")
    stage = facts.get("dispute_stage")
    if file is None or file.safe_by is None or stage in ("evidence_requested", "escalated", "decided"):
        return
    last = file.last_day
    if "file-60" in by_id and last is not None and _today(facts) > last:
        last = by_id["file-60"].last_day
    under_way = stage in ("filed", "proposal_waiting", "counter_proposed") and not lapsed
    filed = _told(facts, "dispute_filed_on")
    timely = last is None or filed is None or filed <= last
    if not (under_way and timely and file.safe_by < _today(facts)):
        yield Owed(file.safe_by, last, "file")


def _answer_owed(facts: Facts, by_id: dict[str, Deadline]) -> Iterator[Owed]:
    stage, decision = facts.get("dispute_stage"), facts.get("decision")
    owes = {
        "answer-proposal": stage == "proposal_waiting",
        "submit-evidence": stage == "evidence_requested",
        "appeal": stage == "decided" and decision == "refused",
    }
    for deadline_id, due in owes.items():
        deadline = by_id.get(deadline_id)
        # Where nobody knows when its time ends, it may still run.
        if due and deadline and (deadline.last_day is None or _today(facts) <= deadline.last_day):
            yield Owed(deadline.safe_by, deadline.last_day, deadline_id)
