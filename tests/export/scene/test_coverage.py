"""Warnings about characters that fonts lack."""

import pytest

from bpr.errors import ExportError
from bpr.export.scene.coverage import png_warnings, svg_warnings
from bpr.export.scene.png import Png, render_png
from bpr.export.swimlane.picture import draw
from bpr.model import Process


def one_step(name):
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "A"},
        {"id": "A", "name": name, "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ]
    return Process.model_validate({"process": "p", "steps": steps})


def test_an_svg_names_what_only_other_fonts_draw():
    (warning,) = svg_warnings("<text>ก審&#x0E02;</text>")
    assert "ก ข" in (warning.en or "")
    assert "ก ข" in (warning.zh or "")
    assert svg_warnings("<text>审批 &amp; R&amp;D é</text>") == ()


def test_many_characters_are_told_in_short():
    (warning,) = svg_warnings("".join(map(chr, range(0x0E01, 0x0E2F))))
    assert (warning.en or "").endswith(" …")


def test_a_png_names_what_was_replaced():
    assert png_warnings(Png(b"", 2.0, ())) == ()
    (warning,) = png_warnings(Png(b"", 2.0, ("ก",)))
    assert "ก" in (warning.en or "")


def test_a_picture_warns_about_a_format_whatever_was_rendered_before():
    picture = draw(one_step("ก"))
    before = picture.warnings()
    assert "SVG" in (before[0].en or "")
    picture.render("png")
    assert picture.warnings() == before
    assert picture.warnings("png") == png_warnings(render_png(picture.svg))
    assert draw(one_step("审批")).warnings() == ()
    with pytest.raises(ExportError, match="svg, png"):
        picture.warnings("pdf")
