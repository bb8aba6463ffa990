"""The shipped fonts cover what bpr promises, and the lists written beside them are true."""

import pytest

from bpr.export.scene.font import font_files, is_covered, missing_characters
from bpr.layout.text.measure import text_width


def test_the_font_files_and_their_licence_are_there():
    assert [path.stat().st_size > 50_000 for path in font_files()] == [True, True]
    assert sum(path.stat().st_size for path in font_files()) < 4_000_000
    licence = (font_files()[0].parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014-2021 Adobe" in licence


@pytest.mark.parametrize(
    "text",
    [
        "Order to cash (as-is) – “quoted” customer’s 100 % €",
        "ÀÉÎÕÜß ąćęłńóśźż ğış čřšž đ",
        "Ελληνικά Русский язык Tiếng Việt",
        "采购申请审批流程（现状）：交接、返工、瓶颈《合同》“订单”……——￥％",
        "採購申請審批流程與瓶頸",
        "ひらがなカタカナ・ー",
        "→←↑↓ ①②③ ✓ ★ ▲ □ ≤ ≥ ± × ÷ °C ½",
        "ＡＢＣ１２３",
    ],
)
def test_everyday_texts_are_covered(text):
    assert missing_characters([text]) == ()


def test_every_hanzi_of_gb2312_is_covered():
    hanzi = [bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]
    assert missing_characters(["".join(hanzi)]) == ()
    assert len(hanzi) > 3000


def test_missing_characters_are_named_once_in_order():
    assert missing_characters(["ก😀", "aก", "b"]) == ("ก", "😀")


def test_invisible_characters_need_no_font():
    assert missing_characters(["a\u200b\u200d\ufe0f\u00ad\n\t\u3000"]) == ()


def test_no_text_at_all_misses_nothing():
    assert missing_characters([]) == ()


def test_the_coverage_list_belongs_to_these_fonts():
    ttlib = pytest.importorskip("fontTools.ttLib")
    points: set[int] = set()
    for path in font_files():
        points |= set(ttlib.TTFont(path).getBestCmap())
    assert all(is_covered(chr(point)) for point in points)
    visible = [point for point in range(0x20, 0x10000) if chr(point).isprintable()]
    assert {point for point in visible if is_covered(chr(point))} <= points | {0x115F, 0x1160} | set(
        range(0xFE00, 0xFE10)
    )


def test_measured_widths_are_those_of_the_fonts_with_the_reserve():
    ttlib = pytest.importorskip("fontTools.ttLib")
    main = ttlib.TTFont(font_files()[0])
    cmap, metrics = main.getBestCmap(), main["hmtx"]
    for char in "Ag1%é→":
        assert text_width(char, 1000.0) == pytest.approx(metrics[cmap[ord(char)]][0] * 1.08)
    assert metrics[cmap[ord("审")]][0] == 1000
