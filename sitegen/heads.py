"""What a page's head says of it to machines: JSON-LD, Open Graph, and where its Markdown twin is.

It goes into the front matter of the rendered page, and from there into the engine's page.
"""

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

from checker.statements import Statements
from sitegen import data, sources
from sitegen.settings import Settings
from sitegen.written import Written, address_of, read

Json = dict[str, Any]

CARD = "assets/card.png"
CARD_SIZE = (1200, 630)
GLOSSARY = "glossary.md"
DATA = "use-the-data.md"
HOME = "index.md"


class Heads:
    """Writes the heads of all pages. `titles` are those of the pages by slug, `terms` the glossary's entries."""

    def __init__(self, settings: Settings, book: Statements, titles: Mapping[str, str], terms: Iterable[Any]) -> None:
        """Take what the heads are made from."""
        self.name, self.url, self.book = settings.name, settings.site_url, book
        self.compared = book.last_compared.isoformat()
        self.titles = titles
        self.terms = tuple(terms)

    def added(self, file: str, text: str) -> str:
        """The page's text with its head in the front matter."""
        lines = "".join(f"  {line}\n" for line in self.lines(read(file, text)))
        return text.replace("---\n", f"---\nhead: |\n{lines}", 1)

    def lines(self, page: Written) -> list[str]:
        """The elements of the head, one a line."""
        address = self.url + page.address
        graph = {
            "og:site_name": self.name,
            "og:type": "website" if page.file == HOME else "article",
            "og:title": page.heading,
            "og:description": page.description,
            "og:url": address,
            "og:image": self.url + CARD,
            "og:image:width": str(CARD_SIZE[0]),
            "og:image:height": str(CARD_SIZE[1]),
            "og:image:alt": f"{self.name}: refund or not, and by when to act",
        }
        told = json.dumps({"@context": "https://schema.org", "@graph": self.things(page)}, ensure_ascii=False)
        return [
            # The space keeps the theme's script away, which takes every link[rel=alternate] for a translated site.
            '<link rel="alternate " type="text/markdown" href="index.md">',
            *(f'<meta property="{name}" content="{html.escape(value)}">' for name, value in graph.items()),
            '<meta name="twitter:card" content="summary_large_image">',
            f'<script type="application/ld+json">{told.replace("<", "\\u003c")}</script>',
        ]

    def things(self, page: Written) -> list[Json]:
        """What JSON-LD says: the page itself, the way to it, and what it defines or gives away."""
        address = self.url + page.address
        publisher = {"@type": "Organization", "name": self.name, "url": self.url}
        about = {"headline": page.heading, "description": page.description}
        shared = {"url": address, "inLanguage": "en", "license": data.LICENCE, "dateModified": self.compared}
        kind = {"@type": "WebSite", "name": self.name} if page.file == HOME else {"@type": "Article"}
        works = sources.for_machines(sources.cited(self.book, page.file, page.body))
        more = {"image": self.url + CARD, "publisher": publisher} | ({"citation": works} if works else {})
        things: list[Json] = [kind | about | shared | more]
        if page.file != HOME:
            things.append(self._way(page))
        if page.file == GLOSSARY:
            things.append(self._glossary(address))
        if page.file == DATA:
            things.append({"@type": "Dataset", **_named(about), **shared, "creator": publisher, **self._downloads()})
        return things

    def _way(self, page: Written) -> Json:
        folder = page.file.rpartition("/")[0]
        above = [HOME, *([f"{folder}/index.md"] if folder and page.file != f"{folder}/index.md" else [])]
        steps = [(self.titles[file.removesuffix(".md").removesuffix("/index")], address_of(file)) for file in above]
        steps.append((page.title, page.address))
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": self.url + address}
            for place, (name, address) in enumerate(steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}

    def _glossary(self, address: str) -> Json:
        terms = [
            {
                "@type": "DefinedTerm",
                "name": term.term,
                "description": term.means,
                "alternateName": list(term.also),
                "url": f"{address}#{term.anchor}",
            }
            for term in self.terms
        ]
        return {"@type": "DefinedTermSet", "name": self.titles["glossary"], "url": address, "hasDefinedTerm": terms}

    def _downloads(self) -> Json:
        kinds = {
            name: {"@type": "DataDownload", "contentUrl": self.url + name, "encodingFormat": "application/json"}
            for name in data.FILES
        }
        return {"distribution": [kinds[name] | {"description": means} for name, means in data.FILES.items()]}


def _named(about: Json) -> Json:
    return {"name": about["headline"], "description": about["description"]}
