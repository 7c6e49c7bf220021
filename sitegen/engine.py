"""The engine that turns the rendered Markdown into HTML. Everything that knows its name is in this module."""

import os
import subprocess
import sys
from pathlib import Path

from sitegen import BuildError
from sitegen.settings import ROOT, Settings


class EngineError(BuildError):
    """The engine failed or warned; the text is the engine's own."""


def build(out: Path, settings: Settings, notice: str, epoch: int, root: Path = ROOT) -> None:
    """Build `build/docs` into `out`, strictly: a warning is an error.

    `notice` goes into the foot of every page, `epoch` (seconds since 1970) is the date in the site map.
    """
    environment = os.environ | {
        "SITE_NAME": settings.name,
        "SITE_URL": settings.site_url,
        "SITE_BASE_PATH": settings.base_path,
        "SITE_NOTICE": notice,
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(out)]
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("INFO")]
    # With --quiet the engine would not count its own warnings, and --strict would let them pass.
    if done.returncode != 0 or any(line.startswith(("WARNING", "ERROR")) for line in said):
        raise EngineError("\n".join(said))
