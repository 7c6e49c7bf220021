"""The memory of a started Python, with the package imported and warm: where it is loaded, nothing need be started."""

import json
import tempfile
from pathlib import Path

from sitegen import library, node, requests, step

SNAPSHOT = "snapshot.bin"
# How it is stored; widget/snapshot.js makes the whole of it.
FORM = "difference"


def build(out: Path, archive: Path, pyodide: Path) -> None:
    """Take the snapshot into `out`, with the trimmed library in `archive`."""
    plan = {"module": library.MODULE, "requests": requests.warming()}
    with tempfile.TemporaryDirectory() as folder:
        told, taken = Path(folder) / "plan.json", Path(folder) / SNAPSHOT
        told.write_text(json.dumps(plan), "utf-8")
        node.run(Path(__file__).with_suffix(".mjs"), pyodide, archive, told, taken)
        step.write(out / SNAPSHOT, taken.read_bytes())
    step.keep_only(out, [out / SNAPSHOT])
