from __future__ import annotations

import io
import tempfile
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.errors import InputError
from bpr.formats import spreadsheet
from bpr.formats.spreadsheet import Cell, address, read_spreadsheet


def save(path: Path, fill) -> Path:
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    workbook.save(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_spreadsheet(path)
    (problem,) = caught.value.problems
    assert problem.remedy.pick("en")
    assert problem.remedy.pick("zh") != problem.remedy.pick("en")
    return problem.code


def test_contents_come_as_people_see_them(tmp_path):
    def fill(sheet):
        sheet.title = "RACI"
        sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = " R ", 3, 2.5, True
        sheet["A2"], sheet["B2"] = date(2026, 11, 21), datetime(2026, 11, 21, 9, 30)

    read = read_spreadsheet(save(tmp_path / "a.xlsx", fill))
    sheet = read.sheet("RACI")
    assert [sheet.text(1, column) for column in range(1, 6)] == ["R", "3", "2.5", "TRUE", ""]
    assert [sheet.text(2, column) for column in (1, 2)] == ["2026-11-21", "2026-11-21 09:30:00"]
    assert str(read.where(sheet, 2, 28)) == f"{tmp_path / 'a.xlsx'}:RACI!AB2"


def test_a_formula_is_told_and_carries_the_value_saved_with_it(tmp_path):
    path = save(tmp_path / "f.xlsx", lambda sheet: sheet.__setitem__("A1", '=IF(1=1,"A","R")'))
    assert read_spreadsheet(path).sheets[0].cell(1, 1) == Cell(None, '=IF(1=1,"A","R")')


def test_a_text_that_begins_like_a_formula_is_a_text(tmp_path):
    def fill(sheet):
        sheet["A1"] = "=1+1"
        sheet["A1"].data_type = "s"
        sheet["A1"].quotePrefix = True

    assert read_spreadsheet(save(tmp_path / "t.xlsx", fill)).sheets[0].cell(1, 1) == Cell("=1+1")


def test_merged_areas_lend_their_content_on_request(tmp_path):
    def fill(sheet):
        sheet["B2"] = "Sales"
        sheet.merge_cells("B2:D3")

    sheet = read_spreadsheet(save(tmp_path / "m.xlsx", fill)).sheets[0]
    assert sheet.merged == ((2, 2, 3, 4),)
    assert (sheet.text(3, 4), sheet.text(3, 4, through_merge=True)) == ("", "Sales")
    assert sheet.is_merged(3, 4)
    assert not sheet.is_merged(4, 4)


def test_a_hundred_thousand_formatted_empty_rows_cost_seconds_at_most(tmp_path):
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>' for r in range(2, 100_002))
    path = save(tmp_path / "e.xlsx", lambda sheet: sheet.__setitem__("A1", "id"))
    parts = {info.filename: data for info, data in members(path)}
    sheet = parts["xl/worksheets/sheet1.xml"].decode().replace("</sheetData>", rows + "</sheetData>")
    rewrite(path, parts | {"xl/worksheets/sheet1.xml": sheet.encode()})
    begin = time.process_time()
    read = read_spreadsheet(path)
    assert len(read.sheets[0].cells) == 1
    assert time.process_time() - begin < 10


def members(path):
    with zipfile.ZipFile(path) as archive:
        return [(info, archive.read(info)) for info in archive.infolist()]


def rewrite(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_what_is_no_workbook_is_refused_with_its_remedy(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"")
    assert refused(path) == "EMPTY_FILE"
    path.write_bytes(b"id;name\nA;Write\n")
    assert refused(path) == "NOT_XLSX"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert refused(path) == "NOT_XLSX"
    rewrite(path, {"word/document.xml": b"<w/>"})
    assert refused(path) == "NOT_XLSX"
    path.write_bytes(spreadsheet._OLE + b"\0" * 600)
    assert refused(path) == "OLD_WORKBOOK"
    path.write_bytes(spreadsheet._OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert refused(path) == "PASSWORD"
    assert refused(tmp_path / "missing.xlsx") == "FILE_UNREADABLE"
    assert refused(tmp_path) == "FILE_UNREADABLE"


def test_archives_that_unpack_to_too_much_are_refused_before_they_do(tmp_path):
    path = save(tmp_path / "b.xlsx", lambda sheet: None)
    parts = {info.filename: data for info, data in members(path)}
    rewrite(path, parts | {"xl/worksheets/sheet1.xml": b" " * 60_000_000})
    begin = time.process_time()
    assert refused(path) == "TOO_LARGE"
    assert time.process_time() - begin < 1


def test_too_many_filled_cells_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_CELLS", 10)
    path = save(tmp_path / "c.xlsx", lambda sheet: [sheet.append([1, 2, 3]) for _ in range(4)])
    assert refused(path) == "TOO_LARGE"


def test_xml_with_a_doctype_is_refused(tmp_path):
    path = save(tmp_path / "d.xlsx", lambda sheet: sheet.__setitem__("A1", 1))
    parts = {info.filename: data for info, data in members(path)}
    attack = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>' + parts["xl/workbook.xml"]
    rewrite(path, parts | {"xl/workbook.xml": attack})
    assert refused(path) == "XML_DOCTYPE"


@given(st.binary(max_size=400), st.integers(0, 8_000))
def test_damaged_files_are_refused_never_crash(noise, at):
    stream = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active.append(["id", "name", 3])
    workbook.save(stream)
    data = bytearray(stream.getvalue())
    data[at : at + len(noise)] = noise
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.xlsx"
        path.write_bytes(bytes(data))
        try:
            seen = {"read": read_spreadsheet(path).sheets}
        except InputError as error:
            seen = {error.problems[0].code: error}
    assert seen.keys() <= {"read", "DAMAGED", "NOT_XLSX", "TOO_LARGE", "PASSWORD", "OLD_WORKBOOK"}


@pytest.mark.parametrize(("row", "column", "name"), [(1, 1, "A1"), (9, 26, "Z9"), (9, 27, "AA9"), (1, 16384, "XFD1")])
def test_cells_have_the_names_of_spreadsheet_programs(row, column, name):
    assert address(row, column) == name
    assert spreadsheet._place(name) == (row, column)
