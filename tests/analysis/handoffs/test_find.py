from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpr.analysis.handoffs.delay import handoff_delay
from bpr.analysis.handoffs.find import customer_touchpoints, find_handoffs
from bpr.graph import LEVELS, build_graph
from bpr.model import Process
from bpr.quantity import Status
from tests.analysis.models import END, START, choice, graph, parallel_block_in_a_loop, rebuilt, routed_graphs, step
from tests.oracle_models import graph_of
from tests.strategies import processes

quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def codes(report):
    return [finding.code for finding in report.findings]


@given(routed_graphs())
def test_merging_all_roles_leaves_no_handoff(built):
    report = find_handoffs(rebuilt(built, lambda node: {"roles": ("r1",)} if node.roles else {}))
    assert report.handoffs_per_case.value == 0.0
    assert report.handoffs == ()
    assert report.pingpong_per_case == ()


@given(processes(), st.sets(st.integers(0, 12)))
def test_departments_hand_over_no_more_than_roles_whatever_is_unknown(process, nameless):
    built = build_graph(process)
    nodes = {
        key: replace(node, roles=() if number in nameless else node.roles[:1])
        for number, (key, node) in enumerate(built.nodes.items())
    }
    levels = [
        find_handoffs(replace(built, nodes=nodes), level).handoffs_per_case
        for level in ("role", "department", "organisation")
    ]
    for finer, coarser in pairwise(levels):
        for bound in ("lower", "upper"):
            most, least = (q.value if q.value is not None else getattr(q, bound) for q in (finer, coarser))
            assert most is None or least is None or least <= most + 1e-9


def two_steps(first, second):
    steps = [
        START,
        {"id": "A", "name": "A", "next": "B", **first},
        {"id": "B", "name": "B", "next": "E", **second},
        END,
    ]
    departments = {"d": {"name": "D", "organisation": "o"}, "e": {"name": "E"}}
    roles = {"x": {"name": "X", "department": "d"}, "y": {"name": "Y"}, "z": {"name": "Z"}}
    return {"process": "p", "organisations": {"o": "O"}, "departments": departments, "roles": roles, "steps": steps}


@pytest.mark.parametrize(
    ("first", "second", "level", "expected"),
    [
        ({"role": "y"}, {"role": "y"}, "department", (0.0, 0.0)),  # one role is in one department, known or not
        ({"role": "y"}, {"role": "z"}, "department", (0.0, 1.0)),
        ({"role": "y"}, {"role": "x"}, "department", (0.0, 1.0)),
        ({"role": ["y", "z"]}, {"role": ["z", "y"]}, "department", (0.0, 0.0)),  # somebody stays
        ({"department": "d"}, {"department": "e"}, "role", (1.0, 1.0)),  # another department is another role
        ({"department": "d"}, {"department": "d"}, "role", (0.0, 1.0)),
        ({"role": "x"}, {"role": "x"}, "organisation", (0.0, 0.0)),
        ({"department": "e"}, {"department": "e"}, "organisation", (0.0, 0.0)),
    ],
)
def test_levels_decide_for_each_other_where_a_holder_is_unknown(first, second, level, expected):
    quantity = find_handoffs(build_graph(Process.model_validate(two_steps(first, second))), level).handoffs_per_case
    bounds = (quantity.lower, quantity.upper) if quantity.value is None else (quantity.value, quantity.value)
    assert bounds == expected


def test_a_way_of_unknown_share_is_taken_once_however_sure_its_handoff_is():
    steps = [
        START,
        {"id": "A", "name": "A", "role": "x", "next": "G"},
        {"id": "G", "decision": "Which?", "next": ["B", "C"]},
        {"id": "B", "name": "B", "role": "y", "next": "E"},
        {"id": "C", "name": "C", "next": "E"},
        END,
    ]
    process = Process.model_validate({"process": "p", "roles": {"x": "X", "y": "Y"}, "steps": steps})
    quantity = find_handoffs(build_graph(process)).handoffs_per_case
    assert (quantity.value, quantity.lower, quantity.upper) == (None, 0.0, 1.0)


