"""Bilingual text."""

from __future__ import annotations

import shutil
import subprocess
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from bpr.text import LANGUAGES, Text, cells, is_chinese, listed, normalise, pick, shell_word
from tests.strategies import texts


def test_a_bare_text_is_filed_under_the_language_its_signs_show():
    assert (Text.of("发票").zh, Text.of("发票").en) == ("发票", None)
    assert (Text.of("Invoice").en, Text.of("Invoice").zh) == ("Invoice", None)
    assert Text.of("ERP 系统").zh == "ERP 系统"


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("审", True),
        ("A审", True),
        ("𠀀", True),
        ("豈", True),
        ("abc", False),
        ("é", False),
        ("？", False),
        ("かな", False),
        ("", False),
    ],
)
def test_an_ideograph_makes_a_text_chinese_and_nothing_else_does(text, chinese):
    assert is_chinese(text) is chinese


def test_the_language_asked_for_comes_first_and_the_other_one_helps_out():
    both, english = Text(en="Invoice", zh="发票"), Text(en="Invoice")
    assert (both.pick("en"), both.pick("zh"), english.pick("zh")) == ("Invoice", "发票", "Invoice")
    assert (str(both), str(Text(zh="发票"))) == ("Invoice", "发票")


def test_numbers_and_yes_or_no_are_taken_as_text():
    assert Text.model_validate(2024).en == "2024"
    assert Text.model_validate(True).en == "True"


@pytest.mark.parametrize("value", [{}, {"en": None}, {"fr": "x"}, ["x"], None])
def test_a_text_without_words_is_refused(value):
    with pytest.raises(ValidationError):
        Text.model_validate(value)


def test_labels_are_folded_for_comparison():
    assert normalise("  Ｓales   Office ") == normalise("sales office") == "sales office"


@settings(deadline=None)
@given(texts())
def test_a_text_written_plain_comes_back_equal(value):
    text = Text.model_validate(value)
    assert Text.model_validate(text.model_dump()) == text


def test_both_languages_are_filled_from_the_one_there_is():
    assert Text.of("Sales").both() == {"en": "Sales", "zh": "Sales"}
    assert Text(en="Sales", zh="销售").both() == {"en": "Sales", "zh": "销售"}


def test_names_are_listed_with_the_comma_of_the_language_and_cut_when_many():
    names = ["A", "B", "C"]
    assert [listed(names, lang) for lang in LANGUAGES] == ["A, B, C", "A、B、C"]
    assert [listed(iter(names), lang, most=2) for lang in LANGUAGES] == ["A, B …", "A、B …"]
    assert listed(names, "en", most=3) == "A, B, C"
    assert listed([], "zh", most=2) == ""


def test_wide_signs_take_two_cells_and_marks_none():
    assert [cells(text) for text in ("R 执行", "e\u0301", "")] == [6, 1, 0]


def test_what_is_not_there_has_no_words():
    assert (pick(None, "en"), pick(Text.of("销售"), "en")) == ("", "销售")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("out/claim-2.yaml", "out/claim-2.yaml"),
        ("my claim.xlsx", '"my claim.xlsx"'),
        ("it's; rm *.yaml", '"it\'s; rm *.yaml"'),
        ('a "b" $(c) `d`.yaml', '"a \\"b\\" \\$(c) \\`d\\`.yaml"'),
        ("", '""'),
    ],
)
def test_a_file_name_is_one_word_of_a_command(name, typed, monkeypatch):
    monkeypatch.setattr("bpr.text.os", SimpleNamespace(name="posix"))
    assert shell_word(name) == typed
    if shell := shutil.which("sh"):
        command = [shell, "-c", f"printf %s {shell_word(name)}"]
        assert subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout == name


def test_windows_takes_its_own_paths_as_they_are(monkeypatch):
    monkeypatch.setattr("bpr.text.os", SimpleNamespace(name="nt"))
    assert shell_word(r"C:\new\claim.yaml") == r"C:\new\claim.yaml"
    assert shell_word(r"C:\my models\claim.yaml") == '"' + r"C:\my models\claim.yaml" + '"'
