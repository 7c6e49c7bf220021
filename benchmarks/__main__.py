"""``python -m benchmarks [NAME]``: measure everything, or one thing. QUICK=1 takes the short form."""

import importlib
import os
import pkgutil
import sys

import benchmarks
from benchmarks import figures


def names() -> list[str]:
    """Return what can be measured: the modules here that have a ``measure``."""
    found = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.ispkg)
    return [name for name in found if name not in ("figures", "__main__")]


def main() -> int:
    wanted = sys.argv[1:] or names()
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(f"bench: no such benchmark: {', '.join(unknown)}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    for name in wanted:
        benchmark = importlib.import_module(f"benchmarks.{name}")
        taken = list(benchmark.measure(quick=bool(os.environ.get("QUICK"))))
        figures.write(name, taken)
        if hasattr(benchmark, "conclude"):
            benchmark.conclude(taken)
    return 0


if __name__ == "__main__":
    sys.exit(main())
