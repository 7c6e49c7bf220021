"""Try every small change of the code that decides against its short tests: `make mutants`.

A change (a *mutant*) that no test notices *survives*. Those that are known to, and why that is right, stand in
mutants.toml beside this file. The run fails where a module falls below the share below, where a survivor is not listed,
and where a listed one no longer survives.
"""

import json
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

from tests import figures

#: The share of the mutants of each module that has to be noticed.
WANTED = 0.9
ROOT = Path(__file__).parent.parent
LIST = Path(__file__).with_suffix(".toml")
#: How the tool ends a test run: 0 every test passed; 33 and 5 no test reaches the code; None not tried yet.
SURVIVED, UNTRIED = (0, 5, 33), (None, 2, 34)

Change = tuple[str, str, str]  # function, the lines that were, the lines that are


def results() -> dict[str, int | None]:
    """Return how the tests ended for every mutant."""
    found = {}
    for path in sorted((ROOT / "mutants").rglob("*.py.meta")):
        found.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    return found


def function(mutant: str) -> str:
    """Return the name of the function as it is written.

    >>> function("checker.gates.xǁGateǁreach__mutmut_3"), function("checker.remedies.x__held__mutmut_4")
    ('checker.gates.Gate.reach', 'checker.remedies._held')
    """
    module, _, name = mutant.rpartition("__mutmut_")[0].rpartition(".")
    return f"{module}.{'.'.join(name.split('ǁ')[1:]) if 'ǁ' in name else name.removeprefix('x_')}"


def change(mutant: str) -> Change:
    """Return what the mutant changes, in words that stay the same when other lines move."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(mutant).splitlines()[2:]
    was, now = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return function(mutant), was, now


def listed() -> set[Change]:
    """Return the survivors that are listed, each with a reason."""
    entries = tomllib.loads(LIST.read_text("utf-8"))["survivor"]
    assert all(entry["why"] for entry in entries)
    return {(entry["function"], entry["was"], now) for entry in entries for now in entry["now"]}


def report() -> list[str]:
    """Print the share of each module and return what is not as it should be."""
    ended = results()
    tried, noticed = Counter[str](), Counter[str]()
    for mutant, code in ended.items():
        module = mutant.rpartition("__mutmut_")[0].rpartition(".")[0]
        tried[module] += 1
        noticed[module] += code not in SURVIVED + UNTRIED
    print(f"{'module':24} {'mutants':>8} {'noticed':>8} {'share':>7}")
    shares = {module: noticed[module] / tried[module] for module in tried}
    for module, share in shares.items():
        print(f"{module:24} {tried[module]:8} {noticed[module]:8} {share:7.1%}")
    survived = {change(mutant) for mutant, code in ended.items() if code in SURVIVED}
    known = listed()
    return [
        *(f"not tried: {mutant}" for mutant, code in ended.items() if code in UNTRIED),
        *(f"below {WANTED:.0%}: {module}" for module, share in shares.items() if share < WANTED),
        *(f"not listed in {LIST.name}: {' | '.join(one)}" for one in sorted(survived - known)),
        *(f"listed in {LIST.name}, and no longer survives: {' | '.join(one)}" for one in sorted(known - survived)),
    ]


def main() -> int:
    started = time.monotonic()
    if "--report" not in sys.argv:
        # The tool takes what it found before for a function that has not changed, also where its tests have.
        shutil.rmtree(ROOT / "mutants", ignore_errors=True)
        subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=ROOT, check=True)
    faults = report()
    print("\n".join(faults))
    if not faults:
        codes = results().values()
        noticed = sum(code not in SURVIVED for code in codes)
        found = {"small changes tried": len(codes), "small changes noticed": noticed}
        figures.keep("mutants", time.monotonic() - started, found)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
