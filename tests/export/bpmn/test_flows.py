from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from tests.export.bpmn.samples import by_name, found, order, process, tree


def test_conditions_are_names_and_expressions_stay_expressions():
    model = process(
        {
            "id": "g",
            "decision": "G",
            "next": [
                {"to": "a", "when": "all good"},
                {"to": "b", "when": "${late}", "id": "f"},
                {"to": "c", "default": True},
            ],
        },
        *({"id": key, "name": key.upper()} for key in "abc"),
    )
    root = tree(model)
    named, expressed, default = found(root, "sequenceFlow")
    assert named.get("name") == "all good"
    assert named.find("{*}conditionExpression") is None
    assert expressed.get("name") is None
    assert expressed.find("{*}conditionExpression").text == "${late}"
    assert by_name(root, "G").get("default") == default.get("id")
    assert read_bpmn(to_bpmn(model)) == model


def test_incoming_and_outgoing_agree_with_the_flows():
    root = tree(order())
    for flow in found(root, "sequenceFlow"):
        (source,) = root.xpath("//*[@id=$id]", id=flow.get("sourceRef"))
        (target,) = root.xpath("//*[@id=$id]", id=flow.get("targetRef"))
        assert flow.get("id") in [out.text for out in source.findall("{*}outgoing")]
        assert flow.get("id") in [into.text for into in target.findall("{*}incoming")]


def test_link_events_name_each_other_instead_of_a_flow():
    model = process(
        {"id": "t", "event": "far", "trigger": "link", "throws": True, "next": "c"},
        {"id": "c", "event": "other name", "trigger": "link", "next": "a"},
        {"id": "a", "name": "A"},
    )
    root = tree(model)
    assert [flow.get("targetRef") for flow in found(root, "sequenceFlow")] == ["a"]
    throwing, catching = found(root, "linkEventDefinition")
    assert throwing.find("{*}target").text == catching.get("id")
    assert read_bpmn(to_bpmn(model)) == model


def test_compensation_is_tied_by_an_association():
    model = process(
        {"id": "a", "name": "Book"},
        {"id": "e", "event": None, "position": "boundary", "on": "a", "trigger": "compensation", "next": "u"},
        {"id": "u", "name": "Undo", "compensation": True},
    )
    root = tree(model)
    (tie,) = found(root, "association")
    assert (tie.get("sourceRef"), tie.get("targetRef")) == ("e", "u")
    assert not found(root, "sequenceFlow")
    assert read_bpmn(to_bpmn(model)) == model
