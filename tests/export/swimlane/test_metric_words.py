from __future__ import annotations

import dataclasses

from bpr.export.swimlane.metric_words import NAMES, metric_lines
from bpr.layout.engine import lay_out
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.text import is_chinese
from tests.layout.diagrams import sample


def test_every_measure_has_a_name_in_both_languages():
    assert set(NAMES) == {field.name for field in dataclasses.fields(LayoutMetrics)}
    assert all(is_chinese(words.pick("zh")) and not is_chinese(words.pick("en")) for words in NAMES.values())


def test_a_broken_promise_is_marked():
    metrics = measure(lay_out(sample("A")))
    assert not any(line.endswith("!") for line in metric_lines(metrics, "en"))
    broken = dataclasses.replace(metrics, lane_violations=2, crossings=3)
    assert [line.split()[1] for line in metric_lines(broken, "zh") if line.endswith("!")] == ["lane_violations"]


def test_an_unknown_share_is_a_dash():
    metrics = dataclasses.replace(measure(lay_out(sample("A"))), left_to_right=None)
    (line,) = [line for line in metric_lines(metrics, "en") if "left_to_right" in line]
    assert line.split()[0] == "-"
