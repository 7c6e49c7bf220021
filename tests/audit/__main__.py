"""Reads the whole built site with tools that others keep: ``make check-site``.

Links (lychee), markup (html-validate), JSON-LD (against the vocabulary of schema.org), accessibility (axe-core, every
page) and Lighthouse (median of five on three pages). Prints what each finds and ends with 1 where one finds a fault.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

import build_site
from sitegen import browser as chromium
from sitegen import checks, node, serve
from sitegen.settings import ROOT
from tests.sitegen.test_in_browser import axe

HERE = Path(__file__).parent
TOOLS = HERE / "node_modules"
OUT = ROOT / "build/audit"
NOT_FOR_SEARCH = '<meta name="robots" content="noindex">'

# Lighthouse: the home page, a page on a topic, the checker's page.
MEASURED = {"home": "", "a topic": "deadlines/", "the checker": "checker/"}
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = 5
LONGEST = 180


# What stands behind the # of the checker's page is no place on it, but answers.
ANSWERS = r"/checker/?#\w+:?="


def pages(site: Path) -> list[Path]:
    """Every page of the site."""
    return sorted(site.rglob("*.html"))


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool; what it finds is in what it prints."""
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


# --- links and markup -----------------------------------------------------------------------------


def links(site: Path) -> Iterator[str]:
    """Every link within the site, with its fragment. Addresses elsewhere are not asked: nothing here goes out."""
    lychee = Path(sys.executable).with_name("lychee")
    told = run(lychee, "--offline", "--include-fragments", "--index-files", "index.html", "--root-dir", site,
               "--exclude", ANSWERS, "--format", "json", "--no-progress", *pages(site))  # fmt: skip
    try:
        found = json.loads(told.stdout)
    except json.JSONDecodeError:
        yield f"lychee did not run: {told.stderr.strip()[:500]}"
        return
    if not found["total"]:
        yield "lychee saw no link at all"
    for page, faults in found["error_map"].items():
        for fault in faults:
            yield f"{page}: {fault['url']}: {fault.get('status', {}).get('text', 'broken')}"


def markup(site: Path) -> Iterator[str]:
    """The HTML of every page, by the rules in ``htmlvalidate.mjs``."""
    tool, report = TOOLS / "html-validate/bin/html-validate.mjs", OUT / "markup.json"
    OUT.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    told = run(node.find(), tool, "--config", HERE / "htmlvalidate.mjs", "--formatter", f"json={report}", *pages(site))
    if not report.is_file():
        yield f"html-validate did not run: {told.stderr.strip()[:500]}"
        return
    found = json.loads(report.read_text("utf-8"))
    for page in found:
        for fault in page["messages"]:
            place = f"{Path(page['filePath']).relative_to(site)}:{fault['line']}"
            yield f"{place}: {fault['ruleId']}: {fault['message']}"


# --- JSON-LD --------------------------------------------------------------------------------------


def linked_data(site: Path) -> Iterator[str]:
    """The JSON-LD of every page: types and properties as schema.org has them, by its published TypeScript types."""
    folder = OUT / "linked-data"
    folder.mkdir(parents=True, exist_ok=True)
    things = []
    for page in pages(site):
        name, html = page.relative_to(site).as_posix(), page.read_text("utf-8")
        texts = checks.read(name, html).told
        # What nobody is to find in a search tells a search nothing.
        if not texts and name != serve.NOT_FOUND and NOT_FOR_SEARCH not in html:
            yield f"{name}: no JSON-LD"
        for text in texts:
            told = json.loads(text)
            if told["@context"] != "https://schema.org":
                yield f"{name}: the context is {told['@context']!r}"
            things += [f"// {name}\nuse({json.dumps(thing)});" for thing in told["@graph"]]
    types = (TOOLS / "schema-dts/dist/schema.d.ts").as_posix().removesuffix(".d.ts")
    head = f'import type {{ Thing }} from "{types}";\nconst use = (thing: Exclude<Thing, string>) => thing;\n'
    source = folder / "things.ts"
    source.write_text(head + "\n".join(things), "utf-8")
    options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", "--module", "preserve"]
    told = run(node.find(), ROOT / "node_modules/typescript/bin/tsc", *options, source)
    lines = source.read_text("utf-8").splitlines()
    for fault in told.stdout.splitlines():
        place = re.search(r"things\.ts\((\d+),\d+\): (.*)", fault)
        yield f"{lines[int(place[1]) - 2].removeprefix('// ')}: {place[2]}" if place else fault


