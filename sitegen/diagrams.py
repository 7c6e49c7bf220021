"""Pictures drawn from the data, as SVG that stands in the page: the clocks, the gates, the stages of a dispute.

They hold nothing that the page's words do not say too. Colours, faces and lines are classes in docs/assets/site.css.
A drawing is as wide as a phone, and its sizes are those of the screen.
"""

import textwrap
from collections.abc import Iterator
from html import escape

from checker.assessment import GATES
from checker.questions import QUESTIONS
from checker.statements import Period, Position
from sitegen import BuildError
from sitegen.facts import EVENTS, Facts, period

WIDTH = 360
LINE = 17
# Characters that surely fit into boxes: of a gate, of a stage, of a stage set in.
FIT, FIT_STAGE, FIT_SET_IN = 46, 36, 29

#: What runs, by the topic that says how long: who has to act, and what they do.
CLOCKS = {
    "filing-window": ("You", "ask for a refund"),
    "filing-window-undelivered": ("You", "ask when nothing arrived"),
    "filing-window-receipt": ("You", "ask after confirming receipt"),
    "supplier-answer": ("The seller", "answers"),
    "escalation": ("You", "can ask Alibaba.com to decide, from then"),
    "alibaba-steps-in": ("Alibaba.com", "steps in unasked"),
    "buyer-silence": ("You", "answer a proposal"),
    "evidence-deadline": ("You", "hand in evidence"),
    "decision-time": ("Alibaba.com", "decides"),
    "appeal-window": ("You", "appeal"),
}
#: What each gate asks.
ASKS = {
    "coverage": "Is this order protected?",
    "ground": "Is this a problem that the programme answers for?",
    "proof": "Can it be shown?",
    "time": "Is there still time, and is it not too early?",
}
#: The stages of a dispute in their order, each with what leads to it and the topic that says within what time.
STAGES = (
    ("filed", "You apply for a refund", ""),
    ("proposal_waiting", "The seller answers within", "supplier-answer"),
    ("closed_by_silence", "You are silent for", "buyer-silence"),
    ("counter_proposed", "You refuse it and propose something else", ""),
    ("escalated", "You ask Alibaba.com to decide", ""),
    ("evidence_requested", "Alibaba.com wants to see more", ""),
    ("decided", "You hand it in within", "evidence-deadline"),
)
DEAD_END = "closed_by_silence"
SHORT_CUT = ("filed", "escalated", "No answer for", "escalation")


class DiagramError(BuildError):
    """A picture cannot be drawn; the text says what is missing."""


def drawn(name: str, said: Facts) -> str:
    """The picture with this name as a figure of one line; its numbers are those of the page's facts."""
    pictures = {"clocks": clocks, "gates": gates, "dispute": dispute}
    if name not in pictures:
        raise DiagramError(f"there is no picture {name!r}; there are {', '.join(pictures)}")
    return pictures[name](said)


def clocks(said: Facts) -> str:
    """Every clock as a bar to scale, under the event from which it runs; what another guide says is a mark beyond."""
    groups: dict[str, list[str]] = {}
    for topic in CLOCKS:
        starts = [one.start for one in _periods(said.position(topic)) if one.start]
        groups.setdefault(starts[0] if starts else "", []).append(topic)
    longest = max(one.days for topic in CLOCKS for one in _periods(said.position(topic)))
    parts, y = [], 4
    for event in (event for event in EVENTS if event in groups):
        y += LINE
        parts.append(_text(0, y, f"From {EVENTS[event]}", "head"))
        for topic in groups[event]:
            who, what = CLOCKS[topic]
            found = _periods(said.position(topic))
            figures = " or ".join(dict.fromkeys(period(one, from_event=False) for one in found))
            y += LINE + 6
            parts.append(_text(0, y, f"{who} {what}"))
            y += 6
            parts += _bar(y, found, longest, "yours" if who == "You" else "theirs")
            y += LINE + 10
            parts.append(_text(0, y, figures, "figure"))
        y += 14
    caption = (
        "The bars are drawn to scale. Marks on them are other figures that guides give; the table says who gives which."
    )
    return _figure("clocks", "All clocks of an order, by the event that starts them", "".join(parts), y, caption)


def _periods(position: Position) -> list[Period]:
    """Every period that a guide gives, the one that we follow first."""
    spoken = [
        *([position.followed] if position.followed else []),
        *(s for said in position.by_guide.values() for s in said),
    ]
    found = list(dict.fromkeys(one.value for one in spoken if isinstance(one.value, Period)))
    if not found:
        raise DiagramError(f"no guide gives a period on {position.topic.id!r}")
    return found


