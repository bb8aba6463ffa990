from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.bottlenecks.ranking import DEFAULT_WEIGHTS, rank


def test_the_default_weights_sum_to_one():
    assert sum(DEFAULT_WEIGHTS.values()) == pytest.approx(1.0)


def test_an_unstable_station_ranks_above_every_stable_one():
    found = rank({"busy": {"utilisation": 0.99}, "broken": {"utilisation": 0.1}}, unstable=["broken"])
    assert [score.station for score in found] == ["broken", "busy"]


def test_nothing_known_is_no_score_and_ranks_last():
    found = rank({"dark": {}, "idle": {"utilisation": 0.0}})
    assert [(score.station, score.score) for score in found] == [("idle", 0.0), ("dark", None)]
    assert found[1].missing == tuple(DEFAULT_WEIGHTS)


COMPONENT = st.none() | st.floats(0.0, 1.0)
STATIONS = st.dictionaries(
    st.text(max_size=3), st.fixed_dictionaries(dict.fromkeys(DEFAULT_WEIGHTS, COMPONENT)), max_size=5
)


@given(
    st.dictionaries(st.text(max_size=3), st.fixed_dictionaries(dict.fromkeys(DEFAULT_WEIGHTS, COMPONENT)), max_size=5)
)
def test_scores_lie_between_zero_and_one_and_are_the_sum_of_their_parts(components):
    for score in rank(components):
        assert score.score is None or -1e-9 <= score.score <= 1.0 + 1e-9
        assert (score.score or 0.0) == pytest.approx(sum(score.contributions.values()))
        assert set(score.missing).isdisjoint(score.contributions)
