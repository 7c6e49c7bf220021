"""Bad days: each fault that `make serve FAULT=…` shows has a message that a buyer understands, and loses no answer."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen import browser as chromium
from sitegen import faults
from sitegen.settings import ROOT
from tests.checker.policy_cases import TODAY, base
from tests.conftest import NewPage, watched_pages
from tests.wide import LONG, wide
from tests.widget.ladder import HURRY, LIST, RESTED, STARTED, log
from tests.widget.partner import DEMO, Opener, element, frames, wait_told
from tests.widget.reader import answer, answer_screen, heard_after, open_checker, put, respond, shown

STORY = base("wrong_spec")
# What is answered before Python has to be there.
BEGUN = {key: STORY[key] for key in ("problem", "ordered_on_platform", "paid_through")}
ANSWERS = "history.state.questionnaire.answers"
# What a browser tells its console of such a day.
NOISE = "Failed to load|net::|status of|MIME type|Security Policy|Worker|WebAssembly|404|Storage|no room|Network error"


class Reader:
    """Somebody with the checker open on a bad day."""

    def __init__(self, page: Page, day: faults.BadDay) -> None:
        self.page, self.day = page, day
        self.failure = page.locator(".failure")

    def begins(self) -> None:
        """Answers what needs no Python, and one question more."""
        open_checker(self.page)
        answer(self.page, BEGUN)
        question = shown(self.page)[0]
        put(self.page, question, STORY[question.id], alone=True)

    def is_told(self, *words: str) -> None:
        """Sees what is wrong, in words for a buyer, that nothing is lost, and where the same facts are."""
        expect(self.failure).to_be_visible()
        for text in (*words, "Your answers are kept."):
            expect(self.failure).to_contain_text(text)
        assert not re.search(r"Error|undefined|null|http|\bat \w+:\d", self.failure.inner_text())
        expect(self.failure.get_by_role("link", name="Read the pages")).to_be_visible()

    def loads_again(self) -> None:
        self.page.reload()
        expect(self.page.locator(".prompt").first).to_be_visible()

    def tries_again(self) -> None:
        heard_after(self.page, self.page.get_by_role("button", name="Try again", exact=True).click)
        expect(self.failure).to_have_count(0)

    def comes_to_the_answer(self) -> None:
        """Nothing that was answered is asked again, and the answer is the checker's own."""
        before = self.page.evaluate(ANSWERS)
        given = answer(self.page, STORY)
        assert not {*before} & {*given}
        expect(self.page.locator(".headline")).to_have_text(respond(STORY, TODAY)["headline"])


@pytest.fixture
def bad(browser: Browser) -> Iterator[Any]:
    """Opens a page of a site that is served on a bad day."""
    with ExitStack() as days:

        def opened(name: str, expected: str = NOISE, **options: Any) -> Reader:
            day = days.enter_context(faults.bad_day(name, ROOT / "site"))
            new: NewPage = days.enter_context(watched_pages(browser, day.address))
            return Reader(new(expected=expected, **options), day)

        yield opened


TOLD = {
    "offline-first": ["This device is offline, or the site cannot be reached."],
    "runtime-missing": ["pyodide.asm.wasm", "is missing on the site (404)", "not of your device"],
    "runtime-cut": ["stopped on its way", "The connection may be at fault."],
    "runtime-corrupt": ["pyodide.asm.wasm", "arrived damaged, twice", "another network may help"],
    "runtime-type": ["comes as something that no browser would run", "not of your device"],
    "no-wasm": ["does not run WebAssembly", "Lockdown Mode", "Another browser may do."],
    "no-workers": ["A setting or an extension of this browser may forbid it", "Another browser may do."],
}


@pytest.mark.parametrize("name", wide(TOLD, short=2))
def test_what_keeps_python_from_starting_is_told_and_trying_again_goes_on(bad: Any, name: str) -> None:
    reader = bad(name)
    reader.begins()
    reader.is_told(*TOLD[name])
    reader.day.end()
    if name == "no-workers":
        # What the policy of a page forbids, it forbids until the page is loaded again.
        reader.loads_again()
    else:
        reader.tries_again()
    reader.comes_to_the_answer()


