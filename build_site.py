"""Builds the site: the steps in order, each run only when something it reads has changed.

    python build_site.py [--unpacked]

The guides' statements become pages (Markdown), the engine makes HTML of them, the package `checker` becomes a wheel,
a small library and a snapshot that the browser runs, the widget is bundled, and all of it is put together in site/
and read through once more.
"""

import dataclasses
import datetime
import json
import sys
import time
from collections.abc import Collection

import checker
from checker import statements
from sitegen import (
    BuildError,
    assets,
    card,
    checks,
    early,
    engine,
    frame,
    hosting,
    library,
    locked,
    machines,
    pages,
    publish,
    runtime,
    settings,
    snapshot,
    step,
    wheel,
)
from sitegen.settings import ROOT

BUILD, SITE = ROOT / "build", ROOT / "site"
DOCS, HTML = BUILD / "docs", BUILD / "html"
WHEEL, LIBRARY, SNAPSHOT, RUNTIME = BUILD / "wheel", BUILD / "library", BUILD / "snapshot", BUILD / "runtime"
WIDGET, FONTS = BUILD / "widget", BUILD / "fonts"
MANIFEST = WIDGET / "manifest.json"
EARLY, PACKED, HOSTING = BUILD / "early", BUILD / "packed", BUILD / "hosting"
EMBED = BUILD / "embed"
MACHINES, CARD, NAMES = BUILD / "machines", BUILD / "card", BUILD / "names.json"
# What the site is put together from, and the folder in it that each part gets; of it, what a frame runs.
RUN = {part: part.name for part in (RUNTIME, WIDGET, EARLY)}
PARTS = {HTML: "", MACHINES: "", CARD: "assets", WHEEL: WHEEL.name, EMBED: EMBED.name} | RUN
PACKAGES = ROOT / "node_modules"
PYODIDE = PACKAGES / "pyodide"


def last_compared() -> int:
    """The day on which a guide was last compared, in seconds since 1970: the only date that a build knows."""
    day = statements.load().last_compared
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())


def built_files() -> pages.Files:
    """The names that pages need of what was built before them."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    return pages.Files(
        widget=f"widget/{manifest['questionnaire.js']}",
        wheel=wheel.find(WHEEL).name,
        early=f"early/{next(EARLY.iterdir()).name}",
        build=runtime.folder(RUNTIME).name,
    )


def check(site: settings.Settings) -> None:
    """Refuse a site with a fault, and list every one."""
    found = checks.faults(SITE, site.site_url, checker.NOTICE)
    if found:
        sys.exit("The site has faults:\n" + "\n".join(f"  {fault}" for fault in found))


def build(*, pack: bool = True) -> None:
    """Run the steps; without `pack` no packed forms, which take longest and which only a reader's link needs."""
    site = settings.load()
    epoch = last_compared()
    code, words = ROOT / "checker", ROOT / "docs"
    package = [code, ROOT / "README.md", ROOT / "LICENSE"]
    locks = [ROOT / locked.REQUIREMENTS, *(ROOT / name for name in locked.npm_files())]

    step.run("wheel", lambda: wheel.build(WHEEL, epoch), inputs=package, output=WHEEL)
    step.run(
        "library",
        lambda: library.build(LIBRARY, wheel.find(WHEEL), PYODIDE),
        inputs=[WHEEL, PYODIDE],
        output=LIBRARY,
    )
    step.run(
        "snapshot",
        lambda: snapshot.build(SNAPSHOT, LIBRARY / library.LIBRARY, PYODIDE),
        inputs=[LIBRARY, PYODIDE, ROOT / "widget/snapshot.js"],
        output=SNAPSHOT,
    )
    step.run(
        "runtime",
        lambda: runtime.build(RUNTIME, runtime.Parts(wheel.find(WHEEL), PYODIDE, LIBRARY, SNAPSHOT)),
        inputs=[WHEEL, PYODIDE, LIBRARY, SNAPSHOT],
        output=RUNTIME,
    )
    step.run("widget", lambda: assets.bundle_widget(WIDGET), inputs=[ROOT / "widget"], output=WIDGET)
    fonts = PACKAGES / "@fontsource-variable"
    step.run("fonts", lambda: assets.build_fonts(FONTS, fonts), inputs=[fonts], output=FONTS)
    day = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()
    step.run("early", lambda: early.build(EARLY, day), inputs=[code], output=EARLY, more=str(day))
    step.run(
        "pages",
        lambda: pages.build(DOCS, site, built_files(), FONTS),
        inputs=[code, words, *locks, ROOT / "widget/variables.css", MANIFEST, WHEEL, FONTS, EARLY, RUNTIME],
        output=DOCS,
        more=str(site),
    )
    step.run(
        "html",
        lambda: engine.build(HTML, site, checker.NOTICE, epoch),
        inputs=[DOCS, words / ".overrides", ROOT / "mkdocs.yml"],
        output=HTML,
        more=f"{site} {checker.NOTICE} {epoch}",
    )
    step.run(
        "machines",
        lambda: machines.build(MACHINES, DOCS, site),
        inputs=[code, DOCS],
        output=MACHINES,
        more=str(site),
    )
    step.run(
        "card",
        lambda: card.build(CARD, site.name, fonts),
        inputs=[fonts, PACKAGES / "@resvg", ROOT / "widget/variables.css", words / "index.md"],
        output=CARD,
        more=site.name,
    )
    step.run(
        "embed",
        lambda: frame.build(EMBED, site, statements.load(), built_files(), WIDGET, RUN),
        inputs=[code, words / ".parts", ROOT / "widget/embed", *locks, *RUN],
        output=EMBED,
        more=str(site),
    )
    packed = PACKED if pack else None
    step.run(
        "site", lambda: publish.publish(SITE, PARTS, packed), inputs=PARTS, output=SITE, more="" if pack else "unpacked"
    )
    step.run("hosting", lambda: hosting.build(HOSTING, SITE), inputs=[SITE / "_headers"], output=HOSTING)
    # The names of what is in the site now, which a draft's pages have to name.
    step.write(NAMES, json.dumps(dataclasses.asdict(built_files())))
    step.run("checks", lambda: check(site), inputs=[SITE], output=SITE, more=f"{site} {checker.NOTICE}")


def draft(edited: Collection[str]) -> None:
    """Make the pages again after an edit of these files (from the project's folder), and nothing else.

    After an edit of pages alone these pages; after any other all but those by problem, which take seconds to work out
    and wait for a whole build, unless they are what is written.
    """
    site, epoch = settings.load(), last_compared()
    names = pages.Files(**json.loads(NAMES.read_text("utf-8")))
    own = {file.removeprefix("docs/") for file in edited if file.startswith("docs/") and file.endswith(".md")}
    alone = len(own) == len(edited) and not any(page.startswith(".") for page in own)
    with_problems = any("problem" in file for file in edited)

    def wanted(page: str) -> bool:
        return page in own if alone else with_problems or not page.startswith("problems/") or page.endswith("index.md")

    pages.build(DOCS, site, names, FONTS, wanted=wanted)
    engine.draft(HTML, site, checker.NOTICE, epoch)
    publish.refresh(SITE, {part: PARTS[part] for part in (HTML, CARD)})


def main() -> None:
    """Build, and say how long it took; an error is one message, not a traceback."""
    started = time.monotonic()
    try:
        build(pack="--unpacked" not in sys.argv[1:])
    except (BuildError, statements.GuideError) as error:
        sys.exit(str(error))
    count = sum(1 for _ in SITE.rglob("*.html"))
    print(f"{SITE.relative_to(ROOT)}/ holds {count} pages ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    main()
