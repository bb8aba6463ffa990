"""The handoff network as DOT text."""

from bpr.diagnosis.analyse import analyse
from bpr.export.flow_formats.handoff_dot import handoff_network
from bpr.formats.files import load
from bpr.model import Process


def test_every_crossing_pair_is_an_edge_with_its_expected_handoffs():
    analysis = analyse(load("customer-reception.asis"))
    text = handoff_network(analysis)
    crossing = [pair for pair in analysis.handoffs["department"].matrix if pair[0] != pair[1]]
    assert text.count("->") == len(crossing) == 4
    assert 'label="1.28"' in text or "label=1.28" in text
    assert "Customer Service" in text


def test_names_are_escaped_and_chinese_is_kept():
    names = {"a": "销售\\", "b": 'Say "no"'}
    process = Process.model_validate(
        {
            "process": "p",
            "departments": names,
            "roles": {key: {"name": key, "department": key} for key in names},
            "steps": [
                {"id": "S", "event": None, "position": "start", "next": "A"},
                {"id": "A", "name": "A", "role": "a", "next": "B"},
                {"id": "B", "name": "B", "role": "b", "next": "E"},
                {"id": "E", "event": None, "position": "end"},
            ],
        }
    )
    text = handoff_network(analyse(process), lang="zh")
    assert "销售\\\\" in text
    assert '\\"no\\"' in text
