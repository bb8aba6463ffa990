"""Matrices of a report: numbered where there are many columns, in several tables where there are very many."""

from __future__ import annotations

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.report.matrices import handoff_matrices, raci_matrix
from bpr.export.speaker import Speaker
from tests.analysis.small_models import chain, process


def speaker(count, lang="en"):
    """A relay through so many roles, one step each."""
    steps = [{"id": f"A{at}", "name": f"Step {at}", "role": f"r{at:02}"} for at in range(count)]
    return Speaker(analyse(process(*chain(*steps))), lang)


def test_few_holders_stand_over_the_columns_by_name():
    (section,) = handoff_matrices(speaker(3))
    assert section.head == ("From \\ to", "R00", "R01", "R02")
    assert [row[0] for row in section.rows] == ["R00", "R01", "R02"]
    pairs = ((row[0], head, cell) for row in section.rows for head, cell in zip(section.head, row, strict=True))
    filled = {(giver, taker) for giver, taker, cell in pairs if cell and taker != section.head[0]}
    assert filled == {("R00", "R01"), ("R01", "R02")}


def test_many_holders_are_numbered_and_the_rows_say_who_is_who():
    (section,) = handoff_matrices(speaker(7))
    assert section.head[1:] == tuple(map(str, range(1, 8)))
    assert [row[0] for row in section.rows][:2] == ["1 R00", "2 R01"]


@pytest.mark.parametrize(("count", "tables"), [(1, 0), (24, 1), (25, 0)])
def test_a_matrix_of_one_holder_or_of_more_than_fit_is_left_out(count, tables):
    assert len(handoff_matrices(speaker(count))) == tables


def test_work_that_stays_in_the_same_hands_is_in_brackets():
    steps = chain({"id": "A", "name": "a", "role": "x"}, {"id": "B", "name": "b", "role": "x"})
    steps[2:3] = [{**steps[2], "next": "C"}, {"id": "C", "name": "c", "role": "y", "next": "E"}]
    (section,) = handoff_matrices(Speaker(analyse(process(*steps)), "en"))
    assert [row[1:] for row in section.rows] == [("(1.00)", "1.00"), ("", "")]


@pytest.mark.parametrize(("count", "columns"), [(3, [3]), (24, [24]), (25, [24, 1]), (49, [24, 24, 1])])
def test_duties_of_many_roles_are_cut_into_tables_that_go_on_counting(count, columns):
    sections = raci_matrix(speaker(count))
    assert [len(section.head) - 1 for section in sections] == columns
    if len(columns) > 1:
        assert sections[1].title.endswith(f"2/{len(columns)}")
    if count == 49:
        assert sections[1].head[1:3] == ("25", "26")
        assert sections[1].lines[-1].startswith("25 R24; 26 R25; ")
        assert sections[2].head[1:] == ("R48",)


def test_each_duty_stands_in_the_row_of_its_step():
    (section,) = raci_matrix(speaker(3, "zh"))
    assert section.head[0] == "步骤"
    assert [row[0] for row in section.rows] == ["A0 Step 0", "A1 Step 1", "A2 Step 2"]
    for at, row in enumerate(section.rows):
        assert "R" in row[1 + at]
