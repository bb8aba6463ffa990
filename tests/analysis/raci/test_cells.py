from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.raci.cells import DUTIES, WORDS, format_cell, parse_cell
from bpr.model.raci import LETTERS, letters_of


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("R", ("R",)),
        ("r, i", ("R", "I")),
        ("Ａ", ("A",)),
        ("AR", ("A", "R")),
        ("R/A", ("A", "R")),
        ("R；C、I", ("R", "C", "I")),
        ("R & C + I", ("R", "C", "I")),
        ("R R", ("R",)),
        ("负责", ("R",)),
        ("批准", ("A",)),
        ("执行/知会", ("R", "I")),
        ("", ()),
        ("  ", ()),
        ("-", ()),
        ("—", ()),
    ],
)
def test_a_cell_is_read_as_the_grammar_says(text, letters):
    assert parse_cell(text) == letters


@pytest.mark.parametrize("text", ["X", "R X", "yes", "支持", "S", "/", "=R", "1"])
def test_anything_else_cannot_be_read(text):
    assert parse_cell(text) is None


def test_support_can_be_read_where_the_variant_has_it():
    assert parse_cell("支持", "RASCI") == ("S",)
    assert parse_cell("RS", "RASCI") == ("R", "S")


def test_every_variant_knows_the_letters_of_its_duties():
    for variant, duties in DUTIES.items():
        others = (duties.consulted, duties.informed, duties.support)
        used = duties.does + duties.answers + "".join(letter or "" for letter in others)
        assert set(used) <= set(letters_of(variant))
        assert set(WORDS[variant].values()) <= set(letters_of(variant))


@given(st.sampled_from(sorted(LETTERS)), st.data())
def test_written_letters_are_read_back(variant, data):
    letters = data.draw(st.sets(st.sampled_from(letters_of(variant))))
    assert set(parse_cell(format_cell(letters, variant), variant) or ()) == letters


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text):
    letters = parse_cell(text)
    assert letters is None or set(letters) <= set("RACI")
