from __future__ import annotations

from bpr.analysis.soundness.check import check_soundness
from bpr.graph import build_graph
from bpr.model import Process
from tests.analysis.soundness.models import drawn
from tests.oracle_models import graph_of


def told(arrows, code, lang="en"):
    report = check_soundness(drawn(arrows))
    return next(fault for fault in report.faults if fault.code == code).explanation.pick(lang)


def test_a_deadlock_tells_what_was_chosen_and_what_is_missing():
    arrows = "S>X1 X1>A X1>B A>P1 B>P1 P1>E"
    assert told(arrows, "DEADLOCK").startswith("after “Do A” was chosen, the join “Do P1” still waits for “Do B”")
    assert told(arrows, "DEADLOCK", "zh").startswith("选择“Do A”之后，汇合点“Do P1”仍在等待“Do B”")


def test_a_deadlock_behind_one_of_two_starts_names_the_start():
    text = told("S1>P1 S2>P1 P1>A A>E", "DEADLOCK")
    assert text.startswith("when the case begins at “Do S1”, the join “Do P1” still waits for “Do S2”")


def test_a_lack_of_synchronisation_names_the_split_the_place_and_the_work_done_twice():
    text = told("S>P1 P1>A P1>B A>X1 B>X1 X1>C C>E", "LACK_OF_SYNC")
    assert "started together at “Do P1” meet at “Do X1”" in text
    assert "“Do C” is taken twice" in text


def test_going_back_with_a_branch_still_open_is_told_as_such():
    assert told("S>X1 X1>A A>P1 P1>X1 P1>E", "LACK_OF_SYNC").startswith("“Do P1” is reached again")


def test_a_livelock_names_the_round():
    assert "goes round “Do X2”, “Do C”, “Do D” for ever" in told("S>X1 X1>B X1>X2 B>E X2>C C>D D>X2", "LIVELOCK")


def test_two_ends_and_the_same_end_twice_are_told_apart():
    assert told("S>P1 P1>E1 P1>E2", "MULTI_END_TOKENS") == "one case reaches more than one end: “Do E1”, “Do E2”"
    assert "“Do E” more than once" in told("S>P1 P1>A P1>B A>E B>E", "MULTI_END_TOKENS")


def test_each_stuck_join_is_told_once():
    arrows = "S>X1 X1>A X1>B X1>C A>P1 B>P1 B>P2 C>P2 P1>E1 P2>E2"
    places = [fault.where for fault in check_soundness(drawn(arrows)).errors if fault.code == "DEADLOCK"]
    assert len(places) == len(set(places))
    assert {place for where in places for place in where} == {"P1", "P2"}


def test_gateways_without_a_label_are_told_by_what_stands_behind_them():
    graph = graph_of(
        {
            "nodes": [
                {"id": "S", "type": "start"},
                {"id": "X", "type": "xor"},
                {"id": "Y", "type": "xor"},
                {"id": "A", "type": "activity", "label": "Check"},
                {"id": "B", "type": "activity", "label": "Pay"},
                {"id": "J", "type": "and", "label": "Both done"},
                {"id": "E", "type": "end"},
            ],
            "edges": [
                {"id": f"e{n}", "source": s, "target": t}
                for n, (s, t) in enumerate(["SX", "XY", "YA", "XB", "AJ", "BJ", "JE"])
            ],
        }
    )
    text = check_soundness(graph).errors[0].explanation.pick("en")
    assert "“Check”" in text
    assert "“Pay”" in text
    assert "“Both done”" in text


def test_a_sub_process_that_waits_for_a_stuck_join_is_not_told_as_the_culprit():
    inner = [
        {"id": "i", "event": None, "position": "start", "next": "P"},
        {"id": "P", "parallel": None, "next": ["A", "X"]},
        {"id": "A", "name": "Check", "next": "k"},
        {"id": "X", "decision": "Which?", "next": ["J", "B"]},
        {"id": "B", "name": "Pay", "next": "J"},
        {"id": "J", "parallel": "Both?", "next": "k"},
        {"id": "k", "event": None, "position": "end"},
    ]
    report = check_soundness(
        build_graph(
            Process.model_validate(
                {
                    "process": "p",
                    "steps": [
                        {"id": "S", "event": None, "position": "start", "next": "W"},
                        {"id": "W", "subprocess": "Work", "steps": inner, "next": "E"},
                        {"id": "E", "event": None, "position": "end"},
                    ],
                }
            )
        )
    )
    texts = [fault.explanation.pick("en") for fault in report.errors if fault.code == "DEADLOCK"]
    assert texts
    assert all("the join “Both?” still waits" in text and "“Work”" not in text for text in texts)
