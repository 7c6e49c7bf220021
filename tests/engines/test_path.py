"""The main path in the other two engines: from the first question to the verdict that CPython gives."""

import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.outcomes import OUTCOMES
from checker.questions import QUESTIONS, Question
from sitegen import faults
from sitegen.settings import ROOT as HOUSE
from tests.checker.policy_cases import BY_OUTCOME, TODAY, base
from tests.conftest import HEARD
from tests.engines.drivers import ENGINES, PACKAGES, PATIENCE, Driver, is_here
from tests.widget.partner import hosting, page_with
from tests.widget.reader import BY_PROMPT, respond

ROOT = "document.querySelector('refund-questionnaire').renderRoot"
SHOWN = f"() => [...{ROOT}.querySelectorAll('.ask .prompt')].map((prompt) => prompt.textContent)"
# Where a thing is, once it is in the middle of the window; a word by what stands on it.
PLACE = f"""(selector, text) => {{
  const found = [...{ROOT}.querySelectorAll(selector)].find((each) => !text || each.textContent.trim() === text);
  found.scrollIntoView({{ block: "center", behavior: "instant" }});
  const box = found.getBoundingClientRect();
  return [Math.round(box.x + Math.min(box.width, 40) / 2), Math.round(box.y + box.height / 2)];
}}"""


@pytest.fixture(params=ENGINES)
def driver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    engine = request.param
    if not is_here(engine):
        pytest.skip(f"{engine} is not here: `make test-browsers` gets it, or install {' and '.join(PACKAGES[engine])}")
    with ENGINES[engine](tmp_path) as driver:
        yield driver


def click(driver: Driver, selector: str, text: str = "") -> None:
    driver.click(*driver.run(PLACE, selector, text))


def word_of(question: Question, value: Any) -> str | None:
    """What stands on the button that gives this answer, where it is one that is set apart."""
    return question.words.get(value) if isinstance(value, str) else None if value else "None of these"


def put(driver: Driver, question: Question, value: Any) -> None:
    """Give one answer by clicks and keys."""
    if word := word_of(question, value):
        click(driver, "button.word", word)
    elif question.kind in ("choice", "choices"):
        for option in [value] if isinstance(value, str) else value:
            click(driver, f"input[name={question.id}][value={option}]")
    else:
        click(driver, f"#input-{question.id}")
        driver.type(str(value))


def answer_screen(driver: Driver, questions: list[Question], answers: Mapping[str, Any]) -> str:
    """Answer what is shown, and say what the questionnaire tells then."""
    before = driver.run("() => heard.length")
    for question in questions:
        put(driver, question, answers[question.id])
    [first, *others] = questions
    if others or not (first.kind == "choice" or word_of(first, answers[first.id])):
        click(driver, "form.ask button[type=submit]")
    until = time.monotonic() + PATIENCE
    while driver.run("() => heard.length") == before and time.monotonic() < until:
        time.sleep(0.05)
    name: str = driver.run("(count) => hear(count).then(({ name }) => name)", before)
    return name


def moved(story: Mapping[str, Any], days: int) -> dict[str, Any]:
    """The story that many days later."""
    shift = date.fromordinal
    return {
        key: shift(date.fromisoformat(value).toordinal() + days).isoformat()
        if QUESTIONS[key].kind == "date" and not word_of(QUESTIONS[key], value)
        else value
        for key, value in story.items()
    }


@pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")
def test_a_story_ends_in_the_headline_of_the_checker(driver: Driver, address: str) -> None:
    driver.open(f"{address}checker/")
    driver.run(f"() => {{ {HEARD} }}")
    today = date.fromisoformat(driver.run(f"() => {ROOT}.querySelector('footer time').dateTime"))
    story = moved(base("wrong_spec"), (today - TODAY).days)
    given: dict[str, Any] = {}
    said = "refund-question"
    while said == "refund-question":
        questions = [BY_PROMPT[prompt] for prompt in driver.run(SHOWN) if BY_PROMPT[prompt].id in story]
        said = answer_screen(driver, questions, story)
        given |= {question.id: story[question.id] for question in questions}
    assert said == "refund-verdict"
    wanted = respond(given, today)
    assert len(given) > 5
    assert driver.run(f"() => {ROOT}.querySelector('.headline').textContent") == wanted["headline"]
    assert driver.run(f"() => {ROOT}.querySelector('.big time').dateTime") == wanted["safe_by"]
    assert driver.run("() => document.querySelector('refund-questionnaire').engine.state") == "ready"
    # One snapshot fits every engine: where it is taken, it works.
    log = driver.run("() => document.querySelector('refund-questionnaire').engine.log")
    shipped = [step for step in log if step["step"] == "shipped" and step["state"] == "refused"]
    assert all(step["why"].startswith("the link is") for step in shipped), shipped


ASSESS = "(answers, today) => document.querySelector('refund-checker').assess(answers, today)"


@pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")
def test_the_frame_answers_a_partners_page(driver: Driver, address: str) -> None:
    """From another site: a browser takes "localhost" and 127.0.0.1 for two."""
    with hosting() as host:
        lines = f'<script async src="{address}embed/v1.js"></script><refund-checker loading="eager"></refund-checker>'
        host.put("/page.html", page_with(lines))
        driver.open(f"http://localhost:{host.port}/page.html")
        story = BY_OUTCOME["missing-or-excess-units"]
        driver.run("() => customElements.whenDefined('refund-checker').then(() => true)")
        assert driver.run(ASSESS, dict(story.answers), TODAY.isoformat()) == respond(story.answers, TODAY)


# The middle of a link of the page itself, by the start of its address.
LINK = """(start) => {
  const link = document.querySelector(`article a[href^="${start}"]`);
  link.scrollIntoView({ block: "center", behavior: "instant" });
  const box = link.getClientRects()[0];
  return [Math.round(box.x + Math.min(box.width, 40) / 2), Math.round(box.y + box.height / 2)];
}"""


def follow(driver: Driver, address: str, page: str) -> str:
    """Click the link to this page, and give what stands under its title once it is there."""
    driver.click(*driver.run(LINK, address))
    until = time.monotonic() + PATIENCE
    here = "(page) => location.pathname === `/${page}/` && document.querySelector('h1 + p')?.innerText"
    while not (said := driver.run(here, page)) and time.monotonic() < until:
        time.sleep(0.05)
    return str(said)


@pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")
def test_without_scripts_the_pages_lead_to_an_answer(driver: Driver) -> None:
    with faults.bad_day("no-scripts", HOUSE / "site") as day:
        driver.open(f"{day.address}checker/")
        assert not driver.run("() => Boolean(customElements.get('refund-questionnaire'))")
        problem, outcome = "problems/wrong-spec", "outcomes/off-platform"
        assert "Your case qualifies for a refund" in follow(driver, f"../{problem}/", problem)
        assert follow(driver, f"../../{outcome}/", outcome) == OUTCOMES["off-platform"].headline
