from __future__ import annotations

from typing import Any

import pytest

from bpr.layout.engine import lay_out
from bpr.layout.metrics import measure
from bpr.layout.plan.swimlane import swimlane
from bpr.model.process import Process

ROLES = {
    "clerk": {"name": {"en": "Clerk", "zh": "职员"}, "department": "sales"},
    "adviser": {"name": {"en": "Adviser", "zh": "顾问"}, "department": "service"},
    "boss": {"name": {"en": "Manager", "zh": "经理"}, "department": "sales"},
    "auditor": {"name": {"en": "Auditor", "zh": "审计员"}, "department": "sales"},
}
DEPARTMENTS = {"sales": {"en": "Sales", "zh": "销售部"}, "service": {"en": "Service", "zh": "服务部"}}
STEPS = [
    {"id": "S", "event": {"en": "Order", "zh": "订单"}, "position": "start", "next": "A1"},
    {"id": "A1", "name": {"en": "Enter", "zh": "录入"}, "role": "clerk", "task": "user", "next": "G1"},
    {
        "id": "G1",
        "decision": {"en": "Complete?", "zh": "齐全？"},
        "next": [
            {"to": "A2", "when": {"en": "yes", "zh": "是"}, "share": 0.855},
            {"to": "A1", "when": {"en": "no", "zh": "否"}, "share": 0.145, "kind": "rework"},
        ],
    },
    {"id": "A2", "name": "Advise", "role": "adviser", "next": "A3"},
    {"id": "A3", "name": "Sign", "role": "boss", "accountable": "boss", "consulted": "auditor", "next": "E"},
    {"id": "T", "event": "2 days", "position": "boundary", "trigger": "timer", "on": "A3", "next": "A2"},
    {"id": "E", "event": None, "position": "end"},
]


def process(**changes: Any) -> Process:
    return Process.model_validate(
        {
            "process": "p",
            "title": "Order",
            "roles": ROLES,
            "departments": DEPARTMENTS,
            "systems": {"erp": "ERP"},
            "steps": STEPS,
            **changes,
        }
    )


def lane_of(drawn: Any) -> dict[str, str]:
    return {box.id: box.lane for box in drawn.boxes}


def test_roles_are_lanes_in_the_authors_order_with_departments_kept_together():
    drawn = swimlane(process())
    assert [lane.name for lane in drawn.lanes] == ["Clerk", "Manager", "Adviser"]
    assert [(group.name, group.level, group.lanes) for group in drawn.groups] == [
        ("Sales", 1, ("clerk", "boss")),
        ("Service", 1, ("adviser",)),
    ]


def test_a_role_that_is_only_consulted_gets_no_lane():
    assert "auditor" not in [lane.id for lane in swimlane(process()).lanes]


def test_texts_come_in_the_language_asked_for():
    drawn = swimlane(process(), lang="zh")
    assert [lane.name for lane in drawn.lanes] == ["职员", "经理", "顾问"]
    assert drawn.links[2].label == "是 85.5%"
    assert drawn.boxes[3].label == "Advise", "the other language where one is missing"


def test_labels_of_flows_hold_the_condition_and_the_share():
    assert [link.label for link in swimlane(process()).links] == ["", "", "yes 85.5%", "no 14.5%", "", "", ""]


def test_nodes_without_a_role_stand_in_the_lane_of_a_neighbour():
    lanes = lane_of(swimlane(process()))
    assert lanes["S"] == "clerk", "a start in the lane of its follower"
    assert lanes["G1"] == "clerk", "a gateway in the lane of what is before it"
    assert lanes["T"] == "boss", "a boundary event in the lane of its host"
    assert lanes["E"] == "boss", "an end in the lane of the last one before it"


def test_kinds_and_markers_follow_the_model():
    boxes = {box.id: box for box in swimlane(process()).boxes}
    assert [boxes[i].kind for i in ("S", "A1", "G1", "T", "E")] == ["start", "activity", "xor", "boundary", "end"]
    assert (boxes["A1"].marker, boxes["A2"].marker, boxes["T"].marker) == ("user", None, "timer")
    assert boxes["T"].attached_to == "A3"


