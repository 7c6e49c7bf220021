import json
import re
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import build_site
from sitegen import assets, licences, locked, sbom
from sitegen.settings import ROOT

TOLD = {"loosely": {"loose": "MIT"}, "classifiers": {"License :: OSI Approved :: MIT License": "MIT"}}


@pytest.fixture(scope="module")
def account() -> licences.Account:
    return licences.account()


@pytest.fixture(scope="module")
def texts(account: licences.Account) -> str:
    return licences.texts(account.shipped)


def shipped(account: licences.Account, prefix: str = "") -> set[str]:
    return {work.name for work in account.shipped if work.name.startswith(prefix)}


def parts(account: licences.Account, name: str) -> set[str]:
    return {part.name for work in account.shipped if work.name == name for part in work.parts}


def test_what_is_bundled_is_said_to_be_shipped(account: licences.Account, site: Path) -> None:
    """The bundler says which packages it took something from."""
    bundled = json.loads((site / "widget/manifest.json").read_text())["packages"]
    drawn = {work.name for work in account.shipped if work.does == "Draws the checker"}
    assert drawn == set(bundled)


def test_the_fonts_are_said_to_be_shipped(account: licences.Account) -> None:
    folders = {f"@fontsource-variable/{source.split('/')[0]}" for source, _ in assets.FONTS.values()}
    assert shipped(account, "@fontsource") == folders


def test_everything_in_the_theme_is_said(account: licences.Account, site: Path) -> None:
    """Its maps name the files that its scripts and styles were made from."""
    maps = [*(site / "assets").rglob("*.map")]
    sources = {source for file in maps for source in json.loads(file.read_text())["sources"]}
    found = {match[1] for source in sources if (match := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", source))}
    assert len(found) > 3
    assert found <= parts(account, "mkdocs-material")


def test_everything_that_python_in_the_browser_tells_of_is_said(account: licences.Account) -> None:
    versions = sbom.carried()
    assert all(re.match(r"\d+\.\d+", version) for version in versions.values())
    assert set(versions) <= parts(account, "pyodide")
    lock = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text())
    assert versions["CPython"] == lock["info"]["python"]


def test_every_package_is_shipped_or_builds_or_tests(account: licences.Account) -> None:
    listed = [work.package for work in account.shipped] + account.build + account.test
    assert len(listed) == len(locked.read())
    assert set(listed) == set(locked.read())
    assert all(package.licence for package in listed)


def test_every_licence_is_written_as_spdx_has_it() -> None:
    packages = locked.read()
    assert [one.name for one in packages if not licences.as_spdx(one.licence)] == []


def test_the_record_is_what_the_installed_packages_say() -> None:
    said, recorded = licences.installed(), licences.recorded()
    assert len(said) > 50
    assert {name: licence for name, licence in said.items() if name in recorded and recorded[name] != licence} == {}


def test_every_part_goes_with_its_holders_and_a_text(account: licences.Account, texts: str) -> None:
    for work in account.shipped:
        assert f"{work.name} {work.package.version}: {work.licence}" in texts
        assert all(text.strip() in texts for text in work.texts)
        for part in work.parts:
            assert part.copyright or part.texts, part.name
            assert all(line in texts for line in part.copyright)
    assert not re.search(r"<year>|<copyright holders>|<owner>|YEAR by AUTHOR", texts)
    for start in ("Mozilla Public License Version 2.0", "Permission is hereby granted, free", "SIL OPEN FONT"):
        assert start in texts


def test_a_text_that_is_promised_at_the_end_stands_there(texts: str) -> None:
    promised = set(re.findall(r"^The text stands at the end: (.+)\.$", texts, flags=re.MULTILINE))
    headings = re.findall(rf"^{licences._LINE}\n(.+)\n{licences._LINE}$", texts, flags=re.MULTILINE)
    assert {"MIT", "MPL-2.0", "Python-2.0", "Zlib"} <= promised
    assert sorted(promised) == [heading for heading in headings if heading in promised]


def test_the_texts_go_along_with_the_site_and_with_the_frame(texts: str, site: Path) -> None:
    assert (site / licences.TEXTS).read_text("utf-8") == texts
    with zipfile.ZipFile(site / "embed/self-host.zip") as archive:
        assert archive.read(licences.TEXTS).decode() == texts


def test_the_page_names_everything(account: licences.Account) -> None:
    page = (build_site.DOCS / "licences.md").read_text("utf-8")
    for work in account.shipped:
        assert f"| [{work.name}]({work.home}) | {work.package.version} | {work.licence} |" in page
        assert all(f"| {work.name} | {part.name} | {part.licence} |" in page for part in work.parts)
    for package in (*account.build, *account.test):
        assert f"| {package.name} | {package.version} | {package.licence} |" in page


def metadata(name: str, **fields: str) -> Message:
    told = Message()
    told["Name"] = name
    for field, value in fields.items():
        told[field.replace("_", "-")] = value
    return told


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "Apache-2.0 OR MIT", "License": "BSD"}, "Apache-2.0 OR MIT"),
        ({"License": "mit"}, "MIT"),
        ({"License": "MIT License\n\nCopyright (c) X", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "BSD", "Classifier": "License :: OSI Approved :: BSD License"}, ""),
        ({"License": "UNKNOWN"}, ""),
        ({}, ""),
    ],
)
def test_a_licence_is_read_where_it_is_clear(fields: dict[str, str], licence: str) -> None:
    assert licences.licence_of(metadata("some", **fields), TOLD) == licence


def test_what_is_told_by_hand_wins() -> None:
    assert licences.licence_of(metadata("Loose", License="BSD"), TOLD) == "MIT"


def test_nothing_is_told_by_hand_that_is_not_needed() -> None:
    """A package that has begun to say its licence clearly, or is no longer locked, leaves the list."""
    told = licences.tomllib.loads(licences.TOLD.read_text("utf-8"))
    assert set(told["loosely"]) <= set(licences.recorded())
    found = {licences.canonical(one.name): one.metadata for one in licences.importlib.metadata.distributions()}
    silent = {"loosely": {}, "classifiers": told["classifiers"]}
    clear = [name for name in told["loosely"] if name in found and licences.licence_of(found[name], silent)]
    assert clear == []


def test_a_package_that_is_not_locked_cannot_be_shipped() -> None:
    with pytest.raises(licences.LicenceError, match="pyodide is said to be shipped, and builds nothing"):
        licences.shipped([])


def test_a_licence_without_a_text_is_named() -> None:
    with pytest.raises(licences.LicenceError, match="SPDX has no text for Homemade"):
        licences._of_spdx("Homemade")
