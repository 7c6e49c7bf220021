"""The command line: ``python -m checker assess FILE|-``, ``ask``, ``schema``, ``statements [TOPIC]``, ``guides``.

``answer``, ``calendar``, ``dispute`` and ``evidence`` print, for the same request, what the buyer can take away.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from checker import contract, statements
from checker.answers import Fault, number_from_json, read_answers, read_day
from checker.assessment import assess_facts
from checker.interview import Asked, next_screen
from checker.plain import day_in_words, days_in_words
from checker.questions import Question
from checker.schema import schema

if TYPE_CHECKING:
    from checker import upkeep

_USAGE_ERROR = 2
_MOST_FAULTS = 40
#: Kinds of questions whose answers can be named by their number in the list; a count is a number itself.
_NUMBERED = ("choice", "choices", "date")


#: Commands that print one text of the response: which, and what it is.
_EXPORTS = {
    "answer": ("answer", "the answer to a request in four lines, for a forum or a message"),
    "calendar": ("calendar", "the days of a request as a calendar file (iCalendar)"),
    "dispute": ("dispute_text", "the facts of a request as a statement to paste into the dispute form"),
    "evidence": ("evidence_list", "what to gather for a request, with what is missing"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Return the exit code: 0, or 2 when the input has mistakes."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.command
    return command(parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m checker", description=contract.notice())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    assess = commands.add_parser("assess", help="answer one JSON request with the response object")
    assess.add_argument("file", metavar="FILE|-", help="the request, or - for standard input")
    assess.set_defaults(command=_assess)
    for name, (export, meaning) in _EXPORTS.items():
        take = commands.add_parser(name, help=meaning)
        take.add_argument("file", metavar="FILE|-", help="the request, or - for standard input")
        take.set_defaults(command=_export, export=export)
    ask = commands.add_parser("ask", help="the interview, in the terminal")
    # The one place that reads a clock: a person at a terminal means today, unless they say otherwise.
    ask.add_argument("--today", default=datetime.date.today().isoformat(), help="the day to count from, as 2026-05-20")
    ask.set_defaults(command=_ask)
    commands.add_parser("schema", help="the JSON Schema of request and response").set_defaults(command=_schema)
    proof = commands.add_parser("prove", help="walk every way through the rules, and check each")
    proof.add_argument("--record", action="store_true", help="write down what is found, after a change that is meant")
    proof.set_defaults(command=_prove)
    says = commands.add_parser("statements", help="what the guides say on a topic; without one, the topics")
    says.add_argument("topic", nargs="?", metavar="TOPIC")
    says.set_defaults(command=_statements)
    guides = commands.add_parser("guides", help="for who keeps the guides up to date")
    upkeep = guides.add_subparsers(required=True, metavar="COMMAND")
    stale = upkeep.add_parser("stale", help="the guides that have not been compared for a long time")
    stale.add_argument("--today", required=True, help="the day to count to, as 2026-05-20")
    stale.set_defaults(command=_stale)
    compare = upkeep.add_parser("compare", help="what a new version of a guide changes, and what stands on it")
    compare.add_argument("old", metavar="OLD", help="the text that we last compared with")
    compare.add_argument("new", metavar="NEW", help="the text as it is now")
    compare.add_argument("guide", metavar="GUIDE", help="the guide's id, as its file is called")
    compare.set_defaults(command=_compare)
    return parser


def _read(file: str) -> bytes | None:
    """Return what a file holds, or standard input for "-"; None, once said why, where it cannot be read."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        print(f"{file}: {error.strerror}; name a file that can be read, or - for standard input", file=sys.stderr)
        return None


def _assess(parsed: argparse.Namespace) -> int:
    raw = _read(parsed.file)
    if raw is None:
        return _USAGE_ERROR
    response = json.loads(contract.respond(raw))
    print(json.dumps(response, indent=2, ensure_ascii=True))
    return _USAGE_ERROR if response["errors"] else 0


