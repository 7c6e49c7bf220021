from pathlib import Path

import pytest

from sitegen import words

GUIDE = {"guide.txt": "One two three four five six seven eight.\nAnother line of this guide stands here for good."}


def test_seven_words_in_a_row_are_found_whatever_their_dress() -> None:
    project = {"page.md": "first line\n**Two, three** four\nfive-six: SEVEN eight"}
    found = words.copied(project, GUIDE)
    assert [(place.file, place.line, place.guide) for place in found] == [("page.md", 2, "guide.txt")]
    assert "two three four five six seven eight" in str(found[0])


def test_six_words_are_not() -> None:
    assert words.copied({"page.md": "two three four five six seven nine"}, GUIDE) == []


def test_an_allowed_run_may_stand(tmp_path: Path) -> None:
    listed = tmp_path / "allowed.toml"
    listed.write_text('[[allowed]]\nwords = "one two three four five six seven eight"\nwhy = "a name"\n')
    assert words.copied({"page.md": "one two three four five six seven"}, GUIDE, words.allowed_runs(listed)) == []


def test_an_allowed_run_without_a_reason_is_refused(tmp_path: Path) -> None:
    listed = tmp_path / "allowed.toml"
    listed.write_text('[[allowed]]\nwords = "one two three four five six seven"\n')
    with pytest.raises(ValueError, match="why"):
        words.allowed_runs(listed)


def test_our_own_list_can_be_read() -> None:
    assert words.allowed_runs()


def test_the_projects_texts_are_those_that_git_would_take() -> None:
    texts = words.project_texts()
    assert "README.md" in texts
    assert not any(name.startswith((".venv/", "node_modules/", "build/", "site/")) for name in texts)


def test_nothing_to_compare_with_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert words.main([str(tmp_path)]) == 2
    assert words.main([]) == 2
    assert "no guide's text" in capsys.readouterr().err


def test_a_copied_sentence_ends_with_1_and_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "guide.txt").write_text(GUIDE["guide.txt"])
    monkeypatch.setattr(words, "project_texts", lambda: {"docs/a.md": "another line of this guide stands here"})
    assert words.main([str(tmp_path)]) == 1
    assert 'docs/a.md:1: "another line of this guide stands here" stands in guide.txt' in capsys.readouterr().out
