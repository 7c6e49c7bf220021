"""The guides' words for a page: shown as they are, whatever stands in them. Nothing in them is Markdown or HTML.

Entities do for both: a mark that is written as one means nothing to either, and is the same mark to a reader.
"""

import re
from dataclasses import replace
from typing import Any

from checker.statements import Guide, Statement, Statements, Topic, Value

_MARKUP = re.compile(r"[&<>`*_\[\]{}|\\]|^[#+=~:!?-]|(?<=^\d)\.|(?<=^\d\d)\.")
_OF_GUIDE = ("title", "mark", "about", "publisher", "author", "sells")


def literal(text: str) -> str:
    """A text with every mark that Markdown or HTML could take for one of its own as an entity.

    >>> literal("a <b> of *5*")
    'a &#60;b&#62; of &#42;5&#42;'
    """
    return _MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", text)


def book(told: Statements) -> Statements:
    """The same guides and topics with all their words literal."""
    topics = {topic.id: _topic(topic) for topic in told.topics.values()}
    return replace(told, guides=tuple(map(_guide, told.guides)), topics=topics)


def _guide(guide: Guide) -> Guide:
    words: dict[str, Any] = {name: literal(text) for name in _OF_GUIDE if (text := getattr(guide, name))}
    statements, withdrawn = (tuple(map(_statement, said)) for said in (guide.statements, guide.withdrawn))
    return replace(guide, statements=statements, withdrawn=withdrawn, **words)


def _statement(said: Statement) -> Statement:
    return replace(said, where=literal(said.where), says=literal(said.says), value=_value(said.value))


def _value(value: Value) -> Value:
    return tuple(map(literal, value)) if isinstance(value, tuple) else value


def _topic(topic: Topic) -> Topic:
    return replace(topic, asks=literal(topic.asks))
