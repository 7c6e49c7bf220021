"""What the site is made from, as a CycloneDX bill of materials: every locked package, and what is inside those shipped.

It knows no hour and no chance: equal lock files give an equal bill.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

import checker
from sitegen import licences, node
from sitegen.locked import Locked
from sitegen.settings import ROOT

OURS, OUR_LICENCE = "refund-checker", "MIT AND CC-BY-4.0"


def carried(pyodide: Path = licences.PACKAGES / "pyodide") -> dict[str, str]:
    """The versions of what Python in the browser is built from, as it says itself."""
    with tempfile.TemporaryDirectory() as folder:
        node.run(ROOT / "sitegen/inside.mjs", pyodide, ROOT / "sitegen/carried.py", folder)
        versions: dict[str, str] = json.loads((Path(folder) / "versions.json").read_text("utf-8"))
    return versions


def bill(account: licences.Account, versions: Mapping[str, str]) -> str:
    """The bill as JSON. What only builds or tests the site is in it too, with the scope that says so."""
    ours = Component(name=OURS, version=checker.__version__, type=ComponentType.APPLICATION, bom_ref=OURS)
    ours.licenses.add(LicenseFactory().make_with_expression(OUR_LICENCE))
    shipped = [_component(work.package, ComponentScope.REQUIRED) for work in account.shipped]
    for component, work in zip(shipped, account.shipped, strict=True):
        component.components.update(_part(part, work.name, versions) for part in work.parts)
    others = [_component(package, ComponentScope.EXCLUDED) for package in (*account.build, *account.test)]
    bom = Bom(metadata=BomMetaData(component=ours), components=[*shipped, *others])
    bom.register_dependency(ours, shipped)
    written: dict[str, Any] = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    # Both would differ each time, and both may be left out.
    del written["serialNumber"], written["metadata"]["timestamp"]
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


def _component(package: Locked, scope: ComponentScope) -> Component:
    address = _address(package)
    component = Component(
        name=package.name, version=package.version, scope=scope, purl=address, bom_ref=address.to_string()
    )
    component.licenses.add(LicenseFactory().make_from_string(licences.as_spdx(package.licence)))
    component.hashes.update(HashTypeFactory().from_composite_str(told) for told in package.hashes)
    return component


def _address(package: Locked) -> PackageURL:
    """The package's address, which names no registry."""
    scope, _, name = package.name.rpartition("/")
    return PackageURL(package.origin, scope or None, name, package.version)


def _part(part: licences.Work, within: str, versions: Mapping[str, str]) -> Component:
    holders = "\n".join(part.copyright) or None
    component = Component(
        name=part.name, version=versions.get(part.name), bom_ref=f"{within}/{part.name}", copyright=holders
    )
    component.licenses.add(LicenseFactory().make_from_string(part.licence))
    return component
