"""Puts the parts of the site together in the folder that is served."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen import headers, step

SERVICE_WORKER = "sw.js"


def publish(site: Path, parts: Mapping[str, Path]) -> None:
    """Fill `site` from the parts (folder in the site -> folder of files); what is no longer there goes.

    Every page gets its policy on the way. The service worker, which lies among the parts, goes to the site's root, for
    its folder is all it may serve. It is written after the files that it names, and `_headers` last.
    """
    wanted: list[Path] = []
    pages: dict[str, str] = {}
    worker = ""
    for under, source in parts.items():
        for path in step.files_of(source):
            if path.name == SERVICE_WORKER:
                worker = path.read_text("utf-8")
                continue
            target = site / under / path.relative_to(source)
            content: str | bytes = path.read_bytes()
            if path.suffix == ".html":
                name = target.relative_to(site).as_posix()
                content = pages[name] = headers.seal(path.read_text("utf-8"), name)
            step.write(target, content)
            wanted.append(target)
    if worker:
        step.write(site / SERVICE_WORKER, release(site, wanted) + worker)
        wanted.append(site / SERVICE_WORKER)
    step.write(site / "_headers", headers.headers_file(pages))
    step.keep_only(site, [*wanted, site / "_headers"])


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
