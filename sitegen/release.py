"""What a release consists of: the site as an archive, the wheel, the bill of materials, and the hashes of all three.

    python -m sitegen.release

Everything is made from what `make site` has built. Equal sources give equal bytes, with the same Python and zlib.
"""

import hashlib
import sys
from pathlib import Path

import checker
from sitegen import BuildError, licences, sbom, step, wheel, zipped
from sitegen.settings import ROOT

SITE, HOSTING, WHEEL, OUT = ROOT / "site", ROOT / "build/hosting", ROOT / "build/wheel", ROOT / "build/release"
NAME = f"{sbom.OURS}-{checker.__version__}"
SUMS = "SHA256SUMS"


class ReleaseError(BuildError):
    """There is nothing to release; the text says what to do."""


def folders(parts: dict[str, Path]) -> bytes:
    """These folders as one archive, in a folder with the name of the release."""
    files = {
        f"{NAME}/{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in parts.items()
        for path in step.files_of(folder)
    }
    return zipped.archive(files)


def sums(files: dict[str, bytes]) -> str:
    """The list of hashes, as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def build(out: Path, site: Path, hosting: Path, built: Path) -> None:
    """Write the release into `out`, and nothing else.

    Raises:
        ReleaseError: the site is not there, or lacks its packed forms.
    """
    if not (site / "index.html.br").is_file():
        raise ReleaseError("There is no whole site to release: run `make site` first")
    package = wheel.find(built)
    files = {
        f"{NAME}-site.zip": folders({"site": site, "hosting": hosting}),
        package.name: package.read_bytes(),
        f"{NAME}.cdx.json": sbom.bill(licences.account(), sbom.carried()).encode(),
    }
    files[SUMS] = sums(files).encode()
    for name, content in files.items():
        step.write(out / name, content)
    step.keep_only(out, [out / name for name in files])


def main() -> None:
    """Make the release, and list it."""
    try:
        build(OUT, SITE, HOSTING, WHEEL)
    except BuildError as error:
        sys.exit(str(error))
    print(f"{OUT.relative_to(ROOT)}/ holds:")
    print((OUT / SUMS).read_text("utf-8"), end="")


if __name__ == "__main__":
    main()
