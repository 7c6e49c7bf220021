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
