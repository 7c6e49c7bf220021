"""What keeps the frame and the pages around it apart, and what a partner's page costs."""

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen import browser as chromium
from sitegen import headers, serve, settings
from sitegen.pages import LOADER, integrity
from sitegen.settings import ROOT
from tests.checker.policy_cases import TODAY
from tests.conftest import HEARD, NewPage
from tests.wide import wide
from tests.widget.ladder import RESTED
from tests.widget.partner import (
    DEMO,
    LISTEN,
    STORY,
    Host,
    Opener,
    element,
    frames,
    on_our_site,
    page_with,
    recipe,
    story_in,
    told,
    wait_told,
)
from tests.widget.reader import answer, respond

# The loader's content stays as it is for good: partners have pinned it. What may change lives in the frame.
FROZEN = "sha384-a+TuqVdIFhWYwR8SWXJnigKneVPOJBysDzwix8dJLmXyAUeBsHF+Y9t6RHj04yQc"


# --- the loader -------------------------------------------------------------------------------------


def test_the_loader_is_what_partners_have_pinned(site: Path) -> None:
    assert integrity(LOADER) == FROZEN
    assert (site / "embed/v1.js").read_bytes() == LOADER.read_bytes()
    assert len(gzip.compress(LOADER.read_bytes(), 9)) < 4096


def test_loader_and_frame_speak_of_the_same_messages() -> None:
    text = LOADER.read_text("utf-8")
    kinds = text.partition("const KINDS = ")[2].partition("};")[0] + "}"
    as_json = re.sub(r"(\w+):", r'"\1":', kinds)
    stated = json.loads(re.sub(r",\s*}", "}", as_json))
    messages = json.loads((ROOT / "widget/embed/messages.json").read_text("utf-8"))["from_frame"]
    assert stated == {
        kind: {
            name: field["type"] + ("?" if field.get("nullable") else "") for name, field in message["fields"].items()
        }
        for kind, message in messages.items()
    }


def test_a_pinned_loader_runs_and_another_does_not(open_host: Opener) -> None:
    pinned = '<script async src="{ours}embed/v1.js" integrity="HASH" crossorigin="anonymous"></script>'
    snippet = f"{pinned}<refund-checker></refund-checker>"
    frames(open_host(snippet.replace("HASH", FROZEN)))
    page = open_host(snippet.replace("HASH", "sha384-" + "A" * 64), expected="integrity|valid digest")
    page.wait_for_timeout(500)
    assert page.evaluate("customElements.get('refund-checker') === undefined")


def test_a_page_that_nobody_touches_costs_little(open_host: Opener, ours: str) -> None:
    asked: dict[str, int] = {}
    page = open_host("<p>Not yet</p>")

    def note(response: object) -> None:
        sizes = response.request.sizes()  # type: ignore[attr-defined]
        asked[response.url] = sizes["responseBodySize"]  # type: ignore[attr-defined]

    page.on("requestfinished", lambda request: note(request.response()))
    page.goto(open_host.host.put("/cheap.html", page_with(recipe("plain.html", ours))))
    frames(page)
    page.wait_for_timeout(2000)
    own = {url: size for url, size in asked.items() if url.startswith(ours)}
    assert own
    assert sum(own.values()) <= 60_000, own
    assert not [url for url in own if "/runtime/" in url or "/early/" in url]


# --- a host with a policy, and a host that means harm ------------------------------------------------


def test_a_host_with_a_strict_policy(open_host: Opener, ours: str) -> None:
    own = ours.rstrip("/")
    policy = f"default-src 'none'; script-src {own}; frame-src {own}"
    page = open_host(element(DEMO), headers={"Content_Security_Policy": policy}, expected="'data:,'")
    story_in(page)
    assert told(page, "verdict")


OURS = {"app": "refund-checker", "v": 1}
FORGED = [
    OURS | {"kind": "verdict", "verdict": "qualifies", "outcome": "full-refund", "rules_version": "x"},
    OURS | {"kind": "shared", "response": {"verdict": "qualifies"}},
    OURS | {"kind": "resize", "height": 9},
    OURS | {"kind": "ready", "rules_version": "x", "v": 2},
    OURS | {"kind": "__proto__"},
    "reset",
    None,
]  # fmt: skip