@given(routed_graphs())
def test_the_matrix_holds_all_transfers_and_departments_hand_over_no_more_than_roles(built):
    roles, departments = find_handoffs(built, "role"), find_handoffs(built, "department")
    for report in (roles, departments):
        total = sum(quantity.value for quantity in report.matrix.values())
        assert total == pytest.approx(report.transfers_per_case.value)
        across = sum(quantity.value for (g, h), quantity in report.matrix.items() if g != h)
        assert across == pytest.approx(report.handoffs_per_case.value)
        assert sum(handoff.per_case.value for handoff in report.handoffs) == pytest.approx(across)
        assert report.coverage.value == 1.0
    assert departments.handoffs_per_case.value <= roles.handoffs_per_case.value + 1e-9


@given(routed_graphs())
def test_other_ids_change_no_number(built):
    names = {name: f"z{999 - position}" for position, name in enumerate(built.nodes)}

    def renamed(node):
        ways = tuple(way.model_copy(update={"to": names[way.to]}) for way in node.next)
        return {"id": names[node.id], "next": ways}

    before, after = find_handoffs(built), find_handoffs(rebuilt(built, renamed))
    assert after.handoffs_per_case.value == pytest.approx(before.handoffs_per_case.value)
    assert after.longest_run == before.longest_run
    assert {k: q.format(9) for k, q in after.matrix.items()} == {k: q.format(9) for k, q in before.matrix.items()}


@quick
@given(processes())
def test_any_process_can_be_asked_at_every_level(process):
    built = build_graph(process)
    for level in LEVELS:
        report = find_handoffs(built, level)
        assert json.dumps(report.to_json())
        lower, upper = report.handoffs_lower.value, report.handoffs_upper.value
        assert lower is None or upper is None or lower <= upper + 1e-9
        assert all(finding.message.zh and finding.remedy.zh for finding in report.findings)
    assert json.dumps(customer_touchpoints(built).to_json())
    assert json.dumps(handoff_delay(built, "department").to_json())


def test_a_decision_with_a_role_is_a_stop_of_the_work():
    built = graph(
        START,
        step("A", "r1", "G"),
        choice("G", "r2", B=0.5, C=0.5),
        step("B", "r1", "E"),
        step("C", "r2", "E"),
        END,
    )
    report = find_handoffs(built)
    assert report.handoffs_per_case.value == pytest.approx(1.5)
    assert [(h.source, h.target) for h in report.handoffs] == [("A", "G"), ("G", "B")]
    assert report.drawn_handoffs == 2
    assert report.drawn_handoffs_per_case.value == pytest.approx(1.5)


def test_a_routing_node_in_a_third_lane_is_drawn_as_two_handoffs_but_is_one():
    built = graph(
        START,
        step("A", "r1", "G"),
        {"id": "G", "decision": None, "role": "r3", "routing": True, "next": "B"},
        step("B", "r2", "E"),
        END,
    )
    report = find_handoffs(built)
    assert report.handoffs_per_case.value == 1.0
    assert [handoff.flow for handoff in report.drawn] == ["A->G", "G->B"]


def test_a_routing_node_without_lane_stands_in_the_lane_before_it():
    built = graph(
        START, step("A", "r1", "P"), {"id": "P", "parallel": None, "next": ["B", "C"]}, step("B", "r2"), step("C", "r1")
    )
    assert [handoff.flow for handoff in find_handoffs(built).drawn] == ["P->B"]


def test_performers_who_stay_make_a_handoff_partial():
    built = graph(
        START, step("A", ["r1", "r2"], "B"), step("B", ["r2", "r3"], "C"), step("C", ["r3", "r2"], "D"), step("D", "r4")
    )
    report = find_handoffs(built)
    assert report.handoffs_per_case.value == 1.0
    assert report.partial_handoffs_per_case.value == 1.0
    assert [(h.source, h.target, h.kind) for h in report.handoffs] == [("A", "B", "partial"), ("C", "D", "full")]
    assert report.handoffs[0].from_holder == "r1 + r2"
    assert {link for link in report.matrix if link[0] != link[1]} == {("r3", "r4")}


