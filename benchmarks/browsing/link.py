"""Serves the site and what stands beside it: compressed, counted, and over a link as fast as we choose.

Chromium's own throttling does not reach a page's workers; so the link is shaped here, for all alike.
"""

import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

from benchmarks.figures import progress
from sitegen import pack, serve, step
from sitegen.headers import ASK_AGAIN, FOR_EVER

type Rules = Sequence[tuple[str, dict[str, str]]]

CHUNK = 16 * 1024
# These are compressed in themselves.
AS_THEY_ARE = {".png", ".woff2", *pack.FORMS}
REPORT = "/bench/report"
# Answered when the visit is over; then the page closes its window.
LEAVE = "/bench/leave"
LONGEST_VISIT = 600
# The peers come as from a host of packages, under addresses with a version: the browser never asks again.
BESIDE_RULES: Rules = [("/bench/*", {"Cache-Control": ASK_AGAIN}), ("/peers/*", {"Cache-Control": FOR_EVER})]


class Link:
    """One line that all connections share: so many bits a second, and a wait before each answer."""

    def __init__(
        self,
        bits_per_second: float | None = None,
        latency: float = 0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.seconds_per_byte = 8 / bits_per_second if bits_per_second else 0
        self.latency = latency
        self.clock, self.sleep = clock, sleep
        self.free_at = clock()
        self.lock = threading.Lock()

    def wait(self) -> None:
        """Let the time go by that a request needs to get here and its answer to get back."""
        if self.latency:
            self.sleep(self.latency)

    def carry(self, size: int) -> None:
        """Let the time go by that so many bytes need, behind those that other connections sent before."""
        if not self.seconds_per_byte:
            return
        with self.lock:
            now = self.clock()
            self.free_at = max(self.free_at, now) + size * self.seconds_per_byte
            due = self.free_at - now
        self.sleep(due)


class Host:
    """The two folders that are served as one, the packed form of their files, and what was sent of them."""

    def __init__(self, site: Path, beside: Path, packed: Path, rules: Rules = ()) -> None:
        self.site, self.beside, self.packed = site, beside, packed
        self.rules = [*BESIDE_RULES, *rules]
        self.link = Link()
        self.lock = threading.Lock()
        self._forms: dict[Path, Path] = {}
        self.forget()

    def forget(self) -> None:
        """Start counting anew."""
        self.sent: dict[str, int] = {}
        self.reports: queue.Queue[dict[str, Any]] = queue.Queue()
        self.is_over = threading.Event()

    def count(self, path: str, size: int) -> None:
        with self.lock:
            self.sent[path] = self.sent.get(path, 0) + size

    def find(self, in_site: Path, *, is_folder: bool) -> Path:
        """The file to send for a path in the site: what stands beside comes first."""
        beside = self.beside / in_site.relative_to(self.site)
        candidates = (beside / "index.html", beside, in_site) if is_folder else (beside, in_site)
        return next((file for file in candidates if file.exists()), in_site)

    def form_of(self, file: Path) -> Path:
        """The packed form of a file, made once for each content, or the file itself where packing gains nothing."""
        if file not in self._forms:
            self._forms[file] = file if file.suffix in AS_THEY_ARE else self._pack(file)
        return self._forms[file]

    def _pack(self, file: Path) -> Path:
        beside = file.with_name(f"{file.name}.br")
        if beside.is_file():
            return beside
        data = file.read_bytes()
        form = self.packed / f"{hashlib.sha256(data).hexdigest()}.br"
        if not form.is_file():
            step.write(form, pack.FORMS[".br"](data))
        return form if form.stat().st_size < len(data) else file

    def pack(self, *folders: Path) -> None:
        """Pack every file of the folders now, so that no visit waits for it."""
        files = step.files_of(*folders)
        for place, file in enumerate(files, start=1):
            progress(f"packing {place} of {len(files)}: {file.name}")
            self.form_of(file)

    def report(self, told: dict[str, Any]) -> None:
        """Keep what a page tells, with what had been sent by then; pages of the benchmark itself do not count."""
        with self.lock:
            sent = {path: size for path, size in self.sent.items() if not path.startswith("/bench/")}
        self.reports.put(told | {"sent": sent})

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve while the block runs; gives the address."""
        with serve.serving(self.site, handler=partial(_Handler, host=self)) as address:
            yield address


class _Handler(serve.Handler):
    def __init__(self, *args: Any, host: Host, rules: Rules, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, rules=[*rules, *self.host.rules], **kwargs)

    def do_GET(self) -> None:  # noqa: N802
        self.host.link.wait()
        if self.path == LEAVE:
            self.host.is_over.wait(LONGEST_VISIT)
            self._empty(HTTPStatus.NO_CONTENT)
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == REPORT:
            self.host.report(json.loads(body))
        self._empty(HTTPStatus.NO_CONTENT if self.path == REPORT else HTTPStatus.NOT_FOUND)

    def _empty(self, status: HTTPStatus) -> None:
        self.encoding = ""
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def find(self, path: str) -> Path:
        return self.host.find(super().find(path), is_folder=path.partition("?")[0].endswith("/"))

    def form_of(self, file: Path) -> tuple[Path, str]:
        # Over HTTPS all browsers take brotli. Over plain HTTP WebKitGTK does not say so, but reads it as well.
        if not file.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return file, ""
        form = self.host.form_of(file)
        return form, "" if form == file else "br"

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        path = self.path.partition("?")[0]
        while chunk := source.read(CHUNK):
            self.host.link.carry(len(chunk))
            # Before it is sent: a page may tell its figures as soon as it has the last byte.
            self.host.count(path, len(chunk))
            outputfile.write(chunk)