def test_what_others_say_to_the_hosts_page_is_not_taken_for_ours(open_host: Opener) -> None:
    evil = open_host.host.put(
        "/evil.html",
        page_with(f"<script>for (const data of {json.dumps(FORGED)}) parent.postMessage(data, '*');</script>"),
        site="evil",
    )
    page = open_host(f'{element()}<iframe id="evil"></iframe>')
    frames(page)
    before = [one for one in told(page) if one["kind"] != "resize"]
    page.evaluate("(address) => { document.getElementById('evil').src = address; }", evil)
    page.wait_for_function(f"came.filter(({{ origin }}) => origin.includes('evil')).length === {len(FORGED)}")
    # The page itself can say the same, and is not our frame either.
    page.evaluate("(all) => all.forEach((data) => postMessage(data, '*'))", FORGED)
    page.wait_for_timeout(300)
    assert [one for one in told(page) if one["kind"] != "resize"] == before
    assert page.evaluate("document.querySelector('refund-checker').offsetHeight") > 100


def test_what_others_say_to_our_frame_is_not_heard(open_host: Opener) -> None:
    """A frame beside ours reaches it by window.parent.frames: it is not the page that frames us."""
    evil = open_host.host.put(
        "/evil.html",
        page_with("""<script>
          const say = (kind, more) => { for (let i = 0; i < parent.frames.length; i += 1)
            parent.frames[i].postMessage({ app: "refund-checker", v: 1, kind, ...more }, "*"); };
          window.got = [];
          addEventListener("message", ({ data }) => got.push(data));
          const all = { hello: {}, reset: {}, assess: { id: 1, answers: {} }, look: { theme: "dark" } };
          setInterval(() => Object.entries(all).forEach(([kind, more]) => say(kind, more)), 20);
        </script>"""),
        site="evil",
    )  # fmt: skip
    page = open_host(f'<iframe id="evil" src="{evil}"></iframe>{element(DEMO)}')
    frame = story_in(page)
    page.wait_for_timeout(500)
    expect(frame.locator(".headline")).to_be_visible()
    assert frame.evaluate("document.body.style.colorScheme") == "light dark"
    [other] = [one for one in page.frames if "evil" in one.url]
    # It hears what it says itself, to every frame, and nothing that a frame of ours would say.
    assert set(other.evaluate("got.map(({ kind }) => kind)")) <= {"hello", "reset", "assess", "look"}


def test_a_host_that_floods_the_frame_changes_nothing(open_host: Opener) -> None:
    page = open_host(element(DEMO))
    [frame] = frames(page)
    page.evaluate("""() => {
      const frame = document.querySelector("refund-checker");
      const answers = { problem: ["shortage"], x: "<img src=x onerror=alert(1)>" };
      for (let i = 0; i < 2000; i += 1) frame.assess(answers).catch(() => {});
      for (let i = 0; i < 2000; i += 1) frame.setAttribute("theme", i % 2 ? "light" : "dark");
    }""")  # fmt: skip
    answer(frame, STORY.answers)  # type: ignore[arg-type]
    wait_told(page, "verdict")
    expect(frame.locator(".headline")).to_have_text(respond(STORY.answers, STORY.today)["headline"])
    assert frame.evaluate("document.querySelectorAll('img').length") == 0


@pytest.mark.parametrize("path", wide(["checker/", "", "guides/official/"]))
def test_other_pages_of_ours_cannot_be_framed(open_host: Opener, ours: str, path: str) -> None:
    page = open_host(
        f'<iframe id="inner" src="{ours}{path}"></iframe>', expected="frame|ancestor|ERR_BLOCKED_BY_RESPONSE"
    )
    page.wait_for_timeout(1000)
    [inner] = page.frames[1:]
    assert inner.url.startswith("chrome-error:") or inner.locator("h1").count() == 0


def test_only_the_frame_may_be_framed(site: Path) -> None:
    rules = headers.parse((site / "_headers").read_text("utf-8"))
    for file in site.rglob("*.html"):
        path = "/" + file.relative_to(site).as_posix().removesuffix("index.html")
        policy = headers.headers_for(path, rules)["Content-Security-Policy"]
        wanted = "*" if path.startswith("/embed/") else "'none'"
        assert policy.endswith(f"frame-ancestors {wanted}"), path
    assert headers.headers_for("/embed/v1.js", rules)["Access-Control-Allow-Origin"] == "*"


# --- what the sandbox allows, each because something needs it -----------------------------------------


