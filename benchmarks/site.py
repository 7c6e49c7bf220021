"""How long the site takes: from statements to HTML, beside the engine alone on the same rendered pages.

And how long an edited statement takes until its page is served anew, as `make serve` does, beside one such build.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import build_site
import checker
from benchmarks.figures import Figure, figure, in_turn, progress
from sitegen import engine, pages, settings
from tests.sitegen.writing import Desk, writing

GUIDE, PAGE = "checker/guides/official.toml", "guides/official/"
SAYS = "Stock items and customised goods alike"


def measure(*, quick: bool) -> Iterator[Figure]:
    site, epoch = settings.load(), build_site.last_compared()
    times = 3 if quick else 7
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "html"

        def alone() -> None:
            engine.build(out, site, checker.NOTICE, epoch)

        def ours() -> None:
            pages.build(build_site.DOCS, site, build_site.built_files(), build_site.FONTS)
            alone()

        runs = {
            ("pages and HTML", "ours"): ours,
            ("pages and HTML", "mkdocs build"): alone,
            ("a build with nothing changed", "ours"): build_site.build,
        }
        yield from in_turn(runs, times=times)
        with writing(Path(folder) / "project") as desk:
            served = [edited(desk, turn) for turn in range(times)]
        yield figure("an edited statement served", "ours", served)


def edited(desk: Desk, turn: int) -> float:
    """Milliseconds from an edit of a statement until its page is served with it."""
    progress(f"edit {turn + 1}")
    # As if it were read: the whole build that follows an edit has begun, and ends with the next one.
    time.sleep(2)
    new = f"{SAYS} ({turn})"
    desk.edit(GUIDE, SAYS if not turn else f"{SAYS} ({turn - 1})", new)
    begun = time.perf_counter()
    while new not in urlopen(desk.address + PAGE).read().decode():
        time.sleep(0.01)
    return 1000 * (time.perf_counter() - begun)
