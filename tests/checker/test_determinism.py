"""The same request gives the same bytes on every machine, and nothing that decides reads a clock or a network."""

import ast
import decimal
import os
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from tests.checker.policy_cases import CASES
from tests.checker.talk import request

PACKAGE = Path(checker.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
DECIDING = [module for module in MODULES if module.name != "__main__.py"]
REQUESTS = [request(case.answers, case.today) for case in CASES[:: len(CASES) // 8]] + ["{", request({})]

PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv[1])
time.tzset()
import checker
for line in sys.stdin:
    print(checker.respond(line.rstrip("\\n")))
"""

MACHINES = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"},
]


@pytest.fixture(scope="module")
def here() -> list[str]:
    return [checker.respond(text) for text in REQUESTS]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine["TZ"])
def test_the_same_request_gives_the_same_bytes_everywhere(machine: dict[str, str], here: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(PACKAGE.parent)],
        input="\n".join(REQUESTS),
        env={"PATH": os.environ["PATH"], **machine},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.splitlines() == here


def test_asking_again_gives_the_same_bytes(here: list[str]) -> None:
    assert [checker.respond(text) for text in reversed(REQUESTS)] == here[::-1]


def test_bytes_and_text_are_answered_alike(here: list[str]) -> None:
    assert [checker.respond(text.encode()) for text in REQUESTS] == here


def test_the_callers_way_of_counting_changes_nothing(here: list[str]) -> None:
    with decimal.localcontext(prec=4, rounding=decimal.ROUND_UP):
        assert [checker.respond(text) for text in REQUESTS] == here


# --- what is not read -------------------------------------------------------------------------------

FORBIDDEN = {
    *("time", "random", "secrets", "uuid", "socket", "ssl", "urllib", "http", "asyncio", "subprocess", "threading"),
    *("os", "locale", "platform", "getpass", "tempfile", "shutil", "calendar", "zoneinfo", "multiprocessing", "select"),
}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "fromtimestamp", "gmtime", "localtime"}


def imported(module: Path) -> set[str]:
    """The top-level names of all that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add((node.module or "").partition(".")[0])
    return found


def clocks_read(module: Path) -> list[str]:
    """Every call of a clock, as it is written."""
    calls = (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call))
    return [ast.unparse(c) for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in CLOCKS]


def named(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_imports_the_standard_library_and_its_own_kind(module: Path) -> None:
    assert imported(module) <= set(sys.stdlib_module_names) | {"checker"}


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_reads_no_clock_no_network_no_chance(module: Path) -> None:
    assert not imported(module) & FORBIDDEN
    allowed = ["datetime.date.today()"] if module.name == "__main__.py" else []
    assert clocks_read(module) == allowed


@pytest.mark.parametrize("module", DECIDING, ids=named)
def test_a_deciding_module_writes_and_prints_nothing(module: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call))
    names = {c.func.id for c in calls if isinstance(c.func, ast.Name)}
    assert not names & {"print", "input", "open", "eval", "exec", "__import__"}


def test_the_scan_finds_what_it_looks_for(tmp_path: Path) -> None:
    module = tmp_path / "bad.py"
    module.write_text("import time\nfrom os import path\nimport datetime\nx = datetime.datetime.now()\n", "utf-8")
    assert imported(module) & FORBIDDEN == {"time", "os"}
    assert clocks_read(module) == ["datetime.datetime.now()"]
