"""The browsers that are installed: started as a reader would, on a page that tells its own figures.

No driver stands between: the page posts what it measured, so all browsers are measured in the same way.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sitegen import browser as chromium

PROC = Path("/proc")
MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.1/MiniBrowser"
# A first start asks and fetches nothing.
FIREFOX_SETTINGS = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    # A signal ends it before it has written down what its cache holds, so its page closes it.
    "dom.allow_scripts_to_close_windows": True,
    "toolkit.shutdown.fastShutdownStage": 0,
}


@dataclass(frozen=True)
class Browser:
    """How a browser is started, and by what the process of the page is known among its processes."""

    name: str
    command: tuple[str, ...]
    page_process: str
    profile_option: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    needs_display: bool = False
    is_closed_by_page: bool = False

    def start(self, profile: Path, address: str, display: str) -> subprocess.Popen[bytes]:
        """Open the address with this profile, which keeps the caches."""
        if self.settings:
            lines = [f"user_pref({_js(name)}, {_js(value)});" for name, value in self.settings.items()]
            (profile / "user.js").write_text("\n".join(lines))
        option = [self.profile_option.format(profile)] if self.profile_option else []
        return subprocess.Popen(
            [*self.command, *option, address],
            env=environment(profile, display),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def environment(profile: Path, display: str) -> dict[str, str]:
    """What a browser is told of where it may keep things, and on which screen it shows itself."""
    homes = {f"XDG_{kind}_HOME": str(profile / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")}
    return os.environ | homes | {"HOME": str(profile)} | ({"DISPLAY": display} if display else {})


def _js(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _chromium() -> Browser | None:
    path = chromium.on_this_machine()
    quiet = ("--headless=new", "--no-first-run", "--disable-dev-shm-usage", "--disable-sync", *chromium.arguments())
    return Browser("Chromium", (str(path), *quiet), "--type=renderer", "--user-data-dir={}") if path else None


def _firefox() -> Browser | None:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if not path:
        return None
    return Browser(
        "Firefox",
        (path, "--headless", "--no-remote"),
        "-contentproc",
        "--profile={}",
        FIREFOX_SETTINGS,
        is_closed_by_page=True,
    )


def _webkitgtk() -> Browser | None:
    path = next(Path("/").glob(MINI_BROWSER.removeprefix("/")), None)
    if not path or not shutil.which("Xvfb"):
        return None
    return Browser("WebKitGTK", (str(path),), "WebKitWebProcess", needs_display=True)


FINDERS = {"Chromium": _chromium, "Firefox": _firefox, "WebKitGTK": _webkitgtk}


def installed(names: Collection[str] | None = None) -> list[Browser]:
    """The browsers of these names (else all) that are here; one that is not is said in a line."""
    found = {name: find() for name, find in FINDERS.items() if names is None or name in names}
    for name, browser in found.items():
        if browser is None:
            print(f"  {name} is not installed: left out")
    return [browser for browser in found.values() if browser]


def version(browser: Browser) -> str:
    """The browser's own name and version."""
    asked = subprocess.run([browser.command[0], "--version"], capture_output=True, text=True, check=False)
    said = [line for line in asked.stdout.splitlines() if any(sign.isdigit() for sign in line)]
    return said[0].strip() if said else browser.name


@contextmanager
def display(wanted: bool) -> Iterator[str]:
    """A screen that nobody sees, for a browser that needs one; gives its name, or nothing."""
    if not wanted:
        yield ""
        return
    with subprocess.Popen(["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as screen:
        assert screen.stdout
        try:
            yield f":{screen.stdout.readline().decode().strip()}"
        finally:
            screen.terminate()


@contextmanager
def opened(browser: Browser, profile: Path, address: str, display: str) -> Iterator[int]:
    """Have the address open while the block runs; gives the browser's process."""
    process = browser.start(profile, address, display)
    try:
        yield process.pid
    finally:
        # The browser first, so that it writes its caches; then what is left of its own processes.
        if not (browser.is_closed_by_page and _ended(process)):
            process.terminate()
        if not _ended(process):
            process.kill()
            process.wait()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _ended(process: subprocess.Popen[bytes], patience: float = 60) -> bool:
    """Whether the process has ended, or does so within some seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=patience)
    return process.returncode is not None


def page_memory(browser: Browser, pid: int) -> int | None:
    """The bytes that the page's process holds, memory shared with others counted in parts; None where it is not told.

    The page's process is the largest of its kind: a browser keeps small ones in reserve.
    """
    if not (PROC / "self/smaps_rollup").exists():
        return None
    pages = [process for process in _family(pid) if browser.page_process in _command(process)]
    return max(map(held, pages), default=None)


def _family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    family = [pid]
    for member in family:
        family += children.get(member, [])
    return family


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def held(pid: int, kind: str = "Pss") -> int:
    """The bytes that a process holds, memory shared with others counted in parts; 0 where it is gone.

    With "Pss_Anon" only what is in no file: the browser's program counts for less the more of its processes there are.
    """
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{kind}:")), 0)
