"""Before Python is there, when it does not come, and where it cannot run."""

import json

from playwright.sync_api import Page, Route, expect

from checker.questions import QUESTIONS
from sitegen.settings import ROOT
from tests.conftest import NewPage
from tests.widget.reader import answer, change, open_checker, put, send, shown

PROBLEM = QUESTIONS["problem"]


def test_the_first_question_is_there_before_python_and_an_early_answer_is_kept(page: Page) -> None:
    held: list[Route] = []
    released: list[bool] = []
    page.route("**/runtime/**", lambda route: route.continue_() if released else held.append(route))
    open_checker(page)
    assert shown(page) == [PROBLEM]
    put(page, PROBLEM, ["wrong_spec"], alone=True)
    send(page)
    expect(page.locator(".start.waiting")).to_contain_text("Your answer is kept.")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert page.evaluate("heard") == []
    assert held
    released.append(True)
    for route in held:
        route.continue_()
    expect(page.locator(".prompt").first).to_have_text(QUESTIONS["ordered_on_platform"].prompt)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    change(page, "problem", PROBLEM.options["wrong_spec"])


def test_progress_is_a_true_share_of_the_bytes(page: Page) -> None:
    listed = json.loads((ROOT / "site/runtime/runtime.json").read_text("utf-8"))["files"]
    assert {name: (ROOT / "site/runtime" / name).stat().st_size for name in listed} == listed
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    open_checker(page)
    rest = sum(listed.values()) - listed["pyodide.asm.wasm"]
    expect(page.get_by_text(f"{rest / 1e6:.1f} MB of {sum(listed.values()) / 1e6:.1f} MB")).to_be_visible()
    share = page.get_by_role("progressbar").evaluate("bar => bar.value")
    assert abs(share - rest / sum(listed.values())) < 0.01
    held[0].continue_()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_a_missing_file_is_named_and_trying_again_goes_on(new_page: NewPage) -> None:
    page = new_page(expected="404|wasm")
    page.route("**/*.wasm", lambda route: route.fulfill(status=404))
    open_checker(page)
    failure = page.locator(".failure")
    expect(failure).to_contain_text("pyodide.asm.wasm")
    assert shown(page) == [PROBLEM]
    put(page, PROBLEM, ["wrong_spec"], alone=True)
    send(page)
    expect(failure.get_by_role("link", name="Read the pages")).to_have_attribute("href", "../")
    expect(failure.get_by_role("heading")).to_be_focused()
    page.unroute("**/*.wasm")
    page.get_by_role("button", name="Try again", exact=True).click()
    expect(page.locator(".prompt").first).to_have_text(QUESTIONS["ordered_on_platform"].prompt)
    expect(failure).to_have_count(0)
    assert answer(page, {"ordered_on_platform": "no"})
    expect(page.locator(".headline")).to_be_visible()


def test_without_scripts_the_page_leads_on(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("checker/")
    links = page.locator(".without-scripts a")
    for label in PROBLEM.options.values():
        expect(page.locator(".without-scripts li").filter(has_text=label).get_by_role("link").first).to_be_visible()
    for address in sorted({link.evaluate("link => link.href") for link in links.all()}):
        assert page.request.get(address).ok, address
    expect(page.locator("refund-questionnaire .prompt")).to_have_count(0)
