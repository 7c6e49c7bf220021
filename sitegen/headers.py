"""The Content-Security-Policy of every page, as a meta element in it and as a header in the file `_headers`.

Hashes of inline scripts are computed from the built pages, never listed by hand. Only a page that shows
the checker may compile WebAssembly and name a worker.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from sitegen import BuildError

PLACEHOLDER = "policy-of-this-page"
CHECKER_TAG = "<refund-questionnaire"
# A page that has a frame of ours in it, as partners' pages have.
FRAMING_TAG = "<refund-checker"
# What everybody may frame, and take with a pinned hash.
FRAMED = "/embed/"
FRAMED_BY_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
NOT_FOUND = "404.html"

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(r"""\b(src\s*=|type\s*=\s*["']?application/(?:ld\+)?json)""", re.IGNORECASE)

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# The worker's own file decides what the worker may do.
WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
SERVICE_WORKER_POLICY = "default-src 'none'; connect-src 'self'"
# Hosts join what several rules say of one path, so every header but those above stands in one rule a path.
ASK_AGAIN = "no-cache"
# For addresses that carry a hash of their content.
FOR_EVER = "public, max-age=31536000, immutable"


class HeaderError(BuildError):
    """A page cannot be given a policy; the text says which and why."""


def hash_of(script: str) -> str:
    """The source expression that allows exactly this inline script."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def inline_scripts(html: str) -> list[str]:
    """The inline scripts that the browser would run, in the order of the page."""
    return [body for attributes, body in _SCRIPT.findall(html) if not _NOT_RUN.search(attributes)]


def policy(hashes: Iterable[str], *, runs_python: bool, frames_us: bool = False) -> str:
    """The policy of a page with these inline scripts."""
    scripts = ["'self'", *sorted(set(hashes))]
    rules = {
        "default-src": ["'none'"],
        "script-src": [*scripts, "'wasm-unsafe-eval'"] if runs_python else scripts,
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    if runs_python:
        rules["worker-src"] = ["'self'"]
    if frames_us:
        rules["frame-src"] = ["'self'"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def policy_of(html: str) -> str:
    """The policy that this page needs."""
    return policy(map(hash_of, inline_scripts(html)), runs_python=CHECKER_TAG in html, frames_us=FRAMING_TAG in html)


def seal(html: str, name: str) -> str:
    """Write the page's policy into its meta element, which must stand before the first script."""
    place, script = html.find(PLACEHOLDER), html.find("<script")
    if place < 0 or -1 < script < place:
        raise HeaderError(f"{name}: the policy's meta element is missing or stands after a script")
    return html.replace(PLACEHOLDER, policy_of(html), 1)


def _place(name: str) -> str:
    """The rule that a page stands in: its folder's, or its own. What is shown for what is not there has its own."""
    folder, _, file = name.rpartition("/")
    if not folder or file == NOT_FOUND:
        return f"/{name}"
    return f"/{folder}/*" if f"/{folder}".startswith(FRAMED.rstrip("/")) else f"/{folder.split('/')[0]}/*"


def headers_file(pages: Mapping[str, str]) -> str:
    """The file `_headers`, from the pages (path in the site -> HTML), one rule a folder.

    Paths count from the folder that is served. Nothing may frame a page but those that are made for it.
    """
    hashes: dict[str, set[str]] = {}
    with_python, framing = set(), set()
    for name, html in pages.items():
        place = _place(name)
        hashes.setdefault(place, set()).update(map(hash_of, inline_scripts(html)))
        if CHECKER_TAG in html:
            with_python.add(place)
        if FRAMING_TAG in html:
            framing.add(place)
    if "/index.html" in hashes:
        hashes["/"] = hashes["/index.html"]
    rules: list[tuple[str, Mapping[str, str]]] = [("/*", EVERYWHERE), (f"{FRAMED}*", FRAMED_BY_ALL)]
    for place in sorted(hashes):
        page_policy = policy(hashes[place], runs_python=place in with_python, frames_us=place in framing)
        ancestors = "*" if place.startswith(FRAMED) else "'none'"
        own = {"Content-Security-Policy": f"{page_policy}; frame-ancestors {ancestors}", "Cache-Control": ASK_AGAIN}
        rules.append((place, own))
    for place in (f"{FRAMED}v1.js", f"{FRAMED}self-host.zip"):
        rules.append((place, {"Cache-Control": ASK_AGAIN}))
    for place in ("/widget/*", "/runtime/*"):
        rules.append((place, {"Content-Security-Policy": WORKER_POLICY, "Cache-Control": FOR_EVER}))
    for place in ("/assets/*", "/early/*"):
        rules.append((place, {"Cache-Control": FOR_EVER}))
    rules.append(("/sw.js", {"Content-Security-Policy": SERVICE_WORKER_POLICY, "Cache-Control": ASK_AGAIN}))
    for place in ("/search/*", "/wheel/*"):
        rules.append((place, {"Cache-Control": ASK_AGAIN}))
    for place in ("/data/*", "/schema/*", "/llms.txt"):
        rules.append((place, {"Access-Control-Allow-Origin": "*", "Cache-Control": ASK_AGAIN}))
    return (
        "\n".join(
            "\n".join([place, *(f"  {name}: {value}" for name, value in lines.items())]) for place, lines in rules
        )
        + "\n"
    )


def parse(text: str) -> list[tuple[str, dict[str, str]]]:
    """Read a `_headers` file: the rules in order, each a path (perhaps ending in `*`) and its headers."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


def headers_for(path: str, rules: Iterable[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """The headers of this path; of two rules that name the same header the later one counts."""
    found: dict[str, str] = {}
    for place, lines in rules:
        if path == place or (place.endswith("*") and path.startswith(place[:-1])):
            found |= lines
    return found
