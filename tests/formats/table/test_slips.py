"""Misspelt roles, departments, phases and systems are told, with the cell and the name that is probably meant."""

from __future__ import annotations

import pytest

from bpr.findings import Severity
from bpr.formats.reading import reading_findings
from bpr.formats.table import read_table
from tests.formats.table.tables import problems, read, workbook

HEAD = ("ID", "Step", "Next", "Role", "Department", "Phase", "System", "Informed")


def slips(process) -> list[tuple[str, str]]:
    """The cell of each name that looks like another one, and what it looks like, with its cell."""
    kept = [entry for entry in process.unread if entry.reason == "LOOKS_ALIKE"]
    return [(f"{entry.where} {entry.what}", " | ".join(entry.raw.split("\n"))) for entry in kept]


def test_each_misspelt_name_is_told_with_its_cell_and_the_one_that_is_meant(tmp_path):
    rows = [
        HEAD,
        ("A", "Ask", "B", "Sales Clerk", "Sales", "Request", "Expense portal", "Manager"),
        ("B", "Look", "C", "sales clerk", "Sales", "request", "Expense portl", "Manger"),
        ("C", "Pay", None, "Sales Clrk", "Salse", "Payment", "Expense portal", None),
    ]
    process = read(tmp_path, rows)
    assert slips(process) == [
        ("Steps!H3 Informed", "Manger | Manager | Steps!H2"),
        ("Steps!D4 Role", "Sales Clrk | Sales Clerk | Steps!D2"),
        ("Steps!E4 Department", "Salse | Sales | Steps!E2"),
        ("Steps!G3 System", "Expense portl | Expense portal | Steps!G2"),
        ("Steps!F3 Phase", "request | Request | Steps!F2"),
    ]
    findings = reading_findings(process)
    assert {(finding.code, finding.severity) for finding in findings} == {("LOOKS_ALIKE", Severity.WARNING)}
    assert len(findings) == 5
    told = next(finding.message for finding in findings if "Clrk" in finding.message.en)
    assert told.en == (
        "Steps!D4, 'Role': 'Sales Clrk' looks like 'Sales Clerk' (Steps!D2) and is read as something else; "
        "did you mean 'Sales Clerk'?"
    )
    assert "是否应为“Sales Clerk”" in told.zh


def test_the_name_used_more_often_is_the_one_that_is_meant(tmp_path):
    rows = [("Step", "Next", "Role"), ("A", "B", "Clrk"), ("B", "C", "Clerk"), ("C", None, "Clerk")]
    assert slips(read(tmp_path, rows)) == [("Steps!C2 Role", "Clrk | Clerk | Steps!C3")]


def test_a_listed_name_is_right_and_listed_ones_are_compared_too(tmp_path):
    rows = [("Step", "Next", "Role"), ("A", "B", "Manger"), ("B", None, "Manger")]
    roles = [("Role", "People"), ("Manager", 2), ("Buyer", 1), ("Buyers", 1)]
    assert slips(read(tmp_path, rows, Roles=roles)) == [
        ("Roles!A4 Role", "Buyers | Buyer | Roles!A3"),
        ("Steps!C2 Role", "Manger | Manager | Roles!A2"),
    ]


def test_names_listed_with_ids_of_their_own_are_meant_so(tmp_path):
    rows = [("Step", "Next", "Role"), ("A", None, "Buyer")]
    roles = [("Role", "ID"), ("Buyer", "b1"), ("Buyers", "b2")]
    assert slips(read(tmp_path, rows, Roles=roles)) == []


def test_names_that_differ_in_the_other_language_are_meant_so(tmp_path):
    rows = [("Step", "Next", "Role"), ("A", None, "Teller")]
    roles = [("Role (en)", "Role (zh)"), ("Teller", "出纳"), ("Tellers", "柜员")]
    assert slips(read(tmp_path, rows, Roles=roles)) == []


def test_lines_of_csv_files_are_named_by_number(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("步骤,下一步,角色\n甲,乙,销售经理\n乙,,销售经历\n", encoding="utf-8")
    assert slips(read_table(path)) == [("3:3 角色", "销售经历 | 销售经理 | 2:3")]


def test_slips_come_together_with_the_faults_of_a_table(tmp_path):
    rows = [("Step", "Next", "Role"), ("A", "B", "Clerk"), ("B", "Z", "Clrk")]
    undefined, slip = problems(tmp_path, rows)
    assert (undefined.code, slip.code, slip.where.cell) == ("UNDEFINED", "LOOKS_ALIKE", "Steps!C3")
    assert slip.remedy.en.startswith("sheet 'Steps', row 3, 'Role': did you mean 'Clerk'?")


@pytest.mark.parametrize("count", [400, 401])
def test_very_many_names_are_not_compared(count, tmp_path):
    numbered = [f"{'abcdefghijklmnopqrst'[n % 20]}{'uvwxyzabcdefghijklmn'[n // 20]}x" for n in range(count - 2)]
    names = [*numbered, "Manager", "Manger"]
    path = workbook(
        tmp_path / "t.xlsx", [("Step", "Next", "Role"), *((f"S{n}", None, name) for n, name in enumerate(names))]
    )
    assert bool(slips(read_table(path))) == (count == 400)
