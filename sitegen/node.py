"""Runs our scripts under Node, the one that the virtual environment brings."""

import shutil
import subprocess
import sys
from pathlib import Path

from sitegen import BuildError


class NodeError(BuildError):
    """A script failed under Node; the text is its own."""


def find() -> str:
    """Node's path: beside this Python, else wherever the system has it."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if found is None:
        raise NodeError("Node is not here: it comes with requirements/site.txt; run `make site`")
    return found


def run(script: Path, *arguments: Path | str) -> str:
    """Run a script and return what it printed."""
    command = [find(), str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NodeError(f"{script.name} failed:\n{_readable(done.stdout + done.stderr)}")
    return done.stdout


def _readable(said: str) -> str:
    """What Node said without the source it quotes: a bundled file is one line of a million characters."""
    return "\n".join(line for line in said.splitlines() if len(line) < 400 and line.strip())
