"""From model to graph: what is inlined, what becomes a way out, and how times are converted."""

from __future__ import annotations

import pytest
from hypothesis import given

from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.graph.build import unit_factor
from bpr.model import Process
from tests.analysis.small_models import END, chain, graph, start
from tests.strategies import processes

BOSS = {"boss": {"name": "Boss"}}


def ways(built, node):
    return [edge.target for edge in built.outgoing[node]]


def subprocess(**fields):
    inner = [
        {"id": "T", "event": None, "position": "start", "next": "B"},
        {"id": "B", "name": "Look", "role": "clerk", "time": 4, "next": "C"},
        {"id": "C", "name": "Sign", "role": "boss", "time": 1},
    ]
    node = {"id": "P", "subprocess": "Check", "role": "clerk", "steps": inner, "next": "E", "time": 99}
    return [start("P"), node | fields, END]


def bordered(*events, **fields):
    """An activity with events on its border; each event leads to a step X."""
    host = {"id": "A", "name": "Work", "role": "clerk", "next": "E"} | fields
    return [
        start("A"),
        host,
        *(
            {"event": "x", "position": "boundary", "on": "A", "next": "X", "trigger": "timer"} | event
            for event in events
        ),
        {"id": "X", "name": "Mend", "next": "E"},
        END,
    ]


def test_an_expanded_sub_process_opens_and_closes_around_its_own_steps():
    built = graph(*subprocess(), roles=BOSS)
    assert [ways(built, node) for node in ("S", "P", "T", "B", "C", "P/end")] == [
        ["P"],
        ["T"],
        ["B"],
        ["C"],
        ["P/end"],
        ["E"],
    ]
    assert (built.nodes["P"].step, built.nodes["P"].time) == (False, None)
    assert (built.nodes["P/end"].synthetic, built.nodes["P/end"].closes, built.nodes["P/end"].origin) == (
        True,
        "P",
        "P",
    )
    assert built.steps == ("B", "C")


def test_the_flow_that_leaves_a_sub_process_keeps_its_id():
    assert graph(*subprocess(), roles=BOSS).edge["P->E"].source == "P/end"


def test_a_sub_process_may_stay_one_activity():
    process = Process.model_validate({"process": "p", "roles": {"clerk": "C", "boss": "B"}, "steps": subprocess()})
    built = build_graph(process, expand=False)
    assert set(built.nodes) == {"S", "P", "E"}
    assert (built.nodes["P"].step, built.nodes["P"].time.mean) == (True, 99.0)


def test_inside_a_sub_process_start_and_end_events_are_passed_through():
    built = graph(*subprocess(), roles=BOSS)
    assert built.nodes["T"].type == "event"
    assert (built.starts, built.ends) == (("S",), ("E",))


def test_several_starts_inside_are_alternatives_several_first_steps_run_together():
    def inside(*steps):
        return graph(start("P"), {"id": "P", "subprocess": "x", "steps": list(steps), "next": "E"}, END)

    first = {"id": "T", "event": None, "position": "start", "share": 0.25, "next": "B"}
    second = {"id": "U", "event": None, "position": "start", "share": 0.75, "next": "B"}
    built = inside(first, second, {"id": "B", "name": "b"})
    assert (built.nodes["P"].type, built.split("P")) == ("xor", "xor")
    assert [edge.share for edge in built.outgoing["P"]] == [0.25, 0.75]
    built = inside({"id": "B", "name": "b"}, {"id": "C", "name": "c"})
    assert built.split("P") == "and"
    assert expected_visits(built).visits["P/end"] == 1.0


def test_an_ad_hoc_sub_process_takes_any_of_its_steps():
    built = graph(
        start("P"),
        {"id": "P", "subprocess": "x", "adhoc": True, "steps": [{"id": "B"}, {"id": "C"}], "next": "E"},
        END,
    )
    assert (built.nodes["P"].type, built.split("P"), built.join("P/end")) == ("or", "or", "or")
    visits = expected_visits(built).visits
    assert (visits["P/end"], visits["B"]) == (1.0, None)


