"""The search finds each topic by what people type."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

SEARCHES: dict[str, str] = tomllib.loads(Path(__file__).with_name("searches.toml").read_text("utf-8"))["searches"]
FIRST = 3
# The results of a search as the reader sees them. The engine shows them when its worker has answered.
FOUND = """async (typed) => {
  const input = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const changed = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => { watch.disconnect(); setTimeout(resolve, 30); });
    watch.observe(document.querySelector(".md-search-result"), { childList: true, subtree: true, characterData: true });
    setTimeout(resolve, 5000);
  });
  const type = async (text) => {
    const change = changed();
    input.value = text;
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    await change;
  };
  if (list.children.length) await type("");
  await type(typed);
  return [...list.querySelectorAll(":scope > li")].map((item) => new URL(item.querySelector("a").href).pathname);
}"""


@pytest.fixture(scope="module")
def search(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto("")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("textbox", name="Search").press_sequentially("deadline")
    page.locator(".md-search-result__link").first.wait_for()
    yield page
    context.close()


def test_there_are_fifty() -> None:
    assert len(SEARCHES) >= 50


@pytest.mark.parametrize(("typed", "wanted"), SEARCHES.items())
def test_the_page_is_among_the_first(search: Page, typed: str, wanted: str) -> None:
    found = [path.strip("/") for path in search.evaluate(FOUND, typed)]
    assert wanted in found[:FIRST], f"{typed!r} finds {found[:6]}"
