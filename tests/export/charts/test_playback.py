"""The playback strip."""

from itertools import pairwise

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.charts.playback import hours_text, median_case, playback
from bpr.model import Process
from tests.export.charts.scenes import analysed, groups, words

LETTER = {
    "process": "letter",
    "roles": {"a": "Clerk", "b": "Chief"},
    "steps": [
        {"id": "S", "event": None, "position": "start", "next": "A"},
        {"id": "A", "name": "Write", "role": "a", "time": 30, "wait": 0, "next": "B"},
        {"id": "B", "name": "Sign", "role": "b", "time": 6, "wait": 114, "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ],
}


def test_the_case_has_the_times_and_waits_as_written():
    write, sign = median_case(analyse(Process.model_validate(LETTER)), "en")
    assert (write.begin, write.end, write.wait) == pytest.approx((0.0, 0.5, 0.0))
    assert (sign.begin, sign.end, sign.wait) == pytest.approx((2.4, 2.5, 1.9))
    shown = words(playback(analyse(Process.model_validate(LETTER))))
    assert "cycle time 2.5 h, of it work 36 min" in shown
    assert "1.9 h" in shown


@pytest.mark.parametrize("name", ["customer-reception.asis", "order-to-cash.asis", "contract-approval.asis"])
def test_the_strip_holds_every_step_of_the_case_in_its_order(name):
    analysis = analysed(name)
    moments = median_case(analysis, "en")
    assert all(before.begin <= after.begin for before, after in pairwise(moments))
    cards = groups(playback(analysis), "step")
    assert [card.title for card in cards] == [f"{n}. {moment.name}" for n, moment in enumerate(moments, start=1)]
    labels = {node.name("en") for node in analysis.graph.nodes.values()}
    assert {moment.name for moment in moments} <= labels


def test_a_repeated_step_says_which_time_it_is():
    moments = median_case(analysed("contract-approval.asis"), "en")
    assert max(moment.again for moment in moments) == 2
    assert any(line.endswith("time no. 3") for line in words(playback(analysed("contract-approval.asis"))))


def test_an_unknown_time_is_no_case_but_a_reason():
    steps = [{**step} for step in LETTER["steps"]]
    del steps[1]["time"]
    shown = " ".join(words(playback(analyse(Process.model_validate({**LETTER, "steps": steps})))))
    assert "No case can be played" in shown
    assert "A:" in shown


def test_long_times_stay_in_hours():
    assert hours_text(240.0, "zh") == "240 小时"
