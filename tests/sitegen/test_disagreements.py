"""Every question on which the guides disagree is told, with who says what, what we go by and what nobody knows."""

import re
from pathlib import Path

import pytest

from checker.policy import POLICY
from checker.statements import Statements
from sitegen import disagreements
from sitegen.disagreements import STANDINGS, Disagreement, DisagreementError, load
from sitegen.pages import Pages
from sitegen.settings import ROOT
from tests.sitegen.test_pages import DOCS, FILES, SETTINGS, numbers_by_hand

FILE = ROOT / "docs/disagreements.toml"
# The ledger of the four guides counts 34 of them.
REFS = {f"C{number:02}" for number in range(1, 35)}


@pytest.fixture(scope="module")
def told(book: Statements) -> list[Disagreement]:
    return load(book)


@pytest.fixture(scope="module")
def page(book: Statements) -> str:
    return dict(Pages(DOCS, book, SETTINGS, FILES).all())["disagreements.md"]


def test_all_of_them_are_told_once(told: list[Disagreement]) -> None:
    assert sorted(one.ref for one in told) == sorted(REFS)
    assert len({one.id for one in told}) == len(told)


def test_topics_and_decisions_point_to_none_that_is_not_told(book: Statements) -> None:
    assert {ref for topic in book.topics.values() for ref in topic.disagreement} == REFS
    assert {ref for row in POLICY.values() for ref in row.disagreements} <= REFS


def test_each_says_what_we_go_by_and_what_nobody_knows(told: list[Disagreement], page: str) -> None:
    for one in told:
        entry = page.split(f"{{: #{one.id} }}")[1].split("\n##")[0]
        assert one.unknown in entry
        assert all(row.says in entry and f"#{row.id.lower()})" in entry for row in one.follow), one.id
        assert one.why in entry
        assert f"[{one.asks}](#{one.id}) | {one.standing}" in page
        assert all(f"#{position.topic.id}" in entry for position in one.topics), one.id


def test_who_says_what_carries_the_guides_date(told: list[Disagreement], page: str, book: Statements) -> None:
    rows = [line for line in page.splitlines() if line.startswith("| [") and "{ .guide }" in line]
    spoken = {s.ref for one in told for p in one.topics for said in p.by_guide.values() for s in said}
    assert len(rows) == len(spoken)
    assert all(re.search(r"<small>(undated|dated \d+ \w+ \d{4})</small>", row) for row in rows)


def test_the_words_of_ours_carry_no_figure(told: list[Disagreement]) -> None:
    for one in told:
        assert not numbers_by_hand(" ".join((one.asks, one.why, one.unknown))), one.id


def test_how_each_stands(told: list[Disagreement]) -> None:
    standing = {one.ref: one.standing for one in told}
    assert standing["C03"] == STANDINGS["decided"]
    assert standing["C09"] == STANDINGS["official"]
    assert standing["C22"] == STANDINGS["self"]
    assert standing["C23"] == STANDINGS["alone"]
    assert standing["C27"] == STANDINGS["open"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"P-window"', '"P-sample"', "P-sample"),
        ('ref     = "C01"', 'ref     = "C99"', "C99"),
        ('id      = "how-long-to-file"', 'id      = "filing-window"', "topic's id"),
        ('ref     = "C03"', 'ref     = "C04"', "supplier-answer"),
        ('follow  = ["P-window"]', "", "what we go by"),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, book: Statements, old: str, new: str, said: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "disagreements.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DisagreementError, match=said):
        disagreements.load(book, tmp_path / "disagreements.toml")
