from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.loops.find import bounded_repetition, find_loops
from bpr.analysis.loops.nesting import dominators, nesting_forest, postdominators
from bpr.analysis.loops.repetition import Repetition
from bpr.graph import build_graph
from bpr.quantity import Status
from tests.analysis.models import END, START, choice, graph, parallel_block_in_a_loop, routed_graphs, step
from tests.analysis.token_game import play
from tests.strategies import processes

CASES = 20_000
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def only(report):
    (edge,) = report.returning_edges
    return edge


def codes(report):
    return [finding.code for finding in report.findings]


def test_repetition_agrees_with_the_token_game_inside_and_around_parallel_branches():
    built = parallel_block_in_a_loop()
    played, report = play(built, CASES), find_loops(built)
    for name, repetition in report.activities.items():
        assert repetition.visits.value == pytest.approx(played.executions[name] / CASES, rel=0.05)
        assert repetition.p_reached.value == pytest.approx(played.reached[name] / CASES, abs=0.015)
    for edge in report.returning_edges:
        assert edge.return_flow_per_case.value == pytest.approx(played.flows[edge.flow] / CASES, rel=0.05)
        assert edge.share_of_cases.value == pytest.approx(played.flow_cases[edge.flow] / CASES, abs=0.015)


@given(routed_graphs())
def test_what_loops_and_returns_repeat_adds_up_to_all_repetitions(built):
    visits = expected_visits(built)
    regions = nesting_forest(built)
    repetition = Repetition(built, visits, regions, dominators(built), postdominators(built))
    for name in built.steps:
        again, by_loop = repetition.revisits(name), repetition.extra_by_loop(name)
        extra = visits.visits[name] - visits.visits[name] / again
        assert sum(by_loop.values()) == pytest.approx(extra, abs=1e-9)
        assert all(value >= -1e-9 for value in by_loop.values())
        for number, part in by_loop.items():
            flows = repetition.extra_by_flow(number, name, part)
            assert sum(flows.values()) == pytest.approx(part, abs=1e-9)


def two_ways_in(built_from=0.6):
    """A loop entered at B and at C; only the flows back to B return, the flow from B to C leads forward."""
    return graph(
        START,
        step("A", "r1", "G"),
        choice("G", B=built_from, C=1 - built_from),
        step("B", "r1", "C", time=1),
        step("C", "r1", "X", time=2),
        choice("X", D=0.75, B=0.25),
        step("D", "r2", "Y", time=4),
        choice("Y", E=0.5, B=0.5),
        END,
    )


def test_a_loop_with_two_entries_divides_its_repetitions_among_its_returns():
    report = find_loops(two_ways_in())
    rows = {edge.flow: edge for edge in report.returning_edges}
    assert set(rows) == {"X->B", "Y->B"}
    assert report.activities["D"].extra_visits.value == pytest.approx(1.0)
    assert rows["Y->B"].rework_time.value + rows["X->B"].rework_time.value == pytest.approx(
        report.rework_time.rework.value
    )
    assert rows["Y->B"].rework_time.value / rows["X->B"].rework_time.value == pytest.approx(1.5)
    assert rows["X->B"].shortest_cycle == ("B", "C")
    assert rows["Y->B"].shortest_cycle == ("B", "C", "D")


@given(routed_graphs())
def test_shares_lie_between_zero_and_one_and_rows_add_up(built):
    report = find_loops(built)
    for repetition in report.activities.values():
        for quantity in (repetition.p_reached, repetition.p_repeat_given_reached):
            assert -1e-9 <= quantity.value <= 1 + 1e-9
        assert repetition.visits_variance.value >= -1e-9
    for edge in report.returning_edges:
        assert -1e-9 <= edge.share_of_cases.value <= min(1.0, edge.return_flow_per_case.value) + 1e-9
    total = sum(edge.rework_time.value for edge in report.returning_edges)
    assert total == pytest.approx(report.rework_time.rework.value, abs=1e-9)


@quick
@given(processes())
def test_any_process_can_be_asked(process):
    report = find_loops(build_graph(process))
    assert json.dumps(report.to_json())
    assert all(finding.message.zh and finding.remedy.zh for finding in report.findings)
    nodes = {*process.nodes, *(flow.id for flow in process.flows)}
    assert {element for finding in report.findings for element in finding.elements} <= nodes


@quick
@given(processes(complete=True))
def test_a_complete_block_structured_process_leaves_nothing_open(process):
    report = find_loops(build_graph(process))
    assert all(repetition.p_reached.value is not None for repetition in report.activities.values())
    assert all(edge.share_of_cases.value is not None for edge in report.returning_edges)


