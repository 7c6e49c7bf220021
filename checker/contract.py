"""The JSON contract: one request in, one response out. What the browser, the command line and partners share.

``respond(text)`` never raises for bad input: every fault is an entry in ``errors``, and then the verdict is null.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal, localcontext
from functools import cache
from typing import Any

from checker import answer_text, calendar_file, dispute_text, evidence, headline, steps
from checker.answers import MAX_FILES, Fault, File, Unquoted, number_from_json, read_answers, read_day
from checker.assessment import Assessment, Judgement, Rests, assess_facts, gates, in_order
from checker.changes import Change, changes
from checker.conditions import Facts
from checker.counts import EXACT
from checker.deadlines import Deadline
from checker.evidence import FileFault
from checker.gates import Finding, statements_of
from checker.interview import Asked, next_screen, relevant
from checker.outcomes import OUTCOMES
from checker.plain import day_in_words, usd_in_words, usd_text, visible
from checker.policy import POLICY
from checker.questions import QUESTIONS, Question
from checker.readings import Reading, readings
from checker.remedies import Remedy
from checker.statements import Statements, load
from checker.timeline import Flip, timeline
from checker.version import __version__

SCHEMA = 1
#: A longer request is refused without being read, in bytes.
MAX_REQUEST = 64 * 1024
_MAX_DEPTH = 8
#: More faults than these are only counted, so that a refusal does not outgrow its request by far.
MAX_FAULTS = 250
#: More files than these are only counted where an answer is told in a line.
_FILES_NAMED = 3
_REQUEST_KEYS = ("schema", "answers", "today", "parts")

Json = dict[str, Any]


@cache
def rules_version(book: Statements | None = None) -> str:
    """Return the rules' version: the package's, and 8 hex digits of the SHA-256 of all that the rules rest on."""
    book = load() if book is None else book
    loaded = {
        "statements": {ref: asdict(statement) for ref, statement in book.statements.items()},
        "topics": {topic.id: asdict(topic) for topic in book.topics.values()},
        "questions": {question.id: asdict(question) for question in QUESTIONS.values()},
    }
    canonical = json.dumps(loaded, sort_keys=True, separators=(",", ":"), default=str)
    return f"{__version__}+{hashlib.sha256(canonical.encode()).hexdigest()[:8]}"


def notice(book: Statements | None = None) -> str:
    """Return the notice that every page, result, export and frame carries."""
    compared = min(guide.checked for guide in (load() if book is None else book).guides)
    return (
        "Independent of Alibaba.com. Not legal advice. "
        f"The guides were compared on {day_in_words(compared)}; what Alibaba.com does may differ."
    )


# --- the request ----------------------------------------------------------------------------------


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys stood in it twice."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    found.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return found


class _NotJson(Unquoted):
    """NaN or Infinity: words that Python's reader takes and JSON does not know."""


def _depth(text: str) -> int:
    """Return how deep a JSON text nests, without a reader that recurses: in a browser that could end the runtime."""
    depth = deepest = 0
    inside = escaped = False
    for char in text:
        if inside:
            inside = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _read_json(raw: str | bytes) -> tuple[object, list[Fault]]:
    wanted = 'an object such as {"schema": 1, "answers": {}, "today": "2026-05-20"}'
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "surrogatepass"))
    if size > MAX_REQUEST:
        return None, [Fault("", f"the request is {size} bytes long", f"at most {MAX_REQUEST} bytes")]
    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError as error:
        return None, [Fault("", f"the request is not UTF-8 (byte {error.start})", "text in UTF-8")]
    if _depth(text) > _MAX_DEPTH:
        return None, [Fault("", f"the request nests deeper than {_MAX_DEPTH} levels", wanted)]
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_float=number_from_json,
            parse_int=number_from_json,
            parse_constant=_NotJson,
        ), []
    except json.JSONDecodeError as error:
        return None, [
            Fault("", f"the request is not JSON: {error.msg}, line {error.lineno}, column {error.colno}", wanted)
        ]


