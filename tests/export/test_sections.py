"""What a diagnosis says, section by section."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bpr.diagnosis.analyse import analyse
from bpr.export.sections import diagnosis_sections
from bpr.model import Process
from tests.analysis.small_models import END, chain, process, rework, start
from tests.strategies import processes

ROLES = {"clerk": {"name": {"en": "Clerk", "zh": "文员"}, "people": 2}, "boss": {"name": {"en": "Boss", "zh": "主管"}}}


def sections(model, lang="en", **options):
    return {section.title: section for section in diagnosis_sections(analyse(model, **options), lang)}


def figures(model, lang="en", **options):
    title = "Key figures" if lang == "en" else "关键指标"
    return dict(sections(model, lang, **options)[title].rows)


def test_the_head_tells_owner_customer_and_volume():
    model = process(*rework(), roles=ROLES, owner="boss", customer="clerk", volume={"cases": 420, "per": "month"})
    head = diagnosis_sections(analyse(model), "en")[0]
    assert head.lines == ("owner: Boss; customer: Clerk; 420 cases a month",)
    head = diagnosis_sections(analyse(model), "zh")[0]
    assert head.lines == ("负责人：主管；客户：文员；每月 420 例",)


def test_the_head_tells_what_is_illustrative_and_what_is_assumed():
    steps = [start("X"), {"id": "X", "decision": "?", "next": ["B", "E"]}, {"id": "B", "name": "b", "next": "E"}, END]
    lines = diagnosis_sections(analyse(process(*steps, illustrative=["time"]), assume_uniform=True), "en")[0].lines
    assert lines[0].startswith("Illustrative, not measured: ")
    assert lines[1] == "Assumed: assume_uniform_probabilities"


def test_key_figures_count_steps_handoffs_and_ways_back():
    found = figures(process(*rework(), roles=ROLES))
    assert found["Steps"] == "3 (2 activities, 1 decision)"
    assert found["Handoffs between roles, per case"] == "1.50"
    assert found["Ways back (rework, planned)"] == "1, 0"
    assert found["Work per case"] == "50.0 min"
    assert found["Rework, share of work"] == "20.0%"


def test_what_is_not_known_is_called_unknown_never_zero():
    found = figures(process(*chain({"id": "A", "name": "a"}, {"id": "B", "name": "b", "time": 3})))
    assert found["Work per case"].startswith("≥ 3.0 min")
    assert found["Cycle time"].startswith("unknown")
    assert figures(process(*chain({"id": "A", "name": "a"})), "zh")["周期时间"].startswith("未知")


def test_long_times_stand_in_hours_as_well():
    assert figures(process(*chain({"id": "A", "name": "a", "time": 240})))["Work per case"] == "240.0 min (4.0 h)"


def test_assumed_numbers_are_marked():
    steps = [
        start("X"),
        {"id": "X", "decision": "?", "next": ["B", "E"]},
        {"id": "B", "name": "b", "time": 4, "next": "E"},
    ]
    assert figures(process(*steps, END), assume_uniform=True)["Work per case"] == "2.0 (assumed) min"


def test_handoffs_stand_by_pair_the_most_frequent_first():
    rows = sections(process(*rework(), roles=ROLES))["Where work changes hands"].rows
    assert rows == (("role", "Clerk → Boss", "1.25"), ("role", "Boss → Clerk", "0.25"))


def test_ways_back_tell_kind_returns_rework_and_the_shortest_loop():
    (row,) = sections(process(*rework(), roles=ROLES))["Where work comes back"].rows
    assert row == ("G Good? → A Write", "between roles", "0.25", "10.0", "A > B")


def test_waiting_stands_by_step():
    (row,) = sections(process(*rework(), roles=ROLES))["Where it waits"].rows
    assert row[:4] == ("B Check", "Boss", "75.0", "100%")


def test_load_leaves_out_what_nobody_knows():
    rows = sections(process(*rework(), roles=ROLES))["Load"].rows
    assert [row[0] for row in rows] == ["Clerk", "Boss"]
    assert [row[3] for row in rows] == ["2", ""]
    assert "Load" not in sections(process(*chain({"id": "A", "name": "a"})))


def test_sections_without_content_are_absent():
    titles = list(sections(process(*chain({"id": "A", "name": "a"}))))
    assert "Where work comes back" not in titles
    assert "Where work changes hands" not in titles
    assert titles[-1] == "Findings"


def test_findings_are_counted_and_listed_with_their_remedy():
    found = sections(Process(id="p"))["Findings"]
    assert found.lines[0].split()[1] == "errors,"
    assert found.rows[0][0] == "error"
    assert all(all(row) for row in found.rows)
    assert found.long


@pytest.mark.parametrize("lang", ["en", "zh"])
@settings(max_examples=15)
@given(processes())
def test_every_row_is_as_long_as_its_head(lang, model):
    for section in diagnosis_sections(analyse(model), lang):
        assert section.title
        assert all(len(row) == len(section.head) for row in section.rows)
