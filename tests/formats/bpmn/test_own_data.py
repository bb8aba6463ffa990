import random
from collections import Counter

import pytest
from lxml import etree

from bpr.errors import BprError
from bpr.formats.bpmn import read_bpmn
from bpr.formats.bpmn.own_data import OWN_NAMESPACE
from bpr.model import Process
from tests.formats.bpmn.samples import codes, read

BPR = f'xmlns:bpr="{OWN_NAMESPACE}"'


def _task(parts: str, name: str = "Check") -> Process:
    task = f'<task id="A" name="{name}"><extensionElements>{parts}</extensionElements></task>'
    return read(f'<process id="P" {BPR}>{task}</process>')


def test_a_field_without_a_word_of_bpmn_always_holds():
    step = _task('<bpr:part of="node"><bpr:field name="time">15</bpr:field></bpr:part>').nodes["A"]
    assert step.time.mean == 15


@pytest.mark.parametrize(("name", "label"), [("Check", "核对"), ("Other", None)])
def test_a_field_holds_while_bpmn_says_the_same(name, label):
    field = """<bpr:field name="name" bpmn='"Check"'>{"en": "Check", "zh": "核对"}</bpr:field>"""
    step = _task(f'<bpr:part of="node">{field}</bpr:part>', name).nodes["A"]
    assert (step.label.en, step.label.zh) == (name, label)


def test_a_part_gives_its_element_the_id_of_the_model():
    model = _task("""<bpr:part of="node" id='"check it"'/>""")
    assert list(model.nodes) == ["check it"]
    assert model.unread == ()


@pytest.mark.parametrize(
    "part",
    [
        '<bpr:part of="node"><bpr:field name="time">{</bpr:field></bpr:part>',
        f'<bpr:part of="node"><bpr:field name="time">{"[" * 100_000}</bpr:field></bpr:part>',
        '<bpr:part of="nothing"/>',
        '<bpr:part of="node" id="{"/>',
    ],
)
def test_what_cannot_be_understood_is_told(part):
    model = _task(part)
    assert str(model.nodes["A"].label) == "Check"
    assert "OWN_DATA_BROKEN" in codes(model)


def test_a_value_the_model_refuses_is_an_error_with_a_remedy():
    with pytest.raises(BprError, match="15 apples"):
        _task('<bpr:part of="node"><bpr:field name="time">"15 apples"</bpr:field></bpr:part>')


def test_fields_of_a_later_version_are_passed_over():
    field = '<bpr:field name="mood">"good"</bpr:field>'
    process = f'<extensionElements><bpr:part of="process">{field}</bpr:part></extensionElements>'
    model = read(f'<process id="P" {BPR}>{process}<task id="A"/></process>')
    assert list(model.nodes) == ["A"]
    assert list(_task(f'<bpr:part of="node">{field}</bpr:part>').nodes) == ["A"]


_ODD = (
    "null",
    "1",
    '"x"',
    "[]",
    "{}",
    "[1]",
    '["nobody"]',
    '{"a": 1}',
    '[["a", "b"]]',
    "true",
    '[{"to": "A"}]',
    '{"roles": {"r": {"name": "R"}}}',
)


_NAMES = (
    *("name", "kind", "roles", "on", "raci", "rights", "documents", "next", "separate", "owner", "+order", "+entries"),
    *("+unread", "id", "steps", "department", "organisation", "reports_to", "systems", "to", "position"),
)


def _odd_file(dice: random.Random) -> str:
    """A small file with own data of any shape at every element."""

    def part(kind: str) -> str:
        fields = "".join(f'<bpr:field name="{dice.choice(_NAMES)}">{dice.choice(_ODD)}</bpr:field>' for _ in range(3))
        identifier = dice.choice(("", f" id='{dice.choice(_ODD)}'"))
        absent = dice.choice(("", ' absent="true"'))
        return f'<extensionElements><bpr:part of="{kind}"{identifier}{absent}>{fields}</bpr:part></extensionElements>'

    lane = dice.choice(("role", "department"))
    return (
        f'<collaboration id="C" {BPR}>{part("process")}<participant id="O" name="O" processRef="P">'
        f'{part("organisation")}</participant></collaboration><process id="P" {BPR}><laneSet><lane id="L" name="L">'
        f"{part(lane)}<flowNodeRef>A</flowNodeRef></lane></laneSet>"
        f'<task id="A">{part("node")}</task><boundaryEvent id="E" attachedToRef="A"/>'
        f'<sequenceFlow id="F" sourceRef="E" targetRef="A">{part("flow")}</sequenceFlow></process>'
    )


@pytest.mark.parametrize("number", range(6))
def test_changed_own_data_ends_in_a_model_or_a_bpr_error(number):
    dice = random.Random(number)
    ends = Counter(_end(_odd_file(dice)) for _ in range(60))
    assert set(ends) == {"read", "refused"}


def _end(text: str) -> str:
    try:
        read(text)
    except BprError:
        return "refused"
    return "read"


def test_files_of_others_are_read_as_before():
    data = etree.tostring(
        etree.fromstring(
            b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/></definitions>'
        )
    )
    assert read_bpmn(data).steps == ()
