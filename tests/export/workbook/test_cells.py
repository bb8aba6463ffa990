from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.export.workbook.cells import (
    LONGEST_TEXT,
    could_start_formula,
    head_width,
    height,
    lines,
    safe_text,
    sheet_name,
)
from bpr.text import cells


@given(st.text())
def test_a_safe_text_is_legal_xml_and_fits_a_cell(text):
    safe = safe_text(text)
    assert len(safe.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert all(char in "\t\n" or ord(char) >= 32 for char in safe)
    assert safe_text(safe) == safe


def test_a_text_longer_than_a_cell_is_cut_without_breaking_a_character():
    safe = safe_text("a" + "𠮷" * 20_000)
    assert len(safe.encode("utf-16-le")) // 2 == LONGEST_TEXT
    assert safe.endswith("𠮷")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\nx", "\rx", "＝1", "＋1", "－1", "＠a"])
def test_texts_that_could_start_a_formula_are_known(text):
    assert could_start_formula(text)


@pytest.mark.parametrize("text", ["", "a=1", " =1", "1+1", "审核=通过"])
def test_harmless_texts_stay_as_they_are(text):
    assert not could_start_formula(text)


@given(st.text(alphabet="ab 审核-/\n", max_size=60), st.integers(4, 30))
def test_lines_are_enough_for_the_text_and_grow_when_room_shrinks(text, room):
    count = lines(text, room)
    assert count * room >= max((cells(part.rstrip()) for part in text.split("\n")), default=0)
    assert lines(text, room - 1) >= count - text.count("\n")


def test_words_stay_whole_and_a_word_that_is_too_long_is_broken():
    assert lines("customer service manager", 10) == 3
    assert lines("Donaudampfschifffahrt", 10) == 3


def test_a_row_is_as_high_as_its_longest_text_but_not_endless():
    low, high = height([("a", 10.0)]), height([("word " * 20, 10.0)])
    assert low < high < height([("word " * 5000, 10.0)]) < 409


def test_a_head_has_room_for_its_longest_word():
    assert head_width(["Implementation"]) > head_width(["Sales"])
    assert head_width(["x" * 100]) <= 22


@pytest.mark.parametrize("name", ["a/b", "[x]", "'quoted'", "a:b*c?d\\e", "长" * 40, "", "\x01", "a\nb"])
def test_every_name_becomes_a_sheet_name_that_excel_accepts(name):
    clean = sheet_name(name)
    assert 1 <= len(clean) <= 31
    assert not set(clean) & set("[]:*?/\\\n\x01")
    assert clean.strip("'") == clean