def test_the_sandbox_allows_what_is_needed(open_host: Opener) -> None:
    # All of it in sight: a browser lets a frame that is out of sight rest.
    page = open_host(element(DEMO), viewport={"width": 900, "height": 9000})
    # allow-forms: without it no question could be answered.
    frame = story_in(page)
    # allow-downloads: the calendar file.
    with page.expect_download() as found:
        frame.get_by_role("button", name=re.compile("^Download: .*[Cc]alendar")).first.click()
    assert found.value.suggested_filename == "refund-days.ics"
    # allow-popups and to-escape-sandbox: sources open beside the host's page, as pages like any other.
    site = settings.load().site_url
    page.context.route(f"{site}**", lambda route: route.fulfill(body="<title>Ours</title>", content_type="text/html"))
    with page.context.expect_page() as opened:
        frame.locator(".means > a").click()
    other = opened.value
    other.wait_for_url(f"{site}outcomes/**")
    assert other.evaluate("window.origin") != "null"
    assert page.url.endswith("/page.html")
    other.close()
    # allow-modals: printing asks with one.
    frame.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1; })")
    frame.get_by_role("button", name=re.compile("^Print")).first.click()
    assert frame.evaluate("printed") == 1


def test_the_frame_cannot_lead_the_host_away(open_host: Opener) -> None:
    page = open_host(element(), expected="navigate|sandbox|Unsafe")
    [frame] = frames(page)
    frame.evaluate("try { top.location = 'about:blank'; } catch {}")
    page.wait_for_timeout(300)
    assert page.url.endswith("/page.html")


@contextmanager
def with_profile(browser: Browser, profile: Path, **chosen: object) -> Iterator[Page]:
    """A page in no private window: frames of other sites may keep things there, unless it is chosen otherwise."""
    (profile / "Default").mkdir(parents=True)
    (profile / "Default/Preferences").write_text(json.dumps({"profile": chosen}))
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=str(chromium.on_this_machine()), args=chromium.arguments(), headless=True
    )
    page = context.new_page()
    page.add_init_script(LISTEN + HEARD)
    yield page
    context.close()


def test_nothing_is_kept_in_the_frame_unasked(browser: Browser, partner: Host, ours: str, tmp_path: Path) -> None:
    with with_profile(browser, tmp_path / "profile", block_third_party_cookies=False, cookie_controls_mode=0) as page:
        page.goto(partner.put("/kept.html", page_with(element(DEMO).replace("{ours}", ours))))
        frame = story_in(page)
        frame.wait_for_function(RESTED)
        assert frame.evaluate("[document.cookie, Object.keys(localStorage), Object.keys(sessionStorage)]") == [
            "",
            [],
            [],
        ]
        assert frame.evaluate("indexedDB.databases()") == []
        assert page.context.cookies() == []
        # The runtime's own files may be kept, and are.
        assert len(frame.evaluate("caches.keys()")) == 1


def test_it_works_where_the_browser_blocks_storage(browser: Browser, partner: Host, ours: str, tmp_path: Path) -> None:
    """Chromium blocks what every site would keep; Safari and Firefox can do so to frames of other sites alone."""
    blocked = {"default_content_setting_values": {"cookies": 2}}
    with with_profile(browser, tmp_path / "profile", **blocked) as page:
        page.goto(partner.put("/blocked.html", page_with(element(DEMO).replace("{ours}", ours))))
        frame = story_in(page)
        assert frame.evaluate("(() => { try { return localStorage.length, false; } catch { return true; } })()")
        expect(frame.locator(".headline")).to_be_visible()


# --- a wrong address ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "said"),
    wide(
        [
            ("embed/v1/?colour=red", "“colour” is not known"),
            ("embed/v0/", "There is no checker at this address"),
            ("embed/v1/?theme=blue", "Allowed is light, dark or auto"),
            ("embed/v1/?lang=de", "English only"),
            ("embed/v1/nowhere/deep/", "There is no checker at this address"),
        ],
        short=2,
    ),
)
def test_a_wrong_address_says_so_in_the_frame(open_host: Opener, ours: str, path: str, said: str) -> None:
    page = open_host(f'<iframe src="{ours}{path}" width="400" height="400"></iframe>', expected="404")
    inner = page.frame_locator("iframe")
    expect(inner.locator(".wrong")).to_contain_text(said)
    expect(inner.get_by_role("link", name="open the checker in a window of its own", exact=False)).to_be_visible()


# --- frameworks, and a server of one's own ------------------------------------------------------------

