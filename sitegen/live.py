"""Serves the site while somebody writes it: ``make serve``.

What is edited is in the open browser a few seconds later; what is wrong with it too, with file, line and mend. First
the pages alone are made again (`build_site.draft`), then, behind them, everything: the checker that a browser runs is
the new one then. Each is done by a process of its own, which sees the code as it is now. The first of them starts from
a process that has the engine at hand already, so that nothing waits for imports.
"""

import importlib
import json
import multiprocessing
import queue
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from sitegen import serve
from sitegen.settings import ROOT

# What a person edits; what else stands in these folders (caches, editors' own files) is passed over.
WATCHED = tuple(ROOT / name for name in ("checker", "docs", "sitegen", "widget"))
EDITED = {".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".svg", ".toml", ".yml"}
# An editor writes a file in several goes.
SETTLED = 0.1
EVENTS, SCRIPT = "/.live/events", "/.live/script.js"
PULSE = 15
# What a draft needs of others' code. Nothing of ours is imported beforehand, for that may be edited.
AT_HAND = (
    "jinja2", "material.plugins.search.plugin", "material.plugins.tags.plugin", "mkdocs.commands.build",
    "mkdocs.config", "mkdocs.themes", "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed",
)  # fmt: skip

# A page comes again only where it is another one by now: what is typed elsewhere stays.
LISTENER = """
const told = new EventSource("EVENTS");
const page = () => fetch(location.href, { cache: "no-store" }).then((response) => response.text());
const shown = page();
const make = (name, properties) => Object.assign(document.createElement(name), properties);
const fault = () => document.getElementById("live-fault");
told.addEventListener("changed", async () => {
  fault()?.remove();
  if ((await page()) !== (await shown)) location.reload();
});
told.addEventListener("fault", ({ data }) => {
  const box = fault() ?? document.body.appendChild(make("dialog", { id: "live-fault" }));
  const title = make("strong", { textContent: "The site was not built" });
  box.replaceChildren(title, make("pre", { textContent: JSON.parse(data) }));
  if (!box.open) box.showModal();
});
// What a service worker has kept would hide what was edited.
navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
""".replace("EVENTS", EVENTS)


class News:
    """What the open pages are told: each listens on a queue of its own. One that comes later gets what still holds."""

    def __init__(self) -> None:
        self._listeners: list[queue.Queue[tuple[str, str]]] = []
        self._lock = threading.Lock()
        self.fault = ""

    def tell(self, event: str, data: str = "") -> None:
        """Tell every page that listens: "changed", or "fault" with its text."""
        with self._lock:
            self.fault = data if event == "fault" else ""
            for listener in self._listeners:
                listener.put((event, data))

    @contextmanager
    def listening(self) -> Iterator["queue.Queue[tuple[str, str]]"]:
        """A queue that gets what is told while the block runs."""
        listener: queue.Queue[tuple[str, str]] = queue.Queue()
        with self._lock:
            self._listeners.append(listener)
            if self.fault:
                listener.put(("fault", self.fault))
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.remove(listener)


class Handler(serve.Handler):
    """The site with a listener in each page. No packed forms, which may be of before the edit; no service worker."""

    news: News

    def do_GET(self) -> None:  # noqa: N802
        """The site's files, the listener, and the line on which it is told."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT:
            self.send_body(LISTENER.encode(), serve.TYPES[".js"])
        elif path == "/sw.js":
            self.send_error(HTTPStatus.NOT_FOUND)
        elif (page := self.find(self.path)).suffix == ".html" and page.is_file():
            told = page.read_bytes().replace(b"</head>", f'<script src="{SCRIPT}" defer></script></head>'.encode(), 1)
            self.send_body(told, serve.TYPES[".html"])
        else:
            super().do_GET()

    def form_of(self, file: Path) -> tuple[Path, str]:
        """Never a packed form."""
        return file, ""

    def end_headers(self) -> None:
        """Nothing is kept: the next edit is a moment away."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _stream(self) -> None:
        self.encoding, self.close_connection = "", True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self.news.listening() as listener, suppress(OSError):
            while True:
                try:
                    event, data = listener.get(timeout=PULSE)
                    said = f"event: {event}\ndata: {json.dumps(data)}\n\n"
                except queue.Empty:
                    said = ": still here\n\n"
                self.wfile.write(said.encode())
                self.wfile.flush()


class Edits(FileSystemEventHandler):
    """Notes what a person has edited since it was last asked."""

    def __init__(self) -> None:
        self.changed = threading.Event()
        self._files: set[str] = set()

    def taken(self) -> list[str]:
        """The files that were edited, from the project's folder, once: they are forgotten then."""
        self.changed.clear()
        files, self._files = self._files, set()
        return sorted(files)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Reading a file is no edit."""
        if event.event_type not in ("modified", "created", "deleted", "moved"):
            return
        paths = {Path(str(event.src_path)), Path(str(event.dest_path or event.src_path))}
        edited = (path for path in paths if path.suffix in EDITED and "__pycache__" not in path.parts)
        files = {path.relative_to(ROOT).as_posix() for path in edited if path.is_relative_to(ROOT)}
        if files:
            self._files |= files
            self.changed.set()


def _draft(make: str, edited: list[str], told: Connection) -> None:
    """In a process of its own: make the pages again ("module:function"), and tell what is wrong."""
    module, _, function = make.partition(":")
    try:
        getattr(importlib.import_module(module), function)(edited)
        told.send("")
    except Exception as error:  # an edited rule can fail in any way, and its author is looking
        told.send(_said_of(error))


def _said_of(error: Exception) -> str:
    """The error in a line: a fault of the build says its place itself, any other gets that of its last frame."""
    if any(kind.__name__ in ("BuildError", "GuideError") for kind in type(error).__mro__):
        return str(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    file, line = frame.filename, frame.lineno
    if isinstance(error, SyntaxError):
        file, line = error.filename or file, error.lineno
    return f"{file.removeprefix(f'{ROOT}/')}, line {line}: {type(error).__name__}: {error}"


class Builder:
    """Builds again after each edit, and tells the pages."""

    def __init__(self, news: News, make: str, whole: Path) -> None:
        self.news, self.make, self.whole = news, make, whole
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload([*AT_HAND])
        self._whole: subprocess.Popen[str] | None = None

    def after_edit(self, edited: list[str]) -> None:
        """The pages at once; then the whole site behind them."""
        started = time.monotonic()
        self.stop()
        fault = self._drafted(edited)
        if fault:
            print(fault, file=sys.stderr, flush=True)
            self.news.tell("fault", fault)
            return
        self.news.tell("changed")
        print(f"The pages are made again ({time.monotonic() - started:.1f} s)", flush=True)
        threading.Thread(target=self._build_whole, daemon=True).start()

    def _drafted(self, edited: list[str]) -> str:
        ours, theirs = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=_draft, args=(self.make, edited, theirs))
        process.start()
        theirs.close()
        try:
            fault: str = ours.recv()
        except EOFError:
            fault = "The build came to no end."
        process.join()
        return fault

    def _build_whole(self) -> None:
        command = [sys.executable, str(self.whole), "--unpacked"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._whole = process
        told = process.communicate()[0].strip()
        if process is not self._whole:
            return
        print(told, flush=True)
        if process.returncode:
            self.news.tell("fault", told)
        else:
            self.news.tell("changed")

    def stop(self) -> None:
        """End what still builds."""
        process, self._whole = self._whole, None
        if process and process.poll() is None:
            process.terminate()
            process.wait()


def rebuild(edits: Edits, builder: Builder, over: threading.Event) -> None:
    """Build after each edit, until it is over."""
    while not over.is_set():
        if edits.changed.wait(0.5):
            edited: list[str] = []
            while edits.changed.is_set():
                edited += edits.taken()
                time.sleep(SETTLED)
            builder.after_edit(edited)


@contextmanager
def live(site: Path, port: int, make: str, whole: Path) -> Iterator[ThreadingHTTPServer]:
    """The server, with everything behind it running while the block does.

    `make` ("module:function") makes the pages again after an edit of the files it is given; `whole` is the script that
    builds everything.
    """
    news, edits, over = News(), Edits(), threading.Event()
    handler: Any = type("Handler", (Handler,), {"news": news})
    builder = Builder(news, make, whole)
    observer = Observer()
    observer.schedule(edits, str(ROOT))
    for folder in WATCHED:
        observer.schedule(edits, str(folder), recursive=True)
    with serve.server(site, port, handler) as running:
        observer.start()
        worker = threading.Thread(target=rebuild, args=(edits, builder, over), daemon=True)
        worker.start()
        try:
            yield running
        finally:
            over.set()
            observer.stop()
            observer.join()
            worker.join()
            builder.stop()


def main() -> None:
    """Serve until interrupted."""
    parser = serve.arguments("Serve the built site on this machine, and follow what is edited.")
    parser.add_argument("--draft", default="build_site:draft", help="what makes the pages again")
    parser.add_argument("--whole", type=Path, default=ROOT / "build_site.py", help="the script that builds everything")
    options = serve.parsed(parser)
    # However it is ended, nothing goes on building behind it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with live(options.site, options.port, options.draft, options.whole) as running:
        serve.until_interrupted(running, " and follows your edits")


if __name__ == "__main__":
    main()
