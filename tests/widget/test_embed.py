"""The checker in a partner's page, which is on another site: how it looks, what it tells, and what it does not."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from checker.questions import QUESTIONS
from sitegen.settings import ROOT
from tests.checker.policy_cases import TODAY
from tests.wide import wide
from tests.widget.partner import DEMO, GROWS, STORY, Opener, element, frames, recipe, story_in, told, wait_told
from tests.widget.reader import answer, respond


@pytest.mark.parametrize("snippet", ["plain.html", "link.html"])
def test_two_lines_are_enough(open_host: Opener, ours: str, snippet: str) -> None:
    page = open_host(recipe(snippet, ours))
    [frame] = frames(page)
    expect(frame.locator(".prompt").first).to_be_visible()
    assert page.locator("a.refund-checker").count() == 0


def test_without_scripts_the_link_stays_a_link(open_host: Opener, ours: str) -> None:
    page = open_host(recipe("link.html", ours), java_script_enabled=False)
    expect(page.get_by_role("link", name="Check your order")).to_have_attribute("href", f"{ours}checker/")


def test_an_element_or_a_link_that_comes_later_works_too(open_host: Opener, ours: str) -> None:
    page = open_host(element())
    frames(page)
    page.evaluate("""(ours) => {
      document.body.append(document.createElement("refund-checker"));
      const link = `<a class="refund-checker" data-theme="dark" href="${ours}checker/">x</a>`;
      document.body.insertAdjacentHTML("beforeend", `<div>${link}</div>`);
      for (const each of document.querySelectorAll("refund-checker")) each.scrollIntoView();
    }""", ours)  # fmt: skip
    page.wait_for_function("told.filter(({ kind }) => kind === 'ready').length === 3")
    assert page.locator("refund-checker[theme=dark]").count() == 1


# --- how it looks -----------------------------------------------------------------------------------


def styled(page: Page, expression: str) -> Any:
    return frames(page)[0].evaluate(f"getComputedStyle(document.body).{expression}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme(open_host: Opener, theme: str) -> None:
    page = open_host(element(f'theme="{theme}"'), color_scheme="dark" if theme == "light" else "light")
    assert styled(page, "colorScheme") == theme


def test_without_a_theme_it_is_the_readers(open_host: Opener) -> None:
    page = open_host(element(), color_scheme="dark")
    assert styled(page, "colorScheme") == "light dark"
    assert frames(page)[0].evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_radius_and_font(open_host: Opener) -> None:
    page = open_host(element('radius="12" font="serif"'))
    assert styled(page, "getPropertyValue('--radius')") == "12px"
    assert styled(page, "fontFamily").startswith("Georgia")


@pytest.mark.parametrize("accent", wide(["#a01060", "#ffff66", "#101010"]))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_accent_can_always_be_read(open_host: Opener, accent: str, theme: str) -> None:
    page = open_host(element(f'accent="{accent}" theme="{theme}"'))
    [frame] = frames(page)
    colours = frame.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("span"));
      const of = (name) => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
      return ["--accent", "--paper-raised", "--on-accent"].map(of);
    }""")  # fmt: skip
    accent_, paper, on = (tuple(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert contrast(accent_, paper) >= 4.5
    assert contrast(on, accent_) >= 4.5


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    def luminance(colour: tuple[int, ...]) -> float:
        parts = [c / 255 for c in colour]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_look_follows_while_answers_stay(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    [frame] = frames(page)
    answer(frame, {"problem": ["shortage"]})  # type: ignore[arg-type]
    asked = frame.locator(".prompt").all_inner_texts()
    page.evaluate("checker.setAttribute('theme', 'dark'); checker.setAttribute('radius', '0')")
    expect(frame.locator("body")).to_have_css("color-scheme", "dark")
    assert styled(page, "getPropertyValue('--radius')") == "0px"
    page.evaluate("checker.removeAttribute('radius')")
    expect(frame.locator("body[style*='--radius']")).to_have_count(0)
    assert frame.locator(".prompt").all_inner_texts() == asked


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    wide(
        [
            ("theme", "blue", "light, dark or auto"),
            ("accent", "teal", "a colour such as #0b4f55"),
            ("radius", "40", "a number of pixels from 0 to 24"),
            ("font", "Comic Sans", "system, serif or sans"),
            ("start", "[1]", "answers as JSON"),
            ("today", "tomorrow", "a day such as"),
        ],
    ),
)
def test_a_wrong_attribute_is_told_to_the_console_and_left_out(
    open_host: Opener, name: str, value: str, allowed: str
) -> None:
    page = open_host(element(f'{name}="{value}"'))
    [frame] = frames(page)
    expect(frame.locator(".prompt").first).to_be_visible()
    assert [text for text in open_host.warned if f'<refund-checker {name}="{value}">' in text and allowed in text]
    assert f"{name}=" not in frame.url


def test_what_the_host_knows_is_answered_already(open_host: Opener) -> None:
    start = json.dumps({"problem": ["shortage"]}).replace('"', "&quot;")
    page = open_host(element(f'{DEMO} start="{start}"'))
    [frame] = frames(page)
    expect(frame.locator(".so-far")).to_be_visible()
    assert QUESTIONS["problem"].prompt not in frame.locator(".prompt").all_inner_texts()
    assert "problem" not in frame.url.partition("#")[0]


# --- what it tells ----------------------------------------------------------------------------------


def test_the_host_learns_the_kind_of_answer_and_nothing_else(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    story_in(page)
    said = respond(STORY.answers, STORY.today)
    rules = said["rules_version"]
    assert told(page, "ready")[0]["detail"] == {"version": 1, "rules_version": rules}
    assert told(page, "verdict")[-1]["detail"] == {
        "version": 1, "verdict": said["verdict"], "outcome": said["outcome"], "rules_version": rules,
    }  # fmt: skip
    counted = [one["detail"] for one in told(page, "question")]
    assert counted
    assert all(detail.keys() == {"version", "answered"} for detail in counted)
    # Nor does anything else come to the page's window: no answer, no day, no amount.
    came = json.dumps(page.evaluate("came.map(({ data }) => data)")) + json.dumps(told(page))
    for value in STORY.answers.values():
        for one in value if isinstance(value, list) else [value]:
            assert json.dumps(one) not in came or one in ("yes", "no", "none", 0), one
    assert said["safe_by"] not in came
    assert said["headline"] not in came


def test_the_reader_can_share_the_whole_answer(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    frame = story_in(page)
    assert told(page, "shared") == []
    expect(frame.locator(".share")).to_contain_text("partner.localhost")
    frame.get_by_role("button", name="Share with this site").click()
    shared = wait_told(page, "shared")["response"]
    assert shared["answers"].items() <= STORY.answers.items()
    assert shared == respond(shared["answers"], STORY.today)
    expect(frame.locator(".shared")).to_contain_text("Shared with partner.localhost")


def test_an_answer_that_cannot_be_used_is_told_by_its_kind_alone(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    [frame] = frames(page)
    frame.get_by_role("button", name="Continue").click()
    assert wait_told(page, "error") == {"version": 1, "what": "answer"}


def test_the_host_can_put_answers_of_its_own(open_host: Opener) -> None:
    page = open_host(element())
    [frame] = frames(page)
    response = page.evaluate(
        "([answers, today]) => checker.assess(answers, today)", [dict(STORY.answers), TODAY.isoformat()]
    )
    assert response == respond(STORY.answers, TODAY)
    # What the reader has before them is another thing.
    expect(frame.locator(".prompt").first).to_be_visible()
    wrong = page.evaluate("checker.assess({ problem: ['nothing'] })")
    assert wrong["errors"][0]["path"] == "answers.problem[0]"


def test_reset_begins_again(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    frame = story_in(page)
    page.evaluate("checker.reset()")
    expect(frame.locator(".result")).to_have_count(0)
    expect(frame.locator("form.ask .prompt").first).to_be_visible()


def test_an_element_that_is_removed_ends_cleanly(open_host: Opener) -> None:
    page = open_host(element())
    frames(page)
    ended = page.evaluate("""async () => {
      const call = checker.assess({}).then(() => "answered", (error) => error.message);
      const element = checker;
      element.remove();
      const said = await call;
      const count = told.length;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [said, told.length - count, document.querySelectorAll("iframe").length];
    }""")  # fmt: skip
    assert ended == ["The checker was removed from the page.", 0, 0]


def test_two_on_one_page_keep_apart(open_host: Opener) -> None:
    page = open_host(element(DEMO, "one") + element(DEMO, "two"))
    first, second = frames(page, 2)
    answer(first, STORY.answers)  # type: ignore[arg-type]
    page.wait_for_function("told.some(({ kind }) => kind === 'verdict')")
    assert {one["id"] for one in told(page, "verdict")} == {"one"}
    expect(second.locator(".result")).to_have_count(0)
    expect(second.locator("form.ask .prompt").first).to_be_visible()


# --- where it stands --------------------------------------------------------------------------------

PLACES = {
    "flex": '<div style="display:flex; width:700px"><p>Beside it</p>{it}</div>',
    "flex column": '<div style="display:flex; flex-direction:column; width:500px">{it}</div>',
    "grid": '<div style="display:grid; grid-template-columns:150px 1fr; width:800px"><p>Beside</p>{it}</div>',
    "narrow": '<div style="width:320px">{it}</div>',
}


@pytest.mark.parametrize("place", wide(PLACES))
def test_it_fits_where_it_is_put(open_host: Opener, place: str) -> None:
    page = open_host(PLACES[place].replace("{it}", element(DEMO)))
    frame = story_in(page)
    settle(page)
    box = page.locator("refund-checker").bounding_box()
    assert box
    assert box["width"] >= 300
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert abs(box["height"] - frame.evaluate("document.body.getBoundingClientRect().height")) <= 1


def settle(page: Page) -> None:
    """Until the height has been the same for a while."""
    page.evaluate("""() => new Promise((resolve) => {
      let last = -1;
      const look = () => {
        const height = document.querySelector("refund-checker").offsetHeight;
        if (height === last) return resolve();
        last = height;
        setTimeout(look, 250);
      };
      look();
    })""")  # fmt: skip


@pytest.mark.parametrize("hidden", ['<div id="box" hidden>{it}</div>', '<dialog id="box">{it}</dialog>'])
def test_what_is_hidden_at_first_has_its_height_when_it_is_shown(open_host: Opener, hidden: str) -> None:
    page = open_host(hidden.replace("{it}", element()))
    page.wait_for_timeout(500)
    page.evaluate("box.showModal ? box.showModal() : box.hidden = false")
    [frame] = frames(page)
    expect(frame.locator(".prompt").first).to_be_visible()
    settle(page)
    height = page.evaluate("document.querySelector('refund-checker').offsetHeight")
    assert abs(height - frame.evaluate("document.body.getBoundingClientRect().height")) <= 1
    assert height > 200


def test_the_height_follows_at_once_and_comes_to_rest(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    [frame] = frames(page)
    settle(page)
    slow = frame.evaluate(GROWS)
    assert slow <= 100
    story_in(page)
    settle(page)
    count = len(told(page, "resize"))
    page.wait_for_timeout(10_000)
    assert len(told(page, "resize")) - count <= 3


def test_keys_lead_in_and_out(open_host: Opener) -> None:
    page = open_host(f'<button id="before">Before</button>{element()}<button id="after">After</button>')
    [frame] = frames(page)
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    expect(frame.locator("body :focus").first).to_be_attached()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "after":
            break
    assert page.evaluate("document.activeElement.id") == "after"


RESETS = {
    "Bootstrap": "bootstrap/dist/css/bootstrap.css",
    "Tailwind": "tailwindcss/preflight.css",
}


@pytest.mark.parametrize("reset", wide(RESETS))
def test_the_hosts_styles_do_not_reach_in(open_host: Opener, reset: str) -> None:
    sheet = (ROOT / "node_modules" / RESETS[reset]).read_text("utf-8")
    fonts = "* { font-family: 'Courier New', monospace !important; font-size: 9px; letter-spacing: 2px; }"
    bare = picture(open_host(element(DEMO)))
    dressed = picture(open_host(element(DEMO), head=f"<style>{sheet}{fonts}</style>"))
    assert different(bare, dressed) <= 0.001


def picture(page: Page) -> bytes:
    """The frame's content as it is drawn, at the same width wherever it stands."""
    page.add_style_tag(content="refund-checker { position: fixed; inset: 0 auto auto 0; width: 640px; }")
    [frame] = frames(page)
    expect(frame.locator(".prompt").first).to_be_visible()
    settle(page)
    return page.screenshot(clip={"x": 0, "y": 0, "width": 640, "height": 500})


def different(one: bytes, other: bytes) -> float:
    """The share of pixels that are not the same."""
    first, second = (Image.open(BytesIO(png)).convert("RGB") for png in (one, other))
    assert first.size == second.size
    changed = ImageChops.difference(first, second).convert("L").point(lambda value: 255 if value else 0)
    return changed.histogram()[255] / (first.width * first.height)
