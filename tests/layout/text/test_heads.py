from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.layout.geometry import Rect
from bpr.layout.text.heads import HEAD_WIDTH, fit_head


def test_a_short_chinese_name_stands_upright_one_character_a_line():
    text = fit_head("采购部", 76)
    assert (text.lines, text.vertical, text.width) == (("采", "购", "部"), False, HEAD_WIDTH)
    assert text.height <= 76


def test_a_short_latin_word_keeps_together_in_a_chinese_name():
    assert fit_head("IT运维", 76).lines == ("IT", "运", "维")


def test_a_long_chinese_name_takes_two_columns_in_a_head_of_the_usual_width():
    text = fit_head("销售经理（合同流程负责人）", 86)
    assert (len(text.lines), text.vertical, text.width) == (2, True, HEAD_WIDTH)
    assert text.height < 150


def test_a_latin_name_is_turned_and_wraps_into_two_lines():
    text = fit_head("Contact centre", 64)
    assert (text.lines, text.vertical) == (("Contact", "centre"), True)
    assert text.height <= 64


def test_a_long_word_raises_the_lane_and_is_not_cut():
    text = fit_head("Betriebsverfassungsbeauftragter", 64)
    assert text.lines == ("Betriebsverfassungsbeauftragter",)
    assert text.height > 150


def test_a_mixed_name_with_a_long_latin_word_is_turned():
    assert fit_head("Marketing 市场部", 76).vertical


def test_an_empty_name_needs_no_more_than_the_padding():
    assert fit_head("", 60).height <= 60


@pytest.mark.parametrize("name", ["很长的名称" * 100, "A name of many words " * 25, "x" * 500])
def test_names_of_five_hundred_characters_still_fit_somewhere(name):
    text = fit_head(name, 76)
    assert "".join(text.lines).replace(" ", "") == name.replace(" ", "")
    assert text.height < 400


@given(st.text(max_size=60), st.floats(40, 400))
def test_the_name_lies_inside_a_head_of_the_size_it_asks_for(name, height):
    text = fit_head(name, height)
    head = Rect(0, 0, text.width, max(height, text.height))
    block = text.block(head)
    assert block.rect.x >= -0.1
    assert block.rect.y >= -0.1
    assert block.rect.right <= head.right + 0.1
    assert block.rect.bottom <= head.bottom + 0.1
