"""The trimmed library: what Python, Pyodide and the package need in the browser, compiled, in one stored archive."""

import json
import shutil
import tempfile
from pathlib import Path

from sitegen import BuildError, node, requests, step

HERE = Path(__file__).parent
MODULE = "checker"
LIBRARY, NOTHING = "library.zip", "nothing.zip"
# Loaded only where something rare happens, so that no run of ours shows the need.
EXTRAS = (
    "encodings.ascii",  # str.encode("ascii"), bytes.decode("ascii") with an error handler of one's own
    "encodings.latin_1",
)
# What `python -m checker prove` found, read by that command alone.
DATA_LEFT_OUT = (f"{MODULE}/proof.toml",)
# An archive with no file in it, as PKZIP wrote it: a central directory's end, and nothing before.
EMPTY_ARCHIVE = b"PK\5\6" + bytes(18)


class LibraryError(BuildError):
    """The library could not be made; the text says what is missing."""


def build(out: Path, wheel: Path, pyodide: Path) -> None:
    """Write the library, and the one that holds nothing (a snapshot has everything in it), into `out`."""
    if not (pyodide / "python_stdlib.zip").is_file():
        raise LibraryError(f"{pyodide} lacks python_stdlib.zip: remove node_modules and run `make site`")
    plan = {
        "module": MODULE,
        "requests": requests.spread(),
        "extras": EXTRAS,
        "data_left_out": DATA_LEFT_OUT,
    }
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copyfile(wheel, work / "package.whl")
        (work / "plan.json").write_text(json.dumps(plan), "utf-8")
        node.run(HERE / "inside.mjs", pyodide, HERE / "trim.py", work)
        step.write(out / LIBRARY, (work / LIBRARY).read_bytes())
    step.write(out / NOTHING, EMPTY_ARCHIVE)
    step.keep_only(out, [out / LIBRARY, out / NOTHING])
