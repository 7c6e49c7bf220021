"""Five hundred answers in one tab: what the browser holds for them stays as it was."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browsing.browsers import PROC, held
from sitegen import browser as chromium
from tests.checker.policy_cases import CASES
from tests.conftest import watched_pages
from tests.widget.ladder import STARTED, python_worker, run_ahead
from tests.widget.reader import follow, fragment, open_checker

ANSWERS = 500
EVERY = 50
# By then each case has been there once, and whatever is made once is made.
SETTLED = 150
MOST = 1.10
# Pyodide's memory, which nothing gives away: it is taken note of when it is made.
NOTE = """{
  const plain = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await plain(...given);
    const { memory } = (made.instance ?? made).exports;
    self.held ??= memory ?? given[1]?.env?.memory;
    return made;
  };
}
"""
Bytes = Callable[[], int]


@pytest.fixture
def tidy(browser: Browser) -> Iterator[Browser]:
    """A browser that lets garbage be collected: it comes and goes, whatever is done."""
    arguments = [*chromium.arguments(), "--js-flags=--expose-gc"]
    with browser.browser_type.launch(executable_path=str(chromium.on_this_machine()), args=arguments) as other:
        yield other


@pytest.fixture
def page(tidy: Browser, address: str) -> Iterator[Page]:
    """The checker's page, whose worker takes note of its memory."""
    with watched_pages(tidy, address) as new:
        page = new(bypass_csp=True)
        run_ahead(page, NOTE)
        open_checker(page)
        page.evaluate(STARTED)
        yield page


def python_memory(page: Page) -> Bytes:
    return lambda: int(python_worker(page).evaluate("self.held.buffer.byteLength"))


def page_memory(browser: Browser, page: Page) -> Bytes:
    """What the page's process holds for itself, its worker's part with it."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    largest = max((process["id"] for process in processes if process["type"] == "renderer"), key=held)

    def measured() -> int:
        page.evaluate("gc()")
        python_worker(page).evaluate("gc()")
        return held(largest, "Pss_Anon")

    return measured


@pytest.mark.skipif(not (PROC / "self/smaps_rollup").exists(), reason="only Linux tells what a process holds")
def test_five_hundred_answers_leave_the_memory_as_it_was(
    tidy: Browser, page: Page, record_property: Callable[[str, object], None]
) -> None:
    figures = {"Python's memory": python_memory(page), "the page's memory": page_memory(tidy, page)}
    seen: dict[str, list[int]] = {name: [] for name in figures}
    for count, case in zip(range(1, ANSWERS + 1), itertools.cycle(CASES), strict=False):
        # With a total of its own each is another case, and nothing is answered from what is known.
        follow(page, fragment(case.answers | {"order_total": f"{1000 + count}"}))
        if count >= SETTLED and count % EVERY == 0:
            for name, measured in figures.items():
                seen[name].append(measured())
    record_property("answers in one tab", ANSWERS)
    for name, sizes in seen.items():
        for when, size in zip(("at first", "at the end"), (sizes[0], sizes[-1]), strict=True):
            record_property(f"{name} {when}, MB", round(size / 1e6, 1))
    grown = {name: max(sizes) / sizes[0] for name, sizes in seen.items()}
    assert all(share <= MOST for share in grown.values()), (grown, seen)
