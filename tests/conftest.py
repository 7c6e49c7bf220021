"""What every test in a browser needs: the built site, its address, a browser, and pages that are watched."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

import build_site
from sitegen import browser as chromium
from sitegen import serve
from tests.checker.policy_cases import TODAY

PATIENCE = 20_000
HEARD = (Path(__file__).parent / "widget/heard.js").read_text("utf-8")

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site; `make test` builds it first."""
    if not (build_site.SITE / "index.html").is_file():
        build_site.build()
    return build_site.SITE


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with the headers of production."""
    with serve.serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        yield running
        running.close()


class Watch:
    """Everything that a page must not do, written down as it happens."""

    def __init__(self, address: str, expected: str) -> None:
        self.address = address
        self.expected = expected
        self.faults: list[str] = []

    def note(self, fault: str) -> None:
        if not (self.expected and re.search(self.expected, fault)):
            self.faults.append(fault)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", f"blob:{self.address}")):
            self.note(f"asked another host: {request.method} {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        # A breach of the Content-Security-Policy is an error of the console too.
        if message.type == "error":
            self.note(f"console: {message.text} {message.location.get('url', '')}")

    def over(self, context: BrowserContext) -> None:
        context.on("request", self.on_request)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.note(f"uncaught: {error.error}"))


@contextmanager
def watched_pages(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens pages where it is noon of TODAY in UTC; fails at the end where one of them did what it must not.

    `expected` is a pattern for the faults that the test itself brings about; the rest are options of the context.
    """
    watches = []
    with ExitStack() as opened:

        def new(*, expected: str = "", today: datetime.date = TODAY, **options: Any) -> Page:
            # What a service worker answers no test could route; those of the service worker make contexts of their own.
            options = {"service_workers": "block", "timezone_id": "UTC"} | options
            context = browser.new_context(base_url=address, reduced_motion="reduce", **options)
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE)
            watch = Watch(address, expected)
            watch.over(context)
            watches.append(watch)
            context.clock.set_fixed_time(datetime.datetime.combine(today, datetime.time(12), datetime.UTC))
            context.add_init_script(HEARD)
            return context.new_page()

        yield new
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens pages, each in a context of its own, with what makes it special as arguments."""
    with watched_pages(browser, address) as new:
        yield new


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One page, new for each test."""
    return new_page()
