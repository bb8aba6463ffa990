"""House styles: colours, font and logo from a file; faults with place and remedy."""

from __future__ import annotations

import pytest

from bpr.errors import InputError
from bpr.export.scene.png import to_png
from bpr.export.theme.file import COLOURS, ThemeFile, read_theme
from bpr.export.theme.theme import PLAIN

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/>{0}</svg>'


def read(folder, text) -> ThemeFile:
    path = folder / "acme.yaml"
    path.write_text(text, encoding="utf-8")
    return read_theme(path)


def faults(folder, text):
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return caught.value.problems


def test_an_empty_theme_is_the_plain_one(tmp_path):
    assert read(tmp_path, "name: Acme\n").theme == PLAIN


def test_the_accent_colours_heads_and_borders(tmp_path):
    found = read(tmp_path, 'colours: {accent: "#0B5345"}\nfont: Microsoft YaHei\n')
    assert found.theme.head == "#0b5345"
    assert found.theme.activity.border.colour == "#0b5345"
    assert found.theme.group_heads[0] != PLAIN.group_heads[0]
    assert found.theme.font == "Microsoft YaHei"
    assert found.warnings == ()


def test_names_go_before_the_accent_and_short_colours_are_understood(tmp_path):
    theme = read(tmp_path, "colours:\n  accent: 0b5345\n  lane: '#036'\n  rework: '#a00'\n").theme
    assert (theme.head, theme.rework.colour) == ("#003366", "#aa0000")
    assert theme.rework.dash == PLAIN.rework.dash


def test_text_on_a_light_accent_becomes_dark(tmp_path):
    assert read(tmp_path, 'colours: {accent: "#ffd966"}').theme.head_text == PLAIN.title


@pytest.mark.parametrize("name", [name for name in COLOURS if name != "accent"])
def test_every_colour_changes_the_theme(tmp_path, name):
    assert read(tmp_path, f'colours: {{{name}: "#123456"}}').theme != PLAIN


def test_bands_may_be_several(tmp_path):
    assert read(tmp_path, 'colours: {bands: ["#eee", "#ffffff", "#ddd"]}').theme.bands == (
        "#eeeeee",
        "#ffffff",
        "#dddddd",
    )


def test_all_faults_come_at_once_with_line_and_remedy(tmp_path):
    text = "colours:\n  acent: '#123456'\n  handoff: blue\n  rework: #a00\nlogo: no.png\nfont: 'x;}'\nsize: 3\n"
    found = faults(tmp_path, text)
    assert [problem.where.line for problem in found] == [None, 2, 3, 4, 6, 7]  # the logo names its own file
    told = "\n".join(problem.render("en") for problem in found)
    for words in ("write 'accent'", "'blue' is not a colour", "in quotes", "no.png", "not the name of a font", "size"):
        assert words in told
    assert "改法" in found[-1].render("zh")


@pytest.mark.parametrize("text", ["- a\n- b\n", "colours: red\n", "colours: {bands: []}\n", "logo: [a]\n"])
def test_the_wrong_shape_is_refused(tmp_path, text):
    assert faults(tmp_path, text)


def test_faint_colours_are_warned_of_not_refused(tmp_path):
    found = read(tmp_path, 'colours: {handoff: "#ddeeff", label: "#999999"}')
    told = " ".join(warning.pick("en") for warning in found.warnings)
    assert "handoff" in told
    assert "label" in told
    assert "对比度" in found.warnings[0].pick("zh")


def test_a_png_logo_is_read(tmp_path):
    (tmp_path / "logo.png").write_bytes(to_png(SVG.format("")))
    logo = read(tmp_path, "logo: logo.png").theme.logo
    assert logo is not None
    assert (logo.name, logo.kind) == ("logo.png", "image/png")


def test_an_svg_logo_is_read(tmp_path):
    own = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="3" height="3"/>'
    (tmp_path / "logo.svg").write_text(SVG.format(own), encoding="utf-8")
    logo = read(tmp_path, "logo: logo.svg").theme.logo
    assert logo is not None
    assert logo.kind == "image/svg+xml"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<rect onclick="x()"/>',
        '<image href="file:///etc/passwd"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org/a.png"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        '<rect fill="url(https://example.org/a)"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<rect style="fill:u\\72l(https://example.org/a)"/>',
        '<filter id="f"><feTurbulence numOctaves="500"/></filter>',
        '<g id="a"><rect/></g><use href="#a"/>',
        '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
        "<g/>" * 5_001,
    ],
)
def test_a_logo_that_acts_or_loads_is_refused(tmp_path, inside):
    (tmp_path / "logo.svg").write_text(SVG.format(inside), encoding="utf-8")
    (fault,) = faults(tmp_path, "logo: logo.svg")
    assert "may act or load" in fault.message.pick("en")
    assert fault.where.line == 1


def test_a_doctype_in_a_logo_is_refused(tmp_path):
    text = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;")
    (tmp_path / "logo.svg").write_text(text, encoding="utf-8")
    assert faults(tmp_path, "logo: logo.svg")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("big.png", b"\x89PNG\r\n\x1a\n" + b"0" * 1_000_000),
        ("cut.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("hollow.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0aaaaIEND\xaeB\x60\x82"),
        ("logo.gif", b"GIF89a"),
        ("none.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_logos_that_are_no_use_are_refused(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert faults(tmp_path, f"logo: {name}")


def test_a_logo_whose_name_holds_a_nul_is_refused(tmp_path):
    assert {fault.code for fault in faults(tmp_path, 'logo: "a\\0b.png"')} >= {"CONTROL"}


def test_a_logo_outside_the_folder_is_refused(tmp_path):
    (tmp_path / "outside.png").write_bytes(to_png(SVG.format("")))
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.png").symlink_to(tmp_path / "outside.png")
    for name in ("../outside.png", str(tmp_path / "outside.png"), "link.png"):
        assert "outside the folder" in faults(inner, f"logo: {name}")[0].message.pick("en")
