"""The guides load, agree or disagree as they do, and a file that is wrong is refused with what to write instead."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import checker
from checker import evidence, unsure
from checker.answers import read_answers
from checker.assessment import assess_facts, gates
from checker.conditions import YES
from checker.contract import response, rules_version
from checker.deadlines import _CLOCKS
from checker.outcomes import OUTCOMES
from checker.policy import POLICY
from checker.questions import QUESTIONS
from checker.statements import GuideError, Period, Statements, load
from tests.checker.policy_cases import CASES, TODAY, base
from tests.checker.talk import ask

PACKAGE = Path(checker.__file__).parent
GUIDES = PACKAGE / "guides"
LEDGER = Path(__file__).parents[1] / "ledger-ids.txt"
BOOK = load()

FIFTH = """\
title   = "A fifth guide"
kind    = "trade"
checked = 2026-11-24
about   = "Made for a test."
mark    = "Fifth"

[[statement]]
id    = "window-45-from-delivery"
topic = "filing-window"
where = "Heading"
says  = "You have 45 days."
value = { days = 45, from = "delivered_on" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our guides, to be changed."""
    return Path(shutil.copytree(GUIDES, tmp_path / "guides"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def line_of(file: Path, text: str) -> int:
    return next(n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if text in line)


def refusal(folder: Path) -> str:
    with pytest.raises(GuideError) as refused:
        load(folder)
    return str(refused.value)


def statement(**keys: str) -> str:
    """One table as text. Values are TOML already; None leaves a key out."""
    own = {"id": '"new-one"', "topic": '"who-runs-it"', "where": '"Here"', "says": '"It is so."'} | keys
    return "\n[[statement]]\n" + "".join(f"{key} = {value}\n" for key, value in own.items() if value)


def add(folder: Path, text: str, name: str = "inspector.toml") -> Path:
    file = folder / name
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    return file


# --- ours -------------------------------------------------------------------------------------------


def test_our_guides_load_official_first() -> None:
    assert [guide.id for guide in BOOK.guides] == ["official", "archive", "chinaispp", "inspector", "ruizhi"]
    assert all(guide.statements for guide in BOOK.guides)
    assert all(ref == f"{s.guide}/{s.id}" for ref, s in BOOK.statements.items())


def test_a_copy_of_our_guides_loads_the_same(folder: Path) -> None:
    assert load(folder).statements == BOOK.statements
    assert rules_version(load(folder)) == rules_version()


def test_the_same_id_answers_the_same_question() -> None:
    said: dict[str, set[object]] = {}
    for one in BOOK.statements.values():
        said.setdefault(one.id, set()).add((one.topic, one.when))
    assert not {key: values for key, values in said.items() if len(values) > 1}


def test_what_a_topic_follows_is_said_on_that_topic() -> None:
    followed = [topic for topic in BOOK.topics.values() if topic.follow]
    assert followed
    for topic in followed:
        assert BOOK.statements[str(topic.follow)].topic == topic.id
        assert topic.policy in POLICY


def test_the_line_of_a_statement_is_where_its_table_starts() -> None:
    for guide in BOOK.guides:
        lines = (GUIDES / f"{guide.id}.toml").read_text("utf-8").splitlines()
        for one in guide.statements:
            assert lines[one.line - 1] == "[[statement]]"
            assert f'"{one.id}"' in lines[one.line]


def test_every_id_of_the_ledger_is_carried_or_silent_or_left_out_with_a_reason() -> None:
    carried = {one.id for one in BOOK.statements.values()}
    silent = {topic.silent for topic in BOOK.topics.values() if topic.silent}
    ledger = set(LEDGER.read_text("utf-8").split())
    assert len(ledger) > 200
    assert not ledger - carried - silent - set(BOOK.left_out)
    assert all(BOOK.left_out.values())


def test_every_topic_is_spoken_of_or_marked_silent() -> None:
    silent = {topic.id for topic in BOOK.topics.values() if BOOK.position(topic.id).status == "silent"}
    assert silent == {topic.id for topic in BOOK.topics.values() if topic.silent}


# --- what is cited ----------------------------------------------------------------------------------


def texts_in_calls(*names: str) -> Iterator[str]:
    """The texts given to calls of these names anywhere in the package."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
                for text in node.args:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


def rules() -> Iterator[object]:
    return (rule for gate in gates() for rule in gate.rules)


STATEMENTS_CITED: dict[str, Callable[[], set[str]]] = {
    "gates": lambda: {ref for gate in gates() for rule in gate.rules for ref in rule.because},
    "calls": lambda: set(texts_in_calls("cite")),
    "outcomes": lambda: {ref for outcome in OUTCOMES.values() for step in outcome.steps for ref in step.cites},
    "evidence": lambda: {*evidence.LIMITS_CITE, *(ref for item in evidence.ITEMS for ref in item.cites)},
    "policy": lambda: {ref for row in POLICY.values() for ref in row.rests_on},
}


@pytest.mark.parametrize("where", STATEMENTS_CITED)
def test_every_statement_cited_exists(where: str) -> None:
    cited = STATEMENTS_CITED[where]()
    assert cited
    assert not cited - {one.id for one in BOOK.statements.values()}


def test_every_deadline_counts_from_a_statement() -> None:
    topics = {clock.topic for clock in _CLOCKS} | set(texts_in_calls("period", "periods"))
    assert topics
    for topic in topics:
        period = BOOK.period(topic)
        assert period.start and QUESTIONS[period.start].kind == "date"


def test_every_position_asked_for_is_a_topic() -> None:
    asked = set(texts_in_calls("position"))
    assert asked
    assert asked <= set(BOOK.topics)


def test_the_steps_of_an_outcome_name_deadlines_that_exist() -> None:
    known = {clock.id for clock in _CLOCKS} | {"file", "file-60", "deliver"}
    assert {step.deadline for o in OUTCOMES.values() for step in o.steps if step.deadline} <= known


def test_every_policy_row_cited_exists() -> None:
    cited = {row for gate in gates() for rule in gate.rules for row in rule.policy}
    cited |= {row for gate in gates() for _, row in gate.notes}
    cited |= {row for question in QUESTIONS for row in unsure.policy_of(question)}
    cited |= {topic.policy for topic in BOOK.topics.values() if topic.policy}
    for file in PACKAGE.rglob("*.py"):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        cited |= {text for text in texts if re.fullmatch(r"P-[a-z-]+", text)}
    assert len(cited) > 40
    assert not cited - set(POLICY)


def test_every_policy_row_is_cited_in_some_response() -> None:
    reached: set[str] = set()
    for case in CASES:
        if case.policy not in reached:
            parts = ["problems", "remedies", "deadlines", "evidence", "next_steps", "policy"]
            reached |= set(ask(case.answers, case.today, parts=parts)["policy"])
    assert not set(POLICY) - reached


def test_every_outcome_of_a_rule_and_of_a_row_exists() -> None:
    named = {rule.outcome for gate in gates() for rule in gate.rules if rule.outcome}
    assert named <= set(OUTCOMES)
    assert {outcome for row in POLICY.values() for outcome in row.outcomes} <= set(OUTCOMES)


# --- positions --------------------------------------------------------------------------------------


def test_guides_that_say_the_same_agree() -> None:
    position = BOOK.position("who-runs-it")
    assert position.status == "agreed"
    assert set(position.by_guide) >= {"official", "inspector"}
    assert position.followed and position.followed.guide == "official"
    assert position.reason == "official"


def test_guides_that_differ_are_disputed_and_a_policy_row_says_whom_we_follow() -> None:
    position = BOOK.position("supplier-answer")
    assert position.status == "disputed"
    assert len(position.by_guide) > 1
    assert position.followed and position.followed.ref == "ruizhi/supplier-3-days"
    assert position.reason == "P-supplier-answer"


def test_nobody_is_followed_where_nobody_speaks() -> None:
    topic = next(topic for topic in BOOK.topics.values() if topic.silent)
    position = BOOK.position(topic.id)
    assert (position.status, position.by_guide, position.followed, position.reason) == ("silent", {}, None, "")


def test_a_dispute_that_no_row_settles_follows_nobody() -> None:
    open_ones = [p for p in map(BOOK.position, BOOK.topics) if p.status == "disputed" and not p.topic.follow]
    for position in open_ones:
        official = position.by_guide.get("official", ())
        assert (position.followed is not None) == bool(official)


def test_only_the_others_agreement_is_called_agreed() -> None:
    for position in map(BOOK.position, BOOK.topics):
        if position.reason == "agreed":
            assert position.status == "agreed"
            assert "official" not in position.by_guide


def test_an_unknown_topic_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        BOOK.position("no-such-topic")
    assert BOOK.period("who-runs-it") is None
    with pytest.raises(KeyError):
        BOOK.cite("no-such-statement")


# --- a fifth guide ----------------------------------------------------------------------------------


def with_fifth(folder: Path, text: str = FIFTH) -> Statements:
    (folder / "fifth.toml").write_text(text, "utf-8")
    return load(folder)


def test_a_fifth_guide_joins_positions(folder: Path) -> None:
    book = with_fifth(folder)
    before, after = BOOK.position("filing-window"), book.position("filing-window")
    assert set(after.by_guide) - set(before.by_guide) == {"fifth"}
    assert after.status == "disputed"
    assert after.followed == before.followed
    assert book.guide("fifth").url is None
    assert rules_version(book) != rules_version()


def test_a_fifth_guide_joins_the_citations(folder: Path) -> None:
    agreeing = FIFTH.replace("window-45-from-delivery", "window-30-from-delivery").replace("45", "30")
    book = with_fifth(folder, agreeing)
    assert "fifth/window-30-from-delivery" in book.cite("window-30-from-delivery")
    facts, faults = read_answers(base("wrong_spec"), TODAY)
    assert not faults
    shown = response(assess_facts(facts, TODAY, book=book))
    file = next(deadline for deadline in shown["deadlines"] if deadline["id"] == "file")
    assert {"guide": "fifth", "last_day": "2026-05-01", "statements": ["fifth/window-30-from-delivery"]} in file[
        "by_guide"
    ]
    assert shown["statements"]["fifth/window-30-from-delivery"]["mark"] == "Fifth"


def test_what_the_official_page_says_moves_verdict_and_date(folder: Path) -> None:
    change(folder / "official.toml", '{ days = 30, from = "delivered_on" }', '{ days = 7, from = "delivered_on" }')
    facts, _ = read_answers(base("wrong_spec"), TODAY)
    book = load(folder)
    assessment = assess_facts(facts, TODAY, book=book)  # the ninth day
    assert assess_facts(facts, TODAY).outcome == "assessed-refund"
    assert assessment.outcome == "window-closed"
    assert next(d.last_day for d in assessment.deadlines if d.id == "file") == date(2026, 4, 8)


def test_an_official_guide_is_believed_over_a_policy_row(folder: Path) -> None:
    official = FIFTH.replace('"trade"', '"official"').replace("window-45-from-delivery", "supplier-9-days")
    official = official.replace('"filing-window"', '"supplier-answer"').replace(
        '{ days = 45, from = "delivered_on" }', '{ days = 9, from = "dispute_filed_on" }'
    )
    position = with_fifth(folder, official).position("supplier-answer")
    assert position.followed and position.followed.ref == "fifth/supplier-9-days"
    assert position.reason == "official"


def test_answers_in_another_order_are_the_same_condition(folder: Path) -> None:
    text = FIFTH.replace("value", 'when  = { buyer_tier = ["pro", "platinum"] }\nvalue')
    official = {s.when: s.value for s in BOOK.position("filing-window").by_guide["official"]}
    assert official[(("buyer_tier", ("platinum", "pro")),)] == Period(60, "delivered_on")
    assert with_fifth(folder, text).position("filing-window").status == "disputed"


# --- what is withdrawn, and what has changed --------------------------------------------------------


def withdraw(file: Path, statement_id: str) -> None:
    text = file.read_text("utf-8")
    told = re.sub(rf'(id +)= "{statement_id}"', r"withdrawn = 2026-11-24\n\g<0>", text, count=1)
    assert told != text
    file.write_text(told, "utf-8")


def test_a_withdrawn_statement_decides_nothing_and_keeps_its_place(folder: Path) -> None:
    withdraw(folder / "ruizhi.toml", "buyer-silence-7-closes")
    book = load(folder)
    ref = "ruizhi/buyer-silence-7-closes"
    assert ref in BOOK.statements and ref not in book.statements
    assert book.position("buyer-silence").status == "silent"
    assert book.period("buyer-silence") is None
    assert ref not in {s.ref for s in book.alone("ruizhi").statements.values()}
    guide = book.guide("ruizhi")
    assert [s.ref for s in guide.withdrawn] == [ref]
    assert guide.withdrawn[0].withdrawn == date(2026, 11, 24)
    assert [s.id for s in guide.ever_said] == [s.id for s in BOOK.guide("ruizhi").statements]
    with pytest.raises(KeyError):
        book.cite("buyer-silence-7-closes")


def test_what_one_guide_withdraws_another_may_still_say(folder: Path) -> None:
    withdraw(folder / "ruizhi.toml", "window-30-from-delivery")
    cited = load(folder).cite("window-30-from-delivery")
    assert "official/window-30-from-delivery" in cited
    assert "ruizhi/window-30-from-delivery" not in cited
    facts, _ = read_answers(base("wrong_spec"), TODAY)
    before, after = (assess_facts(facts, TODAY, book=book) for book in (BOOK, load(folder)))
    assert (before.outcome, before.owed) == (after.outcome, after.owed)


def test_a_withdrawn_value_contradicts_nothing(folder: Path) -> None:
    withdraw(folder / "ruizhi.toml", "step-in-30")
    assert "contradicts 'step-in-30', which this guide does not say" in refusal(folder)
    text = (folder / "ruizhi.toml").read_text("utf-8")
    (folder / "ruizhi.toml").write_text(re.sub(r', "step-in-30"\]', "]", text), "utf-8")
    days = {one.value.days for one in load(folder).spoken("alibaba-steps-in") if isinstance(one.value, Period)}
    assert days == {7, 15}


def test_what_is_followed_cannot_be_withdrawn(folder: Path) -> None:
    withdraw(folder / "ruizhi.toml", "auto-step-in-7")
    for _ in ("auto-step-in-15", "step-in-30"):
        change(folder / "ruizhi.toml", '"auto-step-in-7", ', "")
    assert "alibaba-steps-in follows 'ruizhi/auto-step-in-7', which no guide says" in refusal(folder)


def test_a_withdrawn_id_is_not_given_away(folder: Path) -> None:
    add(folder, statement(withdrawn="2026-11-24") + statement())
    assert "'new-one' stands already" in refusal(folder)


def test_the_day_of_a_change_is_kept(folder: Path) -> None:
    add(folder, statement(changed="2026-11-20"))
    assert load(folder).statements["inspector/new-one"].changed == date(2026, 11, 20)
    assert all(one.changed is None for one in BOOK.statements.values())


# --- files that are refused -------------------------------------------------------------------------

#: What is wrong, the table added to inspector.toml, the key whose line is named, and what the message must say.
WRONG_STATEMENTS = [
    ("a misspelt topic", {"topic": '"who-run-it"'}, "topic", ["'who-run-it'", "did you mean 'who-runs-it'?"]),
    ("a key missing", {"says": ""}, "", ["says is missing; write says = "]),
    ("an id missing", {"id": ""}, "", ["id is missing; write id = "]),
    ("an unknown key", {"sais": '"x"'}, "sais", ["unknown key 'sais'", "use one of id, topic, where, says"]),
    ("a day as text", {"changed": '"2026-11-24"'}, "changed", ["changed is '2026-11-24'; write changed = 2026-"]),
    ("a day to come", {"withdrawn": "2026-12-24"}, "withdrawn", ["after the guide was last compared, 2026-11-24"]),
    ("a text that is a number", {"where": "5"}, "where", ["where is 5; write where = "]),
    ("an id twice", {"id": '"ta-run-by-alibaba"'}, "id", ["'ta-run-by-alibaba' stands already in line 8"]),
    ("a value where none belongs", {"topic": '"supplier-answer-period"', "value": "true"}, "value", ["takes no value"]),
    ("days without a number", {"topic": '"filing-window"', "value": "{ }"}, "value", ["write either days = 30 or"]),
    ("no value", {"topic": '"filing-window"'}, "", ["days"]),
    ("a wrong unit", {"topic": '"filing-window"', "value": "{ weeks = 4 }"}, "value", ["weeks", "days working_days"]),
    ("both units", {"topic": '"filing-window"', "value": "{ days = 3, working_days = 3 }"}, "value", ["either"]),
    (
        "days below zero",
        {"topic": '"filing-window"', "value": "{ days = -3 }"},
        "value",
        ["whole number, zero or more"],
    ),
    ("days as text", {"topic": '"filing-window"', "value": '{ days = "30" }'}, "value", ["'30'", "whole number"]),
    ("days as yes", {"topic": '"filing-window"', "value": "{ days = true }"}, "value", ["whole number"]),
    (
        "a misspelt event",
        {"topic": '"filing-window"', "value": '{ days = 3, from = "delivered" }'},
        "value",
        ["'delivered'", "did you mean 'delivered_on'?"],
    ),
    (
        "an event that is no date",
        {"topic": '"filing-window"', "value": '{ days = 3, from = "buyer_tier" }'},
        "value",
        ["write the id of a date question"],
    ),
    (
        "an event that is a list",
        {"topic": '"filing-window"', "value": '{ days = 3, from = ["delivered_on"] }'},
        "value",
        ["write the id of a date question"],
    ),
    ("dollars as a number", {"topic": '"late-credit"', "value": "{ usd = 100 }"}, "value", ["number as text"]),
    ("dollars in another unit", {"topic": '"late-credit"', "value": '{ eur = "100" }'}, "value", ["usd at_least"]),
    ("dollars not finite", {"topic": '"late-credit"', "value": '{ usd = "NaN" }'}, "value", ["number as text"]),
    ("a percentage as a number", {"topic": '"paypal-fee"', "value": "{ percent = 4 }"}, "value", ["number as text"]),
    ("a count in words", {"topic": '"evidence-file-count"', "value": '{ number = "five" }'}, "value", ["whole number"]),
    ("megabytes as days", {"topic": '"evidence-file-size"', "value": "{ days = 10 }"}, "value", ["megabytes"]),
    ("a list that is a text", {"topic": '"evidence-formats"', "value": '"jpg"'}, "value", ["write a list of texts"]),
    ("an empty list", {"topic": '"evidence-formats"', "value": "[]"}, "value", ["write a list of texts"]),
    ("a list of numbers", {"topic": '"evidence-formats"', "value": "[1]"}, "value", ["write a list of texts"]),
    ("a misspelt option", {"topic": '"which-orders"', "value": '"all-order"'}, "value", ["did you mean 'all-orders'?"]),
    ("yes or no as text", {"topic": '"samples-covered"', "value": '"yes"'}, "value", ["write true or false"]),
    ("yes or no as a number", {"topic": '"samples-covered"', "value": "1"}, "value", ["write true or false"]),
    ("a year as text", {"topic": '"started"', "value": '"2015"'}, "value", ["whole number"]),
    ("when: unknown question", {"when": '{ buyer_teir = ["pro"] }'}, "when", ["did you mean 'buyer_tier'?"]),
    ("when: unknown answer", {"when": '{ buyer_tier = ["gold"] }'}, "when", ["'gold'", "standard, platinum, pro"]),
    ("when: an answer that is a number", {"when": "{ buyer_tier = 5 }"}, "when", ["buyer_tier", "standard, platinum"]),
    ("when: not a table", {"when": '"pro"'}, "when", ["when is 'pro'; write when = "]),
    ("contradicts: unknown", {"contradicts": '"ta-run-by-alibab"'}, "contradicts", ["mean 'ta-run-by-alibaba'?"]),
    ("contradicts: a number", {"contradicts": "5"}, "contradicts", ["contradicts"]),
    ("contradicts: a list of numbers", {"contradicts": "[5]"}, "contradicts", ["contradicts"]),
]


@pytest.mark.parametrize(
    ("keys", "key", "says"), [wrong[1:] for wrong in WRONG_STATEMENTS], ids=[wrong[0] for wrong in WRONG_STATEMENTS]
)
def test_a_wrong_statement_is_refused_with_file_line_and_what_to_write(
    folder: Path, keys: dict[str, str], key: str, says: list[str]
) -> None:
    text = statement(**keys)
    file = add(folder, text)
    start = len(file.read_text("utf-8").splitlines()) - len(text.strip().splitlines()) + 1
    offset = next((n for n, line in enumerate(text.strip().splitlines()) if key and line.startswith(f"{key} =")), 0)
    message = refusal(folder)
    assert message.startswith(f"inspector.toml, line {start + offset}: "), message
    assert all(part in message for part in says), message


def test_a_period_without_its_event_is_refused_where_others_have_one(folder: Path) -> None:
    file = add(folder, statement(topic='"filing-window"', value="{ days = 3 }", when='{ buyer_tier = "pro" }'))
    message = refusal(folder)
    assert message.startswith(f"inspector.toml, line {line_of(file, 'new-one') - 1}: 'new-one' does not say from when")
    assert 'write from = "delivered_on"' in message


TWO_WINDOWS = statement(id='"w15"', topic='"filing-window"', value='{ days = 15, from = "delivered_on" }') + statement(
    id='"w20"', topic='"filing-window"', value='{ days = 20, from = "delivered_on" }'
)


def test_a_guide_that_contradicts_itself_has_to_say_so(folder: Path) -> None:
    file = add(folder, TWO_WINDOWS, "archive.toml")
    message = refusal(folder)
    assert message.startswith(f"archive.toml, line {line_of(file, 'days = 20')}: ")
    assert f"(line {line_of(file, 'w15') - 1})" in message
    assert 'contradicts = "w15"' in message
    assert "when = { … }" in message


@pytest.mark.parametrize("excuse", ['contradicts = "w15"', 'contradicts = ["w15"]', 'when = { buyer_tier = "pro" }'])
def test_a_guide_that_says_that_it_contradicts_itself_has_both_readings(folder: Path, excuse: str) -> None:
    add(folder, TWO_WINDOWS + excuse + "\n", "archive.toml")
    said = load(folder).position("filing-window").by_guide["archive"]
    assert [s.value for s in said] == [Period(15, "delivered_on"), Period(20, "delivered_on")]


def test_the_same_said_twice_is_no_contradiction(folder: Path) -> None:
    add(folder, TWO_WINDOWS.replace("days = 20", "days = 15"), "archive.toml")
    assert len(load(folder).position("filing-window").by_guide["archive"]) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'kind      = "trade"',
            'kind      = "blog"',
            ["line 2: ", "kind is 'blog'; use one of official, archive, trade"],
        ),
        ('kind      = "trade"', "", ["line 1: ", "kind is missing; write kind = "]),
        (
            "checked   = 2026-11-24",
            'checked   = "2026-11-24"',
            ["line 3: ", "checked is '2026-11-24'; write checked ="],
        ),
        ("checked   = 2026-11-24", "checked   = 2026-11-24T10:00:00", ["line 3: ", "write checked = 2026-11-24"]),
        ("checked   = 2026-11-24", "checked   = 2026-02-30", ["line 3", "not valid TOML"]),
        ("checked   = 2026-11-24", "chekced   = 2026-11-24", ["line ", "checked is missing"]),
        ("sells     =", "seels     =", ["line 4: ", "unknown key 'seels'", "sells"]),
        ("[[statement]]", "[statement]", ["inspector.toml"]),
        ("[[statement]]", "[[statement]", ["not valid TOML", "line 8"]),
        ('title     = "', "title     = ", ["not valid TOML", "line 1"]),
    ],
)
def test_a_wrong_guide_is_refused_with_file_line_and_what_to_write(
    folder: Path, old: str, new: str, says: list[str]
) -> None:
    change(folder / "inspector.toml", old, new)
    message = refusal(folder)
    assert message.startswith("inspector.toml")
    assert all(part in message for part in says), message