@LONG
def test_offline_second_a_visit_without_a_network_is_like_any_other(bad: Any) -> None:
    reader = bad("offline-second", service_workers="allow")
    open_checker(reader.page)
    reader.page.evaluate(STARTED)
    reader.page.evaluate(RESTED)
    reader.day.begin()
    reader.loads_again()
    reader.comes_to_the_answer()


@LONG
def test_offline_first_a_network_that_is_back_is_enough(bad: Any) -> None:
    reader = bad("offline-first")
    reader.begins()
    reader.is_told()
    reader.day.end()
    heard_after(reader.page, lambda: reader.page.evaluate("dispatchEvent(new Event('online'))"))
    reader.comes_to_the_answer()


@LONG
def test_runtime_slow_says_so_after_ten_seconds_and_a_cut_after_that_is_told(bad: Any) -> None:
    reader = bad("runtime-slow")
    reader.begins()
    expect(reader.page.locator(".start.waiting")).to_contain_text("Your answer is kept.")
    expect(reader.page.locator(".start .long")).to_contain_text("the connection is slow")
    reader.is_told("stopped on its way")
    reader.day.end()
    reader.tries_again()
    reader.comes_to_the_answer()


@pytest.mark.parametrize("name", wide(["storage-forbidden", "storage-full"]))
def test_storage_that_takes_nothing_costs_only_what_would_be_kept(bad: Any, name: str) -> None:
    reader = bad(name)
    open_checker(reader.page)
    answer_screen(reader.page, BEGUN)
    reader.page.get_by_role("checkbox", name="Keep my answers on this device", exact=True).click()
    expect(reader.page.locator(".keeping")).to_contain_text("This browser does not keep anything for this page.")
    reader.comes_to_the_answer()
    assert reader.page.evaluate(RESTED)["state"] == "refused"


@LONG
def test_worker_killed_between_question_and_answer_is_replaced(bad: Any) -> None:
    reader = bad("worker-killed")
    # Each silence is cut short, but not so short that a worker that is only slow counts as dead.
    reader.page.add_init_script(HURRY.replace("LIMIT", "10000").replace("!times++", "true").replace("300", "2000"))
    open_checker(reader.page)
    reader.page.evaluate(STARTED)
    reader.comes_to_the_answer()
    assert [state for step, state in log(reader.page) if step != "rest"].count("taken") > 1


@LONG
def test_two_tabs_do_not_disturb_each_other(bad: Any) -> None:
    reader = bad("two-tabs", service_workers="allow")
    one, other = reader.page, reader.page.context.new_page()
    for page, problem in ((one, "wrong_spec"), (other, "shortage")):
        open_checker(page)
        answer_screen(page, {"problem": [problem]})
    keeps = [page.get_by_role("checkbox", name="Keep my answers on this device", exact=True) for page in (one, other)]
    one.bring_to_front()
    keeps[0].check()
    # What one tab keeps the other knows, and what one forgets the other does not write again.
    expect(keeps[1]).to_be_checked()
    other.bring_to_front()
    answer_screen(other, BEGUN)
    one.bring_to_front()
    heard_after(one, one.get_by_role("button", name="Forget everything", exact=True).click)
    expect(keeps[1]).not_to_be_checked()
    other.bring_to_front()
    answer_screen(other, BEGUN)
    assert other.evaluate("localStorage.getItem('refund-answers')") is None
    assert other.evaluate(ANSWERS) == BEGUN | {"problem": ["shortage"]}
    one.bring_to_front()
    reader.comes_to_the_answer()


@LONG
def test_new_release_in_the_middle_of_a_session_changes_nothing_until_the_page_is_loaded_again(bad: Any) -> None:
    reader = bad("new-release", service_workers="allow")
    open_checker(reader.page)
    reader.page.evaluate(STARTED)
    answer(reader.page, BEGUN)
    reader.day.begin()
    question = shown(reader.page)[0]
    answer_screen(reader.page, {question.id: STORY[question.id]})
    reader.loads_again()
    assert faults.NEXT_BUILD in reader.page.locator("refund-questionnaire").get_attribute("runtime")
    reader.comes_to_the_answer()


