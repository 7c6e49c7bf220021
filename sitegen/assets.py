"""What a page loads besides its words: the widget's bundles, the two fonts, the pictures and style sheets."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sitegen import BuildError, step
from sitegen.settings import ROOT

# The two files that the whole site is set in: the name we serve, the file that npm brings, the weights we use.
FONTS = {
    "source-serif-4.woff2": ("source-serif-4/files/source-serif-4-latin-wght-normal.woff2", (400, 700)),
    "inter.woff2": ("inter/files/inter-latin-wght-normal.woff2", (400, 700)),
}
# Latin letters of western Europe, the punctuation we use, arrows and the euro sign.
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "‘’“”–—…•€→←↑↓×≤≥−")]
FEATURES = ["kern", "liga", "tnum", "lnum", "ccmp", "locl", "mark"]


class AssetError(BuildError):
    """The front end could not be bundled; the text is the bundler's own."""


def bundle_widget(out: Path, root: Path = ROOT) -> None:
    """Bundle the widget into `out`, under names that carry a hash, with a manifest.json."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    done = subprocess.run(
        ["node", str(root / "widget/build.js"), str(out)], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise AssetError(done.stdout + done.stderr)
    if not (out / "manifest.json").is_file():
        raise AssetError("widget/build.js wrote no manifest.json")


def subset(font: Path, weights: tuple[int, int]) -> bytes:
    """The font cut down to our characters, features and weights, as woff2."""
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = cutter.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.recalc_timestamp = False
    whole: Any = TTFont(font, recalcTimestamp=False)
    knife = cutter.Subsetter(options)
    knife.populate(unicodes=CHARACTERS)
    knife.subset(whole)
    whole = instantiateVariableFont(whole, {"wght": weights})
    whole.flavor = "woff2"
    written = io.BytesIO()
    whole.save(written)
    return written.getvalue()


def build_fonts(out: Path, packages: Path, cut: Callable[[Path, tuple[int, int]], bytes] = subset) -> None:
    """Write our two font files into `out`, with the licences that they come with."""
    for name, (source, weights) in FONTS.items():
        step.write(out / name, cut(packages / source, weights))
        licence = packages / source.split("/")[0] / "LICENSE"
        step.write(out / f"{Path(name).stem}-LICENSE.txt", licence.read_bytes())
    step.keep_only(out, [out / name for font in FONTS for name in (font, f"{Path(font).stem}-LICENSE.txt")])