def test_the_rework_of_nested_loops_goes_to_the_loop_that_causes_it():
    built = graph(
        START,
        step("A", "r1", "B", time=10),
        step("B", "r1", "X1", time=20),
        choice("X1", B=0.3, C=0.7),
        step("C", "r1", "X2", time=5),
        choice("X2", A=0.1, E=0.9),
        END,
    )
    rows = {edge.flow: edge for edge in find_loops(built).returning_edges}
    assert rows["X2->A"].rework_time.value == pytest.approx(35 / 9)
    assert rows["X1->B"].rework_time.value == pytest.approx(20 * 0.3 / 0.7 / 0.9)
    assert rows["X2->A"].shortest_cycle == ("A", "B", "C")
    assert (rows["X2->A"].gate, rows["X1->B"].depth) == ("repeat-until", 2)


def test_a_planned_repetition_is_listed_but_is_no_rework():
    def built(kind):
        return graph(
            START,
            step("A", "r1", "G", time=10),
            {
                "id": "G",
                "decision": "Next month?",
                "next": [{"to": "P", "share": 0.5, "kind": kind}, {"to": "E", "share": 0.5}],
            },
            step("P", "r1", "A", time=2),
            END,
        )

    report = find_loops(built("planned"))
    assert report.rework_time.rework.value == 0.0
    assert report.rework_time.planned.value == pytest.approx(10 + 1)
    assert only(report).planned
    assert codes(report) == ["PLANNED_REPETITION"]
    assert find_loops(built("normal")).rework_time.rework.value == pytest.approx(11)


def test_first_executions_on_a_return_path_count_when_asked_for():
    built = graph(
        START,
        step("A", "r1", "B", time=8),
        step("B", "r1", "X", time=4),
        choice("X", A=0.2, C=0.3, E=0.5),
        step("C", "r1", "B", time=6),
        END,
    )
    assert find_loops(built).rework_time.rework.value == pytest.approx(8.55)
    again = find_loops(built, rework_definition="return_path")
    assert again.rework_time.rework.value == pytest.approx(0.4 * 8 + 1.0 * 4 + 0.6 * 6)


def test_a_loop_marker_counts_like_the_loop_it_stands_for():
    marked = find_loops(graph(START, step("A", "r1", "E", time=5, repeat={"share": 0.6}), END))
    drawn = find_loops(graph(START, step("A", "r1", "X", time=5), choice("X", A=0.6, E=0.4), END))
    assert marked.rework_time.rework.value == pytest.approx(drawn.rework_time.rework.value)
    for field in ("visits", "p_reached", "p_repeat_given_reached", "extra_visits"):
        left, right = getattr(marked.activities["A"], field), getattr(drawn.activities["A"], field)
        assert left.value == pytest.approx(right.value)
    assert codes(marked) == ["SELF_LOOP"]


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        (("r1", "r1"), "same_role"),
        (("r1", "r2"), "cross_role"),
        (("r1", "r3"), "cross_department"),
        (("r1", "c"), "external"),
        (("r1", None), "unclassified"),
    ],
)
def test_classes(roles, wanted):
    built = graph(
        START,
        step("A", roles[0], "B"),
        step("B", roles[1], "X"),
        choice("X", A=0.2, E=0.8),
        END,
        roles={
            "r1": {"name": "R1", "department": "d1"},
            "r2": {"name": "R2", "department": "d1"},
            "r3": {"name": "R3", "department": "d2"},
            "c": {"name": "Customer", "department": "out"},
        },
        departments={"d1": "D1", "d2": "D2", "out": {"name": "Customer", "external": True}},
    )
    report = find_loops(built)
    assert only(report).loop_class == wanted
    assert report.activity_cycles[0].loop_class == wanted
    assert only(report).direction == {"same_role": "own_rework", "unclassified": "unknown"}.get(
        wanted, "rework_to_earlier_performer"
    )


def test_roles_without_departments_cross_roles():
    steps = (START, step("A", "a", "B"), step("B", "b", "X"), choice("X", A=0.2, E=0.8), END)
    assert only(find_loops(graph(*steps, roles={"a": "a", "b": "b"}, departments={}))).loop_class == "cross_role"


