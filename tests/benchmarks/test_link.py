"""The server of the benchmark: right types and headers, really compressed, every byte counted, as slow as it says."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from benchmarks.browsing.link import Host, Link

WORDS = "every word again and " * 4000


@pytest.fixture
def host(tmp_path: Path) -> Host:
    site, beside = tmp_path / "site", tmp_path / "beside"
    for file in (site / "index.html", site / "runtime/a.wasm", site / "a.woff2", beside / "peers/a.mjs",
                 beside / "with-widget/index.html"):  # fmt: skip
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(WORDS)
    (site / "secret.js").write_bytes(b"\x00")
    (site / "_headers").write_text("/runtime/*\n  Content-Security-Policy: default-src 'none'\n")
    return Host(site, beside, tmp_path / "packed", [("/with-widget/*", {"Cache-Control": "no-cache"})])


@pytest.fixture
def address(host: Host) -> Iterator[str]:
    with host.serving() as address:
        yield address


def ask(address: str, path: str, body: str | None = None, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    connection.request("POST" if body else "GET", path, body, {"Accept-Encoding": "gzip, br"} | headers)
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response, data


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/with-widget/", "text/html; charset=utf-8"),
        ("/runtime/a.wasm", "application/wasm"),
        ("/peers/a.mjs?v=1", "text/javascript; charset=utf-8"),
    ],
)
def test_files_come_packed_and_every_byte_counts(host: Host, address: str, path: str, kind: str) -> None:
    response, data = ask(address, path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)
    assert (response.headers["Content-Encoding"], response.headers["Vary"]) == ("br", "Accept-Encoding")
    assert brotli.decompress(data).decode() == WORDS
    assert int(response.headers["Content-Length"]) == len(data) == host.sent[path.partition("?")[0]]


def test_what_packing_does_not_make_smaller_comes_as_it_is(address: str) -> None:
    for path in ("/a.woff2", "/secret.js"):
        assert ask(address, path)[0].headers["Content-Encoding"] is None
    response, data = ask(address, "/", **{"Accept-Encoding": "identity"})
    assert (response.headers["Content-Encoding"], data.decode()) == (None, WORDS)


def test_the_headers_are_those_of_production_and_of_what_stands_beside(address: str) -> None:
    assert ask(address, "/runtime/a.wasm")[0].headers["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" in ask(address, "/peers/a.mjs")[0].headers["Cache-Control"]
    assert ask(address, "/with-widget/")[0].headers["Cache-Control"] == "no-cache"
    assert ask(address, "/with-widget")[0].headers["Location"] == "/with-widget/"
    for path in ("/_headers", "/nothing", "/peers/"):
        response, _ = ask(address, path)
        assert (response.status, response.headers["Content-Encoding"]) == (404, None)


def test_an_unchanged_file_is_not_sent_again(host: Host, address: str) -> None:
    response, _ = ask(address, "/runtime/a.wasm")
    host.forget()
    again, data = ask(address, "/runtime/a.wasm", **{"If-Modified-Since": response.headers["Last-Modified"]})
    assert (again.status, data, host.sent) == (304, b"", {})


def test_a_page_tells_its_figures(host: Host, address: str) -> None:
    _, data = ask(address, "/runtime/a.wasm")
    assert ask(address, "/bench/report", json.dumps({"ms": 5}))[0].status == 204
    assert host.reports.get(timeout=5) == {"ms": 5, "sent": {"/runtime/a.wasm": len(data)}}
    assert ask(address, "/else", "{}")[0].status == 404


def test_what_many_send_shares_one_line() -> None:
    slept: list[float] = []
    link = Link(8000, 0.04, clock=lambda: 0.0, sleep=slept.append)
    link.wait()
    link.carry(1000)
    link.carry(500)
    assert slept == [0.04, 1.0, 1.5]


def test_a_local_line_waits_for_nothing() -> None:
    link = Link(sleep=lambda seconds: pytest.fail("it slept"))
    link.wait()
    link.carry(10**9)
