"""Which way Python starts, why, and what happens when a way does not lead there."""

import base64
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from checker.questions import QUESTIONS
from sitegen import serve
from tests.conftest import NewPage
from tests.wide import LONG, wide
from tests.widget.ladder import (
    HURRY,
    LIST,
    RESTED,
    STARTED,
    Plan,
    content_of,
    log,
    offer,
    offer_library,
    offer_snapshot,
    plan,
    python_worker,
    run_ahead,
    start,
    steps,
    why,
)
from tests.widget.reader import answer, answer_screen, open_checker, shown

SHELF = "refund-checker-snapshots"
KEPT = f"""caches.open("{SHELF}").then((shelf) => shelf.keys()).then((all) => all.map((one) => one.url))"""
SPOIL = f"""async () => {{
  const shelf = await caches.open("{SHELF}");
  const [key] = await shelf.keys();
  const kept = await shelf.match(key);
  const bytes = new Uint8Array(await kept.arrayBuffer());
  await shelf.put(key, new Response(bytes.fill(7), {{ headers: kept.headers }}));
}}"""
# As text, in the only form that a page can hand over so much.
KEPT_BYTES = f"""async () => {{
  const shelf = await caches.open("{SHELF}");
  const [key] = await shelf.keys();
  const blob = await (await shelf.match(key)).blob();
  return new Promise((resolve) => {{
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.readAsDataURL(blob);
  }});
}}"""


def check_answers(page: Page) -> None:
    """Python is there and decides."""
    answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "outside"})
    expect(page.locator(".headline")).to_be_visible()


@LONG
def test_plain_pyodide_is_the_last_way(page: Page) -> None:
    offer(page, without=["snapshot", "library"])
    assert start(page) == "ready"
    refused = [(step, "refused") for step in ("kept", "shipped", "trimmed")]
    assert log(page) == [*refused, ("plain", "taken")]
    assert why(page, "kept") == "no snapshot is kept on this device"
    assert why(page, "shipped") == "the site ships no snapshot"
    check_answers(page)


def test_the_trimmed_library_leaves_a_snapshot_for_the_next_visit(page: Page) -> None:
    listing = offer_library(page)
    assert start(page) == "ready"
    assert log(page)[-1] == ("trimmed", "taken")
    assert page.evaluate(RESTED)["why"] == "done"
    assert page.evaluate(KEPT) == [
        page.url.replace("checker/", f"runtime/{listing['build']}/snapshot-{listing['build']}")
    ]
    assert start(page) == "ready"
    assert log(page) == [("kept", "taken")]
    check_answers(page)


def test_what_a_reader_answers_is_not_in_the_snapshot(page: Page) -> None:
    offer_library(page)
    open_checker(page, "#problem=wrong_spec&order_total=73519.42")
    page.evaluate(STARTED)
    page.evaluate(RESTED)
    kept = base64.b64decode(page.evaluate(KEPT_BYTES))
    assert len(kept) > 10_000_000
    for form in ("73519.42", "73519"):
        assert form.encode() not in kept
        assert form.encode("utf-16-le") not in kept


@LONG
def test_a_spoilt_snapshot_is_left_alone_from_then_on(new_page: NewPage) -> None:
    page = new_page(expected="snapshot|Snapshot|RuntimeError|memory")
    offer_library(page)
    start(page)
    page.evaluate(RESTED)
    page.evaluate(SPOIL)
    assert start(page) == "ready"
    assert log(page) == [("kept", "refused"), ("shipped", "refused"), ("trimmed", "taken")]
    check_answers(page)
    assert start(page) == "ready"
    assert why(page, "kept") == "a snapshot did not work on this device before"
    assert log(page)[-1] == ("trimmed", "taken")


@LONG
def test_a_new_build_drops_the_snapshot_of_the_old(page: Page) -> None:
    listing = offer_library(page)
    start(page)
    page.evaluate(RESTED)
    page.unroute(LIST)
    newer = listing | {"build": "fedcba9876543210"}
    page.route(LIST, lambda route: route.fulfill(json=newer))
    assert start(page) == "ready"
    assert why(page, "kept") == "no snapshot is kept on this device"
    page.evaluate(RESTED)
    assert [address.rsplit("-", 1)[-1] for address in page.evaluate(KEPT)] == [newer["build"]]


@pytest.fixture
def shipped(page: Page) -> Plan:
    """A list that offers a snapshot: the site's own, or one taken here in the browser."""
    if "snapshot" in plan():
        return offer(page)
    listing = offer_library(page)
    start(page)
    page.evaluate(RESTED)
    snapshot = base64.b64decode(page.evaluate(KEPT_BYTES))
    page.evaluate(f'caches.delete("{SHELF}")')
    page.unroute(LIST)
    names = {"library": listing["library"], "nothing": listing["library"], "snapshot": "snapshot-own.bin"}
    made = offer(page, files={"snapshot-own.bin": snapshot}, **names)
    made["files"][listing["library"]] = listing["files"][listing["library"]]
    return made


def test_on_a_fast_link_the_shipped_snapshot_is_taken_and_kept(page: Page, shipped: Plan) -> None:
    offer_snapshot(page)
    assert start(page) == "ready"
    assert log(page) == [("kept", "refused"), ("shipped", "taken")]
    assert why(page, "shipped", "taken").startswith("the link is fast: ")
    assert page.evaluate(RESTED)["why"] == "done"
    check_answers(page)
    assert start(page) == "ready"
    assert log(page) == [("kept", "taken")]


