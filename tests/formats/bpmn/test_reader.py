import pytest

from bpr.errors import InputError, ModelError
from bpr.formats.bpmn import read_bpmn
from bpr.text import safe_name
from tests.formats.bpmn.samples import bpmn, read, read_process


def test_the_id_comes_from_the_file_name_and_the_title_from_the_best_name():
    only_process = '<process id="P" name="Claims"/>'
    pool = '<collaboration id="C"><participant id="A" name="Insurer" processRef="P"/></collaboration>'
    assert read(only_process, "x/order to cash.bpmn20.xml").id == "order-to-cash"
    assert read(only_process).title.en == "Claims"
    assert read(pool + only_process).title.en == "Insurer"
    assert read(pool.replace('id="C"', 'id="C" name="All"') + only_process).title.en == "All"
    assert read('<process id="P"/>', "报销.bpmn").title.zh == "报销"
    assert safe_name("???") == "process"


def test_a_path_is_read_and_named_in_errors(tmp_path):
    file = tmp_path / "a.bpmn"
    file.write_bytes(bpmn('<process id="P"><task id="T" name="Work"/></process>'))
    assert list(read_bpmn(file).nodes) == ["T"]
    assert list(read_bpmn(str(file)).nodes) == ["T"]
    with pytest.raises(InputError) as caught:
        read_bpmn(tmp_path / "missing.bpmn")
    assert caught.value.problems[0].code == "FILE_UNREADABLE"
    assert "missing.bpmn" in str(caught.value)


def test_empty_definitions_are_a_process_without_steps():
    process = read("")
    assert process.steps == ()
    assert process.unread == ()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"<html><body/></html>", "NOT_XML", "web page"),
        (b"<mxfile/>", "NOT_BPMN", "draw.io"),
        (b"<Package xmlns='http://www.wfmc.org/2008/XPDL2.1'/>", "NOT_BPMN", "XPDL"),
        (b"<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>", "NOT_BPMN", "DMN"),
        (b"<definitions xmlns='urn:x'><process/></definitions>", "NOT_BPMN", "urn:x"),
        (b"<definitions/>", "NOT_BPMN", "definitions"),
        (b"<process xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>", "NOT_BPMN", "fragment"),
        (bpmn("<choreography id='C'><choreographyTask id='T'/></choreography>"), "BPMN_CHOREOGRAPHY", "choreography"),
        (b"<!DOCTYPE definitions>" + bpmn(""), "XML_DOCTYPE", "DOCTYPE"),
    ],
)
def test_what_is_no_bpmn_process_is_refused_by_what_it_is(data, code, words):
    with pytest.raises(InputError) as caught:
        read_bpmn(data, name="model.bpmn")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.where.file == "model.bpmn"
    assert words in problem.message.en
    assert problem.message.zh


@pytest.mark.parametrize(
    "head",
    [
        '<model:definitions xmlns:model="http://www.omg.org/spec/BPMN/20100524/MODEL">',
        '<model:definitions xmlns:model="http://schema.omg.org/spec/BPMN/2.0">',
    ],
)
def test_prefixes_and_draft_namespaces_make_no_difference(head):
    data = f'{head}<model:process id="P"><model:task id="T"/></model:process></model:definitions>'.encode()
    assert list(read_bpmn(data).nodes) == ["T"]


def test_bpmn_without_any_namespace_is_read_when_its_content_is_bpmn():
    assert list(read_bpmn(b"<definitions><process id='P'><task id='T'/></process></definitions>").nodes) == ["T"]


def test_flow_nodes_of_one_id_are_refused_with_all_places():
    with pytest.raises(InputError) as caught:
        read_process('\n<task id="A"/>\n<task id="A"/>\n<task id="B"/><endEvent id="B"/>')
    assert [problem.where.element for problem in caught.value.problems] == ["A", "B"]
    assert {problem.code for problem in caught.value.problems} == {"DUPLICATE_ID"}
    assert caught.value.problems[0].where.line == 3


def test_values_the_model_refuses_are_input_errors_with_the_file_named():
    with pytest.raises(InputError) as caught:
        read_process(f'<task id="{"x" * 600}"/>')
    assert not isinstance(caught.value, ModelError)
    assert caught.value.problems[0].where.file == "model.bpmn"


def test_elements_without_an_id_are_given_one():
    process = read_process('<task id="task_1" name="first"/><task name="second"/>')
    assert [node.label.en for node in process.walk()] == ["first", "second"]
    assert list(process.nodes) == ["task_1", "task_2"]
    assert [entry.where for entry in process.unread if entry.reason == "ID_MADE"] == ["task_2"]


def test_documentation_of_process_and_collaboration_is_the_note():
    body = (
        '<collaboration id="C"><documentation>All</documentation></collaboration>'
        '<process id="P"><documentation>One\n  two </documentation></process>'
    )
    assert read(body).note.en == "All\nOne\ntwo"


def test_reading_twice_gives_the_same_model():
    body = bpmn(
        '<process id="P"><task id="B"/><task id="A"/><sequenceFlow id="f" sourceRef="A" targetRef="B"/></process>'
    )
    assert read_bpmn(body).model_dump_json() == read_bpmn(body).model_dump_json()
