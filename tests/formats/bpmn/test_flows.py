from bpr.findings import Severity
from bpr.formats.reading import reading_findings
from tests.formats.bpmn.samples import codes, flow, read, read_process

TWO = '<task id="A"/><task id="B"/>'


def test_a_flow_keeps_id_name_and_default():
    process = read_process(
        '<exclusiveGateway id="X" default="f2"/>'
        + TWO
        + flow("X", "A", "f1", name="yes")
        + flow("X", "B", "f2", '<conditionExpression xsi:type="tFormalExpression"> ${late} </conditionExpression>')
    )
    first, second = process.flows
    assert (first.id, str(first.when), first.default) == ("f1", "yes", False)
    assert (second.id, str(second.when), second.default) == ("f2", "${late}", True)


def test_a_condition_beside_a_name_is_kept_as_unread_text():
    process = read_process(TWO + flow("A", "B", "f", "<conditionExpression>${x}</conditionExpression>", name="yes"))
    assert str(process.flows[0].when) == "yes"
    (entry,) = process.unread
    assert (entry.what, entry.where, entry.reason) == ("conditionExpression", "f", "DETAIL")
    assert "${x}" in entry.raw


def test_dangling_flows_are_left_out_with_a_warning():
    process = read_process(TWO + flow("A", "gone", "f1") + flow("gone", "B", "f2") + flow("A", "B", "f3"))
    assert [found.id for found in process.flows] == ["f3"]
    (finding,) = reading_findings(process)
    assert (finding.code, finding.severity) == ("FLOW_DANGLING", Severity.WARNING)
    assert finding.elements == ("f1", "f2")


def test_flows_across_a_border_are_left_out_with_a_warning():
    inner = '<task id="A"/><subProcess id="S"><task id="B"/></subProcess>' + flow("A", "B")
    assert codes(read_process(inner)) == {"FLOW_CROSSES"}
    pools = '<process id="P"><task id="A"/>' + flow("A", "B") + '</process><process id="Q"><task id="B"/></process>'
    assert "FLOW_CROSSES" in codes(read(pools))


def test_a_flow_written_outside_its_sub_process_is_read_where_its_ends_are():
    process = read_process('<subProcess id="S">' + TWO + "</subProcess>" + flow("A", "B", "f"))
    assert [(found.source, found.target) for found in process.flows] == [("A", "B")]


def test_prefixed_references_are_understood():
    assert len(read_process(TWO + flow("ns:A", "ns:B", "f")).flows) == 1


def test_a_flow_id_in_use_is_dropped_but_the_flow_is_kept():
    process = read_process(TWO + flow("A", "B", "A") + flow("B", "A", "f") + flow("A", "A", "f"))
    assert [(found.source, found.target) for found in process.flows] == [("A", "B"), ("A", "A"), ("B", "A")]
    assert codes(process) == {"ID_AGAIN"}


def test_link_events_of_one_name_are_joined_inside_their_scope():
    def link(tag: str, identifier: str, name: str) -> str:
        return f'<{tag} id="{identifier}"><linkEventDefinition name="{name}"/></{tag}>'

    process = read_process(
        link("intermediateThrowEvent", "out", "1")
        + link("intermediateCatchEvent", "in", "1")
        + link("intermediateThrowEvent", "lost", "2")
        + '<subProcess id="S">'
        + link("intermediateCatchEvent", "deep", "2")
        + "</subProcess>"
    )
    assert [(found.source, found.target) for found in process.flows] == [("out", "in")]
    assert "LINK_LEADS_NOWHERE" in codes(process)


def test_link_events_may_name_their_target_instead():
    process = read_process(
        '<intermediateThrowEvent id="out"><linkEventDefinition id="l1" name="a"><target>l2</target>'
        "</linkEventDefinition></intermediateThrowEvent>"
        '<intermediateCatchEvent id="in"><linkEventDefinition id="l2" name="b"/></intermediateCatchEvent>'
    )
    assert [(found.source, found.target) for found in process.flows] == [("out", "in")]


def test_a_compensation_handler_is_a_way_from_its_boundary_event():
    process = read_process(
        '<task id="Book"/><task id="Undo" isForCompensation="true"/><boundaryEvent id="b" attachedToRef="Book">'
        '<compensateEventDefinition/></boundaryEvent><association id="a" sourceRef="b" targetRef="Undo"/>'
    )
    assert [(found.id, found.source, found.target) for found in process.flows] == [("a", "b", "Undo")]
    assert process.unread == ()
