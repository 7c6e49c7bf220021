"""Turns statements into Markdown: a sentence or a figure never stands without the mark of who says it."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from checker.outcomes import Outcome
from checker.policy import POLICY
from checker.questions import QUESTIONS
from checker.statements import Guide, Money, Period, Position, Statement, Statements, Topic

# The events that periods are counted from, as they read after "from".
EVENTS = {
    "paid_on": "the payment",
    "tracked_delivery_on": "the delivery that tracking shows",
    "agreed_ship_on": "the agreed ship date",
    "shipped_on": "shipment",
    "expected_delivery_on": "the expected delivery date",
    "delivered_on": "delivery",
    "first_lot_delivered_on": "the first delivery",
    "receipt_confirmed_on": "confirmed receipt",
    "customs_cleared_on": "customs clearance",
    "inspected_on": "the inspection",
    "dispute_filed_on": "the day you file",
    "proposal_received_on": "the day the proposal reaches you",
    "counter_proposal_on": "the day of your proposal",
    "evidence_requested_on": "the request",
    "escalated_on": "the escalation",
    "decided_on": "the decision",
}
GUIDES_PAGE = "guides/{}.md"
# A choice or a yes is said by the sentence; a table needs no second column for it.
TYPES_WITH_FIGURE = ("days", "usd", "percent", "number", "megabytes", "year", "list")
NOTHING_FOLLOWED = "We follow none of them: the checker then says *unclear*, and names the earliest date."


class FactError(LookupError):
    """A page names a statement or a topic that the guides do not have; the text says which."""


def day(when: date) -> str:
    """A date in full: 3 July 2026."""
    return f"{when.day} {when:%B %Y}"


def number(value: Decimal | int) -> str:
    """A number with its thousands marked: 38,500 or 7.70."""
    return f"{value:,}"


def figure(value: object, kind: str) -> str:
    """A statement's value in words; `kind` is the type of its topic. Empty where the topic has no value."""
    match value:
        case Period(days=0, start=start):
            return "by then" if start is None else f"by {EVENTS[start]}"
        case Period():
            return period(value)
        case Money(usd=usd, at_least=None):
            return f"USD {number(usd)}"
        case Money(usd=usd, at_least=least) if least is not None:
            return f"USD {number(least)} to USD {number(usd)}"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
        case int() | Decimal():
            units = {"percent": "{} %", "megabytes": "{} MB", "year": "{}"}
            return units.get(kind, "{}").format(value if kind == "year" else number(value))
        case str():
            return value.replace("-", " ").replace("_", " ")
        case _:
            return ""


def period(value: Period, *, from_event: bool = True) -> str:
    """A period in words: "15 to 60 days from the day you file"."""
    unit = ("working day" if value.working else "day") + ("" if value.days == 1 else "s")
    span = f"{value.at_least} to {value.days}" if value.at_least is not None else f"{value.days}"
    event = f" from {EVENTS[value.start]}" if from_event and value.start else ""
    return f"{span} {unit}{event}"


def source(guide: Guide, statement: Statement) -> str:
    """Where a statement stands, in a line: the place in the guide, its date, when we last compared."""
    return f"{guide.title}, {shown_date(guide)}: {statement.where}. Compared on {day(guide.checked)}."


def shown_date(guide: Guide) -> str:
    """Of when a guide is: "dated 3 July 2026" or "undated"."""
    return f"dated {day(guide.dated)}" if guide.dated else "undated"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


