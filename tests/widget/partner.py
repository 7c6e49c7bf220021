"""A partner's page on another site than ours, with our frame in it."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import jinja2
from playwright.sync_api import Frame, Page

from sitegen.settings import ROOT
from tests.checker.policy_cases import BY_OUTCOME, TODAY
from tests.conftest import NewPage
from tests.widget.reader import answer

RECIPES = ROOT / "docs/.parts/recipes"
EVENTS = ("ready", "question", "verdict", "error", "resize", "shared")
# Everything that the element tells, and everything that comes to the page's window at all, in order.
LISTEN = f"""
window.told = [];
window.came = [];
for (const kind of {json.dumps(EVENTS)})
  addEventListener(`checker-${{kind}}`, ({{ target, detail }}) => told.push({{ id: target.id, kind, detail }}));
addEventListener("message", ({{ origin, data }}) => came.push({{ origin, data }}));
"""
# How long the element takes to be as high as the frame's content, in milliseconds.
GROWS = """() => new Promise((resolve) => {
  const block = document.createElement("div");
  block.style.height = "333px";
  const wanted = document.body.getBoundingClientRect().height + 333;
  const begun = performance.now();
  document.body.append(block);
  const look = () =>
    Math.abs(innerHeight - wanted) <= 1 ? resolve(performance.now() - begun) : requestAnimationFrame(look);
  look();
})"""
STORY = BY_OUTCOME["missing-or-excess-units"]
DEMO = f'today="{TODAY.isoformat()}"'
Json = dict[str, Any]


def on_our_site(address: str) -> str:
    """The site's address under the name of a site of its own."""
    return f"http://checker.localhost:{urlsplit(address).port}/"


def recipe(name: str, ours: str) -> str:
    """A snippet as the page "Put it on your site" shows it."""
    told = {"loader": f"{ours}embed/v1.js", "site_url": ours}
    return jinja2.Template((RECIPES / name).read_text("utf-8")).render(told)


def page_with(body: str, head: str = "") -> str:
    title = '<meta charset="utf-8"><title>A partner</title><link rel="icon" href="data:,">'
    return f'<!doctype html><html lang="en"><head>{title}{head}</head><body>{body}</body></html>'


@dataclass
class Host:
    """A server for a partner's pages: by their path, what they hold and which headers they have."""

    port: int = 0
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def put(self, path: str, html: str, site: str = "partner", **headers: str) -> str:
        """Have the page at the path; gives its address on the site of that name."""
        self.pages[path] = html, {name.replace("_", "-"): value for name, value in headers.items()}
        return f"http://{site}.localhost:{self.port}{path}"


@contextmanager
def hosting() -> Iterator[Host]:
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = host.pages.get(urlsplit(self.path).path, ("", {}))
            self.send_response(200 if html else 404)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html"
            for name, value in {"Content-Type": f"{kind}; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def frames(page: Page, count: int = 1) -> list[Frame]:
    """Our frames in the page, once there are so many and each has spoken with it."""
    page.wait_for_function(f"told.filter(({{ kind }}) => kind === 'ready').length >= {count}")
    return [frame for frame in page.frames if "/embed/v1/" in frame.url]


def told(page: Page, *kinds: str) -> list[Json]:
    """What the elements have told, of these kinds."""
    said: list[Json] = page.evaluate("told")
    return [one for one in said if one["kind"] in kinds or not kinds]


def wait_told(page: Page, kind: str) -> Json:
    """What an element tells of this kind, once it does."""
    page.wait_for_function(f"told.some((one) => one.kind === {json.dumps(kind)})")
    return told(page, kind)[-1]["detail"]


@dataclass
class Opener:
    """Opens a partner's page with this in its body; `{ours}` stands for our address."""

    new_page: NewPage
    host: Host
    ours: str
    warned: list[str] = field(default_factory=list)

    def __call__(
        self, body: str, head: str = "", expected: str = "", headers: dict[str, str] | None = None, **options: Any
    ) -> Page:
        # Other hosts are what this is about.
        page = self.new_page(expected="|".join(filter(None, ("asked another host", expected))), **options)
        page.on("console", lambda message: self.warned.append(message.text) if message.type == "warning" else None)
        page.add_init_script(LISTEN)
        html = page_with(body.replace("{ours}", self.ours), head.replace("{ours}", self.ours))
        page.goto(self.host.put("/page.html", html, **(headers or {})))
        return page


def element(attributes: str = "", name: str = "checker") -> str:
    loader = '<script async src="{ours}embed/v1.js"></script>'
    return f'{loader}<refund-checker id="{name}" loading="eager" {attributes}></refund-checker>'


def story_in(page: Page, story: Any = STORY) -> Any:
    """The story told in the frame, to its verdict."""
    [frame] = frames(page)
    answer(frame, story.answers)  # type: ignore[arg-type]
    wait_told(page, "verdict")
    return frame
