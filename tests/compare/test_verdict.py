import pytest

from bpr.compare.verdict import difference, judge, relative
from bpr.quantity import Quantity, Status


def known(value):
    return Quantity(value, "min/case")


def bounded(low, high, status=Status.BOUNDED):
    return Quantity(None, "min/case", status, low, high)


UNKNOWN = Quantity.unknown("min/case", missing=("A.time",), known_part=3.0, lower=3.0)
INFINITE = Quantity(None, "min/case", Status.INFINITE)


@pytest.mark.parametrize(
    ("as_is", "to_be", "good", "word"),
    [
        (known(5), known(3), "lower", "improved"),
        (known(5), known(3), "higher", "worse"),
        (known(3), known(5), "lower", "worse"),
        (known(3), known(5), "neither", "changed"),
        (known(0.1 + 0.2), known(0.3), "lower", "same"),
        (bounded(4, 6), known(3), "lower", "improved"),
        (bounded(4, 6), known(5), "lower", "mixed"),
        (bounded(4, 6), bounded(6, 9), "lower", "mixed"),
        (bounded(4, 6), bounded(7, 9), "higher", "improved"),
        (bounded(4, None), known(3), "lower", "improved"),
        (bounded(4, 6, Status.UNKNOWN), known(3), "lower", "improved"),
        (bounded(None, None), known(3), "lower", "unknown"),
        (UNKNOWN, known(1), "lower", "unknown"),
        (known(1), UNKNOWN, "lower", "unknown"),
        (INFINITE, known(1), "lower", "improved"),
        (known(1), INFINITE, "lower", "worse"),
        (INFINITE, INFINITE, "lower", "same"),
    ],
)
def test_the_direction_of_good_and_the_bounds_decide_the_word(as_is, to_be, good, word):
    assert judge(as_is, to_be, good) == word


def test_an_unknown_number_of_equal_models_is_the_same_number():
    assert judge(UNKNOWN, UNKNOWN, "lower", identical=True) == "same"
    assert difference(UNKNOWN, UNKNOWN, identical=True).value == 0.0


def test_the_difference_of_bounds_has_bounds():
    delta = difference(bounded(4, 6), known(3))
    assert (delta.value, delta.lower, delta.upper, delta.status) == (None, -3, -1, Status.BOUNDED)
    assert difference(bounded(4, None), known(3)).lower is None


def test_an_unknown_side_leaves_the_difference_unknown_and_says_what_is_missing():
    delta = difference(known(3), UNKNOWN)
    assert (delta.value, delta.status, delta.missing) == (None, Status.UNKNOWN, ("A.time",))


@pytest.mark.parametrize(("before", "after", "share"), [(8, 6, -0.25), (0, 4, None), (0, 0, 0.0)])
def test_the_relative_change_is_not_defined_from_zero(before, after, share):
    assert relative(known(before), difference(known(before), known(after))).value == share
