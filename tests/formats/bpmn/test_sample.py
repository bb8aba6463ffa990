from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.errors import BprError
from bpr.formats.bpmn import read_bpmn
from bpr.formats.reading import reading_findings

FILE = Path(__file__).parents[2] / "data" / "bpmn" / "order-intake.bpmn"
DATA = FILE.read_bytes()


def test_the_sample_is_read_whole():
    process = read_bpmn(FILE)
    assert (process.id, process.title.zh) == ("order-intake", "Order intake 订单受理")
    assert process.note.en == "From the order to the confirmation."
    assert {key: (role.name.zh, role.department) for key, role in process.roles.items()} == {
        "clerk": ("Sales clerk 销售员", "sales"),
        "manager": ("Sales manager 销售经理", "sales"),
        "warehouse": ("Warehouse 仓库", "warehouse"),
    }
    assert {key: node.role for key, node in process.nodes.items()} == {
        **dict.fromkeys(("start", "check", "complete", "confirm", "end"), "clerk"),
        **dict.fromkeys(("approve", "late"), "manager"),
        **dict.fromkeys(("reserve", "fork", "pick", "book", "join"), "warehouse"),
        "reminded": None,
    }
    assert {flow.id: (flow.source, flow.target) for flow in process.flows if flow.default} == {
        "f-yes": ("complete", "approve")
    }
    assert len(process.flows) == 12
    assert process.nodes["check"].documents.read == ("order",)
    assert process.nodes["complete"].note.en == "About one in five comes back"
    assert process.is_external("sales") is False
    assert process.organisations["customer"].external
    assert [finding.code for finding in reading_findings(process)] == [
        "DETAIL",
        "DRAWING",
        "LANE_AS_DEPARTMENT",
        "NOT_IN_MODEL",
        "NO_LANE",
    ]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    cut=st.integers(0, len(DATA)),
    changes=st.lists(st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), max_size=5),
)
def test_a_damaged_file_ends_in_a_model_or_a_bpr_error(cut, changes):
    damaged = bytearray(DATA)
    for position, value in changes:
        damaged[position] = value
    try:
        outcome = str(read_bpmn(bytes(damaged[: cut if len(changes) < 2 else None]), name="damaged.bpmn").id)
    except BprError as error:
        outcome = str(error)
    assert outcome.startswith("damaged")
