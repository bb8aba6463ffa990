"""RACI sheets that bpr never wrote are found and read, or refused with the reason."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.errors import InputError
from bpr.formats.raci_sheet.foreign import find_matrices, read_matrix
from bpr.formats.raci_sheet.foreign_words import letters_in
from bpr.formats.spreadsheet import Cell, Sheet, read_spreadsheet

from . import foreign_sheets as sheets

CORPUS = Path(os.environ.get("BPR_CORPORA", "../shared/corpora")) / "packt-tpm-workbooks"


def read(workbook, folder, **options):
    workbook.save(folder / "x.xlsx")
    return find_matrices(read_spreadsheet(folder / "x.xlsx"), **options)


def one(workbook, folder):
    (matrix,) = read(workbook, folder)
    return matrix


def letters(matrix):
    return {place: "/".join(cell.letters) if cell.letters is not None else None for place, cell in matrix.cells.items()}


def test_titles_departments_sections_and_legend_are_told_from_the_matrix(tmp_path):
    matrix = one(sheets.with_departments(), tmp_path)
    assert [(role.name, role.department) for role in matrix.roles] == [
        ("Sales clerk", "Sales"),
        ("Account manager", "Sales"),
        ("Credit accountant", "Finance"),
        ("Cashier", "Finance"),
        ("Customer", "Outside"),
    ]
    assert [(step.id, step.name) for step in matrix.steps] == [
        ("1", "Receive the order"),
        ("2", "Credit check"),
        ("3", "Send the invoice"),
        ("4", "Archive"),
        ("5", "Collect the money"),
    ]
    found = letters(matrix)
    assert found["2", "Credit accountant"] == "A/R"
    assert found["5", "Cashier"] == "R/C"
    assert found["3", "Cashier"] is None
    assert matrix.cells["3", "Cashier"].cell == "F8"


def test_chinese_words_and_two_rows_of_heads(tmp_path):
    matrix = one(sheets.chinese(), tmp_path)
    assert [(role.name, role.department) for role in matrix.roles][:3] == [
        ("销售代表", "销售部"),
        ("销售经理", "销售部"),
        ("法务", "法务部"),
    ]
    assert [step.name for step in matrix.steps] == ["提交合同申请", "合同法律审查", "最终审批"]
    assert letters(matrix)["2", "法务"] == "R/A"
    assert letters(matrix)["3", "总经理"] == "R/A"


@pytest.mark.parametrize("make", [sheets.chinese_roles_in_rows, sheets.without_head_words])
def test_roles_in_rows_are_turned_round(make, tmp_path):
    matrix = one(make(), tmp_path)
    assert matrix.transposed
    assert len(matrix.steps) == 4
    assert len(matrix.roles) == 3
    assert "roles stand in rows" in str(matrix.doubts[0])
    held = [cell.letters for (step, _), cell in matrix.cells.items() if step == matrix.steps[1].id]
    assert sum("A" in cell for cell in held) == 1


def test_signs_are_read_with_the_legend(tmp_path):
    matrix = one(sheets.with_signs(), tmp_path)
    assert dict(matrix.legend) == {"●": "R", "○": "S", "△": "I"}
    assert matrix.variant == "RASCI"
    assert letters(matrix)["B2".replace("B", "A"), "项目经理"] == "R"
    assert len(matrix.roles) == 3


def test_the_letters_and_the_title_tell_the_kind_of_matrix(tmp_path):
    def kind(cells, title="Sheet1"):
        rows = [["Step", "Ann", "Bob"], *[[f"Task {n}", *row] for n, row in enumerate(cells)]]
        return one(sheets.book(rows, title=title), tmp_path).variant

    assert kind([["R", "A"], ["R", "S"]]) == "RASCI"
    assert kind([["R/V", "A"], ["V", "S"]]) == "RACI-VS"
    assert kind([["D", "A"], ["C", "I"]]) == "DACI"
    assert kind([["R", "A"], ["P", "D"]]) == "RAPID"
    assert kind([["D", "V"], ["E", "N"]]) == "DECISION-RIGHTS"
    assert kind([["A", "I"], ["A", "I"]], title="DACI") == "DACI"


def test_formulas_and_merges_inside_the_matrix_are_told(tmp_path):
    workbook = sheets.chinese_roles_in_rows()
    workbook.active["C2"] = '=IF(1,"R","")'
    workbook.active.merge_cells("D3:E3")
    matrix = one(workbook, tmp_path)
    assert any("C2" in str(doubt) for doubt in matrix.doubts) or ("审核", "客服") not in matrix.cells
    assert any("D3" in str(doubt) for doubt in matrix.doubts)


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Age"], ["Ann", 3]],
        [["Probability", "P", "I", "R"], ["Low", 1, 2, 3], ["High", 3, 2, 1]],
        [["Tool", "Planning", "Chat"], ["Project", "x", "x"], ["Board", "x", None]],
        [[]],
        [["R", "A", "C", "I"]],
    ],
)
def test_other_sheets_are_no_matrix(rows, tmp_path):
    with pytest.raises(InputError, match="no RACI matrix was found on: Sheet1"):
        read(sheets.book(rows), tmp_path)


def test_a_sheet_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(InputError, match="no sheet 'RACI'"):
        read(sheets.chinese(), tmp_path, sheet="RACI")


@pytest.mark.parametrize(("second", "meant"), [("执行", "A"), ("批准", "R"), ("执行／批准", "R")])
def test_the_word_that_some_use_for_r_and_some_for_a_is_told_by_the_words_beside_it(tmp_path, second, meant):
    rows = [["步骤", "专员", "经理", "总监"], ["受理", second, "负责", None], ["核对", second, "负责", "知会"]]
    found = letters(one(sheets.book([*rows, ["归档", second, "咨询", "知会"]]), tmp_path))
    assert found["A2", "经理"] == meant


def test_a_number_beside_a_step_is_no_sign_of_a_legend(tmp_path):
    rows = [["#", "Step", "Clerk", "Manager"], [1, "Check", "R", "A"], [2, "Approve invoice"], [3, "Pay", "R", "A"]]
    matrix = one(sheets.book(rows), tmp_path)
    assert matrix.legend == {}
    assert [step.name for step in matrix.steps] == ["Check", "Approve invoice", "Pay"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpora are not here")
@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("RACI", [("RACI", 8, 6)]),
        ("TPM RACI", [("TPM RACI", 11, 1)]),
        ("Tables", [("RACI", 8, 6), ("Tech RACI", 11, 1)]),
    ],
)
def test_workbooks_found_in_the_wild(name, sizes):
    found = find_matrices(read_spreadsheet(CORPUS / f"{name}.xlsx"))
    assert [(matrix.sheet, len(matrix.steps), len(matrix.roles)) for matrix in found] == sizes
    assert all(cell.letters for matrix in found for cell in matrix.cells.values())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpora are not here")
@pytest.mark.parametrize("name", ["Stakeholders", "Risk Scorecard", "Risk Log", "Project Plan", "Buffer Scorecard"])
def test_other_workbooks_in_the_wild_are_refused(name):
    with pytest.raises(InputError, match="no RACI matrix"):
        find_matrices(read_spreadsheet(CORPUS / f"{name}.xlsx"))


def test_hostile_workbooks_are_refused_quickly(tmp_path):
    begin = time.perf_counter()
    bad = tmp_path / "bad.xlsx"
    for data in (b"", b"R,A,C", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, b"PK\x03\x04 no archive"):
        bad.write_bytes(data)
        with pytest.raises(InputError):
            find_matrices(read_spreadsheet(bad))
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>" + b" " * 60_000_000)
    with pytest.raises(InputError, match="too large"):
        find_matrices(read_spreadsheet(bad))
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in range(1, 400):
        for column in range(1, 60):
            sheet.cell(row, column).value = "R"
    workbook.save(bad)
    with pytest.raises(InputError, match="no RACI matrix"):
        find_matrices(read_spreadsheet(bad))
    assert time.perf_counter() - begin < 20


TEXTS = st.one_of(
    st.sampled_from(
        ["R", "A", "C", "I", "A/R", "Step", "角色", "负责", "R = Responsible", "●", "● 负责", "No.", "", "-"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=150)
@given(
    st.dictionaries(st.tuples(st.integers(1, 8), st.integers(1, 6)), TEXTS, max_size=40),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(4, 8), st.integers(3, 6)), max_size=2),
)
def test_whatever_stands_on_a_sheet_it_is_read_or_it_is_none(cells, merged):
    filled = {place: Cell(text) for place, text in cells.items() if text}
    matrix = read_matrix(Sheet("S", filled, tuple(merged)))
    if matrix is None:
        return
    assert len({step.id for step in matrix.steps}) == len(matrix.steps)
    assert len({role.id for role in matrix.roles}) == len(matrix.roles)
    places = {cell.cell for cell in matrix.cells.values()}
    assert len(places) == len(matrix.cells)  # no letter is counted twice


@given(st.lists(st.sampled_from("RACI"), min_size=1, max_size=4, unique=True), st.sampled_from("/,、;+& "))
def test_letters_with_any_separator_are_read(found, separator):
    assert letters_in(separator.join(found), {}) == tuple(found)