REACT = """
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { RefundChecker } from "./recipe.jsx";
const onVerdict = (detail) => { window.verdict = detail; };
const checker = createElement(RefundChecker, { today: TODAY, loading: "eager", onVerdict });
createRoot(document.getElementById("app")).render(checker);
"""
VUE = """
import { createApp, h } from "vue";
import { RefundChecker } from "./recipe.js";
const onVerdict = (detail) => { window.verdict = detail; };
createApp({ render: () => h(RefundChecker, { today: TODAY, loading: "eager", onVerdict }) }).mount("#app");
"""


@pytest.mark.parametrize(("name", "main"), wide([("react.jsx", REACT), ("vue.js", VUE)]))
def test_the_recipes_for_frameworks_run(open_host: Opener, ours: str, tmp_path: Path, name: str, main: str) -> None:
    (tmp_path / f"recipe{Path(name).suffix}").write_text(recipe(name, ours))
    (tmp_path / "main.js").write_text(main)
    command = [
        str(ROOT / "node_modules/.bin/esbuild"), str(tmp_path / "main.js"), "--bundle", "--jsx=automatic",
        f'--define:TODAY="{TODAY.isoformat()}"', '--define:process.env.NODE_ENV="production"', "--log-level=error",
    ]  # fmt: skip
    bundled = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | {"NODE_PATH": str(ROOT / "node_modules")}
    ).stdout
    open_host.host.put("/app.js", bundled)
    page = open_host(
        '<div id="app"></div><script src="/app.js"></script>', head='<script async src="{ours}embed/v1.js"></script>'
    )
    story_in(page)
    said = respond(STORY.answers, STORY.today)
    assert page.evaluate("verdict")["outcome"] == said["outcome"]


def test_the_archive_runs_on_another_server(new_page: NewPage, partner: Host, site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((site / "embed/self-host.zip").read_bytes())) as packed:
        assert "WHERE-TO-PUT-IT.txt" in packed.namelist()
        packed.extractall(tmp_path)
    with serve.serving(tmp_path) as address:
        theirs = on_our_site(address)
        page = Opener(new_page, partner, theirs)(element(DEMO))
        frame = story_in(page)
        assert frame.url.startswith(theirs)
        assert told(page, "verdict")[-1]["detail"]["outcome"] == respond(STORY.answers, STORY.today)["outcome"]


def test_the_archive_is_the_same_for_the_same_files(site: Path) -> None:
    with zipfile.ZipFile(site / "embed/self-host.zip") as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist() == sorted(packed.namelist())
        runtime = [name for name in packed.namelist() if name.startswith("runtime/")]
        for name in runtime:
            assert hashlib.sha256(packed.read(name)).digest() == hashlib.sha256((site / name).read_bytes()).digest()


# --- the page that tells how --------------------------------------------------------------------------


def test_the_page_writes_the_snippet_and_shows_what_is_sent(new_page: NewPage, ours: str) -> None:
    page = new_page(expected="asked another host")
    page.goto(f"{ours}put-it-on-your-site/")
    snippet = page.locator("#snippet")
    assert snippet.inner_text().strip().endswith("<refund-checker></refund-checker>")
    page.get_by_label("Light or dark").select_option("dark")
    page.get_by_label("Corners, in pixels").fill("12")
    expect(snippet).to_contain_text('<refund-checker theme="dark" radius="12"></refund-checker>')
    page.get_by_label("Written as").select_option("link")
    expect(snippet).to_contain_text('class="refund-checker"')
    expect(snippet).to_contain_text('data-theme="dark"')
    page.get_by_label("with the loader's hash pinned").check()
    expect(snippet).to_contain_text(FROZEN)
    page.locator(".preview").scroll_into_view_if_needed()
    expect(page.locator(".messages")).to_contain_text("checker-ready")
    [frame] = [frame for frame in page.frames if "/embed/v1/" in frame.url]
    expect(frame.locator("body")).to_have_css("color-scheme", "dark")


def test_the_page_shows_the_recipes_as_they_are(new_page: NewPage, site: Path, address: str) -> None:
    page = new_page()
    page.goto("put-it-on-your-site/")
    shown = page.locator("pre code").all_text_contents()
    for name in ("react.jsx", "vue.js"):
        assert any(squeezed(recipe(name, "")) == squeezed(text) for text in shown), name


def squeezed(text: str) -> str:
    return "".join(text.split())
