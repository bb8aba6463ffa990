"""What a report says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from bpr.diagnosis.analyse import analyse
from bpr.export.report.content import make_report
from bpr.export.report.glossary import TERMS, glossary_section
from bpr.export.swimlane.album import Album
from bpr.formats.files import load
from tests.analysis.small_models import chain, process
from tests.export.html.models import letters
from tests.strategies import processes

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


def report(model, lang="en", **options):
    return make_report(Album.of(analyse(model, **options)), lang=lang)


def chapter(made, key):
    return next(one for one in made.chapters if one.key == key)


def test_chapters_stand_in_reading_order_and_empty_ones_are_left_out():
    keys = [one.key for one in report(letters()).chapters]
    assert keys[:3] == ["figures", "pictures", "findings"]
    assert keys[-2:] == ["glossary", "methods"]
    assert {"handoffs", "handoff_matrix", "loops", "duties", "raci_matrix"} <= set(keys)
    alone = [one.key for one in report(process(*chain({"id": "A", "name": "a"}))).chapters]
    assert not {"handoffs", "handoff_matrix", "loops"} & set(alone)


def test_the_cover_tells_who_and_the_few_numbers():
    made = report(letters())
    assert (made.title, made.facts) == ("Letters", ("owner: Boss",))
    assert dict(made.highlights)["Handoffs between roles, per case"] == "2.50"
    assert dict(made.highlights)["Cycle time"] == "≥ 37.5 min"
    assert made.caution == ()


def test_what_is_not_known_is_said_in_the_summary():
    told = " ".join(report(letters()).summary)
    assert "A case changes hands 2.50 times between roles" in told
    assert "The cycle time is not known; missing: " in told
    assert "Check: waiting time" in told


def test_known_times_are_told():
    model = process(*chain({"id": "A", "name": "a", "role": "r", "time": 30, "wait": 90}))
    told = report(model, "zh").summary
    assert any(line == "周期时间为 120.0 分钟 (2.0 小时)，其中 25.0% 用于处理。" for line in told)
    assert "图中没有返回路径：工作不会返回。" in told


def test_illustrative_numbers_and_assumptions_are_named_on_the_cover():
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "X"},
        {"id": "X", "decision": "?", "role": "r", "next": ["B", "E"]},
        {"id": "B", "name": "b", "role": "q", "time": 4, "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ]
    made = report(process(*steps, illustrative=["time"]), assume_uniform=True)
    assert made.caution[0].startswith("Illustrative, not measured: processing times.")
    assert "assumed" in made.caution[1]


def test_the_handoff_matrix_has_a_row_and_a_column_for_each_holder():
    section = chapter(report(letters()), "handoff_matrix").sections[0]
    assert section.head == ("From \\ to", "Office", "Board")
    assert section.rows == (("Office", "(1.00)", "1.25"), ("Board", "1.25", "(1.25)"))


def test_many_columns_are_numbered_and_named_above():
    roles = [f"r{number}" for number in range(8)]
    steps = [{"id": f"A{number}", "name": f"do {number}", "role": role} for number, role in enumerate(roles)]
    made = report(process(*chain(*steps)))
    (section,) = chapter(made, "raci_matrix").sections
    assert section.head == ("Step", *map(str, range(1, 9)))
    assert section.lines[1].startswith("1 R0; 2 R1")
    matrix = chapter(made, "handoff_matrix").sections[-1]
    assert matrix.rows[1][0] == "2 R1"
    assert matrix.rows[1][3] == "1.00"


def test_every_number_tells_how_it_was_found_and_what_is_missing():
    section = chapter(report(letters()), "methods").sections[0]
    rows = {row[0]: row for row in section.rows}
    assert rows["Handoffs between roles"][3] == "exact for this model"
    assert rows["Cycle time"][3] == "not known"
    assert "Check: waiting time" in rows["Cycle time"][4]
    whole = process(*chain({"id": "A", "name": "a", "role": "r", "time": 1, "wait": 0}))
    assert len(chapter(report(whole), "methods").sections[0].head) == 4


def test_the_glossary_explains_only_what_is_said():
    names = [row[0] for row in glossary_section(["Work per case"], "en").rows]
    assert names == ["processing time"]
    assert ("交接", "前后相接的两个步骤由不同角色或部门执行") in glossary_section(["交接"], "zh").rows


def test_the_words_are_those_of_the_glossary_of_the_project():
    text = GLOSSARY.read_text(encoding="utf-8").lower()
    for term in TERMS:
        assert term.name.pick("en").lower() in text
        assert term.name.pick("zh").lower() in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@settings(max_examples=10)
@given(processes())
def test_any_process_has_a_report_whose_rows_fit_their_heads(lang, model):
    made = report(model, lang)
    assert len(made.severities) == len(chapter(made, "findings").sections[0].rows)
    for one in made.chapters:
        assert one.title
        for section in one.sections:
            assert all(len(row) == len(section.head) for row in section.rows)


def test_a_library_report_in_chinese_has_no_english_sentence_of_ours():
    made = report(load("order-to-cash.asis"), "zh")
    ours = [*made.summary, *made.caution, *(one.about for one in made.chapters), *(one.title for one in made.chapters)]
    for text in filter(None, ours):
        assert any("\u4e00" <= char <= "\u9fff" for char in text)
