import pytest

from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from tests.export.bpmn.samples import assert_valid, by_name, found, process, tree

KINDS = [
    ({"name": "X"}, "task"),
    ({"name": "X", "task": "user"}, "userTask"),
    ({"name": "X", "task": "manual"}, "manualTask"),
    ({"name": "X", "task": "service"}, "serviceTask"),
    ({"name": "X", "task": "script"}, "scriptTask"),
    ({"name": "X", "task": "send"}, "sendTask"),
    ({"name": "X", "task": "receive"}, "receiveTask"),
    ({"name": "X", "task": "rule"}, "businessRuleTask"),
    ({"name": "X", "calls": "other"}, "callActivity"),
    ({"subprocess": "X", "calls": "other process"}, "callActivity"),
    ({"subprocess": "X"}, "subProcess"),
    ({"subprocess": "X", "adhoc": True}, "adHocSubProcess"),
    ({"subprocess": "X", "transaction": True}, "transaction"),
    ({"decision": "X"}, "exclusiveGateway"),
    ({"decision": "X", "waits_for_event": True}, "eventBasedGateway"),
    ({"parallel": "X"}, "parallelGateway"),
    ({"inclusive": "X"}, "inclusiveGateway"),
    ({"inclusive": "X", "complex": True}, "complexGateway"),
    ({"event": "X", "position": "start"}, "startEvent"),
    ({"event": "X", "position": "end", "trigger": "terminate"}, "endEvent"),
    ({"event": "X", "trigger": "timer"}, "intermediateCatchEvent"),
    ({"event": "X", "trigger": "signal", "throws": True}, "intermediateThrowEvent"),
    ({"event": "X", "trigger": "conditional"}, "intermediateCatchEvent"),
    ({"event": "X", "trigger": "multiple", "position": "start"}, "startEvent"),
    ({"event": "X", "trigger": "parallel-multiple", "position": "start"}, "startEvent"),
    ({"event": "X", "trigger": "error", "position": "boundary", "on": "host", "interrupting": False}, "boundaryEvent"),
]


@pytest.mark.parametrize(("step", "tag"), KINDS)
def test_every_kind_has_its_element(step, tag):
    model = process({"id": "x", **step}, {"id": "host", "name": "Host"})
    assert by_name(tree(model), "X").tag.endswith("}" + tag)
    data = to_bpmn(model)
    assert read_bpmn(data) == model
    assert_valid(data)


def test_markers_are_written():
    root = tree(
        process(
            {"id": "a", "name": "A", "repeat": {"at_most": 3}},
            {"id": "b", "name": "B", "instances": "sequential"},
            {"id": "c", "name": "C", "compensation": True},
            {"id": "d", "subprocess": "D", "triggered": True},
        )
    )
    assert found(root, "standardLoopCharacteristics")[0].get("loopMaximum") == "3"
    assert found(root, "multiInstanceLoopCharacteristics")[0].get("isSequential") == "true"
    assert by_name(root, "C").get("isForCompensation") == "true"
    assert by_name(root, "D").get("triggeredByEvent") == "true"


def test_documents_are_data_objects_with_their_direction():
    root = tree(
        process(
            {"id": "a", "name": "A", "documents": {"in": ["list"], "out": ["bill"]}},
            documents={"list": "List", "bill": "Bill"},
        )
    )
    assert [found_data.get("name") for found_data in found(root, "dataObjectReference")] == ["List", "Bill"]
    (read,) = found(root, "dataInputAssociation")
    (written,) = found(root, "dataOutputAssociation")
    assert read.find("{*}sourceRef").text == "list"
    assert written.find("{*}targetRef").text == "bill"


def test_the_inside_of_a_sub_process_stands_inside():
    inner = [{"id": "i", "name": "Inner", "next": "j"}, {"id": "j", "name": "Second"}]
    root = tree(process({"id": "s", "subprocess": "S", "steps": inner}))
    assert by_name(root, "Inner").getparent() is by_name(root, "S")
    assert found(root, "sequenceFlow")[0].getparent() is by_name(root, "S")


def test_an_event_on_a_step_of_another_level_is_written_as_it_is():
    inner = [{"id": "i", "name": "Inner"}]
    model = process(
        {"id": "s", "subprocess": "S", "steps": inner},
        {"id": "e", "event": "Late", "position": "boundary", "trigger": "timer", "on": "i"},
    )
    assert by_name(tree(model), "Late").get("attachedToRef") == "i"
    assert read_bpmn(to_bpmn(model)) == model
