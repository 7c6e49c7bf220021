"""A link that holds the answers: what stands in it, what it shows later, and what is wrong with a wrong one."""

import json
import subprocess
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from sitegen import node
from sitegen.settings import ROOT
from tests.checker.policy_cases import CASES, TODAY, base, day
from tests.conftest import NewPage
from tests.wide import wide
from tests.widget.reader import follow, fragment, heard_after, mount, open_checker, respond, shown

STORY = base("wrong_spec", evidence=["contract", "photos"], units_ordered=1200, order_total="38500.50")
CAME_TO = ("on", "rules", "verdict", "outcome", "safe_by", "last_day")


def in_node(expression: str, *values: Any) -> Any:
    """What an expression with link.js comes to; `values` are its argument."""
    script = (
        f"import * as link from {json.dumps((ROOT / 'widget/link.js').as_uri())};"
        f"const values = {json.dumps(values)}; console.log(JSON.stringify({expression}));"
    )
    command = [node.find(), "--input-type=module", "-"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def came_to(answers: dict[str, Any], **changed: str) -> dict[str, str]:
    """What answers come to on TODAY, as a link says it."""
    said = respond(answers, TODAY)
    told = {"on": said["today"], "rules": said["rules_version"]}
    told |= {key: said[key] for key in ("verdict", "outcome", "safe_by", "last_day") if said[key]}
    return told | changed


def test_every_story_comes_back_as_it_was() -> None:
    stories = [respond(story.answers, story.today, parts=[])["answers"] for story in CASES]
    back = in_node("values.map((answers) => link.read('#' + link.asText(answers)).answers)", *stories)
    assert len(back) > 100
    for story, read in zip(stories, back, strict=True):
        # A list of one is written as its one, which the checker takes for the same; names of files are left out.
        wanted = {
            key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in story.items()
        }
        wanted.pop("files", None)
        assert read == wanted


def test_the_same_answers_make_the_same_text() -> None:
    turned = dict(reversed(STORY.items()))
    assert in_node("values.map(link.asText)", STORY, turned)[0] == in_node("link.asText(values[0])", turned)


def test_no_question_is_called_like_a_word_of_the_link() -> None:
    assert not {*CAME_TO} & {*QUESTIONS}


def copied(page: Page) -> str:
    """The link that is copied, which the browser is kept from putting into the clipboard of this machine."""
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    page.get_by_role("button", name="Copy: A link to this answer", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    link: str = page.evaluate("copied")
    return link


def test_a_copied_link_shows_the_same_answer_to_somebody_else(desk: Page, new_page: NewPage) -> None:
    mount(desk, {**STORY, "files": [{"name": "house.jpg", "bytes": 1000}]}, TODAY)
    link = copied(desk)
    assert link.startswith(desk.url.split("#")[0] + "#")
    assert "house" not in link
    said = respond(STORY, TODAY)
    rules = said["rules_version"].replace("+", "%2B")
    for told in (
        f"on={TODAY}",
        f"rules={rules}",
        f"outcome={said['outcome']}",
        f"safe_by={said['safe_by']}",
        "units_ordered:=1200",
    ):
        assert told in link
    other = new_page()
    asked: list[str] = []
    other.context.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    expect(other.locator(".headline")).to_have_text(said["headline"])
    expect(other.locator(".note-line")).to_have_count(0)
    assert asked
    assert not [url for url in asked if "=" in url]


def test_where_nothing_may_be_copied_the_link_is_shown(desk: Page) -> None:
    mount(desk, STORY, TODAY)
    desk.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    desk.get_by_role("button", name="Copy: A link to this answer", exact=True).click()
    field = desk.get_by_role("textbox", name="A link to this answer", exact=True)
    expect(field).to_be_focused()
    assert field.input_value().endswith(in_node("link.linkFor(values[0], '')", respond(STORY, TODAY)))


# Opened later


def test_a_link_opened_later_says_what_was_said_then(new_page: NewPage) -> None:
    later = day(31)
    page = new_page(today=later)
    open_checker(page, fragment(STORY, **came_to(STORY)))
    then, now = respond(STORY, TODAY), respond(STORY, later)
    assert then["verdict"] != now["verdict"]
    expect(page.locator(".headline")).to_have_text(now["headline"])
    note = page.locator(".note-line")
    expect(note).to_contain_text("On 10 April 2026 the answer in this link was: Qualifies, act by 1 May 2026.")
    expect(note).to_contain_text("Today it is: Does not qualify")
    expect(note).to_contain_text("Only the day is another.")
    heard_after(page, note.get_by_role("button", name="Show it as it stood on 10 April 2026").click)
    expect(page.locator(".headline")).to_have_text(then["headline"])
    expect(note).to_contain_text("as it stood on 10 April 2026")
    page.reload()
    expect(page.locator(".headline")).to_have_text(then["headline"])
    heard_after(page, note.get_by_role("button", name="Show it as it stands today").click)
    expect(page.locator(".headline")).to_have_text(now["headline"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rules": "0.0.1+00000000", "verdict": "unclear"}, "The rules of this checker have changed since then."),
        ({"verdict": "unclear"}, "or the link was changed by hand"),
        ({"safe_by": "2026-04-20"}, "act by 20 April 2026"),
        ({"on": "2026-04-09"}, "The answer is still the same."),
    ],
)
def test_a_difference_is_named(desk: Page, changed: dict[str, str], said: str) -> None:
    mount(desk, {}, TODAY)
    follow(desk, fragment(STORY, **came_to(STORY, **changed)))
    expect(desk.locator(".headline")).to_have_text(respond(STORY, TODAY)["headline"])
    expect(desk.locator(".note-line")).to_contain_text(said)


def test_the_note_goes_with_the_answers_of_the_link(desk: Page) -> None:
    mount(desk, {}, TODAY)
    follow(desk, fragment(STORY, **came_to(STORY, verdict="unclear")))
    expect(desk.locator(".note-line")).to_be_visible()
    heard_after(desk, desk.get_by_role("button", name="Start again", exact=True).click)
    expect(desk.locator(".note-line")).to_have_count(0)
    assert "#" not in desk.url
    heard_after(desk, desk.go_back)
    expect(desk.locator(".headline")).to_have_text(respond(STORY, TODAY)["headline"])
    expect(desk.locator(".note-line")).to_be_visible()


def test_a_link_that_left_files_out_does_not_accuse_anybody(desk: Page) -> None:
    files = {"files": [{"name": "a name with an é.exe", "bytes": 1000}]}
    assert respond(STORY | files, TODAY)["outcome"] != respond(STORY, TODAY)["outcome"]
    mount(desk, {}, TODAY)
    follow(desk, fragment(STORY, **came_to(STORY | files)))
    expect(desk.locator(".note-line")).to_contain_text("Either the answer rested on files")


# Wrong links


@pytest.mark.parametrize(
    ("told", "said"),
    wide(
        [
            ("#problem=shortage&colour=red", "“colour”: there is no such question."),
            ("#problem=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>"),
            ("#problem=%E0%A4%A&paid_through=%", 'is "'),
            ("#__proto__=1&constructor=2&toString=3", "“__proto__”: there is no such question."),
            ('#__proto__:={"problem":"shortage"}', "“__proto__”: there is no such question."),
            ("#problem=shortage&units_ordered:=[[[[1", 'is "[[[[1"'),
            ("#delivered_on=2026-02-30", "does not exist"),
            ("#" + "&".join(f"a{number}=1" for number in range(90)), "And 85 more like these."),
            ("#problem=" + "shortage" * 5000, "This link is too long"),
            ("#=&=&==", "there is no such question"),
        ],
        short=1,
    ),
    ids=["an id", "html", "percent", "prototype", "prototype as JSON", "JSON", "no day", "many", "long", "nothing"],
)
def test_a_wrong_link_is_told_and_takes_nothing(page: Page, told: str, said: str) -> None:
    page.goto(f"checker/{told}")
    expect(page.locator("#problem-general")).to_contain_text(said)
    assert shown(page) == [QUESTIONS["problem"]]
    assert page.evaluate("({}).problem") is None
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_what_a_link_cannot_have_come_to_is_not_shown(desk: Page) -> None:
    for wrong in ({"verdict": "constructor"}, {"verdict": "<b>yes</b>"}, {"on": "2026-02-30"}, {"on": "__proto__"}):
        mount(desk, {}, TODAY)
        follow(desk, fragment(STORY, **came_to(STORY, **wrong)))
        expect(desk.locator(".headline")).to_have_text(respond(STORY, TODAY)["headline"])
        expect(desk.locator(".note-line")).to_have_count(0)
