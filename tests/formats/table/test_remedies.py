"""What to type into the cell: every fault of a table names sheet, row and heading, and no word of a process file."""

from __future__ import annotations

import pytest

from bpr.errors import InputError
from bpr.formats.table import read_table
from tests.formats.table.tables import FILE_WORDS, HEAD, faults, problems

PLAIN = ("A1", "Ask", None, None, None, None, "Clerk", "Sales", None)


def row(**cells: object) -> tuple[object, ...]:
    """The plain row with some cells changed, by heading."""
    return tuple(cells.get(head, value) for head, value in zip(HEAD, PLAIN, strict=True))


ROWS = {
    "a time in words": (row(Time="ca. 20"), "BAD_NUMBER", "Time", "2 h"),
    "a time of day": (row(Time="0:30"), "BAD_NUMBER", "Time", "30 min"),
    "a negative time": (row(Time=-1), "BAD_NUMBER", "Time", "such as 15"),
    "an unknown unit": (row(Time="3 moons"), "BAD_VALUE", "Time", "s, min, h, d or w"),
    "too few numbers": (row(Time="triangular(2, 3)"), "BAD_VALUE", "Time", "triangular(low, mode, high)"),
    "numbers from high to low": (row(Time="triangular(7, 3, 2)"), "BAD_VALUE", "Time", "triangular(2, 3, 7)"),
    "two numbers from high to low": (row(Time="uniform(7, 3)"), "BAD_VALUE", "Time", "uniform(2, 3)"),
    "half a stage": (row(Time="erlang(2, 1.5)"), "BAD_VALUE", "Time", "such as 15"),
    "a share in words": (row(Next="A1", Share="half"), "BAD_VALUE", "Share", "15%"),
    "a share above one": (row(Next="A1", Share="90"), "BAD_VALUE", "Share", "write 90%"),
    "an unknown step": (row(Next="A9"), "UNDEFINED", "Next", "A1"),
    "an id of two lines": (row(ID="A\n1"), "BAD_VALUE", "ID", "one line"),
    "a long id": (row(ID="A" * 501), "BAD_VALUE", "ID", "shorten it"),
    "a long name": (row(Step="A" * 10_001), "BAD_VALUE", "Step", "shorten it"),
    "a long role": (row(Role="A, " + "A" * 10_001), "BAD_VALUE", "Role", "shorten it"),
    "a long label": (row(Next="A1, end", Label="A" * 10_001), "BAD_VALUE", "Label", "shorten it"),
    "a long department": (row(Department="A" * 10_001), "BAD_VALUE", "Department", "shorten it"),
    "an unknown type": (row(Type="cloud"), "BAD_VALUE", "Type", "decision"),
    "one or all ways": (row(Next="A1, end"), "KIND_UNKNOWN", "Type", "decision"),
    "too many labels": (row(Next="A1, end", Label="a, b, c"), "TOO_MANY", "Label", "one entry a next step"),
    "an error value": (row(Role="#REF!"), "BAD_CELL", "Role", "type the value"),
    "a formula": (row(Role="=1+1"), "FORMULA", "Role", "type the value"),
    "no name": (row(Step=None), "NO_STEP", "Step", "clear the row"),
}


@pytest.mark.parametrize(("cells", "code", "heading", "word"), ROWS.values(), ids=list(ROWS))
def test_a_fault_of_a_row_says_what_to_type_where(cells, code, heading, word, tmp_path):
    problem = next(problem for problem in problems(tmp_path, [HEAD, cells]) if problem.code == code)
    assert problem.remedy.en.startswith(f"sheet 'Steps', row 2, '{heading}': ")
    assert problem.remedy.zh.startswith(f"工作表“Steps”第 2 行“{heading}”：")
    assert word in problem.remedy.en
    assert (problem.where.cell or "").startswith("Steps!")


def test_a_cell_that_is_looked_at_twice_is_told_once(tmp_path):
    assert faults(tmp_path, [HEAD, row(Department="#REF!")]) == [("BAD_CELL", "Steps!H2")]


FACTS = {
    "a stage": ("Stage", "someday", "BAD_VALUE", "as-is"),
    "a level beyond": ("Level", 9, "BAD_VALUE", "at most 5"),
    "half a level": ("Level", 2.5, "BAD_VALUE", "such as 15"),
    "a unit": ("Time unit", "moon", "BAD_VALUE", "'s'"),
    "hours": ("Hours per day", 30, "BAD_VALUE", "at most 24"),
    "letters": ("Duty letters", "XYZ", "BAD_VALUE", ""),
    "a currency": ("Currency", "x" * 21, "BAD_VALUE", "shorten it"),
    "a count": ("Cases", "1.2.3 per month", "BAD_VALUE", "such as 15"),
    "a period": ("Cases", "12 per moon", "BAD_VALUE", "month"),
    "an id": ("Process ID", "a\tb", "BAD_VALUE", "one line"),
    "a title": ("Title", "x" * 10_001, "BAD_VALUE", "shorten it"),
}