def _export(parsed: argparse.Namespace) -> int:
    raw = _read(parsed.file)
    if raw is None:
        return _USAGE_ERROR
    response = json.loads(contract.respond(raw, ["exports"]))
    for error in response["errors"]:
        print(": ".join(filter(None, (error["path"], f"{error['problem']}; {error['wanted']}"))), file=sys.stderr)
    # As bytes: a calendar's line ends are part of it, on every system.
    sys.stdout.buffer.write(response["exports"][parsed.export].encode())
    sys.stdout.buffer.flush()
    return _USAGE_ERROR if response["errors"] else 0


def _schema(parsed: argparse.Namespace) -> int:
    print(json.dumps(schema(), indent=2))
    return 0


def _statements(parsed: argparse.Namespace) -> int:
    book = statements.load()
    if parsed.topic is None:
        for topic in book.topics.values():
            print(f"{topic.id:34} {book.position(topic.id).status:9} {topic.asks}")
        return 0
    if parsed.topic not in book.topics:
        near = statements.nearest(parsed.topic, book.topics)
        print(f"{parsed.topic}: there is no such topic{near}", file=sys.stderr)
        return _USAGE_ERROR
    position = book.position(parsed.topic)
    print(
        f"{position.topic.asks}\n{position.status}"
        + (f"; we follow {position.followed.ref}" if position.followed else "")
    )
    for said in position.by_guide.values():
        for statement in said:
            print(f"  {statement.ref}: {statement.says} ({statement.where})")
    return 0


