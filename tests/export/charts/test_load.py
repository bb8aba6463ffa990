"""The load chart."""

from bpr.diagnosis.analyse import analyse
from bpr.export.charts.load import load_chart
from bpr.model import Process
from tests.export.charts.scenes import analysed, groups, words

STEPS = [
    {"id": "S", "event": None, "position": "start", "next": "A"},
    {"id": "A", "name": "Check", "role": "a", "time": 30, "next": "B"},
    {"id": "B", "name": "Sign", "role": "b", "time": 10, "next": "C"},
    {"id": "C", "name": "File", "role": "c", "time": 5, "next": "E"},
    {"id": "E", "event": None, "position": "end"},
]


def process(volume):
    roles = {"a": {"name": "Clerk", "people": 1}, "b": {"name": "Chief", "people": 1}, "c": {"name": "Archivist"}}
    head = {"process": "p", "volume": {"cases": volume, "per": "day"}, "working_time": {"hours_per_day": 8}}
    return Process.model_validate({**head, "roles": roles, "steps": STEPS})


def test_utilisation_and_overload_are_told():
    # 12 cases in 480 minutes: the clerk works 360 of them (75 %), the chief 120 (25 %)
    shown = words(load_chart(analyse(process(12))))
    assert {"75%", "25%", "limit 100 %"} <= set(shown)
    assert "? missing: head-count" in shown
    # 40 cases: 1200 of 480 minutes, beyond the end of the scale
    assert "250% overloaded" in words(load_chart(analyse(process(40))))


def test_a_longer_bar_is_more_utilisation():
    scene = load_chart(analyse(process(12)))
    bars = {}
    for group in groups(scene, "load"):
        filled = [shape for shape in group.items if getattr(shape, "style", None) and shape.style.fill == "#1f6fd1"]
        bars[group.id] = filled[0].rect.width if filled else None
    assert bars["c"] is None
    assert abs(bars["a"] / bars["b"] - 3.0) < 1e-6


def test_without_head_counts_the_work_is_shown_and_no_limit():
    shown = words(load_chart(analysed("order-to-cash.asis"), lang="zh"))
    assert "99.1" in shown
    assert "上限 100 %" not in shown
    assert "? 缺少：人数、工作日历" in shown