def test_no_system_is_known_and_differs_from_a_system_but_unknown_is_unknown():
    steps = (START, step("A", "r1", "B", system="ERP"), step("B", "r1", "C", system=[]), step("C", "r1", "E"), END)
    report = find_handoffs(graph(*steps, systems={"ERP": "ERP"}), "system")
    assert report.handoffs_per_case.value is None
    assert (report.handoffs_lower.value, report.handoffs_upper.value) == (1.0, 2.0)
    assert report.handoffs_per_case.missing == ("C.system",)


def test_spellings_of_one_department_are_one_department():
    built = graph(
        START,
        step("A", "a", "B"),
        step("B", "b", "E"),
        END,
        roles={"a": {"name": "a", "department": "x"}, "b": {"name": "b", "department": "y"}},
        departments={"x": "Sales  Office", "y": "ＳALES office"},
    )
    report = find_handoffs(built, "department")
    assert report.handoffs_per_case.value == 0.0
    assert codes(report) == ["LABEL_NORMALISED"]


def test_messages_between_parties_are_transfers_weighted_by_sends():
    built = graph(
        START,
        step("A", "us", "G"),
        choice("G", B=0.5, E=0.5),
        step("B", "us", "E"),
        END,
        organisations={"we": "We", "they": {"name": "Bank", "external": True}},
        departments={"d": {"name": "D", "organisation": "we"}},
        roles={"us": {"name": "Clerk", "department": "d"}},
        messages=[
            {"id": "m1", "from": "B", "to": "they"},
            {"id": "m2", "from": "they", "to": "B"},
            {"id": "m3", "from": "they", "to": "S"},
        ],
    )
    for level, names in (("role", ("us", "they")), ("organisation", ("we", "they"))):
        report = find_handoffs(built, level)
        assert report.handoffs_per_case.value == pytest.approx(1.0)
        assert report.matrix[names].value == pytest.approx(0.5)
        assert [handoff.kind for handoff in report.handoffs] == ["message", "message"]
    touch = customer_touchpoints(built)
    assert touch.touchpoints_per_case.value == pytest.approx(1.0)
    assert touch.touch_activities == ("B",)


def test_branches_that_do_not_meet_leave_only_pairs():
    model = {
        "nodes": [
            {"id": "S", "type": "start"},
            {"id": "A", "type": "activity", "role": "a"},
            {"id": "X", "type": "xor"},
            {"id": "B", "type": "activity", "role": "b"},
            {"id": "C", "type": "activity", "role": "c"},
            {"id": "P", "type": "and"},
            {"id": "E", "type": "end"},
        ],
        "edges": [
            {"id": f"e{number}", "source": source, "target": target, "prob": prob}
            for number, (source, target, prob) in enumerate(
                [
                    ("S", "A", None),
                    ("A", "X", None),
                    ("X", "B", 0.3),
                    ("X", "C", 0.7),
                    ("B", "P", None),
                    ("C", "P", None),
                ]
            )
        ]
        + [{"id": "e9", "source": "P", "target": "E"}],
    }
    report = find_handoffs(graph_of(model))
    assert report.handoffs_per_case.value is None
    assert report.handoffs_per_case.status is Status.INVALID
    assert report.handoff_pairs_known == 2


def test_ping_pong_shows_the_shortest_path_and_counts_branches_apart():
    patterns = {p.key: p.per_case for p in find_handoffs(parallel_block_in_a_loop()).pingpong_per_case}
    assert {quantity.method for quantity in patterns.values()} == {"token_paths"}
    model = graph(
        START,
        step("A", "r1", "B"),
        step("B", "r2", "C"),
        step("C", "r2", "G"),
        choice("G", A=0.2, D=0.8),
        step("D", "r1"),
    )
    pattern = find_handoffs(model).pingpong_per_case[0]
    assert (pattern.key, pattern.witness) == ("r1->r2->r1", ("A", "B", "C", "A"))
    assert pattern.per_case.value == pytest.approx(1.25)
    assert pattern.per_case.method == "absorbing_chain"


