"""A step of the build runs only when what it reads, or what it wrote, is no longer the same."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from sitegen.settings import ROOT

STAMPS = ROOT / "build" / "stamps"
# A change of the machinery itself makes every step run again.
MACHINERY = tuple(
    ROOT / name for name in ("build_site.py", "pyproject.toml", "package-lock.json", "requirements/site.txt")
)


def files_of(*places: Path) -> list[Path]:
    """Every file at or under the places, sorted; caches of the interpreter aside."""
    found: set[Path] = set()
    for place in places:
        found.update(path for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _what_it_reads(inputs: Iterable[Path], more: str) -> str:
    digest = hashlib.sha256(more.encode())
    for path in files_of(*inputs, *MACHINERY, ROOT / "sitegen"):
        digest.update(f"\0{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _what_it_wrote(output: Path) -> str:
    seen = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files_of(output)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def run(
    name: str,
    make: Callable[[], object],
    *,
    inputs: Iterable[Path],
    output: Path,
    more: str = "",
    stamps: Path = STAMPS,
) -> bool:
    """Run `make` unless inputs and output are as its last good run left them.

    `more` is what else it depends on (settings, names). Returns whether it ran. A step that fails
    leaves no stamp, so it runs again.
    """
    stamp = stamps / f"{name}.json"
    reads = _what_it_reads(inputs, more)
    if stamp.is_file() and json.loads(stamp.read_text()) == {"reads": reads, "wrote": _what_it_wrote(output)}:
        return False
    stamp.unlink(missing_ok=True)
    make()
    stamps.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"reads": reads, "wrote": _what_it_wrote(output)}))
    return True


def write(path: Path, content: str | bytes) -> None:
    """Write a file only when its content changes, so that later steps see what is really new."""
    data = content.encode() if isinstance(content, str) else content
    if not (path.is_file() and path.read_bytes() == data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def keep_only(folder: Path, wanted: Iterable[Path]) -> None:
    """Remove every file under the folder that is not wanted, then the folders left empty."""
    keep = set(wanted)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()
