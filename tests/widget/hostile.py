"""Texts that mean harm, and how a page shows that none of them came to anything."""

import json
from typing import Any

from playwright.sync_api import Frame, Page

#: Each sets `canary`, makes something of that name, asks a host of that name, or breaks the page, if it is interpreted.
HOSTILE = {
    "an image": "<img src=x onerror=canary=1>",
    "a script": "</script><script>canary=1</script>",
    "an element": "<canary-x onclick=canary=1>canary</canary-x>",
    "an attribute": '" onmouseover="canary=1" canary="',
    "another attribute": "' autofocus onfocus=canary=1 '",
    "a comment": "--><canary-x><!--",
    "the end of a template": "</template></style></textarea></title><canary-x>",
    "an SVG": "<svg><script href=https://canary.example/x.js /></svg>",
    "an address": "javascript:canary=1",
    "a data address": "data:text/html,<script>parent.canary=1</script>",
    "another host": "//canary.example/x",
    "a style": "red;background:url(https://canary.example/x)",
    "a template literal": "${canary=1}`;canary=1;`${canary=1}",
    "a template": "{{constructor.constructor('canary=1')()}}",
    "a marker of Lit": "<!--?lit$123$--><?lit$canary$>",
    "a prototype": '{"__proto__": {"canary": 1}}',
    "another direction": "\u202egpj.exe\u2066canary",
    "a long word": "canary" * 30,
    "long without a letter": "_" * 150,
    "emoji": "👩‍👩‍👧‍👦" * 12 + "🏴‍☠️",
    "combined marks": "Z" + "\u0351\u034e" * 40,
    "nothing to see": "\x00\x01\x1b[2J\u200b\ufeff",
    "lines": "a\r\nb\u2028c\x85d",
    "half a character": "\ud800",
    "a number": "9" * 180,
    "percent": "%00%0a%E0%A4%A%",
    "a formula": "=cmd|' /C calc'!A0",
}

FOUND = """() => {
  const found = [];
  const acts = /^(href|src|srcdoc|action|formaction|style|is|data)$/;
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      const does = ({ name, value }) => acts.test(name) && value.includes("canary") && !value.startsWith("#");
      const wrong = ({ name, value }) => name.startsWith("on") || name.includes("canary") || does({ name, value });
      const made = element.localName.includes("canary") || [...element.attributes].some(wrong);
      if (made) found.push(element.outerHTML.slice(0, 200));
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  if (window.canary !== undefined || {}.canary !== undefined) found.push("canary is set");
  return found;
}"""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def written(value: Any) -> str:
    """JSON as a page takes it: half a character as its escape."""
    return json.dumps(value, ensure_ascii=True)


def unharmed(page: Page | Frame) -> None:
    """Nothing that a text could have made is there, and nothing of it acts."""
    assert page.evaluate(FOUND) == []


def fits(page: Page) -> None:
    """No word makes the page wider than a small phone."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(50)
    assert page.evaluate(TOO_WIDE) <= 0
    if size:
        page.set_viewport_size(size)
