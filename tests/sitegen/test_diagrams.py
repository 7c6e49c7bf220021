"""The pictures: every figure in them comes from a statement, and everything in them stands on the page in words too."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from checker.questions import QUESTIONS
from checker.statements import Period, Statements
from sitegen import diagrams, facts
from sitegen.diagrams import DiagramError

PICTURES = {"clocks": "deadlines", "gates": "how-we-decide", "dispute": "the-dispute"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def said(book: Statements) -> facts.Facts:
    return facts.Facts(book, "deadlines.md", {})


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts(picture: str) -> list[str]:
    return ["".join(text.itertext()) for text in parsed(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sound_and_named_and_without_styles(name: str, said: facts.Facts) -> None:
    picture = diagrams.drawn(name, said)
    root = parsed(picture)
    svg = root[0]
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert svg.get("role") == "group"
    assert set((svg.get("aria-labelledby") or "").split()) == ids
    assert "\n" not in picture
    assert not re.search(r"\sstyle=|fill=|stroke=|#[0-9a-f]{3}", picture)


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_drawn_beyond_the_edge(name: str, said: facts.Facts) -> None:
    svg = parsed(diagrams.drawn(name, said))[0]
    _, _, width, height = map(int, (svg.get("viewBox") or "").split())
    for rect in svg.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.get(side, "")) for side in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height
    for text in svg.iter(f"{SVG}text"):
        if text.get("y"):
            # Some seven units a character.
            assert float(text.get("x", "")) + 7 * len(text.text or "") <= width + 10, text.text
            assert 0 < float(text.get("y", "")) <= height


def test_every_period_of_every_clock_is_drawn(said: facts.Facts, book: Statements) -> None:
    words = " ".join(texts(diagrams.drawn("clocks", said)))
    for topic, (who, what) in diagrams.CLOCKS.items():
        assert f"{who} {what}" in words
        for statement in book.spoken(topic):
            if isinstance(statement.value, Period):
                assert facts.period(statement.value, from_event=False) in words, statement.ref


def test_the_bars_are_to_scale(said: facts.Facts, book: Statements) -> None:
    svg = parsed(diagrams.drawn("clocks", said))[0]
    drawn = [float(bar.get("width", "")) for bar in svg.iter(f"{SVG}rect") if bar.get("class") in ("yours", "theirs")]
    followed = [book.position(topic).followed or book.spoken(topic)[0] for topic in diagrams.CLOCKS]
    days = {one.value.at_least or one.value.days for one in followed if isinstance(one.value, Period)}
    assert len(drawn) == len(diagrams.CLOCKS)
    longest = 60
    assert {round(width * longest / diagrams.WIDTH) for width in drawn} == days


def test_every_stage_and_every_gate_is_drawn(said: facts.Facts) -> None:
    stages = {stage for stage, _, _ in diagrams.STAGES}
    assert stages == set(QUESTIONS["dispute_stage"].options) - {"none"}
    words = " ".join(texts(diagrams.drawn("dispute", said)))
    for stage in stages:
        assert QUESTIONS["dispute_stage"].options[stage] in words
    words = " ".join(texts(diagrams.drawn("gates", said)))
    assert set(diagrams.ASKS) == set(diagrams.GATES)
    assert [words.index(asks) for asks in diagrams.ASKS.values()] == sorted(map(words.index, diagrams.ASKS.values()))


@pytest.mark.parametrize("name", PICTURES)
def test_each_stands_on_its_page(name: str, site: Path) -> None:
    html = (site / PICTURES[name] / "index.html").read_text("utf-8")
    assert html.count('<figure class="diagram">') == 1
    assert f'id="{name}-title"' in html


def test_a_number_in_a_picture_stands_in_the_words_beside_it(site: Path, said: facts.Facts) -> None:
    for name in ("clocks", "dispute"):
        # A dispute's picture leads to the page of all deadlines.
        html = "".join((site / page / "index.html").read_text("utf-8") for page in (PICTURES[name], "deadlines"))
        words = re.sub(r"<[^>]+>", " ", re.sub(r"<figure.*?</figure>", "", html, flags=re.DOTALL))
        for figure in re.findall(r"\d+(?: to \d+)? (?:working )?days", " ".join(texts(diagrams.drawn(name, said)))):
            assert figure in " ".join(words.split()), f"{name}: {figure}"


def test_an_unknown_picture_and_a_clock_without_a_period_are_refused(said: facts.Facts) -> None:
    with pytest.raises(DiagramError, match="no picture 'clock'; there are clocks, gates, dispute"):
        diagrams.drawn("clock", said)
    with pytest.raises(DiagramError, match="who-runs-it"):
        diagrams._periods(said.position("who-runs-it"))
