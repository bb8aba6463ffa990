"""Shares, amounts and lists as files write them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from bpr.model.base import Amount, Id, Ids, Share, wrong_sum

SHARE, AMOUNT, IDS, ID = TypeAdapter(Share), TypeAdapter(Amount), TypeAdapter(Ids), TypeAdapter(Id)


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("15%", 0.15),
        ("15 %", 0.15),
        ("15％", 0.15),
        (0.15, 0.15),
        ("0.15", 0.15),
        (".5", 0.5),
        (1, 1.0),
        ("0%", 0.0),
        ("-", None),
        ("", None),
        ("n/a", None),
        (None, None),
        ("?", None),
    ],
)
def test_a_share_is_a_percentage_or_a_fraction_and_a_blank_is_unknown(value, share):
    assert SHARE.validate_python(value) == share


@pytest.mark.parametrize("value", [15, "15", -0.1, "101%", "much", True, float("nan"), float("inf")])
def test_a_share_outside_zero_to_one_is_refused(value):
    with pytest.raises(ValidationError):
        SHARE.validate_python(value)


def test_a_share_that_looks_like_a_percentage_is_answered_with_it():
    with pytest.raises(ValidationError, match="write 15% if per cent is meant"):
        SHARE.validate_python(15)


def test_an_amount_is_a_number_of_zero_or_more_and_a_blank_is_unknown():
    assert [AMOUNT.validate_python(value) for value in ("7", 7.5, "—", "NA", None)] == [7.0, 7.5, None, None, None]
    for value in (-1, "inf", "nan", "x"):
        with pytest.raises(ValidationError):
            AMOUNT.validate_python(value)


def test_one_item_stands_for_a_list_of_one():
    assert IDS.validate_python("a") == ("a",)
    assert IDS.validate_python(["a", "b"]) == ("a", "b")
    assert IDS.validate_python([]) == ()


def test_an_id_is_trimmed_not_empty_and_not_endless():
    assert ID.validate_python(" A 1 ") == "A 1"
    for value in ("", "  ", "x" * 501):
        with pytest.raises(ValidationError):
            ID.validate_python(value)


@pytest.mark.parametrize(
    ("shares", "complete", "wrong"),
    [
        ((0.7, 0.3), True, None),
        ((0.49, 0.49), True, None),
        ((0.51, 0.51), True, None),
        ((0.5, 0.47), True, 0.97),
        ((0.5, 0.47), False, None),
        ((0.8, 0.23), False, 1.03),
        ((), False, None),
        ((), True, 0.0),
    ],
)
def test_shares_of_one_split_may_miss_a_hundred_per_cent_by_two(shares, complete, wrong):
    assert wrong_sum(shares, complete=complete) == wrong
