"""A rendered page as it lies in `build/docs`: what its head says of it, its words, and its address on the site."""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from sitegen import BuildError, step

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_HEADING = re.compile(r"^# (.+?)(?: \{.*\})?$", re.MULTILINE)


class WrittenError(BuildError):
    """A page lacks what every page has; the text names the page and what it lacks."""


@dataclass(frozen=True)
class Written:
    """A page. `file` is counted from the folder of pages; `body` is its Markdown without the front matter."""

    file: str
    title: str
    description: str
    heading: str
    body: str

    @property
    def address(self) -> str:
        """Its address, counted from the site's: "outcomes/capped/"; empty for the first page."""
        return address_of(self.file)


def address_of(file: str) -> str:
    """The address of the page that is made of a file, counted from the site's."""
    slug = file.removesuffix(".md")
    slug = "" if slug == "index" else slug.removesuffix("/index")
    return f"{slug}/" if slug else ""


def leads_to(target: str, file: str, site_url: str) -> str:
    """The whole address of a link that stands in the page `file`, whether it names a file or an address."""
    if re.match(r"[a-z]+:", target):
        return target
    path, hash_, fragment = target.partition("#")
    if path.endswith(".md"):
        path = address_of(posixpath.normpath(posixpath.join(posixpath.dirname(file), path)))
    elif path:
        slash = "/" if path.endswith("/") else ""
        path = posixpath.normpath(posixpath.join(address_of(file), path)).removeprefix(".") + slash
    else:
        path = address_of(file)
    return site_url + path.removeprefix("/") + hash_ + fragment


def read(file: str, text: str) -> Written:
    """Take a page apart.

    Raises:
        WrittenError: the page has no title, no description or no main heading.
    """
    front = _FRONT.match(text)
    said = yaml.safe_load(front[1]) if front else {}
    body = text[front.end() :] if front else text
    heading = _HEADING.search(body)
    for what, there in (("title", said.get("title")), ("description", said.get("description")), ("heading", heading)):
        if not there:
            raise WrittenError(f"{file}: the page needs a {what}")
    assert heading
    title, description, main = map(html.unescape, (said["title"], said["description"], heading[1]))
    return Written(file, title, description, main, body)


def read_all(docs: Path) -> Iterator[Written]:
    """Every page in a folder of rendered pages."""
    for path in step.files_of(docs):
        if path.suffix == ".md":
            yield read(path.relative_to(docs).as_posix(), path.read_text("utf-8"))
