"""What each guide alone would say, how we decide, and the careful reading."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.assessment import assess
from checker.contract import response
from checker.readings import Reading, readings
from checker.statements import Statements, load
from tests.checker.policy_cases import TODAY, base
from tests.checker.stories import PLAIN
from tests.checker.talk import TODAY as NOW


def read(book: Statements | None = None, **answers: Any) -> dict[str, Reading]:
    return {reading.id: reading for reading in readings(assess(PLAIN | answers, NOW, book=book))}


def test_the_first_reading_is_how_we_decide() -> None:
    assessment = assess(base("shortage", units_received=900), TODAY)
    first, *_ = readings(assessment)
    assert (first.id, first.verdict, first.outcome) == ("official-first", assessment.verdict, assessment.outcome)
    assert first.last_day == assessment.owed.last_day


def test_every_guide_has_a_reading_of_its_own() -> None:
    assert list(read(problem="wrong_goods")) == ["official-first", "careful", *(guide.id for guide in load().guides)]


def test_damage_on_the_way_is_where_one_guide_says_otherwise() -> None:
    found = read(problem="transit_damage", packaging_as_agreed="yes")
    assert found["official-first"].verdict == "does_not_qualify"
    assert found["chinaispp"].verdict == "does_not_qualify"
    assert found["ruizhi"].verdict == "qualifies"
    assert (found["official"].verdict, found["official"].outcome) == ("unclear", "guides-silent")
    assert found["official"].silent_on == ("transit-damage",)


def test_a_guide_that_contradicts_itself_disagrees_with_itself() -> None:
    found = read(problem="wrong_goods")
    assert (found["ruizhi"].verdict, found["ruizhi"].outcome) == ("unclear", "guides-disagree")


def test_a_guide_without_a_window_is_silent_on_it() -> None:
    found = read(problem="wrong_goods")["inspector"]
    assert "filing-window" in found.silent_on
    assert found.last_day is None
    assert found.outcome == "guides-silent"


def test_the_careful_reading_is_the_strictest_that_speaks_with_the_earliest_day() -> None:
    answers = {
        "problem": "late_delivery",
        "on_time_mark": "none",
        "cause": "carrier",
        "shipped_on": "2026-04-01",
        "agreed_ship_on": "2026-04-05",
        "expected_delivery_on": "2026-04-25",
    }
    found = read(**answers)
    assert found["official-first"].verdict == "unclear"
    assert (found["careful"].verdict, found["careful"].outcome) == ("does_not_qualify", "nothing-broken")
    assert found["careful"].last_day == datetime.date(2026, 5, 25)
    assert found["chinaispp"].verdict == "qualifies"


def test_a_guide_cites_only_itself() -> None:
    for reading in read(problem="transit_damage", packaging_as_agreed="yes").values():
        if reading.guide:
            assert all(ref.startswith(f"{reading.guide.id}/") for ref in reading.statements)


def test_nothing_is_read_while_the_verdict_is_pending() -> None:
    assert readings(assess({"problem": "shortage"}, NOW)) == ()


# --- a guide more, no code more -------------------------------------------------------------------

FIFTH = """
title   = "A fifth guide"
kind    = "{kind}"
checked = 2026-11-24
mark    = "Fifth"
about   = "Written for a test."

[[statement]]
id    = "window-20-from-delivery"
topic = "filing-window"
where = "top"
says  = "Ask within 20 days of delivery."
value = {{ days = 20, from = "delivered_on" }}

[[statement]]
id    = "fifth-transit"
topic = "transit-damage"
where = "top"
says  = "Damage on the way is covered."
value = "covered"

[[statement]]
id    = "fifth-escalation"
topic = "escalation"
where = "top"
says  = "Escalate from day 6."
value = {{ days = 6, from = "dispute_filed_on" }}
"""


@pytest.fixture
def more(tmp_path: Path) -> Any:
    def write(kind: str) -> Statements:
        guides = Path(checker.__file__).parent / "guides"
        for file in guides.glob("*.toml"):
            shutil.copy(file, tmp_path)
        (tmp_path / "fifth.toml").write_text(FIFTH.format(kind=kind), "utf-8")
        return load(tmp_path)

    return write


def test_a_fifth_guide_is_read_alone(more: Any) -> None:
    found = read(more("trade"), problem="transit_damage", packaging_as_agreed="yes")
    assert found["fifth"].guide and found["fifth"].guide.title == "A fifth guide"
    assert found["fifth"].last_day == datetime.date(2026, 5, 21)


def test_a_fifth_guide_joins_the_disagreements_and_the_safe_day(more: Any) -> None:
    book = more("trade")
    assert book.position("filing-window").status == "disputed"
    shown = response(assess(PLAIN | {"problem": "wrong_goods"}, NOW, book=book))
    file = next(deadline for deadline in shown["deadlines"] if deadline["id"] == "file")
    assert "fifth" in {by["guide"] for by in file["by_guide"]}
    assert (shown["safe_by"], shown["last_day"]) == ("2026-05-21", "2026-05-31")


def test_a_fifth_guide_that_is_official_decides(more: Any) -> None:
    """Two official pages that differ on the window: neither is followed, and between the two it is unclear."""
    late = PLAIN | {"problem": "wrong_goods", "delivered_on": datetime.date(2026, 4, 25)}
    assert assess(late, NOW).verdict == "qualifies"
    found = assess(late, NOW, book=more("official"))
    assert (found.verdict, found.outcome) == ("unclear", "guides-disagree")
    assert assess(late, datetime.date(2026, 5, 10), book=more("official")).verdict == "qualifies"
    damaged = PLAIN | {"problem": "transit_damage", "packaging_as_agreed": "yes"}
    assert assess(damaged, datetime.date(2026, 5, 10)).verdict == "does_not_qualify"
    assert assess(damaged, datetime.date(2026, 5, 10), book=more("official")).verdict == "qualifies"
