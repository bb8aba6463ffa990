from __future__ import annotations

import pytest

from bpr.export.units import standing, unit_text
from bpr.quantity import Quantity, Status


@pytest.mark.parametrize(
    ("unit", "chinese"),
    [
        ("min/case", "分钟/案例"),
        ("handoffs/case", "次交接/案例"),
        ("h/month", "小时/月"),
        ("1", ""),
        ("EUR/case", "EUR/案例"),
    ],
)
def test_units_are_translated_part_by_part(unit, chinese):
    assert unit_text(unit, "zh") == chinese


@pytest.mark.parametrize("status", Status)
def test_every_standing_has_words_in_both_languages(status):
    quantity = Quantity(None, "1", status)
    assert standing(quantity, "en")
    assert standing(quantity, "zh") != standing(quantity, "en")
