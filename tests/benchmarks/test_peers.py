"""What is measured beside the site: it works on the same page, and none of it is in the site."""

import json
from pathlib import Path

import checker
from benchmarks.browsing import peers


def test_every_request_has_a_verdict() -> None:
    answers = [json.loads(checker.respond(text)) for text in peers.requests()]
    assert len(answers) == peers.VERDICTS
    assert all(answer["verdict"] not in (None, "pending") for answer in answers)


def test_the_page_without_the_widget_lacks_nothing_else(site: Path, tmp_path: Path) -> None:
    page = (site / "checker/index.html").read_text("utf-8")
    peers.lay_out_first_questions(tmp_path, page)
    watched, bare = ((tmp_path / name / "index.html").read_text("utf-8") for name in ("with-widget", "without-widget"))
    script = '<script src="../bench/usable.js" defer></script>'
    assert watched.replace(script, "") == page
    assert script in bare
    assert "refund-questionnaire" not in bare
    assert "/widget/" not in bare
    assert "<h1" in bare


def test_the_copies_have_the_headers_of_the_checkers_page(site: Path) -> None:
    for _, lines in peers.rules(site):
        assert "wasm-unsafe-eval" in lines["Content-Security-Policy"]


def test_the_site_holds_no_peer(site: Path) -> None:
    names = {path.name for path in site.rglob("*")}
    assert not [name for name in names if "pyscript" in name or "micropip" in name]
    assert not names & {"bench", "peers", "with-widget", "without-widget"}
