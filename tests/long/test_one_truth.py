"""One truth: the same bytes from every Python and in the browser, for the whole sample of what the proof walks.

Where a version of CPython is not on this machine it still runs as WebAssembly: Pyodide 0.27 is CPython 3.12, the site's
own is CPython 3.13, Pyodide 314 is CPython 3.14.
"""

import datetime
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from checker import proof_table
from sitegen import node
from tests.checker import elsewhere, sample
from tests.conftest import NewPage
from tests.widget.clock import answer_shown, pythons_clock, set_clock
from tests.widget.ladder import log, offer_library, offer_snapshot, responses, start

HERE = Path(__file__).parent
PYODIDES = ("3.12", "3.14")
#: From the first to reach a day to the last, with those that are not whole hours from UTC.
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "Europe/Istanbul",
    "UTC",
    "America/St_Johns",
    "Pacific/Marquesas",
    "Pacific/Pago_Pago",
)
LANGUAGES = ("de_DE", "tr_TR", "ar_EG", "th_TH", "fa_IR")
MACHINES = [*zip(ZONES, itertools.cycle(LANGUAGES), map(str, itertools.count()), strict=False)]
#: Noon in UTC of a leap day and of the last day of a year.
INSTANTS = (
    datetime.datetime(2028, 2, 29, 12, tzinfo=datetime.UTC),
    datetime.datetime(2026, 12, 31, 12, tzinfo=datetime.UTC),
)
LOCALES = ("de-DE", "tr-TR", "ar-EG", "th-TH-u-ca-buddhist", "fa-IR")
READERS = [*zip(ZONES, itertools.cycle(LOCALES), itertools.cycle(INSTANTS), strict=False)]

Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def layers() -> sample.Layers:
    return sample.layers()


@pytest.fixture(scope="module")
def texts(layers: sample.Layers) -> list[str]:
    return sample.requests(sample.taken(layers, sample.AT_LEAST))


@pytest.fixture(scope="module")
def wanted(texts: list[str]) -> list[bytes]:
    return elsewhere.here(texts)


@pytest.fixture(scope="module")
def some() -> list[str]:
    return [*sample.spaced(sample.short(), 60)]


def check(texts: list[str], wanted: list[bytes], heard: list[bytes], where: str, record: Record) -> None:
    record(f"the same bytes {where}", len(texts) - len(elsewhere.differences(texts, wanted, heard)))
    elsewhere.check_same(texts, wanted, heard)


def test_the_sample_holds_every_rule(layers: sample.Layers, texts: list[str], record_property: Record) -> None:
    *_, together = proof_table.table(proof_table.recorded())
    taken = {*sample.taken(layers, sample.AT_LEAST)}
    by_rule: dict[str, set[str]] = {}
    for name, states in layers.items():
        assert not taken.isdisjoint(states), name
        rule, _, where = name.partition(" ")
        if where != "still open":
            by_rule.setdefault(rule, set()).update(taken.intersection(states))
    counted = {rule for record in proof_table.recorded().values() for rule in record["decided"]}  # type: ignore[attr-defined]
    assert counted <= by_rule.keys()
    assert len(texts) >= sample.AT_LEAST
    record_property("states that the proof walks", together.states + together.combinations)
    record_property("states in the sample", len(texts))
    record_property("rules that decided in the sample", len(by_rule))
    record_property("states of a rule in the sample, at the least", min(map(len, by_rule.values())))


@pytest.mark.parametrize("version", elsewhere.OTHERS)
def test_cpython(version: str, texts: list[str], wanted: list[bytes], record_property: Record) -> None:
    executable = elsewhere.find_cpython(version)
    if executable is None:
        pytest.skip(f"there is no CPython {version} on this machine; it runs here as WebAssembly")
    heard = elsewhere.ask(elsewhere.by_cpython(executable), texts)
    assert heard.python == version
    check(texts, wanted, heard.responses, f"in CPython {version}", record_property)


