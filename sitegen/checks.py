"""Reads the finished site as a browser would, and lists what is wrong with it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

# Attributes that make a browser fetch something, by element.
FETCHES = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "form": ("action",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
FETCHING_RELATIONS = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest",
    "apple-touch-icon",
}  # fmt: skip
OTHER_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""", re.IGNORECASE)
UNDEFINED_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
HEADING = re.compile(r"h[1-6]$")
JSON_LD = "application/ld+json"
# What JSON-LD calls a whole page, so that its name is the page's heading.
PAGES = {"Article", "WebSite", "Dataset"}
STRAIGHT = str.maketrans("’‘“”", "''\"\"")
NOT_TEXT = {"script", "style", "code", "pre", "template"}


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong: the file it stands in, counted from the site's folder, and what it is."""

    file: str
    what: str

    def __str__(self) -> str:
        """As one line."""
        return f"{self.file}: {self.what}"


@dataclass
class Page:
    """What the checks need of one HTML file."""

    name: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    unsafe: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    takes_answers: bool = False
    told: list[str] = field(default_factory=list)
    heading: str = ""
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.words: list[str] = []
        self.silent = 0
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in NOT_TEXT:
            self.silent += 1
        if tag == "h1" or (tag == "script" and attributes.get("type") == JSON_LD):
            self.within = tag
        if attributes.get("id"):
            self.page.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.page.links.append(attributes["href"])
        if tag == "refund-questionnaire":
            self.page.takes_answers = True
        if HEADING.match(tag):
            self.page.headings.append(int(tag[1]))
        self._fetches(tag, attributes)
        for name, value in attributes.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                self.page.unsafe.append(f'<{tag} {name}="{value}">')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_TEXT:
            self.silent = max(0, self.silent - 1)
        if tag == self.within:
            self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within == "script":
            self.page.told.append(data)
        elif self.within == "h1":
            self.page.heading += data
        if not self.silent:
            self.words.append(data)

    def _fetches(self, tag: str, attributes: dict[str, str]) -> None:
        names = FETCHES.get(tag, ())
        if tag == "link" and FETCHING_RELATIONS & set(attributes.get("rel", "").lower().split()):
            names = ("href",)
        for name in names:
            value = attributes.get(name, "")
            parts = [part.split()[0] for part in value.split(",") if part.strip()] if name == "srcset" else [value]
            self.page.fetched += [part for part in parts if part]


def read(name: str, html: str) -> Page:
    """Parse one page."""
    page = Page(name)
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    page.text = " ".join(" ".join(reader.words).split())
    return page


def _target(page: str, address: str) -> tuple[str, str]:
    """The file that an address in the page leads to, counted from the site's folder, and its fragment."""
    parts = urlsplit(urljoin(f"https://site.invalid/{page}", address))
    path = unquote(parts.path).lstrip("/")
    return (path + "index.html" if path == "" or path.endswith("/") else path), unquote(parts.fragment)


def _leaves(address: str, own: str) -> bool:
    return bool(OTHER_HOST.match(address)) and not address.startswith(own)


def _link_faults(page: Page, pages: dict[str, Page], files: set[str]) -> Iterator[str]:
    for address in page.links:
        if urlsplit(address).scheme or address.startswith("//"):
            continue
        target, fragment = _target(page.name, address)
        if target not in files:
            yield f"link to {address}: there is no such page"
        elif fragment and target in pages and not _is_place(fragment, pages[target]):
            yield f"link to {address}: there is no such place on that page"


def _is_place(fragment: str, page: Page) -> bool:
    return fragment in page.ids or (page.takes_answers and "=" in fragment)


def _page_faults(page: Page, own: str, notice: str) -> Iterator[str]:
    for address in page.fetched:
        if _leaves(address, own):
            yield f"fetches {address} from another host"
    for what in page.unsafe:
        yield f"{what} is refused by the site's own policy"
    for name in sorted({name for name in page.ids if page.ids.count(name) > 1}):
        yield f'id="{name}" stands more than once'
    for note in sorted(set(UNDEFINED_FOOTNOTE.findall(page.text))):
        yield f"footnote {note} is not defined"
    if page.headings.count(1) != 1:
        yield f"{page.headings.count(1)} main headings; one is right"
    for above, below in pairwise(page.headings):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"
    if " ".join(notice.split()) not in page.text:
        yield "the notice is missing"


def _plain(text: str) -> str:
    """A text as it is compared: with straight quotes and single spaces, without the sign of a link to the place."""
    return " ".join(text.translate(STRAIGHT).removesuffix("¶").split())


def _things_told(page: Page) -> Iterator[dict[str, Any]]:
    """Everything that a page's JSON-LD speaks of."""
    for text in page.told:
        for thing in json.loads(text)["@graph"]:
            yield thing
            yield from thing.get("hasDefinedTerm", ())


def _told_faults(page: Page) -> Iterator[str]:
    """What JSON-LD says must stand on the page for people too."""
    try:
        things = list(_things_told(page))
    except (ValueError, KeyError, TypeError) as error:
        yield f"its JSON-LD cannot be read: {error!r}"
        return
    seen = _plain(page.text)
    for thing in things:
        kind, name = thing["@type"], thing.get("headline", thing.get("name", ""))
        if kind in PAGES and _plain(name) != _plain(page.heading):
            yield f"its JSON-LD gives {name!r} for the heading {page.heading!r}"
        if kind == "DefinedTerm":
            for words in (name, thing["description"]):
                if _plain(words) not in seen:
                    yield f"its JSON-LD says {words!r}, which is not on the page"


def _missing_files(page: Page, files: set[str]) -> Iterator[str]:
    for address in page.fetched:
        if not urlsplit(address).scheme and not address.startswith("//"):
            target, _ = _target(page.name, address)
            if target not in files:
                yield f"fetches {address}: there is no such file"


def faults(site: Path, own: str, notice: str) -> list[Fault]:
    """Everything wrong with the site in the folder `site`, whose address is `own`; sorted."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: read(name, (site / name).read_text("utf-8")) for name in sorted(files) if name.endswith(".html")}
    found = set()
    for page in pages.values():
        of_words = (*_page_faults(page, own, notice), *_told_faults(page))
        for what in (*of_words, *_link_faults(page, pages, files), *_missing_files(page, files)):
            found.add(Fault(page.name, what))
    for name in files:
        if name.endswith(".css"):
            for address in CSS_ADDRESS.findall((site / name).read_text("utf-8")):
                if _leaves(address, own):
                    found.add(Fault(name, f"fetches {address} from another host"))
    return sorted(found)
