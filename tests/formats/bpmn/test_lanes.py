from tests.formats.bpmn.samples import codes, flow, read, read_process

POOL = '<collaboration id="C"><participant id="Pool" name="Bank" processRef="P"/></collaboration>'
DRAWING = (
    '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><d:BPMNPlane>{}</d:BPMNPlane></d:BPMNDiagram>'
)


def lane(identifier: str, name: str, *nodes: str, inner: str = "") -> str:
    listed = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes)
    return f'<lane id="{identifier}" name="{name}">{listed}{inner}</lane>'


def shape(element: str, x: int, y: int, width: int, height: int) -> str:
    return (
        f'<d:BPMNShape bpmnElement="{element}"><c:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
        "</d:BPMNShape>"
    )


def test_a_single_lane_is_a_role_and_a_department():
    process = read(POOL + f'<process id="P"><laneSet>{lane("L", "Sales", "A")}</laneSet><task id="A"/></process>')
    assert process.nodes["A"].role == "L"
    assert process.roles["L"].name.en == "Sales"
    assert process.roles["L"].department == "L"
    assert process.departments["L"].name.en == "Sales"
    assert process.departments["L"].organisation == "Pool"
    assert codes(process) == {"LANE_AS_DEPARTMENT"}


def test_the_only_lane_of_a_pool_is_named_after_the_pool_where_it_has_no_name():
    process = read(POOL + f'<process id="P"><laneSet>{lane("L", "", "A")}</laneSet><task id="A"/></process>')
    assert process.roles["L"].name.en == process.departments["L"].name.en == "Bank"
    lanes = f"<laneSet>{lane('L', '', 'A')}{lane('M', '')}</laneSet>"
    process = read(POOL + f'<process id="P">{lanes}<task id="A"/></process>')
    assert process.roles["L"].name.en == "L"


def test_of_nested_lanes_the_inner_one_is_the_role_and_the_outer_one_the_department():
    clerk, head = lane("clerk", "Clerk", "A"), lane("head", "Head", "B")
    outer = lane("dep", "Claims", "A", "B", inner=f"<childLaneSet>{clerk}{head}</childLaneSet>")
    process = read_process(f'<laneSet>{outer}</laneSet><task id="A"/><task id="B"/>')
    assert [process.nodes[key].role for key in "AB"] == ["clerk", "head"]
    assert {key: role.department for key, role in process.roles.items()} == {"clerk": "dep", "head": "dep"}
    assert process.departments["dep"].name.en == "Claims"
    assert process.departments["dep"].organisation is None
    assert codes(process) == set()


def test_three_levels_keep_the_two_innermost():
    inner = lane("c", "C", "A")
    middle = lane("b", "B", inner=f"<childLaneSet>{inner}</childLaneSet>")
    outer = lane("a", "A", inner=f"<childLaneSet>{middle}</childLaneSet>")
    process = read_process(f'<laneSet>{outer}</laneSet><task id="A"/>')
    assert {key: role.department for key, role in process.roles.items()} == {"c": "b"}
    assert list(process.departments) == ["b"]
    assert codes(process) == {"LANE_DEEPER"}


def test_gateways_and_inner_nodes_stand_in_lanes_too():
    lanes = f"<laneSet>{lane('L', 'Sales', 'G', 'S')}{lane('M', '', 'X')}</laneSet>"
    process = read_process(
        lanes + '<exclusiveGateway id="G"/><subProcess id="S"><task id="T"/></subProcess><task id="X"/>'
        '<boundaryEvent id="b" attachedToRef="X"/>'
    )
    roles = {key: node.role for key, node in process.nodes.items()}
    assert roles == {"G": "L", "S": "L", "T": "L", "X": "M", "b": "M"}
    assert process.roles["M"].name.en == "M"


def test_a_pool_without_lanes_is_role_department_and_organisation():
    process = read(POOL + '<process id="P"><laneSet/><task id="A"/></process>')
    assert process.nodes["A"].role == "Pool"
    assert process.department_of(process.nodes["A"]) == "Pool"
    assert process.departments["Pool"].organisation == "Pool"
    assert process.organisations["Pool"].name.en == "Bank"
    assert not process.organisations["Pool"].external


def test_without_pool_and_lane_the_role_is_unknown():
    process = read_process('<task id="A"/>')
    assert process.nodes["A"].roles == ()
    assert (process.roles, process.departments, process.organisations) == ({}, {}, {})


def test_a_node_listed_nowhere_takes_the_lane_it_is_drawn_in():
    lanes = f"<laneSet>{lane('up', 'Up')}{lane('down', 'Down')}</laneSet>"
    drawn = shape("up", 0, 0, 500, 100) + shape("down", 0, 100, 500, 100) + shape("A", 50, 110, 80, 60)
    process = read(f'<process id="P">{lanes}<task id="A"/><task id="B"/></process>' + DRAWING.format(drawn))
    assert (process.nodes["A"].role, process.nodes["B"].role) == ("down", None)
    assert {"LANE_BY_DRAWING", "NO_LANE"} <= codes(process)


def test_lanes_that_list_missing_nodes_or_share_one_are_noted():
    lanes = f"<laneSet>{lane('L', 'One', 'A', 'gone')}{lane('M', 'Two', 'A')}</laneSet>"
    process = read_process(lanes + '<task id="A"/>')
    assert process.nodes["A"].role == "L"
    assert {"LANE_LISTS_NOTHING", "LANE_TWICE"} <= codes(process)


def test_black_boxes_are_external_and_keep_their_messages():
    process = read(
        '<collaboration id="C"><participant id="Pool" name="Bank" processRef="P"/>'
        '<participant id="Cust" name="客户"/><participant id="Empty" name="Post" processRef="Q"/>'
        '<messageFlow id="m" name="Offer" sourceRef="A" targetRef="Cust"/>'
        '<messageFlow id="n" sourceRef="Cust" targetRef="P"/>'
        '<messageFlow id="lost" sourceRef="Cust" targetRef="gone"/></collaboration>'
        '<process id="P"><task id="A"/></process><process id="Q"/>'
    )
    assert {key: party.external for key, party in process.organisations.items()} == {
        "Pool": False,
        "Cust": True,
        "Empty": True,
    }
    assert [(found.id, found.source, found.target) for found in process.messages] == [
        ("m", "A", "Cust"),
        ("n", "Cust", "Pool"),
    ]
    assert process.messages[0].name.en == "Offer"
    assert codes(process) == {"MESSAGE_DANGLING"}


def test_a_process_drawn_in_two_collaborations_is_one_party():
    again = POOL.replace('"C"', '"D"').replace('"Pool"', '"Pool2"')
    process = read(POOL + again + '<process id="P"><task id="A"/><task id="B"/>' + flow("A", "B") + "</process>")
    assert list(process.organisations) == ["Pool"]
    assert codes(process) == {"PARTICIPANT_AGAIN"}
