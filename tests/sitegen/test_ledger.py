"""Every line of the guides' ledger has a page that carries it, and the command says which."""

from pathlib import Path

import pytest

from checker.statements import Statements
from sitegen import ledger


@pytest.fixture
def lines(book: Statements, site: Path) -> list[ledger.Line]:
    return ledger.lines(ledger.IDS.read_text("utf-8").split(), book, ledger.Site(site))


def test_at_most_ten_lines_are_left_out(lines: list[ledger.Line], book: Statements) -> None:
    left_out = [line.id for line in lines if not line.pages]
    assert len(left_out) <= ledger.MOST_LEFT_OUT
    assert set(left_out) <= set(book.left_out)
    assert len(lines) > 200


def test_what_no_guide_says_is_on_the_page_of_its_topic(lines: list[ledger.Line], book: Statements) -> None:
    silent = {topic.silent: topic for topic in book.topics.values() if topic.silent}
    found = {line.id: line for line in lines if line.id in silent}
    assert found.keys() == silent.keys()
    for id_, line in found.items():
        assert line.pages == (silent[id_].page,)
        assert "no guide says it" in line.why
        assert not any(one.id == id_ for one in book.statements.values())


def test_the_command_lists_every_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger.main(site) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(ledger.IDS.read_text("utf-8").split()) + 1
    assert any(line.split()[:2] == ["ta-launched-2015", "what-it-is,"] for line in told)


def test_a_line_that_its_pages_lack_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger.main(tmp_path) == 1
    assert "no page carries ta-launched-2015" in capsys.readouterr().err
