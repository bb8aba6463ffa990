"""PNG pictures: real size, real text, nothing lost in silence."""

import struct
import sys
import zlib

import pytest

from bpr.errors import ExportError, MissingPartError
from bpr.export.scene import png
from bpr.export.scene.png import MAX_SIDE, render_png, to_png


def svg(text="", *, width=60, height=24):
    words = f'<text x="30" y="12" dy="0.36em" font-size="14" text-anchor="middle" font-family="Nowhere">{text}</text>'
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{ground}{words}</svg>'


def size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def dark_share(data):
    """How much of the raw picture data differs from plain white."""
    chunks, at = b"", 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            chunks += data[at + 8 : at + 8 + length]
        at += 12 + length
    raw = zlib.decompress(chunks)
    return sum(byte not in (0, 255) for byte in raw) / len(raw)


def test_the_scale_gives_the_size_in_pixels():
    assert size(to_png(svg())) == (120, 48)
    assert size(to_png(svg(), scale=0.5)) == (30, 12)


def test_the_same_picture_gives_the_same_bytes():
    assert to_png(svg("审批 Check")) == to_png(svg("审批 Check"))


@pytest.mark.parametrize("text", ["Check", "审批", "łąğ", "→①"])
def test_text_is_drawn_even_when_its_font_family_is_unknown(text):
    assert dark_share(to_png(svg(text))) > dark_share(to_png(svg())) + 0.01


def test_chinese_characters_differ_from_each_other_so_they_are_no_empty_boxes():
    assert to_png(svg("审")) != to_png(svg("批"))


@pytest.mark.parametrize("sides", [(40_000, 100), (100, 40_000), (900, 900)])
def test_a_huge_picture_is_drawn_smaller_instead_of_failing(sides, monkeypatch):
    monkeypatch.setattr(png, "MAX_PIXELS", 1_000_000)
    picture = render_png(svg(width=sides[0], height=sides[1]), scale=2.0)
    width, height = size(picture.data)
    assert max(width, height) <= MAX_SIDE
    assert width * height <= 1_010_000
    assert picture.scale < 2.0


def test_a_character_that_no_font_has_becomes_a_visible_box_and_is_named():
    picture = render_png(svg("a\U000effffb"))
    assert picture.replaced == ("\U000effff",)
    assert picture.data == to_png(svg("a□b"))


def test_covered_text_reports_nothing_replaced():
    assert render_png(svg("审批 R&amp;D")).replaced == ()


def test_system_fonts_are_asked_only_for_characters_the_shipped_fonts_lack(monkeypatch):
    asked = []
    draw = png._draw
    monkeypatch.setattr(
        png, "_draw", lambda s, p, *, system_fonts: asked.append(system_fonts) or draw(s, p, system_fonts=system_fonts)
    )
    to_png(svg("审批"))
    assert asked == [False]


@pytest.mark.parametrize("text", ["<svg/>", "", '<svg width="0" height="5"/>', "no picture"])
def test_a_picture_without_a_size_is_refused_with_a_remedy(text):
    with pytest.raises(ExportError, match="width and height"):
        to_png(text)


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), float("inf")])
def test_a_scale_that_is_no_positive_number_is_refused(scale):
    with pytest.raises(ExportError, match="scale"):
        to_png(svg(), scale=scale)


def test_a_broken_picture_is_refused_with_an_error_of_bpr():
    with pytest.raises(ExportError, match="cannot be drawn"):
        to_png('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"><g></svg>')


def test_without_resvg_the_install_line_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingPartError, match="pip install resvg-py"):
        to_png(svg())
