from dataclasses import replace
from decimal import Decimal

import pytest

from checker.questions import QUESTIONS
from checker.statements import Money, Period, Statements
from sitegen import facts
from sitegen.facts import FactError, Facts

TITLES = {"deadlines": "Every deadline", "the-dispute": "The dispute"}


@pytest.fixture
def on_deadlines(book: Statements) -> Facts:
    return Facts(book, "deadlines.md", TITLES)


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (Period(30, "delivered_on"), "days", "30 days from delivery"),
        (Period(1, None), "days", "1 day"),
        (Period(5, "evidence_requested_on", working=True), "days", "5 working days from the request"),
        (Period(60, "dispute_filed_on", at_least=15), "days", "15 to 60 days from the day you file"),
        (Period(0, "agreed_ship_on"), "days", "by the agreed ship date"),
        (Money(Decimal("100")), "usd", "USD 100"),
        (Money(Decimal("100000"), Decimal("10000")), "usd", "USD 10,000 to USD 100,000"),
        (Decimal("4.4"), "percent", "4.4 %"),
        (10, "megabytes", "10 MB"),
        (2015, "year", "2015"),
        (5000, "number", "5,000"),
        (("jpg", "png"), "list", "jpg, png"),
        (True, "yes-no", "yes"),
        ("all-orders", "choice", "all orders"),
        (None, "text", ""),
    ],
)
def test_a_value_in_words(value: object, kind: str, said: str) -> None:
    assert facts.figure(value, kind) == said


def test_every_event_has_words() -> None:
    assert set(facts.EVENTS) == {question.id for question in QUESTIONS.values() if question.kind == "date"}


def test_a_statement_carries_the_mark_of_every_guide_that_makes_it(on_deadlines: Facts, book: Statements) -> None:
    said = on_deadlines.says("window-30-from-delivery")
    assert said.startswith(book.statements["official/window-30-from-delivery"].says)
    for guide in ("official", "chinaispp", "ruizhi"):
        assert f"(guides/{guide}.md#says-window-30-from-delivery " in said


def test_one_guide_can_be_meant(on_deadlines: Facts) -> None:
    said = on_deadlines.value("official/window-30-from-delivery", event=True)
    assert said.startswith("30 days from delivery [")
    assert "ruizhi" not in said


def test_a_disputed_topic_says_so(book: Statements) -> None:
    said = Facts(book, "the-dispute.md", TITLES).days("supplier-answer")
    assert "guides differ" in said
    assert "(disagreements.md#supplier-answer)" in said
    assert "contradicts itself" in Facts(book, "the-dispute.md", TITLES).days("alibaba-steps-in")


def test_links_are_seen_from_the_page(book: Statements) -> None:
    assert Facts(book, "guides/ruizhi.md", TITLES).to("deadlines.md#x") == "../deadlines.md#x"
    assert Facts(book, "guides/ruizhi.md", TITLES).root == "../../"
    assert Facts(book, "guides/index.md", TITLES).root == "../"
    assert Facts(book, "index.md", TITLES).root == ""


def test_the_stand_names_whom_we_follow_and_why(book: Statements) -> None:
    dispute = Facts(book, "the-dispute.md", TITLES)
    assert "how-we-decide.md#p-supplier-answer" in dispute.stand("supplier-answer")
    assert "own page comes first" in Facts(book, "covered.md", TITLES).stand("grounds")
    refund = Facts(book, "refund-amounts.md", TITLES)
    assert "(how-we-decide.md#p-late)" in refund.stand("late-remedy")
    assert "no case turns on it" in refund.stand("cap-unit")


def test_a_dispute_that_no_decision_settles_is_left_unclear(book: Statements) -> None:
    topic = replace(book.topics["late-remedy"], disagreement=())
    undecided = Statements(book.guides, book.topics | {topic.id: topic})
    assert facts.NOTHING_FOLLOWED in Facts(undecided, "refund-amounts.md", TITLES).stand("late-remedy")


def test_the_rest_shows_every_topic_once(on_deadlines: Facts, book: Statements) -> None:
    on_deadlines.topic_table("filing-window")
    rest = on_deadlines.the_rest()
    assert "#filing-window }" not in rest
    assert on_deadlines.shown == {topic.id for topic in book.topics.values() if topic.page == "deadlines"}
    assert on_deadlines.the_rest() == ""


def test_a_table_cell_cannot_be_broken_by_its_text(book: Statements) -> None:
    for topic in book.topics:
        for line in Facts(book, "x.md", TITLES).rows(topic).splitlines():
            assert line.replace("\\|", "").count("|") in (3, 4), line


@pytest.mark.parametrize(
    "wrong",
    [
        lambda f: f.says("window-31-from-delivery"),
        lambda f: f.says("ruizhi/window-60-platinum-pro"),
        lambda f: f.days("filing-windows"),
        lambda f: f.days("payout-time"),
        lambda f: f.title_of("nowhere"),
        lambda f: f.check("shortages"),
        lambda f: f.check("shortage", paid_thru="alibaba"),
    ],
)
def test_what_does_not_exist_is_refused(on_deadlines: Facts, wrong: object) -> None:
    with pytest.raises(FactError, match=r"^deadlines\.md: "):
        wrong(on_deadlines)  # type: ignore[operator]
