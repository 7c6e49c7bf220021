"""Names that carry a hash of the content, for everything in `assets/`: a browser may then keep it for ever."""

import hashlib
import posixpath
import re
from collections.abc import Mapping

FOLDER = "assets/"
# The theme's own files have such names already.
CARRIES_A_HASH = re.compile(r"[-.][0-9a-f]{8,}\.")


def by_content(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same site (path in it -> content) with those names, and named so by its style sheets and pages."""
    renamed: dict[str, str] = {}
    done: dict[str, bytes] = {}
    # Style sheets name fonts, and pages name everything; nothing names a page.
    for name in sorted(files, key=lambda name: (name.endswith((".css", ".html")), name.endswith(".html"))):
        content = files[name]
        if name.endswith((".css", ".html")):
            content = _naming(content, name, renamed)
        if name.startswith(FOLDER) and not CARRIES_A_HASH.search(name):
            stem, suffix = posixpath.splitext(name)
            renamed[name] = f"{stem}-{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
        done[renamed.get(name, name)] = content
    return done


def _naming(content: bytes, name: str, renamed: Mapping[str, str]) -> bytes:
    """A file's content with the new names; a style sheet says them as seen from its folder."""
    folder = (posixpath.dirname(name) if name.endswith(".css") else "") or "."
    for old, new in renamed.items():
        content = content.replace(posixpath.relpath(old, folder).encode(), posixpath.relpath(new, folder).encode())
    return content
