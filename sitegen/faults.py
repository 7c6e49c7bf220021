"""Serves the site on a bad day: ``make serve FAULT=runtime-cut``. tests/widget/test_bad_days.py goes through each.

A fault is a server that does something wrong. What it does is its docstring, and how to see it is its ``see``. With
``FAULT=`` and no such name the faults are listed.
"""

import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from sitegen import pack, publish, runtime, serve, step

SLOW = 500_000 / 8
PIECE = 8 * 1024
NEXT_BUILD = "fedcba9876543210"


class Fault(serve.Handler):
    """The site as it should be."""

    see: ClassVar[str] = ""
    # What goes wrong, and whether from the start; if not, Enter begins and ends it.
    touches: ClassVar[str] = r"^/runtime/"
    begins_at_once: ClassVar[bool] = True
    happening: ClassVar[threading.Event]

    def do_GET(self) -> None:  # noqa: N802
        """Everything as it should be, but for what the fault touches."""
        if self.happening.is_set() and re.search(self.touches, self.path):
            self._go_wrong()
        else:
            super().do_GET()

    def _go_wrong(self) -> None:
        """What happens then."""
        super().do_GET()

    def content(self) -> bytes:
        """The file that is asked for, in its plain form."""
        self.file = self.find(self.path)
        return self.file.read_bytes()

    def hang_up(self) -> None:
        """End the connection without another word."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


class OfflineFirst(Fault):
    """The network goes when the page has come: nothing that runs Python arrives."""

    see = "Open the checker and answer three questions."

    def _go_wrong(self) -> None:
        self.hang_up()


class OfflineSecond(OfflineFirst):
    """The network goes between two visits: nothing arrives at all."""

    see = "Open the checker, wait some seconds, press Enter here, and load the page again."
    touches = ""
    begins_at_once = False


class RuntimeMissing(Fault):
    """The WebAssembly file is not there."""

    see = "Open the checker and answer three questions."
    touches = r"\.wasm$"

    def _go_wrong(self) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)


class RuntimeCut(Fault):
    """Every file of Python ends in the middle."""

    see = "Open the checker and answer three questions."

    def _go_wrong(self) -> None:
        content = self.content()
        self.send_start(len(content), self.guess_type(self.path))
        self.wfile.write(content[: len(content) // 2])
        self.hang_up()


class RuntimeCorrupt(Fault):
    """One byte of the WebAssembly file is another one."""

    see = "Open the checker and answer three questions."
    touches = r"\.wasm$"

    def _go_wrong(self) -> None:
        content = bytearray(self.content())
        content[len(content) // 2] ^= 1
        self.send_body(bytes(content), self.guess_type(self.path))


class RuntimeSlow(Fault):
    """Python arrives at 500 kbit/s, and after fifteen seconds no longer."""

    see = "Open the checker, answer three questions, and wait."
    lasts: ClassVar[float] = 15
    begun: ClassVar[list[float]] = []
    line: ClassVar[threading.Lock] = threading.Lock()

    def _go_wrong(self) -> None:
        content = self.content()
        self.begun.append(time.monotonic())
        self.send_start(len(content), self.guess_type(self.path))
        for start in range(0, len(content), PIECE):
            with self.line:
                time.sleep(PIECE / SLOW)
            if time.monotonic() > self.begun[0] + self.lasts and self.happening.is_set():
                self.hang_up()
                break
            self.wfile.write(content[start : start + PIECE])


class RuntimeType(Fault):
    """Every file of Python comes as plain text."""

    see = "Open the checker and answer three questions."

    def _go_wrong(self) -> None:
        self.send_body(self.content(), serve.TYPES[".txt"])


class Forbidding(Fault):
    """The browser's policy forbids something."""

    touches = ""
    # A part of the policy, as a pattern, and what stands there instead.
    allowed: ClassVar[str]
    forbidden: ClassVar[str]

    def _go_wrong(self) -> None:
        rules = self.rules
        self.rules = [
            (place, {name: re.sub(self.allowed, self.forbidden, value) for name, value in lines.items()})
            for place, lines in rules
        ]
        super()._go_wrong()
        self.rules = rules


class NoWasm(Forbidding):
    """WebAssembly is forbidden."""

    see = "Open the checker and answer three questions."
    allowed, forbidden = " 'wasm-unsafe-eval'", ""


class NoWorkers(Forbidding):
    """Workers are forbidden."""

    see = "Open the checker and answer three questions."
    allowed, forbidden = "worker-src 'self'", "worker-src 'none'"


class NoScripts(Forbidding):
    """Scripts are forbidden, wherever they come from."""

    see = "Open the checker and choose what went wrong: its page leads on to an answer."
    allowed, forbidden = "script-src [^;]*", "script-src 'none'"


class Scripted(Fault):
    """Something of the browser is broken, in the page and in the worker that runs Python."""

    touches = r"/(?:[?#]|$)|/widget/worker-|^/fault\.js$"
    script: ClassVar[str]

    def _go_wrong(self) -> None:
        if self.path == "/fault.js":
            self.send_body(self.script.encode(), serve.TYPES[".js"])
            return
        content, kind = self.content(), self.guess_type(self.path)
        if self.file.suffix == ".html":
            content = content.replace(b"<head>", b'<head><script src="/fault.js"></script>', 1)
        else:
            content = self.script.encode() + content
        self.send_body(content, kind)


class StorageForbidden(Scripted):
    """The browser keeps nothing: to ask for it is an error."""

    see = "Open the checker, answer a question, and tick “Keep my answers on this device”."
    script = """
for (const name of ["localStorage", "sessionStorage", "caches", "indexedDB"])
  if (name in self)
    Object.defineProperty(self, name, { get() { throw new DOMException("Storage is forbidden.", "SecurityError"); } });
"""


