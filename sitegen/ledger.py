"""Where each line of the guides' ledger stands in the built site: ``make ledger``.

The ledger is the list of everything that the four guides say, each with an id (``tests/ledger-ids.txt``). A line is
carried where its guide's page has its address and the page of its topic links there. What no guide says is not written
down anywhere: it is carried by the page of a topic on which all guides are silent.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from checker import statements
from checker.statements import Statements
from sitegen.settings import ROOT

IDS = ROOT / "tests/ledger-ids.txt"
MOST_LEFT_OUT = 10
_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'\shref="[^"]*#([^"]+)"')


@dataclass(frozen=True)
class Line:
    """An id of the ledger with the pages that carry it; `why` it has none, or what carries it if no guide says it."""

    id: str
    pages: tuple[str, ...]
    why: str = ""

    def __str__(self) -> str:
        return "  ".join(filter(None, (f"{self.id:42}", ", ".join(self.pages), self.why)))


class Site:
    """The built pages, each read once: the addresses within it, and those that it links to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[set[str], set[str]]] = {}

    def _page(self, slug: str) -> tuple[set[str], set[str]]:
        if slug not in self._read:
            file = self.folder / slug / "index.html"
            text = file.read_text("utf-8") if file.is_file() else ""
            self._read[slug] = set(_ID.findall(text)), set(_LINK.findall(text))
        return self._read[slug]

    def has(self, slug: str, address: str) -> bool:
        """Whether a page has a place of this name."""
        return address in self._page(slug)[0]

    def links(self, slug: str, address: str) -> bool:
        """Whether a page links to a place of this name, on whatever page."""
        return address in self._page(slug)[1]


def lines(ids: Iterable[str], book: Statements, site: Site) -> list[Line]:
    """Look every id up in the pages."""
    silent = {topic.silent: topic for topic in book.topics.values() if topic.silent}
    by_id: dict[str, list[statements.Statement]] = {}
    for statement in book.statements.values():
        by_id.setdefault(statement.id, []).append(statement)
    found = []
    for id_ in ids:
        if id_ in by_id:
            found.append(Line(id_, _pages_of(by_id[id_], book, site)))
        elif topic := silent.get(id_):
            page = (topic.page,) if site.has(topic.page, topic.id) else ()
            found.append(Line(id_, page, f"no guide says it: {topic.asks}"))
        else:
            found.append(Line(id_, (), book.left_out.get(id_, "it stands nowhere")))
    return found


def _pages_of(said: list[statements.Statement], book: Statements, site: Site) -> tuple[str, ...]:
    """The page of the topic and those of the guides that say it; none where one of them lacks it."""
    anchor = f"says-{said[0].id}"
    topic = book.topics[said[0].topic].page
    guides = [f"guides/{statement.guide}" for statement in said]
    if not site.links(topic, anchor) or not all(site.has(guide, anchor) for guide in guides):
        return ()
    return topic, *(f"{guide}/#{anchor}" for guide in guides)


def main(folder: Path) -> int:
    """Print every line. 0 when at most ten are left out, each with its reason; 1 otherwise."""
    book = statements.load()
    found = lines(IDS.read_text("utf-8").split(), book, Site(folder))
    for line in found:
        print(line)
    missing = [line for line in found if not line.pages]
    print(f"{len(found)} lines: {len(found) - len(missing)} carried, {len(missing)} left out")
    unexplained = [line.id for line in missing if line.id not in book.left_out]
    for id_ in unexplained:
        print(f"ledger: no page carries {id_}, and no reason is given under left_out in topics.toml", file=sys.stderr)
    return 1 if unexplained or len(missing) > MOST_LEFT_OUT else 0


if __name__ == "__main__":
    sys.exit(main(ROOT / "site"))
