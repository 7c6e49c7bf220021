"""What to gather, as a list to take away: what is there, what is missing, why, and what files have to keep to."""

import re

import pytest

from checker import NOTICE
from checker.answers import File
from checker.evidence import ITEMS, LIMITS_SAY, FileFault, as_text, check_files, limits, size_in_words, to_gather
from checker.questions import QUESTIONS
from checker.statements import load


def items(text: str) -> list[str]:
    return re.findall(r"^\d+\. (.+)$", text, re.MULTILINE)


def test_the_list_names_what_is_there_and_what_is_missing() -> None:
    text = as_text(["colour_difference"], {"evidence": ("photos", "chat")}, NOTICE)
    assert items(text)[0] == "A measurement of the colour (missing)"
    assert "Photos and videos of the goods (you have it)" in items(text)
    assert items(as_text(["colour_difference"], {}, NOTICE))[0].endswith("(not told yet whether you have it)")


def test_none_is_an_answer() -> None:
    listed = items(as_text(["shortage"], {"evidence": ()}, NOTICE))
    assert listed
    assert all(item.endswith("(missing)") for item in listed)


@pytest.mark.parametrize("problem", QUESTIONS["problem"].options)
def test_the_list_holds_what_bears_on_the_problem_with_its_reason(problem: str) -> None:
    text = as_text([problem], {}, NOTICE)
    assert [item.rpartition(" (")[0] for item in items(text)] == [item.title for item in to_gather([problem])]
    for item in ITEMS:
        assert (f"\n   {item.why}\n" in text) == item.matters_for(problem)


def test_the_list_ends_with_the_limits_and_the_notice() -> None:
    assert as_text(["shortage"], {}, NOTICE).endswith(f"\n\n{LIMITS_SAY}\n\n{NOTICE}\n")


def test_no_problem_no_list() -> None:
    assert as_text([], {}, NOTICE) == ""


def test_several_problems_share_one_list() -> None:
    both = items(as_text(["shortage", "colour_difference"], {}, NOTICE))
    assert len(both) == len(set(both))
    assert set(both) >= {*items(as_text(["shortage"], {}, NOTICE))}


# Files

BOOK = load()
MEGABYTE = 1_000_000


def faults(name: str, size: int = 1) -> tuple[FileFault, ...]:
    [(_, found)] = check_files(BOOK, (File(name, size),)).each
    return found


@pytest.mark.parametrize("name", ["a.jpg", "line-12_red.PNG", "7.zip"])
@pytest.mark.parametrize("size", [1, 10 * MEGABYTE])
def test_a_file_that_is_taken_has_no_fault(name: str, size: int) -> None:
    assert faults(name, size) == ()


@pytest.mark.parametrize(
    ("name", "size", "statements"),
    [
        ("report.pdf", 1, ["ev-formats"]),
        ("noend", 1, ["ev-formats", "ev-no-special-chars"]),
        ("a.jpg", 10 * MEGABYTE + 1, ["ev-max-10mb"]),
        ("a b.jpg", 1, ["ev-no-special-chars"]),
        ("<b>a.jpg", 1, ["ev-no-special-chars"]),
        ("a\u202egpj.exe", 1, ["ev-formats", "ev-no-special-chars"]),
        ("é.jpg", 1, ["ev-no-special-chars"]),
        ("a.b.jpg", 1, ["ev-no-special-chars"]),
        ("a.jpg\n", 1, ["ev-formats", "ev-no-special-chars"]),
    ],
)
def test_each_fault_says_what_to_do_and_rests_on_its_statement(name: str, size: int, statements: list[str]) -> None:
    found = faults(name, size)
    assert [fault.cites for fault in found] == [(statement,) for statement in statements]
    for fault in found:
        assert BOOK.cite(*fault.cites)
        assert fault.says.count(".") >= 2


def test_an_empty_file_shows_nothing_and_no_guide_need_say_so() -> None:
    assert [(fault.cites, fault.says.split(".")[0]) for fault in faults("a.jpg", 0)] == [((), "It is empty")]


def together(*sizes: int) -> list[str]:
    checked = check_files(BOOK, tuple(File(f"{n}.jpg", size) for n, size in enumerate(sizes)))
    assert not any(found for _, found in checked.each)
    assert checked.has_faults == bool(checked.together)
    return [cited for fault in checked.together for cited in fault.cites]


def test_all_files_together_keep_to_the_count_and_to_the_stricter_reading_of_the_size() -> None:
    count = limits(BOOK).count
    assert count is not None
    assert together(*[1] * count) == []
    assert together(*[1] * (count + 1)) == ["ev-max-5-files"]
    assert together(5 * MEGABYTE, 5 * MEGABYTE) == []
    assert together(5 * MEGABYTE, 5 * MEGABYTE + 1) == ["ev-max-10mb"]


def test_one_file_that_is_too_large_is_said_once() -> None:
    assert check_files(BOOK, (File("a.jpg", 11 * MEGABYTE),)).together == ()


def test_no_files_no_faults() -> None:
    for told in (None, (), "unsure"):
        assert not check_files(BOOK, told).has_faults


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1 kB"), (1_001, "2 kB"), (999_000, "999 kB"),
        (999_001, "1.0 MB"), (1_000_001, "1.1 MB"), (10 * MEGABYTE, "10.0 MB"), (10**10, "10,000.0 MB"),
    ],
)  # fmt: skip
def test_a_size_never_looks_smaller_than_it_is(count: int, words: str) -> None:
    assert size_in_words(count) == words
