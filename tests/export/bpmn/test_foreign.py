import pytest
from lxml import etree

from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from bpr.model import Process
from tests.export.bpmn.samples import assert_valid, by_name, found
from tests.formats.bpmn.samples import read

CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
BODY = (
    '<collaboration id="c"><participant id="P1" name="Shop" processRef="Process_7" camunda:x="pool"/></collaboration>'
    '<process id="Process_7" camunda:historyTimeToLive="180"><extensionElements><camunda:keep a="1">x<camunda:b/> y'
    "</camunda:keep></extensionElements>"
    '<userTask id="A" name="A" camunda:formKey="f&lt;1&gt;"><extensionElements><zeebe:first/><camunda:second>'
    'text &amp; more</camunda:second></extensionElements></userTask><task id="B" name="B"/>'
    '<sequenceFlow id="F" sourceRef="A" targetRef="B"><extensionElements><camunda:flow/></extensionElements>'
    "</sequenceFlow></process>"
)


@pytest.fixture
def written():
    return to_bpmn(read(BODY))


def test_vendor_data_survives_where_its_element_does(written):
    root = etree.fromstring(written)
    assert by_name(root, "A").get(f"{{{CAMUNDA}}}formKey") == "f<1>"
    inside = by_name(root, "A").find("{*}extensionElements")
    assert [child.tag for child in inside][:2] == [f"{{{ZEEBE}}}first", f"{{{CAMUNDA}}}second"]
    assert inside[1].text == "text & more"
    (process,) = found(root, "process")
    assert process.get("id") == "Process_7"
    assert process.get(f"{{{CAMUNDA}}}historyTimeToLive") == "180"
    kept = process.find(f".//{{{CAMUNDA}}}keep")
    assert etree.tostring(kept, with_tail=False).endswith(b'a="1">x<camunda:b/> y</camunda:keep>')
    assert found(root, "participant")[0].get(f"{{{CAMUNDA}}}x") == "pool"
    assert found(root, "sequenceFlow")[0].find(f".//{{{CAMUNDA}}}flow") is not None


def test_it_is_written_only_once_and_comes_back_equal(written):
    assert written.count(b"text &amp; more") == 1
    assert written.count(b"camunda:formKey") == 1
    assert read_bpmn(written) == read(BODY)
    assert_valid(written)


def test_a_prefix_is_declared_once_for_the_whole_file(written):
    assert written.count(b"xmlns:camunda") == 1
    assert b"ns0" not in written


def test_vendor_attributes_of_the_root_survive():
    model = read_bpmn(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        b'xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud">'
        b'<process id="p"><task id="a"/></process></definitions>',
        name="model.bpmn",
    )
    assert b'modeler:executionPlatform="Camunda Cloud"' in to_bpmn(model)


def test_vendor_data_of_a_removed_element_stays_text_only():
    model = read(BODY)
    rest = model.model_dump(by_alias=True, exclude={"steps"})
    shorter = Process.model_validate({**rest, "steps": model.steps[1:]})
    data = to_bpmn(shorter)
    assert not list(etree.fromstring(data).iter(f"{{{CAMUNDA}}}second"))
    assert read_bpmn(data) == shorter


def test_text_that_is_no_xml_is_never_put_into_the_file():
    model = read(BODY)
    entries = [entry.model_copy(update={"raw": "<camunda:open>" * 3}) for entry in model.unread]
    broken = model.model_copy(update={"unread": tuple(entries)})
    assert read_bpmn(to_bpmn(broken)) == broken


def test_types_named_in_vendor_data_keep_their_namespace():
    model = read_bpmn(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x"'
        b' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        b'<process id="p"><task id="a"><extensionElements><x:retry xsi:type="xsd:anyType">3</x:retry>'
        b"</extensionElements></task></process></definitions>",
        name="model.bpmn",
    )
    data = to_bpmn(model)
    assert b'xmlns:xsd="http://www.w3.org/2001/XMLSchema"' in data
    assert data.count(b"x:retry") == 2
    assert read_bpmn(data) == model
    assert_valid(data)
