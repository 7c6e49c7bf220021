"""One visit of a real browser, with what a page tells and what is counted for it."""

from pathlib import Path

from benchmarks.browsing import browsers, peers
from benchmarks.browsing.link import Host
from benchmarks.runtime import Visit


def test_a_visit_brings_time_bytes_and_memory(site: Path, tmp_path: Path) -> None:
    beside, profile = tmp_path / "beside", tmp_path / "profile"
    (beside / "bench").mkdir(parents=True)
    profile.mkdir()
    for name in ("usable.js", "visit.js"):
        (beside / "bench" / name).write_bytes((peers.PAGES / name).read_bytes())
    peers.lay_out_first_questions(beside, (site / "checker/index.html").read_text("utf-8"))
    host = Host(site, beside, tmp_path / "packed", peers.rules(site))
    (chromium,) = browsers.installed({"Chromium"})
    with host.serving() as address:
        seen = Visit(host, address, chromium, display="")(profile, "without-widget/")
    assert seen["ms"] > 0
    assert seen["sent"]["/without-widget/"] == host.form_of(beside / "without-widget/index.html").stat().st_size
    assert not [path for path in seen["sent"] if path.startswith(("/bench/", "/runtime/"))]
    assert not browsers.PROC.is_dir() or seen["memory"] > 10_000_000