def test_findings_name_the_border_the_ping_pong_and_the_nameless():
    built = graph(
        START,
        step("A", "r1", "B"),
        step("B", "r3", "C"),
        step("C", "r1", "D"),
        step("D", "r5", "F"),
        step("F", None, "E"),
        END,
    )
    departments = find_handoffs(built, "department")
    assert codes(departments) == ["PING_PONG", "HANDOFF_BORDER"]
    assert departments.findings[1].elements == ("d1", "d2")
    roles = find_handoffs(built, "role")
    assert codes(roles) == ["HOLDER_UNKNOWN"]
    assert roles.findings[0].elements == ("F",)
    assert "67%" in departments.findings[1].message.pick("zh")


def test_nearly_every_transfer_to_another_role_is_told():
    built = graph(
        START, *(step(n, f"r{i % 2 + 1}", t) for i, (n, t) in enumerate(zip("ABCDF", "BCDFE", strict=True))), END
    )
    assert "HANDOFFS_HIGH" in codes(find_handoffs(built))


def test_empty_and_tiny_models_survive():
    empty = find_handoffs(graph())
    assert empty.transfers_per_case.value == 0.0
    assert empty.handoff_ratio.value is None
    assert empty.coverage.value is None
    only_events = find_handoffs(graph({**START, "next": "E"}, END))
    assert only_events.transfers_per_case.value == 0.0
    assert only_events.handoff_ratio.value is None


def test_a_loop_without_exit_gives_no_number():
    built = graph(START, step("A", "r1", "B"), step("B", "r2", "A"))
    report = find_handoffs(built)
    assert report.handoffs_per_case.value is None
    assert report.handoffs_per_case.status is Status.INFINITE
    assert report.handoff_pairs_known == 2


def test_touchpoints_of_a_step_without_role_stay_open():
    built = graph(
        START,
        step("A", "c", "B"),
        step("B", None, "D"),
        step("D", "r1", "E"),
        END,
        roles={"c": {"name": "Customer", "department": "out"}, "r1": "Clerk"},
        departments={"out": {"name": "Customer", "external": True}},
    )
    touch = customer_touchpoints(built)
    assert touch.touchpoints_per_case.value is None
    assert (touch.touchpoints_per_case.lower, touch.touchpoints_per_case.upper) == (0.0, 2.0)
    assert touch.external_executions_per_case.value == 1.0


def test_a_delay_on_the_flow_goes_before_the_table_and_adds_up_along_the_way():
    built = graph(
        START,
        step("A", "r1", [{"to": "G", "delay": 10}]),
        {"id": "G", "decision": None, "next": [{"to": "B", "share": 0.5, "delay": 6}, {"to": "C", "share": 0.5}]},
        step("B", "r2", "D"),
        step("C", "r3", "D"),
        step("D", "r4", "E"),
        END,
    )
    report = handoff_delay(built, "role", {("r2", "r4"): 4, ("r3", "r4"): 4, ("r1", "r2"): 999})
    assert report.delay_per_case.value == pytest.approx(10 + 0.5 * 6 + 4)
    assert report.cost_per_case.value is None
    partly = handoff_delay(built, "role", {("r2", "r4"): 4}, fixed_cost=2, waiting_cost=0.5)
    assert partly.delay_per_case.missing == ("C->D.delay",)
    assert partly.known_delay_per_case.value == pytest.approx(15)
    assert partly.delay_coverage.value == pytest.approx(0.75)
    assert partly.known_cost_per_case.value == pytest.approx(1.5 * 2 + 15 * 0.5)


def test_a_delayed_loop_of_routing_nodes_counts_every_round():
    built = graph(
        START,
        step("A", "r1", "M"),
        {"id": "M", "decision": None, "next": "G"},
        {"id": "G", "decision": None, "next": [{"to": "M", "share": 0.5, "delay": 8}, {"to": "B", "share": 0.5}]},
        step("B", "r2", "E"),
        END,
    )
    report = handoff_delay(built, "role", {("r1", "r2"): 2})
    assert report.delay_per_case.value == pytest.approx(8 + 0.5 * 2)
