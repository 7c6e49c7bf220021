"""A picture of every outcome's result, as a reader sees it: `python -m tests.screenshots [--readme]`.

They are written to build/screenshots/; with `--readme` the README's own are taken anew too.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from sitegen import browser as chromium
from sitegen import serve
from sitegen.settings import ROOT
from tests.checker.policy_cases import BY_OUTCOME
from tests.conftest import watched_pages
from tests.widget.reader import answer_screen, dress, mount, open_checker

OUT = ROOT / "build/screenshots"
IMAGES = ROOT / "docs/images"
PHONE, DESKTOP = (390, 844), (1280, 900)


@dataclass(frozen=True)
class View:
    """How a picture is taken: the window's size in CSS pixels, and light or dark."""

    name: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"] = "light"


VIEWS = [View("phone", PHONE), View("desktop", DESKTOP)]
IN_THE_DARK = [View("phone-dark", PHONE, "dark"), View("desktop-dark", DESKTOP, "dark")]
#: Also taken in the dark: one of each verdict.
DARK = ("assessed-refund", "part-covered", "guides-disagree", "window-closed")
#: The README's pictures: file, outcome, view. Only what the window holds is shown.
README = {
    "answer.png": ("assessed-refund", View("desktop", DESKTOP)),
    "answer-phone.png": ("guides-disagree", View("phone", PHONE)),
    "answer-dark.png": ("not-yet", View("phone-dark", PHONE, "dark")),
}


def take(page: Page, outcome: str, view: View, file: Path, *, whole: bool = True) -> None:
    """Show the outcome's story in this view, and write the picture."""
    story = BY_OUTCOME[outcome]
    page.set_viewport_size({"width": view.size[0], "height": view.size[1]})
    dress(page, view.scheme)
    mount(page, story.answers, story.today)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=file, full_page=whole)


def main() -> None:
    """Take every picture, and say where they are."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        sync_playwright() as playwright,
        serve.serving(ROOT / "site") as address,
        watched_pages(chromium.launch(playwright), address) as new,
    ):
        page = new(bypass_csp=True)
        open_checker(page)
        answer_screen(page, {"problem": ["wrong_spec"]})
        for number, outcome in enumerate(BY_OUTCOME, 1):
            for view in [*VIEWS, *(IN_THE_DARK if outcome in DARK else [])]:
                take(page, outcome, view, OUT / f"{outcome}-{view.name}.png")
            print(f"\r{number} of {len(BY_OUTCOME)}", end="", flush=True)
        for name, (outcome, view) in README.items() if "--readme" in sys.argv else ():
            take(page, outcome, view, IMAGES / name, whole=False)
    print(f"\n{OUT.relative_to(ROOT)}/ holds a picture of every outcome")


if __name__ == "__main__":
    main()