def _prove(parsed: argparse.Namespace) -> int:
    from checker import proof_table, prove

    each, faults = prove.prove(lambda text: print(text, file=sys.stderr, flush=True))
    if parsed.record:
        Path(prove.__file__).with_name("proof.toml").write_text(proof_table.as_toml(each), "utf-8")
    else:
        faults += proof_table.differences(each)
    print(proof_table.summary(each))
    for fault in faults[:_MOST_FAULTS]:
        print(f"FAULT {fault}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _today(parsed: argparse.Namespace) -> datetime.date | None:
    """Return the day that ``--today`` names; None, and why on standard error, where it names none."""
    try:
        return read_day(parsed.today)
    except ValueError as error:
        print(f"--today {error}", file=sys.stderr)
        return None


# --- the guides' upkeep ---------------------------------------------------------------------------


def _stale(parsed: argparse.Namespace) -> int:
    from checker import upkeep

    today = _today(parsed)
    if today is None:
        return _USAGE_ERROR
    due = upkeep.due(statements.load(), today)
    for guide, days in due:
        print(f"{guide.id}: compared on {day_in_words(guide.checked)}, {days_in_words(days)} ago. {guide.title}")
    if not due:
        print(f"Every guide has been compared in the last {days_in_words(upkeep.DUE_AFTER)}.")
    return 0


def _compare(parsed: argparse.Namespace) -> int:
    from checker import upkeep

    book = statements.load()
    by_id = {guide.id: guide for guide in book.guides}
    if parsed.guide not in by_id:
        near = statements.nearest(parsed.guide, by_id)
        print(f"{parsed.guide}: there is no such guide{near}", file=sys.stderr)
        return _USAGE_ERROR
    texts = [_read(file) for file in (parsed.old, parsed.new)]
    if None in texts:
        return _USAGE_ERROR
    old, new = (raw.decode("utf-8", "replace") for raw in texts if raw is not None)
    found = upkeep.changes(old, new)
    for change in found:
        _print_change(change, upkeep.touched(by_id[parsed.guide], change))
    print(f"{len(found)} changed {'passage' if len(found) == 1 else 'passages'}")
    return 0


def _print_change(change: upkeep.Change, touched: list[upkeep.Touched]) -> None:
    print(f"Under {change.headings[0]!r}:" if change.headings else "At the top:")
    for sign, lines in (("-", change.old), ("+", change.new)):
        for line in lines:
            print(f"  {sign} {line}")
    for one in touched:
        why = (["the same heading"] if one.same_heading else []) + [f"shares {', '.join(one.shared)}"]
        print(f"  {one.certainty}: {one.statement.ref}: {one.statement.says} ({'; '.join(why)})")
    if not touched:
        print("  No statement of ours is known to stand on it.")
    print()


# --- the interview --------------------------------------------------------------------------------


def _ask(parsed: argparse.Namespace) -> int:
    today = _today(parsed)
    if today is None:
        return _USAGE_ERROR
    facts: dict[str, object] = {}
    skipped: set[str] = set()
    print(
        f"{contract.notice()}\nCounted from {day_in_words(today)}. Answer with a number, a day such as 2026-05-20, or ?"
    )
    try:
        while screen := [
            asked for asked in next_screen(assess_facts(facts, today)) if asked.question.id not in skipped
        ]:
            for asked in screen:
                _put(asked, facts, skipped, today)
    except (EOFError, KeyboardInterrupt):
        print()
    _print_result(facts, today)
    return 0


def _put(asked: Asked, facts: dict[str, object], skipped: set[str], today: datetime.date) -> None:
    """Ask one question until the answer can be used; an empty answer leaves out what is optional."""
    choices = [*asked.question.options, *asked.question.words]
    print(f"\n{asked.question.prompt}\n  {asked.question.help}")
    for number, value in enumerate(choices, 1):
        name = f"{number:2}" if asked.question.kind in _NUMBERED else value
        print(f"  {name}  {asked.question.options.get(value) or asked.question.words[value]}")
    if asked.question.kind == "choices" and asked.question.id != "problem":
        print("  Enter alone: none of these")
    while True:
        typed = input("> ").strip()
        if typed == "?":
            print(f"  {asked.why}\n  {asked.question.look}")
        elif not typed and asked.optional:
            skipped.add(asked.question.id)
            return
        else:
            found, faults = read_answers({**facts, asked.question.id: _typed(asked.question, typed, choices)}, today)
            if not faults:
                facts.update(found)
                return
            _print_faults(faults)


def _typed(question: Question, typed: str, choices: list[str]) -> object:
    """Return what was typed as the value it names: numbers of options as options, days and amounts as they stand."""
    numbers = typed.replace(",", " ").split()
    if question.kind == "choices" and not numbers:
        return []
    if question.kind in _NUMBERED and numbers and all(n.isdecimal() and 0 < int(n) <= len(choices) for n in numbers):
        values = [choices[int(n) - 1] for n in numbers]
        single = len(values) == 1 and (question.kind != "choices" or values[0] in question.words)
        return values[0] if single else values
    if question.kind == "number" and typed.replace(".", "", 1).isdecimal():
        return number_from_json(typed)
    return typed


def _print_faults(faults: list[Fault]) -> None:
    for fault in faults:
        print(f"  That {fault.problem}. Wanted: {fault.wanted}.")


def _print_result(facts: dict[str, object], today: datetime.date) -> None:
    assessment = assess_facts(facts, today)
    response = contract.response(assessment)
    words = response["outcome_words"]
    if words:
        print(f"\n{response['verdict'].replace('_', ' ').capitalize()}: {words['badge']}.")
    print(response["headline"])
    if assessment.owed.safe_by and assessment.owed.safe_by >= today:
        left = (assessment.owed.safe_by - today).days
        print(f"Act by {day_in_words(assessment.owed.safe_by)}: {days_in_words(left)} left.")
    for step in response["next_steps"]:
        print(f"  - {step['says']}" + (f" ({step['day']})" if step["day"] else ""))
    for gate in response["gates"]:
        print(f"  {gate['gate']}: {gate['status']}. {gate['says'] or ''} {' '.join(gate['statements'])}")


if __name__ == "__main__":
    sys.exit(main())
