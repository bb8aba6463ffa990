"""References inside a process: everything named is defined, everything defined stands once, all faults at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bpr.errors import ModelError, Problem
from bpr.model import Process
from bpr.model.consistency import find_problems
from tests.strategies import processes


def problems(*steps: dict[str, object], **more: object) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(ModelError) as caught:
        Process.model_validate({"process": "p", "steps": steps, **more})
    return [(problem.code, problem.where.path) for problem in caught.value.problems]


def problem(*steps: dict[str, object], **more: object) -> Problem:
    with pytest.raises(ModelError) as caught:
        Process.model_validate({"process": "p", "steps": steps, **more})
    (only,) = caught.value.problems
    return only


@pytest.mark.parametrize(
    ("step", "path"),
    [
        ({"role": "x"}, ("steps", 0, "role")),
        ({"department": "x"}, ("steps", 0, "department")),
        ({"system": "x"}, ("steps", 0, "system")),
        ({"documents": {"in": "x"}}, ("steps", 0, "documents", "in")),
        ({"documents": {"out": "x"}}, ("steps", 0, "documents", "out")),
        ({"accountable": "x"}, ("steps", 0, "accountable")),
        ({"consulted": "x"}, ("steps", 0, "consulted")),
        ({"informed": "x"}, ("steps", 0, "informed")),
        ({"support": "x"}, ("steps", 0, "support")),
        ({"raci": {"x": "A"}}, ("steps", 0, "raci")),
        ({"rights": {"veto": "x"}}, ("steps", 0, "rights")),
        ({"next": "x"}, ("steps", 0, "next", 0, "to")),
        ({"event": "e", "position": "boundary", "on": "x"}, ("steps", 0, "on")),
    ],
)
def test_a_name_that_nothing_defines_is_found_at_its_place(step, path):
    assert problems({"id": "A", **step}) == [("UNDEFINED", path)]


def test_names_in_the_header_and_the_organisation_are_checked_too():
    found = problems(
        owner="x",
        departments={"d": {"name": "D", "organisation": "o"}},
        roles={"r": {"name": "R", "department": "e", "reports_to": "s"}},
    )
    assert found == [
        ("UNDEFINED", ("owner",)),
        ("UNDEFINED", ("departments", "d", "organisation")),
        ("UNDEFINED", ("roles", "r", "department")),
        ("UNDEFINED", ("roles", "r", "reports_to")),
    ]


def test_messages_and_separations_name_what_exists():
    found = problems(messages=[{"id": "m", "from": "x", "to": "y"}], separate=[["a", "b"]])
    assert [path for _, path in found] == [
        ("messages", 0, "from"),
        ("messages", 0, "to"),
        ("separate", 0),
        ("separate", 0),
    ]


def test_the_remedy_is_the_nearest_name_or_the_list_of_names():
    near = problem({"id": "A", "role": "clrk"}, roles={"clerk": "C", "boss": "B"})
    far = problem({"id": "A", "role": "zzz"}, roles={"clerk": "C", "boss": "B"})
    none = problem({"id": "A", "role": "zzz"})
    assert "'clerk' (closest match)" in near.remedy.pick("en")
    assert "clerk, boss" in far.remedy.pick("en")
    assert "none is defined yet" in none.remedy.pick("en")
    assert "角色 'clrk' 没有定义" in near.message.pick("zh")


def test_an_id_that_stands_twice_is_found_at_its_second_place_even_in_a_sub_process():
    inner = {"id": "S", "subprocess": "x", "steps": [{"id": "A"}]}
    assert problems({"id": "A"}, {"id": "A"}) == [("DUPLICATE_ID", ("steps", 1, "id"))]
    assert problems({"id": "A"}, inner) == [("DUPLICATE_ID", ("steps", 1, "steps", 0, "id"))]


def test_a_flow_id_that_stands_twice_or_is_a_node_id_is_found():
    ways = [{"to": "B", "id": "f"}, {"to": "B", "id": "f"}, {"to": "B", "id": "A"}]
    codes = [code for code, _ in problems({"id": "A", "next": ways}, {"id": "B"})]
    assert codes == ["DUPLICATE_ID"] * 3


def test_a_flow_across_the_border_of_a_sub_process_is_refused():
    inner = {"id": "S", "subprocess": "x", "steps": [{"id": "B", "next": "A"}]}
    assert problems({"id": "A"}, inner) == [("FLOW_CROSSES_SCOPE", ("steps", 1, "steps", 0, "next", 0, "to"))]


def test_a_role_may_bear_the_name_of_a_department():
    process = Process.model_validate(
        {"process": "p", "departments": {"sales": "S"}, "roles": {"sales": {"name": "S", "department": "sales"}}}
    )
    assert find_problems(process) == []


def test_all_faults_come_at_once():
    assert len(problems({"id": "A", "role": "x", "next": "y"}, {"id": "A", "system": "z"}, owner="w")) == 5


@settings(deadline=None, max_examples=40)
@given(processes())
def test_processes_of_the_strategy_are_consistent(process):
    assert find_problems(process) == []