@pytest.mark.parametrize(("name", "value", "code", "word"), FACTS.values(), ids=list(FACTS))
def test_a_fault_of_a_fact_names_its_line(name, value, code, word, tmp_path):
    (problem,) = problems(tmp_path, [HEAD, PLAIN], Process=[(name, value)])
    assert problem.code == code
    assert problem.remedy.en.startswith(f"sheet 'Process', row 1, '{name}': ")
    assert word in problem.remedy.en
    assert problem.where.cell == "Process!B1"


def test_facts_of_one_kind_have_lines_of_their_own(tmp_path):
    facts = [("Cases", 5), ("Per", "moon"), ("Hours per day", 8), ("Days per week", 9)]
    found = [problem.where.cell for problem in problems(tmp_path, [HEAD, PLAIN], Process=facts)]
    assert found == ["Process!B2", "Process!B4"]


@pytest.mark.parametrize(
    ("heads", "cells", "heading", "address"),
    [
        (("Role", "People"), ("Boss", "many"), "People", "B2"),
        (("Role", "Rate", "Rate per"), ("Boss", 5, "moon"), "Rate per", "C2"),
        (("Role", "Availability"), ("Boss", "150"), "Availability", "B2"),
        (("Role", "ID"), ("Boss", "a\nb"), "Role", "A2"),
    ],
)
def test_a_fault_of_a_listed_role_names_its_cell(heads, cells, heading, address, tmp_path):
    (problem,) = problems(tmp_path, [HEAD, PLAIN], Roles=[heads, cells])
    assert problem.remedy.en.startswith(f"sheet 'Roles', row 2, '{heading}': ")
    assert problem.where.cell == f"Roles!{address}"


def test_steps_that_contradict_each_other(tmp_path):
    head = ("ID", "Step", "Next", "Part of")
    crossing = problems(tmp_path, [head, ("S", "All", "B", None), ("S1", "One", "B", "S"), ("B", "After", None, None)])
    assert "same sub-process" in crossing[0].remedy.en
    explicit = [("Events", "explicit")]
    (undefined,) = problems(tmp_path, [head, ("A", "Ask", "end", None)], Process=explicit)
    assert undefined.remedy.en == (
        "sheet 'Steps', row 2, 'Next': write the id of a step, or add a row for it; where the process ends, "
        "leave the cell empty"
    )


def test_a_chinese_sheet_is_spoken_of_in_its_own_words(tmp_path):
    rows = [("编号", "步骤", "下一步", "等待（小时）"), ("甲", "申请", "丙", "很久")]
    nowhere, wait = problems(tmp_path, rows, sheet="步骤")
    assert nowhere.remedy.zh.startswith("工作表“步骤”第 2 行“下一步”：")
    assert wait.remedy.zh == (
        "工作表“步骤”第 2 行“等待（小时）”：填写数字如 15，带单位如 2 h，或 三角(2, 3, 7) h；不知道就留空"
    )


def test_a_csv_file_has_lines_instead_of_sheets(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Step,Next,Time\n\nAsk,,soon\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table(path)
    (problem,) = caught.value.problems
    assert problem.remedy.en.startswith("line 3, 'Time': write a number")
    assert FILE_WORDS.search(f"{problem.remedy.en}{problem.remedy.zh}") is None


def test_wrong_sums_of_shares_come_together_with_other_faults(tmp_path):
    rows = [
        HEAD,
        row(ID="G", Step="Sure?", Next="A1, end", Share="10%, 80%"),
        row(ID="P", Type="parallel", Next="A1, end", Share="10%, 80%"),
        row(ID="H", Step="Sure?", Next="A1, end", Share="90%"),
        row(ID="I", Step="Sure?", Next="A1, end", Share="130%"),
        row(ID="J", Next="A1", Share="0.9"),
        row(ID="K", Step="Sure?", Next="A1, A9, end", Share="70%, 50%, 1%"),
        row(Time="soon"),
    ]
    found = problems(tmp_path, rows)
    assert [(problem.code, problem.where.cell) for problem in found] == [
        *(("PROB_SUM", "Steps!F2"), ("BAD_VALUE", "Steps!F5"), ("PROB_SUM", "Steps!F6"), ("UNDEFINED", "Steps!D7")),
        *(("PROB_SUM", "Steps!F7"), ("BAD_NUMBER", "Steps!I8")),
    ]
    for problem in found:
        assert ("a doubt, no fault" in problem.message.en) == (problem.code == "PROB_SUM")
    assert "各分支占比之和" in next(problem.message.zh for problem in found if problem.code == "PROB_SUM")
