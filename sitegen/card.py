"""The picture that other sites show beside a link to us: the first page's question and the four verdicts."""

import re
import tempfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from sitegen import assets, heads, node, step
from sitegen.pages import VERDICT_WORDS
from sitegen.settings import ROOT

_COLOUR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}),")
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
# The family that each of our files holds, and the weight that the card is set in.
FACES = {"source-serif-4.woff2": ("Source Serif 4", 600), "inter.woff2": ("Inter", 500)}
LINE = 28
EDGE = 90
# The verdicts' marks as everywhere: a disc, half a disc, a ring, a bar; drawn around 0, 0.
MARKS = {
    "qualifies": '<circle r="13" fill="{colour}"/>',
    "partly": '<circle r="12" fill="none" stroke="{colour}" stroke-width="3"/>'
    '<path d="M0 -12A12 12 0 0 0 0 12Z" fill="{colour}"/>',
    "unclear": '<circle r="11" fill="none" stroke="{colour}" stroke-width="5"/>',
    "does_not_qualify": '<rect x="-13" y="-4" width="26" height="8" fill="{colour}"/>',
}


def build(out: Path, name: str, packages: Path, root: Path = ROOT) -> None:
    """Draw it into `out`, in the site's own faces and its colours on paper."""
    found = _HEADING.search((root / "docs" / heads.HOME).read_text("utf-8"))
    colours = dict(_COLOUR.findall((root / "widget/variables.css").read_text("utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        svg, png = Path(folder) / "card.svg", Path(folder) / "card.png"
        svg.write_text(drawing(name, found[1] if found else name, colours), "utf-8")
        fonts = [_cast(file, packages, Path(folder)) for file in FACES]
        node.run(Path(__file__).with_name("card.mjs"), svg, png, *fonts)
        target = out / Path(heads.CARD).name
        step.write(target, png.read_bytes())
        step.keep_only(out, [target])


def _cast(file: str, packages: Path, folder: Path) -> Path:
    """One weight of a face, unpacked: what draws knows no variable font."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font: Any = TTFont(packages / assets.FONTS[file][0], recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": FACES[file][1]})
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FACES[file][0]
    font.save(folder / f"{file}.ttf")
    return folder / f"{file}.ttf"


def drawing(name: str, question: str, colours: dict[str, str]) -> str:
    """The picture as SVG."""
    width, height = heads.CARD_SIZE
    parts = [
        f'<rect width="{width}" height="{height}" fill="{colours["paper"]}"/>',
        f'<rect width="{width}" height="14" fill="{colours["accent"]}"/>',
        _text((EDGE, 112), name, "Inter", 34, colours["accent"]),
        *(
            _text((EDGE, 240 + 88 * place), line, "Source Serif 4", 70, colours["ink"])
            for place, line in enumerate(_broken(question))
        ),
        f'<rect x="{EDGE}" y="{height - 148}" width="{width - 2 * EDGE}" height="2" fill="{colours["hairline"]}"/>',
    ]
    x = EDGE + 13
    for verdict, words in VERDICT_WORDS.items():
        colour = colours[verdict.replace("_", "-")]
        mark = MARKS[verdict].format(colour=colour) + _text((28, 11), words, "Inter", 30, colour)
        parts.append(f'<g transform="translate({x} {height - 86})">{mark}</g>')
        x += 100 + 17 * len(words)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _text(at: tuple[int, int], words: str, face: str, size: int, colour: str) -> str:
    x, y = at
    return f'<text x="{x}" y="{y}" font-family="{face}" font-size="{size}" fill="{colour}">{escape(words)}</text>'


def _broken(text: str) -> list[str]:
    """The text in lines of about the same length."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
