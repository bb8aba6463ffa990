from __future__ import annotations

from typing import Any

from bpr.layout.plan.diagram import Diagram
from bpr.layout.plan.swimlane import swimlane
from bpr.model.process import Process

ROLES = {"clerk": {"name": "Clerk"}, "boss": {"name": "Manager"}}
INTAKE, CHECK = {"en": "Intake", "zh": "受理"}, {"en": "Check", "zh": "审核"}


def step(id_: str, after: Any = (), phase: Any = None, **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": id_, "role": "clerk", "next": after, "phase": phase, **more}


def process(*steps: dict[str, Any]) -> Process:
    return Process.model_validate({"process": "p", "title": "P", "roles": ROLES, "steps": list(steps)})


def phases(drawn: Diagram) -> dict[str, str]:
    names = {phase.id: phase.name for phase in drawn.phases}
    return {box.id: names[box.phase or ""] for box in drawn.boxes}


ORDERED = process(
    {"id": "S", "event": None, "position": "start", "next": "A"},
    step("A", "B", INTAKE),
    step("B", [{"to": "A", "share": 0.1, "kind": "rework"}, {"to": "C", "share": 0.9}], CHECK),
    {"id": "T", "event": "late", "position": "boundary", "on": "B", "next": "C"},
    step("C", "E", CHECK),
    {"id": "E", "event": None, "position": "end"},
)


def test_phases_stand_in_the_order_in_which_they_are_first_named():
    assert [phase.name for phase in swimlane(ORDERED).phases] == ["Intake", "Check"]
    assert [phase.name for phase in swimlane(ORDERED, lang="zh").phases] == ["受理", "审核"]


def test_nodes_without_a_phase_take_that_of_a_neighbour():
    drawn = swimlane(ORDERED, phases=True)
    assert phases(drawn) == {"S": "Intake", "A": "Intake", "B": "Check", "T": "Check", "C": "Check", "E": "Check"}


def test_phases_can_be_left_out():
    assert not swimlane(ORDERED, phases=False).phases


def test_a_flow_against_the_order_leaves_phases_to_the_one_who_asks():
    crossed = process(step("A", "B", INTAKE), step("B", "C", CHECK), step("C", (), INTAKE))
    assert not swimlane(crossed).phases
    assert len(swimlane(crossed, phases=True).phases) == 2


def test_phases_of_a_few_nodes_only_are_not_drawn_by_themselves():
    few = process(step("A", "B", INTAKE), step("B", "C", CHECK), step("C", "D"), step("D"))
    assert not swimlane(few).phases
    assert phases(swimlane(few, phases=True))["D"] == "Check"


def test_without_any_phase_there_are_no_columns_even_when_asked():
    assert not swimlane(process(step("A", "B"), step("B")), phases=True).phases
