"""Firefox and WebKitGTK, driven as far as a path through the checker needs: open, run a script, click, type.

Firefox speaks WebDriver BiDi by itself; WebKitGTK has a driver of its own.
"""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import websocket
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.webkitgtk.service import Service

from benchmarks.browsing import browsers

PATIENCE = 60
# Arguments and result cross as JSON text: both protocols carry a text in the same way.
WRAPPED = "async (args) => JSON.stringify((await ({script})(...JSON.parse(args))) ?? null)"


class Driver(Protocol):
    """A page in some browser."""

    def open(self, address: str) -> None:
        """Load the address, and wait for it."""

    def run(self, script: str, *args: Any) -> Any:
        """Call a function of the page's own language, and wait for what it promises."""

    def click(self, x: int, y: int) -> None:
        """Press and let go there, in pixels of the window."""

    def type(self, text: str) -> None:
        """Press the key of each character."""


class Bidi:
    """A page of a browser that listens for WebDriver BiDi."""

    def __init__(self, address: str) -> None:
        # A browser refuses a connection that comes from a page.
        self.socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self.count = 0
        self.ask("session.new", capabilities={})
        self.page = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        """Give one command and return its result."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while (told := json.loads(self.socket.recv())).get("id") != self.count:
            pass
        if told["type"] == "error":
            raise RuntimeError(f"{method}: {told['message']}")
        return told["result"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.page, url=address, wait="complete")

    def run(self, script: str, *args: Any) -> Any:
        told = self.ask(
            "script.callFunction",
            functionDeclaration=WRAPPED.replace("{script}", script),
            arguments=[{"type": "string", "value": json.dumps(args)}],
            target={"context": self.page},
            awaitPromise=True,
        )
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def click(self, x: int, y: int) -> None:
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act("pointer", [{"type": "pointerMove", "x": x, "y": y}, *press])

    def type(self, text: str) -> None:
        self._act("key", [{"type": kind, "value": char} for char in text for kind in ("keyDown", "keyUp")])

    def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self.ask("input.performActions", context=self.page, actions=[source])


class Classic:
    """A page of a browser with a WebDriver of its own."""

    def __init__(self, driver: webdriver.Remote) -> None:
        self.driver = driver
        driver.set_script_timeout(PATIENCE)

    def open(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str, *args: Any) -> Any:
        wrapped = WRAPPED.replace("{script}", script)
        told = self.driver.execute_async_script(
            f"const [args, done] = arguments; ({wrapped})(args).then(done, (e) => done({{ error: String(e) }}))",
            json.dumps(args),
        )
        if isinstance(told, dict):
            raise RuntimeError(told["error"])
        return json.loads(told)

    def click(self, x: int, y: int) -> None:
        actions = ActionBuilder(self.driver)
        actions.pointer_action.move_to_location(x, y).pointer_down().pointer_up()
        actions.perform()

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text).perform()


@contextmanager
def firefox(profile: Path) -> Iterator[Driver]:
    """Firefox, with a profile in this folder."""
    [browser] = browsers.installed(["Firefox"])
    command = (*browser.command, "--remote-debugging-port", "0")
    # No page here closes its window, as those of the benchmark do.
    listening = replace(browser, command=command, is_closed_by_page=False)
    told = profile / "WebDriverBiDiServer.json"
    with browsers.opened(listening, profile, "about:blank", ""):
        until = time.monotonic() + PATIENCE
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.1)
        place = json.loads(told.read_text("utf-8"))
        yield Bidi(f"ws://{place['ws_host']}:{place['ws_port']}/session")


@contextmanager
def webkitgtk(profile: Path) -> Iterator[Driver]:
    """WebKitGTK's own small browser, on a screen that nobody sees; what it keeps goes into this folder."""
    [browser] = browsers.installed(["WebKitGTK"])
    options = webdriver.WebKitGTKOptions()
    options.binary_location = browser.command[0]
    options.add_argument("--automation")
    with browsers.display(wanted=True) as screen:
        service = Service(shutil.which("WebKitWebDriver"), env=browsers.environment(profile, screen))
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield Classic(driver)
        finally:
            driver.quit()


#: How each is started, and what is missing where it cannot be: Debian's packages for it.
ENGINES = {"Firefox": firefox, "WebKitGTK": webkitgtk}
PACKAGES = {"Firefox": ("firefox-esr",), "WebKitGTK": ("webkit2gtk-driver", "xvfb")}


def is_here(engine: str) -> bool:
    """Whether this engine can be driven on this machine."""
    has_driver = engine != "WebKitGTK" or shutil.which("WebKitWebDriver")
    return bool(has_driver and browsers.FINDERS[engine]())
