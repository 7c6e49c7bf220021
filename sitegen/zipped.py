"""Archives in which nothing of this hour and of this machine stands: equal files give equal bytes."""

import io
import zipfile
from collections.abc import Mapping

_NO_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o100644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files (path -> content) as a zip."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            packed.writestr(entry, files[name])
    return written.getvalue()
