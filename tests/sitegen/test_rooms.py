"""The arrows between the rooms: checker <- sitegen; the widget knows the checker only by its JSON."""

import ast
import re
import sys
from pathlib import Path

import pytest

from sitegen.settings import ROOT

OURS = {"checker", "sitegen", "widget", "benchmarks", "tests", "build_site"}


def imports(file: Path) -> set[str]:
    """The top names of everything that a Python file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def python(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("file", python("checker"), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_checker_stands_on_the_standard_library_alone(file: Path) -> None:
    assert imports(file) <= sys.stdlib_module_names | {"checker"}


@pytest.mark.parametrize("file", python("checker"), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_checker_knows_no_network_and_no_chance(file: Path) -> None:
    assert not imports(file) & {"socket", "ssl", "http", "urllib", "asyncio", "random", "secrets", "subprocess", "uuid"}


def test_only_the_command_line_may_read_the_clock() -> None:
    for file in [*python("checker"), *python("sitegen"), ROOT / "build_site.py"]:
        if file.name != "__main__.py":
            assert not re.search(r"\b(?:today|now|utcnow|time)\(\)", file.read_text("utf-8")), file


@pytest.mark.parametrize("file", python("sitegen"), ids=lambda file: file.name)
def test_the_house_builds_with_the_checker_only(file: Path) -> None:
    assert imports(file) & OURS <= {"checker", "sitegen"}


def test_the_widget_names_no_rule_and_no_statement() -> None:
    """What it shows comes in the response: no outcome code, no policy row and no statement stands in its source."""
    from checker import statements
    from checker.policy import POLICY

    refs = set(statements.load().statements)
    for file in sorted((ROOT / "widget").rglob("*.js")):
        text = file.read_text("utf-8")
        assert not re.search(r"""\bimport\b[^;]*["'][^"'\n]*(?:checker|sitegen|docs)/""", text), file
        assert not [name for name in {*POLICY, *refs} if re.search(rf"\b{re.escape(name)}\b", text)], file
