from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpr.analysis.queues.network import jackson_network
from bpr.diagnosis.analyse import analyse
from bpr.quantity import Status
from tests.analysis.queues.models import office, queues_of
from tests.analysis.small_models import chain, graph
from tests.strategies import processes


def test_the_network_obeys_littles_law():
    report = queues_of(office())
    assert report.W_total.value == pytest.approx(353.533834586)
    assert report.L_total.value == pytest.approx(0.05 * 353.533834586)
    assert report.waits["manager"] == pytest.approx(16 / 3)


def test_the_diagnosis_shows_the_queues():
    document = json.loads(json.dumps(analyse(office().process).to_json()))["queues"]
    assert document["queue_wait_per_case"]["value"] == pytest.approx(295.783834586)
    assert document["best_extra_person"] == "clerk"
    assert next(row["role"] for row in document["allocation"]) == "clerk"
    assert {row["change"] for row in document["sensitivity"]} == {
        "one_more_person",
        "ten_percent_faster",
        "half_the_variation",
        "pooled",
        "one_loop_less",
        "one_point_less_rework",
    }
    assert document["roles"]["clerk"]["Wq"]["status"] == "assumed"


def test_bottlenecks_count_the_waiting_in_queues():
    found = analyse(office().process).bottlenecks
    shares = {station.id: station.components["wait_share"] for station in found.roles}
    assert shares["clerk"] == pytest.approx(241.5 / 295.783834586)
    assert found.roles[0].id == "clerk"


def test_no_volume_is_no_arrival_rate_and_no_wait():
    report = queues_of(office(None))
    assert (report.queue_wait_per_case.value, report.best_extra_person) == (None, None)
    assert report.queue_wait_per_case.missing == ("volume",)
    assert not report.known


def test_nothing_arriving_waits_exactly_zero():
    report = queues_of(office(0.0))
    assert (report.queue_wait_per_case.value, report.queue_wait_per_case.status) == (0.0, Status.EXACT)
    assert (report.L_total.value, report.best_extra_person) == (0.0, None)


def test_no_time_at_all_is_no_queue_at_all():
    made = graph(
        *chain({"id": "A", "name": "A", "role": "clerk", "time": 0}),
        roles={"clerk": {"name": "Clerk", "people": 1}},
        volume={"cases": 6, "per": "hour"},
    )
    report = queues_of(made)
    assert (report.queue_wait_per_case.value, report.roles["clerk"].rho.value) == (0.0, 0.0)
    assert report.findings == ()


def test_a_step_without_a_role_is_listed():
    made = graph(*chain({"id": "A", "name": "A", "time": 5}))
    assert queues_of(made).missing == ("A.role",)


def test_two_hundred_people_at_195_are_no_trouble():
    steps = chain({"id": "A", "name": "A", "role": "clerk", "time": {"exponential": 60}})
    made = graph(
        *steps,
        roles={"clerk": {"name": "Clerk", "people": 200, "availability": 1}},
        volume={"cases": 195, "per": "hour"},
        time_unit="min",
    )
    assert queues_of(made).roles["clerk"].Wq.value == pytest.approx(60 * 0.125345352289)


def test_twice_the_arrival_variation_is_one_and_a_half_times_the_wait():
    calm, wild = queues_of(office(), ca2=1.0), queues_of(office(), ca2=2.0)
    assert wild.waits["manager"] == pytest.approx(1.5 * calm.waits["manager"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(processes())
def test_any_process_is_analysed_and_waits_are_never_negative(process):
    report = analyse(process).queues
    assert json.dumps(report.to_json(), allow_nan=False)
    for queue in report.roles.values():
        assert queue.Wq.value is None or queue.Wq.value >= 0.0
        assert queue.stable is not False or queue.Wq.value is None
    for row in report.sensitivity:
        gain = row.wait_removed_per_case.value
        assert gain is None or gain >= -1e-6


@pytest.mark.parametrize("people", [1e-12, 0.3, 1e7, 1e12])
@pytest.mark.parametrize("time", [1e-12, 5, 1e12])
@pytest.mark.parametrize("cases", [1e-12, 1, 1e12])
def test_absurd_numbers_give_a_result_that_can_be_written(cases, time, people):
    made = graph(
        *chain({"id": "A", "name": "A", "role": "clerk", "time": {"exponential": time}, "wait": 0}),
        roles={"clerk": {"name": "Clerk", "people": people, "availability": 0.5}},
        volume={"cases": cases, "per": "hour"},
    )
    assert json.dumps(analyse(made.process).to_json(), allow_nan=False)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.001, 0.03), st.floats(0.0, 0.4), st.integers(1, 3), st.integers(1, 3))
def test_roles_with_one_activity_each_are_a_jackson_network(rate, back, clerks, bosses):
    steps = chain(
        {"id": "A", "name": "A", "role": "clerk", "time": {"exponential": 12}},
        {"id": "B", "name": "B", "role": "boss", "time": {"exponential": 17}},
        {"id": "G", "decision": "Good?", "next": [{"to": "A", "share": back}, {"to": "E"}]},
    )
    roles = {"clerk": clerks, "boss": bosses}
    made = graph(
        *steps,
        roles={name: {"name": name, "people": people, "availability": 1} for name, people in roles.items()},
        volume={"cases": rate * 60, "per": "hour"},
    )
    network = jackson_network([rate, 0], [[0, 1], [back, 0]], [1 / 12, 1 / 17], [clerks, bosses])
    report = queues_of(made)
    if not network.stable:
        assert report.W_total.status is Status.UNSTABLE
        return
    assert report.W_total.value == pytest.approx(network.W_total)
    assert report.L_total.value == pytest.approx(network.L_total)
    assert report.cycle_time_with_queues.value == pytest.approx(network.W_total)
    assert [report.waits["clerk"], report.waits["boss"]] == pytest.approx([part.Wq for part in network.stations])
