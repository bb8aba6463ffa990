"""Drawn handoffs: flows whose two ends stand in different lanes."""

from __future__ import annotations

import pytest

from bpr.analysis.handoffs.drawn import drawn_handoffs
from bpr.analysis.handoffs.holders import Holders
from tests.analysis.small_models import END, chain, graph, start


def crossing(*steps, level="role", **header):
    """Each drawn handoff as (flow, from, to)."""
    built = graph(*steps, **header)
    found = drawn_handoffs(built, Holders(built, level), dict.fromkeys(built.edge, 1.0))
    return [(one.flow, one.from_holder, one.to_holder) for one in found]


def step(key, role=None, **fields):
    return {"id": key, "name": key, **({"role": role} if role else {}), **fields}


def test_a_flow_between_two_lanes_counts_once_and_one_inside_a_lane_never():
    assert crossing(*chain(step("A", "x"), step("B", "x"), step("C", "y"))) == [("B->C", "x", "y")]


def test_start_and_end_events_do_not_count():
    ends = [{"id": "S", "event": None, "position": "start", "role": "x", "next": "A"}, step("A", "y", next="E")]
    assert crossing(*ends, {"id": "E", "event": None, "position": "end", "role": "x"}) == []


def test_a_gateway_without_a_role_stands_in_the_lane_before_it():
    steps = [
        start("A"),
        step("A", "x", next="G"),
        {"id": "G", "decision": "?", "next": [{"to": "B", "share": 0.5}, {"to": "C", "share": 0.5}]},
        step("B", "x", next="E"),
        step("C", "y", next="E"),
        END,
    ]
    assert crossing(*steps) == [("G->C", "x", "y")]
    steps[2] = {**steps[2], "role": "y"}
    assert crossing(*steps) == [("A->G", "x", "y"), ("G->B", "y", "x")]


def test_a_step_without_a_holder_has_no_lane_to_cross_from():
    assert crossing(*chain(step("A", "x"), step("B"), step("C", "y"))) == []


@pytest.mark.parametrize(("level", "expected"), [("role", [("A->B", "x", "y")]), ("department", [])])
def test_roles_of_one_department_share_its_lane(level, expected):
    roles = {key: {"name": key, "department": "d"} for key in "xy"}
    steps = chain(step("A", "x"), step("B", "y"))
    assert crossing(*steps, level=level, roles=roles, departments={"d": {"name": "D"}}) == expected
