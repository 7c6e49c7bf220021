"""The same request gives the same bytes on every machine, and nothing that decides reads a clock or a network."""

import ast
import decimal
import json
import sys
from pathlib import Path

import pytest

import checker
from checker import proof_table
from checker.questions import QUESTIONS
from tests.checker import elsewhere, sample
from tests.checker.policy_cases import CASES
from tests.checker.talk import request
from tests.wide import wide

PACKAGE = Path(checker.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
DECIDING = [module for module in MODULES if module.name != "__main__.py"]
REQUESTS = [request(case.answers, case.today) for case in CASES[:: len(CASES) // 8]] + ["{", request({})]
SAMPLE = [*sample.spaced(sample.short(), 60), *REQUESTS]

#: The time of Pacific/Kiritimati and of Pacific/Pago_Pago as POSIX writes it: known without a table of zones.
MACHINES = {
    "as it is": ("UTC", 0, "C", "0"),
    "Kiritimati": ("<+14>-14", 14, "de_DE.UTF-8", "1"),
    "Pago Pago": ("<-11>11", -11, "tr_TR.UTF-8", "4711"),
}


@pytest.fixture(scope="module")
def here() -> list[str]:
    return [checker.respond(text) for text in REQUESTS]


@pytest.fixture(scope="module")
def sampled() -> list[bytes]:
    return elsewhere.here(SAMPLE)


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return elsewhere.compile_locales(tmp_path_factory.mktemp("locales"), ["de_DE", "tr_TR"])


@pytest.mark.parametrize("machine", wide((one,) for one in MACHINES.values()), ids=MACHINES)
def test_the_same_request_gives_the_same_bytes_everywhere(
    machine: tuple[str, int, str, str], sampled: list[bytes], locales: dict[str, str]
) -> None:
    zone, hours, language, seed = machine
    heard = elsewhere.ask(
        elsewhere.by_cpython(sys.executable), SAMPLE, TZ=zone, LC_ALL=language, PYTHONHASHSEED=seed, **locales
    )
    assert heard.offset == hours * 3600
    if locales:
        assert heard.locale == language
    elsewhere.check_same(SAMPLE, sampled, heard.responses)


@pytest.mark.parametrize("version", elsewhere.OTHERS)
def test_another_python_gives_the_same_bytes(version: str, sampled: list[bytes]) -> None:
    executable = elsewhere.find_cpython(version)
    if executable is None:
        pytest.skip(f"there is no CPython {version} on this machine; `make test-long` brings it as WebAssembly")
    heard = elsewhere.ask(elsewhere.by_cpython(executable), SAMPLE)
    assert heard.python == version
    elsewhere.check_same(SAMPLE, sampled, heard.responses)


def test_the_sample_holds_every_rule_that_the_proof_counts() -> None:
    counted = {rule for record in proof_table.recorded().values() for rule in record["decided"]}  # type: ignore[attr-defined]
    said = [json.loads(checker.respond(text)) for text in sample.short()]
    assert [one["errors"] for one in said if one["errors"]] == []
    gates = [gate for one in said for problem in one["problems"] for gate in problem["gates"]]
    lacking = counted - {f"{gate['gate']}/{gate['rule']}" for gate in gates}
    assert not lacking, f"`python -m tests.checker.sample` writes it anew, with {', '.join(sorted(lacking))}"
    assert {problem["problem"] for one in said for problem in one["problems"]} == {*QUESTIONS["problem"].options}


def test_a_difference_is_named_with_its_request_and_its_place() -> None:
    with pytest.raises(AssertionError) as failed:
        elsewhere.check_same(["a", "b"], [b"same", b"one two"], [b"same", b"one three"])
    assert str(failed.value) == (
        "1 of 2 differ; the first:\nb\nfrom byte 5, here:\n  b'one two'\nthere:\n  b'one three'"
    )


def test_a_version_that_is_not_here_is_not_found() -> None:
    assert elsewhere.find_cpython("3.99") is None


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
