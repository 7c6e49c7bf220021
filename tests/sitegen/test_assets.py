import json
from pathlib import Path

import pytest

from sitegen import assets
from sitegen.settings import ROOT

PACKAGES = ROOT / "node_modules/@fontsource-variable"


def test_a_font_is_cut_down_and_the_same_every_time(tmp_path: Path) -> None:
    source, weights = assets.FONTS["inter.woff2"]
    first, second = (assets.subset(PACKAGES / source, weights) for _ in range(2))
    assert first == second
    assert first[:4] == b"wOF2"
    assert len(first) < (PACKAGES / source).stat().st_size / 2


def test_a_font_that_is_no_longer_used_goes(tmp_path: Path) -> None:
    (tmp_path / "old.woff2").write_text("x")
    assets.build_fonts(tmp_path, PACKAGES, cut=lambda font, weights: font.name.encode())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "inter-LICENSE.txt", "inter.woff2", "source-serif-4-LICENSE.txt", "source-serif-4.woff2",
    ]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "widget").mkdir()
    (tmp_path / "package.json").write_text('{"type": "module"}')
    return tmp_path


def script(root: Path, text: str) -> None:
    (root / "widget/build.js").write_text(text)


def test_the_bundle_replaces_the_one_before(root: Path) -> None:
    out = root / "out"
    out.mkdir()
    (out / "questionnaire-old.js").write_text("")
    script(root, "import {writeFileSync as w} from 'node:fs'; w(process.argv[2] + '/manifest.json', '{}')")
    assets.bundle_widget(out, root)
    assert [path.name for path in out.iterdir()] == ["manifest.json"]
    assert json.loads((out / "manifest.json").read_text()) == {}


@pytest.mark.parametrize(("text", "said"), [("throw new Error('no such import')", "no such import"), ("0", "manifest")])
def test_a_bundle_that_fails_says_why(root: Path, text: str, said: str) -> None:
    script(root, text)
    with pytest.raises(assets.AssetError, match=said):
        assets.bundle_widget(root / "out", root)
