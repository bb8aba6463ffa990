"""What somebody changes in a BPMN program wins over bpr's own data; everything else stays."""

import copy

import pytest
from lxml import etree

from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from bpr.formats.reading import reading_findings
from bpr.text import Text
from tests.export.bpmn.samples import again, by_name, found, order, process, tree, two_companies


@pytest.fixture
def file():
    return tree(order())


def test_a_new_name_wins_and_its_stale_translation_goes(file):
    by_name(file, "Check order").set("name", "Check and price the order")
    step = again(file).nodes["check"]
    assert step.label == Text(en="Check and price the order")
    assert step.time == order().nodes["check"].time


def test_a_new_chinese_name_is_chinese():
    file = tree(order(), lang="zh")
    by_name(file, "审核订单").set("name", "审核并定价")
    assert again(file).nodes["check"].label == Text(zh="审核并定价")
    assert again(file).nodes["ship"] == order().nodes["ship"]


def test_a_step_moved_to_another_lane_has_the_other_role_and_keeps_its_numbers(file):
    (reference,) = (ref for ref in found(file, "flowNodeRef") if ref.text == "check")
    by_name(file, "Keeper").append(reference)
    step = again(file).nodes["check"]
    assert step.roles == ("keeper",)
    assert step.time == order().nodes["check"].time


def test_a_renamed_lane_keeps_what_is_known_of_the_role(file):
    by_name(file, "Clerk").set("name", "Sales agent")
    role = again(file).roles["clerk"]
    assert (role.name, role.people, role.department) == (Text(en="Sales agent"), 3, "sales")


def test_an_added_step_is_taken_as_it_is(file):
    parent = by_name(file, "Ship").getparent()
    step = etree.SubElement(parent, by_name(file, "Ship").tag, id="Activity_1", name="Pack")
    flow = found(file, "sequenceFlow")[0]
    etree.SubElement(parent, flow.tag, id="Flow_9", sourceRef="ship", targetRef="Activity_1")
    reference = etree.SubElement(by_name(file, "Keeper"), found(file, "flowNodeRef")[0].tag)
    reference.text = step.get("id")
    model = again(file)
    assert [node.id for node in model.steps] == ["check", "ok", "ship", "Activity_1"]
    assert model.nodes["Activity_1"].roles == ("keeper",)
    assert [way.to for way in model.nodes["ship"].next] == ["Activity_1"]
    assert model.nodes["ship"].wait == order().nodes["ship"].wait


def test_a_deleted_lane_takes_its_references_along(file):
    lane = by_name(file, "Manager")
    lane.getparent().remove(lane)
    model = again(file)
    assert "manager" not in model.roles
    assert model.owner is None
    assert model.nodes["ship"].accountable == ()
    assert model.nodes["check"].time == order().nodes["check"].time


def test_a_deleted_step_is_gone_with_its_ways(file):
    for element in (by_name(file, "Ship"), *(f for f in found(file, "sequenceFlow") if f.get("targetRef") == "ship")):
        element.getparent().remove(element)
    model = again(file)
    assert list(model.nodes) == ["check", "ok"]
    assert [way.to for way in model.nodes["ok"].next] == ["check"]
    assert model.nodes["ok"].next[0].share == 0.2


def test_a_flow_led_elsewhere_keeps_its_share(file):
    (flow,) = (flow for flow in found(file, "sequenceFlow") if flow.get("name") == "no")
    flow.set("targetRef", "ship")
    way = again(file).nodes["ok"].next[1]
    assert (way.to, way.share, way.when) == ("ship", 0.2, Text(en="no", zh="否"))


def test_a_task_made_a_gateway_keeps_what_a_gateway_can_have(file):
    element = by_name(file, "Check order")
    element.tag = by_name(file, "Fine?").tag
    node = again(file).nodes["check"]
    assert node.kind == "decision"
    assert node.label == order().nodes["check"].label


def test_a_renamed_pool_renames_the_process(file):
    by_name(file, "Order").set("name", "Order handling")
    assert again(file).title == Text(en="Order handling")
    assert again(file).organisations == {}


def test_the_id_of_the_process_does_not_depend_on_the_file_name():
    assert read_bpmn(to_bpmn(order()), name="other name.bpmn") == order()


def test_a_message_led_to_another_pool(file):
    file = tree(two_companies())
    (flow,) = (flow for flow in found(file, "messageFlow") if flow.get("id") == "m3")
    flow.set("targetRef", "b")
    assert again(file).messages[2].target == "b"


def test_a_copied_step_gets_an_id_of_its_own():
    file = tree(process({"id": "a b", "name": "A", "time": 5}))
    element = by_name(file, "A")
    twin = copy.deepcopy(element)
    twin.set("id", "Activity_2")
    element.getparent().append(twin)
    model = again(file)
    assert list(model.nodes) == ["a b", "Activity_2"]


def test_own_data_that_was_damaged_is_told_and_left_out(file):
    (field,) = (field for field in file.iter("{urn:bpr:model:1}field") if field.text == "15")
    field.text = "{broken"
    model = again(file)
    assert model.nodes["check"].time is None
    assert model.nodes["check"].label == order().nodes["check"].label
    assert "OWN_DATA_BROKEN" in {finding.code for finding in reading_findings(model)}


def test_without_own_data_the_file_is_still_readable(file):
    for part in list(file.iter("{urn:bpr:model:1}part")):
        part.getparent().remove(part)
    model = again(file)
    assert [str(node.label) for node in model.steps] == ["Check order", "Fine?", "Ship"]
    assert {str(role.name) for role in model.roles.values()} == {"Clerk", "Manager", "Keeper"}
