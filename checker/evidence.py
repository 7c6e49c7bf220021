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
    """Why a file, or all of them together, would not be taken, and what to do about it; with the statements cited."""

    says: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileCheck:
    """Every file with its own faults, in the order told, and the faults of all of them together."""

    each: tuple[tuple[File, tuple[FileFault, ...]], ...]
    together: tuple[FileFault, ...]

    @property
    def has_faults(self) -> bool:
        """Whether anything has to be mended."""
        return bool(self.together) or any(faults for _, faults in self.each)


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


def check_files(book: Statements, files: object) -> FileCheck:
    """Return what keeps files from being taken as they are: too many, too large, empty, of another kind, oddly named.

    Names are held to letters, digits, hyphens and underscores with one dot: the guide refuses "special characters"
    without saying which, so the strictest reading is used.
    """
    told = tuple(file for file in files if isinstance(file, File)) if isinstance(files, tuple) else ()
    allowed = limits(book)
    return FileCheck(tuple((file, _faults_of(file, allowed)) for file in told), _faults_together(told, allowed))


def _faults_of(file: File, allowed: Limits) -> tuple[FileFault, ...]:
    faults = []
    kind = file.name.rpartition(".")[2].lower()
    if allowed.kinds is not None and kind not in allowed.kinds:
        says = f"This kind of file is not taken. Save it as {', '.join(allowed.kinds)}."
        faults.append(FileFault(says, ("ev-formats",)))
    if not file.bytes:
        faults.append(FileFault("It is empty. Save it again, and look into it before you hand it in."))
    if allowed.bytes is not None and file.bytes > allowed.bytes:
        says = f"It is larger than {allowed.bytes // 1_000_000} MB. Make it smaller or split it."
        faults.append(FileFault(says, ("ev-max-10mb",)))
    if not _PLAIN_NAME.fullmatch(file.name):
        says = "The name has characters that may be refused. Use letters, digits, hyphens and one dot."
        faults.append(FileFault(says, ("ev-no-special-chars",)))
    return tuple(faults)


def _faults_together(files: tuple[File, ...], allowed: Limits) -> tuple[FileFault, ...]:
    faults = []
    if allowed.count is not None and len(files) > allowed.count:
        pack = ", or put several into one zip file" if allowed.kinds is None or "zip" in allowed.kinds else ""
        says = f"These are {len(files)} files; {allowed.count} are taken. Leave some out{pack}."
        faults.append(FileFault(says, ("ev-max-5-files",)))
    size = sum(file.bytes for file in files)
    # The guide leaves open whether its limit is for each file or for all: the strictest reading is used here too.
    if allowed.bytes is not None and len(files) > 1 and size > allowed.bytes:
        most = f"{allowed.bytes // 1_000_000} MB"
        says = f"Together they are {size_in_words(size)}. The {most} may be meant for all files: make some smaller."
        faults.append(FileFault(says, ("ev-max-10mb",)))
    return tuple(faults)


def size_in_words(count: int) -> str:
    """Return a number of bytes for reading, rounded up: a file never looks smaller than it is.

    >>> size_in_words(0), size_in_words(1), size_in_words(1_200), size_in_words(10_000_001)
    ('0 bytes', '1 byte', '2 kB', '10.1 MB')
    """
    if count < 1_000:
        return "1 byte" if count == 1 else f"{count} bytes"
    if count <= 999_000:
        return f"{-(-count // 1_000)} kB"
    tenths = -(-count // 100_000)
    return f"{tenths // 10:,}.{tenths % 10} MB"


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