def test_an_activity_without_a_name_shows_an_id_only_where_a_person_wrote_it():
    steps = [{"id": "check-invoice"}, {"id": "Activity_1p4kmv4"}, {"id": "sid-B1C30549-F180-4515-9926-F20369B2B4C1"}]
    drawn = swimlane(process(steps=[step | {"role": "clerk", "task": "user"} for step in steps]))
    assert [box.label for box in drawn.boxes] == ["check-invoice", "", ""]


def test_the_authors_word_on_a_way_back_reaches_the_drawing():
    steps = [
        {"id": "A", "name": "A", "role": "clerk", "next": "B"},
        {"id": "B", "name": "B", "role": "clerk", "next": [{"to": "A", "kind": "planned"}, "C"]},
        {"id": "C", "name": "C", "role": "clerk", "next": [{"to": "A", "kind": "rework"}]},
    ]
    assert [link.rework for link in swimlane(process(steps=steps)).links] == [None, False, None, True]


def test_departments_can_be_the_lanes():
    drawn = swimlane(process(), lanes="department")
    assert [lane.name for lane in drawn.lanes] == ["Sales", "Service"]
    assert not drawn.groups


def test_a_department_with_one_role_of_the_same_name_has_no_head():
    roles = {"customer": {"name": "Customer", "department": "outside"}, **ROLES}
    steps = [{"id": "A0", "name": "Ask", "role": "customer", "next": "A1"}, *STEPS[1:]]
    drawn = swimlane(process(roles=roles, departments={"outside": "Customer", **DEPARTMENTS}, steps=steps))
    assert [group.name for group in drawn.groups] == ["Sales", "Service"]


def test_two_organisations_have_heads_of_their_own():
    drawn = swimlane(
        process(
            organisations={"us": "We", "them": "They"},
            departments={
                "sales": {"name": "Sales", "organisation": "us"},
                "service": {"name": "Service", "organisation": "them"},
            },
        )
    )
    assert [(group.name, group.lanes) for group in drawn.groups if group.level == 2] == [
        ("We", ("clerk", "boss")),
        ("They", ("adviser",)),
    ]


def test_without_any_role_there_is_one_lane_that_says_so():
    steps = [{"id": "A", "name": "A", "next": "B"}, {"id": "B", "name": "B"}]
    assert [lane.name for lane in swimlane(process(steps=steps)).lanes] == ["(unassigned)"]
    assert [lane.name for lane in swimlane(process(steps=steps), lang="zh").lanes] == ["（未指定）"]


def test_a_step_with_a_department_but_no_role_stands_in_a_lane_of_the_department():
    steps = [{"id": "A", "name": "A", "role": "clerk", "next": "B"}, {"id": "B", "name": "B", "department": "sales"}]
    drawn = swimlane(process(steps=steps))
    assert [lane.name for lane in drawn.lanes] == ["Clerk", "Sales"]
    assert drawn.groups[0].lanes == ("clerk", "department:sales")


def test_a_subprocess_is_one_box_and_its_inner_flows_are_not_drawn():
    inner = [{"id": "I1", "name": "I1", "next": "I2"}, {"id": "I2", "name": "I2"}]
    steps = [
        {"id": "A", "name": "A", "role": "clerk", "next": "P"},
        {"id": "P", "subprocess": "Inner", "role": "clerk", "steps": inner},
    ]
    drawn = swimlane(process(steps=steps))
    assert [(box.id, box.kind) for box in drawn.boxes] == [("A", "activity"), ("P", "subprocess")]
    assert [(link.source, link.target) for link in drawn.links] == [("A", "P")]


INSIDE = [{"id": "I1", "name": "I1", "next": "I2"}, {"id": "I2", "name": "I2", "role": "clerk"}]


def opened(*inner: dict[str, Any], **options: Any) -> Any:
    steps = [
        {"id": "A", "name": "A", "role": "clerk", "next": "P"},
        {"id": "P", "subprocess": "Inner", "role": "clerk", "steps": list(inner)},
    ]
    return swimlane(process(steps=steps), expand=["P", "Q"], **options).boxes[1]