def _bar(y: int, found: list[Period], longest: int, whose: str) -> Iterator[str]:
    def at(days: int) -> float:
        return round(WIDTH * days / longest, 1)

    first = found[0]
    yield f'<rect class="track" x="0" y="{y}" width="{at(max(one.days for one in found))}" height="10"/>'
    yield f'<rect class="{whose}" x="0" y="{y}" width="{at(first.at_least or first.days)}" height="10"/>'
    for one in found:
        yield f'<rect class="end" x="{max(at(one.days) - 2, 0)}" y="{y - 2}" width="2" height="14"/>'


def gates(said: Facts) -> str:
    """The four gates in their order, and where a case goes that does not get through."""
    parts, y = [], 0
    for number, gate in enumerate(GATES, 1):
        lines = textwrap.wrap(ASKS[gate], FIT)
        height = 34 + LINE * len(lines)
        parts.append(_box(0, y, WIDTH, height))
        parts.append(_text(14, y + 22, f"{number}. {gate.capitalize()}", "head"))
        parts += [_text(14, y + 22 + LINE * place, line) for place, line in enumerate(lines, 1)]
        y += height
        parts.append(_arrow(20, y, y + 46))
        parts.append(_text(40, y + 28, "open", "qualifies"))
        parts.append(_text(150, y + 19, "closed: does not qualify", "does-not-qualify"))
        parts.append(_text(150, y + 19 + LINE, "in doubt: unclear", "unclear"))
        y += 46
    parts.append(_box(0, y, WIDTH, 40, "end-box"))
    parts.append(_text(14, y + 25, "Qualifies, or partly where the loss is larger", "head"))
    caption = "One closed gate decides, whatever the others say; then one unclear gate does."
    return _figure("gates", "The four gates that a case goes through", "".join(parts), y + 40, caption)


def dispute(said: Facts) -> str:
    """The stages of a dispute from top to bottom, each with what leads to it; silence has ways of its own."""
    options = QUESTIONS["dispute_stage"].options
    parts: list[str] = []
    middle: dict[str, int] = {}
    y = left_at = 0
    for stage, step, topic in STAGES:
        indent = 60 if stage == DEAD_END else 0
        y += LINE
        parts.append(_text(indent + 40, y, f"{step} {_shortest(said, topic)}".strip()))
        # The way on passes by a dead end.
        parts.append(_arrow(indent + 20, y - LINE if indent else left_at, y + 10))
        y += 10
        lines = textwrap.wrap(options[stage], FIT_SET_IN if indent else FIT_STAGE)
        height = 16 + LINE * len(lines)
        parts.append(_box(indent, y, WIDTH - 50 - indent, height, "dead" if stage == DEAD_END else "box"))
        parts += [_text(indent + 14, y + 3 + LINE * place, line, "head") for place, line in enumerate(lines, 1)]
        middle[stage] = y + height // 2
        y += height
        left_at = left_at if indent else y
    y += LINE
    parts.append(_text(40, y, f"You can appeal within {_shortest(said, 'appeal-window')}"))
    start, end, step, topic = SHORT_CUT
    parts.append(_rail(middle[start], middle[end], f"{step} {_shortest(said, topic)}"))
    caption = (
        "The boxes are what the checker lets you answer. Where guides differ, the times are those that we follow; "
    )
    caption += f'<a href="{said.root}deadlines/">Every deadline</a> says who gives which.'
    return _figure(
        "dispute", "The stages of a dispute, and what leads from one to the next", "".join(parts), y + 6, caption
    )


def _shortest(said: Facts, topic: str) -> str:
    found = said.book.period(topic) if topic else None
    return period(found, from_event=False) if found else ""


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{named}>{escape(words)}</text>'


def _box(x: int, y: int, width: int, height: int, kind: str = "box") -> str:
    return f'<rect class="{kind}" x="{x + 1}" y="{y + 1}" width="{width - 2}" height="{height - 2}" rx="4"/>'


def _arrow(x: int, top: int, bottom: int) -> str:
    return f'<path class="way" d="M{x} {top}V{bottom - 1}M{x - 4} {bottom - 6}L{x} {bottom - 1}L{x + 4} {bottom - 6}"/>'


def _rail(top: int, bottom: int, words: str) -> str:
    """A way along the right edge, past the stages between."""
    x, edge = WIDTH - 24, WIDTH - 51
    point = f"M{edge + 5} {bottom - 4}L{edge} {bottom}L{edge + 5} {bottom + 4}"
    way = f'<path class="way" d="M{edge} {top}H{x}V{bottom}H{edge}{point}"/>'
    at = (top + bottom) // 2
    return f'{way}<text class="along" transform="translate({x + 16} {at}) rotate(-90)">{escape(words)}</text>'


def _figure(name: str, title: str, drawing: str, height: int, caption: str) -> str:
    """The drawing with its name and its caption, which is HTML. A group, no image: its words are read as they stand."""
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="group" aria-labelledby="{name}-title {name}-words">'
        f'<title id="{name}-title">{escape(title)}</title>{drawing}</svg>'
    )
    return f'<figure class="diagram">{svg}<figcaption id="{name}-words">{caption}</figcaption></figure>'