def test_a_sub_process_that_is_a_loop_throughout_begins_with_its_first_step():
    inner = [
        {"id": "B", "name": "b", "next": "G"},
        {"id": "G", "decision": "again?", "next": [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.5}]},
        {"id": "C", "name": "c", "next": "D"},
        {"id": "D", "decision": "?", "next": [{"to": "B", "share": 0.1}, {"to": "F", "share": 0.9}]},
        {"id": "F", "name": "f"},
    ]
    built = graph(start("P"), {"id": "P", "subprocess": "x", "steps": inner, "next": "E"}, END)
    assert ways(built, "P") == ["B"]


def test_an_interrupting_event_takes_the_case_away_from_the_normal_way():
    built = graph(*bordered({"id": "L", "share": 0.2}))
    assert (built.nodes["A/out"].type, ways(built, "A/out")) == ("xor", ["L", "E"])
    visits = expected_visits(built).visits
    assert (visits["L"], visits["X"], visits["E"]) == (pytest.approx(0.2), pytest.approx(0.2), 1.0)
    assert expected_visits(built).flow["A->E"] == pytest.approx(0.8)


def test_an_event_that_does_not_interrupt_adds_a_way_and_leaves_the_normal_one():
    built = graph(*bordered({"id": "L", "share": 0.2, "interrupting": False}))
    assert (built.nodes["A/beside"].type, ways(built, "A/beside")) == ("or", ["L", "E"])
    found = expected_visits(built)
    assert (found.visits["X"], found.flow["A->E"]) == (pytest.approx(0.2), 1.0)


def test_events_beside_the_work_come_before_those_that_interrupt_it():
    built = graph(*bordered({"id": "L", "share": 0.2}, {"id": "M", "share": 0.1, "interrupting": False}))
    assert (ways(built, "A/beside"), ways(built, "A/out")) == (["M", "A/out"], ["L", "E"])
    found = expected_visits(built)
    assert (found.visits["M"], found.visits["L"]) == (pytest.approx(0.1), pytest.approx(0.2))
    assert found.flow["A->E"] == pytest.approx(0.8)


def test_an_event_of_unknown_share_beside_the_work_leaves_the_normal_way_certain():
    found = expected_visits(graph(*bordered({"id": "L", "interrupting": False})))
    assert (found.flow["A->E"], found.visits["X"]) == (1.0, None)


def test_several_normal_ways_are_gathered_before_they_spread():
    normal = [{"to": "E", "share": 0.4}, {"to": "X", "share": 0.6}]
    built = graph(*bordered({"id": "L", "share": 0.5}, next=normal))
    assert ways(built, "A/out") == ["L", "A/done"]
    assert expected_visits(built).flow["A->X"] == pytest.approx(0.3)


def test_an_event_of_unknown_share_leaves_the_way_behind_it_unknown():
    built = graph(*bordered({"id": "L"}))
    visits = expected_visits(built).visits
    assert (visits["X"], visits["E"]) == (None, 1.0)


def test_a_compensation_event_points_at_its_handler_without_passing_work():
    built = graph(
        start("A"),
        {"id": "A", "name": "Book", "next": "E"},
        {"id": "U", "event": None, "position": "boundary", "on": "A", "trigger": "compensation", "next": "H"},
        {"id": "H", "name": "Cancel booking", "compensation": True},
        END,
    )
    assert "A/out" not in built.nodes
    assert built.outgoing["U"] == ()
    assert set(built.entries) == {"U", "H"}
    assert expected_visits(built).visits["H"] is None


def test_an_event_sub_process_begins_on_its_own():
    built = graph(
        start("A"),
        {"id": "A", "name": "Work", "next": "E"},
        {
            "id": "P",
            "subprocess": "Complaint",
            "triggered": True,
            "steps": [{"id": "T", "event": None, "position": "start", "trigger": "message", "next": "B"}, {"id": "B"}],
        },
        END,
    )
    assert built.entries == ("P",)
    assert built.nodes["P/end"].type == "end"
    visits = expected_visits(built).visits
    assert (visits["A"], visits["B"]) == (1.0, None)


@pytest.mark.parametrize(
    ("repeat", "executions"),
    [
        (None, 1.0),
        ({"share": 0.5}, 2.0),
        ({"share": 0.5, "at_most": 2}, 1.5),
        ({"share": 1.0, "at_most": 3}, 3.0),
        ({"share": 0.0}, 1.0),
        ({"share": 1.0}, None),
        ({}, None),
        ({"at_most": 4}, None),
    ],
)
def test_a_loop_marker_tells_executions_per_visit(repeat, executions):
    built = graph(*chain({"id": "A", "name": "a", **({"repeat": repeat} if repeat is not None else {})}))
    assert built.nodes["A"].executions == executions


