"""What the site holds for machines: the data, the Markdown twin of each page, and the list of them."""

from pathlib import Path

from checker import statements
from checker.contract import notice
from sitegen import data, step, twins, written
from sitegen.settings import Settings


def build(out: Path, docs: Path, settings: Settings) -> None:
    """Fill `out` from the rendered pages in `docs` and the book of statements."""
    book = statements.load()
    pages = list(written.read_all(docs))
    home = next(page for page in pages if not page.address)
    made = data.files(book, settings.site_url)
    made |= {f"{page.address}index.md": twins.twin(page, settings.site_url, notice(book)) for page in pages}
    made["llms.txt"] = twins.listing(pages, settings, home.description, data.FILES.items())
    for name, text in made.items():
        step.write(out / name, text)
    step.keep_only(out, [out / name for name in made])
