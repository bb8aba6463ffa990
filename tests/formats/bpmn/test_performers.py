import pytest

from tests.formats.bpmn.samples import codes, read, read_process


@pytest.mark.parametrize(
    ("attributes", "role"),
    [
        ('camunda:candidateGroups="clerk"', "clerk"),
        ('camunda:candidateGroups="采购经理"', "采购经理"),
        ('camunda:assignee="demo"', "demo"),
        ('camunda:assignee="demo" camunda:candidateGroups="accounting"', "accounting"),
        ('camunda:assignee="${x}" camunda:candidateUsers="ann, bob"', "ann"),
        ('camunda:assignee="${approver}"', None),
        ('camunda:assignee="$INITIATOR"', None),
        ('camunda:assignee=" "', None),
    ],
)
def test_plain_vendor_assignments_are_roles_and_expressions_are_not(attributes, role):
    process = read_process(f'<userTask id="T" {attributes}/>')
    assert process.nodes["T"].role == role
    assert list(process.roles) == ([role] if role else [])


def test_resources_and_assignment_expressions_name_the_role():
    process = read(
        '<resource id="r1" name="Manager"/><process id="P">'
        '<userTask id="A"><potentialOwner><resourceRef>r1</resourceRef></potentialOwner></userTask>'
        '<userTask id="B"><humanPerformer><resourceAssignmentExpression><formalExpression>group(sales)'
        "</formalExpression></resourceAssignmentExpression></humanPerformer></userTask>"
        '<userTask id="C"><extensionElements><zeebe:assignmentDefinition candidateGroups="hr"/></extensionElements>'
        "</userTask></process>"
    )
    assert [process.nodes[key].role for key in "ABC"] == ["r1", "sales", "hr"]
    assert process.roles["r1"].name.en == "Manager"


def test_a_lane_says_more_than_a_performer():
    process = read_process(
        '<laneSet><lane id="L"><flowNodeRef>A</flowNodeRef></lane></laneSet>'
        '<userTask id="A"><performer><resourceRef>x</resourceRef></performer></userTask>'
    )
    assert process.nodes["A"].role == "L"
    assert "PERFORMER_UNUSED" in codes(process)
