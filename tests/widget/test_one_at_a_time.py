"""One question at a time: what is answered folds, what comes next unfolds, and the last answer sends the screen."""

from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from tests.checker.policy_cases import TODAY, base
from tests.conftest import NewPage
from tests.widget.reader import answer, answer_screen, case, folded, heard_after, mount, open_checker, respond, shown

ORDERED, PAID = QUESTIONS["ordered_on_platform"], QUESTIONS["paid_through"]
# What the engine was asked, each request once.
COUNT = """() => {
  const { engine } = document.querySelector("refund-questionnaire");
  const respond = engine.respond.bind(engine);
  window.requests = [];
  engine.respond = (text) => (window.requests.push(text), respond(text));
}"""
HEARD = "document.querySelector('refund-questionnaire').shadowRoot.querySelector('[role=status]').textContent"


def test_the_second_choice_comes_when_the_first_is_answered(desk: Page) -> None:
    mount(desk, {"problem": ["wrong_spec"]}, TODAY)
    assert shown(desk) == [ORDERED]
    desk.evaluate(COUNT)
    event = answer_screen(desk, {ORDERED.id: "yes"})
    assert event == {"name": "refund-question", "detail": {"ids": [PAID.id]}}
    assert shown(desk) == [PAID]
    assert folded(desk) == {ORDERED.short: ORDERED.options["yes"]}
    expect(desk.get_by_role("heading", name=PAID.prompt, exact=True)).to_be_focused()
    assert desk.evaluate(HEARD) == PAID.prompt
    assert desk.evaluate("requests") == []
    answer_screen(desk, {PAID.id: "alibaba"})
    asked = {"problem": ["wrong_spec"], ORDERED.id: "yes", PAID.id: "alibaba"}
    assert [question.id for question in shown(desk)] == [respond(asked, TODAY)["next_screen"][0]["id"]]
    assert folded(desk) == {}


def test_a_folded_answer_is_changed_where_it_stands(desk: Page) -> None:
    mount(desk, {"problem": ["wrong_spec"]}, TODAY)
    answer_screen(desk, {ORDERED.id: "yes"})
    name = f"{ORDERED.short} {ORDERED.options['yes']} Change"
    heard_after(desk, desk.get_by_role("button", name=name, exact=True).click)
    assert shown(desk) == [ORDERED]
    expect(desk.get_by_role("radio", name=ORDERED.options["yes"], exact=True)).to_be_checked()
    answer_screen(desk, {ORDERED.id: "no"})
    assert folded(desk) == {ORDERED.short: ORDERED.options["no"]}
    answer_screen(desk, {PAID.id: "outside"})
    told = {"problem": ["wrong_spec"], ORDERED.id: "no", PAID.id: "outside"}
    expect(desk.locator(".headline")).to_have_text(respond(told, TODAY)["headline"])


def test_a_word_apart_folds_as_well(desk: Page) -> None:
    mount(desk, {"problem": ["wrong_spec"]}, TODAY)
    answer_screen(desk, {ORDERED.id: "unsure"})
    assert folded(desk) == {ORDERED.short: ORDERED.words["unsure"]}


def test_a_page_loaded_again_keeps_what_is_folded(page: Page) -> None:
    open_checker(page)
    answer(page, {"problem": ["wrong_spec"], ORDERED.id: "yes"})
    page.reload()
    expect(page.get_by_role("heading", name=PAID.prompt, exact=True)).to_be_visible()
    assert folded(page) == {ORDERED.short: ORDERED.options["yes"]}


def test_days_of_one_story_stay_together(desk: Page) -> None:
    told = ("problem", "ordered_on_platform", "paid_through", "dispute_stage")
    mount(desk, {key: value for key, value in base("wrong_spec").items() if key in told}, TODAY)
    questions = shown(desk)
    assert len(questions) > 1
    assert {question.kind for question in questions} == {"date"}


def test_what_may_be_left_out_says_so(desk: Page) -> None:
    story = case("P-never-delivered", "the expected day")
    mount(desk, {key: value for key, value in story.answers.items() if key != "tracking"}, story.today)
    assert [question.id for question in shown(desk)] == ["tracking"]
    answer_screen(desk, {"tracking": "genuine"})
    assert [question.id for question in shown(desk)] == ["tracked_delivery_on"]
    expect(desk.locator(".ask .optional")).to_have_text("You can leave this out.")
    answer_screen(desk, {})
    assert [question.id for question in shown(desk)] != ["tracked_delivery_on"]


def test_each_answer_is_a_target_as_wide_as_the_screen(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    open_checker(page)
    answer_screen(page, {"problem": ["wrong_spec"]})
    for option in page.locator(".ask .option").all():
        box = option.bounding_box()
        assert box and box["height"] >= 48 and box["width"] >= 320


def test_the_verdict_so_far_is_seen_with_the_question_on_a_phone(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    open_checker(page)
    story = base("wrong_spec")
    for _ in range(4):
        answer_screen(page, story)
        expect(page.locator(".so-far .dial-name")).to_be_in_viewport(ratio=1)
        expect(page.locator(".ask .prompt").first).to_be_in_viewport(ratio=1)
