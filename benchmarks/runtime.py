"""How soon Python answers in a browser, how much it fetches and holds: ours, its limit, plain Pyodide and PyScript.

Each visit starts the browser anew on one page: first with a new profile (cold), then with the same one (warm). The page
takes the time and posts it; the bytes are counted where they are sent. README.md says more.
"""

import json
import os
import platform
import queue
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import build_site
import checker
from benchmarks.browsing import browsers, peers
from benchmarks.browsing.browsers import Browser
from benchmarks.browsing.link import Host, Link
from benchmarks.figures import OUT, Figure, Where, figure, progress

FIRST_QUESTION, FIRST_VERDICT, BYTES, MEMORY = "first question", "first verdict", "bytes", "memory"
OURS, LIMIT, PLAIN, PYSCRIPT = "ours", "limit", "plain Pyodide", "PyScript"
WHATS, WHOS = (FIRST_QUESTION, FIRST_VERDICT, BYTES, MEMORY), (OURS, LIMIT, PLAIN, PYSCRIPT)
NETWORKS = {"local": (None, 0.0), "10 Mbit/s": (10e6, 0.04)}
# A page that has told nothing by then never will.
PATIENCE = 180
# After the first visit: for what a page does when nobody waits, and for the browser to write its caches.
LINGER = 5


@dataclass(frozen=True)
class Visitor:
    """A page to visit, and which figures its visits give."""

    who: str
    page: str
    time_of: str = FIRST_VERDICT
    whats: tuple[str, ...] = (FIRST_VERDICT, BYTES, MEMORY)


FULL = Visitor(OURS, "bench/ours.html")
# It fetches what ours has fetched on its cold visit, so it comes after.
LEAST = Visitor(LIMIT, "bench/limit.html", whats=(FIRST_VERDICT, BYTES))
VISITORS = [
    Visitor(OURS, "with-widget/", FIRST_QUESTION, (FIRST_QUESTION,)),
    Visitor(LIMIT, "without-widget/", FIRST_QUESTION, (FIRST_QUESTION,)),
    FULL,
    LEAST,
    Visitor(PLAIN, "bench/plain.html"),
    Visitor(PYSCRIPT, "bench/pyscript.html"),
]

type Taken = dict[tuple[str, str, Where], list[float]]


class NotTakenError(Exception):
    """A visit gave no figures; the text says why."""


def measure(*, quick: bool) -> Iterator[Figure]:
    beside, site = OUT / "beside", build_site.SITE
    peers.lay_out(beside, site)
    host = Host(site, beside, OUT / "packed", peers.rules(site))
    host.pack(beside, *(site / part for part in ("assets", "checker", "runtime", "widget")))
    found = browsers.installed({"Chromium"} if quick else None)
    visitors = [visitor for visitor in VISITORS if not (quick and visitor.who == PYSCRIPT)]
    networks = ["local"] if quick else list(NETWORKS)
    taken: Taken = {}
    with host.serving() as address, browsers.display(any(one.needs_display for one in found)) as display:
        for browser in found:
            visit = Visit(host, address, browser, display)
            for network in networks:
                host.link = Link(*NETWORKS[network])
                take_turns(visit, visitors, network, 3 if quick else 5, taken)
    yield from summed_up(taken)


def take_turns(visit: "Visit", visitors: list[Visitor], network: str, times: int, taken: Taken) -> None:
    """Everybody in turn, cold and then warm, so that a busy machine is busy for all."""
    files: list[str] = []
    for turn in range(times):
        for visitor in visitors:
            said = f"{visit.browser.name}, {network}, {turn + 1} of {times}: {visitor.time_of}, {visitor.who}"
            progress(said)
            page = f"{visitor.page}?{urlencode({'files': ','.join(files)})}" if visitor is LEAST else visitor.page
            try:
                for cache, seen in cold_and_warm(visit, page):
                    if visitor is FULL and cache == "cold":
                        files = list(seen["sent"])
                    keep(seen, visitor, Where(visit.browser.name, cache, network), taken)
            except NotTakenError as why:
                print(f"\r  {said}: left out, {why}")


