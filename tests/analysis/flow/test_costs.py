from __future__ import annotations

from bpr.analysis.flow.costs import execution_cost, rate_of
from tests.analysis.small_models import chain, graph


def cost(*steps, **header):
    made = graph(*steps, **header)
    return execution_cost(made, made.nodes["A"])


def test_fixed_cost_and_the_time_of_every_performer_add_up():
    roles = {"x": {"name": "X", "rate": 60}, "y": {"name": "Y", "rate": 120}}
    assert cost(*chain({"id": "A", "name": "Meet", "role": ["x", "y"], "time": 10, "cost": 5}), roles=roles) == 35.0


def test_a_rate_needs_a_time():
    assert cost(*chain({"id": "A", "name": "A", "role": "x"}), roles={"x": {"name": "X", "rate": 60}}) is None


def test_without_rate_and_cost_nothing_is_known_unless_it_takes_no_time():
    assert cost(*chain({"id": "A", "name": "A", "role": "x", "time": 10})) is None
    assert cost(*chain({"id": "A", "name": "A", "role": "x", "time": 0})) == 0.0


def test_external_work_costs_nothing_unless_it_has_a_price():
    header = {
        "departments": {"out": {"name": "Out", "external": True}},
        "roles": {"customer": {"name": "Customer", "department": "out"}},
    }
    step = {"id": "A", "name": "Ask", "role": "customer", "time": 10, "wait": 0}
    assert cost(*chain(step), **header) == 0.0
    assert cost(*chain({**step, "cost": 7}), **header) == 7.0


def test_a_rate_by_the_day_needs_a_calendar():
    roles = {"clerk": {"name": "Clerk", "rate": {"amount": 480, "per": "d"}}}
    step = {"id": "A", "name": "A", "role": "clerk", "time": 10}
    assert rate_of(graph(*chain(step), roles=roles), "clerk") is None
    assert rate_of(graph(*chain(step), roles=roles, working_time={"hours_per_day": 8}), "clerk") == 1.0
