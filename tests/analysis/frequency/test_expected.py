from __future__ import annotations

import pytest

from bpr.analysis.frequency.expected import expected_sum, ratio
from bpr.analysis.frequency.visits import expected_visits
from bpr.quantity import Quantity, Status
from tests.analysis.small_models import END, chain, graph, rework, start


def branches(**shares):
    ways = [{"to": target, "share": share} for target, share in shares.items()]
    return graph(
        start("G"),
        {"id": "G", "decision": "Which?", "next": ways},
        *({"id": name, "name": name, "next": "E"} for name in shares),
        END,
    )


def test_a_sum_weights_every_step_with_its_executions():
    made = graph(*rework("20%"))
    assert expected_sum(made, expected_visits(made), {"A": 4, "B": 1}, unit="x", field="time").value == pytest.approx(
        6.25
    )


def test_an_unknown_reward_leaves_known_part_and_coverage():
    made = branches(B=0.25, C=0.75)
    found = expected_sum(made, expected_visits(made), {"B": None, "C": 8.0}, unit="x", field="time")
    assert (found.value, found.status, found.known_part) == (None, Status.UNKNOWN, 6.0)
    assert (found.coverage, found.missing) == (0.75, ("B.time",))


def test_an_unknown_reward_of_a_step_that_is_never_reached_does_not_matter():
    made = branches(B=0.0, C=1.0)
    found = expected_sum(made, expected_visits(made), {"B": None, "C": 8.0}, unit="x", field="time")
    assert (found.value, found.status) == (8.0, Status.EXACT)


def test_decisions_without_time_do_not_flatter_the_coverage():
    made = graph(*chain({"id": "A", "name": "A"}, {"id": "G", "decision": "?", "role": "x", "next": "E"}))
    found = expected_sum(made, expected_visits(made), {"A": None, "G": 0.0}, unit="x", field="time")
    assert found.coverage == 0.0


def test_unknown_shares_leave_bounds():
    made = branches(B=None, C=None)
    found = expected_sum(made, expected_visits(made), {"B": 2.0, "C": 8.0}, unit="x", field="time")
    assert (found.value, found.status, found.lower, found.upper) == (None, Status.BOUNDED, 2.0, 8.0)


def test_a_loop_marker_multiplies_and_an_unknown_one_leaves_a_gap():
    known = graph(*chain({"id": "A", "name": "Test", "repeat": {"share": "50%"}}))
    unknown = graph(*chain({"id": "A", "name": "Test", "repeat": {}}))
    assert expected_sum(known, expected_visits(known), {"A": 3.0}, unit="x", field="time").value == 6.0
    found = expected_sum(unknown, expected_visits(unknown), {"A": 3.0}, unit="x", field="time")
    assert (found.value, found.missing) == (None, ("A.repeat",))


def test_a_loop_without_exit_makes_every_sum_infinite():
    made = graph(*rework("100%"))
    assert expected_sum(made, expected_visits(made), {"A": None}, unit="x", field="time").status is Status.INFINITE


def test_zero_divided_by_zero_is_not_defined():
    nothing = Quantity(0.0, "min")
    assert ratio(nothing, nothing).value is None
    assert ratio(Quantity(1.0, "min"), Quantity(4.0, "min", Status.ASSUMED)).status is Status.ASSUMED
    assert ratio(Quantity.unknown("min", missing=["A.time"]), nothing).missing == ("A.time",)
