"""The folder that is served beside the site: the benchmark's pages, and the peers, unmodified from their packages.

Nothing of it gets into the site.
"""

import datetime
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import build_site
from benchmarks.decision import COMPLETE
from sitegen import headers, runtime, wheel
from sitegen.settings import ROOT

# What no page fetches.
UNUSED = shutil.ignore_patterns("*.map", "*.d.ts", "console*", "README.md", "__pycache__")
PAGES = Path(__file__).with_name("pages")
PARTS = ROOT / "widget/parts.json"
FIRST_DAY = datetime.date(2026, 5, 20)
VERDICTS = 10
_WIDGET = re.compile(r"<refund-questionnaire\b.*?</refund-questionnaire>", re.DOTALL)
_WIDGET_CODE = re.compile(r'<script type="module" src="[^"]*/widget/[^"]*"></script>')


def requests() -> list[str]:
    """Ten requests, each of another day: the first for what the widget shows a verdict from, the rest for all parts."""
    days = [FIRST_DAY + datetime.timedelta(days=turn) for turn in range(VERDICTS)]
    bodies = [{"schema": 1, "today": day.isoformat(), "answers": COMPLETE} for day in days]
    bodies[0]["parts"] = json.loads(PARTS.read_text("utf-8"))["to_act_on"]
    return [json.dumps(body) for body in bodies]


def lay_out(beside: Path, site: Path) -> None:
    """Fill the folder anew."""
    shutil.rmtree(beside, ignore_errors=True)
    bench, peers = beside / "bench", beside / "peers"
    shutil.copytree(PAGES, bench)
    _bundle_runtime(bench / "runtime.js", site)
    built = wheel.find(build_site.WHEEL)
    (peers / "wheels").mkdir(parents=True)
    shutil.copy(built, peers / "wheels")
    address = f"/peers/wheels/{built.name}"
    ours = f"/runtime/{runtime.folder(site / 'runtime').name}/"
    work = {"requests": requests(), "runtime": ours, "wheel": address}
    (bench / "work.json").write_text(json.dumps(work))
    (bench / "pyscript.json").write_text(
        json.dumps({"interpreter": "/peers/pyodide/pyodide.mjs", "packages": [address]})
    )
    shutil.copytree(build_site.PACKAGES / "@pyscript/core/dist", peers / "pyscript", ignore=UNUSED)
    _lay_out_pyodide(peers / "pyodide", _micropip(beside.parent / "wheels"))
    lay_out_first_questions(beside, (site / "checker/index.html").read_text("utf-8"))


def _bundle_runtime(out: Path, site: Path) -> None:
    """The widget's own starter, for a page that shows nothing; the worker is the site's."""
    worker = json.loads((site / "widget/manifest.json").read_text("utf-8"))["worker.js"]
    command = [
        str(build_site.PACKAGES / ".bin/esbuild"), str(ROOT / "widget/runtime.js"), "--bundle", "--format=esm",
        f'--define:import.meta.workerFile="/widget/{worker}"', f"--outfile={out}", "--log-level=error",
    ]  # fmt: skip
    subprocess.run(command, check=True)


def _micropip(folder: Path) -> Path:
    """The wheel of micropip, fetched once."""
    locked = ROOT / "requirements/peers.txt"
    if not list(folder.glob("micropip-*.whl")):
        # For the Python that runs in the browser, whichever runs here.
        target = ["--no-deps", "--only-binary", ":all:", "--python-version", "3.13", "--dest", str(folder)]
        command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*command, *target, "-r", str(locked)], check=True)
    return next(folder.glob("micropip-*.whl"))


def _lay_out_pyodide(folder: Path, micropip: Path) -> None:
    """Pyodide as its package has it, and micropip, whose wheel has another hash there than in Pyodide's own house."""
    shutil.copytree(build_site.PACKAGES / "pyodide", folder, ignore=UNUSED)
    shutil.copy(micropip, folder)
    lock = folder / "pyodide-lock.json"
    listed = json.loads(lock.read_text("utf-8"))
    digest = hashlib.sha256(micropip.read_bytes()).hexdigest()
    listed["packages"]["micropip"] |= {"file_name": micropip.name, "sha256": digest}
    lock.write_text(json.dumps(listed, separators=(",", ":")), "utf-8")


def lay_out_first_questions(beside: Path, checker_page: str) -> None:
    """The checker's page with a script that tells when it can be used, and the same page without the widget."""
    watched = checker_page.replace("</head>", '<script src="../bench/usable.js" defer></script></head>', 1)
    for name, page in (("with-widget", watched), ("without-widget", without_widget(watched))):
        (beside / name).mkdir()
        (beside / name / "index.html").write_text(page, "utf-8")


def without_widget(page: str) -> str:
    """The page without the checker's element and its script."""
    return _WIDGET_CODE.sub("", _WIDGET.sub("", page))


def rules(site: Path) -> list[tuple[str, dict[str, str]]]:
    """The headers of the checker's page, for its two copies."""
    production = headers.parse((site / "_headers").read_text("utf-8"))
    lines = headers.headers_for("/checker/", production)
    return [(f"/{name}/*", lines) for name in ("with-widget", "without-widget")]
