from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from bpr.diagnosis.analyse import analyse
from bpr.errors import InputError
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.formats.raci_sheet.reading import read_raci_workbook

from ...export.workbook.models import claim


@pytest.fixture
def book():
    return openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(claim(), analyse(claim()), lang="en")))


@pytest.fixture
def read(tmp_path, book):
    def call(**options):
        book.save(tmp_path / "back.xlsx")
        return read_raci_workbook(tmp_path / "back.xlsx", **options)

    return call


def codes(sheets) -> list[str]:
    return [note.code for note in sheets[0].notes]


def refused(read, **options) -> str:
    with pytest.raises(InputError) as caught:
        read(**options)
    (problem,) = caught.value.problems
    assert problem.remedy.pick("zh") != problem.remedy.pick("en")
    return problem.code


def test_an_untouched_workbook_has_its_letters_and_no_notes(read):
    (sheet,) = read(process="claim.asis")
    assert sheet.notes == ()
    assert sheet.cells["A2", "clerk"].text == "A/R"
    assert sheet.cells["A2", "cashier"].cell == "RACI!I8"
    assert len(sheet.cells) == 6 * 4


def test_moved_columns_and_rows_keep_their_letters(read, book):
    book["RACI"].move_range("G4:G20", cols=8)
    book["RACI"].insert_rows(8, 2)
    (sheet,) = read()
    assert sheet.cells["A2", "clerk"].cell == "RACI!O10"
    assert sheet.cells["A2", "clerk"].text == "A/R"


def test_new_rows_and_columns_are_told_word_for_word(read, book):
    book["RACI"]["D14"], book["RACI"]["G14"], book["RACI"]["H14"] = "Archive 归档", "R", "only if asked"
    book["RACI"]["L6"], book["RACI"]["L8"] = "Remarks", "see mail"
    (sheet,) = read()
    added = {note.code: note for note in sheet.notes}
    assert added["STEP_ADDED"].text == "Archive 归档"
    assert added["STEP_ADDED"].parts == (
        ("RACI!G14", "Clerk", "R"),
        ("RACI!H14", "Head of claims", "only if asked"),
    )
    assert added["ROLE_ADDED"].parts == (("RACI!L8", "Check the claim", "see mail"),)


def test_renamed_sheet_step_and_role_are_told_with_their_old_names(read, book):
    book["RACI"]["D8"], book["RACI"]["G6"] = "Examine", "Case worker"
    book["RACI"].title = "Final"
    (sheet,) = read()
    assert [(note.code, note.old, note.text) for note in sheet.notes] == [
        ("SHEET_RENAMED", "RACI", "Final"),
        ("ROLE_RENAMED", "Clerk", "Case worker"),
        ("STEP_RENAMED", "Check the claim", "Examine"),
    ]
    assert sheet.cells["A2", "clerk"].text == "A/R"


def test_deleted_rows_and_columns_are_told_and_have_no_cells(read, book):
    book["RACI"].delete_rows(8)
    book["RACI"].delete_cols(10)
    (sheet,) = read()
    assert {(note.code, note.element) for note in sheet.notes} == {("STEP_REMOVED", "A2"), ("ROLE_REMOVED", "customer")}
    assert not [key for key in sheet.cells if "A2" in key or "customer" in key]


def test_without_hidden_ids_names_have_to_do_and_that_is_said(read, book):
    book["RACI"].delete_rows(4)
    book["RACI"].delete_cols(1)
    (sheet,) = read()
    assert codes([sheet]) == ["MATCHED_BY_LABEL"]
    assert sheet.cells["A2", "clerk"].text == "A/R"


def test_formulas_and_merged_cells_say_so(read, book):
    book["RACI"]["G8"] = "=G7"
    book["RACI"].merge_cells("I9:J9")
    (sheet,) = read()
    assert sheet.cells["A2", "clerk"].formula == "=G7"
    assert sheet.cells["A3", "customer"].merged


def test_a_copy_of_the_matrix_inside_the_workbook_is_read_too(read, book):
    copy = book.copy_worksheet(book["RACI"])
    copy.title = "RACI Anna"
    copy["G8"] = "C"
    first, second = read()
    assert (first.title, second.title) == ("RACI", "RACI Anna")
    assert second.cells["A2", "clerk"].text == "C"


def test_texts_on_other_sheets_are_told(read, book):
    book["Check"]["M40"] = "why twice?"
    book.create_sheet("Minutes")["A1"] = "R"
    (sheet,) = read()
    assert [(note.cell, note.text) for note in sheet.notes] == [("Check!M40", "why twice?"), ("Minutes!A1", "R")]


def test_the_workbook_of_another_process_is_refused(read):
    assert refused(read, process="order.asis") == "OTHER_PROCESS"


def test_a_missing_or_edited_hidden_sheet_needs_something_to_compare_with(read, book):
    book["_bpr"]["M2"] = "C"
    assert refused(read) == "BASE_CHANGED"
    del book["_bpr"]
    assert refused(read) == "BASE_MISSING"


def test_a_workbook_of_a_later_format_is_refused(read, book):
    book["_bpr"]["B2"] = "raci-workbook/9"
    assert refused(read) == "VERSION"


def test_a_workbook_without_its_matrix_is_refused(read, book):
    del book["RACI"]
    assert refused(read) == "NO_MATRIX"


def test_comments_on_cells_are_told(read, book):
    book["RACI"]["G8"].comment = Comment("only until June", "Anna")
    (sheet,) = read()
    assert [(note.code, note.cell, note.text, note.old) for note in sheet.notes] == [
        ("COMMENT", "RACI!G8", "only until June", "A/R")
    ]
