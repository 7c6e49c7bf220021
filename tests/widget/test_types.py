"""What the widget takes from a response is in the contract: its types come from the checker's own schema."""

import json
import subprocess
from pathlib import Path

import pytest

from checker.schema import schema
from sitegen import node
from sitegen.settings import ROOT

DECLARED = ROOT / "build/types/contract.d.ts"
USES = """/** @import {{ Whole }} from "{contract}" */
/** @param {{Whole}} response */
export const said = (response) => {use};
"""


@pytest.fixture(scope="module", autouse=True)
def declarations() -> None:
    """Written as `make lint` does."""
    command = [node.find(), str(ROOT / "sitegen/types.mjs"), str(DECLARED)]
    subprocess.run(command, input=json.dumps(schema()), text=True, check=True)


def complaints(config: Path) -> list[str]:
    command = [node.find(), str(ROOT / "node_modules/typescript/bin/tsc"), "--pretty", "false", "-p", str(config)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


@pytest.mark.parametrize(
    ("use", "wanted"),
    [
        ("[response.headline, response.answers.problem, response.deadlines[0].by_guide[0].last_day]", []),
        ("response.headlin", ["'headlin' does not exist"]),
        ("response.deadlines[0].lastDay", ["'lastDay' does not exist"]),
        ("response.answers.problems", ["'problems' does not exist"]),
        ("response.verdict === 'probably'", ["no overlap"]),
        ("response.safe_by.length", ["possibly 'null'"]),
    ],
)
def test_a_name_that_the_contract_does_not_have_is_an_error(tmp_path: Path, use: str, wanted: list[str]) -> None:
    (tmp_path / "use.js").write_text(USES.format(contract=(ROOT / "widget/contract").as_posix(), use=use))
    settings = {"extends": str(ROOT / "tsconfig.json"), "compilerOptions": {"types": []}, "include": ["use.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings))
    found = complaints(tmp_path / "tsconfig.json")
    assert len(found) == len(wanted), found
    assert all(part in line for part, line in zip(wanted, found, strict=True)), found


@pytest.mark.parametrize("config", ["tsconfig.json", "tsconfig.worker.json"])
def test_the_widget_keeps_the_contract(config: str) -> None:
    assert complaints(ROOT / config) == []
