"""The JSON Schema (2020-12) of request and response, generated from the questions, the outcomes and the parts."""

from __future__ import annotations

from typing import Any, get_args

from checker.answers import MAX_FILES, MAX_NAME
from checker.assessment import GATES
from checker.contract import EXPORTS, PARTS, SCHEMA
from checker.deadlines import State, Who
from checker.gates import Status
from checker.outcomes import OUTCOMES, VERDICTS
from checker.questions import QUESTIONS, Question
from checker.remedies import RemedyKind

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_DAY: Json = {"type": "string", "format": "date"}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}
_MAYBE_DAY: Json = {"type": ["string", "null"], "format": "date"}
_VERDICT: Json = {"enum": list(VERDICTS)}
_STANDING: Json = {"enum": [*VERDICTS, "pending"]}
_OUTCOME: Json = {"enum": [*OUTCOMES, None]}
_MONEY: Json = {"type": "string", "pattern": r"^\d{1,12}(\.\d{1,6})?$"}
_FILE: Json = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": MAX_NAME},
        "bytes": {"type": "integer", "minimum": 0},
    },
    "required": ["name", "bytes"],
    "additionalProperties": False,
}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(properties: Json, required: list[str] | None = None) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties) if required is None else required}


def answer(question: Question) -> Json:
    """Return the schema of one answer."""
    options = {"enum": list(question.options)}
    several: Json = {"type": "array", "items": options, "uniqueItems": True}
    if question.id == "problem":
        several["minItems"] = 1
    most = {"maximum": 100} if question.id.endswith("_percent") else {}
    kinds: dict[str, list[Json]] = {
        "choice": [options],
        "choices": [several, options],
        "date": [_DAY],
        "money": [_MONEY],
        "number": [{"type": "number", "minimum": 0, **most}],
        "files": [{"type": "array", "items": _FILE, "maxItems": MAX_FILES}],
    }
    words = [{"enum": list(question.words)}] if question.words else []
    return {"description": question.prompt, "anyOf": [*kinds[question.kind], *words]}


_ANSWERS: Json = {
    "type": "object",
    "properties": {question.id: answer(question) for question in QUESTIONS.values()},
    "additionalProperties": False,
}


