from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from bpr.analysis.bottlenecks.find import find_bottlenecks, step_waits
from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.load.analyse import analyse_load
from bpr.analysis.loops.find import find_loops
from bpr.graph import build_graph
from tests.analysis.small_models import graph, rework
from tests.strategies import processes

HEADER = {
    "departments": {"office": "Office", "board": "Board"},
    "volume": {"cases": 1, "per": "hour"},
}


def roles(clerk=1, boss=1):
    return {
        "clerk": {"name": "Clerk", "department": "office", "people": clerk},
        "boss": {"name": "Boss", "department": "board", "people": boss},
    }


def report(made, *, with_loops=True, **options):
    visits = expected_visits(made)
    loops = find_loops(made, visits=visits) if with_loops else None
    return find_bottlenecks(
        made, visits, analyse_flow(made, visits=visits), analyse_load(made, visits), loops, **options
    )


def test_every_component_of_a_station_is_shown():
    found = report(graph(*rework("20%"), roles=roles(), **HEADER))
    boss = next(station for station in found.roles if station.id == "boss")
    assert set(boss.components) == {"utilisation", "wait_share", "cross_inflow", "betweenness", "rework_share"}
    assert boss.components["wait_share"] == 1.0
    assert boss.components["utilisation"] == pytest.approx(12.5 / 60)
    assert boss.components["rework_share"] == pytest.approx(0.2)
    assert boss.score.value == pytest.approx(sum(boss.contributions.values()))


def test_an_overloaded_role_comes_first():
    found = report(graph(*rework("50%"), roles=roles(), **HEADER))
    assert (found.roles[0].id, found.roles[0].unstable) == ("clerk", True)
    assert (found.steps[0].id, found.steps[0].unstable) == ("A", True)


def test_what_is_not_known_is_listed_and_the_rest_is_weighted_anew():
    found = report(graph(*rework("20%"), roles=roles(None, None), **HEADER), with_loops=False)
    assert found.roles[0].missing == ("utilisation", "rework_share")
    assert found.roles[0].score.missing == ("boss.utilisation", "boss.rework_share")


def test_queue_waits_replace_the_waiting_of_the_model():
    found = report(graph(*rework("20%"), roles=roles(), **HEADER), queue_waits={"clerk": 30.0, "boss": 10.0})
    shares = {station.id: station.components["wait_share"] for station in found.roles}
    assert shares == {"clerk": pytest.approx(0.75), "boss": pytest.approx(0.25)}


def test_the_findings_name_the_first_and_the_border_with_reasons():
    found = {finding.code: finding for finding in report(graph(*rework("20%"), roles=roles(), **HEADER)).findings}
    assert found["BOTTLENECK_ROLE"].elements == ("boss",)
    assert "100% of all waiting" in found["BOTTLENECK_ROLE"].message.pick("en")
    assert "占全部等待的 100%" in found["BOTTLENECK_ROLE"].message.pick("zh")
    assert found["WAITS_AT_BORDER"].elements == ("B",)
    assert found["WAITS_AT_BORDER"].measure.value == pytest.approx(75.0)
    assert found["CAPACITY_LIMIT"].elements == ("clerk",)


def test_nothing_known_is_no_bottleneck_finding():
    steps = [{"id": "A", "name": "A", "next": "B"}, {"id": "B", "name": "B"}]
    assert report(graph(*steps)).findings == ()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes())
def test_any_process_gives_a_ranked_document(made):
    drawn = build_graph(made)
    found = report(drawn)
    document = json.loads(json.dumps(found.to_json()))
    assert [entry["id"] for entry in document if entry["kind"] == "step"] == [station.id for station in found.steps]
    assert sorted(station.id for station in found.steps) == sorted(drawn.steps)


def test_a_written_wait_may_stand_before_that_of_the_queue():
    steps = [
        {"id": "A", "name": "A", "role": "clerk", "time": 5, "wait": 60, "next": "B"},
        {"id": "B", "name": "B", "role": "boss", "time": 5, "next": "G"},
        {"id": "G", "decision": "Fine?", "role": "boss"},
    ]
    waits = {"clerk": 3.0, "boss": 4.0}
    assert step_waits(graph(*steps), waits) == {"A": 3.0, "B": 4.0, "G": 0.0}
    assert step_waits(graph(*steps), waits, keep_written=True) == {"A": 60.0, "B": 4.0, "G": 0.0}
    assert step_waits(graph(*steps)) == {"A": 60.0, "B": None, "G": 0.0}
