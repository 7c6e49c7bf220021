"""What the worker loads: Pyodide's own files, the library, the snapshot, our wheel with its lock, and the list of all.

It holds three ways to start: from the snapshot, from the trimmed library, and the plain way, from Pyodide's whole
library and the wheel. The worker takes the first that works; runtime.json tells it what there is.

Two folders, each named by its content, so that a browser may keep all files for ever: Pyodide's own files, which only
another Pyodide changes, and those of this build. A page names the build's folder and so never runs another one.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from sitegen import BuildError, library, snapshot, step

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
LISTING = "runtime.json"


class RuntimeFilesError(BuildError):
    """A file that the folder is made of is missing; the text names it."""


@dataclass(frozen=True)
class Parts:
    """Where the files come from: our wheel, Pyodide's folder, the libraries' and the snapshot's."""

    wheel: Path
    pyodide: Path
    library: Path
    snapshot: Path


def lock_for(wheel: Path, pyodide: Path) -> str:
    """Pyodide's lock file with our wheel, its hash and its imports as the only package."""
    empty = PyodideLockSpec.from_json(pyodide / LOCK)
    empty.packages = {}
    locked = add_wheels_to_spec(empty, [wheel])
    return json.dumps(locked.to_dict(), indent=1, sort_keys=True)


def named(path: Path) -> str:
    """The file's name with a hash of its content in it, so that another content is another address."""
    return f"{path.stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix}"


def facts(content: bytes) -> dict[str, Any]:
    """What the worker checks a file against when it has arrived."""
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def folder(out: Path) -> Path:
    """The folder of the build in what `build` has filled."""
    return next(out.glob(f"*/{LISTING}")).parent


def build_id(files: dict[str, dict[str, Any]]) -> str:
    """What names this set of files: another file, or another content, gives another id."""
    told = "".join(f"{name} {files[name]['sha256']}\n" for name in sorted(files))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _check(parts: Parts) -> None:
    """Refuse to go on where a file is missing."""
    missing = [name for name in (*PYODIDE_FILES, LOCK) if not (parts.pyodide / name).is_file()]
    if missing:
        raise RuntimeFilesError(f"{parts.pyodide} lacks {', '.join(missing)}: remove node_modules and run `make site`")
    made = (parts.library / library.LIBRARY, parts.library / library.NOTHING, parts.snapshot / snapshot.SNAPSHOT)
    for path in made:
        if not path.is_file():
            raise RuntimeFilesError(f"{path} is missing: remove {path.parent} and run `make site`")


def build(out: Path, parts: Parts) -> None:
    """Fill `out` with everything that the browser needs to run the wheel, and nothing else."""
    _check(parts)
    ours = [parts.library / library.LIBRARY, parts.snapshot / snapshot.SNAPSHOT, parts.library / library.NOTHING]
    sources = {named(path): path for path in ours}
    whole, taken, nothing = sources
    sources[parts.wheel.name] = parts.wheel
    pyodide = {name: facts((parts.pyodide / name).read_bytes()) for name in PYODIDE_FILES}
    beside = f"pyodide-{build_id(pyodide)}"
    files = {name: told | {"at": f"../{beside}/{name}"} for name, told in pyodide.items()}
    contents = {name: source.read_bytes() for name, source in sources.items()}
    contents[LOCK] = lock_for(parts.wheel, parts.pyodide).encode()
    files |= {name: facts(content) for name, content in contents.items()}
    build = build_id(files)
    listing = {
        "build": build,
        "module": library.MODULE,
        "pyodide": "pyodide.mjs",
        "library": whole,
        "snapshot": taken,
        "snapshot_form": snapshot.FORM,
        "nothing": nothing,
        "plain": {"lock": LOCK, "package": parts.wheel.name.split("-")[0].replace("_", "-")},
        "files": dict(sorted(files.items())),
    }
    contents[LISTING] = json.dumps(listing, indent=1).encode()
    written = {out / build / name: content for name, content in contents.items()}
    written |= {out / beside / name: (parts.pyodide / name).read_bytes() for name in PYODIDE_FILES}
    for path, content in written.items():
        step.write(path, content)
    step.keep_only(out, written)