def test_new_release_whose_old_runtime_is_gone_leads_to_the_new_page_with_every_answer(bad: Any) -> None:
    reader = bad("new-release")
    reader.day.end()
    reader.page.route("**/runtime/**", lambda route: route.abort())
    reader.begins()
    reader.is_told()
    reader.page.unroute("**/runtime/**")
    reader.day.begin()
    reader.page.get_by_role("button", name="Try again", exact=True).click()
    reader.is_told("The site has a new release", "your answers stay")
    reader.page.get_by_role("button", name="Load the page again", exact=True).click()
    expect(reader.page.locator(f"refund-questionnaire[runtime*='{faults.NEXT_BUILD}'] .prompt").first).to_be_visible()
    reader.comes_to_the_answer()


def test_new_release_in_a_frame_keeps_the_answers_too(open_host: Opener) -> None:
    page = open_host(element(DEMO), expected="404")
    page.route(LIST, lambda route: route.fulfill(status=404))
    [frame] = frames(page)
    answer(frame, BEGUN)  # type: ignore[arg-type]
    [question, *_] = shown(frame)  # type: ignore[arg-type]
    put(frame, question, STORY[question.id], alone=True)  # type: ignore[arg-type]
    again = frame.get_by_role("button", name="Load the page again", exact=True)
    expect(again).to_be_visible()
    page.unroute(LIST)
    again.click()
    expect(frame.locator(".answers")).to_contain_text(question.options[STORY[question.id]])
    assert frame.evaluate("history.state") is None
    # The page around it is told as before.
    assert {question.id, *BEGUN}.isdisjoint(answer(frame, STORY))  # type: ignore[arg-type]
    assert wait_told(page, "verdict")["outcome"] == respond(STORY, TODAY)["outcome"]


@pytest.mark.parametrize("is_kept", wide([True, False]), ids=["kept whole", "loaded anew"])
def test_back_and_forward_the_reader_finds_everything_as_it_was(browser: Browser, is_kept: bool) -> None:
    # Playwright switches the cache of whole pages off.
    plain = ["--disable-back-forward-cache"] if is_kept else None
    launch = partial(browser.browser_type.launch, executable_path=str(chromium.on_this_machine()))
    with (
        faults.bad_day("back-and-forward", ROOT / "site") as day,
        launch(args=chromium.arguments(), ignore_default_args=plain) as other,
        watched_pages(other, day.address) as new,
    ):
        reader = Reader(new(), day)
        open_checker(reader.page)
        reader.page.evaluate(STARTED)
        answer(reader.page, BEGUN)
        asked = shown(reader.page)
        reader.page.evaluate("void addEventListener('pageshow', ({ persisted }) => { window.wasKept = persisted; })")
        reader.page.goto("deadlines/")
        # A page that was kept does not load.
        reader.page.go_back(wait_until="commit")
        expect(reader.page.locator(".prompt").first).to_be_visible()
        assert bool(reader.page.evaluate("window.wasKept")) == is_kept
        assert shown(reader.page) == asked
        reader.comes_to_the_answer()


@LONG
def test_print_in_the_middle_leaves_everything_as_it_is(bad: Any) -> None:
    reader = bad("print-in-the-middle")
    open_checker(reader.page)
    answer(reader.page, BEGUN)
    asked = shown(reader.page)
    assert reader.page.pdf().startswith(b"%PDF")
    assert shown(reader.page) == asked
    reader.comes_to_the_answer()


def test_every_fault_has_a_test() -> None:
    tested = {*TOLD} | {name for name in faults.FAULTS if any(name.replace("-", "_") in test for test in globals())}
    assert tested | {"storage-forbidden", "storage-full"} == {*faults.FAULTS}


def test_no_scripts_leaves_the_pages_that_need_none(bad: Any) -> None:
    page = bad("no-scripts").page
    page.goto("checker/")
    page.locator(".without-scripts").get_by_role("link").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/problems/" in page.url