# --- in a browser ---------------------------------------------------------------------------------


def accessibility(site: Path) -> Iterator[str]:
    """Every page as axe-core sees it, on a phone, light."""
    with serve.serving(site) as address, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        context = browser.new_context(
            viewport={"width": 360, "height": 800}, bypass_csp=True, reduced_motion="reduce", service_workers="block"
        )
        page = context.new_page()
        for file in pages(site):
            path = file.relative_to(site).as_posix().removesuffix("index.html")
            page.goto(address + path, wait_until="load")
            yield from (f"{path}: {fault}" for fault in axe(page))
        browser.close()


def lighthouse(site: Path) -> Iterator[str]:
    """Lighthouse on three pages as a phone sees them; the median of five."""
    OUT.mkdir(parents=True, exist_ok=True)
    figures: dict[str, dict[str, list[int]]] = {}
    with serve.serving(site) as address:
        for turn in range(TIMES):
            for name, path in MEASURED.items():
                print(f"  lighthouse: {name}, {turn + 1} of {TIMES}", flush=True)
                for what, score in _scores(address + path).items():
                    figures.setdefault(name, {}).setdefault(what, []).append(score)
    medians = {name: {what: statistics.median(all_) for what, all_ in one.items()} for name, one in figures.items()}
    (OUT / "lighthouse.json").write_text(json.dumps(figures, indent=1), "utf-8")
    for name, scores in medians.items():
        print(f"  {name}: " + ", ".join(f"{what} {score:g}" for what, score in scores.items()))
        for what, least in WANTED.items():
            if scores.get(what, 0) < least:
                yield f"{name}: {what} {scores.get(what, 0):g}, wanted {least}"


def _scores(address: str) -> dict[str, int]:
    """The score of each category, 0 to 100."""
    report = OUT / "lighthouse-report.json"
    report.unlink(missing_ok=True)
    flags = " ".join(["--headless=new", *chromium.arguments()])
    command = [node.find(), str(TOOLS / "lighthouse/cli/index.js"), address, "--quiet", "--output=json",
               f"--output-path={report}", f"--chrome-flags={flags}",
               f"--only-categories={','.join(WANTED)}"]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": str(chromium.on_this_machine())}
    subprocess.run(command, env=environment, capture_output=True, check=False, timeout=LONGEST)
    if not report.is_file():
        return {}
    told = json.loads(report.read_text("utf-8"))["categories"]
    return {name: round(100 * (category["score"] or 0)) for name, category in told.items()}


CHECKS: dict[str, Callable[[Path], Iterator[str]]] = {
    "links": links,
    "markup": markup,
    "linked-data": linked_data,
    "accessibility": accessibility,
    "lighthouse": lighthouse,
}
MOST_SHOWN = 40


def main(names: list[str]) -> int:
    """Run the checks named, or all. 0 when none finds a fault."""
    if unknown := [name for name in names if name not in CHECKS]:
        print(f"check-site: no such check: {', '.join(unknown)}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    total = 0
    for name in names or CHECKS:
        faults = list(CHECKS[name](build_site.SITE))
        print(f"{name}: {len(faults) or 'no'} faults in {len(pages(build_site.SITE))} pages", flush=True)
        for fault, times in Counter(faults).most_common(MOST_SHOWN):
            print(f"  {fault}" + (f" ({times} times)" if times > 1 else ""))
        total += len(faults)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
