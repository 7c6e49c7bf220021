"""The package `checker` as a wheel: the only form in which it reaches the browser."""

import os
import subprocess
import sys
from pathlib import Path

from sitegen import BuildError
from sitegen.settings import ROOT


class WheelError(BuildError):
    """The wheel could not be built; the text is the build tool's own."""


def build(out: Path, epoch: int, root: Path = ROOT) -> Path:
    """Build the wheel into `out`, which then holds nothing else, and return its path.

    `epoch` (seconds since 1970) dates the files in it, so equal sources give equal bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(root)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise WheelError(done.stdout + done.stderr)
    return find(out)


def find(folder: Path) -> Path:
    """The one wheel in the folder."""
    wheels = sorted(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise WheelError(f"{folder} should hold one wheel, it holds {len(wheels)}")
    return wheels[0]
