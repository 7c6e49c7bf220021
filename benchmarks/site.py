"""How long the site takes: from statements to HTML, beside the engine alone on the same rendered pages."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import build_site
import checker
from benchmarks.figures import Figure, in_turn
from sitegen import engine, pages, settings


def measure(*, quick: bool) -> Iterator[Figure]:
    site, epoch = settings.load(), build_site.last_compared()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "html"

        def ours() -> None:
            pages.build(build_site.DOCS, site, build_site.built_files(), build_site.FONTS)
            engine.build(out, site, checker.NOTICE, epoch)

        runs = {
            ("pages and HTML", "ours"): ours,
            ("pages and HTML", "mkdocs build"): lambda: engine.build(out, site, checker.NOTICE, epoch),
            ("a build with nothing changed", "ours"): build_site.build,
        }
        yield from in_turn(runs, times=3 if quick else 7)
