"""Packed forms beside the files of the site, which a host sends as they are to browsers that take them.

Packing this small takes a minute or two for the runtime, so each form is made once for each content and kept.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from sitegen import step

# In the order in which a host should offer them: what is added to the file's name, and how it is made.
FORMS: dict[str, Callable[[bytes], bytes]] = {
    ".br": lambda content: brotli.compress(content, quality=11, lgwin=24),
    ".gz": lambda content: gzip.compress(content, compresslevel=9, mtime=0),
}
# As a browser says in Accept-Encoding that it takes the form.
ENCODINGS = {".br": "br", ".gz": "gzip"}
# Packed in themselves, or never loaded by a reader: maps are for the tools of developers.
LEFT_ALONE = {".map", ".png", ".woff2"}
GAIN = 0.9
# Anything shorter is one packet on the wire, whatever its form.
SHORT = 500


def gains(content: bytes) -> bool:
    """Whether a form would be worth its file: most archives are packed in themselves."""
    return len(content) > SHORT and len(zlib.compress(content, 1)) < GAIN * len(content)


def beside(files: Iterable[Path], kept: Path) -> list[Path]:
    """Write the forms of the files beside them; the forms made so far are in the folder `kept`. Gives what it wrote."""
    forms: dict[Path, Path] = {}
    contents: dict[Path, bytes] = {}
    for path in files:
        content = path.read_bytes()
        if path.suffix not in LEFT_ALONE and gains(content):
            for suffix in FORMS:
                form = kept / f"{hashlib.sha256(content).hexdigest()}{suffix}"
                forms[path.with_name(path.name + suffix)] = form
                contents[form] = content
    _make({form: content for form, content in contents.items() if not form.is_file()})
    for target, form in forms.items():
        step.write(target, form.read_bytes())
    step.keep_only(kept, contents)
    return list(forms)


def _make(contents: Mapping[Path, bytes]) -> None:
    """Make forms, side by side: the packers let other threads run. The longest first, so that none is left alone."""

    def make(form: Path) -> None:
        step.write(form, FORMS[form.suffix](contents[form]))

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(make, sorted(contents, key=lambda form: -len(contents[form]))))
