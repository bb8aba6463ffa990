"""Text of shapes: one paragraph, breaks, typefaces, anything a label may hold."""

from __future__ import annotations

import pytest

from bpr.export.pptx.markup import element
from bpr.export.pptx.text import CHINESE_FONT, Look, body, paragraph
from tests.export.pptx.reading import A, text_of

LOOK = Look(9.0, "#1b2a3d")


@pytest.mark.parametrize("text", ["R&D <draft>", "a\x00b\x1fc", "\"'", "审批 ✓", "🚀 ok", "שלום"])
def test_any_label_gives_well_formed_text(text):
    expected = "".join(char for char in text if char >= " ")
    assert text_of(element(body([paragraph([text], LOOK)]))) == expected


def test_chinese_runs_have_their_typeface_and_language():
    node = element(body([paragraph(["审批", "Check"], LOOK)]))
    assert {face.get("typeface") for face in node.iter(f"{A}ea")} == {CHINESE_FONT}
    assert [run.find(f"{A}rPr").get("lang") for run in node.iter(f"{A}r")] == ["zh-CN", "en-GB"]
    assert text_of(node) == "审批\nCheck"


def test_size_colour_and_strike_are_kept():
    properties = element(body([paragraph(["x"], Look(7.25, "#a0b1c2", bold=True, strike=True))])).find(f".//{A}rPr")
    assert (properties.get("sz"), properties.get("b"), properties.get("strike")) == ("725", "1", "sngStrike")
    assert properties.find(f".//{A}srgbClr").get("val") == "A0B1C2"


def test_a_text_read_upwards_is_turned():
    assert element(body([paragraph(["x"], LOOK)], vertical=True)).find(f"{A}bodyPr").get("vert") == "vert270"


def test_an_empty_text_can_be_filled_in():
    assert len(list(element(body([])).iter(f"{A}p"))) == 1
    assert len(list(element(body([paragraph([], LOOK)])).iter(f"{A}endParaRPr"))) == 1
