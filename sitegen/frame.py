"""What partners embed: the loader, the page inside its frame, and all of it as an archive for a server of their own."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import jinja2

import checker
from checker.statements import Statements
from sitegen import headers, licences, step, zipped
from sitegen.pages import LOADER, Files, first_response
from sitegen.settings import ROOT, Settings

#: The folder of the site that everybody may frame.
FOLDER = headers.FRAMED.strip("/")
FRAME, MISSING, ARCHIVE = "v1/index.html", "404.html", "self-host.zip"
_WHERE = """\
The checker on a server of your own
===================================

1. Put all folders of this archive where your server shows them, side by side: embed, widget, runtime, early.
   Any folder will do, and an origin of their own (another host name than your pages) keeps them apart best.
2. Send the headers that the file _headers names. Without them the frame works too, but less closed; the types of
   .wasm (application/wasm) and .mjs (text/javascript) are needed in any case.
3. On your page, write:

   <script async src="https://YOUR-ADDRESS/embed/v1.js"></script>
   <refund-checker></refund-checker>

The rest is told at {site_url}put-it-on-your-site/
"""


def build(
    out: Path, settings: Settings, book: Statements, files: Files, widget: Path, parts: Mapping[Path, str]
) -> None:
    """Write the files into `out`, and nothing else.

    `files` are the names of what was built before; `parts` (folder -> name) is what the frame runs.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "docs/.parts"), undefined=jinja2.StrictUndefined, autoescape=False
    )
    names = {
        "name": settings.name,
        "notice": checker.NOTICE,
        "site_url": settings.site_url,
        "widget": json.loads((widget / "manifest.json").read_text("utf-8")),
        "first_response": first_response(book),
        "build": files.build,
        "early": files.early,
        "root": "../../",
        "absolute": urlsplit(settings.embed_url).path,
    }
    pages = {
        FRAME: env.get_template("frame.html").render(names),
        MISSING: env.get_template("frame-missing.html").render(names),
    }
    written: dict[str, bytes] = {name: text.encode() for name, text in pages.items()}
    written[LOADER.name] = LOADER.read_bytes()
    written[ARCHIVE] = archive(written, settings, parts)
    for name, content in written.items():
        step.write(out / name, content)
    step.keep_only(out, [out / name for name in written])


def archive(files: Mapping[str, bytes], settings: Settings, parts: Mapping[Path, str]) -> bytes:
    """Everything that the frame needs, with a text that says where it goes."""
    sealed = {f"{FOLDER}/{name}": content for name, content in files.items()}
    pages = {name: headers.seal(text.decode(), name) for name, text in sealed.items() if name.endswith(".html")}
    held = sealed | {name: text.encode() for name, text in pages.items()}
    for part, name in parts.items():
        held |= {f"{name}/{file.relative_to(part).as_posix()}": file.read_bytes() for file in step.files_of(part)}
    held.pop("widget/sw.js", None)
    held["_headers"] = headers.headers_file(pages).encode()
    held["WHERE-TO-PUT-IT.txt"] = _WHERE.format(site_url=settings.site_url).encode()
    held[licences.TEXTS] = licences.texts(licences.account().shipped).encode()
    return zipped.archive(held)
