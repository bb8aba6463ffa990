from __future__ import annotations

import re

import pytest

from bpr.analysis.raci.cells import parse_cell
from bpr.export.workbook.letters import entries, fill_of, meanings_of
from bpr.model.raci import LETTERS, letters_of


@pytest.mark.parametrize("variant", LETTERS)
def test_every_letter_has_a_meaning_in_both_languages_and_a_colour(variant):
    assert set(meanings_of(variant)) == set(letters_of(variant))
    for letter, text in meanings_of(variant).items():
        assert text.en
        assert text.zh
        assert re.fullmatch("[0-9A-F]{6}", fill_of(letter, variant))


@pytest.mark.parametrize("variant", LETTERS)
def test_every_entry_of_the_dropdown_can_be_read_back(variant):
    offered = entries(variant)
    assert all(parse_cell(entry, variant) for entry in offered)
    assert len(",".join(offered)) <= 253


def test_combinations_in_use_are_offered_until_the_list_is_full():
    assert "C/I" in entries("RACI", ["C/I"])
    many = [f"R/{'I' * number}" for number in range(60)]
    assert len(",".join(entries("RACI", many))) <= 253


def test_answering_and_doing_at_once_looks_different_from_each_of_them():
    assert len({fill_of("A", "RACI"), fill_of("R", "RACI"), fill_of("A/R", "RACI")}) == 3
    assert fill_of("A/R", "RACI") == fill_of("R/A", "RACI")
