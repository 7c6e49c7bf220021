"""Many questionnaires on one page, and many frames on a partner's: what they can share they share."""

from collections import Counter

from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from tests.checker.policy_cases import TODAY, base
from tests.widget.ladder import STARTED
from tests.widget.partner import DEMO, Opener, frames
from tests.widget.reader import answer, open_checker, respond

COUNT = 20
COPIES = f"""() => {{
  const first = document.querySelector("refund-questionnaire");
  for (let copy = 1; copy < {COUNT}; copy += 1) {{
    const other = document.createElement("refund-questionnaire");
    for (const name of ["runtime", "base"]) other.setAttribute(name, first.getAttribute(name));
    other.setAttribute("framed", "");
    other.setAttribute("start", JSON.stringify({{ problem: ["shortage"] }}));
    document.body.append(other);
  }}
}}"""


def test_twenty_questionnaires_of_one_page_run_one_python(page: Page) -> None:
    open_checker(page)
    page.evaluate(COPIES)
    page.evaluate(STARTED)
    all_of_them = page.locator("refund-questionnaire")
    expect(all_of_them.locator(".prompt").nth(COUNT - 1)).to_be_visible()
    assert len([worker for worker in page.workers if "/widget/worker-" in worker.url]) == 1
    # One after the other, and each by itself.
    for copy in range(1, COUNT):
        expect(all_of_them.nth(copy).locator(".prompt")).to_have_text(QUESTIONS["ordered_on_platform"].prompt)
    expect(all_of_them.first.locator(".prompt")).to_have_text(QUESTIONS["problem"].prompt)
    page.evaluate("document.querySelectorAll('refund-questionnaire[framed]').forEach((each) => each.remove())")
    answer(page, base("wrong_spec"))
    expect(page.locator(".headline")).to_have_text(respond(base("wrong_spec"), TODAY)["headline"])


def test_twenty_frames_of_one_page_fetch_what_one_does(open_host: Opener, sent: Counter[str]) -> None:
    element = f'<refund-checker loading="eager" {DEMO}></refund-checker>'
    page = open_host('<script async src="{ours}embed/v1.js"></script>' + element * COUNT)
    found = frames(page, COUNT)
    assert len(found) == COUNT
    # Nobody has touched one yet.
    assert not [worker for frame in found for worker in frame.page.workers]
    files = {name: times for name, times in sent.items() if name != "page"}
    assert files and max(files.values()) == 1, files
    for frame in found[:2]:
        answer(frame, base("wrong_spec"))  # type: ignore[arg-type]
        expect(frame.locator(".headline")).to_be_visible()
    files = {name: times for name, times in sent.items() if name != "page"}
    assert "pyodide.asm.wasm" in files
    assert max(files.values()) == 1, files
