"""Serves the finished site on this machine the way a good host would: right types and headers, packed, no listings."""

import argparse
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sitegen import headers, pack

HOST = "127.0.0.1"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


NOT_FOUND = headers.NOT_FOUND


def encodings(accepted: str) -> set[str]:
    """The packed forms that a browser takes, from its Accept-Encoding."""
    offers = (offer.replace(" ", "").lower().partition(";") for offer in accepted.split(","))
    return {name for name, _, weight in offers if not re.fullmatch(r"q=0(?:\.0*)?", weight)}


class Handler(SimpleHTTPRequestHandler):
    """Answers from one folder, with the headers that its rules say, and with packed forms that lie beside the files."""

    protocol_version = "HTTP/1.1"
    server_version = "refund-checker"
    sys_version = ""
    extensions_map = TYPES | {"": "application/octet-stream"}

    def __init__(self, *args: Any, rules: list[tuple[str, dict[str, str]]], **kwargs: Any) -> None:
        self.rules = rules
        self.file, self.encoding = Path(), ""
        super().__init__(*args, **kwargs)

    def guess_type(self, path: Any) -> str:
        """The type by the last part of the name, whatever form of the file is sent."""
        return self.extensions_map.get(self.file.suffix.lower(), "application/octet-stream")

    def send_head(self) -> Any:
        """Everything but the file of rules, which is for the host."""
        self.file, self.encoding = Path(), ""
        if unquote(urlsplit(self.path).path) == "/_headers":
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def find(self, path: str) -> Path:
        """The file or folder that an address names."""
        found = Path(super().translate_path(path))
        index = found / "index.html"
        # Without the slash at its end the address of a folder is sent on to the one with it.
        return index if urlsplit(path).path.endswith("/") and index.is_file() else found

    def form_of(self, file: Path) -> tuple[Path, str]:
        """The form of a file to send, and its encoding; the file itself and none where the browser takes no other."""
        taken = encodings(self.headers.get("Accept-Encoding", ""))
        for suffix, encoding in pack.ENCODINGS.items():
            form = file.with_name(file.name + suffix)
            if encoding in taken and form.is_file():
                return form, encoding
        return file, ""

    def translate_path(self, path: str) -> str:
        """The path of what is sent."""
        self.file = self.find(path)
        form, self.encoding = self.form_of(self.file)
        return str(form)

    def list_directory(self, path: Any) -> None:
        """No listings."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def page_for_missing(self) -> Path | None:
        """The page for what is not there: that of the nearest folder above."""
        root, asked = Path(self.directory), Path(super().translate_path(self.path))
        folders = (folder for folder in asked.parents if folder == root or root in folder.parents)
        return next((folder / NOT_FOUND for folder in folders if (folder / NOT_FOUND).is_file()), None)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = self.page_for_missing()
        if code != HTTPStatus.NOT_FOUND or page is None:
            self.encoding = ""
            super().send_error(code, message, explain)
            return
        # With its own headers: nobody should keep for ever that a file is not there.
        self.path = f"/{page.relative_to(self.directory).as_posix()}"
        self.send_body(page.read_bytes(), TYPES[".html"], code)

    def send_body(self, body: bytes, kind: str, code: int = HTTPStatus.OK) -> None:
        """A whole answer that is no file as it lies there."""
        self.send_start(len(body), kind, code)
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_start(self, size: int, kind: str, code: int = HTTPStatus.OK) -> None:
        """All of such an answer that comes before its body."""
        self.encoding = ""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def end_headers(self) -> None:
        """The headers that the rules give this path."""
        for name, value in headers.headers_for(unquote(urlsplit(self.path).path), self.rules).items():
            self.send_header(name, value)
        if self.encoding:
            self.send_header("Content-Encoding", self.encoding)
        self.send_header("Vary", "Accept-Encoding")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the address on the screen is all that is of interest."""


def server(site: Path, port: int, handler: Callable[..., Handler] = Handler) -> ThreadingHTTPServer:
    """A server for the folder, on this port or, when it is taken, on the next free one; 0 is any."""
    rules_file = site / "_headers"
    rules = headers.parse(rules_file.read_text("utf-8")) if rules_file.is_file() else []
    ready = partial(handler, directory=str(site), rules=rules)
    for candidate in range(port, port + 20) if port else [0]:
        try:
            return _Server((HOST, candidate), ready)
        except OSError as error:
            last = error
    raise last


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Two servers on one port would each get some of the requests.
    allow_reuse_port = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def address(running: ThreadingHTTPServer) -> str:
    """The address that the server answers on, with a slash at the end."""
    return f"http://{HOST}:{running.server_address[1]}/"


@contextmanager
def serving(site: Path, port: int = 0, handler: Callable[..., Handler] = Handler) -> Iterator[str]:
    """Serve the folder in the background while the block runs; gives the address."""
    running = server(site, port, handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield address(running)
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def arguments(description: str) -> argparse.ArgumentParser:
    """What a command that serves the site is told: where that is, and on which port."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("site", type=Path, help="the folder that holds the built site")
    parser.add_argument("--port", type=int, default=8000, help="the port to try first")
    return parser


def parsed(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The command's options; it ends where the folder holds no site."""
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        sys.exit(f"{options.site} holds no site: run `make site` first")
    return options


def until_interrupted(running: ThreadingHTTPServer, what_else: str = "") -> None:
    """Say where the site is, and what else there is to say of it, and serve."""
    print(f"The site is at {address(running)}{what_else} (stop with Ctrl+C)", flush=True)
    try:
        running.serve_forever()
    except KeyboardInterrupt:
        print()


def main() -> None:
    """Serve until interrupted."""
    options = parsed(arguments("Serve the built site on this machine."))
    with server(options.site, options.port) as running:
        until_interrupted(running)


if __name__ == "__main__":
    main()
