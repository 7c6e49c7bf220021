"""Whatever is sent, ``respond`` answers in time: valid against the published schema, with faults or a verdict.

``make fuzz`` asks the same of what a fuzzer makes (tests/fuzz/respond.py).
"""

import datetime
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import checker
from checker import contract
from checker.answers import FIRST_YEAR, LAST_YEAR
from checker.contract import MAX_FAULTS, MAX_REQUEST, PARTS
from checker.questions import QUESTIONS, Question
from checker.schema import response_schema
from tests.checker.stories import story
from tests.checker.talk import TODAY, request

RESPONSE = Draft202012Validator(response_schema(), format_checker=FormatChecker())

#: A refusal costs a millisecond, an assessment with all its parts a hundred: there are fewer examples of those.
CHEAP = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
DEAR = settings(CHEAP, max_examples=12)
#: In seconds of the processor's time: many times what an assessment takes, and less than anybody would call a hang.
IN_TIME = 5
#: What a fault may take to be told, in characters.
IN_SHORT = 700


def check(text: str | bytes) -> dict[str, Any]:
    start = time.process_time()
    raw = checker.respond(text)
    assert time.process_time() - start < IN_TIME
    assert raw.isascii()
    response: dict[str, Any] = json.loads(raw, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert not [error.message for error in RESPONSE.iter_errors(response)]
    assert bool(response["errors"]) == (response["verdict"] is None)
    assert len(response["errors"]) <= MAX_FAULTS + 1
    for fault in response["errors"]:
        assert fault["problem"] and fault["wanted"]
        assert len("".join(fault.values())) < IN_SHORT
    return response


# --- text and bytes ---------------------------------------------------------------------------------


@CHEAP
@given(st.text() | st.text(alphabet='{}[]",:0123456789eE+-.\\ \ud800aNI', max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    check(text)


@CHEAP
@given(st.binary())
def test_any_bytes_get_an_answer(raw: bytes) -> None:
    check(raw)


# --- JSON -------------------------------------------------------------------------------------------

EDGES = [
    *("0000-00-00", "0001-01-01", "1899-12-31", "1900-01-01", "1900-02-29", "2000-02-29", "2026-02-30", "2026-05-01"),
    *(
        "2026-05-20",
        "2026-05-21",
        "2200-12-31",
        "2201-01-01",
        "9999-12-31",
        "10000-01-01",
        "2026-5-1",
        "２０２６-05-01",
    ),
]
PIECES = [
    *(word for question in QUESTIONS.values() for word in (*question.options, *question.words)),
    *EDGES,
    *("0", "-0.00", "12.50", "-1", "1e5", "NaN", "", "999999999999.999999", "\ud800", "\x00"),
    *(
        "\u202egpj.exe",
        "\u2066",
        "a\r\nBEGIN:VEVENT",
        "\u2028",
        "<img src=x onerror=x>",
        "${x}{{x}}",
        "😀" * 60,
        "x" * 300,
    ),
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**60), 10**60)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(PIECES)
)
FILES = st.fixed_dictionaries({}, optional={"name": LEAVES, "bytes": LEAVES})
VALUES = st.recursive(
    LEAVES | FILES | st.lists(FILES, max_size=3) | st.lists(st.sampled_from(PIECES), max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(list(QUESTIONS)) | st.text(max_size=8)
REQUESTS = st.fixed_dictionaries(
    {
        "schema": st.just(1) | VALUES,
        "answers": st.dictionaries(KEYS, VALUES, max_size=8) | VALUES,
        "today": st.just("2026-05-20") | VALUES,
    },
    optional={"parts": st.lists(st.sampled_from(list(PARTS)) | LEAVES, max_size=4) | VALUES, "extra": VALUES},
)


@CHEAP
@given(VALUES | REQUESTS)
def test_any_json_gets_an_answer(value: Any) -> None:
    check(json.dumps(value))


@CHEAP
@given(
    st.from_regex(r"-?(0|[1-9][0-9]{0,45})(\.[0-9]{1,45})?([eE][+-]?[0-9]{1,20})?", fullmatch=True),
    st.sampled_from(['"units_ordered": {}', '"tolerance_percent": {}', '"files": [{{"name": "a.jpg", "bytes": {}}}]']),
)
def test_any_number_gets_an_answer(number: str, where: str) -> None:
    check(f'{{"schema": 1, "today": "2026-05-20", "answers": {{{where.format(number)}}}}}')


# --- almost a request ---------------------------------------------------------------------------------

SEEDS = st.integers(0, 10**6)
PROBLEMS = st.integers(1, 3)
#: JSON text that no writer of ours would write.
ODD = [
    *("NaN", "-Infinity", "-0", "0e-999999999", "1e999999999", "9" * 5000, "0." + "1" * 60, "01", "+1", "", "'x'"),
    *('"\\ud800"', '"\\u0000"', '{"a": 1, "a": 2}', '[{"name": NaN, "bytes": 1}]', '[{"name": "a", "bytes": -0}]'),
    *("[[[[[[]]]]]]", "[" * 5000 + "]" * 5000, '{"a":' * 50 + "1" + "}" * 50, '"' + "x" * 999 + '"'),
]
FRAGMENTS = st.sampled_from(ODD) | VALUES.map(json.dumps)


def proper(question: Question) -> st.SearchStrategy[Any]:
    """Right answers to a question; days and counts are alike, so that nearly all get past the reader."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "choice": st.sampled_from(list(question.options)),
        "choices": st.lists(st.sampled_from(list(question.options) or [""]), min_size=1, max_size=3, unique=True),
        "date": st.just("2026-05-01"),
        "money": st.sampled_from(["0", "-0", "0.10", "99999.99", "999999999999.999999"]),
        "number": st.sampled_from([50, 50.0]),
        "files": st.lists(
            st.fixed_dictionaries({"name": st.text(min_size=1, max_size=9), "bytes": st.integers(0, 2 * 10**7)}),
            max_size=7,
        ),
    }
    words = [st.just(word) for word in question.words]
    return st.one_of(kinds[question.kind], *words)


CHANGES = st.tuples(KEYS, FRAGMENTS) | st.sampled_from(list(QUESTIONS)).flatmap(
    lambda question: st.tuples(st.just(question), proper(QUESTIONS[question]).map(json.dumps))
)
RIGHT = ("1", '"2026-05-20"')
HEADS = st.sampled_from([RIGHT] * 9 + [None]).flatmap(
    lambda head: st.just(head) if head else st.tuples(FRAGMENTS, FRAGMENTS)
)


@st.composite
def almost_a_request(draw: st.DrawFn) -> str:
    """A story with a few answers changed or given twice, and now and then a head that is wrong."""
    told = [(key, json.dumps(value)) for key, value in story(draw(SEEDS), problems=draw(PROBLEMS)).items()]
    changes = draw(st.lists(CHANGES, max_size=3))
    if draw(st.booleans()):
        told = [(key, value) for key, value in told if key not in dict(changes)]
    answers = ", ".join(f"{json.dumps(key)}: {value}" for key, value in (*told, *changes))
    schema, today = draw(HEADS)
    return f'{{"schema": {schema}, "today": {today}, "answers": {{{answers}}}}}'


@settings(CHEAP, max_examples=50)
@given(almost_a_request())
def test_almost_a_request_gets_an_answer(text: str) -> None:
    check(text)


@CHEAP
@given(SEEDS, st.integers(0, 4000), st.integers(0, 9), st.text(max_size=3) | st.sampled_from(ODD), st.booleans())
def test_a_damaged_request_gets_an_answer(seed: int, place: int, cut: int, piece: str, in_bytes: bool) -> None:
    text = request(story(seed), parts=["gates"])
    damaged = text[:place] + piece + text[place + cut :]
    check(damaged.encode("utf-8", "surrogatepass") if in_bytes else damaged)


@settings(CHEAP, max_examples=30)
@given(
    st.fixed_dictionaries(
        {"problem": proper(QUESTIONS["problem"])},
        optional={question.id: proper(question) for question in QUESTIONS.values() if question.id != "problem"},
    )
)
def test_any_answers_of_the_right_kind_get_an_answer(told: dict[str, Any]) -> None:
    check(request(told))


FIRST, LAST = datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
DAYS = [FIRST, FIRST + datetime.timedelta(100), datetime.date(2000, 2, 29), LAST - datetime.timedelta(20), LAST]


def moved(value: Any, by: datetime.timedelta) -> Any:
    """An answer, by so many days later where it is a day."""
    try:
        return (datetime.date.fromisoformat(value) + by).isoformat()
    except (TypeError, ValueError):
        return value


@DEAR
@given(SEEDS, PROBLEMS, st.sampled_from(DAYS) | st.dates(FIRST, LAST))
def test_a_story_of_any_day_gets_an_answer(seed: int, problems: int, day: datetime.date) -> None:
    told = {key: moved(value, day - TODAY) for key, value in story(seed, problems=problems).items()}
    response = check(request(told, day))
    within = all(FIRST.isoformat() <= value <= LAST.isoformat() for key, value in told.items() if is_day(key, value))
    assert (response["errors"] == []) == within


def is_day(question: str, value: str) -> bool:
    return QUESTIONS[question].kind == "date" and value not in QUESTIONS[question].words


# --- a crowd ------------------------------------------------------------------------------------------

CROWDS = {
    "questions": ('{{"schema": 1, "today": "2026-05-20", "answers": {{{}}}}}', '"{key}": 0'),
    "the same question": ('{{"schema": 1, "today": "2026-05-20", "answers": {{{}}}}}', '"problem": "{key}"'),
    "parts of a request": ("{{{}}}", '"{key}": 0'),
    "parts": ('{{"schema": 1, "today": "2026-05-20", "answers": {{}}, "parts": [{}]}}', '"{key}"'),
    "files": (
        '{{"schema": 1, "today": "2026-05-20", "answers": {{"files": [{}]}}}}',
        '{{"name": "{key}", "bytes": 1}}',
    ),
    "keys given twice": (
        '{{"schema": 1, "today": "2026-05-20", "answers": {{"files": [{}]}}}}',
        '{{"{key}": 1, "{key}": 1}}',
    ),
}


@settings(CHEAP, max_examples=8)
@given(st.sampled_from([*CROWDS]), st.sampled_from([*QUESTIONS, *PARTS, "", "\\ud800"]), st.integers(0, 9000))
def test_a_crowd_of_anything_gets_an_answer(of: str, near: str, many: int) -> None:
    whole, each = CROWDS[of]
    check(whole.format(", ".join(each.format(key=f"{near}{number}") for number in range(many)))[:MAX_REQUEST])
    # As many as a request can hold, and whole.
    room = (MAX_REQUEST - len(whole)) // (len(each.format(key=near) * 2) + 6)
    check(whole.format(", ".join(each.format(key=f"{near}{number}") for number in range(room))))


# --- too much -----------------------------------------------------------------------------------------


@contextmanager
def nothing_may_work() -> Iterator[None]:
    """Whoever reads or judges in here fails the test: that nothing is done is shown without a clock."""

    def worked(*_: Any, **__: Any) -> None:
        pytest.fail("it was read")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json, "loads", worked)
        for reader in ("_depth", "read_answers", "assess_facts"):
            patch.setattr(contract, reader, worked)
        yield


@CHEAP
@given(
    SEEDS,
    st.integers(0, 4000),
    st.sampled_from([*' [{"9\\\x00é\ud800', '"a":1,', "{}", '{"a":']),
    st.integers(MAX_REQUEST, 3 * MAX_REQUEST),
    st.booleans(),
)
def test_a_request_too_long_is_refused_unread(seed: int, place: int, filler: str, size: int, in_bytes: bool) -> None:
    text = request(story(seed))
    text = text[:place] + filler * (size // len(filler.encode("utf-8", "surrogatepass"))) + text[place:]
    long = text.encode("utf-8", "surrogatepass")
    with nothing_may_work():
        raw = checker.respond(long if in_bytes else text)
    [error] = json.loads(raw)["errors"]
    assert error["problem"] == f"the request is {len(long)} bytes long"
    assert check(text)["verdict"] is None


@pytest.mark.parametrize("more", [0, 1])
def test_the_longest_request_is_read_and_one_byte_more_is_not(more: int) -> None:
    text = request({}).ljust(MAX_REQUEST + more)
    with nothing_may_work():
        if more:
            checker.respond(text)
        else:
            with pytest.raises(pytest.fail.Exception):
                checker.respond(text)
    assert bool(check(text)["errors"]) == bool(more)
