"""What the checker costs on a partner's page, which is on another site: until it can be answered, and in bytes.

Beside it stands a plain link to the checker, opened by the reader: our own page, with its words and fonts around it.
"""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

import build_site
from benchmarks.figures import Figure, Where, figure, progress
from sitegen import browser as chromium
from sitegen import serve
from tests.widget.partner import GROWS, LISTEN, Host, frames, hosting, on_our_site, page_with, recipe

COLD = Where("Chromium", "cold", "local")
# Since the navigation of the page.
NOW = "performance.now()"


def measure(*, quick: bool) -> Iterator[Figure]:
    times = 3 if quick else 7
    taken: dict[tuple[str, str, str], list[float]] = {}
    with serve.serving(build_site.SITE) as address, hosting() as host, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        ours = on_our_site(address)
        for turn in range(times):
            progress(f"{turn + 1} of {times}")
            for key, value in [*on_a_partners_page(browser, host, ours), *on_our_page(browser, ours)]:
                taken.setdefault(key, []).append(value)
        browser.close()
    for (what, who, unit), values in taken.items():
        yield figure(what, who, values, unit, COLD)


type Taken = Iterator[tuple[tuple[str, str, str], float]]


def on_a_partners_page(browser: Browser, host: Host, ours: str) -> Taken:
    """The two lines on a page that holds nothing else."""
    page, sizes = opened(browser)
    page.add_init_script(LISTEN)
    page.goto(host.put("/bench.html", page_with(recipe("plain.html", ours))))
    [frame] = frames(page)
    yield ("until it can be answered", "in a frame", "ms"), page.evaluate(NOW)
    page.wait_for_timeout(1000)
    yield ("bytes before anybody touches it", "in a frame", "bytes"), sum(sizes)
    yield ("the frame follows its content", "in a frame", "ms"), frame.evaluate(GROWS)
    page.context.close()


def on_our_page(browser: Browser, ours: str) -> Taken:
    """The checker's own page."""
    page, sizes = opened(browser)
    # It starts Python by itself when it is idle; what a frame does not do is left out.
    page.route("**/runtime/**", lambda route: route.abort())
    page.goto(f"{ours}checker/")
    page.locator(".prompt").first.wait_for()
    yield ("until it can be answered", "on our own page", "ms"), page.evaluate(NOW)
    page.wait_for_timeout(1000)
    yield ("bytes before anybody touches it", "on our own page", "bytes"), sum(sizes)
    page.context.close()


def opened(browser: Browser) -> tuple[Page, list[int]]:
    """A new reader's page, and the bytes that come to it."""
    page = browser.new_context(service_workers="block", viewport={"width": 900, "height": 900}).new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    return page, sizes