@pytest.mark.parametrize("tables", ["5", "[5]"])
def test_statements_that_are_no_tables_are_refused(folder: Path, tables: str) -> None:
    (folder / "fifth.toml").write_text(FIFTH.partition("\n[[")[0] + f"\nstatement = {tables}\n", "utf-8")
    message = refusal(folder)
    assert message.startswith("fifth.toml, line ")
    assert "statement" in message


def test_a_file_that_is_not_utf_8_is_refused_by_name(folder: Path) -> None:
    (folder / "inspector.toml").write_bytes(b'title = "\xff"\n')
    assert "inspector.toml" in refusal(folder)


def test_a_comment_behind_the_head_of_a_table_moves_no_line(folder: Path) -> None:
    change(folder / "inspector.toml", "[[statement]]", "[[statement]]  # the first")
    file = add(folder, statement(topic='"who-run-it"'))
    assert refusal(folder).startswith(f"inspector.toml, line {line_of(file, 'who-run-it')}: ")


def test_topics_are_needed(folder: Path) -> None:
    (folder / "topics.toml").unlink()
    assert refusal(folder) == "topics.toml is missing beside the guides"


SILENT_TOPIC = '\n[[topic]]\nid = "new-topic"\nasks = "Is it?"\ntype = "text"\npage = "tips"\n'

