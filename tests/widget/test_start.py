"""Before Python is there, when it does not come, and where it cannot run."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from checker.questions import QUESTIONS
from sitegen import early
from sitegen.settings import ROOT
from tests.checker.policy_cases import TODAY
from tests.conftest import NewPage
from tests.widget.ladder import HURRY, STARTED, STATE, content_of, offer, plan
from tests.widget.reader import answer, answer_screen, change, open_checker, put, respond, send, shown

PROBLEM = QUESTIONS["problem"]


def hold_runtime(page: Page) -> Callable[[], None]:
    """Keep back every file of the runtime; gives what lets them go."""
    held: list[Route] = []
    released: list[bool] = []
    page.route("**/runtime/**", lambda route: route.continue_() if released else held.append(route))

    def release() -> None:
        released.append(True)
        for route in held:
            route.continue_()

    return release


def test_the_first_screens_come_before_python_and_a_later_answer_is_kept(page: Page) -> None:
    release = hold_runtime(page)
    open_checker(page)
    assert shown(page) == [PROBLEM]
    stories = {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"}
    told: dict[str, Any] = {}
    for question_id, value in stories.items():
        assert [question.id for question in shown(page)] == [question_id]
        answer_screen(page, stories)
        told |= {question_id: value}
        # The questions of one screen are answered one by one and put together.
        expected = {question["id"] for question in respond(told, TODAY)["next_screen"]} - {*told}
        assert shown(page)[0].id in expected
    assert len({QUESTIONS[question_id].screen for question_id in stories}) == early.SCREENS
    assert page.evaluate(STATE) == "loading"
    question = shown(page)[0]
    put(page, question, next(iter(question.options)), alone=True)
    expect(page.locator(".start.waiting")).to_contain_text("Your answer is kept.")
    expect(page.get_by_role("progressbar")).to_be_visible()
    count = page.evaluate("heard.length")
    assert count == len(stories)
    release()
    assert page.evaluate("count => hear(count)", count)["name"] == "refund-question"
    expect(page.get_by_role("progressbar")).to_have_count(0)
    change(page, "problem", PROBLEM.options["wrong_spec"])


def test_progress_is_a_true_share_of_the_bytes(page: Page) -> None:
    sizes = {name: file["bytes"] for name, file in plan()["files"].items()}
    assert {name: len(content_of(name)) for name in sizes} == sizes
    offer(page, without=("snapshot", "library"))
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    open_checker(page)
    needed = [name for name in sizes if not name.startswith(("library-", "snapshot-", "nothing-"))]
    total = sum(sizes[name] for name in needed)
    rest = total - sizes["pyodide.asm.wasm"]
    expect(page.get_by_text(f"{rest / 1e6:.1f} MB of {total / 1e6:.1f} MB")).to_be_visible()
    share = page.get_by_role("progressbar").evaluate("bar => bar.value")
    assert abs(share - rest / total) < 0.01
    held[0].continue_()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_a_long_wait_says_what_goes_on_and_leads_on(page: Page) -> None:
    page.add_init_script(HURRY.replace("LIMIT", "10000"))
    release = hold_runtime(page)
    open_checker(page)
    note = page.locator(".start .long")
    expect(note).to_contain_text("This takes longer than usual")
    for link in note.get_by_role("link").all():
        assert page.request.get(link.evaluate("link => link.href")).ok
    release()
    assert page.evaluate(STARTED) == "ready"
    expect(note).to_have_count(0)


def asked_of_the_runtime(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/runtime/" in request.url else None)
    return asked


def test_elsewhere_only_interest_starts_python(page: Page) -> None:
    with_interest = (ROOT / "site/checker/index.html").read_text("utf-8").replace(" eager>", ">")
    page.route("**/checker/", lambda route: route.fulfill(body=with_interest, content_type="text/html"))
    asked = asked_of_the_runtime(page)
    open_checker(page)
    page.locator("refund-questionnaire").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(500)
    assert asked == []
    assert page.evaluate(STATE) == "idle"
    page.locator("refund-questionnaire .help").first.click()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert page.evaluate(STATE) in ("loading", "ready")


def test_to_save_data_python_waits_for_the_first_answer(page: Page) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})")
    asked = asked_of_the_runtime(page)
    open_checker(page)
    put(page, PROBLEM, ["wrong_spec"], alone=True)
    page.wait_for_timeout(500)
    assert asked == []
    assert page.evaluate(STATE) == "idle"
    send(page)
    assert answer(page, {"ordered_on_platform": "yes", "paid_through": "outside"})
    expect(page.locator(".headline")).to_be_visible()
    assert page.evaluate(STATE) == "ready"


def test_a_missing_file_is_named_and_trying_again_goes_on(new_page: NewPage) -> None:
    page = new_page(expected="404|wasm")
    page.route("**/*.wasm", lambda route: route.fulfill(status=404))
    open_checker(page)
    failure = page.locator(".failure")
    expect(failure).to_contain_text("pyodide.asm.wasm")
    assert shown(page) == [PROBLEM]
    answer(page, {"problem": ["wrong_spec"], "ordered_on_platform": "yes", "paid_through": "alibaba"})
    question = shown(page)[0]
    put(page, question, next(iter(question.options)), alone=True)
    expect(failure.get_by_role("link", name="Read the pages")).to_have_attribute("href", "../")
    expect(failure.get_by_role("heading")).to_be_focused()
    page.unroute("**/*.wasm")
    count = page.evaluate("heard.length")
    page.get_by_role("button", name="Try again", exact=True).click()
    assert page.evaluate("count => hear(count)", count)["name"] == "refund-question"
    assert shown(page)[0] != question
    expect(failure).to_have_count(0)


def test_without_scripts_the_page_leads_on(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("checker/")
    links = page.locator(".without-scripts a")
    for label in PROBLEM.options.values():
        expect(page.locator(".without-scripts li").filter(has_text=label).get_by_role("link").first).to_be_visible()
    for address in sorted({link.evaluate("link => link.href") for link in links.all()}):
        assert page.request.get(address).ok, address
    expect(page.locator("refund-questionnaire .prompt")).to_have_count(0)
