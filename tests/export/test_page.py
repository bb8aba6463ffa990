"""The diagnosis as text and as Markdown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.diagnosis.analyse import analyse
from bpr.export.page import cells, diagnosis_markdown, page_text
from bpr.export.sections import diagnosis_sections
from bpr.export.speaker import Section
from tests.analysis.small_models import chain, process, rework
from tests.strategies import processes


def page(model, lang="en", **options):
    return page_text(diagnosis_sections(analyse(model), lang), **options)


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("审核", 4), ("R 执行", 6), ("é", 1), ("e\u0301", 1)]
)
def test_wide_characters_take_two_columns(text, columns):
    assert cells(text) == columns


def test_the_page_begins_with_the_title_and_ends_with_one_line_break():
    text = page(process(*rework(), title="Letters", stage="as-is"))
    assert text.splitlines()[:2] == ["Letters (as-is)", "==============="]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_the_page_and_nothing_ends_in_a_space(width, lang):
    lines = page(process(*rework(), title="Letters " * 30), lang, width=width).splitlines()
    assert max(map(cells, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_a_text_as_long_as_a_cell_can_hold_is_folded_in_no_time():
    before = time.perf_counter()
    page = page_text([Section("t", "Title", head=("a", "b"), rows=(("x" * 32_767, "核" * 10_000),))])
    assert time.perf_counter() - before < 2
    assert page.count("x") == 32_767
    assert page.count("核") == 10_000
    assert max(map(cells, page.splitlines())) <= 100


def test_numbers_stand_to_the_right_under_their_head():
    lines = page(process(*rework())).splitlines()
    begin = lines.index("Where work changes hands")
    head, *rows = lines[begin + 2 : begin + 5]
    assert head.endswith("Per case")
    assert [row.split()[-1] for row in rows] == ["1.25", "0.25"]
    assert {len(row) for row in rows} == {len(head)}


def test_a_brief_page_leaves_out_the_table_of_findings_but_not_their_number():
    model = process(*rework())
    whole, brief = page(model), page(model, brief=True)
    assert len(brief) < len(whole)
    assert "Findings" in brief
    assert "Remedy" in whole
    assert "Remedy" not in brief


def test_the_chinese_page_speaks_chinese():
    text = page(process(*rework(), title={"en": "Letters", "zh": "信函处理"}), "zh")
    assert text.startswith("信函处理")
    for word in ("关键指标", "交接", "返工", "发现", "改法"):
        assert word in text


def test_markdown_has_headings_and_tables_of_equal_width():
    text = diagnosis_markdown(analyse(process(*rework(), title="Letters")), "en")
    assert text.startswith("# Letters\n")
    assert "\n## Key figures\n" in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert table
    assert all(line.endswith("|") for line in table)


def test_labels_cannot_become_markup():
    text = diagnosis_markdown(analyse(process(*rework(), title="<b>*x*</b> | [y](z) # `q`")), "en")
    head = text.splitlines()[0]
    assert head == r"# &lt;b>\*x\*&lt;/b> | \[y\](z) \# \`q\`"


def test_a_pipe_in_a_cell_does_not_open_a_column():
    model = process(*chain({"id": "A", "name": "a|b", "role": "clerk", "time": 5, "wait": 9}))
    rows = [line for line in diagnosis_markdown(analyse(model), "en").splitlines() if "a\\|b" in line]
    assert rows


@settings(max_examples=15)
@given(processes(), st.sampled_from(["en", "zh"]))
def test_any_process_has_a_page_and_a_markdown(model, lang):
    found = analyse(model)
    assert page_text(diagnosis_sections(found, lang)).strip()
    rows = [line for line in diagnosis_markdown(found, lang).splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)
