"""Plain data as YAML text that every YAML reader takes for the same data."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.formats.yaml_data import read_data
from bpr.formats.yaml_emit import emit, scalar

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NUMBERS = st.integers(0, 10**9) | st.floats(0, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    "text",
    ["no", "Yes", "~", "null", "12:30", "1.10", "0x1F", "2024-01-01", "", " a", "a ", "a: b", "- a", "n", "a #b"],
)
def test_texts_that_could_be_taken_for_something_else_are_quoted(text):
    assert scalar(text).startswith('"')
    assert yaml.safe_load(scalar(text)) == text


@pytest.mark.parametrize("text", ["Check order", "审核订单", "交付（加急）", "customer-reception.asis", "15%", "2 h"])
def test_ordinary_texts_stand_plain(text):
    assert scalar(text) == text
    assert yaml.safe_load(scalar(text)) == text


def test_marks_and_numbers():
    assert [scalar(value) for value in (None, True, False, 7, 7.5, 1e-05)] == [
        "true",
        "true",
        "false",
        "7",
        "7.5",
        "1.0e-05",
    ]


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_back_from_both_readers(text):
    written = emit({"key": text})
    assert read_data(written).data == {"key": text}
    assert yaml.safe_load(written) == {"key": text}


@settings(deadline=None)
@given(NUMBERS)
def test_any_number_comes_back_from_both_readers(number):
    written = emit({"key": number})
    assert float(read_data(written).data["key"]) == number
    assert yaml.safe_load(written) == {"key": number}


@settings(deadline=None)
@given(
    st.dictionaries(
        TEXTS,
        st.recursive(
            TEXTS | NUMBERS,
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
            max_leaves=12,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_nested_data_comes_back(data):
    assert yaml.safe_load(emit(data)) == data
    assert yaml.safe_load(emit(data, open_keys=set(data))) == data


def test_short_things_stand_in_one_line_and_long_ones_below():
    text = emit({"title": {"en": "A", "zh": "甲"}, "note": {"en": "x" * 80, "zh": "y" * 80}, "of": ["a", "b"]})
    assert text.splitlines()[0] == "title: {en: A, zh: 甲}"
    assert text.splitlines()[1] == "note:"
    assert text.splitlines()[-1] == "of: [a, b]"


def test_ways_with_conditions_stand_below_each_other_and_bare_ones_in_a_line():
    text = emit({"steps": [{"id": "A", "next": [{"to": "B", "share": "15%"}, "C"]}, {"id": "B", "next": ["C", "D"]}]})
    assert text == (
        "steps:\n  - id: A\n    next:\n      - {to: B, share: 15%}\n      - C\n  - id: B\n    next: [C, D]\n"
    )
