"""Which guides are due for a comparison, and which statements a new version of a guide touches."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker import upkeep
from checker.__main__ import main
from checker.statements import Statements, load

BOOK = load()
# Made for the test, in our own words; only the headings are those that statements name as their place.
OLD = """\
A text about the protection

1. How buyers get protection

A seller who is told of a dispute gets three days in which a solution may be found together with you.
<p>The colour of the sky is of no matter here.</p>

Opening a dispute

Press the button.
Evidence: hand in five files at most.
"""


def compared(new: str, guide: str = "ruizhi") -> list[tuple[upkeep.Change, list[upkeep.Touched]]]:
    return [(change, upkeep.touched(BOOK.guide(guide), change)) for change in upkeep.changes(OLD, new)]


def test_a_changed_figure_names_the_statement_that_stands_on_it() -> None:
    [(change, touched)] = compared(OLD.replace("three days", "nine days"))
    assert change.headings[0] == "1. How buyers get protection"
    assert "three days" in change.old[0] and "nine days" in change.new[0]
    first = touched[0]
    assert (first.statement.ref, first.certainty, first.same_heading) == ("ruizhi/supplier-3-days", "surely", True)
    assert "3" in first.shared


def test_without_its_heading_it_is_less_sure() -> None:
    elsewhere = OLD.replace("1. How buyers get protection", "About the weather")
    changes = upkeep.changes(elsewhere, elsewhere.replace("three days", "nine days"))
    found = {one.statement.id: one.certainty for one in upkeep.touched(BOOK.guide("ruizhi"), changes[0])}
    assert found["supplier-3-days"] == "likely"


def test_what_nothing_stands_on_touches_nothing() -> None:
    [(change, touched)] = compared(OLD.replace("colour of the sky", "colour of the moon"))
    assert "<p>" not in change.old[0]
    assert touched == []


def test_a_passage_may_be_new_or_gone() -> None:
    assert [(len(c.old), len(c.new)) for c, _ in compared(OLD + "\nOne more line that is new.\n")] == [(0, 1)]
    assert [(len(c.old), len(c.new)) for c, _ in compared(OLD.replace("Press the button.\n", ""))] == [(1, 0)]


def test_blanks_and_tags_are_no_change() -> None:
    assert compared(OLD.replace("\n\n", "\n").replace("<p>", "").replace("</p>", "")) == []


def test_a_guide_is_due_after_so_many_days() -> None:
    last = BOOK.guides[0].checked
    book = Statements((BOOK.guides[0], replace(BOOK.guides[1], checked=last - timedelta(days=5))), BOOK.topics)
    one_before = last + timedelta(days=upkeep.DUE_AFTER - 1)
    assert [(guide.id, days) for guide, days in upkeep.due(book, one_before)] == [("archive", upkeep.DUE_AFTER + 4)]
    assert [guide.id for guide, _ in upkeep.due(book, one_before + timedelta(days=1))] == ["archive", "official"]
    assert upkeep.due(book, date(2026, 11, 25)) == []


# --- the commands -----------------------------------------------------------------------------------


def test_stale_lists_what_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guides", "stale", "--today", "2026-11-25"]) == 0
    assert capsys.readouterr().out == "Every guide has been compared in the last 180 days.\n"
    assert main(["guides", "stale", "--today", "2027-11-24"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(BOOK.guides)
    assert lines[0].startswith("official: compared on ")
    assert "365 days ago" in lines[0]


@pytest.mark.parametrize("today", ["2026-02-30", "25 November 2026", "tomorrow", ""])
def test_a_malformed_day_is_an_error(capsys: pytest.CaptureFixture[str], today: str) -> None:
    assert main(["guides", "stale", "--today", today]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith("--today ")


def test_no_day_is_an_error() -> None:
    with pytest.raises(SystemExit) as left:
        main(["guides", "stale"])
    assert left.value.code == 2


def test_compare_shows_passages_and_statements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(OLD.replace("three days", "nine days").replace("sky", "moon"), "utf-8")
    assert main(["guides", "compare", str(old), str(new), "ruizhi"]) == 0
    out = capsys.readouterr().out
    assert "Under '1. How buyers get protection':" in out
    assert "  surely: ruizhi/supplier-3-days: " in out
    assert out.endswith("1 changed passage\n")


@pytest.mark.parametrize(("guide", "said"), [("ruizi", "did you mean 'ruizhi'?"), ("ruizhi", "no-such.txt")])
def test_compare_refuses_what_does_not_exist(capsys: pytest.CaptureFixture[str], guide: str, said: str) -> None:
    assert main(["guides", "compare", "no-such.txt", "no-such.txt", guide]) == 2
    assert said in capsys.readouterr().err
