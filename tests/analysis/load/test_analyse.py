from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.load.analyse import analyse_load
from bpr.quantity import Quantity, Status
from tests.analysis.small_models import chain, graph, rework


def load(*steps, rate=None, **header):
    made = graph(*steps, **header)
    arrivals = Quantity(rate, "cases/min") if rate is not None else None
    return analyse_load(made, expected_visits(made), arrivals=arrivals)


def role(**fields):
    return {"clerk": {"name": "Clerk", "availability": "100%", **fields}, "boss": {"name": "Boss", "people": 1}}


def test_utilisation_counts_rework():
    found = load(*rework("20%"), rate=0.02, roles=role(people=1))
    clerk = found.roles["clerk"]
    assert clerk.unit_load.value == pytest.approx(37.5)
    assert clerk.rho.value == pytest.approx(0.75)
    assert clerk.capacity.value == pytest.approx(1 / 37.5)
    assert clerk.arrivals.value == pytest.approx(0.025)
    assert clerk.offered_load == pytest.approx(0.75)
    assert found.theoretical_bottleneck == ("clerk",)
    assert found.process_capacity.value == pytest.approx(1 / 37.5)


def test_an_availability_that_is_not_given_is_named():
    found = load(*rework("20%"), rate=0.02, roles=role(people=1)).roles["boss"].rho
    assert (found.status, found.assumptions) == (Status.DERIVED, ("boss.availability=1",))


def test_half_available_people_have_half_the_capacity():
    found = load(*rework("20%"), rate=0.02, roles=role(people=2, availability="50%")).roles["clerk"]
    assert found.rho.value == pytest.approx(0.75)
    assert found.min_servers.value == 2.0


def test_an_unknown_head_count_leaves_capacity_unknown_and_the_unit_load_exact():
    found = load(*rework("20%"), rate=0.02, roles=role())
    assert found.roles["clerk"].capacity.missing == ("clerk.people",)
    assert found.roles["clerk"].unit_load.value == pytest.approx(37.5)
    assert found.roles["clerk"].min_servers.value == 1.0
    assert (found.process_capacity.value, found.process_capacity.upper) == (None, pytest.approx(0.08))


def test_without_arrivals_only_capacities_are_known():
    found = load(*rework("20%"), roles=role(people=1))
    assert found.roles["clerk"].rho.missing == ("volume",)
    assert found.roles["clerk"].capacity.value == pytest.approx(1 / 37.5)


def test_no_arrivals_at_all_is_no_utilisation():
    assert load(*rework("20%"), rate=0.0, roles=role(people=1)).roles["clerk"].rho.value == 0.0


def test_the_least_head_count_is_strictly_below_full_use():
    full = load(*chain({"id": "A", "name": "A", "role": "clerk", "time": 10}), rate=0.2, roles=role(people=2))
    assert full.roles["clerk"].rho.value == pytest.approx(1.0)
    assert full.roles["clerk"].min_servers.value == 3.0
    assert full.servers_for_target("clerk", 0.8) == 3
    assert full.servers_for_target("clerk", 1.0) == 2


def test_external_roles_are_reported_without_advice():
    header = {
        "departments": {"out": {"name": "Out", "external": True}},
        "roles": {"customer": {"name": "Customer", "department": "out", "people": 1}},
    }
    found = load(*chain({"id": "A", "name": "Ask", "role": "customer", "time": 60}), rate=1.0, **header)
    customer = found.roles["customer"]
    assert customer.external
    assert (customer.min_servers.value, customer.unit_load.value) == (None, 60.0)
    assert found.theoretical_bottleneck == ()
    assert found.servers_for_target("customer", 0.8) is None
    assert found.findings == ()


def test_hours_a_month_are_volume_times_work():
    roles = {"clerk": {"name": "Clerk", "department": "office"}}
    header = {"roles": roles, "departments": {"office": "Office"}, "volume": {"cases": 120, "per": "month"}}
    found = load(*chain({"id": "A", "name": "A", "role": "clerk", "time": 10}), **header)
    assert found.department_hours_per_month["office"].value == pytest.approx(20.0)
    assert found.roles["clerk"].hours_per_month.value == pytest.approx(20.0)


def test_two_equally_narrow_roles_are_both_the_bottleneck():
    steps = chain(*({"id": name, "name": name, "role": name, "time": 10} for name in ("x", "y")))
    roles = {name: {"name": name, "people": 1} for name in ("x", "y")}
    assert load(*steps, roles=roles).theoretical_bottleneck == ("x", "y")


@given(st.floats(0.001, 5.0), st.floats(0.0, 2.0))
def test_the_least_head_count_is_always_enough_and_one_less_is_not(time, rate):
    steps = chain({"id": "A", "name": "A", "role": "clerk", "time": time})
    least = load(*steps, rate=rate, roles=role()).roles["clerk"].min_servers.value
    assert rate * time < least + 1e-6
    assert rate * time >= least - 1 - 1e-6
