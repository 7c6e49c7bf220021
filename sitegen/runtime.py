"""What the worker loads: Pyodide's own files, our wheel, a lock file that lists nothing else, and the list of all."""

import hashlib
import json
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from sitegen import BuildError, step

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"


class RuntimeFilesError(BuildError):
    """Pyodide's own files are not complete; the text names what is missing."""


def lock_for(wheel: Path, pyodide: Path) -> str:
    """Pyodide's lock file with our wheel, its hash and its imports as the only package."""
    empty = PyodideLockSpec.from_json(pyodide / LOCK)
    empty.packages = {}
    locked = add_wheels_to_spec(empty, [wheel])
    return json.dumps(locked.to_dict(), indent=1, sort_keys=True)


def described(content: bytes) -> dict[str, int | str]:
    """What the worker checks a file against."""
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def build(out: Path, wheel: Path, pyodide: Path) -> None:
    """Fill `out` with everything that the browser needs to run the wheel, and nothing else."""
    missing = [name for name in PYODIDE_FILES if not (pyodide / name).is_file()]
    if missing:
        raise RuntimeFilesError(f"{pyodide} lacks {', '.join(missing)}: remove node_modules and run `make site`")
    out.mkdir(parents=True, exist_ok=True)
    step.write(out / LOCK, lock_for(wheel, pyodide))
    step.write(out / wheel.name, wheel.read_bytes())
    for name in PYODIDE_FILES:
        step.write(out / name, (pyodide / name).read_bytes())
    names = sorted([LOCK, wheel.name, *PYODIDE_FILES])
    files = {name: described((out / name).read_bytes()) for name in names}
    listing = {
        "build": hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16],
        "module": "checker",
        "pyodide": "pyodide.mjs",
        "plain": {"lock": LOCK, "package": wheel.name.split("-")[0].replace("_", "-")},
        "files": files,
    }
    step.write(out / "runtime.json", json.dumps(listing, indent=1))
    step.keep_only(out, [out / name for name in [*names, "runtime.json"]])
