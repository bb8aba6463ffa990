"""Post descriptions, duties by department, the long table; two languages; paper; other levels and variants."""

from __future__ import annotations

import io

import openpyxl
import pytest

from bpr.analysis.raci.levels import roll_up_process
from bpr.analysis.raci.load import report_raci
from bpr.diagnosis.analyse import analyse
from bpr.errors import ExportError
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.model import Process

from .models import claim


def opened(process=None, **options):
    process = process or claim()
    return openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(process, analyse(process), **options)))


@pytest.fixture(scope="module")
def english():
    return opened()


@pytest.fixture(scope="module")
def both():
    return opened(lang="both")


def block(sheet, name):
    """The rows below the band of somebody."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    start = next(at for at, row in enumerate(rows) if row[0] == name)
    found = []
    for at, row in enumerate(rows[start + 1 :], start=start + 6):
        if sheet.row_dimensions[at].outlineLevel == 0:
            break
        found.append(tuple(row))
    return rows[start], found


def test_a_post_description_says_what_a_role_does_decides_is_asked_and_is_told(english):
    band, rows = block(english["Posts"], "Clerk")
    assert band[1] == "department: Claims · people: 3"
    assert rows == [
        ("does", "R", "2", "Check the claim", "Core system", "Claim form", "–"),
        ("does", "R", "4", "Close the file", "?", "?", "?"),
        ("answers for, decides", "A", "1", "Report the claim", "?", "?", "Claim form"),
        ("answers for, decides", "A", "2", "Check the claim", "Core system", "Claim form", "–"),
        ("decides", None, None, "Complete?", None, None, None),
    ]
    _, cashier = block(english["Posts"], "Cashier")
    assert ("is asked before", "C", "2", "Check the claim", "Core system", "Claim form", "–") in cashier
    _, customer = block(english["Posts"], "Customer")
    assert customer[-1][:4] == ("is told afterwards", "I", "4", "Close the file")


def test_every_role_has_a_page_of_its_own(english):
    assert len(english["Posts"].row_breaks.brk) == len(claim().roles) - 1
    assert len(english["Departments"].row_breaks.brk) == len(claim().departments) - 1


def test_a_department_counts_the_letters_of_its_roles(english):
    band, rows = block(english["Departments"], "Claims")
    assert band[1] == "R 2 · A 4"
    assert ("Head of claims", "answers for, decides", "A", "4", "Close the file") in rows


def test_the_long_table_has_one_line_a_letter(english):
    sheet = english["Long"]
    (table,) = sheet.tables.values()
    assert (table.displayName, table.ref) == ("raci_long", f"A1:K{sheet.max_row}")
    matrix = analyse(claim()).raci.matrix
    lines = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    letters = {(step, role, x) for step, row in matrix.rows.items() for role, held in row.items() for x in held}
    assert {(row[0], row[4], row[8]) for row in lines} == letters
    assert len(lines) == len(letters)
    pay = next(row for row in lines if row[0] == "A31" and row[8] == "R")
    assert pay == ("A31", "3.1", "Pay", "Finance", "cashier", "Cashier", "Finance", "no", "R", "does", "no")


def test_two_languages_stand_above_each_other(both):
    assert "Check 检查" in both.sheetnames
    sheet = both["RACI"]
    assert sheet["D7"].value == "Report the claim\n报案"
    assert sheet["G5"].value == "Claims\n理赔部"
    assert sheet["J5"].value == "Customer\n客户\n(external / 外部)"
    texts = [str(cell) for page in both for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert any("OK / 正常" in text for text in texts)
    assert not [text for text in texts if "{0}" in text or "{}" in text]


def test_the_labels_kept_for_the_way_back_are_those_shown(both):
    base = both["_bpr"]
    kept = {base.cell(row, 4).value: base.cell(row, 5).value for row in range(2, 8)}
    shown = {both["RACI"].cell(row, 1).value: both["RACI"].cell(row, 4).value for row in range(7, 13)}
    assert kept == shown


@pytest.mark.parametrize(("paper", "code"), [("A4", 9), ("A3", 8)])
def test_every_sheet_prints_on_the_paper_asked_for(paper, code):
    book = opened(paper=paper)
    assert {sheet.page_setup.paperSize for sheet in book if sheet.title != "_bpr"} == {code}


@pytest.mark.parametrize("wish", [{"lang": "fr"}, {"paper": "A5"}])
def test_other_languages_and_papers_are_refused(wish):
    with pytest.raises(ExportError, match="en, zh or both"):
        opened(**wish)


def test_a_matrix_in_another_variant_leaves_the_rest_of_the_workbook_alone():
    process = claim()
    report = report_raci(process, variant="DACI")
    book = opened(process, raci=report)
    assert "DACI" in book.sheetnames
    assert book["DACI"]["G8"].value == "A/D"
    assert "Handoffs" in book.sheetnames
    codes = {row[2] for row in book["Findings"].iter_rows(min_row=5, values_only=True)}
    assert {finding.code for finding in report.findings} <= codes


def test_what_is_rolled_up_has_duties_and_no_numbers():
    rolled = roll_up_process(claim(), "sub-process")
    book = openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(rolled.process, None, raci=rolled.report)))
    assert not {"Handoffs", "Loops", "Handoff matrix"} & set(book.sheetnames)
    assert [book["RACI"].cell(row, 1).value for row in range(7, 12)] == ["A1", "A2", "A3", "A4", None]
    assert book["_bpr"]["B4"].value == "claim.asis@sub-process"


def test_a_process_without_roles_has_no_posts():
    names = opened(Process.model_validate({"process": "bare", "steps": [{"id": "A", "name": "Work"}]})).sheetnames
    assert "Posts" not in names
    assert "Long" in names
