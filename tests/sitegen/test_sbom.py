import json
import re
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

import checker
from sitegen import licences, locked, sbom

VERSIONS = {"CPython": "3.13.2", "zlib": "1.3.1"}


@pytest.fixture(scope="module")
def text() -> str:
    return sbom.bill(licences.account(), VERSIONS)


@pytest.fixture(scope="module")
def bill(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    return told


def test_it_is_valid(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_validator_refuses_what_is_wrong() -> None:
    """A small bill: on the whole one it would take minutes to say what is wrong."""
    wrong = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a", "type": "no such type"}]}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(wrong))


def test_it_knows_no_hour_and_no_chance(text: str, bill: dict[str, Any]) -> None:
    assert text == sbom.bill(licences.account(), VERSIONS)
    assert "serialNumber" not in bill
    assert "timestamp" not in bill["metadata"]


def test_it_is_the_bill_of_this_version(bill: dict[str, Any]) -> None:
    ours = bill["metadata"]["component"]
    assert (ours["name"], ours["version"]) == ("refund-checker", checker.__version__)
    assert ours["licenses"] == [{"expression": "MIT AND CC-BY-4.0"}]


def test_every_locked_package_is_in_it_with_its_hashes_and_a_licence(bill: dict[str, Any]) -> None:
    found = {component["purl"]: component for component in bill["components"]}
    packages = locked.read()
    assert len(found) == len(bill["components"]) == len(packages)
    for package in packages:
        component = found[f"pkg:{package.origin}/{package.name.replace('@', '%40')}@{package.version}"]
        hashes = {f"{one['alg'].lower().replace('-', '')}:{one['content']}" for one in component["hashes"]}
        assert hashes == set(package.hashes)
        assert component["licenses"]
        assert not any("name" in one.get("license", {}) for one in component["licenses"]), package.name


def test_what_is_shipped_is_required_and_the_rest_is_not(bill: dict[str, Any]) -> None:
    required = {component["name"] for component in bill["components"] if component["scope"] == "required"}
    assert required == {work.name for work in licences.account().shipped}
    assert {component["scope"] for component in bill["components"]} == {"required", "excluded"}
    [ours] = [one for one in bill["dependencies"] if one["ref"] == sbom.OURS]
    assert len(ours["dependsOn"]) == len(required)


def test_what_is_inside_a_package_is_inside_it_here_too(bill: dict[str, Any]) -> None:
    shipped = [component for component in bill["components"] if component["scope"] == "required"]
    [pyodide] = [component for component in shipped if component["name"] == "pyodide"]
    versions = {part["name"]: part.get("version") for part in pyodide["components"]}
    assert versions["CPython"] == VERSIONS["CPython"]
    assert versions["musl"] is None


def test_no_address_in_it_leads_to_a_registry(text: str) -> None:
    assert set(re.findall(r"https?://[^/\"]+", text)) <= {"http://cyclonedx.org"}
