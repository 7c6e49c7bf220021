"""The keyboard alone is enough, and whoever listens hears each thing once."""

from typing import Any

from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS, Question
from tests.checker.policy_cases import TODAY, base
from tests.widget.reader import focused, heard_after, mount, open_checker, respond, send, shown, textbox

FAR = 80
TO_STAGE = {key: base("wrong_spec")[key] for key in ("problem", "ordered_on_platform", "paid_through")}


def tab_to(page: Page, *wanted: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus is one of these: words, id or value."""
    for _ in range(FAR):
        page.keyboard.press(key)
        if set(focused(page)[1:]) & set(wanted):
            return
    raise AssertionError(f"Tab never comes to {' or '.join(wanted)}")


def type_answer(page: Page, question: Question, value: Any, *, alone: bool) -> bool:
    """Answer by keys; true where that alone moves on."""
    if word := "None of these" if value == [] else question.words.get(value) if isinstance(value, str) else None:
        tab_to(page, word if alone else f"{word}: {question.prompt}")
        page.keyboard.press("Enter")
        return alone
    match question.kind:
        case "choice":
            options = list(question.options)
            tab_to(page, question.options[options[0]])
            for _ in range(options.index(value)):
                page.keyboard.press("ArrowDown")
            assert focused(page)[1] == question.options[value]
            page.keyboard.press("Space")
            return alone
        case "choices":
            for option in value:
                tab_to(page, question.options[option])
                page.keyboard.press("Space")
        case _:
            tab_to(page, f"input-{question.id}")
            page.keyboard.type(str(value))
    return False


def type_screen(page: Page, answers: dict[str, Any]) -> str:
    questions = shown(page)
    alone = len(questions) == 1

    def act() -> None:
        told = [question for question in questions if question.id in answers]
        if not any(type_answer(page, question, answers[question.id], alone=alone) for question in told):
            # Enter in a typed field sends the form, as in any other.
            last = told[-1]
            if last.kind in ("choice", "choices") or answers[last.id] in last.words:
                tab_to(page, "Continue")
            page.keyboard.press("Enter")

    name: str = heard_after(page, act)["name"]
    return name


def test_a_whole_path_by_keyboard(page: Page) -> None:
    story = base("wrong_spec")
    open_checker(page)
    name = "refund-question"
    while name == "refund-question":
        name = type_screen(page, story)
        heading = page.locator(".screen.ask .prompt, .headline").first
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
    assert name == "refund-verdict"
    expect(page.locator(".headline")).to_have_text(respond(story, TODAY)["headline"])


def test_the_arrow_keys_only_look_around(desk: Page) -> None:
    mount(desk, TO_STAGE)
    stage = QUESTIONS["dispute_stage"]
    assert shown(desk) == [stage]
    count = desk.evaluate("heard.length")
    tab_to(desk, stage.options["none"])
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        desk.keyboard.press(key)
    assert shown(desk) == [stage]
    assert desk.evaluate("heard.length") == count
    heard_after(desk, lambda: desk.keyboard.press("Enter"))
    assert stage not in shown(desk)


def test_escape_closes_what_was_opened_and_gives_the_focus_back(desk: Page) -> None:
    mount(desk, TO_STAGE)
    for name in ("Why we ask", "Where to look"):
        summary = desk.locator("summary").filter(has_text=name)
        summary.focus()
        desk.keyboard.press("Enter")
        expect(desk.locator("details[open]").filter(has=summary)).to_have_count(1)
        desk.keyboard.press("Tab")
        desk.keyboard.press("Shift+Tab")
        desk.keyboard.press("Escape")
        expect(desk.locator(".folds details[open]")).to_have_count(0)
        expect(summary).to_be_focused()
    change_day = desk.get_by_role("button", name="Change the day", exact=True)
    change_day.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("textbox", name="Which day is today?")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(change_day).to_be_focused()


def test_a_note_opens_and_closes_by_keyboard(desk: Page) -> None:
    mount(desk, base("wrong_spec"))
    mark = desk.get_by_role("button", name="Source: Alibaba.com", exact=True).first
    mark.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".note:popover-open")).to_be_visible()
    desk.keyboard.press("Tab")
    assert desk.locator(".note:popover-open a").first.evaluate("a => a.matches(':focus')")
    desk.keyboard.press("Escape")
    expect(desk.locator(".note:popover-open")).to_have_count(0)
    assert focused(desk)[1] == "Source: Alibaba.com"


def test_single_keys_stay_in_the_field(desk: Page) -> None:
    """The site's own shortcuts, such as / for search, must not take what is typed."""
    mount(desk, {key: base("wrong_spec")[key] for key in TO_DELIVERY})
    field = textbox(desk, "delivered_on")
    field.focus()
    desk.keyboard.type("1/4/2026 spnf.,")
    expect(field).to_have_value("1/4/2026 spnf.,")
    expect(field).to_be_focused()


# What is heard

TO_DELIVERY = ("problem", "ordered_on_platform", "paid_through", "dispute_stage")
LIVE = "[role=status], [role=alert], [role=log], [aria-live]"
LISTEN = """() => {
  const { shadowRoot } = document.querySelector("refund-questionnaire");
  window.changes = [];
  new MutationObserver((records) => window.changes.push(records.map((record) => record.target.textContent)))
    .observe(shadowRoot.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
}"""


def changes(page: Page) -> list[list[str]]:
    """What the live region has told since the last time this was asked."""
    found: list[list[str]] = page.evaluate("changes.splice(0)")
    return found


def test_each_event_changes_the_one_live_region_once(desk: Page) -> None:
    story = base("wrong_spec")
    mount(desk, TO_STAGE)
    desk.evaluate(LISTEN)

    stage = QUESTIONS["dispute_stage"]
    assert heard_after(desk, desk.get_by_role("radio", name=stage.options["none"], exact=True).click)["name"] == (
        "refund-question"
    )
    assert changes(desk) == [[" ".join(question.prompt for question in shown(desk))]]
    expect(desk.locator(f"refund-questionnaire :is({LIVE})")).to_have_count(1)

    # The same error twice is told twice.
    for _ in range(2):
        textbox(desk, "delivered_on").fill("31 June 2026")
        error = heard_after(desk, lambda: send(desk))
        assert error["name"] == "refund-error"
        assert changes(desk) == [[" ".join(error["detail"]["errors"])]]
    expect(desk.locator(f"refund-questionnaire :is({LIVE})")).to_have_count(1)

    mount(desk, {key: value for key, value in story.items() if key != "paid_through"})
    desk.evaluate(LISTEN)
    paid = QUESTIONS["paid_through"]
    verdict = heard_after(desk, desk.get_by_role("radio", name=paid.options["outside"], exact=True).click)
    assert verdict["name"] == "refund-verdict"
    [[told]] = changes(desk)
    assert respond(story | {"paid_through": "outside"}, TODAY)["headline"] in told
    expect(desk.locator(f"refund-questionnaire :is({LIVE})")).to_have_count(1)
