from __future__ import annotations

from bpr.analysis.bottlenecks.find import find_bottlenecks
from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.load.analyse import analyse_load
from bpr.findings import Severity
from tests.analysis.small_models import chain, graph


def findings(wait_b, wait_c):
    steps = chain(
        *(
            {"id": name, "name": name, "role": role, "time": 10, "wait": wait}
            for name, role, wait in (("A", "x", 0), ("B", "y", wait_b), ("C", "x", wait_c))
        )
    )
    header = {
        "departments": {"left": {"en": "Left", "zh": "左部"}, "right": {"en": "Right", "zh": "右部"}},
        "roles": {"x": {"name": "X", "department": "left"}, "y": {"name": "Y", "department": "right"}},
    }
    made = graph(*steps, **header)
    visits = expected_visits(made)
    return find_bottlenecks(made, visits, analyse_flow(made, visits=visits), analyse_load(made, visits)).findings


def test_small_waits_behind_a_border_are_not_told():
    elements = [finding.elements for finding in findings(96, 4) if finding.code == "WAITS_AT_BORDER"]
    assert elements == [("B",)]


def test_the_departments_are_named_in_both_languages():
    [border] = [finding for finding in findings(96, 4) if finding.code == "WAITS_AT_BORDER"]
    assert "work from Left waits 96.0 min a case at B (Right), 96% of all waiting" in border.message.pick("en")
    assert "来自左部的工作在右部" in border.message.pick("zh")


def test_much_of_the_waiting_is_a_warning():
    severities = {finding.code: finding.severity for finding in findings(50, 50)}
    assert severities["BOTTLENECK_STEP"] is Severity.WARNING


def test_what_is_missing_stands_beside_the_reasons():
    [role] = [finding for finding in findings(50, 50) if finding.code == "BOTTLENECK_ROLE"]
    assert "not known: utilisation, rework_share" in role.message.pick("en")
    assert "未知：利用率、返工占比" in role.message.pick("zh")