def _read_request(raw: str | bytes) -> tuple[Json, list[Fault]]:
    """Return what the request asks ("answers", "today", "parts", as understood), and every fault in it."""
    data, faults = _read_json(raw)
    if faults:
        return {}, faults
    if not isinstance(data, _Object):
        return {}, [Fault("", "the request is not an object", 'an object such as {"schema": 1, "answers": {}, …}')]
    for key in data:
        if key not in _REQUEST_KEYS:
            faults.append(Fault(key[:60], "there is no such part of a request", f"only {', '.join(_REQUEST_KEYS)}"))
    faults += [Fault(key[:60], "stands twice in the request", "each key once") for key in data.twice]
    faults += _schema_faults(data)
    today, today_faults = _read_today(data)
    parts, part_faults = _read_parts(data)
    facts, answer_faults = _read_the_answers(data, today)
    return {"facts": facts, "today": today, "parts": parts}, faults + today_faults + part_faults + answer_faults


def _schema_faults(data: Json) -> list[Fault]:
    wanted = f"schema: {SCHEMA}"
    if "schema" not in data:
        return [Fault("schema", "is missing", wanted)]
    number = data["schema"]
    if isinstance(number, Decimal) and number == SCHEMA:
        return []
    return [Fault("schema", f"is {json.dumps(number, default=str)[:60]}", wanted)]


def _read_today(data: Json) -> tuple[datetime.date | None, list[Fault]]:
    if "today" not in data:
        return None, [Fault("today", "is missing", "the day to count from, such as 2026-05-20")]
    try:
        return read_day(data["today"]), []
    except ValueError as error:
        problem, _, wanted = str(error).partition("; ")
        return None, [Fault("today", problem, wanted)]


def _read_parts(data: Json) -> tuple[tuple[str, ...], list[Fault]]:
    raw = data.get("parts", list(PARTS))
    if not isinstance(raw, list):
        return (), [Fault("parts", "is not a list", f"a list of {', '.join(PARTS)}")]
    faults = [
        Fault(f"parts[{place}]", "there is no such part", f"one of {', '.join(PARTS)}")
        for place, part in enumerate(raw)
        if not isinstance(part, str) or part not in PARTS
    ]
    return tuple(part for part in PARTS if part in raw), faults


def _read_the_answers(data: Json, today: datetime.date | None) -> tuple[dict[str, object], list[Fault]]:
    if "answers" not in data:
        return {}, [Fault("answers", "is missing", "an object from question id to answer; {} when nothing is told")]
    answers = data["answers"]
    faults = [Fault(path, f"{key[:60]} is given twice", "each answer once") for path, key in _twice(answers)]
    # Without a day to count from, days are only checked against one another.
    facts, more = read_answers(_without_nan(answers), today or datetime.date(2200, 12, 31))
    return facts, faults + more


