"""Puts the parts of the site together in the folder that is served."""

from collections.abc import Mapping
from pathlib import Path

from sitegen import headers, step


def publish(site: Path, parts: Mapping[str, Path]) -> None:
    """Fill `site` from the parts (folder in the site -> folder of files); what is no longer there goes.

    Every page gets its policy on the way, and `_headers` is written last.
    """
    wanted: list[Path] = []
    pages: dict[str, str] = {}
    for under, source in parts.items():
        for path in step.files_of(source):
            target = site / under / path.relative_to(source)
            content: str | bytes = path.read_bytes()
            if path.suffix == ".html":
                name = target.relative_to(site).as_posix()
                content = pages[name] = headers.seal(path.read_text("utf-8"), name)
            step.write(target, content)
            wanted.append(target)
    step.write(site / "_headers", headers.headers_file(pages))
    step.keep_only(site, [*wanted, site / "_headers"])