def test_one_activity_checked_by_its_own_performer_is_a_self_loop_by_another_is_not():
    def built(decider):
        return graph(START, step("A", "r1", "G", time=1), choice("G", decider, A=0.2, E=0.8), END)

    assert codes(find_loops(built("r1"))) == ["SELF_LOOP"]
    other = find_loops(built("r3"))
    assert only(other).loop_class == "cross_department"
    assert other.node_cycles == (("A", "G"),)
    assert (only(other).before, only(other).behind) == (("G",), ("A",))


def test_a_decision_in_the_middle_makes_a_while_loop():
    built = graph(START, step("A", "r1", "X"), choice("X", B=0.25, E=0.75), step("B", "r1", "A"), END)
    assert only(find_loops(built)).gate == "while"


def test_a_loop_without_exit_is_infinite_and_told_once():
    report = find_loops(graph(START, step("A", "r1", "X", time=1), choice("X", A=1.0, E=0.0), END))
    assert report.status is Status.INFINITE
    assert report.rework_time.rework.status is Status.INFINITE
    assert report.activities["A"].visits.value is None
    assert codes(report) == ["NO_EXIT_PROBABILITY"]


def test_unknown_shares_leave_structure_and_class():
    built = graph(START, step("A", "r1", "X", time=1), {"id": "X", "decision": None, "next": ["A", "E"]}, END)
    report = find_loops(built)
    assert only(report).loop_class == "self_loop"
    assert only(report).return_flow_per_case.value is None
    assert report.rework_time.rework.value is None
    assert "how often is not known" in report.findings[0].message.pick("en")


def test_a_loop_of_gateways_only_is_told():
    built = graph(
        START,
        step("A", "r1", "X1"),
        {"id": "X1", "decision": None, "next": "X2"},
        {"id": "X2", "decision": None, "next": [{"to": "X1", "share": 0.3}, {"to": "E", "share": 0.7}]},
        END,
    )
    report = find_loops(built)
    assert codes(report) == ["GATEWAY_CYCLE"]
    assert report.gateway_cycles == (("X1", "X2"),)
    assert report.activity_cycles == ()


def test_unmatched_parallel_branches_in_a_loop_leave_repetition_open():
    built = graph(
        START,
        step("A", "r1", "P"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        step("B", "r1", "E"),
        step("C", "r1", "X"),
        choice("X", A=0.2, E=0.8),
        END,
    )
    report = find_loops(built)
    assert report.activities["A"].visits.value == pytest.approx(1.25)
    assert report.activities["A"].p_reached.value is None


def test_a_loop_around_a_sub_process_and_inside_it_is_worked_out():
    built = graph(
        START,
        step("A", "r1", "P", time=1),
        {
            "id": "P",
            "subprocess": "Check",
            "role": "r2",
            "next": "X",
            "steps": [
                {"id": "T", "event": None, "position": "start", "next": "B"},
                step("B", "r2", "Y", time=10),
                choice("Y", B=0.5, C=0.5),
                step("C", "r2", time=2),
            ],
        },
        choice("X", A=0.2, E=0.8),
        END,
    )
    report = find_loops(built)
    assert report.activities["B"].p_reached.value == pytest.approx(1.0)
    assert report.activities["B"].extra_visits.value == pytest.approx(1.5)
    assert report.rework_time.rework.value == pytest.approx(0.25 * (1 + 2) + 1.5 * 10)
    assert report.loop_nesting[0].body == ("A", "B", "C", "P", "T", "X", "Y")
    assert report.loop_nesting[0].iterations_per_entry.value == pytest.approx(1.25)


def test_rework_cost_uses_fixed_costs_and_rates():
    built = graph(
        START,
        step("A", "r1", "X", time=60, cost=5),
        choice("X", A=0.5, E=0.5),
        END,
        roles={"r1": {"name": "R1", "rate": 30}},
        departments={},
    )
    report = find_loops(built)
    assert report.rework_cost.value == pytest.approx(35.0)
    assert only(report).rework_cost.value == pytest.approx(35.0)


@pytest.mark.parametrize(
    ("repeat", "at_most", "wanted"), [(0.0, 5, (1.0, 0.0)), (1.0, 4, (4.0, 1.0)), (0.5, 2, (1.5, 0.25))]
)
def test_bounded_repetition(repeat, at_most, wanted):
    assert bounded_repetition(repeat, at_most) == pytest.approx(wanted)


def test_a_model_without_loops_has_an_empty_report():
    report = find_loops(graph(START, step("A", "r1", "E", time=3), END))
    assert (report.loop_nesting, report.returning_edges, report.findings) == ((), (), ())
    assert report.rework_time.rework.value == 0.0
    assert report.rework_time.rework_share.value == 0.0
    assert report.n_activity_cycles.value == 0.0
