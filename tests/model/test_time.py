"""Durations: what may be written, what it means, and the moments of the distributions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from bpr.model import Duration
from bpr.model.time import unit_of
from tests.strategies import durations


def duration(value: object) -> Duration:
    return Duration.model_validate(value)


@pytest.mark.parametrize(
    ("value", "mean", "unit"),
    [
        (15, 15.0, None),
        ("15", 15.0, None),
        ("2 h", 2.0, "h"),
        ("2h", 2.0, "h"),
        ("1,440 min", 1440.0, "min"),
        ("3天", 3.0, "d"),
        ("1.5 小时", 1.5, "h"),
        ("2 Weeks", 2.0, "w"),
        (0, 0.0, None),
        ("1e3", 1000.0, None),
    ],
)
def test_a_number_may_have_a_unit_of_its_own(value, mean, unit):
    assert (duration(value).mean, duration(value).unit) == (mean, unit)


@pytest.mark.parametrize("text", ["2,5", "0,5 d", "1,5 h", "1,25 d", "12,34", "1,2345", "1,000,5"])
def test_a_decimal_comma_is_refused_instead_of_losing_its_comma(text):
    with pytest.raises(ValidationError, match="comma"):
        duration(text)


@pytest.mark.parametrize(
    ("value", "mean", "variance"),
    [
        (5, 5.0, None),
        ({"fixed": 5}, 5.0, 0.0),
        ({"exponential": 4}, 4.0, 16.0),
        ({"uniform": [2, 8]}, 5.0, 3.0),
        ({"triangular": [2, 3, 7]}, 4.0, (4 + 9 + 49 - 6 - 14 - 21) / 18),
        ({"pert": [1, 4, 7]}, 4.0, 1.0),
        ({"normal": [10, 3]}, 10.0, 9.0),
        ({"normal": {"mean": 10, "sd": 3}}, 10.0, 9.0),
        ({"lognormal": {"sd": 2, "mean": 8}}, 8.0, 4.0),
        ({"erlang": [6, 4]}, 6.0, 9.0),
        ({"empirical": [1, 2, 6]}, 3.0, 7.0),
        ({"empirical": [4]}, 4.0, None),
    ],
)
def test_mean_and_variance_of_each_family(value, mean, variance):
    assert duration(value).mean == pytest.approx(mean)
    assert duration(value).variance == (None if variance is None else pytest.approx(variance))


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2 moons",
        "-5",
        -1,
        math.inf,
        math.nan,
        "nan",
        True,
        {},
        {"fixed": 1, "normal": [1, 2]},
        {"uniform": [8, 2]},
        {"triangular": [1, 2]},
        {"erlang": [5, 1.5]},
        {"erlang": [5, 0]},
        {"normal": {"mean": 1}},
        {"gamma": [1, 2]},
        {"fixed": 1, "colour": "red"},
        {"empirical": []},
        {"fixed": 1, "unit": "moon"},
        [],
    ],
)
def test_what_is_not_a_time_is_refused(value):
    with pytest.raises(ValidationError):
        duration(value)


def test_unit_words_are_known_in_both_languages():
    assert [unit_of(word) for word in ("minutes", "小时", " H ", "天", "moon")] == ["min", "h", "h", "d", None]


@settings(deadline=None)
@given(durations())
def test_a_duration_written_plain_comes_back_equal(value):
    one = duration(value)
    assert duration(one.model_dump()) == one


@settings(deadline=None)
@given(durations())
def test_the_mean_lies_between_the_bounds_that_a_family_has(value):
    one = duration(value)
    if one.family in ("uniform", "triangular", "pert", "empirical"):
        assert min(one.values) <= one.mean * (1 + 1e-9)
        assert one.mean <= max(one.values) * (1 + 1e-9)
    assert one.variance is None or one.variance >= 0