#: What is added to topics.toml, the line within it that is named, and what the message must say.
WRONG_TOPICS = [
    (SILENT_TOPIC + 'follow = "ruizhi/x"\n', "follow", ["follow needs the policy row", 'policy = "P-…"']),
    (SILENT_TOPIC + "silent = true\n", "silent", ["silent is True; write silent = "]),
    (SILENT_TOPIC + 'options = ["a"]\n', "options", ["options belong to type choice"]),
    (SILENT_TOPIC.replace('"text"', '"choice"'), "[[topic]]", ["options belong to type choice"]),
    (SILENT_TOPIC.replace('"text"', '"weeks"'), "type", ["type is 'weeks'; use one of text, days, usd"]),
    (SILENT_TOPIC.replace("new-topic", "who-runs-it"), "id", ["'who-runs-it' is listed twice"]),
    (SILENT_TOPIC.replace("page", "pages"), "[[topic]]", ["page is missing"]),
    (SILENT_TOPIC + 'note = "x"\n', "note", ["unknown key 'note'"]),
    (
        SILENT_TOPIC + 'follow = "ruizhi/supplier-3-day"\npolicy = "P-supplier-answer"\n',
        "follow",
        ["'ruizhi/supplier-3-day'", "ruizhi/supplier-3-days"],
    ),
    (
        SILENT_TOPIC + 'follow = "ruizhi/supplier-3-days"\npolicy = "P-supplier-answer"\n',
        "follow",
        ["supplier-answer"],  # the statement speaks on another topic
    ),
    ('\n[[left_out]]\nid = "x"\n', "[[left_out]]", ["reason is missing"]),
]


