"""The process table as a workbook: what people see, and what the preview says."""

from __future__ import annotations

import io
import shutil

import openpyxl
import pytest

from bpr.export.workbook.process_table import FIRST_ROW, HEAD_ROW, process_table_bytes
from bpr.export.workbook.table_check import NO_NAME, NO_ROLE, NOT_WHOLE, ONE_OR_ALL, SUMMARY, TOO_FEW, TWICE, UNKNOWN
from bpr.export.workbook.table_example import example_process
from bpr.export.workbook.table_notes import NOTES
from bpr.formats.files import load
from bpr.formats.table import read_table, table_part
from bpr.formats.table.columns import header_of
from tests.export.workbook.test_libreoffice import recalculated

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def heads(sheet) -> dict[str, int]:
    """The column of each field on the steps sheet (of a bilingual one, the first)."""
    found: dict[str, int] = {}
    for cell in sheet[HEAD_ROW]:
        header = header_of(str(cell.value or ""))
        if header is not None:
            found.setdefault(header.field, cell.column)
    return found


@LANGUAGES
def test_the_template_has_notes_dropdowns_and_an_example(lang):
    book = opened(process_table_bytes(None, lang=lang, example=True, name="Leave request"))
    sheet = book.worksheets[0]
    columns = heads(sheet)
    assert set(columns) == set(NOTES)
    for cell in sheet[HEAD_ROW]:
        if cell.value:
            note = NOTES[header_of(cell.value).field]
            assert note.en in cell.comment.text
            assert note.zh in cell.comment.text
    chosen = {str(choice.sqref).partition(":")[0] for choice in sheet.data_validations.dataValidation}
    for field in ("type", "next", "role", "department", "accountable"):
        assert sheet.cell(FIRST_ROW, columns[field]).coordinate in chosen
    assert book.sheetnames[-2:] == [{"en": "Example", "zh": "示例"}[lang], "_bpr"]
    assert sheet["A3"].value.startswith("=IF(")
    assert sheet.page_setup.orientation == "landscape"


@LANGUAGES
def test_the_example_alone_is_the_process_it_shows(lang, tmp_path):
    book = opened(process_table_bytes(None, lang=lang, example=True))
    book.remove(book.worksheets[0])
    path = tmp_path / "example.xlsx"
    book.save(path)
    read = read_table(path)
    assert [node.id for node in read.steps] == [node.id for node in example_process().steps]
    assert [flow.share for flow in read.flows] == [flow.share for flow in example_process().flows]
    assert len(read.activities()) + 3 == 10


def test_the_same_process_gives_the_same_bytes():
    process = load("order-to-cash.asis")
    assert process_table_bytes(process) == process_table_bytes(process)
    assert process_table_bytes(None, example=True) == process_table_bytes(None, example=True)


def test_the_preview_of_a_written_process_says_what_it_would_calculate():
    data = process_table_bytes(load("customer-reception.asis"))
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert sheet["A3"].value == SUMMARY["en"][2]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@LANGUAGES
def test_libreoffice_finds_the_planted_faults_and_its_file_reads_the_same(lang, tmp_path):
    book = opened(process_table_bytes(example_process(), lang=lang))
    sheet = book.worksheets[0]
    columns = heads(sheet)
    rows = {sheet.cell(row, 1).value: row for row in range(FIRST_ROW, FIRST_ROW + 10)}

    def put(step: str, field: str, value: str | None) -> None:
        sheet.cell(rows[step], columns[field]).value = value

    clean = tmp_path / "clean"
    clean.mkdir()
    recalculated(book, clean)
    assert read_table(clean / "out" / "edited.xlsx") == table_part(example_process())
    put("A1", "next", "A2, A77")
    put("A2", "role", None)
    put("G1", "share", "10%, 80%")
    put("G2", "next", "A1")
    put("G2", "label", None)
    put("G2", "share", None)
    put("A5", "next", "A6, A7")
    put("A5", "type", None)
    put("A6", "id", "A4")
    put("A7", "next", "A1")
    sheet.cell(FIRST_ROW + 12, 1).value = "B1"
    done = recalculated(book, tmp_path).worksheets[0]
    said = {row: done.cell(row, columns["check"]).value or "" for row in range(FIRST_ROW, FIRST_ROW + 20)}
    expected = {
        **{rows["A1"]: UNKNOWN, rows["A2"]: NO_ROLE, rows["G1"]: NOT_WHOLE, rows["G2"]: TOO_FEW},
        **{rows["A5"]: UNKNOWN, rows["A4"]: TWICE, rows["A6"]: TWICE, FIRST_ROW + 12: NO_NAME},
    }
    assert {row: text for row, text in said.items() if text} == {row: text.pick(lang) for row, text in expected.items()}
    assert done["A3"].value == SUMMARY[lang][1]
    put("A6", "id", "A6")
    put("A7", "next", None)
    done = recalculated(book, tmp_path).worksheets[0]
    assert done.cell(rows["A5"], columns["check"]).value == ONE_OR_ALL.pick(lang)
    assert done["A3"].value == "6".join(SUMMARY[lang][3])