def _twice(value: object, path: str = "answers") -> Iterator[tuple[str, str]]:
    """Yield the place and the key wherever a key stood twice: an answer's own place, or the object inside it."""
    if isinstance(value, _Object):
        yield from ((f"{path}.{key[:60]}" if path == "answers" else path, key) for key in value.twice)
        for key, inner in value.items():
            yield from _twice(inner, f"{path}.{key[:60]}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _twice(inner, f"{path}[{place}]")


def _without_nan(answers: object) -> object:
    """Show NaN and Infinity to the reader of answers as the floats they are meant to be, to be refused by name."""
    if not isinstance(answers, Mapping):
        return answers
    return {key: float(value) if isinstance(value, _NotJson) else value for key, value in answers.items()}


# --- the response ---------------------------------------------------------------------------------


class _Citations:
    """Collects every statement and policy row cited in a response."""

    def __init__(self, book: Statements) -> None:
        self.book = book
        self.refs: dict[str, None] = {}
        self.rows: dict[str, None] = {}
        self._topics: dict[str, None] = {}

    def turned_on(self, topics: Iterable[str]) -> None:
        """Note topics that something turned on."""
        self._topics.update(dict.fromkeys(topics))

    def topics(self) -> Json:
        """Every topic named: asks, status, page."""
        return {
            topic: {
                "asks": self.book.topics[topic].asks,
                "status": self.book.position(topic).status,
                "page": self.book.topics[topic].page,
            }
            for topic in sorted(self._topics)
        }

    def both(self, refs: Iterable[str], rows: Iterable[str]) -> Json:
        """Note the citations and return them as they stand in the response."""
        statements, policy = list(dict.fromkeys(refs)), list(dict.fromkeys(rows))
        self.refs.update(dict.fromkeys(statements))
        self.rows.update(dict.fromkeys(policy))
        return {"statements": statements, "policy": policy}

    def statements(self) -> Json:
        """Every statement cited: says, guide, mark, where, url, checked."""
        cited = {}
        for ref in sorted(self.refs):
            statement = self.book.statements[ref]
            guide = self.book.guide(statement.guide)
            cited[ref] = {
                "says": statement.says,
                "guide": guide.id,
                "mark": guide.mark,
                "title": guide.title,
                "where": statement.where,
                "url": guide.url,
                "checked": guide.checked.isoformat(),
            }
        return cited

    def policy(self) -> Json:
        """Every policy row cited: asks, says, why."""
        return {
            row: {"asks": POLICY[row].asks, "says": POLICY[row].says, "why": POLICY[row].why}
            for row in sorted(self.rows)
        }


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _gate(finding: Finding, facts: Facts, cite: _Citations) -> Json:
    cite.turned_on(finding.left_open)
    rule = finding.rule if finding.status != "unknown" else None
    gate = next(gate for gate in gates(cite.book) if gate.name == finding.gate)
    return {
        "gate": finding.gate,
        "status": finding.status,
        "rule": rule.id if rule else None,
        "says": rule.says if rule else None,
        "outcome": rule.outcome if rule else None,
        "left_open": list(finding.left_open),
        **cite.both(statements_of(finding, facts, cite.book), (*(rule.policy if rule else ()), *gate.noted(facts))),
        "missing": list(finding.missing),
        "unsure": list(finding.unsure),
    }


def _problem(judgement: Judgement, cite: _Citations) -> Json:
    return {
        "problem": judgement.problem,
        "verdict": judgement.verdict,
        "outcome": judgement.outcome,
        "label": QUESTIONS["problem"].options[judgement.problem],
        "badge": _badge(judgement.outcome),
        "gates": [_gate(finding, judgement.facts, cite) for finding in judgement.findings],
        **_rests(judgement.rests_on(judgement.outcome, cite.book), cite),
    }


def _rests(rests: Rests, cite: _Citations) -> Json:
    return cite.both(rests.statements, rests.policy)


def _remedy(remedy: Remedy, cite: _Citations) -> Json:
    return {
        "kind": remedy.kind,
        "says": remedy.says,
        "most_usd": None if remedy.most is None else usd_text(remedy.most),
        "least_usd": None if remedy.least is None else usd_text(remedy.least),
        "basis": remedy.basis,
        "note": remedy.note,
        **cite.both(remedy.statements, remedy.policy),
    }


def _deadline(assessment: Assessment, deadline: Deadline, cite: _Citations) -> Json:
    for by in deadline.by_guide:
        cite.both(by.statements, ())
    return {
        "id": deadline.id,
        "who": deadline.who,
        "action": deadline.action,
        "only_if": steps.only_if(assessment, deadline),
        "first_day": _iso(deadline.first_day),
        "last_day": _iso(deadline.last_day),
        "safe_by": _iso(deadline.safe_by),
        "from": {"question": deadline.question, "date": _iso(deadline.start)},
        "state": deadline.state,
        "by_guide": [
            {"guide": by.guide, "last_day": by.last_day.isoformat(), "statements": list(by.statements)}
            for by in deadline.by_guide
        ],
        "doubtful": deadline.doubtful,
        **cite.both(deadline.statements, deadline.policy),
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "help": question.help,
        "look": question.look,
        "short": question.short,
        "options": [
            {"value": value, "label": label, "hint": question.hints.get(value)}
            for value, label in question.options.items()
        ],
        "words": [{"value": value, "label": label} for value, label in question.words.items()],
        "at_least": 1 if question.id == "problem" else 0,
    }


def _asked(asked: Asked, cite: _Citations) -> Json:
    shown = _question(asked.question)
    for choice in (*shown["options"], *shown["words"]):
        choice["effect"] = list(asked.effects.get(choice["value"], ()))
    return {
        **shown,
        "why_asked": asked.why,
        "waits": [
            {
                "gate": waits.gate,
                "rule": waits.rule.id,
                "says": waits.rule.says,
                "status": waits.rule.status,
                "outcome": waits.rule.outcome,
                **cite.both(cite.book.cite(*waits.rule.because), waits.rule.policy),
            }
            for waits in asked.waits
        ],
        "optional": asked.optional,
    }


def _told(question_id: str, value: object) -> Json:
    question = QUESTIONS[question_id]
    return {
        "id": question_id,
        "short": question.short,
        "value": _value(value),
        "label": _label(question, value),
        "question": _question(question),
    }


def _value(value: object) -> object:
    """Return an answer as it stands in JSON: days as ISO text, amounts as text or number, lists as lists."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [{"name": item.name, "bytes": item.bytes} if isinstance(item, File) else item for item in value]
    return value


def _answer(question_id: str, value: object) -> object:
    return f"{value:f}" if QUESTIONS[question_id].kind == "money" and isinstance(value, Decimal) else _value(value)


def _label(question: Question, value: object) -> str:
    if isinstance(value, datetime.date):
        return day_in_words(value)
    if isinstance(value, Decimal):
        return usd_in_words(value) if question.kind == "money" else f"{value:f}"
    if isinstance(value, tuple):
        if question.kind == "files" and len(value) > _FILES_NAMED:
            return f"{len(value)} files"
        names = [visible(item.name) if isinstance(item, File) else question.options[item] for item in value]
        return "; ".join(names) or "None of these"
    return question.options.get(str(value)) or question.words.get(str(value), str(value))


def _evidence(assessment: Assessment, cite: _Citations) -> list[Json]:
    if not assessment.problems:
        return []
    limits = evidence.LIMITS_SAY
    cite.both(cite.book.cite(*evidence.LIMITS_CITE), ("P-evidence-kind",))
    return [
        {
            "item": item.id,
            "title": item.title,
            "have": evidence.has(assessment.facts, item),
            "why": item.why,
            "limits": limits,
            **cite.both(cite.book.cite(*item.cites), ()),
        }
        for item in evidence.to_gather(one.problem for one in assessment.problems)
    ]


def _files(assessment: Assessment, cite: _Citations) -> Json:
    def fault(one: FileFault) -> Json:
        return {"says": one.says, **cite.both(cite.book.cite(*one.cites), ())}

    checked, limits = evidence.check_files(cite.book, assessment.facts.get("files")), evidence.limits(cite.book)
    return {
        "each": [
            {
                "name": visible(file.name),
                "bytes": file.bytes,
                "size": evidence.size_in_words(file.bytes),
                "faults": [fault(one) for one in faults],
            }
            for file, faults in checked.each
        ],
        "together": [fault(one) for one in checked.together],
        "limits": {
            "count": limits.count,
            "bytes": limits.bytes,
            "kinds": None if limits.kinds is None else list(limits.kinds),
            "looked_at": MAX_FILES,
            **cite.both(cite.book.cite(*evidence.LIMITS_CITE), ("P-evidence-kind",)),
        },
    }


def _next_steps(assessment: Assessment, cite: _Citations) -> list[Json]:
    return [
        {
            "says": step.says,
            "day": _iso(step.day),
            "deadline": step.deadline,
            **cite.both(cite.book.cite(*step.cites), step.policy),
        }
        for step in steps.next_steps(assessment)
    ]


def _flip(flip: Flip, cite: _Citations) -> Json:
    return {
        "day": flip.day.isoformat(),
        "verdict": flip.verdict,
        "outcome": flip.outcome,
        "badge": _badge(flip.outcome),
        "headline": OUTCOMES[flip.outcome].headline if flip.outcome else None,
        "deadlines": [{"id": deadline, "state": state} for deadline, state in flip.deadlines],
        **_rests(flip.rests, cite),
    }


def _badge(outcome: str | None) -> str | None:
    return OUTCOMES[outcome].badge if outcome else None


def _change(change: Change, cite: _Citations) -> Json:
    move = change.move
    return {
        "set": {question: _answer(question, value) for question, value in change.answers.items()},
        "labels": [
            {"short": QUESTIONS[question].short, "label": _label(QUESTIONS[question], value)}
            for question, value in change.answers.items()
        ],
        "verdict": change.verdict,
        "outcome": change.outcome,
        "badge": _badge(change.outcome),
        "possible": list(in_order(change.possible)),
        "says": move.says if move else " ".join(QUESTIONS[q].look for q in change.answers) if change.find_out else None,
        "can_still_do": change.can_still_do,
        "last_day": _iso(change.last_day),
        "closes_a_door": change.closes_a_door,
        **(cite.both(cite.book.cite(*move.cites), ()) if move else _rests(change.rests, cite)),
    }


#: The readings that are not one guide's.
_OURS = {"official-first": "How we decide", "careful": "The strictest of all"}


def _reading(reading: Reading, cite: _Citations) -> Json:
    cite.turned_on(reading.silent_on)
    rule = reading.finding.rule if reading.finding else None
    # What a guide says is not ours; where it decides nothing, our own row says why.
    ours = rule.policy if rule and not (reading.guide and reading.statements) else ()
    return {
        "reading": reading.id,
        "guide": reading.guide.id if reading.guide else None,
        "title": reading.guide.title if reading.guide else _OURS[reading.id],
        "mark": reading.guide.mark if reading.guide else _OURS[reading.id],
        "verdict": reading.verdict,
        "outcome": reading.outcome,
        "badge": _badge(reading.outcome),
        "says": rule.says if rule else None,
        "last_day": _iso(reading.last_day),
        "silent_on": list(reading.silent_on),
        **cite.both(reading.statements, ours),
    }


def _outcome_words(assessment: Assessment, cite: _Citations) -> Json | None:
    if assessment.outcome is None:
        return None
    outcome = OUTCOMES[assessment.outcome]
    return {
        "badge": headline.badge(assessment),
        "headline": outcome.headline,
        "means": outcome.means,
        **_rests(assessment.rests, cite),
    }


#: What the buyer can take away, as texts: empty where there is nothing to take.
EXPORTS: dict[str, Callable[[Assessment], str]] = {
    "answer": lambda a: answer_text.as_text(a, rules_version(a.book), notice(a.book)),
    "calendar": lambda a: calendar_file.as_text(a, notice(a.book)),
    "dispute_text": dispute_text.as_text,
    "evidence_list": lambda a: evidence.as_text((one.problem for one in a.problems), a.facts, notice(a.book)),
}

#: What a response can hold besides its head, in order; ``parts`` of a request names the ones wanted.
PARTS: dict[str, Callable[[Assessment, _Citations], object]] = {
    "possible": lambda a, cite: list(a.possible) if a.verdict == "pending" else [],
    "outcome_words": _outcome_words,
    "problems": lambda a, cite: [_problem(one, cite) for one in a.problems],
    "gates": lambda a, cite: [_gate(f, a.lead.facts, cite) for f in a.lead.findings] if a.lead else [],
    "remedies": lambda a, cite: [_remedy(remedy, cite) for remedy in a.remedies],
    "deadlines": lambda a, cite: [_deadline(a, deadline, cite) for deadline in a.deadlines],
    "safe_by": lambda a, cite: _iso(a.owed.safe_by),
    "last_day": lambda a, cite: _iso(a.owed.last_day),
    "owed": lambda a, cite: a.owed.deadline,
    "timeline": lambda a, cite: [_flip(flip, cite) for flip in timeline(a)],
    "changes": lambda a, cite: [_change(change, cite) for change in changes(a)],
    "readings": lambda a, cite: [_reading(reading, cite) for reading in readings(a)],
    "evidence": _evidence,
    "files": _files,
    "next_steps": _next_steps,
    "next_screen": lambda a, cite: [_asked(asked, cite) for asked in next_screen(a)],
    "asked": lambda a, cite: [_told(q, a.facts[q]) for q in relevant(a)[0]],
    "stale": lambda a, cite: [_told(q, a.facts[q]) for q in relevant(a)[1]],
    "exports": lambda a, cite: {name: text(a) for name, text in EXPORTS.items()},
    "topics": lambda a, cite: cite.topics(),
    "statements": lambda a, cite: cite.statements(),
    "policy": lambda a, cite: cite.policy(),
}


def respond(text: str | bytes, parts: Iterable[str] | None = None) -> str:
    """Answer one request, JSON in and JSON out (schema 1). Bad input is never an exception: see ``errors``.

    ``parts`` win over those that the request names.
    """
    with localcontext(EXACT):
        request, faults = _read_request(text)
        if faults:
            return _text(_refusal(faults))
        wanted = request["parts"] if parts is None else parts
        return _text(response(assess_facts(request["facts"], request["today"]), wanted))


def _text(response: Json) -> str:
    return json.dumps(response, ensure_ascii=True, separators=(",", ":"))


def _refusal(faults: list[Fault]) -> Json:
    """The response to a request that cannot be used: the full shape, no verdict, and every fault."""
    empty: Json = {
        "safe_by": None,
        "last_day": None,
        "owed": None,
        "outcome_words": None,
        "files": None,
        "topics": {},
        "statements": {},
        "policy": {},
    }
    empty["exports"] = dict.fromkeys(EXPORTS, "")
    return {
        "schema": SCHEMA,
        "rules_version": rules_version(),
        "verdict": None,
        "outcome": None,
        "headline": "The request has mistakes; nothing was assessed.",
        **{part: empty.get(part, []) for part in PARTS},
        "today": None,
        "answers": {},
        "notice": notice(),
        "errors": [asdict(fault) for fault in _told_of(faults)],
    }


def _told_of(faults: list[Fault]) -> list[Fault]:
    left = len(faults) - MAX_FAULTS
    more = [Fault("", f"the request has {left} more faults", "mend those above first")] if left > 0 else []
    return [*faults[:MAX_FAULTS], *more]


def response(assessment: Assessment, parts: Iterable[str] = tuple(PARTS)) -> Json:
    """Return an assessment as the response object, with the parts named."""
    wanted = set(parts)
    cite = _Citations(assessment.book)
    cite.both((), _rows_of_all(assessment))
    return {
        "schema": SCHEMA,
        "rules_version": rules_version(assessment.book),
        "verdict": assessment.verdict,
        "outcome": assessment.outcome,
        "headline": headline.headline(assessment),
        **{name: part(assessment, cite) for name, part in PARTS.items() if name in wanted},
        "today": assessment.today.isoformat(),
        "answers": {key: _answer(key, value) for key, value in assessment.facts.items()},
        "notice": notice(assessment.book),
        "errors": [],
    }


def _rows_of_all(assessment: Assessment) -> list[str]:
    """The policy rows about the case as a whole."""
    several = ["P-several"] if len(assessment.problems) > 1 else []
    coverage = ["P-coverage-type"] if assessment.facts.get("coverage_type") in ("pre_shipment", "post_delivery") else []
    cap = ["P-cap"] if assessment.outcome == "capped" else []
    return [*several, *coverage, *cap]
