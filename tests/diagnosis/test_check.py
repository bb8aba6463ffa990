"""Checks of the model itself."""

from __future__ import annotations

from hypothesis import given, settings

from bpr.diagnosis.analyse import analyse
from bpr.diagnosis.check import check_process
from bpr.model import Process
from tests.analysis.small_models import END, chain, process, start
from tests.strategies import processes


def codes(model):
    return {finding.code for finding in check_process(model)}


def good(**fields):
    steps = chain(
        {
            "id": "A",
            "name": {"en": "Write letter", "zh": "撰写信函"},
            "role": "clerk",
            "accountable": "boss",
            "time": 5,
        },
        {"id": "B", "name": {"en": "Sign letter", "zh": "签署信函"}, "role": "boss", "accountable": "boss", "time": 1},
    )
    roles = {"clerk": {"name": {"en": "Clerk", "zh": "文员"}}, "boss": {"name": {"en": "Boss", "zh": "主管"}}}
    return process(*steps, roles=roles, owner="boss", title={"en": "Letter", "zh": "信件"}, **fields)


def test_a_sound_and_complete_model_has_no_errors():
    assert [finding for finding in check_process(good()) if finding.severity == "error"] == []


def test_structure_is_checked():
    assert {"NO_START", "NO_END"} <= codes(Process(id="p"))


def test_shares_are_checked():
    ways = [{"to": "B", "share": 0.5}, {"to": "E", "share": 0.2}]
    assert "PROB_SUM" in codes(
        process(start("X"), {"id": "X", "decision": "?", "next": ways}, {"id": "B", "name": "b", "next": "E"}, END)
    )


def test_times_that_need_a_calendar_are_told():
    assert "CALENDAR_MISSING" in codes(process(*chain({"id": "A", "name": "Wait", "time": "2 d"})))


def test_duties_are_checked():
    assert "R_UNKNOWN" in codes(process(*chain({"id": "A", "name": "Nobody does this"})))


def test_style_is_checked():
    assert "OWNER_MISSING" in codes(process(*chain({"id": "A", "name": "Write", "role": "clerk"})))
    assert "OWNER_MISSING" not in codes(good())


def test_findings_stand_worst_first():
    ranks = [finding.severity.rank for finding in check_process(process(*chain({"id": "A", "name": "?"})))]
    assert ranks == sorted(ranks)


@settings(max_examples=25)
@given(processes())
def test_what_is_checked_is_also_part_of_the_analysis(model):
    assert set(check_process(model)) <= set(analyse(model).findings)


@settings(max_examples=25)
@given(processes())
def test_findings_point_at_something_the_model_holds(model):
    known = {*model.nodes, *(flow.id for flow in model.flows), *model.roles, *model.departments, model.id}
    known |= set(model.systems) | set(model.documents)
    for finding in check_process(model):
        assert set(finding.elements) <= known, finding.code
