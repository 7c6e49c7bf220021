"""What to gather, and whether files would be taken as they are. The words stand in ``evidence.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from checker.answers import File
from checker.conditions import Facts
from checker.statements import Statements


@dataclass(frozen=True)
class Item:
    """One kind of evidence: what it proves, and for which problems it matters (``first_for``: comes first)."""

    id: str
    title: str
    why: str
    problems: tuple[str, ...]
    first_for: tuple[str, ...]
    cites: tuple[str, ...]

    def matters_for(self, problem: str) -> bool:
        """Say whether this evidence bears on the problem."""
        return "all" in self.problems or problem in self.problems


@dataclass(frozen=True)
class Limits:
    """What files must keep to: how many, how large in bytes, and of which kinds; None where no guide says."""

    count: int | None
    bytes: int | None
    kinds: tuple[str, ...] | None


@dataclass(frozen=True)
class FileFault:
    """Why a file would not be taken. ``name`` is empty where it is about all files together."""

    name: str
    says: str


def _load() -> tuple[tuple[Item, ...], str, tuple[str, ...]]:
    data = tomllib.loads(resources.files("checker").joinpath("evidence.toml").read_text("utf-8"))
    items = []
    for entry in data["item"]:
        lists = {key: tuple(entry.get(key, ())) for key in ("problems", "first_for", "cites")}
        items.append(Item(**(entry | lists)))
    return tuple(items), data["limits"]["says"], tuple(data["limits"]["cites"])


#: The kinds of evidence, in order; the limits for files in words; the statements the limits rest on.
ITEMS, LIMITS_SAY, LIMITS_CITE = _load()


def to_gather(problems: Iterable[str]) -> list[Item]:
    """Return the evidence that bears on the problems, what comes first for one of them first."""
    told = list(problems)
    items = [item for item in ITEMS if any(item.matters_for(problem) for problem in told)]
    return sorted(items, key=lambda item: not any(problem in item.first_for for problem in told))


def limits(book: Statements) -> Limits:
    """Return the limits for evidence files, as the guides state them.

    The strictest of those that may hold, and a megabyte is a million bytes. What no guide limits is taken.
    """
    counts = [value for value in book.values("evidence-file-count") if isinstance(value, int)]
    sizes = [value * 1_000_000 for value in book.values("evidence-file-size") if isinstance(value, int)]
    kinds = [value for value in book.values("evidence-formats") if isinstance(value, tuple)]
    allowed = tuple(kind for kind in kinds[0] if all(kind in others for others in kinds)) if kinds else None
    return Limits(min(counts, default=None), min(sizes, default=None), allowed)


_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.[A-Za-z0-9]+", re.ASCII)


def file_faults(book: Statements, files: object) -> list[FileFault]:
    """Return why files would not be taken as they are: too many, too large, of another kind, or oddly named.

    Names are held to letters, digits, hyphens and underscores with one dot: the guide refuses "special characters"
    without saying which, so the strictest reading is used.
    """
    told = [file for file in files if isinstance(file, File)] if isinstance(files, tuple) else []
    allowed = limits(book)
    faults = [FileFault(file.name, says) for file in told for says in _faults_of(file, allowed)]
    if allowed.count is not None and len(told) > allowed.count:
        faults.append(FileFault("", f"These are {len(told)} files; {allowed.count} are taken."))
    return faults


def _faults_of(file: File, allowed: Limits) -> list[str]:
    faults = []
    kind = file.name.rpartition(".")[2].lower()
    if allowed.kinds is not None and kind not in allowed.kinds:
        faults.append(f"This kind of file is not taken. Save it as {', '.join(allowed.kinds)}.")
    if allowed.bytes is not None and file.bytes > allowed.bytes:
        faults.append(f"It is larger than {allowed.bytes // 1_000_000} MB. Make it smaller or split it.")
    if not _PLAIN_NAME.fullmatch(file.name):
        faults.append("The name has characters that may be refused. Use letters, digits, hyphens and one dot.")
    return faults


_HAVE = {True: "you have it", False: "missing", None: "not told yet whether you have it"}


def as_text(problems: Iterable[str], facts: Facts, notice: str) -> str:
    """Return the list of what to gather as plain text, with what is there and what is missing; empty for no problem.

    Each item with why it matters, then what files have to keep to, and the notice.
    """
    items = to_gather(problems)
    if not items:
        return ""
    listed = [f"{n}. {item.title} ({_HAVE[has(facts, item)]})\n   {item.why}" for n, item in enumerate(items, 1)]
    return "\n\n".join(["What to gather", *listed, LIMITS_SAY, notice]) + "\n"


def has(facts: Facts, item: Item) -> bool | None:
    """Say whether the buyer has this evidence; None while the question was not answered."""
    told = facts.get("evidence")
    return item.id in told if isinstance(told, tuple) else None
