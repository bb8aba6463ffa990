from __future__ import annotations

import pytest

import bpr
from bpr.errors import InputError
from bpr.export.swimlane.lane_choice import best_lanes
from bpr.export.swimlane.picture import draw
from bpr.layout.plan.swimlane import swimlane
from bpr.model import Process

LANES = ("a", "b", "c")


def between_first_and_last(share: float | None) -> Process:
    """Work that goes from the first lane to the last, and now and then to the one in the middle."""
    ways = [{"to": "C"}, {"to": "B"}]
    if share is not None:
        ways = [{"to": "C", "share": share}, {"to": "B", "share": 1 - share}]
    return Process.model_validate(
        {
            "id": "p",
            "title": {"en": "P", "zh": "流程"},
            "roles": {lane: {"name": lane} for lane in LANES},
            "steps": [
                {"id": "S", "event": None, "position": "start", "role": "a", "next": "G"},
                {"id": "G", "decision": "which?", "role": "a", "next": ways},
                {"id": "B", "name": "b", "role": "b", "next": "E"},
                {"id": "C", "name": "c", "role": "c", "next": "E"},
                {"id": "E", "event": None, "position": "end", "role": "a"},
            ],
        }
    )


def test_the_saving_is_said_in_both_languages():
    process = between_first_and_last(0.9)
    diagram, words = best_lanes(process, swimlane(process))
    assert {lane.id for lane in (diagram.lanes[0], diagram.lanes[-1])} == {"b", "c"}
    assert words.pick("en") == "lane order: 47 % less handoff length (2 instead of 3.8 lane borders per case)"
    assert words.pick("zh") == "泳道次序：交接路程缩短 47 %（每案例跨越泳道边界 2 次，原为 3.8 次）"


def test_unknown_shares_are_not_guessed():
    process = between_first_and_last(None)
    diagram, words = best_lanes(process, swimlane(process))
    assert diagram.lanes[1].id == "a"
    assert "each flow counted once because shares are unknown" in words.pick("en")
    assert "分支比例未知" in words.pick("zh")


def test_a_good_order_is_left_alone_and_called_so():
    process = bpr.load("customer-reception.asis")
    picture = draw(process, lane_order="best")
    assert [lane.id for lane in picture.geometry.lanes] == [lane.id for lane in draw(process).geometry.lanes]
    assert "already the shortest" in picture.notes[0].pick("en")


def test_the_picture_stands_in_the_new_order():
    process = bpr.load("order-to-cash.asis")
    authored, best = draw(process), draw(process, lane_order="best")
    assert authored.notes == ()
    assert "35 % less handoff length" in best.notes[0].pick("en")
    ids = [[lane.id for lane in picture.geometry.lanes] for picture in (authored, best)]
    assert ids[0] != ids[1]
    assert sorted(ids[0]) == sorted(ids[1])
    assert best.metrics.hard_faults == 0


def test_an_unknown_order_is_refused():
    with pytest.raises(InputError, match="authored, best"):
        draw(between_first_and_last(0.5), lane_order="alphabetical")
