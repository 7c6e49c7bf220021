"""The engine that turns the rendered Markdown into HTML. Everything that knows its name is in this module."""

import logging
import os
import subprocess
import sys
from pathlib import Path

from sitegen import BuildError
from sitegen.settings import ROOT, Settings


class EngineError(BuildError):
    """The engine failed or warned; the text is the engine's own."""


def environment(settings: Settings, notice: str, epoch: int) -> dict[str, str]:
    """What `mkdocs.yml` and the engine read from the environment."""
    return {
        "SITE_NAME": settings.name,
        "SITE_URL": settings.site_url,
        "SITE_BASE_PATH": settings.base_path,
        "SITE_NOTICE": notice,
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
    }


def build(out: Path, settings: Settings, notice: str, epoch: int, root: Path = ROOT) -> None:
    """Build `build/docs` into `out`, strictly: a warning is an error.

    `notice` goes into the foot of every page, `epoch` (seconds since 1970) is the date in the site map.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(out)]
    told = os.environ | environment(settings, notice, epoch)
    done = subprocess.run(command, env=told, cwd=root, capture_output=True, text=True, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("INFO")]
    # With --quiet the engine would not count its own warnings, and --strict would let them pass.
    if done.returncode != 0 or any(line.startswith(("WARNING", "ERROR")) for line in said):
        raise EngineError("\n".join(said))


SEARCH_INDEX = "search/search_index.json"
# Said of every draft.
_OF_A_DRAFT = "A 'dirty' build is being performed"


def draft(out: Path, settings: Settings, notice: str, epoch: int, root: Path = ROOT) -> None:
    """Build into `out`, in this process, only the pages that are newer than what is there.

    What is made from all pages at once, such as the search index, stays as it was.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    os.environ |= environment(settings, notice, epoch)
    index = out / SEARCH_INDEX
    kept = index.read_bytes() if index.is_file() else b""
    heard = _Warnings()
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(out))
        config.plugins.on_startup(command="build", dirty=True)
        mkdocs_build(config, dirty=True)
    except MkDocsException as error:
        raise EngineError(str(error)) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
        if kept:
            index.write_bytes(kept)
    if heard.said:
        raise EngineError("\n".join(heard.said))


class _Warnings(logging.Handler):
    """Keeps what the engine warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if _OF_A_DRAFT not in record.getMessage():
            self.said.append(record.getMessage())
