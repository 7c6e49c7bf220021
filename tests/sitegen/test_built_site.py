"""What the built site must have."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli

import checker
from checker.outcomes import OUTCOMES
from checker.statements import Statements
from sitegen import checks, headers, naming, pack, runtime, settings, step

PAGES = [
    "what-it-is", "covered", "orders-and-suppliers", "before-you-order", "paying", "shipping-and-inspection",
    "deadlines", "evidence", "filing-a-claim", "the-dispute", "refund-amounts", "offline-orders", "samples", "returns",
    "buyer-levels", "on-time-guarantee", "coverage-types", "suppliers-side", "compared", "case-study", "tips",
    "checker", "guides", "disagreements", "glossary", "outcomes", "how-we-decide", "use-from-python", "about",
    "problems", "use-the-data", "hosts", "licences", "gates", "gates/coverage", "gates/ground", "gates/proof",
    "gates/time",
]  # fmt: skip


def text(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text("utf-8")


def test_every_page_is_there(site: Path, book: Statements) -> None:
    wanted = [*PAGES, *(f"guides/{guide.id}" for guide in book.guides), *(f"outcomes/{code}" for code in OUTCOMES)]
    assert [page for page in wanted if not (site / page / "index.html").is_file()] == []
    assert {topic.page for topic in book.topics.values()} <= set(PAGES)


def test_the_site_has_no_fault(site: Path) -> None:
    assert checks.faults(site, settings.load().site_url, checker.NOTICE) == []


def test_every_statement_has_an_address(site: Path, book: Statements) -> None:
    for guide in book.guides:
        ids = checks.read("x", text(site, f"guides/{guide.id}")).ids
        assert {f"says-{statement.id}" for statement in guide.statements} <= set(ids)


def test_the_checker_page_brings_the_widget_and_its_first_question(site: Path) -> None:
    html = text(site, "checker")
    script = re.search(r'<script type="module" src="\.\./(widget/questionnaire-[0-9a-f]+\.js)"', html)
    assert script
    assert (site / script[1]).is_file()
    first = re.search(
        r'<script type="application/json">(.*?)</script>\s*<div class="without-scripts">', html, re.DOTALL
    )
    assert first
    response = json.loads(first[1])
    assert response["verdict"] == "pending"
    assert [question["id"] for question in response["next_screen"]] == ["problem"]
    assert response["notice"] == checker.NOTICE


def test_the_runtime_is_complete(site: Path) -> None:
    folder = runtime.folder(site / "runtime")
    listing = json.loads((folder / runtime.LISTING).read_text())
    listed = {(folder / told.get("at", name)).resolve(): told for name, told in listing["files"].items()}
    files = {path for path in step.files_of(site / "runtime") if path.suffix not in pack.FORMS}
    assert {*listed, folder / runtime.LISTING} == files
    for path, told in listed.items():
        assert told["bytes"] == path.stat().st_size
        assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert folder.name == listing["build"]
    assert f'runtime="../runtime/{listing["build"]}/"' in text(site, "checker")


def test_the_service_worker_names_every_file_of_the_release(site: Path) -> None:
    first = (site / "sw.js").read_text("utf-8").partition("\n")[0]
    release = json.loads(first.removeprefix("const RELEASE = ").removesuffix(";"))
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    unnamed = {name for name in files - set(release["files"]) if Path(name).suffix not in pack.FORMS}
    assert {name for name in unnamed if "/snapshot-" not in name} == {"sw.js", "_headers"}
    for name, start in release["files"].items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest().startswith(start), name


def test_only_pages_with_the_checker_may_compile_webassembly(site: Path) -> None:
    allowed = [path for path in site.rglob("*.html") if "wasm-unsafe-eval" in path.read_text("utf-8")]
    assert sorted(allowed) == [site / "checker/index.html", site / "embed/v1/index.html"]


RUN_PYTHON = ("/checker/*", "/embed/v1/*", "/widget/*", "/runtime/*")


def test_no_policy_allows_what_is_unsafe(site: Path) -> None:
    """Neither inline scripts and styles nor eval; WebAssembly only where Python runs."""
    policies = {
        place: lines["Content-Security-Policy"]
        for place, lines in headers.parse((site / "_headers").read_text())
        if "Content-Security-Policy" in lines
    }
    assert len(policies) > len(PAGES)
    for place, policy in policies.items():
        allowed = set(re.findall(r"'[a-z-]*unsafe[a-z-]*'", policy))
        assert allowed == ({"'wasm-unsafe-eval'"} if place in RUN_PYTHON else set()), place
        assert policy.startswith("default-src 'none'")


def test_every_page_says_its_policy_as_the_header_does(site: Path) -> None:
    rules = headers.parse((site / "_headers").read_text())
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        policy = headers.policy_of(html)
        assert f'content="{policy}"' in html
        where = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        ancestors = "*" if where.startswith("/embed/") else "'none'"
        assert headers.headers_for(where, rules)["Content-Security-Policy"] == f"{policy}; frame-ancestors {ancestors}"


def test_the_fonts_are_ours_and_small(site: Path) -> None:
    fonts = list((site / "assets/fonts").glob("*.woff2"))
    assert sorted(font.name.rpartition("-")[0] for font in fonts) == ["inter", "source-serif-4"]
    assert sum(font.stat().st_size for font in fonts) < 90_000


def test_whatever_a_page_loads_from_the_assets_may_be_kept_for_ever(site: Path) -> None:
    """The rules and the service worker take every name in the folder for one that tells its content."""
    files = [path for path in step.files_of(site / "assets") if path.suffix not in pack.FORMS]
    assert [path for path in files if not naming.CARRIES_A_HASH.search(path.name)] == []


def test_every_packed_form_is_of_the_file_beside_it(site: Path) -> None:
    unpack = {".br": brotli.decompress, ".gz": gzip.decompress}
    forms = [path for path in step.files_of(site) if path.suffix in pack.FORMS]
    for form in forms:
        content = form.with_suffix("").read_bytes()
        assert unpack[form.suffix](form.read_bytes()) == content, form
        assert form.stat().st_size < len(content), form
    packed = {form.with_suffix("") for form in forms}
    assert {*site.rglob("*.html"), *site.rglob("*.wasm"), *site.rglob("snapshot-*.bin")} <= packed
    assert not {*site.rglob("*.woff2"), *site.rglob("*.png")} & packed


def test_the_site_knows_no_date_but_the_guides(site: Path, book: Statements) -> None:
    dates = set(re.findall(r"<lastmod>(.*?)</lastmod>", (site / "sitemap.xml").read_text()))
    assert dates == {max(guide.checked for guide in book.guides).isoformat()}
