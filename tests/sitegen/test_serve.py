import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sitegen import serve

HEADERS = "/*\n  X-Content-Type-Options: nosniff\n/checker/*\n  Content-Security-Policy: default-src 'none'\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "checker").mkdir()
    (tmp_path / "empty").mkdir()
    for name in (
        "index.html",
        "404.html",
        "checker/index.html",
        "a.wasm",
        "a.mjs",
        "a.whl",
        "a.woff2",
        "a.js",
        "a.json",
    ):
        (tmp_path / name).write_text(name)
    for name in ("a.js.br", "a.js.gz", "a.wasm.gz", "checker/index.html.br"):
        (tmp_path / name).write_text(f"packed: {name}")
    (tmp_path / "_headers").write_text(HEADERS)
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serve.serving(folder) as address:
        yield address


def get(address: str, path: str, method: str = "GET", accepts: str = "") -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    connection.request(method, path, headers={"Accept-Encoding": accepts})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/a.wasm", "application/wasm"),
        ("/a.mjs", "text/javascript; charset=utf-8"),
        ("/a.js", "text/javascript; charset=utf-8"),
        ("/a.whl", "application/zip"),
        ("/a.json", "application/json"),
        ("/a.woff2", "font/woff2"),
        ("/", "text/html; charset=utf-8"),
    ],
)
def test_types(address: str, path: str, kind: str) -> None:
    response, _ = get(address, path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)


def test_the_headers_file_is_applied_and_not_shown(address: str) -> None:
    assert get(address, "/checker/")[0].headers["Content-Security-Policy"] == "default-src 'none'"
    assert get(address, "/")[0].headers["Content-Security-Policy"] is None
    assert get(address, "/a.js")[0].headers["X-Content-Type-Options"] == "nosniff"
    assert get(address, "/_headers")[0].status == 404


@pytest.mark.parametrize(
    ("path", "accepts", "encoding", "file"),
    [
        ("/a.js", "gzip, deflate, br, zstd", "br", "a.js.br"),
        ("/a.js", "gzip", "gzip", "a.js.gz"),
        ("/a.js", "br;q=0, gzip;q=0.5", "gzip", "a.js.gz"),
        ("/a.wasm", "br, gzip", "gzip", "a.wasm.gz"),
        ("/checker/?x=/", "br", "br", "checker/index.html.br"),
    ],
)
def test_a_packed_form_is_sent_to_who_takes_it(address: str, path: str, accepts: str, encoding: str, file: str) -> None:
    response, body = get(address, path, accepts=accepts)
    assert (response.headers["Content-Encoding"], body) == (encoding, f"packed: {file}")
    assert response.headers["Content-Length"] == str(len(body))
    assert response.headers["Content-Type"] == get(address, path)[0].headers["Content-Type"]
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("path", "accepts"), [("/a.js", ""), ("/a.js", "br; q=0"), ("/a.json", "br"), ("/x", "br")])
def test_the_file_itself_is_sent_to_all_others(address: str, path: str, accepts: str) -> None:
    response, body = get(address, path, accepts=accepts)
    assert (response.headers["Content-Encoding"], body) == (None, "404.html" if path == "/x" else path[1:])
    assert response.headers["Vary"] == "Accept-Encoding"


def test_what_is_not_there_has_the_headers_of_its_page(address: str) -> None:
    assert get(address, "/checker/nothing")[0].headers["Content-Security-Policy"] is None


@pytest.mark.parametrize("path", ["/empty/", "/nothing", "/../secret", "/%2e%2e/secret"])
def test_no_listing_and_nothing_outside(folder: Path, address: str, path: str) -> None:
    (folder.parent / "secret").write_text("secret")
    response, body = get(address, path)
    assert (response.status, body) == (404, "404.html")


def test_a_head_request_has_no_body(address: str) -> None:
    assert get(address, "/nothing", "HEAD")[1] == ""
    assert get(address, "/", "HEAD")[1] == ""


def test_a_folder_is_sent_on_to_its_slash(address: str) -> None:
    response, _ = get(address, "/checker")
    assert (response.status, response.headers["Location"]) == (301, "/checker/")


def test_only_this_machine_is_served(address: str) -> None:
    assert urlsplit(address).hostname == "127.0.0.1"


def test_a_taken_port_means_the_next_one(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve.server(folder, port) as running:
            assert port < running.server_address[1] < port + 20
