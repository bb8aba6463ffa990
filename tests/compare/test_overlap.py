import pytest

from bpr.compare.matching import match_nodes
from bpr.compare.overlap import Overlap, overlap
from tests.compare.models import chain, step


@pytest.mark.parametrize(
    ("matched", "as_is", "to_be", "trusted", "different"),
    [
        (2, 13, 8, False, True),
        (2, 13, 8, True, False),
        (2, 15, 2, False, False),
        (3, 10, 7, False, False),
        (0, 1, 1, False, True),
        (0, 5, 0, False, False),
    ],
)
def test_at_most_a_quarter_of_the_smaller_side_looks_like_two_processes(matched, as_is, to_be, trusted, different):
    assert Overlap(matched, as_is, to_be, trusted).different is different


def test_only_activities_count():
    first, second = chain(step("A", "Draft"), step("B", "Send")), chain(step("A", "Draft"), step("X", "Weigh parcel"))
    found = overlap(first, second, match_nodes(first, second))
    assert found.to_json() == {"matched": 1, "as_is": 2, "to_be": 2, "different": False}


def test_models_in_two_languages_are_not_doubted():
    first, second = chain(step("A", {"en": "Draft"})), chain(step("B", {"zh": "起草"}))
    assert not overlap(first, second, match_nodes(first, second)).different