def request_schema() -> Json:
    """Return the JSON Schema of a request."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Request",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "answers": _ANSWERS,
            "today": _DAY,
            "parts": _list({"enum": list(PARTS)}),
        },
        "required": ["schema", "answers", "today"],
        "additionalProperties": False,
    }


_CITES: Json = {"statements": _list(_TEXT), "policy": _list(_TEXT)}
_GATE = _object(
    {
        "gate": {"enum": list(GATES)},
        "status": {"enum": list(get_args(Status))},
        "rule": _MAYBE_TEXT,
        "says": _MAYBE_TEXT,
        "outcome": _MAYBE_TEXT,
        **_CITES,
        "left_open": _list(_TEXT),
        "missing": _list(_TEXT),
        "unsure": _list(_TEXT),
    }
)
_WAITS = _object(
    {
        "gate": {"enum": list(GATES)},
        "rule": _TEXT,
        "says": _TEXT,
        "status": {"enum": list(get_args(Status))},
        "outcome": _OUTCOME,
        **_CITES,
    }
)
_OPTION = _object({"value": _TEXT, "label": _TEXT, "hint": _MAYBE_TEXT, "effect": _list(_VERDICT)}, ["value", "label"])
_QUESTION_PARTS: Json = {
    "id": {"enum": list(QUESTIONS)},
    "kind": _TEXT,
    "prompt": _TEXT,
    "help": _TEXT,
    "look": _TEXT,
    "short": _TEXT,
    "options": _list(_OPTION),
    "words": _list(_OPTION),
    "at_least": {"enum": [0, 1]},
}
_TOLD = _object(
    {
        "id": {"enum": list(QUESTIONS)},
        "short": _TEXT,
        "value": True,
        "label": _TEXT,
        "question": _object(_QUESTION_PARTS),
    }
)
_FAULT = _object({"says": _TEXT, **_CITES})
_SHAPES: dict[str, Json] = {
    "possible": _list(_VERDICT),
    "outcome_words": {
        "anyOf": [_object({"badge": _TEXT, "headline": _TEXT, "means": _TEXT, **_CITES}), {"type": "null"}]
    },
    "problems": _list(
        _object(
            {
                "problem": {"enum": list(QUESTIONS["problem"].options)},
                "verdict": _STANDING,
                "outcome": _OUTCOME,
                "label": _TEXT,
                "badge": _MAYBE_TEXT,
                "gates": _list(_GATE),
                **_CITES,
            }
        )
    ),
    "gates": _list(_GATE),
    "remedies": _list(
        _object(
            {
                "kind": {"enum": list(get_args(RemedyKind))},
                "says": _TEXT,
                "most_usd": {"type": ["string", "null"], "pattern": r"^\d+\.\d\d$"},
                "least_usd": {"type": ["string", "null"], "pattern": r"^\d+\.\d\d$"},
                "basis": _TEXT,
                "note": _TEXT,
                **_CITES,
            }
        )
    ),
    "deadlines": _list(
        _object(
            {
                "id": _TEXT,
                "who": {"enum": list(get_args(Who))},
                "action": _TEXT,
                "only_if": _MAYBE_TEXT,
                "first_day": _MAYBE_DAY,
                "last_day": _MAYBE_DAY,
                "safe_by": _MAYBE_DAY,
                "from": _object({"question": {"enum": list(QUESTIONS)}, "date": _MAYBE_DAY}),
                "state": {"enum": list(get_args(State))},
                "by_guide": _list(_object({"guide": _TEXT, "last_day": _DAY, "statements": _list(_TEXT)})),
                "doubtful": {"type": "boolean"},
                **_CITES,
            }
        )
    ),
    "safe_by": _MAYBE_DAY,
    "last_day": _MAYBE_DAY,
    "owed": _MAYBE_TEXT,
    "timeline": _list(
        _object(
            {
                "day": _DAY,
                "verdict": _STANDING,
                "outcome": _OUTCOME,
                "badge": _MAYBE_TEXT,
                "headline": _MAYBE_TEXT,
                "deadlines": _list(_object({"id": _TEXT, "state": {"enum": list(get_args(State))}})),
                **_CITES,
            }
        )
    ),
    "changes": _list(
        _object(
            {
                "set": _ANSWERS,
                "labels": _list(_object({"short": _TEXT, "label": _TEXT})),
                "verdict": _STANDING,
                "outcome": _OUTCOME,
                "badge": _MAYBE_TEXT,
                "possible": _list(_VERDICT),
                "says": _MAYBE_TEXT,
                "can_still_do": {"type": "boolean"},
                "last_day": _MAYBE_DAY,
                "closes_a_door": {"type": "boolean"},
                **_CITES,
            }
        )
    ),
    "readings": _list(
        _object(
            {
                "reading": _TEXT,
                "guide": _MAYBE_TEXT,
                "title": _TEXT,
                "mark": _TEXT,
                "verdict": _STANDING,
                "outcome": _OUTCOME,
                "badge": _MAYBE_TEXT,
                "says": _MAYBE_TEXT,
                "last_day": _MAYBE_DAY,
                "silent_on": _list(_TEXT),
                **_CITES,
            }
        )
    ),
    "evidence": _list(
        _object(
            {
                "item": {"enum": list(QUESTIONS["evidence"].options)},
                "title": _TEXT,
                "have": {"type": ["boolean", "null"]},
                "why": _TEXT,
                "limits": _TEXT,
                **_CITES,
            }
        )
    ),
    "files": {
        "anyOf": [
            _object(
                {
                    "each": _list(
                        _object(
                            {
                                "name": _TEXT,
                                "bytes": {"type": "integer", "minimum": 0},
                                "size": _TEXT,
                                "faults": _list(_FAULT),
                            }
                        )
                    ),
                    "together": _list(_FAULT),
                    "limits": _object(
                        {
                            "count": {"type": ["integer", "null"]},
                            "bytes": {"type": ["integer", "null"]},
                            "kinds": {"anyOf": [_list(_TEXT), {"type": "null"}]},
                            "looked_at": {"type": "integer"},
                            **_CITES,
                        }
                    ),
                }
            ),
            {"type": "null"},
        ]
    },
    "next_steps": _list(_object({"says": _TEXT, "day": _MAYBE_DAY, "deadline": _MAYBE_TEXT, **_CITES})),
    "next_screen": _list(
        _object({**_QUESTION_PARTS, "why_asked": _TEXT, "waits": _list(_WAITS), "optional": {"type": "boolean"}})
    ),
    "asked": _list(_TOLD),
    "stale": _list(_TOLD),
    "exports": _object(dict.fromkeys(EXPORTS, _TEXT)),
    "topics": {
        "type": "object",
        "additionalProperties": _object(
            {"asks": _TEXT, "status": {"enum": ["agreed", "disputed", "silent"]}, "page": _TEXT}
        ),
    },
    "statements": {
        "type": "object",
        "additionalProperties": _object(
            {
                "says": _TEXT,
                "guide": _TEXT,
                "mark": _TEXT,
                "title": _TEXT,
                "where": _TEXT,
                "url": _MAYBE_TEXT,
                "checked": _DAY,
            }
        ),
    },
    "policy": {"type": "object", "additionalProperties": _object({"asks": _TEXT, "says": _TEXT, "why": _TEXT})},
}


def response_schema() -> Json:
    """Return the JSON Schema of a response. Parts that were not asked for are left out, so none is required."""
    head: Json = {
        "schema": {"const": SCHEMA},
        "rules_version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+\+[0-9a-f]{8}$"},
        "verdict": {"enum": [*VERDICTS, "pending", None]},
        "outcome": _OUTCOME,
        "headline": _TEXT,
        "today": _MAYBE_DAY,
        "answers": {"type": "object"},
        "notice": _TEXT,
        "errors": _list(_object({"path": _TEXT, "problem": _TEXT, "wanted": _TEXT})),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Response",
        "type": "object",
        "properties": {**head, **{part: _SHAPES[part] for part in PARTS}},
        "required": list(head),
        "additionalProperties": False,
    }


def schema() -> Json:
    """Return both schemas, as ``python -m checker schema`` prints them."""
    return {"request": request_schema(), "response": response_schema()}
