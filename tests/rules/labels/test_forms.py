"""Questions and states."""

import pytest

from bpr.rules.labels.forms import is_question, is_state


@pytest.mark.parametrize("label", ["Complete?", "Is it complete", "是否合格", "合格吗", "有无库存", "Which way"])
def test_questions(label):
    assert is_question(label)


@pytest.mark.parametrize("label", ["Check order", "审核订单", "Order value", "Island hopping"])
def test_no_questions(label):
    assert not is_question(label)


@pytest.mark.parametrize(
    "label", ["Order received", "Goods sent", "Payment due", "Start", "订单已收到", "付款完成", "结束"]
)
def test_states(label):
    assert is_state(label)


@pytest.mark.parametrize("label", ["Receive order", "Order", "收货单", "客户"])
def test_no_states(label):
    assert not is_state(label)