def test_times_are_converted_to_the_unit_of_the_model():
    built = graph(*chain({"id": "A", "name": "a", "time": "2 h", "wait": "90 s"}))
    assert (built.nodes["A"].time.mean, built.nodes["A"].wait.mean) == (120.0, 1.5)
    assert built.findings == ()


def test_the_variance_is_converted_with_the_square():
    built = graph(*chain({"id": "A", "name": "a", "time": {"uniform": [0, 6], "unit": "h"}}))
    assert built.nodes["A"].time.variance == pytest.approx(3 * 3600)
    assert built.nodes["A"].time.family == "uniform"


def test_a_day_is_as_long_as_the_working_calendar_says():
    times = {"hours_per_day": 7, "days_per_week": 4}
    built = graph(*chain({"id": "A", "name": "a", "time": "1 d", "wait": "1 w"}), time_unit="h", working_time=times)
    assert (built.nodes["A"].time.mean, built.nodes["A"].wait.mean) == (7.0, 28.0)


def test_without_a_calendar_days_and_hours_are_not_compared():
    built = graph(*chain({"id": "A", "name": "a", "time": "1 d"}, {"id": "B", "name": "b", "wait": "1 w", "time": 3}))
    assert (built.nodes["A"].time, built.nodes["B"].wait, built.nodes["B"].time.mean) == (None, None, 3.0)
    (finding,) = built.findings
    assert (finding.code, finding.elements) == ("CALENDAR_MISSING", ("A", "B"))
    assert finding.message.zh
    assert finding.remedy.zh


def test_days_stay_days_where_the_model_counts_in_days():
    built = graph(*chain({"id": "A", "name": "a", "time": "2 d"}), time_unit="d")
    assert (built.nodes["A"].time.mean, built.findings) == (2.0, ())


@pytest.mark.parametrize(("unit", "model", "factor"), [("h", "min", 60.0), ("s", "h", 1 / 3600), (None, "d", 1.0)])
def test_units_of_the_clock_need_no_calendar(unit, model, factor):
    assert unit_factor(Process(id="p", time_unit=model), unit) == pytest.approx(factor)


def test_a_delay_on_a_flow_is_in_the_unit_of_the_model():
    built = graph(*chain({"id": "A", "name": "a", "next": [{"to": "E", "delay": "1 h"}]}))
    assert built.edge["A->E"].delay == 60.0


def test_a_decision_with_a_role_is_a_step_without_time_of_its_own():
    built = graph(*chain({"id": "G", "decision": "ok?", "role": "boss"}, {"id": "H", "decision": "ok?"}))
    assert built.steps == ("G",)
    assert (built.nodes["G"].time.mean, built.nodes["H"].time) == (0.0, None)


def test_a_routing_decision_is_no_step_even_with_a_role():
    built = graph(*chain({"id": "G", "decision": "ok?", "role": "boss", "routing": True}))
    assert (built.steps, built.nodes["G"].role) == ((), "boss")


def test_who_holds_a_node_follows_from_its_role():
    built = graph(
        *chain({"id": "A", "name": "a", "role": "buyer"}),
        organisations={"o": {"name": "Outside", "external": True}},
        departments={"d": {"name": "D", "organisation": "o"}},
        roles={"buyer": {"name": "Buyer", "department": "d"}},
    )
    node = built.nodes["A"]
    assert (node.role, node.department, node.organisation, node.external) == ("buyer", "d", "o", True)


@given(processes())
def test_every_node_and_flow_of_the_model_stands_in_its_graph(process):
    built = build_graph(process)
    assert set(process.nodes) <= set(built.nodes)
    assert {flow.id for flow in process.flows} <= set(built.edge)
    assert all(node.synthetic for name, node in built.nodes.items() if name not in process.nodes)
    assert {edge.id for edge in built.edges if not edge.synthetic} == {flow.id for flow in process.flows}
    assert all(node.origin in process.nodes for node in built.nodes.values())
    assert len(built.edge) == len(built.edges)
