"""The configurations for hosts, each run by its host: what a browser gets is what our own server sends."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import pytest

from sitegen import headers, hosting, pack, serve, step
from sitegen.headers import FOR_EVER
from sitegen.naming import CARRIES_A_HASH

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
NGINX = """daemon off;
worker_processes 1;
user root;
pid {here}/pid;
error_log {here}/error.log;
{module}
events {{}}
http {{
    access_log off;
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {here}/hosting/nginx.conf;
    }}
}}
"""
CADDY = """{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * {site}
	import {here}/hosting/Caddyfile
}}
"""
Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Answer]


def free_port() -> int:
    with socket.socket() as found:
        found.bind((serve.HOST, 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[Ask]:
    """The host, once it answers, as a question to it."""
    with (
        log.open("w") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | {"HOME": str(log.parent)}) as process,
    ):
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if process.poll() is not None or probe.connect_ex((serve.HOST, port)) == 0:
                        break
                time.sleep(0.05)
            assert process.poll() is None, log.read_text()
            yield lambda path, accepts="": ask(port, path, accepts)
        finally:
            process.terminate()


def ask(port: int, path: str, accepts: str = "") -> Answer:
    connection = http.client.HTTPConnection(serve.HOST, port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": accepts})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.headers), body


@pytest.fixture(scope="module")
def rules(site: Path) -> list[tuple[str, dict[str, str]]]:
    return headers.parse((site / "_headers").read_text())


def nginx(here: Path, site: Path, port: int) -> list[str]:
    conf = here / "hosting/nginx.conf"
    if BROTLI.is_file():
        conf.write_text(conf.read_text().replace("# brotli_static on;", "brotli_static on;"))
    # Where Debian's own list of modules is not read, the module must be loaded by hand.
    module = f"load_module {BROTLI};" if BROTLI.is_file() else ""
    (here / "main.conf").write_text(NGINX.format(here=here, site=site, port=port, module=module))
    return ["nginx", "-p", str(here), "-c", str(here / "main.conf")]


def caddy(here: Path, site: Path, port: int) -> list[str]:
    (here / "main").write_text(CADDY.format(here=here, site=site, port=port))
    return ["caddy", "run", "--config", str(here / "main"), "--adapter", "caddyfile"]


HOSTS: dict[str, Callable[[Path, Path, int], list[str]]] = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    name: str = request.param
    if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin"):
        pytest.skip(f"{name} is not installed (Debian has it as {name}{'-light' if name == 'nginx' else ''})")
    here, port = tmp_path_factory.mktemp(name), free_port()
    hosting.build(here / "hosting", site)
    command = HOSTS[name](here, site.resolve(), port)
    command[0] = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin") or name
    with running(command, port, here / "said") as asked:
        yield asked


def address_of(path: Path, site: Path) -> str:
    return "/" + path.relative_to(site).as_posix().removesuffix("index.html")


def example(site: Path, place: str) -> str:
    """An address that a rule holds for: of a page or a file that is there."""
    if not place.endswith("*"):
        return place
    folder = site / place.strip("/*")
    return address_of(next(path for path in step.files_of(folder) if path.suffix not in pack.FORMS), site)


def test_every_rule_holds(host: Ask, site: Path, rules: list[tuple[str, dict[str, str]]]) -> None:
    places = [place for place, _ in rules if place != "/404.html"]
    assert len(places) > 30
    for place in places:
        path = example(site, place)
        status, said, _ = host(path)
        assert status == 200, path
        wanted = headers.headers_for(path, rules)
        names = {name for _, lines in rules for name in lines}
        assert {name: said[name] for name in names if name in said} == wanted, path


def kinds(site: Path) -> dict[str, Path]:
    """One file of each type."""
    return {path.suffix: path for path in step.files_of(site) if path.suffix in serve.TYPES}


def test_the_types_are_those_of_our_own_server(host: Ask, site: Path) -> None:
    found = kinds(site)
    assert {".html", ".js", ".css", ".wasm", ".json", ".woff2", ".mjs"} <= set(found)
    for suffix, path in found.items():
        _, said, _ = host(address_of(path, site))
        assert said["Content-Type"] == serve.TYPES[suffix], path


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_packed_forms_are_sent_with_the_type_of_the_file(
    host: Ask, site: Path, encoding: str, unpack: Callable[[bytes], bytes], request: pytest.FixtureRequest
) -> None:
    if encoding == "br" and "nginx" in request.node.callspec.id and not BROTLI.is_file():
        pytest.skip("nginx has no module for brotli here (Debian has libnginx-mod-http-brotli-static)")
    [wasm] = site.rglob("*.wasm")
    for path in (wasm, site / "deadlines/index.html"):
        address = address_of(path, site)
        _, said, body = host(address, encoding)
        assert (said["Content-Encoding"], said["Content-Type"]) == (encoding, serve.TYPES[path.suffix])
        assert said["Vary"] == "Accept-Encoding"
        assert len(body) < 0.4 * path.stat().st_size
        assert unpack(body) == path.read_bytes()
        assert host(address)[2] == path.read_bytes()


def test_what_is_not_there_has_a_page_and_is_not_kept(host: Ask, site: Path) -> None:
    for path in ("/nothing/", "/runtime/nothing.js", "/_headers", "/assets/fonts/"):
        status, said, body = host(path)
        assert (status, body) == (404, (site / "404.html").read_bytes()), path
        assert said["Cache-Control"] == "no-cache", path
        assert said["Content-Type"] == serve.TYPES[".html"], path
        assert said["Content-Security-Policy"].endswith("frame-ancestors 'none'"), path


def test_what_is_not_there_in_a_frame_can_be_shown_in_one(host: Ask, site: Path) -> None:
    for path in ("/embed/v0/", "/embed/v1/nowhere/deep/", "/embed/v2.js"):
        status, said, body = host(path)
        assert (status, body) == (404, (site / "embed/404.html").read_bytes()), path
        assert said["Content-Security-Policy"].endswith("frame-ancestors *"), path


def test_a_folder_is_sent_on_to_its_slash(host: Ask) -> None:
    status, said, _ = host("/checker")
    assert status in (301, 308)
    assert said["Location"] == "/checker/"


def test_only_names_with_a_hash_are_kept_for_ever(site: Path, rules: list[tuple[str, dict[str, str]]]) -> None:
    for path in step.files_of(site):
        name = "/" + path.relative_to(site).as_posix()
        kept = headers.headers_for(name, rules).get("Cache-Control") == FOR_EVER
        assert not kept or CARRIES_A_HASH.search(name) or "/runtime/" in name or "/widget/" in name, name


def test_a_rule_is_never_lost(rules: list[tuple[str, dict[str, str]]]) -> None:
    places: list[Any] = [place for place, _ in rules]
    for text in (hosting.nginx(rules), hosting.caddy(rules)):
        assert [place for place in places if place.removesuffix("*") not in text] == []