def by_pyodide(version: str, instant: datetime.datetime | None = None) -> list[str]:
    """The command that asks Pyodide under Node, at another instant where one is given."""
    clock = [str(int(instant.timestamp() * 1000))] if instant else []
    folder = HERE / "node_modules" / f"pyodide-{version}"
    return [node.find(), str(HERE / "answering.mjs"), str(folder), str(elsewhere.ROOT), *clock]


@pytest.mark.parametrize("version", PYODIDES)
def test_cpython_as_webassembly(version: str, texts: list[str], wanted: list[bytes], record_property: Record) -> None:
    """All of the sample where that CPython has to be on a machine and is not; else one of ten, for it takes long."""
    is_only_way = version in elsewhere.OTHERS[:1] and elsewhere.find_cpython(version) is None
    some, where = (slice(None), "") if is_only_way else (slice(None, None, 10), " as WebAssembly, of one in ten")
    heard = elsewhere.ask(by_pyodide(version), texts[some])
    assert heard.python == version
    check(texts[some], wanted[some], heard.responses, f"in CPython {version}{where}", record_property)


#: Which of the sample is asked of the shipped snapshot, and which of the trimmed library: every other one.
WAYS = {
    "shipped": (offer_snapshot, 0, "in the browser, from the shipped snapshot"),
    "trimmed": (offer_library, 1, "in the browser, from the trimmed library"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_browser(way: str, page: Page, texts: list[str], wanted: list[bytes], record_property: Record) -> None:
    offer, first, where = WAYS[way]
    offer(page)
    assert start(page) == "ready"
    half = slice(first, None, 2)
    check(texts[half], wanted[half], responses(page, texts[half]), where, record_property)
    assert log(page)[-1] == (way, "taken")


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return elsewhere.compile_locales(tmp_path_factory.mktemp("locales"), LANGUAGES)


@pytest.mark.parametrize(("zone", "language", "seed"), MACHINES, ids=[f"{zone} {name}" for zone, name, _ in MACHINES])
def test_a_machine_in_any_zone_and_language(
    zone: str, language: str, seed: str, some: list[str], locales: dict[str, str]
) -> None:
    told = {"TZ": zone, "LC_ALL": f"{language}.UTF-8", "PYTHONHASHSEED": seed}
    heard = elsewhere.ask(elsewhere.by_cpython(sys.executable), some, **told, **locales)
    now = datetime.datetime.now(ZoneInfo(zone))
    assert heard.offset == now.utcoffset().total_seconds()  # type: ignore[union-attr]
    elsewhere.check_same(some, elsewhere.here(some), heard.responses)


@pytest.mark.parametrize("version", PYODIDES)
@pytest.mark.parametrize("instant", INSTANTS, ids=lambda instant: instant.date().isoformat())
@pytest.mark.parametrize("zone", [ZONES[0], ZONES[-1]])
def test_webassembly_at_another_instant(version: str, instant: datetime.datetime, zone: str, some: list[str]) -> None:
    heard = elsewhere.ask(by_pyodide(version, instant), some, TZ=zone)
    there = instant.astimezone(ZoneInfo(zone))
    assert (heard.day, heard.offset) == (there.date().isoformat(), there.utcoffset().total_seconds())  # type: ignore[union-attr]
    elsewhere.check_same(some, elsewhere.here(some), heard.responses)


@pytest.mark.parametrize(
    ("zone", "locale", "instant"), READERS, ids=[f"{zone} {locale} {day:%d %B}" for zone, locale, day in READERS]
)
def test_a_reader_in_any_zone_and_language(
    zone: str, locale: str, instant: datetime.datetime, new_page: NewPage, some: list[str]
) -> None:
    page = new_page(timezone_id=zone, locale=locale)
    set_clock(page, instant)
    assert start(page) == "ready"
    there: Any = instant.astimezone(ZoneInfo(zone))
    day, hours, language = pythons_clock(page)
    assert (day, hours) == (there.date().isoformat(), there.utcoffset().total_seconds() / 3600)
    assert locale.startswith(language)
    elsewhere.check_same(some, elsewhere.here(some), responses(page, some))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_answer_is_shown_in_the_same_words(locale: str, new_page: NewPage) -> None:
    assert answer_shown(new_page(locale=locale)) == answer_shown(new_page())
