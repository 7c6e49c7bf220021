from sitegen import naming

SITE = {
    "index.html": b'<link href="assets/site.css"><script src="assets/bundle.a5f9d56c.min.js"></script>',
    "deep/er/index.html": b'<link href="../../assets/site.css"><img src="../../assets/mark.svg">',
    "assets/site.css": b'src: url("fonts/inter.woff2")',
    "assets/fonts/inter.woff2": b"font",
    "assets/mark.svg": b"<svg/>",
    "assets/bundle.a5f9d56c.min.js": b"fonts/inter.woff2",
    "widget/site.css": b"",
}


def test_every_asset_gets_a_name_by_its_content_and_is_called_by_it() -> None:
    done = naming.by_content(SITE)
    style = next(name for name in done if name.startswith("assets/site-"))
    font = next(name for name in done if name.startswith("assets/fonts/inter-"))
    mark = next(name for name in done if name.startswith("assets/mark-"))
    assert done[style] == f'src: url("{font.removeprefix("assets/")}")'.encode()
    assert f'href="{style}"'.encode() in done["index.html"]
    assert done["deep/er/index.html"] == f'<link href="../../{style}"><img src="../../{mark}">'.encode()
    assert len(done) == len(SITE)


def test_what_has_such_a_name_or_lies_elsewhere_keeps_it() -> None:
    done = naming.by_content(SITE)
    for name in ("assets/bundle.a5f9d56c.min.js", "widget/site.css"):
        assert done[name] == SITE[name]


def test_another_font_is_another_style_sheet() -> None:
    before = set(naming.by_content(SITE))
    after = set(naming.by_content(SITE | {"assets/fonts/inter.woff2": b"another"}))
    changed = {name.partition("-")[0] for name in before ^ after}
    assert changed == {"assets/fonts/inter", "assets/site"}
