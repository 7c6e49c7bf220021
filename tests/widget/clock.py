"""Another clock for Python in the browser, and what Python makes of it: a page's clock does not reach its worker."""

import datetime
from typing import Any

from playwright.sync_api import Page, expect

from tests.checker.policy_cases import base
from tests.conftest import PATIENCE
from tests.widget.ladder import python_worker, run_ahead
from tests.widget.reader import fragment

# Comes before the worker's own script. Pyodide asks Date for the time; what it is made in lets a test ask Python.
AHEAD = """{
  const Real = Date;
  const ahead = INSTANT - Real.now();
  self.Date = class extends Real {
    constructor(...given) {
      given.length ? super(...given) : super(Real.now() + ahead);
    }
    static now() {
      return Real.now() + ahead;
    }
  };
  let make;
  Object.defineProperty(self, "_createPyodideModule", {
    get: () => make && ((settings) => make((self.inside = settings))),
    set: (value) => (make = value),
  });
}
"""
PYTHONS_CLOCK = """() => {
  const time = inside.API.importlib.import_module("time");
  const { locale } = new Intl.NumberFormat().resolvedOptions();
  return [time.strftime("%Y-%m-%d"), time.localtime().tm_gmtoff / 3600, locale];
}"""


def set_clock(page: Page, instant: datetime.datetime) -> None:
    """From now on Python's clock is the page's clock, and runs on."""
    page.context.clock.set_fixed_time(instant)
    run_ahead(page, AHEAD.replace("INSTANT", str(int(instant.timestamp() * 1000))))


def pythons_clock(page: Page) -> list[Any]:
    """The day and the hours from UTC as Python's clock has them, and the locale of its worker."""
    told: list[Any] = python_worker(page).evaluate(PYTHONS_CLOCK)
    return told


def answer_shown(page: Page) -> list[str]:
    """All that stands in the questionnaire once a case is answered: the result, the answers, the foot."""
    page.goto(f"checker/{fragment(base('wrong_spec'))}")
    # Python starts first, and then works out every part.
    expect(page.locator(".result")).to_be_visible(timeout=3 * PATIENCE)
    expect(page.locator(".result .later")).to_have_count(0, timeout=3 * PATIENCE)
    return page.locator("refund-questionnaire").locator(".result, aside, footer").all_text_contents()
