from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.flow.critical_path import critical_path, schedule
from bpr.analysis.flow.timing import timing_of
from bpr.analysis.frequency.visits import expected_visits
from bpr.errors import AnalysisError
from tests.analysis.small_models import END, chain, graph, parallel, rework, start


def paths(made):
    timing = timing_of(made, set(made.nodes), waiting=True)
    return critical_path(made, expected_visits(made), made.starts, timing)


def work(name, value, **fields):
    return {"id": name, "name": name, "time": value, "wait": 0, **fields}


def test_a_plan_has_slack_where_nothing_waits_for_it():
    plan = schedule({"A": 3, "B": 2, "C": 6, "D": 1}, {"B": ["A"], "C": ["A"], "D": ["B", "C"]})
    assert (plan.duration, plan.critical) == (10.0, ("A", "C", "D"))
    assert dict(plan.slack) == {"A": 0.0, "B": 4.0, "C": 0.0, "D": 0.0}


def test_a_plan_with_a_circle_is_refused():
    with pytest.raises(AnalysisError, match="comes before itself"):
        schedule({"A": 1, "B": 1}, {"A": ["B"], "B": ["A"]})


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.data())
def test_critical_activities_fill_the_whole_duration(times, data):
    before = {
        str(place): [str(other) for other in range(place) if data.draw(st.booleans())] for place in range(len(times))
    }
    durations = {str(place): float(time) for place, time in enumerate(times)}
    plan = schedule(durations, before)
    assert min(plan.slack.values()) == 0.0
    assert max(durations.values()) <= plan.duration <= sum(durations.values())


def test_the_longer_branch_is_critical():
    found = paths(graph(*parallel({"time": 3, "wait": 0}, {"time": 5, "wait": 2})))
    [route] = found.routes
    assert (route.duration, route.critical) == (7.0, ("C",))
    assert dict(route.slack) == {"B": 4.0, "C": 0.0}
    assert found.criticality_index["C"].value == 1.0


def test_each_choice_is_a_route_with_its_probability():
    made = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": [{"to": "B", "share": 0.7}, {"to": "C", "share": 0.3}]},
        work("B", 3, next="E"),
        work("C", 8, next="E"),
        END,
    )
    found = paths(made)
    assert [(route.probability, route.duration, route.critical) for route in found.routes] == [
        (0.7, 3.0, ("B",)),
        (0.3, 8.0, ("C",)),
    ]
    assert found.criticality_index["B"].value == pytest.approx(0.7)


def test_rare_routes_are_left_out_and_the_index_says_so():
    shares = {"B": 0.96, "C": 0.04}
    made = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": [{"to": name, "share": share} for name, share in shares.items()]},
        *(work(name, 1, next="E") for name in shares),
        END,
    )
    found = paths(made)
    assert len(found.routes) == 1
    assert (found.covered, found.criticality_index["C"].lower, found.criticality_index["C"].upper) == (
        0.96,
        0.0,
        pytest.approx(0.04),
    )


def test_a_loop_counts_with_its_expected_duration():
    found = paths(graph(*rework("20%")))
    assert found.routes[0].duration == pytest.approx(125.0)
    assert found.loop_collapsed == ("A", "B")
    assert found.routes[0].critical == ("A", "B")


def test_nothing_is_guessed_when_a_time_or_a_share_is_unknown():
    assert paths(graph(*chain({"id": "A", "name": "A", "wait": 0}))).missing == ("A.time",)
    open_choice = graph(
        start("G"),
        {"id": "G", "decision": "?", "next": ["B", "C"]},
        work("B", 1, next="E"),
        work("C", 1, next="E"),
        END,
    )
    assert paths(open_choice).missing == ("G.share",)
    assert paths(open_choice).routes == ()


def test_a_delay_on_a_flow_lengthens_the_path():
    found = paths(graph(*chain(work("A", 2, next={"to": "B", "delay": 30}), work("B", 3))))
    assert found.routes[0].duration == 35.0
    assert found.to_json()["routes"][0]["critical"] == ["A", "B"]
