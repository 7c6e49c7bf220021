"""The command line: requests from files and standard input, the interview, and what else it prints."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.__main__ import main
from checker.contract import PARTS
from checker.schema import schema
from checker.statements import load
from tests.checker.policy_cases import TODAY as STORY_DAY
from tests.checker.policy_cases import base
from tests.checker.talk import request, respond

ROOT = Path(checker.__file__).parents[1]
REQUEST = request(base("shortage", units_received=900), STORY_DAY)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts these bytes on standard input."""

    def put(text: str | bytes) -> None:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))

    return put


def isolated(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python that sees neither installed packages nor the environment."""
    whole = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", whole],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# --- assess -----------------------------------------------------------------------------------------


def test_assess_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "request.json"
    file.write_text(REQUEST, "utf-8")
    assert main(["assess", str(file)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == respond(REQUEST)
    assert err == ""


def test_assess_standard_input(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    typed(REQUEST)
    assert main(["assess", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "missing-or-excess-units"


@pytest.mark.parametrize("text", ["{", b"\xff\xfe", "", REQUEST.replace('"2026-', '"1826-'), "[" * 9000])
def test_a_request_with_mistakes_ends_with_two(typed: Any, capsys: pytest.CaptureFixture[str], text: Any) -> None:
    typed(text)
    assert main(["assess", "-"]) == 2
    response = json.loads(capsys.readouterr().out)
    assert response["errors"]
    assert response["verdict"] is None
    assert set(PARTS) <= set(response)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "missing.json", tmp_path):
        assert main(["assess", str(path)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"{path}: ")
        assert "name a file that can be read, or - for standard input" in err


# --- what can be taken away -------------------------------------------------------------------------

TAKEN = {"answer": "answer", "calendar": "calendar", "dispute": "dispute_text", "evidence": "evidence_list"}


@pytest.mark.parametrize(("command", "export"), TAKEN.items())
def test_what_can_be_taken_away_is_printed_as_it_is(
    typed: Any, capsys: pytest.CaptureFixture[str], command: str, export: str
) -> None:
    for text in (REQUEST, request(base("shortage", units_received=900), STORY_DAY, parts=["gates"])):
        typed(text)
        assert main([command, "-"]) == 0
        assert capsys.readouterr() == (respond(REQUEST)["exports"][export], "")


@pytest.mark.parametrize("command", TAKEN)
def test_nothing_is_taken_away_from_a_request_with_mistakes(
    typed: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    typed(REQUEST.replace('"2026-', '"1826-'))
    assert main([command, "-"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "today: is in the year 1826; a year from " in err
    assert "answers.delivered_on: is in the year 1826; a year from " in err
    typed("{")
    assert main([command, "-"]) == 2
    assert capsys.readouterr().err.startswith("the request is not JSON")
    assert main([command, str(tmp_path / "missing.json")]) == 2
    assert "name a file that can be read" in capsys.readouterr().err


# --- schema and statements --------------------------------------------------------------------------


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(schema()))


def test_statements_lists_the_topics(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statements"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(load().topics)
    assert {line.split()[1] for line in lines} == {"agreed", "disputed", "silent"}


def test_statements_of_a_topic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statements", "filing-window"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "How long do I have to ask for a refund?\nagreed; we follow official/window-30-from-delivery\n"
    )
    assert "official/window-60-platinum-pro: " in out
    assert "chinaispp/window-30-from-delivery: " in out


def test_statements_of_a_topic_on_which_nobody_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statements", "payout-time"]) == 0
    assert capsys.readouterr().out == "How long until the refund reaches me?\nsilent\n"


@pytest.mark.parametrize(
    ("topic", "says"),
    [("filing-windw", "there is no such topic; did you mean 'filing-window'?"), ("zzz", "there is no such topic\n")],
)
def test_a_misspelt_topic_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str], topic: str, says: str) -> None:
    assert main(["statements", topic]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{topic}: ")
    assert says in err


@pytest.mark.parametrize("arguments", [[], ["asses", "-"], ["assess"], ["statements", "a", "b"]])
def test_a_wrong_command_ends_with_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m checker" in capsys.readouterr().err


# --- ask --------------------------------------------------------------------------------------------


def ask(typed: Any, capsys: pytest.CaptureFixture[str], *lines: str) -> str:
    typed("".join(f"{line}\n" for line in lines))
    assert main(["ask", "--today", "2026-04-10"]) == 0
    return capsys.readouterr().out


def test_ask_leads_to_a_verdict(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = ask(typed, capsys, "change_of_mind", "yes", "alibaba", "yes")
    assert "Counted from 10 April 2026." in out
    assert "What went wrong?" in out
    assert "Does not qualify" in out


def test_options_can_be_named_by_number(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    by_number = ask(typed, capsys, "12, 20", "2", "3")
    assert "Does not qualify" in by_number
    assert by_number == ask(typed, capsys, "12 20", "no", "outside")


def test_ask_goes_on_until_an_answer_can_be_used(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = ask(typed, capsys, "nonsense", "", "1 2", "99", "wrong_goods", "maybe", "no", "outside")
    assert out.count("Wanted: ") == 5
    assert 'That is "maybe". Wanted: one of yes, no, unsure.' in out
    assert "Does not qualify" in out


def test_a_question_mark_says_why_and_where_to_look(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = ask(typed, capsys, "?", "wrong_goods", "?", "no", "outside")
    assert "Every rule starts from what went wrong." in out
    assert "It decides whether this holds: " in out
    assert "open My orders" in out


def test_a_whole_interview(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    answers = base("shortage", units_received=900, first_lot_delivered_on="unsure")
    told: list[str] = []
    for _ in range(40):
        out = ask(typed, capsys, *told)
        prompt = next(q for q in reversed(list(questions())) if f"\n{questions()[q]}\n" in out and is_last(out, q))
        if "Qualifies" in out:
            break
        value = answers[prompt]
        told.append(", ".join(value) if isinstance(value, list) and value else "" if value == [] else str(value))
    assert "Act by 1 May 2026: 21 days left." in out
    assert "window-30-from-delivery" in out


def questions() -> dict[str, str]:
    return {question.id: question.prompt for question in checker.questions.QUESTIONS.values()}


def is_last(out: str, question: str) -> bool:
    """Whether this was the question asked last."""
    return max(questions(), key=lambda q: out.rfind(f"\n{questions()[q]}\n")) == question


def test_what_is_optional_can_be_left_out(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    closed = ["change_of_mind", "yes", "alibaba", "yes", "2026-04-01", "", ""]
    assert "Does not qualify" in ask(typed, capsys, *closed)


def test_the_end_of_the_input_ends_the_interview(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Not known yet" in ask(typed, capsys)
    assert "Not known yet" in ask(typed, capsys, "shortage")


LISTED_WORDS = ["shortage", "yes", "alibaba", "none"]


def test_what_is_listed_by_number_can_be_named_by_number(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = ask(typed, capsys, *LISTED_WORDS)
    assert is_last(out, "expected_delivery_on")
    assert "\n   1  I don't know\n" in out
    named = ask(typed, capsys, *LISTED_WORDS, "1")
    assert 'That is "1"' not in named
    assert is_last(named, "delivered_on")


@pytest.mark.parametrize("today", ["2026-02-30", "tomorrow", "1899-01-01", ""])
def test_a_day_that_cannot_be_used_ends_with_two(typed: Any, capsys: pytest.CaptureFixture[str], today: str) -> None:
    typed("")
    assert main(["ask", "--today", today]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("--today ")


# --- the standard library alone ---------------------------------------------------------------------


def test_the_package_needs_nothing_installed() -> None:
    run = isolated(
        f"import checker, json\nresponse = json.loads(checker.respond({REQUEST!r}))\n"
        "import checker.__main__, checker.schema\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(response['outcome'], *sorted(tops - set(sys.stdlib_module_names) - {'__main__', 'checker'}))"
    )
    assert run.stderr == ""
    assert run.stdout == "missing-or-excess-units\n"


def test_the_package_runs_as_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "checker", "assess", "-"],
        cwd=ROOT, input=REQUEST.encode(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == respond(REQUEST)