class Facts:
    """What the templates of one page say with: every method gives Markdown with links as seen from that page.

    `page` is the page's file counted from the folder of all pages, such as "guides/official.md".
    """

    def __init__(self, book: Statements, page: str, titles: Mapping[str, str]) -> None:
        """`titles` are those of all pages by slug. Topics shown are noted, so that `the_rest` can give the others."""
        self.book = book
        self.page = page
        self.titles = titles
        self.slug = page.removesuffix(".md").removesuffix("index").rstrip("/")
        self.root = "../" * len(self.slug.split("/")) if self.slug else ""
        self.shown: set[str] = set()
        self.guides = {guide.id: guide for guide in book.guides}
        self.by_id: dict[str, list[Statement]] = {}
        for statement in book.statements.values():
            self.by_id.setdefault(statement.id, []).append(statement)

    # -- links

    def to(self, target: str) -> str:
        """The address of a page ("deadlines.md#evidence-deadline") as seen from this one."""
        path, hash_, fragment = target.partition("#")
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".") + hash_ + fragment

    def mark(self, statement: Statement, style: str = ".source") -> str:
        """The small mark of origin: a link to the statement on its guide's page, with the source as its title."""
        guide = self.guides[statement.guide]
        address = self.to(f"{GUIDES_PAGE.format(guide.id)}#says-{statement.id}")
        title = source(guide, statement).replace('"', "”").replace("|", "–")
        return f'[{guide.mark}]({address} "{title}"){{ {style} }}'

    def marks(self, statements: Iterable[Statement]) -> str:
        """The marks of several statements, one a guide."""
        one_each = {statement.guide: statement for statement in reversed(list(statements))}
        return " ".join(self.mark(one_each[guide]) for guide in self.guides if guide in one_each)

    def differ(self, topic: str) -> str:
        """The second mark that a disputed topic carries; nothing where the guides agree."""
        position = self.position(topic)
        if position.status != "disputed":
            return ""
        words = "guides differ" if len(position.by_guide) > 1 else "contradicts itself"
        return f" [{words}]({self.to(f'disagreements.md#{topic}')}){{ .source .differ }}"

    def place_of(self, topic: str) -> str:
        """Where a topic is explained: a page's file and the place on it."""
        return f"{self.book.topics[topic].page}.md#{topic}"

    def outcome(self, outcome: Outcome) -> str:
        """The way to an outcome's page: its badge, with the mark of its verdict."""
        kind = outcome.verdict.replace("_", "-")
        return f"[{outcome.badge}]({self.to(f'outcomes/{outcome.code}.md')}){{ .verdict .{kind} }}"

    def title_of(self, slug: str) -> str:
        """What the page with this slug is called; a folder may be named by its index."""
        title = self.titles.get(slug.removesuffix("/index"))
        if title is None:
            raise FactError(f"{self.page}: there is no page {slug!r}")
        return title

    def check(self, problem: str = "", **answers: str) -> str:
        """The way into the checker, with the answers that this page takes for given."""
        told = {key: value for key, value in ({"problem": problem} | answers).items() if value}
        for key, value in told.items():
            if key not in QUESTIONS or value not in QUESTIONS[key].options:
                raise FactError(f"{self.page}: the checker knows no answer {key}={value}")
        given = "&amp;".join(f"{key}={value}" for key, value in told.items())
        address = self.root + "checker/" + (f"#{given}" if given else "")
        return f'<p class="check"><a class="start" href="{address}">Check your case</a></p>'

    # -- looking up

    def position(self, topic: str) -> Position:
        """Where the guides stand on a topic."""
        if topic not in self.book.topics:
            raise FactError(f"{self.page}: there is no topic {topic!r} in topics.toml")
        return self.book.position(topic)

    def statements(self, ref: str) -> list[Statement]:
        """What a page means by "official/window-30-from-delivery" or, in every guide that says so, by the id alone."""
        found = [self.book.statements[ref]] if ref in self.book.statements else self.by_id.get(ref, [])
        if not found:
            raise FactError(f"{self.page}: no guide makes the statement {ref!r}")
        return found

    # -- saying

    def says(self, ref: str) -> str:
        """A statement as a sentence, with the mark of every guide that makes it."""
        found = self.statements(ref)
        return f"{found[0].says} {self.marks(found)}{self.differ(found[0].topic)}"

    def value(self, ref: str, *, event: bool = False) -> str:
        """A statement's figure, such as "30 days" (with `event`: "30 days from delivery"), with its marks."""
        found = self.statements(ref)
        return f"{self._figure(found[0], event=event)} {self.marks(found)}{self.differ(found[0].topic)}"

    def days(self, topic: str, *, event: bool = False) -> str:
        """The period that we follow on a topic, with its marks; where we follow none, all of them."""
        position = self.position(topic)
        spoken = [statement for said in position.by_guide.values() for statement in said]
        if not spoken:
            raise FactError(f"{self.page}: no guide speaks on {topic!r}, so there is nothing to show")
        if position.followed:
            same = [s for s in spoken if s.value == position.followed.value and s.when == position.followed.when]
            return f"{self._figure(position.followed, event=event)} {self.marks(same)}{self.differ(topic)}"
        figures: dict[str, list[Statement]] = {}
        for statement in spoken:
            figures.setdefault(self._figure(statement, event=event), []).append(statement)
        return " or ".join(f"{said} {self.marks(who)}" for said, who in figures.items()) + self.differ(topic)

    def _figure(self, statement: Statement, *, event: bool) -> str:
        if isinstance(statement.value, Period):
            return period(statement.value, from_event=event)
        return figure(statement.value, self.book.topics[statement.topic].type)

    def cite(self, ref: str) -> str:
        """Only the marks of those who make a statement."""
        return self.marks(self.statements(ref))

    # -- tables

    def stand(self, topic: str) -> str:
        """In a sentence or two: do the guides agree, whom do we follow, who is silent."""
        position = self.position(topic)
        if position.status == "silent":
            return "No guide says."
        speakers, silent = list(position.by_guide), [g for g in self.guides if g not in position.by_guide]
        if position.status == "disputed":
            parts = [f"The guides differ. {self._followed(position)}"]
            if len(speakers) == 1:
                parts = [f"{self.guides[speakers[0]].mark} contradicts itself. {self._followed(position)}"]
        elif len(speakers) == 1:
            parts = [f"Only {self.guides[speakers[0]].mark} says so."]
        else:
            parts = ["The guides that speak agree."]
        if silent and len(speakers) > 1:
            parts.append(f"Silent on it: {', '.join(self.guides[guide].mark for guide in silent)}.")
        return " ".join(parts)

    def _followed(self, position: Position) -> str:
        followed = position.followed
        if followed is None:
            return self._none_followed(position.topic)
        said = self._figure(followed, event=True) if position.topic.type in TYPES_WITH_FIGURE else ""
        who = f"We follow {self.mark(followed)}: {said or followed.says.rstrip('.')}"
        if position.reason == "official":
            return f"{who}. Alibaba.com's own page comes first."
        if position.reason.startswith("P-"):
            return f"{who}. [Here is why]({self.to(f'how-we-decide.md#{position.reason.lower()}')})."
        return f"{who}. The others agree on it."

    def _none_followed(self, topic: Topic) -> str:
        if topic.aside:
            return "We follow none of them: no case turns on it."
        rows = [row for row in POLICY.values() if set(row.disagreements) & set(topic.disagreement)]
        if not rows:
            return NOTHING_FOLLOWED
        said = {statement.id for statement in self.book.spoken(topic.id)}
        closest = max(rows, key=lambda row: len(said.intersection(row.rests_on)))
        place = self.to(f"how-we-decide.md#{closest.id.lower()}")
        return f"We follow none of them alone. [Here is what we decided]({place})."

    def rows(self, topic: str, *, dated: bool = False) -> str:
        """The table by guide: who says what, and where; with `dated`, also of which date each guide is."""
        self.shown.add(topic)
        position = self.position(topic)
        with_value = (
            any(self._figure(statement, event=True) for said in position.by_guide.values() for statement in said)
            and position.topic.type in TYPES_WITH_FIGURE
        )
        lines = ["| Guide | What it says | Figure |" if with_value else "| Guide | What it says |"]
        lines.append("|---|---|---|" if with_value else "|---|---|")
        for said in position.by_guide.values():
            for statement in said:
                guide = self.guides[statement.guide]
                when = f"<br><small>{shown_date(guide)}</small>" if dated else ""
                cells = [self.mark(statement, ".guide") + when, _cell(statement.says)]
                if with_value:
                    cells.append(_cell(self._figure(statement, event=True)))
                lines.append(f"| {' | '.join(cells)} |")
        return "\n".join(lines)

    def topic_table(self, topic: str, *, level: int = 3, home: bool = False) -> str:
        """A topic as a part of the page: its question, how the guides stand, the table by guide.

        `level` is that of its heading. With `home`, a last line leads to the page that the topic belongs to.
        """
        position = self.position(topic)
        parts = [f"{'#' * level} {position.topic.asks} {{: #{topic} }}", self.stand(topic)]
        self.shown.add(topic)
        if position.status != "silent":
            parts.append(self.rows(topic))
        if home:
            parts.append(f"[In its place: {self.title_of(position.topic.page)}]({self.to(self.place_of(topic))})")
        return "\n\n".join(parts)

    def answer(self, topic: str) -> str:
        """All that is said on a topic, in the one cell of a table: each sentence once, with its marks."""
        by_sentence: dict[str, list[Statement]] = {}
        for said in self.position(topic).by_guide.values():
            for statement in said:
                by_sentence.setdefault(statement.says, []).append(statement)
        sentences = [f"{says} {self.marks(who)}" for says, who in by_sentence.items()]
        return _cell(" ".join(sentences) or self.stand(topic))

    def short(self, topic: str) -> str:
        """The answer on a topic in a line: what we follow, or all that is said where there is nothing to choose."""
        position = self.position(topic)
        if position.status != "disputed":
            return self.answer(topic)
        if position.followed is None:
            return _cell(self._none_followed(position.topic) + self.differ(topic))
        return _cell(self.says(position.followed.ref))

    def questions(self) -> str:
        """Every topic as a question with its answer, under the title of the page that says more."""
        pages = dict.fromkeys(topic.page for topic in self.book.topics.values())
        return "\n\n".join(f"## {self.title_of(page)}\n\n{self._asked_on(page)}" for page in pages)

    def _asked_on(self, page: str) -> str:
        lines = ["| Question | Answer |", "|---|---|"]
        for topic in self._topics_of(page):
            asks = f"[{_cell(self.book.topics[topic].asks)}]({self.to(self.place_of(topic))})"
            lines.append(f"| {asks} | {self.short(topic)} |")
        return "\n".join(lines)

    def _topics_of(self, slug: str) -> Iterator[str]:
        return (topic.id for topic in self.book.topics.values() if topic.page == slug)

    def the_rest(self, heading: str = "More from the guides") -> str:
        """Every topic of this page that its text has not shown: tables where guides meet, one list of the others."""
        left = [topic for topic in self._topics_of(self.slug) if topic not in self.shown]
        if not left:
            return ""
        meeting = [topic for topic in left if self._meets(topic)]
        alone = [topic for topic in left if topic not in meeting]
        parts = [f"## {heading}", *(self.topic_table(topic) for topic in meeting)]
        if alone:
            parts.append(self._single_voices(alone))
        return "\n\n".join(parts)

    def _meets(self, topic: str) -> bool:
        position = self.position(topic)
        said = {statement.says for statements in position.by_guide.values() for statement in statements}
        return position.status != "silent" and len(said) > 1

    def _single_voices(self, topics: Iterable[str]) -> str:
        lines = ["| Question | Answer |", "|---|---|"]
        for topic in topics:
            self.shown.add(topic)
            anchor = f'<span id="{topic}"></span>'
            lines.append(f"| {anchor}{_cell(self.book.topics[topic].asks)} | {self.answer(topic)} |")
        return "\n".join(lines)

    # -- pages made wholly from the data

    def others(self, statement: Statement) -> str:
        """What is said elsewhere on the same question: by the guide itself where it contradicts itself, by others."""
        position = self.position(statement.topic)
        parts = []
        against = [
            f"[{self.book.statements[f'{statement.guide}/{other}'].says}](#says-{other})"
            for other in statement.contradicts
        ]
        if against:
            parts.append(f"The same guide also says: {' '.join(against)}")
        elsewhere = [s for guide, said in position.by_guide.items() if guide != statement.guide for s in said]
        same = [other for other in elsewhere if other.says == statement.says]
        apart = [other for other in elsewhere if other.says != statement.says]
        if same:
            parts.append(f"Said in the same sense by {self.marks(same)}.")
        if apart:
            parts.append("On the same question: " + " ".join(f"{other.says} {self.mark(other)}" for other in apart))
        if not elsewhere:
            parts.append("No other guide speaks on this.")
        return " ".join(parts) + self.differ(statement.topic)
