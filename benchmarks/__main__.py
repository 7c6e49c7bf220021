"""``python -m benchmarks [NAME]``: measure everything, or one thing. QUICK=1 takes the short form."""

import importlib
import os
import pkgutil
import sys

import benchmarks
from benchmarks import figures


def names() -> list[str]:
    """Return what can be measured: the modules here that have a ``measure``."""
    found = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return [name for name in found if name not in ("figures", "__main__")]


def main() -> int:
    wanted = sys.argv[1:] or names()
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(f"bench: no such benchmark: {', '.join(unknown)}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    for name in wanted:
        measure = importlib.import_module(f"benchmarks.{name}").measure
        figures.write(name, list(measure(quick=bool(os.environ.get("QUICK")))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
