"""Puts the parts of the site together in the folder that is served."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen import headers, naming, pack, step

SERVICE_WORKER = "sw.js"
# What the engine brings and no page asks for: the search in other languages, its own picture, and a packed site map,
# which is packed here as everything else is.
NOT_ASKED_FOR = ("assets/javascripts/lunr/", "assets/images/favicon.png", "sitemap.xml.gz")


def publish(site: Path, parts: Mapping[Path, str], packed: Path | None) -> None:
    """Fill `site` from the parts (folder of files -> folder in the site); what is no longer there goes.

    Every page gets its policy on the way. The service worker, which lies among the parts, goes to the site's root, for
    its folder is all it may serve. It is written after the files that it names, `_headers` next, and last the packed
    forms, of which `packed` keeps those made before; there are none without it.
    """
    files = naming.by_content(collected(parts))
    worker = files.pop(SERVICE_WORKER, b"")
    pages = _write(site, files)
    wanted = [site / name for name in files]
    if worker:
        step.write(site / SERVICE_WORKER, release(site, wanted) + worker.decode())
        wanted.append(site / SERVICE_WORKER)
    step.write(site / "_headers", headers.headers_file(pages))
    step.keep_only(site, [*wanted, site / "_headers", *(pack.beside(wanted, packed) if packed else ())])


def refresh(site: Path, parts: Mapping[Path, str]) -> None:
    """Put what has changed in some of the parts into a site that is there, for whoever writes its pages."""
    _write(site, naming.by_content(collected(parts)))


def _write(site: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write the files, pages with their policy; gives the pages."""
    pages = {name: headers.seal(text.decode(), name) for name, text in files.items() if name.endswith(".html")}
    for name, content in (dict(files) | pages).items():
        step.write(site / name, content)
    return pages


def collected(parts: Mapping[Path, str]) -> dict[str, bytes]:
    """The files of all parts, by their path in the site."""
    files = {}
    for source, under in parts.items():
        for path in step.files_of(source):
            name = path.name if path.name == SERVICE_WORKER else (Path(under) / path.relative_to(source)).as_posix()
            if not name.startswith(NOT_ASKED_FOR):
                files[name] = path.read_bytes()
    return files


def release(site: Path, files: Iterable[Path]) -> str:
    """The release as a line of script: what its service worker may keep, each file with the start of its hash.

    A snapshot is not among them, because the runtime keeps that itself.
    """
    hashes = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(files)
        if not path.name.startswith("snapshot-")
    }
    identity = hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:16]
    return f"const RELEASE = {json.dumps({'id': identity, 'files': hashes}, separators=(',', ':'))};\n"
