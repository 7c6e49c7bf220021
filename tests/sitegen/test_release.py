import io
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

import checker
from sitegen import release, step, zipped


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bill of materials has its own tests."""
    monkeypatch.setattr(release.sbom, "carried", dict)
    monkeypatch.setattr(release.sbom, "bill", lambda account, versions: "{}")


def made(folder: Path, hour: int) -> Path:
    """A release of a small site that lies in this folder, written at this hour."""
    for name in ("site/index.html", "site/index.html.br", "site/a/index.html", "hosting/Caddyfile"):
        step.write(folder / name, f"content of {name}")
    step.write(folder / "wheel/refund_checker-1-py3-none-any.whl", b"PK")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or hour % 2 else 0o600)
        os.utime(path, (hour * 3600, hour * 3600))
    release.build(folder / "out", folder / "site", folder / "hosting", folder / "wheel")
    return folder / "out"


def test_two_releases_of_equal_files_are_equal(tmp_path: Path) -> None:
    one, other = made(tmp_path / "one", 400_000), made(tmp_path / "a longer name", 400_001)
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    assert [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()] == []


def test_its_names_carry_the_version_and_nothing_else_is_there(tmp_path: Path) -> None:
    step.write(tmp_path / "out/old-site.zip", "an old one")
    version = checker.__version__
    assert {path.name for path in made(tmp_path, 400_000).iterdir()} == {
        f"refund-checker-{version}-site.zip", f"refund-checker-{version}.cdx.json", "refund_checker-1-py3-none-any.whl",
        "SHA256SUMS",
    }  # fmt: skip


def test_the_hashes_hold_as_sha256sum_reads_them(tmp_path: Path) -> None:
    out = made(tmp_path, 400_000)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=out, capture_output=True, text=True, check=True)
    assert done.stdout.count(": OK") == 3
    next(out.glob("*.whl")).write_bytes(b"another")
    assert subprocess.run(check, cwd=out, capture_output=True, check=False).returncode == 1


def test_the_archive_holds_the_site_and_what_a_host_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(next(made(tmp_path, 400_000).glob("*-site.zip"))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        content = archive.read(f"{release.NAME}/site/a/index.html").decode()
    assert names == [
        f"{release.NAME}/{name}"
        for name in ("hosting/Caddyfile", "site/a/index.html", "site/index.html", "site/index.html.br")
    ]
    assert content == "content of site/a/index.html"


def test_an_archive_unpacks_to_files_that_everybody_may_read() -> None:
    written = zipped.archive({"b": b"2", "a": b"1"})
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert [entry.external_attr >> 16 for entry in archive.infolist()] == [0o100644, 0o100644]
    assert written == zipped.archive({"a": b"1", "b": b"2"})


def test_a_site_without_its_packed_forms_is_not_released(tmp_path: Path) -> None:
    step.write(tmp_path / "site/index.html", "unpacked")
    with pytest.raises(release.ReleaseError, match="run `make site` first"):
        release.build(tmp_path / "out", tmp_path / "site", tmp_path, tmp_path)
