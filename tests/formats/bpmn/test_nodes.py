import pytest

from bpr.model import Activity, Decision, Event, Inclusive, Parallel, SubProcess
from tests.formats.bpmn.samples import codes, flow, read_process


@pytest.mark.parametrize(
    ("tag", "task"),
    [
        ("task", "task"),
        ("userTask", "user"),
        ("manualTask", "manual"),
        ("serviceTask", "service"),
        ("scriptTask", "script"),
        ("sendTask", "send"),
        ("receiveTask", "receive"),
        ("businessRuleTask", "rule"),
    ],
)
def test_every_task_type_is_read(tag, task):
    node = read_process(f'<{tag} id="T" name="Do  it&#10;now"/>').nodes["T"]
    assert isinstance(node, Activity)
    assert not isinstance(node, SubProcess)
    assert node.task == task
    assert node.name.en == "Do it now"


def test_gateways_route_and_keep_their_kind():
    nodes = read_process(
        '<exclusiveGateway id="x" name="OK?"/><eventBasedGateway id="e"/><parallelGateway id="p"/>'
        '<inclusiveGateway id="i"/><complexGateway id="c"/>'
    ).nodes
    assert isinstance(nodes["x"], Decision)
    assert nodes["x"].routing
    assert not nodes["x"].waits_for_event
    assert nodes["e"].waits_for_event
    assert isinstance(nodes["p"], Parallel)
    assert isinstance(nodes["i"], Inclusive)
    assert nodes["c"].complex


def test_sub_processes_keep_their_content_and_their_kind():
    process = read_process(
        '<subProcess id="S" triggeredByEvent="true"><startEvent id="s" isInterrupting="false"/>'
        '<transaction id="T"><task id="t"/></transaction></subProcess><adHocSubProcess id="H"/>'
    )
    outer, inner, free = process.nodes["S"], process.nodes["T"], process.nodes["H"]
    assert isinstance(outer, SubProcess)
    assert outer.triggered
    assert not process.nodes["s"].interrupting
    assert inner.transaction
    assert free.adhoc
    assert process.parents == {"s": "S", "T": "S", "t": "T"}


def test_call_activities_name_what_they_call():
    nodes = read_process(
        '<callActivity id="A" calledElement="other:P"/><callActivity id="B" calledElement="elsewhere"/>'
        '<callActivity id="C"><extensionElements><zeebe:calledElement processId="z"/></extensionElements>'
        "</callActivity>"
    ).nodes
    assert [nodes[name].calls for name in "ABC"] == ["P", "elsewhere", "z"]


def test_markers_of_activities_are_read():
    nodes = read_process(
        '<task id="R"><standardLoopCharacteristics loopMaximum="3"/></task>'
        '<task id="S"><multiInstanceLoopCharacteristics isSequential="true"/></task>'
        '<task id="M"><multiInstanceLoopCharacteristics><loopCardinality>5</loopCardinality>'
        '</multiInstanceLoopCharacteristics></task><task id="C" isForCompensation="true"/>'
        '<task id="N"><standardLoopCharacteristics loopMaximum="no"/></task>'
    ).nodes
    assert nodes["R"].repeat.at_most == 3
    assert nodes["N"].repeat.at_most is None
    assert (nodes["S"].instances, nodes["M"].instances) == ("sequential", "parallel")
    assert nodes["C"].compensation


@pytest.mark.parametrize(
    ("definitions", "trigger"),
    [
        ("", "none"),
        ("<messageEventDefinition/>", "message"),
        ("<timerEventDefinition/>", "timer"),
        ("<errorEventDefinition/>", "error"),
        ("<escalationEventDefinition/>", "escalation"),
        ("<cancelEventDefinition/>", "cancel"),
        ("<compensateEventDefinition/>", "compensation"),
        ("<conditionalEventDefinition/>", "conditional"),
        ("<linkEventDefinition name='x'/>", "link"),
        ("<signalEventDefinition/>", "signal"),
        ("<terminateEventDefinition/>", "terminate"),
        ("<messageEventDefinition/><timerEventDefinition/>", "multiple"),
    ],
)
def test_every_event_definition_is_a_trigger(definitions, trigger):
    event = read_process(f'<endEvent id="E">{definitions}</endEvent>').nodes["E"]
    assert isinstance(event, Event)
    assert (event.position, event.trigger) == ("end", trigger)


def test_events_of_several_definitions_say_whether_all_are_needed():
    both = "<messageEventDefinition/><timerEventDefinition/>"
    event = read_process(f'<intermediateCatchEvent id="E" parallelMultiple="true">{both}</intermediateCatchEvent>')
    assert event.nodes["E"].trigger == "parallel-multiple"


def test_positions_of_events_are_read():
    process = read_process(
        '<startEvent id="s"/><intermediateCatchEvent id="c"/><intermediateThrowEvent id="t"/><endEvent id="e"/>'
        '<task id="T"/><boundaryEvent id="b" attachedToRef="T" cancelActivity="false"/>'
        '<boundaryEvent id="i" attachedToRef="T"/>'
    )
    events = {key: node for key, node in process.nodes.items() if isinstance(node, Event)}
    assert [events[key].position for key in "scteb"] == ["start", "intermediate", "intermediate", "end", "boundary"]
    assert [key for key, event in events.items() if event.throws] == ["t"]
    assert (events["b"].on, events["b"].interrupting, events["i"].interrupting) == ("T", False, True)


def test_a_boundary_event_attached_to_nothing_is_kept_as_an_intermediate_event():
    process = read_process('<boundaryEvent id="b" attachedToRef="gone"/><task id="T"/>' + flow("b", "T"))
    assert process.nodes["b"].position == "intermediate"
    assert process.nodes["b"].next[0].to == "T"
    assert codes(process) == {"HOST_MISSING"}


def test_notes_hold_the_documentation_and_the_annotations_tied_to_a_node():
    process = read_process(
        '<task id="T"><documentation>By hand</documentation></task>'
        '<textAnnotation id="a"><text>Takes long</text></textAnnotation><association sourceRef="T" targetRef="a"/>'
        '<textAnnotation id="b"><text>Alone</text></textAnnotation>'
    )
    assert process.nodes["T"].note.en == "By hand\nTakes long"
    assert [entry.where for entry in process.unread if entry.reason == "ANNOTATION_LOOSE"] == ["b"]
