"""A reader of the questionnaire: opens it, answers in the words that are shown, and waits for what comes."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from checker.questions import QUESTIONS, Question
from tests.checker.policy_cases import CASES, Case
from tests.checker.talk import ask

BY_PROMPT = {question.prompt: question for question in QUESTIONS.values()}
Answers = Mapping[str, Any]
Event = dict[str, Any]
# Of the context of a reader whose browser lets a page copy.
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def case(policy: str, name: str) -> Case:
    """The policy's own story of that name."""
    return next(case for case in CASES if (case.policy, case.name) == (policy, name))


def respond(answers: Answers, today: date, **more: Any) -> dict[str, Any]:
    """What the checker says outside the browser."""
    return ask(answers, today, **more)


def open_checker(page: Page, fragment: str = "") -> None:
    page.goto(f"checker/{fragment}")
    expect(page.locator(".prompt, .headline").first).to_be_visible()


MOUNT = """async ([answers, today]) => {
  const old = document.querySelector("refund-questionnaire");
  const fresh = document.createElement("refund-questionnaire");
  for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
  fresh.setAttribute("start", JSON.stringify(answers));
  if (today) fresh.setAttribute("today", today);
  fresh.engine = old.engine;
  // What the browser's history, the address and the device keep of the old one would come before `start`.
  history.replaceState(null, "", location.pathname);
  localStorage.clear();
  old.replaceWith(fresh);
}"""


def replace(page: Page, answers: Answers, today: date | None = None) -> None:
    """Put a questionnaire that starts with these answers in the place of the page's own; Python keeps running."""
    page.evaluate(MOUNT, [dict(answers), today and today.isoformat()])


def mount(page: Page, answers: Answers, today: date | None = None) -> Event:
    """The same, and wait for what it tells."""
    return heard_after(page, lambda: replace(page, answers, today))


def fragment(answers: Answers, **came_to: str) -> str:
    """Answers, and what they came to, as they stand behind the # of a link."""
    pairs = [(key, one) for key, value in answers.items() for one in _each(value)] + [*came_to.items()]
    return "#" + "&".join(
        f"{key}={quote(value)}" if isinstance(value, str) else f"{key}:={quote(json.dumps(value))}"
        for key, value in pairs
    )


def _each(value: Any) -> Any:
    return value if isinstance(value, list) and value else [value]


def follow(page: Page, address: str) -> Event:
    """Follow a link within the page."""
    return heard_after(page, lambda: page.evaluate("to => { location.hash = to; }", address))


def dress(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Show the page light or dark, as the site's own switch does."""
    switch = "slate" if scheme == "dark" else "default"
    page.evaluate("to => { document.body.dataset.mdColorScheme = to; }", switch)


def heard_after(page: Page, act: Callable[[], None]) -> Event:
    """Do it, and wait for what the questionnaire tells next."""
    count = page.evaluate("heard.length")
    act()
    return page.evaluate("count => hear(count)", count)


def shown(page: Page, form: str = ".ask") -> list[Question]:
    """The questions that are open on the screen; what is folded or still to unfold is not among them."""
    return [BY_PROMPT[prompt] for prompt in page.locator(f"{form} .prompt").all_inner_texts()]


def folded(page: Page) -> dict[str, str]:
    """What is answered on the screen already, each folded to a line: the question's short name and the answer."""
    lines = page.locator(".ask .folded li").all()
    return {line.locator(".short").inner_text(): line.locator(".label").inner_text() for line in lines}


def group(page: Page, question: Question) -> Locator:
    """The part of the screen that belongs to one question."""
    return page.locator(".question").filter(has=page.get_by_role("heading", name=question.prompt, exact=True))


def textbox(page: Page, question_id: str) -> Locator:
    return page.get_by_role("textbox", name=QUESTIONS[question_id].prompt, exact=True)


def send(page: Page) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()


def put(page: Page, question: Question, value: Any, *, alone: bool) -> bool:
    """Give one answer; true where that alone moves on."""
    if word := "None of these" if value == [] else question.words.get(value) if isinstance(value, str) else None:
        name = word if alone else f"{word}: {question.prompt}"
        page.get_by_role("button", name=name, exact=True).click()
        return alone
    match question.kind:
        case "choice":
            group(page, question).get_by_role("radio", name=question.options[value], exact=True).click()
            return alone
        case "choices":
            for option in value:
                group(page, question).get_by_role("checkbox", name=question.options[option], exact=True).check()
        case _:
            textbox(page, question.id).fill(str(value))
    return False


def answer_screen(page: Page, answers: Answers, form: str = ".ask") -> Event:
    """Answer the questions that are open, as far as `answers` go: a screen of several choices takes several turns."""
    questions = shown(page, form)
    # A list of one is a question alone, except after the result.
    alone = len(questions) == 1 and form != ".closer"

    def act() -> None:
        moves_on = [put(page, question, answers[question.id], alone=alone) for question in known(questions, answers)]
        if not any(moves_on):
            page.locator(f"form{form} button[type=submit]").click()

    return heard_after(page, act)


def known(questions: list[Question], answers: Answers) -> list[Question]:
    return [question for question in questions if question.id in answers]


def may_be_left(page: Page) -> bool:
    """Whether the step that is open can be left as it is, once another on the screen is answered."""
    questions = page.locator(".ask .question")
    return (
        page.locator(".ask .folded").count() > 0
        and questions.count() == questions.filter(has=page.locator(".optional")).count()
    )


def answer(page: Page, answers: Answers) -> dict[str, Any]:
    """Answer question after question until a result or an error is there, or the answers end; gives what was said."""
    given: dict[str, Any] = {}
    while (questions := known(shown(page), answers)) or may_be_left(page):
        given |= {question.id: answers[question.id] for question in questions}
        if answer_screen(page, answers)["name"] == "refund-error":
            break
    return given


def change(page: Page, question_id: str, label: str) -> None:
    """Open an earlier answer again."""
    panel = page.get_by_role("complementary", name="Your answers so far", exact=True)
    name = re.compile(f"^Change {re.escape(QUESTIONS[question_id].short)} ?: {re.escape(label)}$")
    panel.get_by_role("button", name=name).click()
    expect(page.locator("form.change .prompt")).to_have_text(QUESTIONS[question_id].prompt)


def take(page: Page, name: str) -> str:
    """Press a button that downloads, and read what came."""
    with page.expect_download() as found:
        page.get_by_role("button", name=f"Download: {name}", exact=True).click()
    return Path(found.value.path()).read_bytes().decode()


FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const text = element.getAttribute("aria-label") || element.innerText || element.value || "";
  return [element.localName, text.trim().replace(/\\s+/g, " "), element.id, element.value ?? ""];
}"""


def focused(page: Page) -> tuple[str, str, str, str]:
    """Element, words, id and value of what has the focus."""
    return tuple(page.evaluate(FOCUSED))