@LONG
def test_on_a_slow_link_the_library_is_taken(page: Page, shipped: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = serve.Handler.copyfile

    def slowly(handler: Any, source: Any, target: Any) -> None:
        # The first megabyte at about 5 Mbit/s is enough to tell.
        for _ in range(16 if handler.path.endswith(".wasm") else 0):
            target.write(source.read(1 << 16))
            time.sleep(0.1)
        at_once(handler, source, target)

    monkeypatch.setattr(serve.Handler, "copyfile", slowly)
    assert start(page) == "ready"
    assert log(page) == [("kept", "refused"), ("shipped", "refused"), ("trimmed", "taken")]
    assert why(page, "shipped").startswith("the link is slow: ")


def test_no_file_is_sent_twice(page: Page, sent: Counter[str]) -> None:
    assert start(page) == "ready"
    assert sent["pyodide.asm.wasm"] == sent["pyodide.mjs"] == sent["pyodide.asm.js"] == sent["runtime.json"] == 1
    assert max(sent.values()) == 1, sent


DAMAGED = ["pyodide.asm.wasm", "pyodide.asm.js", "pyodide.mjs", "python_stdlib.zip"]


def damage(page: Page, name: str, times: int) -> list[str]:
    """Give the file with a byte changed, so often; gives the list of what was asked."""
    content = bytearray(content_of(name))
    content[len(content) // 2] ^= 1
    asked: list[str] = []

    def give(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > times:
            route.continue_()
        else:
            kind = serve.TYPES[Path(name).suffix]
            route.fulfill(body=bytes(content), content_type=kind)

    page.route(f"**/runtime/*/{name}", give)
    return asked


@pytest.mark.parametrize("name", wide(DAMAGED))
def test_a_file_damaged_on_its_way_is_fetched_once_more(page: Page, name: str) -> None:
    offer(page, without=["snapshot", "library"])
    asked = damage(page, name, times=1)
    assert start(page) == "ready"
    assert len(asked) >= 2
    check_answers(page)


@LONG
@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_damaged_twice_is_named(page: Page, name: str) -> None:
    offer(page, without=["snapshot", "library"])
    asked = damage(page, name, times=9)
    assert start(page) == "failed"
    assert len(asked) == 2
    expect(page.locator(".failure")).to_contain_text(f"({name}) arrived damaged")


@LONG
def test_a_half_arrived_file_is_fetched_once_more(page: Page) -> None:
    offer(page, without=["snapshot", "library"])
    half = content_of("python_stdlib.zip")[:1_000_000]
    asked: list[Route] = []

    def give(route: Route) -> None:
        asked.append(route)
        route.continue_() if len(asked) > 1 else route.fulfill(body=half)

    page.route("**/python_stdlib.zip", give)
    assert start(page) == "ready"
    assert len(asked) == 2


HANGS = b"""import { loadPyodide as load } from "./real.mjs";
export const loadPyodide = (config) => (config.packages ? load(config) : new Promise(() => {}));
"""


@LONG
def test_a_start_that_hangs_is_ended_and_the_next_way_taken(page: Page) -> None:
    page.add_init_script(HURRY.replace("LIMIT", "30000"))
    listing = offer_library(page)
    page.unroute(LIST)
    files = {"pyodide.mjs": HANGS, "real.mjs": content_of("pyodide.mjs")}
    made = offer(page, without=["snapshot"], files=files, library=listing["library"])
    made["files"][listing["library"]] = listing["files"][listing["library"]]
    assert start(page) == "ready"
    assert log(page)[-1] == ("plain", "taken")
    assert "did not come to the end" in why(page, "trimmed")
    check_answers(page)


def test_a_worker_that_dies_is_replaced_and_the_answers_stay(page: Page) -> None:
    story = {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"}
    assert start(page) == "ready"
    answer(page, story)
    python_worker(page).evaluate("void (self.onmessage = () => { throw new Error('out of memory'); })")
    question = shown(page)[0]
    value = next(iter(question.options))
    assert answer_screen(page, {question.id: value})["name"] == "refund-question"
    assert [one["state"] for one in steps(page) if one["step"] != "rest"].count("taken") == 2
    assert page.evaluate("Object.keys(history.state.questionnaire.answers)") == [*story, question.id]


@LONG
def test_a_worker_that_does_not_answer_is_replaced(page: Page) -> None:
    assert start(page) == "ready"
    page.evaluate(HURRY.replace("LIMIT", "10000"))
    python_worker(page).evaluate("void (self.onmessage = () => { for (;;); })")
    answer(page, {"problem": ["wrong_spec"]})
    assert shown(page)[0] == QUESTIONS["ordered_on_platform"]


@LONG
def test_storage_that_is_forbidden_does_not_matter(page: Page) -> None:
    run_ahead(page, 'Object.defineProperty(self, "caches", { get() { throw new Error("storage is forbidden"); } });\n')
    offer_library(page)
    assert start(page) == "ready"
    assert why(page, "kept") == "storage is forbidden"
    assert page.evaluate(RESTED)["why"] == "storage is forbidden"
    check_answers(page)


def test_a_page_of_an_earlier_release_says_so(new_page: NewPage) -> None:
    page = new_page(expected="404")
    page.route(LIST, lambda route: route.fulfill(status=404))
    assert start(page) == "failed"
    expect(page.locator(".failure")).to_contain_text("Load the page again: your answers stay.")
