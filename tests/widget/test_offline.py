"""Without a network: what was visited is there, and what is there is of one release."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen import faults, runtime, serve
from sitegen.settings import ROOT
from tests.conftest import HEARD, PATIENCE
from tests.wide import LONG
from tests.widget.ladder import RESTED, STARTED
from tests.widget.reader import answer

OLD = "Check your case"
NEW = "Check your order"
# Every kept address, by cache, once the list holds the wanted one.
KEPT = """async (wanted) => {
  const all = async () => {
    const found = {};
    for (const name of await caches.keys()) {
      if (!name.startsWith(location.origin)) continue;
      const keys = await (await caches.open(name)).keys();
      found[name] = keys.map((key) => key.url.slice(location.origin.length));
    }
    return found;
  };
  for (;;) {
    const found = await all();
    if (wanted.every((path) => Object.values(found).flat().includes(path))) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""
BUILD = runtime.folder(ROOT / "site/runtime").name
LIST = f"/runtime/{BUILD}/{runtime.LISTING}"
[STYLE] = [f"/{path.relative_to(ROOT / 'site')}" for path in (ROOT / "site/assets").glob("site-*.css")]
[WASM] = [f"/{path.relative_to(ROOT / 'site')}" for path in (ROOT / "site/runtime").rglob("*.wasm")]


class Host:
    """A copy of the site on a server that can be gone, and that a new release can come to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        faults.copy(ROOT / "site", folder)
        self.port = 0
        self.running = ExitStack()

    def start(self) -> None:
        address = self.running.enter_context(serve.serving(self.folder, self.port))
        self.port = int(address.rstrip("/").rsplit(":", 1)[-1])
        self.address = address

    def stop(self) -> None:
        self.running.close()

    def release(self) -> None:
        """Another release, whose pages say so."""
        faults.renew(self.folder, {OLD: NEW})


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    # A connection that is kept open would go on answering after the server is gone.
    monkeypatch.setattr(serve.Handler, "protocol_version", "HTTP/1.0")
    host = Host(tmp_path / "site")
    host.start()
    yield host
    host.stop()


@pytest.fixture
def visitor(browser: Browser, host: Host) -> Iterator[Page]:
    """Somebody who has been on the checker's page, with everything kept."""
    context = browser.new_context(base_url=host.address, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    context.add_init_script(HEARD)
    page = context.new_page()
    visit(page)
    # A snapshot is put away once nothing is asked for a moment.
    page.evaluate(RESTED)
    kept(page, "/checker/", WASM, LIST, STYLE)
    yield page
    context.close()


def visit(page: Page) -> str:
    page.goto("checker/")
    state: str = page.evaluate(STARTED)
    return state


def kept(page: Page, *wanted: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(KEPT, list(wanted))
    return found


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that the page cannot tell; not for ever."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)


def decides(page: Page) -> None:
    answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "outside"})
    expect(page.locator("refund-questionnaire .headline")).to_be_visible()


def test_the_second_visit_needs_no_network(visitor: Page, host: Host) -> None:
    host.stop()
    assert visit(visitor) == "ready"
    decides(visitor)


@LONG
def test_a_page_visited_later_is_kept_too_and_others_are_not(visitor: Page, host: Host) -> None:
    visitor.goto("deadlines/")
    [paths] = kept(visitor, "/deadlines/").values()
    assert "/glossary/" not in paths
    host.stop()
    visitor.goto("deadlines/")
    expect(visitor.locator("h1")).to_be_visible()


def test_a_new_release_takes_the_place_of_the_old_one_whole(visitor: Page, host: Host) -> None:
    [old] = kept(visitor)
    host.release()
    assert visit(visitor) == "ready"
    expect(visitor.locator("h1")).to_contain_text(NEW)
    until(visitor, lambda: list(kept(visitor, WASM)) != [old])
    visitor.reload()
    visitor.evaluate(STARTED)
    # The snapshot of the new build, which on a fast link takes the place of a library.
    visitor.evaluate(RESTED)
    until(visitor, lambda: len(kept(visitor, WASM)) == 1)
    assert list(kept(visitor, WASM)) != [old]
    host.stop()
    assert visit(visitor) == "ready"
    expect(visitor.locator("h1")).to_contain_text(NEW)
    decides(visitor)


@LONG
def test_a_release_that_does_not_arrive_whole_changes_nothing(visitor: Page, host: Host) -> None:
    before = kept(visitor)
    host.release()
    (host.folder / WASM.strip("/")).unlink()
    visitor.goto("deadlines/")
    visitor.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update().catch(() => {});
          while (registration.installing) await new Promise((resolve) => setTimeout(resolve, 50));
        }"""
    )
    assert list(kept(visitor, WASM)) == list(before)
    host.stop()
    assert visit(visitor) == "ready"
    expect(visitor.locator("h1")).to_contain_text(OLD)
    decides(visitor)


def test_an_old_runtime_does_not_run_with_a_new_page(visitor: Page, host: Host) -> None:
    """The page is new from the network, then the network goes: the old list is refused, not run."""
    host.release()
    (host.folder / WASM.strip("/")).unlink()
    (host.folder / "runtime" / faults.NEXT_BUILD / runtime.LISTING).unlink()
    assert visit(visitor) == "failed"
    expect(visitor.locator("h1")).to_contain_text(NEW)


def test_other_pages_register_nothing(browser: Browser, host: Host) -> None:
    context = browser.new_context(base_url=host.address)
    page = context.new_page()
    page.goto("deadlines/")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    context.close()
