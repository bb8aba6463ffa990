"""What kind of loop it is."""

from __future__ import annotations

import pytest

from bpr.analysis.loops.kinds import classify, count_holders, direction, gate, is_planned, nearest_steps
from tests.analysis.small_models import chain, graph

DEPARTMENTS = {"sales": {"name": "Sales"}, "shop": {"name": "Shop"}, "client": {"name": "Client", "external": True}}
ROLES = {
    "clerk": {"name": "Clerk", "department": "sales"},
    "boss": {"name": "Boss", "department": "sales"},
    "fitter": {"name": "Fitter", "department": "shop"},
    "buyer": {"name": "Buyer", "department": "client"},
    "loner": {"name": "Loner"},
}


def built(*roles, departments=DEPARTMENTS):
    """One activity for each role, one behind the other: A0, A1, ..."""
    steps = [{"id": f"A{at}", "name": "x", **({"role": role} if role else {})} for at, role in enumerate(roles)]
    entries = ROLES if departments else {key: {"name": role["name"]} for key, role in ROLES.items()}
    return graph(*chain(*steps), roles=entries, departments=departments)


@pytest.mark.parametrize(
    ("roles", "kind"),
    [
        (["clerk"], "self_loop"),
        (["clerk", "clerk"], "same_role"),
        (["clerk", "boss"], "cross_role"),
        (["clerk", "fitter"], "cross_department"),
        (["clerk", "buyer"], "external"),
        (["clerk", None], "unclassified"),
        (["clerk", "loner"], "unclassified"),
        (["clerk", "fitter", None], "cross_department"),
        (["buyer", None], "external"),
    ],
)
def test_the_steps_of_a_loop_tell_its_class(roles, kind):
    found = built(*roles)
    assert classify(found, [f"A{at}" for at in range(len(roles))]) == kind


def test_without_departments_two_roles_are_enough_to_cross():
    assert classify(built("clerk", "fitter", departments={}), ["A0", "A1"]) == "cross_role"


def test_holders_are_counted_where_they_are_known():
    found = built("clerk", "boss", "fitter", "loner", None)
    assert count_holders(found, ["A0", "A1", "A2", "A3", "A4"]) == (4, 2)


@pytest.mark.parametrize(
    ("roles", "way"),
    [
        (["clerk", "clerk"], "own_rework"),
        (["clerk", "boss"], "rework_to_earlier_performer"),
        (["clerk", None], "unknown"),
    ],
)
def test_a_return_goes_to_the_same_performer_or_to_another(roles, way):
    assert direction(built(*roles), ["A1"], ["A0"]) == way
    assert direction(built(*roles), [], ["A0"]) == "unknown"


def returning(*, leave_at_end, kind=None):
    """A, B and a return from behind B; the way out stands behind B, or behind A."""
    back = {"to": "A", "share": 0.5, **({"kind": kind} if kind else {})}
    return graph(
        *chain(
            {"id": "A", "name": "a"},
            {"id": "G", "decision": "?", "next": ["B", "E"] if not leave_at_end else ["B"]},
            {"id": "B", "name": "b"},
            {"id": "H", "decision": "?", "next": [back, {"to": "E", "share": 0.5}] if leave_at_end else [{"to": "A"}]},
        )
    )


BODY = frozenset("AGBH")


@pytest.mark.parametrize(("leave_at_end", "kind"), [(True, "repeat-until"), (False, "while")])
def test_the_way_out_stands_at_the_return_or_before(leave_at_end, kind):
    found = returning(leave_at_end=leave_at_end)
    assert gate(found, found.edge["H->A"], BODY) == kind


def test_routing_nodes_are_looked_through_for_the_nearest_steps():
    found = returning(leave_at_end=True)
    assert nearest_steps(found, "H", BODY, backwards=True) == ("B",)
    assert nearest_steps(found, "H", BODY, backwards=False) == ("A",)


@pytest.mark.parametrize(("kind", "planned"), [("planned", True), (None, False)])
def test_a_return_is_planned_when_the_author_says_so(kind, planned):
    found = returning(leave_at_end=True, kind=kind)
    assert is_planned(found, found.edge["H->A"], BODY) is planned