def test_an_expanded_sub_process_shows_its_inside_in_its_own_lane():
    box = opened(*INSIDE)
    assert box.kind == "expanded"
    assert [(child.id, child.lane) for child in box.inner.boxes] == [("I1", "clerk"), ("I2", "clerk")]
    assert [link.id for link in box.inner.links] == ["I1->I2"]
    assert [link.source for link in swimlane(process()).links if link.source == "I1"] == []


def test_a_sub_process_whose_steps_need_several_lanes_stays_closed():
    box = opened(*INSIDE, {"id": "I3", "name": "I3", "role": "boss"})
    assert (box.kind, box.inner) == ("subprocess", None)
    assert opened(*INSIDE, {"id": "I3", "name": "I3", "role": "boss"}, lanes="department").kind == "expanded"


def test_sub_processes_are_expanded_in_each_other():
    box = opened(*INSIDE, {"id": "Q", "subprocess": "Deep", "steps": [{"id": "D", "name": "D"}]}, vertical=True)
    deep = box.inner.boxes[2]
    assert (deep.kind, [child.id for child in deep.inner.boxes]) == ("expanded", ["D"])
    assert deep.inner.vertical


def test_an_event_sub_process_keeps_its_mark_when_expanded():
    steps = [{"id": "P", "subprocess": "Cancel", "role": "clerk", "triggered": True, "steps": INSIDE}]
    (box,) = swimlane(process(steps=steps), expand=["P"]).boxes
    assert (box.kind, box.marker) == ("expanded", "triggered")


def test_badges_are_set_inside_frames():
    box = opened({"id": "I1", "name": "I1", "system": ["erp"]}, badges=["systems"])
    assert [badge.text for badge in box.inner.boxes[0].badges] == ["ERP"]
    assert box.badges == ()


def test_messages_become_message_links_and_a_silent_partner_a_box_of_its_own():
    drawn = swimlane(
        process(
            organisations={"bank": {"name": {"en": "Bank", "zh": "银行"}, "external": True}},
            messages=[
                {"id": "m1", "from": "A1", "to": "bank", "name": "Request"},
                {"id": "m2", "from": "bank", "to": "A2"},
            ],
        )
    )
    assert drawn.lanes[-1].name == "Bank"
    assert [(link.source, link.target, link.kind) for link in drawn.links[-2:]] == [
        ("A1", "organisation:bank", "message"),
        ("organisation:bank", "A2", "message"),
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("lanes", ["role", "department"])
def test_the_diagram_can_be_laid_out_without_a_flaw(lang, lanes):
    metrics = measure(lay_out(swimlane(process(), lang=lang, lanes=lanes)))
    assert (metrics.hard_faults, metrics.label_hits, metrics.overlap_px) == (0, 0, 0.0)


def test_silent_partners_stand_outside_all_lanes_in_pools_of_their_own():
    organisations = {key: {"name": key.title(), "external": True} for key in ("bank", "court", "press")}
    ends = [{"id": f"m{i}", "from": "A1", "to": party} for i, party in enumerate(organisations)]
    drawn = swimlane(process(organisations=organisations, messages=ends))
    assert [lane.name for lane in drawn.lanes] == ["Court", "Clerk", "Manager", "Adviser", "Bank", "Press"]
    assert [lane.pool for lane in drawn.lanes] == ["court", None, None, None, "bank", "press"]
    assert [box.kind for box in drawn.boxes[-3:]] == ["pool"] * 3


def test_partners_listed_before_the_organisation_at_work_stand_above():
    organisations = {"bank": "Bank", "us": "We", "press": "Press"}
    departments = {"sales": {"name": "Sales", "organisation": "us"}, "service": {"name": "S", "organisation": "us"}}
    ends = [{"id": f"m{i}", "from": "A1", "to": party} for i, party in enumerate(("press", "bank"))]
    drawn = swimlane(process(organisations=organisations, departments=departments, messages=ends))
    assert [lane.name for lane in drawn.lanes] == ["Bank", "Clerk", "Manager", "Adviser", "Press"]
