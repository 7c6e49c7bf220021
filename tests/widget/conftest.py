from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import watched_pages
from tests.widget.reader import answer_screen, dress, open_checker


@pytest.fixture(scope="module")
def started(browser: Browser, address: str) -> Iterator[Page]:
    """A page with Python running, shared: each test mounts a questionnaire of its own on it."""
    with watched_pages(browser, address) as new:
        page = new(bypass_csp=True)
        open_checker(page)
        answer_screen(page, {"problem": ["wrong_spec"]})
        yield page


@pytest.fixture
def desk(started: Page) -> Page:
    """The shared page as a test should find it."""
    started.set_viewport_size({"width": 1280, "height": 800})
    started.bring_to_front()
    dress(started, "light")
    return started
