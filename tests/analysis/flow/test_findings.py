from __future__ import annotations

from bpr.analysis.flow.analyse import analyse_flow
from tests.analysis.small_models import chain, graph, rework


def findings(*steps, **header):
    return {finding.code: finding for finding in analyse_flow(graph(*steps, **header)).findings}


def test_a_case_that_mostly_waits_is_told_with_its_longest_waits():
    found = findings(
        *chain({"id": "A", "name": "A", "time": 5, "wait": 0}, {"id": "B", "name": "B", "time": 5, "wait": 90})
    )
    assert found["LOW_EFFICIENCY"].elements == ("B",)
    assert "10.0%" in found["LOW_EFFICIENCY"].message.pick("en")
    assert "10.0%" in found["LOW_EFFICIENCY"].message.pick("zh")


def test_a_case_that_is_worked_on_is_not_told():
    assert "LOW_EFFICIENCY" not in findings(*rework())


def test_unknown_times_are_told_once_with_their_coverage():
    steps = chain({"id": "A", "name": "A", "wait": 0}, {"id": "B", "name": "B", "time": 5, "wait": 0})
    found = findings(*steps)
    assert found["TIME_UNKNOWN"].elements == ("A",)
    assert "50%" in found["TIME_UNKNOWN"].message.pick("en")
    assert "WAIT_UNKNOWN" not in found


def test_unknown_shares_come_with_the_flow():
    found = findings(*chain({"id": "G", "decision": "?", "next": ["A", "E"]}, {"id": "A", "name": "A"}))
    assert found["PROB_UNKNOWN"].elements == ("G",)


def test_a_missing_calendar_is_told():
    assert "CALENDAR_MISSING" in findings(*chain({"id": "A", "name": "A", "time": "1 d", "wait": 0}))


def test_a_normal_time_that_reaches_below_zero_is_told():
    wide = chain({"id": "A", "name": "A", "time": {"normal": [10, 8]}, "wait": 0})
    narrow = chain({"id": "A", "name": "A", "time": {"normal": [10, 2]}, "wait": 0})
    assert findings(*wide)["TIME_BELOW_ZERO"].elements == ("A",)
    assert "TIME_BELOW_ZERO" not in findings(*narrow)
