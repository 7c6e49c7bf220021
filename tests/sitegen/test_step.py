from pathlib import Path

import pytest

from sitegen import step


class Copy:
    """A step that copies a folder and counts how often it ran."""

    def __init__(self, folder: Path) -> None:
        self.source, self.out, self.stamps = folder / "in", folder / "out", folder / "stamps"
        self.source.mkdir()
        self.runs = 0

    def make(self) -> None:
        self.runs += 1
        files = step.files_of(self.source)
        for file in files:
            step.write(self.out / file.name, file.read_bytes())
        step.keep_only(self.out, [self.out / file.name for file in files])

    def run(self, more: str = "") -> bool:
        return step.run("copy", self.make, inputs=[self.source], output=self.out, more=more, stamps=self.stamps)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    made = Copy(tmp_path)
    (made.source / "a.txt").write_text("a")
    (made.source / "b.txt").write_text("b")
    return made


def test_runs_once_while_nothing_changes(copy: Copy) -> None:
    assert (copy.run(), copy.run(), copy.run()) == (True, False, False)


def test_runs_again_when_an_input_changes(copy: Copy) -> None:
    copy.run()
    (copy.source / "a.txt").write_text("c")
    assert copy.run()
    assert (copy.out / "a.txt").read_text() == "c"


def test_runs_again_when_something_else_it_depends_on_changes(copy: Copy) -> None:
    copy.run("one address")
    assert copy.run("another")


def test_a_file_that_is_gone_is_gone_from_the_output(copy: Copy) -> None:
    copy.run()
    (copy.source / "b.txt").unlink()
    assert copy.run()
    assert [file.name for file in step.files_of(copy.out)] == ["a.txt"]


def test_an_output_that_somebody_changed_or_removed_is_made_again(copy: Copy) -> None:
    copy.run()
    (copy.out / "a.txt").write_text("tampered")
    assert copy.run()
    (copy.out / "b.txt").unlink()
    assert copy.run()
    assert (copy.out / "b.txt").read_text() == "b"


def test_a_step_that_failed_runs_again(copy: Copy) -> None:
    copy.run()
    (copy.source / "a.txt").write_text("new")

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        step.run("copy", fail, inputs=[copy.source], output=copy.out, stamps=copy.stamps)
    assert copy.run()


def test_an_equal_file_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "file"
    step.write(file, "text")
    before = file.stat().st_mtime_ns
    step.write(file, "text")
    assert file.stat().st_mtime_ns == before


def test_empty_folders_go_too(tmp_path: Path) -> None:
    step.write(tmp_path / "old" / "page.html", "x")
    step.write(tmp_path / "new.html", "x")
    step.keep_only(tmp_path, [tmp_path / "new.html"])
    assert list(tmp_path.iterdir()) == [tmp_path / "new.html"]
