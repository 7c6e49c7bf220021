"""The site's headers, types and packed forms as configurations of nginx and Caddy, from the rules in `_headers`.

Both are to be included where the host says its name and the folder that it serves.
"""

from collections.abc import Sequence
from pathlib import Path

from sitegen import headers, pack, serve, step

type Rules = Sequence[tuple[str, dict[str, str]]]

ANYTHING = "/*"
NOT_FOUND = f"/{serve.NOT_FOUND}"
# Hosts that read this file themselves do not show it, and neither do these.
RULES = "/_headers"


def build(out: Path, site: Path) -> None:
    """Write `nginx.conf` and `Caddyfile` for the site into `out`, and nothing else."""
    rules = headers.parse((site / "_headers").read_text("utf-8"))
    written = {out / "nginx.conf": nginx(rules), out / "Caddyfile": caddy(rules)}
    for path, text in written.items():
        step.write(path, text)
    step.keep_only(out, written)


def _block(head: str, lines: Sequence[str]) -> str:
    """A block in braces, as both configurations write it."""
    return "\n".join([f"{head} {{", *(f"    {line}" for line in lines), "}"])


def nginx(rules: Rules) -> str:
    """The rules for nginx: to be included in a `server` that says its `server_name` and its `root`."""
    types = _block("types", [f'"{kind}" {suffix.removeprefix(".")};' for suffix, kind in sorted(serve.TYPES.items())])
    parts = [
        "# For a `server` that has its `server_name` and its `root`: include this file in it.",
        types,
        "default_type application/octet-stream;",
        "index index.html;",
        "absolute_redirect off;",
        f"error_page 404 {NOT_FOUND};",
        f"error_page 403 =404 {NOT_FOUND};",
        "# Packed forms lie beside the files. Brotli's, the smaller, need a module of nginx: in Debian it comes with",
        "# libnginx-mod-http-brotli-static. With it, take the mark away from the next line.",
        "# brotli_static on;",
        "gzip_static on;",
        "gzip_vary on;",
        _block(f"location = {RULES}", ["return 404;"]),
        *(_location(place, rules) for place, _ in rules),
    ]
    return "\n".join(parts) + "\n"


def _location(place: str, rules: Rules) -> str:
    """A rule as a location. nginx takes the headers of one location only, so each says all that hold in it."""
    how = "/" if place == ANYTHING else f"^~ {place.removesuffix('*')}" if place.endswith("*") else f"= {place}"
    # Not with an error: nobody should keep one for ever. The page for what is not there is one itself.
    always = " always" if place.endswith(NOT_FOUND) else ""
    said = headers.headers_for(place, rules)
    lines = [f'add_header {name} "{value}"{always};' for name, value in said.items()]
    return _block(f"location {how}", [*(f"error_page 404 {page};" for page in _missing_in(place, rules)), *lines])


def _missing_in(place: str, rules: Rules) -> list[str]:
    """The page for what is not there that the nearest folder above has, but for the first one's, which is usual."""
    folder = place.rpartition("/")[0]
    while folder:
        if any(other == f"{folder}{NOT_FOUND}" for other, _ in rules):
            return [f"{folder}{NOT_FOUND}"]
        folder = folder.rpartition("/")[0]
    return []


def _missing(place: str, rules: Rules) -> list[str]:
    """What Caddy shows for what is not there in a folder."""
    [page] = _missing_in(place, rules) or [NOT_FOUND]
    said = headers.headers_for(page, rules) | {"Content-Type": serve.TYPES[".html"]}
    lines = [*(f'header {name} "{value}"' for name, value in said.items()), f"rewrite * {page}", "file_server"]
    return _block(f"handle {place}" if place != ANYTHING else "handle", lines).splitlines()


def caddy(rules: Rules) -> str:
    """The rules for Caddy: to be imported in a site that says its address and its `root`."""
    offered = " ".join(pack.ENCODINGS.values())
    types = {suffix.removeprefix("."): (f"*{suffix}", kind) for suffix, kind in sorted(serve.TYPES.items())}
    types["folder"] = ("*/", serve.TYPES[".html"])
    folders = [place.removesuffix(NOT_FOUND) + ANYTHING for place, _ in rules if place.endswith(NOT_FOUND)]
    parts = [
        "# For a site that has its address and its `root`: import this file in it.",
        *(f'@{name} path {path}\nheader @{name} Content-Type "{kind}"' for name, (path, kind) in types.items()),
        "header Vary Accept-Encoding",
        *(_block(f"header {place}", [f'{name} "{value}"' for name, value in said.items()]) for place, said in rules),
        _block("file_server", [f"precompressed {offered}", f"hide {RULES.removeprefix('/')}"]),
        _block("handle_errors", [line for place in sorted(folders, reverse=True) for line in _missing(place, rules)]),
    ]
    return "\n".join(parts) + "\n"