class StorageFull(Scripted):
    """The device has no room left."""

    see = "Open the checker, answer a question, and tick “Keep my answers on this device”."
    script = """
const full = () => { throw new DOMException("There is no room left.", "QuotaExceededError"); };
if (self.Storage) Storage.prototype.setItem = full;
if (self.Cache) Cache.prototype.put = async () => full();
"""


class WorkerKilled(Scripted):
    """The system ends the worker that runs Python while it works at the third thing that it is asked."""

    see = "Open the checker and answer on: after ten seconds of silence it is started anew."
    script = """
if (!self.document) {
  let asked = 0;
  addEventListener("message", (event) => {
    if (!event.data.text || ++asked < 3) return;
    event.stopImmediatePropagation();
    self.close();
  });
}
"""


class NewRelease(Fault):
    """A new release of the site takes the place of the old one, whose runtime is gone."""

    see = "Open the checker, answer some questions, press Enter here, answer on, and load the page again."
    touches = ""
    begins_at_once = False
    next: ClassVar[Path]

    def _go_wrong(self) -> None:
        self.directory = str(self.next)
        super()._go_wrong()


class TwoTabs(Fault):
    """Nothing is wrong: the site is open in two tabs."""

    see = "Open the checker in two tabs. Keep the answers in both, and forget them in one."


class BackAndForward(Fault):
    """Nothing is wrong: the reader leaves in the middle, and comes back."""

    see = "Open the checker, answer some questions, follow a link, and go back."


class PrintInTheMiddle(Fault):
    """Nothing is wrong: the reader prints in the middle."""

    see = "Open the checker, answer some questions, print, and answer on."


def _all(of: type[Fault]) -> Iterator[type[Fault]]:
    for fault in of.__subclasses__():
        if fault.see:
            yield fault
        yield from _all(fault)


def name_of(fault: type[Fault]) -> str:
    """What a command calls a fault."""
    return re.sub(r"(?<=.)([A-Z])", r"-\1", fault.__name__).lower()


FAULTS = {name_of(fault): fault for fault in _all(Fault)}


@dataclass(frozen=True)
class BadDay:
    """A site that is served with a fault, which can be mended and can come again."""

    address: str
    happening: threading.Event

    def begin(self) -> None:
        """From now on it goes wrong."""
        self.happening.set()

    def end(self) -> None:
        """From now on all is well."""
        self.happening.clear()

    @property
    def is_bad(self) -> bool:
        """Whether it goes wrong now."""
        return self.happening.is_set()


@contextmanager
def bad_day(name: str, site: Path, port: int = 0) -> Iterator[BadDay]:
    """Serve the site with the fault of this name while the block runs."""
    fault, happening = FAULTS[name], threading.Event()
    with tempfile.TemporaryDirectory(dir=site.parent / "build") as folder:
        own = {"happening": happening, "begun": [], "next": Path(folder) / "next"}
        if fault is NewRelease:
            release(site, Path(folder) / "next")
        with serve.serving(site, port, type(fault.__name__, (fault,), own)) as address:
            day = BadDay(address, happening)
            if fault.begins_at_once:
                day.begin()
            yield day


def copy(site: Path, folder: Path) -> None:
    """The site once more, without the packed forms: they would be of the old file where a new one is written."""
    unpacked = shutil.ignore_patterns(*(f"*{suffix}" for suffix in pack.FORMS))
    shutil.copytree(site, folder, copy_function=os.link, ignore=unpacked)


def release(site: Path, folder: Path) -> None:
    """Put into a new folder what the site's next release could be: the runtime is another build, and pages name it."""
    copy(site, folder)
    renew(folder)


def renew(folder: Path, words: Mapping[str, str] | None = None) -> None:
    """Make another release of a copy of the site, in its place; `words` are others then."""
    old = runtime.folder(folder / "runtime")
    old.rename(old.with_name(NEXT_BUILD))
    for file in (*folder.rglob("*.html"), folder / "runtime" / NEXT_BUILD / runtime.LISTING):
        before = after = file.read_text("utf-8")
        for one, other in {old.name: NEXT_BUILD, **(words or {})}.items():
            after = after.replace(one, other)
        if after != before:
            write(file, after)
    files = [path for path in step.files_of(folder) if path.name not in (publish.SERVICE_WORKER, "_headers")]
    worker = folder / publish.SERVICE_WORKER
    write(worker, publish.release(folder, files) + worker.read_text("utf-8").partition("\n")[2])


def write(path: Path, text: str) -> None:
    """Put a new file in the place of the old, which other folders hold too, and have it visibly newer."""
    path.unlink()
    path.write_text(text, "utf-8")
    later = time.time() + 60
    os.utime(path, (later, later))


def listing() -> str:
    """The faults, one a line."""
    return "\n".join(f"  {name:<20}{fault.__doc__}" for name, fault in FAULTS.items())


def main() -> None:
    """Serve until interrupted; Enter begins and ends the fault."""
    parser = serve.arguments("Serve the site on a bad day.")
    parser.add_argument("--fault", default="")
    options = serve.parsed(parser)
    fault = FAULTS.get(options.fault)
    if not fault:
        sys.exit(f"There is no fault “{options.fault}”. There are:\n{listing()}")
    with bad_day(options.fault, options.site, options.port) as day:
        print(f"{fault.__doc__}\n{fault.see}\nThe site is at {day.address} (stop with Ctrl+C)", flush=True)
        try:
            for _ in sys.stdin:
                (day.end if day.is_bad else day.begin)()
                print("It goes wrong now." if day.is_bad else "All is well now.", flush=True)
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