def cold_and_warm(visit: "Visit", page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Two visits, with a profile that is new for the first."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
        yield "cold", visit(Path(profile), page, LINGER)
        yield "warm", visit(Path(profile), page)


@dataclass(frozen=True)
class Visit:
    """One start of a browser on one page."""

    host: Host
    address: str
    browser: Browser
    display: str

    def __call__(self, profile: Path, page: str, linger: float = 0) -> dict[str, Any]:
        """What the page told, with what was sent to it by the first verdict and the memory after the last."""
        self.host.forget()
        with browsers.opened(self.browser, profile, self.address + page, self.display) as process:
            first, _ = self._report(), self._report()
            first["memory"] = browsers.page_memory(self.browser, process)
            time.sleep(linger)
            self.host.is_over.set()
        if "response" in first and json.loads(first["response"]) != expected():
            raise NotTakenError("it gave another answer than the checker")
        return first

    def _report(self) -> dict[str, Any]:
        try:
            told = self.host.reports.get(timeout=PATIENCE)
        except queue.Empty:
            raise NotTakenError(f"nothing was told within {PATIENCE} s") from None
        if "error" in told:
            raise NotTakenError(told["error"])
        return told


def expected() -> Any:
    """What the checker answers here to the first request."""
    return json.loads(checker.respond(peers.requests()[0]))


def keep(seen: dict[str, Any], visitor: Visitor, where: Where, taken: Taken) -> None:
    """Add the figures of one visit."""
    values = {visitor.time_of: seen["ms"], BYTES: sum(seen["sent"].values()), MEMORY: seen["memory"]}
    for what in visitor.whats:
        if values[what] is not None:
            taken.setdefault((what, visitor.who, where), []).append(values[what])


def summed_up(taken: Taken) -> Iterator[Figure]:
    """The figures, those that are compared with each other side by side."""
    places = list(dict.fromkeys(where for _, _, where in taken))
    for what, who, where in sorted(taken, key=lambda key: (WHATS.index(key[0]), places.index(key[2]))):
        yield figure(what, who, taken[what, who, where], "bytes" if what in (BYTES, MEMORY) else "ms", where)


# --- what it should be, and the table ------------------------------------------------------------


def at_most(what: str, peer: str, where: Where) -> float | None:
    """The largest share of the peer's figure that ours should have, where one is wanted."""
    slow, cold = where.network != "local", where.cache == "cold"
    match what, peer:
        case "first question", "limit":
            return 1.2
        case "first verdict", "limit":
            return 1.5
        case "first verdict", "plain Pyodide":
            return 0.4 if slow and cold else {"Chromium": 0.25, "WebKitGTK": 0.125}.get(where.browser)
        case "first verdict", "PyScript":
            return 0.25
        case "bytes", "plain Pyodide" if cold:
            return 0.65 if slow else 1.0
        case "memory", "plain Pyodide":
            return 1.0
    return None


@dataclass(frozen=True)
class Bar:
    """Ours beside a peer, and what is wanted."""

    what: str
    peer: str
    where: Where
    share: float
    at_most: float

    def is_of(self, what: str, where: Where | None) -> bool:
        return (self.what, self.where) == (what, where)

    def __str__(self) -> str:
        kept = "kept" if self.share <= self.at_most else "missed"
        return f"ours / {self.peer}: {self.share:.2f}, wanted at most {self.at_most:g}: {kept}"


def bars(figures: Iterable[Figure]) -> Iterator[Bar]:
    """Every bar that there are figures for."""
    medians = {(line.what, line.who, line.where): line.median for line in figures}
    for (what, peer, where), theirs in medians.items():
        wanted = at_most(what, peer, where) if where else None
        ours = medians.get((what, OURS, where))
        if where and wanted and ours is not None and theirs:
            yield Bar(what, peer, where, ours / theirs, wanted)


def conclude(figures: list[Figure]) -> None:
    """Say how ours stands to each bar, and write the table for the README to ``build/bench/runtime.md``."""
    for bar in bars(figures):
        print(f"  {bar.what}, {bar.where}: {bar}")
    names = {line.where.browser for line in figures if line.where}
    (OUT / "runtime.md").write_text(f"{machine(names)}\n\n{table(figures)}", "utf-8")


def machine(names: set[str]) -> str:
    """What the figures were taken on, and how busy it was."""
    versions = "; ".join(browsers.version(browser) for browser in browsers.installed(names))
    busy = f"load average {os.getloadavg()[2]:.1f} over the last quarter of an hour"
    return f"{os.cpu_count()} cores, {busy}; {versions}; Python {platform.python_version()}."


def table(figures: list[Figure]) -> str:
    """The figures in Markdown: one line for each thing measured and place, everybody in a column of their own."""
    cells = {(line.what, line.where, line.who): _cell(line) for line in figures}
    compared = list(bars(figures))
    rows = [["", "", *WHOS, "ours beside (wanted at most)"], ["---"] * 2 + ["---:"] * len(WHOS) + ["---"]]
    for what, where in dict.fromkeys((line.what, line.where) for line in figures):
        everybody = [cells.get((what, where, who), "") for who in WHOS]
        beside = [f"{bar.peer} {bar.share:.2f} ({bar.at_most:g})" for bar in compared if bar.is_of(what, where)]
        rows.append([what, str(where), *everybody, "; ".join(beside)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _cell(line: Figure) -> str:
    scale, name = (1e6, "MB") if line.unit == "bytes" else (1000, "s")
    low, middle, high = (value / scale for value in (line.min, line.median, line.max))
    return f"{middle:.2f} {name} ({low:.2f}–{high:.2f})"
