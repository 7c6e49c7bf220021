"""Says what Python in the browser is built from, as far as it knows; runs inside Pyodide, started by licences.py.

Into /given/versions.json goes the version of each part, by its name in licences.toml.
"""

import decimal
import json
import platform
import pyexpat
import zlib
from pathlib import Path

VERSIONS = {
    "CPython": platform.python_version(),
    "Emscripten": platform.release(),
    "expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
    "libmpdec": decimal.__libmpdec_version__,
    "zlib": zlib.ZLIB_RUNTIME_VERSION,
}

Path("/given/versions.json").write_text(json.dumps(VERSIONS), "utf-8")
