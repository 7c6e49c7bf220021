"""Finds a Chromium for the tests and the pictures, or gets one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# An address bar that nobody sees: its two pages cost each window as much as a small page of ours. Of several such lists
# Chromium takes the last, so Playwright's own does not hold: what it switches off is as in a reader's browser.
UNSEEN = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", UNSEEN)
NO_BROWSER = (
    "The tests need a browser: install Chromium or Google Chrome (Debian: apt-get install chromium), "
    "or run `.venv/bin/python -m playwright install chromium`."
)


def on_this_machine() -> Path | None:
    """A Chromium that is installed already: the one CHROMIUM names, one on PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else NAMES:
        if found := shutil.which(name):
            return Path(found)
    return playwrights_own()


def playwrights_own() -> Path | None:
    """The Chromium that Playwright has downloaded, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _try(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=900).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def get() -> Path | None:
    """A Chromium, installed now if need be: Playwright's own, else Debian's package where we may."""
    if found := on_this_machine():
        return found
    print("No browser here yet: getting one for the tests.", flush=True)
    if _try(sys.executable, "-m", "playwright", "install", "chromium") and (found := playwrights_own()):
        return found
    may_install = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    if may_install and _try("apt-get", "update") and _try("apt-get", "install", "-y", "chromium"):
        return on_this_machine()
    return None


def arguments() -> list[str]:
    """What every Chromium that we start is told."""
    # The sandbox needs a user namespace, which root in a container has not.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, "--no-sandbox"] if as_root else [*QUIET]


def launch(playwright: "Playwright") -> "Browser":
    """Start the browser that was found, without asking the network for anything."""
    path = on_this_machine()
    if path is None:
        raise RuntimeError(NO_BROWSER)
    return playwright.chromium.launch(executable_path=str(path), args=arguments())


if __name__ == "__main__":
    if get() is None:
        sys.exit(NO_BROWSER)
