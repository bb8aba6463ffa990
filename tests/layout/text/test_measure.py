"""Text widths and line breaks."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.layout.text.measure import LINE_PITCH, block_size, clean, text_width, wrap

LABELS = st.text(
    alphabet=st.sampled_from(
        [*string.ascii_letters, *" -/.()0123\n", *"审批流程采购申请，。（）《》“”、！", "\u200b", "é", "́"]
    ),
    max_size=60,
)


def test_a_chinese_character_is_one_em_wide():
    assert text_width("采购申请", 12.0) == 48.0


def test_latin_text_gets_eight_percent_reserve():
    # Noto Sans CJK SC: space 224, a 563, b 618 (1/1000 em)
    assert text_width("a b", 100.0) == pytest.approx((56.3 + 22.4 + 61.8) * 1.08)


def test_combining_marks_and_format_characters_have_no_width():
    assert text_width("e\u0301\u200b\u200d", 10.0) == text_width("e", 10.0)


def test_an_emoji_is_one_em_and_an_unknown_narrow_character_six_tenths():
    assert text_width("🚀", 10.0) == 10.0
    assert text_width("ا", 10.0) == pytest.approx(6.0 * 1.08)


def test_curly_quotes_are_narrow_in_latin_text_and_full_width_in_chinese():
    assert text_width("’", 10.0) == pytest.approx(2.79 * 1.08)
    assert text_width("审批“", 10.0) == pytest.approx(20 + 10 * 1.08)


def test_width_grows_with_the_font_size():
    assert text_width("Check order", 24.0) == pytest.approx(2 * text_width("Check order", 12.0))


def test_polish_and_turkish_letters_are_measured():
    assert text_width("ł", 1000.0) != pytest.approx(648.0)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Enter order in ERP", ("Enter order", "in ERP")),
        ("询价比价并选定供应商", ("询价比价并", "选定供应商")),
        ("审核\u200b规格与\u200b预算", ("审核规格与", "预算")),
        ("one\ntwo\r\n\n three", ("one", "two", "three")),
        ("  much \t white   space ", ("much white", "space")),
        ("a\x00b\x07c", ("abc",)),
        ("", ()),
        (" \u200b \n", ()),
    ],
)
def test_lines_break_where_a_reader_expects_it(text, lines):
    assert wrap(text, 12.0, 75.0) == lines


@pytest.mark.parametrize("width", range(20, 120, 7))
def test_no_line_starts_with_a_closing_or_ends_with_an_opening_mark(width):
    lines = wrap("核对（含税）金额，确认《合同》与“订单”；退回！（供应商）：完成。", 12.0, float(width))
    if width >= 48:  # narrower lines have to cut somewhere
        assert not any(re.match("[，。；！：）》”]", line) for line in lines)
        assert not any(re.search("[（《“]$", line) for line in lines)
    assert len(lines) >= 4


def test_a_number_stays_with_its_unit():
    assert all("24小" in line or "24" not in line for line in wrap("超过24小时未处理的申请单", 12.0, 60.0))


def test_an_overlong_word_is_cut_after_a_sign_if_there_is_one():
    assert wrap("https://intranet.example.com/orders", 12.0, 80.0)[0] == "https://"


def test_an_overlong_word_without_signs_is_cut_to_fit():
    assert all(text_width(line, 12.0) <= 80.0 for line in wrap("x" * 100, 12.0, 80.0))


def test_right_to_left_words_are_neither_cut_nor_turned_round():
    words = "مراجعة والاستثمارات"
    assert wrap(words, 12.0, 30.0) == tuple(words.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("🇨🇳🇩🇪🇫🇷", 24.0, ("🇨🇳", "🇩🇪", "🇫🇷")),
        ("👍🏽👍🏽👍🏽", 24.0, ("👍🏽👍🏽", "👍🏽")),
        ("1️⃣2️⃣3️⃣", 8.0, ("1️⃣", "2️⃣", "3️⃣")),
    ],
)
def test_flags_skin_tones_and_keycaps_are_not_torn(text, width, lines):
    assert wrap(text, 12.0, width) == lines


def test_korean_breaks_between_words_and_only_overlong_words_are_cut():
    assert wrap("주문을 확인하고 승인합니다", 12.0, 70.0) == ("주문을", "확인하고", "승인합니다")
    assert wrap("확인하고", 12.0, 30.0) == ("확인", "하고")


@pytest.mark.parametrize("closing", "，。！？；：、）》」』】〕］｝”’％…ー々ぁっょァッョ")
def test_no_sign_that_closes_begins_a_line(closing):
    lines = wrap(f"审批流程结束{closing}再次核对", 12.0, 72.0)
    assert not any(line.startswith(closing) for line in lines)


@pytest.mark.parametrize("opening", "（《「『【〔［｛“‘￥＄")
def test_no_sign_that_opens_ends_a_line(opening):
    lines = wrap(f"审批流程结{opening}再次核对金额", 12.0, 72.0)
    assert not any(line.endswith(opening) for line in lines)


def test_a_break_mark_of_the_author_is_taken_only_where_a_line_must_break():
    assert wrap("采购\u200b申请\u200b审批", 12.0, 100.0) == ("采购申请审批",)
    assert wrap("采购\u200b申请\u200b审批", 12.0, 50.0) == ("采购申请", "审批")


@given(st.text(max_size=40), st.floats(1.0, 200.0))
def test_no_character_of_any_script_is_lost(text, width):
    visible = re.compile(r"[\s\u200b]+")
    assert visible.sub("", "".join(wrap(text, 12.0, width))) == visible.sub("", clean(text))


def test_an_emoji_sequence_is_not_torn():
    assert wrap("👩‍💻👩‍💻", 12.0, 12.0) == ("👩‍💻", "👩‍💻")


def test_decomposed_accents_are_composed():
    assert wrap("Cafe\u0301", 12.0, 100.0) == ("Café",)


def test_lines_are_balanced_not_just_filled():
    widths = [text_width(line, 12.0) for line in wrap("Confirm the order to the customer", 12.0, 120.0)]
    assert len(widths) == 2
    assert max(widths) / min(widths) < 1.5


def test_a_very_long_text_is_wrapped_quickly_and_completely():
    assert len("".join(wrap("x" * 20_000, 12.0, 100.0))) == 20_000


def test_block_size_counts_the_widest_line_and_the_line_pitch():
    assert block_size(("审批", "审"), 10.0) == (20.0, pytest.approx(20.0 * LINE_PITCH))
    assert block_size((), 10.0) == (0.0, 0.0)


@given(LABELS, st.floats(1.0, 200.0))
def test_wrapping_loses_no_character(text, width):
    visible = re.compile(r"[\s\u200b]+")
    assert visible.sub("", "".join(wrap(text, 12.0, width))) == visible.sub("", clean(text))


@given(LABELS, st.floats(40.0, 200.0))
def test_no_line_is_wider_than_asked(text, width):
    assert all(text_width(line, 12.0) <= width + 1e-6 for line in wrap(text, 12.0, width))


@given(LABELS)
def test_a_width_for_the_whole_text_gives_one_line(text):
    flat = " ".join(clean(text).split())
    assert len(wrap(flat, 12.0, text_width(flat, 12.0) + 1)) <= 1
