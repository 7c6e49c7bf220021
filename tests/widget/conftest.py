from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen import serve
from tests.conftest import NewPage, watched_pages
from tests.widget.partner import Host, Opener, hosting, on_our_site
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


@pytest.fixture(scope="module")
def partner() -> Iterator[Host]:
    """A server for a partner's pages, on another site than ours."""
    with hosting() as host:
        yield host


@pytest.fixture
def ours(address: str) -> str:
    """Our site's address, as a partner's page names it."""
    return on_our_site(address)


@pytest.fixture
def open_host(new_page: NewPage, partner: Host, ours: str) -> Opener:
    """Opens partners' pages with our frame in them."""
    return Opener(new_page, partner, ours)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the server has sent each file."""
    count: Counter[str] = Counter()
    plainly = serve.Handler.copyfile

    def counted(handler: Any, source: Any, target: Any) -> None:
        count[Path(handler.path.partition("?")[0]).name or "page"] += 1
        plainly(handler, source, target)

    monkeypatch.setattr(serve.Handler, "copyfile", counted)
    return count
