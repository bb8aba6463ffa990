"""The word list behind Chinese line breaks."""

import pytest

from bpr.layout.text.chinese_words import WORDS, word_length
from bpr.layout.text.measure import wrap


def test_every_entry_is_a_chinese_word_of_two_to_four_characters():
    assert all(2 <= len(word) <= 4 and all("\u4e00" <= char <= "\u9fa5" for char in word) for word in WORDS)


def test_the_longest_word_wins():
    assert word_length("采购申请单", 0) == 4


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("财务总监审批付款条件", ("财务总监审批", "付款条件")),
        ("在ERP系统录入订单", ("在ERP系统", "录入订单")),
        ("核对发票与收货单并登记应付账款", ("核对发票与收货单", "并登记应付账款")),
        ("核查客户的信用额度与担保", ("核查客户的信用", "额度与担保")),
    ],
)
def test_lines_of_process_labels_break_between_words(label, lines):
    assert wrap(label, 12.0, 98.0) == lines
