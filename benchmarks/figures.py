"""Taking figures: in turn, several times, as medians with their spread, and writing them down."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

OUT = Path(__file__).parents[1] / "build" / "bench"


@dataclass(frozen=True)
class Where:
    """What a browser's figure was taken in: which browser, cold (a new profile) or warm, over which network."""

    browser: str
    cache: str
    network: str

    def __str__(self) -> str:
        return f"{self.browser}, {self.cache}, {self.network}"


@dataclass(frozen=True)
class Figure:
    """One line of a table: what was measured for whom, in which unit, how often, and what came out."""

    what: str
    who: str
    unit: str
    n: int
    median: float
    min: float
    max: float
    where: Where | None = None


def figure(what: str, who: str, values: list[float], unit: str = "ms", where: Where | None = None) -> Figure:
    """Sum up the values that were taken."""
    return Figure(what, who, unit, len(values), statistics.median(values), min(values), max(values), where)


def milliseconds(run: Callable[[], object]) -> float:
    """Return how long one run takes."""
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def in_turn(runs: dict[tuple[str, str], Callable[[], object]], times: int) -> Iterator[Figure]:
    """Run everybody in turn, so that a busy machine is busy for all, and yield a figure for each (what, who)."""
    return over_cases({key: _each_turn(run) for key, run in runs.items()}, range(times))


def _each_turn(run: Callable[[], object]) -> Callable[[int], object]:
    return lambda turn: run()


def over_cases[Case](runs: dict[tuple[str, str], Callable[[Case], object]], cases: Sequence[Case]) -> Iterator[Figure]:
    """Run everybody on each case in turn. Each case is one value, so that the figures are over the cases."""
    taken: dict[tuple[str, str], list[float]] = {key: [] for key in runs}
    for place, case in enumerate(cases):
        for key, run in runs.items():
            taken[key].append(milliseconds(partial(run, case)))
        progress(f"{place + 1} of {len(cases)}")
    for (what, who), values in taken.items():
        yield figure(what, who, values)


def progress(text: str) -> None:
    """Say how far it is, on one line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r  {text}    ", end="", file=sys.stderr, flush=True)


def write(name: str, figures: list[Figure]) -> None:
    """Print the table and write ``build/bench/NAME.json``; ``where`` stands only in figures that have one."""
    print(f"\r{name}")
    for line in figures:
        subject = f"{line.what}, {line.where}" if line.where else line.what
        print(
            f"  {subject:44} {line.who:16} {line.median:10.3f} {line.unit:6}"
            f" ({line.min:.3f} to {line.max:.3f}, n = {line.n})"
        )
    told = [{key: value for key, value in asdict(line).items() if value is not None} for line in figures]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
