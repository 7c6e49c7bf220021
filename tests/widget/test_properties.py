"""Whatever the widget reads of others, it reads without a slip: links, what is stored, messages, attributes, words."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import node
from sitegen.pages import LOADER
from sitegen.settings import ROOT

HERE = Path(__file__).parent
RUNS = 1000
PROPERTIES = [
    "a fragment",
    "answers through a link",
    "what is stored",
    "answers through the device",
    "a message of a host",
    "an address of the frame",
    "attributes of the element",
    "a message to the element",
    "a day as it is typed",
    "a day through its words",
    "an amount as it is typed",
    "an amount through its words",
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Of each property how often it was tried, and what failed."""
    bundled = tmp_path_factory.mktemp("properties") / "properties.mjs"
    subprocess.run(
        [ROOT / "node_modules/.bin/esbuild", HERE / "properties.mjs", "--bundle", "--format=esm", "--platform=node",
         f"--outfile={bundled}", "--log-level=error"],
        check=True,
    )  # fmt: skip
    found: dict[str, dict[str, object]] = json.loads(node.run(bundled, str(RUNS), LOADER))
    return found


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds(results: dict[str, dict[str, object]], name: str) -> None:
    tried = results[name]
    assert not tried["failed"], tried["failed"]
    assert tried["runs"] == RUNS


def test_no_property_is_passed_over(
    results: dict[str, dict[str, object]], record_property: Callable[[str, object], None]
) -> None:
    assert list(results) == PROPERTIES
    record_property("inputs drawn for the widget", RUNS * len(PROPERTIES))
