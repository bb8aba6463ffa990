"""Numbers that say how they were found."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.quantity import Quantity, Status, worst


@pytest.mark.parametrize(
    ("statuses", "wanted"),
    [
        ([], Status.EXACT),
        ([Status.DERIVED, Status.EXACT], Status.DERIVED),
        ([Status.ESTIMATED, Status.BOUNDED], Status.BOUNDED),
        ([Status.ASSUMED, Status.BOUNDED], Status.ASSUMED),
        ([Status.ASSUMED, Status.UNKNOWN], Status.UNKNOWN),
        ([Status.INFINITE, Status.UNKNOWN], Status.INFINITE),
        ([Status.INVALID, Status.UNSTABLE, Status.INFINITE], Status.INVALID),
    ],
)
def test_the_worst_status_wins(statuses, wanted):
    assert worst(statuses) is wanted


@given(st.lists(st.sampled_from(list(Status)), min_size=1), st.randoms())
def test_the_order_of_the_parts_does_not_matter(statuses, chance):
    shuffled = list(statuses)
    chance.shuffle(shuffled)
    assert worst(shuffled) is worst(statuses)


def test_an_unknown_number_has_no_value_but_may_have_bounds_and_gaps():
    found = Quantity.unknown(
        "min", missing=["A.time"], lower=1.0, upper=4.0, known_part=1.0, coverage=0.5, method="sum"
    )
    assert (found.value, found.status) == (None, Status.UNKNOWN)
    assert (found.lower, found.upper, found.known_part, found.coverage) == (1.0, 4.0, 1.0, 0.5)
    assert (found.missing, found.method) == (("A.time",), "sum")


def test_json_leaves_out_what_has_nothing_to_say():
    assert Quantity(2.0, "min").to_json() == {"value": 2.0, "unit": "min", "status": "exact"}


def test_json_tells_bounds_gaps_assumptions_and_method():
    document = Quantity(
        None, "1", Status.BOUNDED, 0.0, 1.0, missing=("G.share",), assumptions=("a",), method="m"
    ).to_json()
    assert document == {
        "value": None,
        "unit": "1",
        "status": "bounded",
        "lower": 0.0,
        "upper": 1.0,
        "missing": ["G.share"],
        "assumptions": ["a"],
        "method": "m",
    }


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_json_never_holds_a_number_that_json_does_not_know(value):
    document = Quantity(value, "1", Status.INFINITE, upper=value).to_json()
    assert (document["value"], document["upper"]) == (None, None)
    assert json.dumps(document, allow_nan=False)


def test_json_drops_the_noise_of_the_last_digits_and_the_sign_of_zero():
    assert Quantity(0.1 + 0.2, "1").to_json()["value"] == 0.3
    assert math.copysign(1.0, Quantity(-0.0, "1").to_json()["value"]) == 1.0


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(1234.5, "min"), "1,234.50"),
        (Quantity(0.0, "min"), "0.00"),
        (Quantity(None, "min", Status.INFINITE), "∞"),
        (Quantity.unknown("min", lower=1.0, upper=2.0), "1.00…2.00"),
        (Quantity.unknown("min", lower=1.0), "≥ 1.00"),
        (Quantity.unknown("min", upper=2.0), "?"),
        (Quantity.unknown("min"), "?"),
    ],
)
def test_people_see_the_number_its_bounds_or_a_sign_for_unknown(quantity, text):
    assert quantity.format() == text


def test_digits_and_the_sign_for_unknown_can_be_chosen():
    assert Quantity(1.25, "1").format(1) == "1.2"
    assert Quantity.unknown("1").format(unknown="未知") == "未知"
