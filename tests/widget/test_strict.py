"""The whole path under the policy that the site is delivered with: nothing is refused, because nothing tries."""

from playwright.sync_api import Page, expect

from tests.checker.policy_cases import base
from tests.conftest import NewPage
from tests.widget.reader import CLIPBOARD, answer, answer_screen, change, heard_after, open_checker, shown, take

LISTEN = """window.breaches = [];
window.printed = false;
addEventListener("beforeprint", () => { window.printed = true; });
document.addEventListener("securitypolicyviolation", (event) =>
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""
OPEN_ALL = """() => {
  const { renderRoot } = document.querySelector("refund-questionnaire");
  for (const fold of renderRoot.querySelectorAll("details")) fold.open = true;
  for (const note of renderRoot.querySelectorAll("[popover]")) { note.showPopover(); note.hidePopover(); }
}"""
DOWNLOADED = ["Calendar file", "Dispute statement", "Evidence list", "The whole answer as data"]


def breaches(page: Page) -> list[str]:
    found: list[str] = page.evaluate("breaches")
    return found


def take_everything(page: Page) -> None:
    """Each way in which a part of the result leaves the page."""
    assert all(take(page, name) for name in DOWNLOADED)
    page.get_by_role("button", name="Copy: A link to this answer", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    page.locator(".take-dispute summary").click()
    expect(page.get_by_role("textbox", name="Dispute statement")).to_be_visible()
    page.get_by_role("button", name="Print: On paper", exact=True).click()
    assert page.evaluate("printed")


def test_a_whole_path_breaks_no_policy(new_page: NewPage) -> None:
    """The page is watched for errors of the console besides."""
    page = new_page(**CLIPBOARD)
    page.add_init_script(LISTEN)
    story = base("wrong_spec")
    open_checker(page)
    answer(page, story)
    while questions := shown(page, ".closer"):
        amounts = {question.id: "1250.50" for question in questions if question.kind == "money"}
        answer_screen(page, {**story, **amounts}, form=".closer")
    take_everything(page)
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