@pytest.mark.parametrize(("text", "key", "says"), WRONG_TOPICS)
def test_a_wrong_topic_is_refused_with_line_and_what_to_write(
    folder: Path, text: str, key: str, says: list[str]
) -> None:
    file = add(folder, text, "topics.toml")
    start = len(file.read_text("utf-8").splitlines()) - len(text.strip().splitlines()) + 1
    offset = next(n for n, line in enumerate(text.strip().splitlines()) if line.startswith(key))
    message = refusal(folder)
    assert message.startswith(f"topics.toml, line {start + offset}: "), message
    assert all(part in message for part in says), message


def test_a_topic_marked_silent_on_which_a_guide_speaks_is_refused(folder: Path) -> None:
    silent = next(topic for topic in BOOK.topics.values() if topic.silent)
    add(folder, statement(topic=f'"{silent.id}"', value='{ days = 3, from = "decided_on" }' * (silent.type == "days")))
    message = refusal(folder)
    assert re.match(r"topics\.toml, line \d+: ", message), message
    assert f"{silent.id} is marked silent, but a guide speaks on it; remove `silent`" in message


def test_every_condition_of_a_statement_can_hold() -> None:
    for one in BOOK.statements.values():
        for question, values in one.when:
            asked = QUESTIONS[question]
            assert asked.is_in(*values).given({question: values[0]}) is YES
