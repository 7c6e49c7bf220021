"""The built site in a real browser: closed to other hosts, quiet, and usable by keyboard and screen reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from checker.questions import QUESTIONS
from sitegen.settings import ROOT
from tests.wide import each_once, wide

# One of each template, in four modes; the others once each.
TEMPLATES = ["", "deadlines/", "guides/official/", "disagreements/", "how-we-decide/", "outcomes/", "outcomes/capped/",
             "glossary/", "put-it-on-your-site/", "use-from-python/", "problems/", "problems/supplier-silent/",
             "gates/", "gates/time/", "404.html"]  # fmt: skip
# What a browser says of a frame of the page's own origin, as the preview is here; a partner's page has another.
OWN_FRAME = "can escape its sandboxing"
MODES = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def axe(page: Page) -> list[str]:
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("every", wide([False, True]), ids=["one of each template", "every page"])
def test_a_page_is_quiet_and_closed(browser: Browser, address: str, site: Path, every: bool) -> None:
    """No request leaves for another host, nothing is missing, nothing is refused by the policy, nothing overflows."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else wrong.append(r.url))
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on(
        "console",
        lambda m: (
            wrong.append(f"{page.url}: {m.text}")
            if m.type in ("error", "warning")
            and not (page.url.endswith("/put-it-on-your-site/") and OWN_FRAME in m.text)
            else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    pages = [file.relative_to(site).as_posix().removesuffix("index.html") for file in sorted(site.rglob("*.html"))]
    assert set(TEMPLATES) < set(pages)
    for path in pages if every else TEMPLATES:
        page.goto(address + path, wait_until="load")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            wrong.append(f"{page.url}: {wide} px too wide")
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("path", "mode"), each_once(TEMPLATES, MODES, every=2))
def test_axe_finds_nothing(browser: Browser, address: str, path: str, mode: tuple[int, str]) -> None:
    width, scheme = mode
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + path, wait_until="load")
    found = axe(page)
    context.close()
    assert found == []


def test_the_drawer_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "deadlines/")
    button = page.get_by_role("button", name="Pages of this site")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pages of this site"


def test_home_hands_the_problem_to_the_checker(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("What went wrong?").select_option("shortage")
    page.get_by_role("button", name="Check my case").click()
    page.wait_for_url("**/checker/#*")
    assert page.url.startswith(f"{address}checker/#problem=shortage")


def test_a_mark_leads_to_its_statement(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".the-figure").get_by_role("link", name="Alibaba.com").click()
    page.wait_for_url("**/guides/official/#says-window-30-from-delivery")
    assert page.locator("#says-window-30-from-delivery").is_visible()


def test_search_finds_a_page(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("textbox", name="Search").press_sequentially("deadline")
    page.locator(".md-search-result__link").first.wait_for()


def test_the_checker_page_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "checker/")
    page.locator(".without-scripts").get_by_role("link", name="every deadline", exact=True).click()
    assert page.url == address + "deadlines/"
    context.close()


@pytest.mark.parametrize("problem", wide(QUESTIONS["problem"].options))
def test_without_scripts_links_lead_from_the_checker_to_an_outcome(
    browser: Browser, address: str, problem: str
) -> None:
    """By what can be seen and clicked alone; a fold opens without scripts, and no line in the open ends nowhere."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "checker/")
    page.locator(".without-scripts").get_by_role("link", name=QUESTIONS["problem"].options[problem], exact=True).click()
    assert page.url == f"{address}problems/{problem.replace('_', '-')}/"
    for fold in page.locator("details.lines").all():
        inside = fold.locator("li").first
        assert not inside.is_visible()
        fold.locator("summary").click()
        assert inside.is_visible()
    lines = page.locator("ol.lines > li")
    for line in lines.all():
        assert line.locator("a.verdict").count() == 1
    lines.last.locator("a.verdict").click()
    assert page.url.startswith(f"{address}outcomes/")
    assert page.locator("h1").is_visible()
    context.close()
