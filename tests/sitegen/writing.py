"""A copy of the project that is served while it is edited, as `make serve` does."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import build_site
from sitegen import locked
from sitegen.settings import ROOT

# What the project is made of; what was installed is used where it is.
PARTS = ("build_site.py", "checker", "docs", "LICENSE", "mkdocs.yml", "pyproject.toml",
         "README.md", "requirements", "sitegen", "widget")  # fmt: skip
LEFT_OUT = shutil.ignore_patterns("bench", "packed", "screenshots", "types", "__pycache__")


@dataclass(frozen=True)
class Desk:
    """The copy, and where it is served."""

    root: Path
    address: str

    def edit(self, name: str, old: str, new: str) -> None:
        """Put other words into a file, as an editor does."""
        file = self.root / name
        text = file.read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        file.write_text(text.replace(old, new, 1), "utf-8")


@contextmanager
def writing(root: Path) -> Iterator[Desk]:
    """Copy the project and what was built of it to `root`, and serve it from there while the block runs."""
    root.mkdir(parents=True)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=LEFT_OUT)
        else:
            shutil.copy2(source, root / name)
    for name in locked.npm_files():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)
    for folder in (build_site.BUILD, build_site.SITE):
        shutil.copytree(folder, root / folder.name, ignore=LEFT_OUT)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    command = [sys.executable, "-m", "sitegen.live", "site", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = process.stdout.readline()
        try:
            yield Desk(root, next(word for word in said.split() if word.startswith("http")))
        finally:
            process.terminate()
