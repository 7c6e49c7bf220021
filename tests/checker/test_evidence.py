"""What to gather, as a list to take away: what is there, what is missing, why, and what files have to keep to."""

import re

import pytest

from checker import NOTICE
from checker.evidence import ITEMS, LIMITS_SAY, as_text, to_gather
from checker.questions import QUESTIONS


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
