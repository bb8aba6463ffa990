"""What the author wrote at a split, as weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.frequency.weights import edge_weights
from tests.analysis.small_models import END, graph, start


def split(*shares, kind="decision", **fields):
    """A split G with one way to each of B, C, ...; a share of None is not known."""
    names = "BCDFGH"[: len(shares)]
    ways = [
        {"to": name, **({} if share is None else {"share": share})} for name, share in zip(names, shares, strict=True)
    ]
    for way in ways:
        if way["to"] == fields.get("default"):
            way["default"] = True
    steps = ({"id": name, "name": name, "next": "E"} for name in names)
    return graph(start("X"), {"id": "X", kind: "Which?", "next": ways}, *steps, END)


def weights(built, **options):
    found = edge_weights(built, **options)
    return [found.by_edge[way.id] for way in built.outgoing["X"]]


def codes(built):
    return [finding.code for finding in edge_weights(built).findings]


def test_known_shares_of_a_choice_are_its_weights():
    built = split(0.2, 0.8)
    assert weights(built) == [0.2, 0.8]
    assert codes(built) == []


def test_one_missing_share_is_the_remainder_and_is_told():
    built = split(0.2, None, 0.5)
    assert weights(built) == pytest.approx([0.2, 0.3, 0.5])
    assert codes(built) == ["PROB_DERIVED"]
    assert edge_weights(built).derived == ("X->C",)


def test_two_missing_shares_stay_unknown_and_are_never_divided_evenly():
    built = split(0.4, None, None)
    assert weights(built) == [0.4, None, None]
    assert codes(built) == ["PROB_UNKNOWN"]
    assert edge_weights(built).left == {"X": pytest.approx(0.6)}


def test_only_who_asks_for_it_gets_an_even_division():
    built = split(0.4, None, None)
    assert weights(built, assume_uniform=True) == pytest.approx([0.4, 0.3, 0.3])
    assert edge_weights(built, assume_uniform=True).assumed == ("X",)
    assert edge_weights(built, assume_uniform=True).left == {}


@pytest.mark.parametrize("shares", [(0.333, 0.333, 0.333), (0.5, 0.51)])
def test_a_sum_off_by_rounding_is_scaled(shares):
    built = split(*shares)
    assert sum(weights(built)) == pytest.approx(1.0)
    assert codes(built) == ["PROB_NORMALISED"]


def test_a_sum_off_by_less_than_a_millionth_is_left_alone():
    assert codes(split(0.3333333, 0.6666666)) == []


@pytest.mark.parametrize("shares", [(0.5, 0.4), (0.7, 0.6), (0.9, 0.6, None)])
def test_a_wrong_sum_is_an_error_and_leaves_the_shares_open(shares):
    built = split(*shares)
    assert weights(built) == [None] * len(shares)
    assert codes(built)[0] == "PROB_SUM"


def test_a_full_sum_leaves_nothing_for_the_unknown_branch():
    assert weights(split(0.5, 0.51, None)) == pytest.approx([0.5 / 1.01, 0.51 / 1.01, 0.0])


def test_a_share_below_one_on_the_only_way_out_is_an_error():
    assert codes(split(0.6)) == ["PROB_SUM"]
    assert codes(split(0.99)) == []


def test_a_parallel_split_takes_every_way():
    assert weights(split(None, None, None, kind="parallel")) == [1.0, 1.0, 1.0]


def test_an_inclusive_split_takes_at_least_one_way():
    assert weights(split(0.5, 0.4, kind="inclusive")) == pytest.approx([0.5 / 0.7, 0.4 / 0.7])


def test_a_default_way_is_taken_when_no_other_is():
    built = split(0.5, 0.4, None, kind="inclusive", default="D")
    assert weights(built) == pytest.approx([0.5, 0.4, 0.3])


def test_one_unknown_way_of_an_inclusive_split_leaves_all_open():
    built = split(0.5, None, kind="inclusive")
    assert weights(built) == [None, None]
    assert edge_weights(built).free == {"X"}


def test_where_one_way_is_always_taken_the_known_ones_stay_known():
    built = split(1.0, 0.4, None, kind="inclusive")
    assert weights(built) == [1.0, 0.4, None]
    assert weights(built, assume_uniform=True) == pytest.approx([1.0, 0.4, 1 / 3])


def test_an_inclusive_split_that_takes_nothing_is_an_error():
    built = split(0.0, 0.0, kind="inclusive")
    assert codes(built) == ["PROB_SUM", "PROB_UNKNOWN"]
    assert weights(built) == [None, None]


def test_findings_name_the_split_in_both_languages():
    (finding,) = edge_weights(split(None, None)).findings
    assert finding.elements == ("X",)
    assert "Which?" in finding.message.en
    assert "比例未知" in finding.message.zh
    assert finding.remedy.zh


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_shares_that_add_up_are_taken_over(parts):
    shares = [part / sum(parts) for part in parts]
    assert weights(split(*shares)) == pytest.approx(shares)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=6))
def test_an_inclusive_split_takes_one_to_all_ways_on_average(parts):
    found = weights(split(*(part / 100 for part in parts), kind="inclusive"))
    if any(parts):
        assert 1.0 - 1e-9 <= sum(found) <= len(parts) + 1e-9
    else:
        assert found == [None] * len(parts)
