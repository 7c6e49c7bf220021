"""How soon a question is answered once Python is there, and how long the page's own thread is ever kept from a reader.

Answered: from the request to the checker until the page shows the next question, or the result, over whole stories that
are told in a browser as a reader would. Beside a result stands what the same request takes in Python outside.

Kept from the reader: the longest task on the main thread, from navigation through a start of Python and a story to its
result; beside it the same page without the checker. Browsers tell only tasks of over 50 ms: 0 is none.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, Route, sync_playwright

import build_site
from benchmarks.browsing.peers import without_widget
from benchmarks.figures import Figure, figure, milliseconds, progress
from sitegen import browser as chromium
from sitegen import serve
from tests.checker.policy_cases import BY_OUTCOME, TODAY, Case
from tests.widget.ladder import ENGINE, STARTED
from tests.widget.reader import answer, mount, respond

HEARD = Path(__file__).parents[1] / "tests/widget/heard.js"
LONG_TASKS = """
  window.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask", buffered: true });
"""
# The first of the one or two requests that an answer needs, until what came of them is on the page.
TIMED = f"""() => {{
  const engine = {ENGINE};
  const respond = engine.respond.bind(engine);
  let since;
  window.answered = {{ "refund-question": [], "refund-verdict": [] }};
  engine.respond = (text) => {{
    since ??= performance.now();
    return respond(text);
  }};
  const shown = async (event) => {{
    if (since === undefined) return;
    const from = since;
    since = undefined;
    await event.target.updateComplete;
    answered[event.type].push(performance.now() - from);
  }};
  for (const name of Object.keys(answered)) addEventListener(name, shown);
}}"""
LONGEST = "Math.max(0, ...longTasks)"
REST = 1000


def measure(*, quick: bool) -> Iterator[Figure]:
    stories = list(BY_OUTCOME.values())[:: 6 if quick else 2]
    with serve.serving(build_site.SITE) as address, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        context = browser.new_context(base_url=address, bypass_csp=True)
        for script in (HEARD.read_text("utf-8"), LONG_TASKS):
            context.add_init_script(script)
        tasks: dict[str, list[float]] = {"ours": [], "without the checker": []}
        for turn, story in enumerate(stories[:3]):
            progress(f"main thread, {turn + 1} of 3")
            tasks["ours"].append(longest_with(context.new_page(), story))
            tasks["without the checker"].append(longest_without(context.new_page()))
        page = started(context.new_page())
        page.evaluate(TIMED)
        for place, story in enumerate(stories):
            progress(f"story {place + 1} of {len(stories)}")
            mount(page, {}, TODAY)
            answer(page, story.answers)
        values: dict[str, list[float]] = page.evaluate("answered")
        browser.close()
    questions, results = values.values()
    yield figure("a question answered", "ours", questions)
    yield figure("a question answered, 95th percentile", "ours", [percentile(questions, 95)])
    yield figure("a result shown", "ours", results)
    outside = [milliseconds(partial(respond, story.answers, story.today)) for story in stories]
    yield figure("a result shown", "Python outside", outside)
    for who, longest in tasks.items():
        yield figure("longest task on the main thread", who, longest)


def percentile(values: list[float], share: int) -> float:
    """The value that so many in a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def started(page: Page) -> Page:
    page.goto("checker/")
    page.evaluate(STARTED)
    return page


def longest_with(page: Page, story: Case) -> float:
    """A visit from its start to a result."""
    answer(started(page), story.answers)
    return _longest(page)


def longest_without(page: Page) -> float:
    """A visit to the same page without the checker."""

    def bare(route: Route) -> None:
        route.fulfill(body=without_widget(route.fetch().text()), content_type="text/html")

    page.route(re.compile("/checker/$"), bare)
    page.goto("checker/")
    return _longest(page)


def _longest(page: Page) -> float:
    page.wait_for_timeout(REST)
    longest: float = page.evaluate(LONGEST)
    page.close()
    return longest
