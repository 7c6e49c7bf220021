"""Links, what is stored, names of files, the host's page: whatever stands in them is shown, and never done."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from checker.plain import visible
from checker.questions import QUESTIONS
from tests.checker.policy_cases import TODAY, base
from tests.conftest import PATIENCE, NewPage
from tests.wide import wide
from tests.widget.hostile import HOSTILE, TOO_WIDE, fits, unharmed, written
from tests.widget.partner import DEMO, Opener, element, frames, story_in
from tests.widget.reader import MOUNT, answer_screen, follow, heard_after, mount, respond, shown
from tests.widget.test_files import check, dropping

STORY = base("wrong_spec")


def in_an_address(text: str) -> str:
    return quote(text.encode("utf-8", "replace"))


def still_works(page: Page) -> None:
    assert shown(page) == [QUESTIONS["problem"]]
    answer_screen(page, {"problem": ["wrong_spec"]})
    assert shown(page) == [QUESTIONS["ordered_on_platform"]]


@pytest.mark.parametrize(
    "harm",
    ["<canary-x></canary-x>", "<b onclick=1></b>", "<a href='javascript:canary=1'>x</a>", "<b canary></b>"],
)
def test_harm_would_be_seen(page: Page, harm: str) -> None:
    page.set_content("<p></p>")
    unharmed(page)
    page.evaluate("(harm) => document.querySelector('p').attachShadow({ mode: 'open' }).innerHTML = harm", harm)
    with pytest.raises(AssertionError):
        unharmed(page)


# --- links ----------------------------------------------------------------------------------------

PLACES = {
    "an id": "#{}=1",
    "an answer": "#problem={}",
    "a list": "#problem=shortage&problem={}&evidence={}",
    "a day": "#delivered_on={}",
    "JSON": "#problem:={}",
    "an amount": "#order_total={}&units_ordered:={}",
}


@pytest.mark.parametrize("place", wide(PLACES))
def test_a_link_is_told_to_be_wrong_and_does_nothing(desk: Page, place: str) -> None:
    mount(desk, {}, TODAY)
    for name, text in HOSTILE.items():
        raw = written([text]) if place == "JSON" else text
        event = follow(desk, PLACES[place].replace("{}", in_an_address(raw)))
        assert event["name"] == "refund-error", name
        assert all(said.strip() for said in event["detail"]["errors"]), name
        expect(desk.locator("#problem-general")).to_be_visible()
        unharmed(desk)
    fits(desk)
    still_works(desk)


def test_what_a_link_came_to_is_only_ever_a_text(desk: Page) -> None:
    mount(desk, {}, TODAY)
    for text in map(in_an_address, HOSTILE.values()):
        parts = f"&on={TODAY}&verdict=unclear&rules={text}&outcome={text}&safe_by={text}&last_day={text}"
        follow(desk, f"#problem=shortage{parts}")
        expect(desk.locator(".note-line strong").first).to_have_text("Unclear")
        unharmed(desk)
    fits(desk)


@pytest.mark.parametrize(
    "told_by_link", wide(["#problem:=[[%22shortage%22]]", "#problem:=%22%5Cud800%22&on=2026-04-10&verdict=qualifies"])
)
def test_a_link_that_is_no_answer_is_told_so_before_python_runs(page: Page, told_by_link: str) -> None:
    """What was worked out beforehand is for texts, and half a character has no place in an address."""
    page.goto(f"checker/{told_by_link}")
    expect(page.locator("#problem-general")).to_contain_text("is ", timeout=3 * PATIENCE)
    still_works(page)


# --- what is stored -------------------------------------------------------------------------------


def test_what_is_stored_is_dropped(desk: Page) -> None:
    for text in HOSTILE.values():
        answers = {"problem": ["shortage", text], "order_total": text, "delivered_on": text, text: 1}
        stored = written({"schema": 1, "on": TODAY.isoformat(), "answers": answers})
        keeping = MOUNT.replace("localStorage.clear()", f"localStorage.setItem('refund-answers', {json.dumps(stored)})")
        assert keeping != MOUNT
        heard_after(desk, partial(desk.evaluate, keeping, [{}, TODAY.isoformat()]))
        desk.wait_for_function("localStorage.getItem('refund-answers') === null")
        expect(desk.locator(".note-line, #problem-general, .problem")).to_have_count(0)
        unharmed(desk)
    fits(desk)
    still_works(desk)


# --- names of files -------------------------------------------------------------------------------


def test_names_of_files_are_shown_as_text(desk: Page, record_property: Callable[[str, object], None]) -> None:
    record_property("hostile texts", len(HOSTILE))
    mount(desk, STORY, TODAY)
    heard_after(desk, dropping(desk, [[text.encode("utf-8", "replace").decode(), 1] for text in HOSTILE.values()]))
    names = [visible(text.encode("utf-8", "replace").decode()) for text in HOSTILE.values()]
    assert check(desk).locator(".file-name").all_text_contents() == names
    unharmed(desk)
    fits(desk)
    heard_after(desk, check(desk).get_by_role("button", name="Remove all", exact=True).click)
    expect(desk.locator(".headline")).to_have_text(respond(STORY, TODAY)["headline"])


# --- the embed ------------------------------------------------------------------------------------

LOOKS = ("theme", "accent", "radius", "font")
DRESS = """([texts, looks]) => {
  const element = document.querySelector("refund-checker");
  for (const text of texts) for (const look of looks) element.setAttribute(look, text);
}"""
STYLED = "[...document.body.style].map((name) => `${name}: ${document.body.style.getPropertyValue(name)}`).join('; ')"


def test_attributes_of_the_element_are_only_ever_looks(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    [frame] = frames(page)
    before = frame.evaluate(STYLED)
    texts = [*HOSTILE.values(), "constructor", "__proto__", "toString"]
    page.evaluate(DRESS, [texts, LOOKS])
    page.wait_for_timeout(300)
    assert frame.evaluate(STYLED) == before
    assert len([text for text in open_host.warned if "allowed is" in text]) >= len(LOOKS)
    for part in (page, frame):
        unharmed(part)
    story_in(page)


STARTS: dict[str, Any] = {
    "every text": dict(zip(QUESTIONS, HOSTILE.values(), strict=False))
    | {"problem": list(HOSTILE.values())}
    | dict.fromkeys(HOSTILE.values(), 1),
    "half a character": {"problem": "\ud800", "\udfff": ["\ud800", "\udc00"]},
    "a prototype": {"__proto__": {"canary": 1}, "constructor": {"prototype": {"canary": 1}}},
}


START = """([start, today]) => {
  const element = document.createElement("refund-checker");
  const attributes = { start, today, loading: "eager" };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.getElementById("here").append(element);
}"""


@pytest.mark.parametrize("start", wide(STARTS))
def test_what_the_element_starts_with_is_told_to_be_wrong(open_host: Opener, start: str) -> None:
    page = open_host('<div id="here"></div><script async src="{ours}embed/v1.js"></script>')
    page.evaluate(START, [written(STARTS[start]), TODAY.isoformat()])
    [frame] = frames(page)
    expect(frame.locator("#problem-general")).to_be_visible(timeout=3 * PATIENCE)
    for part in (page, frame):
        unharmed(part)
    still_works(frame)  # type: ignore[arg-type]


HARM = """async ([texts, kinds]) => {
  const frame = document.getElementById("inner").contentWindow;
  const say = (kind, more) => frame.postMessage({ app: "refund-checker", v: 1, kind, ...more }, "*");
  const itself = { problem: "shortage" };
  itself.itself = itself;
  let deep = [];
  for (let depth = 0; depth < 3000; depth += 1) deep = [deep];
  say("hello");
  const odd = [...texts, itself, deep, 1n, new Map([["a", 1]]), new Date(NaN), [], null, -0, NaN, new Error("canary")];
  for (const one of odd) {
    const fields = { id: 1, answers: one, today: one, theme: one, accent: one, radius: one, font: one };
    for (const kind of kinds) say(kind, fields);
    say(one, fields);
    frame.postMessage(one, "*");
  }
  // Those above wait in its line; what finds no room there is asked again.
  const answer = (answers, id) => new Promise((resolve) => {
    const asking = setInterval(() => say("assess", { id, answers }), 300);
    addEventListener("message", ({ data }) => {
      if (data.id === id) resolve(clearInterval(asking) ?? data.response.errors);
    });
  });
  const all = [itself, { problem: deep }, { order_total: 1n }, Object.fromEntries(texts.map((text) => [text, text]))];
  return Promise.all(all.map((answers, place) => answer(answers, 100 + place)));
}"""
KINDS = ["look", "assess", "__proto__", "constructor", "share", "respond"]


def test_a_hostile_host_is_answered_and_changes_nothing(open_host: Opener, ours: str) -> None:
    page = open_host(
        f'<iframe id="inner" src="{ours}embed/v1/?{DEMO.replace(chr(34), "")}" width="600" height="900"></iframe>'
    )
    page.wait_for_function("document.getElementById('inner').contentWindow.length === 0")
    [frame] = [one for one in page.frames if "/embed/v1/" in one.url]
    expect(frame.locator(".prompt").first).to_be_visible()
    before = frame.evaluate(STYLED)
    texts = [text.encode("utf-8", "replace").decode() for text in HOSTILE.values()]
    for errors in page.evaluate(HARM, [texts, KINDS]):
        assert errors
    assert frame.evaluate(STYLED) == before
    unharmed(frame)
    still_works(frame)  # type: ignore[arg-type]
    assert {one["data"].get("kind") for one in page.evaluate("came")} <= {
        "ready",
        "resize",
        "question",
        "assessed",
        "error",
    }


def test_a_hostile_address_of_the_frame_is_told_to_be_wrong(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    names = ("theme", "accent", "font", "today", "colour")
    for text in HOSTILE.values():
        query = "&".join(f"{name}={in_an_address(text)}" for name in names)
        page.goto(f"embed/v1/?{query}&{in_an_address(text)}=1")
        expect(page.locator(".wrong li")).to_have_count(len(names) + 1)
        unharmed(page)
        assert page.evaluate(TOO_WIDE) <= 0
