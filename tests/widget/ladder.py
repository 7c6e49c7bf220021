"""The ways that Python can start: offers some of them to a page, and reads which one was taken."""

import functools
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playwright.sync_api import Page, Route, Worker

from sitegen import runtime
from sitegen.settings import ROOT

RUNTIME = runtime.folder(ROOT / "site/runtime")
LIST = f"**/runtime/*/{runtime.LISTING}"
ENGINE = "document.querySelector('refund-questionnaire').engine"
STATE = f"{ENGINE}.state"

STARTED = f"""new Promise((resolve) => {{
  const look = () => ["ready", "failed"].includes({ENGINE}?.state) ? resolve({STATE}) : setTimeout(look, 20);
  look();
}})"""
RESTED = f"""new Promise((resolve) => {{
  const look = () => {{
    const rest = {ENGINE}.log.findLast(({{ step }}) => step === "rest");
    rest ? resolve(rest) : setTimeout(look, 20);
  }};
  look();
}})"""
# The first timer of this length runs out at once, so that no test waits for it.
HURRY = """{
  const plain = window.setTimeout;
  let times = 0;
  window.setTimeout = (act, after, ...more) => plain(act, after === LIMIT && !times++ ? 300 : after, ...more);
  void 0;
}"""

RESPOND = f"texts => Promise.all(texts.map((text) => {ENGINE}.respond(text)))"
# A response has about fifty thousand bytes.
AT_ONCE = 50

Plan = dict[str, Any]


def plan() -> Plan:
    """The runtime's list, as the site has it."""
    listing: Plan = json.loads((RUNTIME / runtime.LISTING).read_text("utf-8"))
    return listing


def content_of(name: str) -> bytes:
    """A file of the list, as the site has it."""
    return (RUNTIME / plan()["files"][name].get("at", name)).read_bytes()


def described(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@functools.cache
def own_library() -> bytes:
    """A library as a step wants it, made here: everything, with the checker."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as library:
        for source in ("python_stdlib.zip", next(RUNTIME.glob("*.whl")).name):
            with zipfile.ZipFile(io.BytesIO(content_of(source))) as part:
                for name in part.namelist():
                    library.writestr(name, part.read(name))
    return written.getvalue()


def offer(page: Page, without: Iterable[str] = (), files: Mapping[str, bytes] | None = None, **names: str) -> Plan:
    """Route the runtime's list: without some steps, and with files (and keys that name them) of the test's own."""
    listing = plan() | names
    for key in without:
        listing.pop(key, None)
    for name, content in (files or {}).items():
        listing["files"][name] = described(content)
        page.route(f"**/runtime/*/{name}", _giving(content))
    page.route(LIST, lambda route: route.fulfill(json=listing))
    return listing


def _giving(content: bytes) -> Any:
    def fulfil(route: Route) -> None:
        kind = "text/javascript" if ".mjs" in route.request.url else "application/octet-stream"
        route.fulfill(body=content, content_type=kind)

    return fulfil


def offer_library(page: Page) -> Plan:
    """The trimmed library as the best step: the site's own, or one made here."""
    if "library" in plan():
        return offer(page, without=["snapshot"])
    return offer(page, without=["snapshot"], files={"library-own.zip": own_library()}, library="library-own.zip")


def offer_snapshot(page: Page) -> None:
    """The shipped snapshot as the best step: the link is fast on any machine, for the file comes in one piece."""
    page.route(
        "**/*.wasm", lambda route: route.fulfill(body=content_of("pyodide.asm.wasm"), content_type="application/wasm")
    )


def python_worker(page: Page) -> Worker:
    """The worker that Python runs in: the theme has one of its own, for its search."""
    return next(worker for worker in page.workers if "/widget/worker-" in worker.url)


def run_ahead(page: Page, script: str) -> None:
    """Have a script run in Python's worker before the worker's own."""
    [worker] = (ROOT / "site/widget").glob("worker-*.js")
    body = script + worker.read_text("utf-8")
    page.route("**/widget/worker-*.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))


def start(page: Page) -> str:
    """Open the checker and wait until Python is there or given up."""
    page.goto("checker/")
    state: str = page.evaluate(STARTED)
    return state


def log(page: Page) -> list[tuple[str, str]]:
    """The steps that were refused or taken, in order."""
    return [(one["step"], one["state"]) for one in steps(page) if one["state"] != "trying" and one["step"] != "rest"]


def steps(page: Page) -> list[dict[str, str]]:
    told: list[dict[str, str]] = page.evaluate(f"{ENGINE}.log")
    return told


def why(page: Page, step: str, state: str = "refused") -> str:
    """The reason that was logged."""
    return next(one["why"] for one in steps(page) if (one["step"], one["state"]) == (step, state))


def responses(page: Page, texts: Sequence[str]) -> list[bytes]:
    """What the page's own Python says to each request."""
    return [
        response.encode("utf-8", "surrogatepass")
        for first in range(0, len(texts), AT_ONCE)
        for response in page.evaluate(RESPOND, texts[first : first + AT_ONCE])
    ]
