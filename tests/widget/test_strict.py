"""The whole path under the policy that the site is delivered with: nothing is refused, because nothing tries."""

from playwright.sync_api import Page, expect

from tests.checker.policy_cases import base
from tests.conftest import NewPage
from tests.widget.reader import answer, answer_screen, change, heard_after, open_checker, shown

LISTEN = """window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""
OPEN_ALL = """() => {
  const { renderRoot } = document.querySelector("refund-questionnaire");
  for (const fold of renderRoot.querySelectorAll("details")) fold.open = true;
  for (const note of renderRoot.querySelectorAll("[popover]")) { note.showPopover(); note.hidePopover(); }
}"""


def breaches(page: Page) -> list[str]:
    found: list[str] = page.evaluate("breaches")
    return found


def test_a_whole_path_breaks_no_policy(page: Page) -> None:
    """The page is watched for errors of the console besides."""
    page.add_init_script(LISTEN)
    story = base("wrong_spec")
    open_checker(page)
    answer(page, story)
    while questions := shown(page, ".closer"):
        amounts = {question.id: "1250.50" for question in questions if question.kind == "money"}
        answer_screen(page, {**story, **amounts}, form=".closer")
    page.evaluate(OPEN_ALL)
    page.locator(".mark").first.click()
    expect(page.locator(".note:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    file = {"name": "count.pdf", "mimeType": "application/pdf", "buffer": b"x"}
    heard_after(page, lambda: page.locator(".file-check input").set_input_files([file]))
    change(page, "files", "count.pdf")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Change the day", exact=True).click()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    expect(page.locator(".headline")).to_be_visible()
    assert breaches(page) == []


def test_a_breach_would_be_seen(new_page: NewPage) -> None:
    page = new_page(expected="Content Security Policy")
    page.add_init_script(LISTEN)
    open_checker(page)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'run()' }))")
    # The page's own element and the header say the same policy, so each breach may be told twice.
    assert {breach.split()[0] for breach in breaches(page)} == {"style-src-attr", "script-src-elem"}
