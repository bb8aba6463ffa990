from __future__ import annotations

import io
import zipfile

import openpyxl

from bpr.export.workbook.package import pack


def book(rows: int = 2) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "One"
    for row in range(1, rows + 1):
        sheet.cell(row, 1, "word " * 20)
    sheet["B1"] = "=1+1"
    sheet["B2"] = '="a"&"b"'
    sheet["B3"] = "=2+2"
    sheet.row_dimensions[1].height = 40
    sheet.row_dimensions[2].height = 10
    sheet.row_dimensions[2].hidden = True
    return workbook


CACHED = {"One": {"B1": 2.0, "B2": "ab"}}


def test_two_runs_give_the_same_bytes():
    assert pack(book(), CACHED, title="T") == pack(book(), CACHED, title="T")


def test_formulas_keep_their_text_and_show_the_value_worked_out():
    data = pack(book(), CACHED, title="T")
    formulas = openpyxl.load_workbook(io.BytesIO(data))["One"]
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["One"]
    assert (formulas["B1"].value, values["B1"].value) == ("=1+1", 2)
    assert (formulas["B2"].value, values["B2"].value) == ('="a"&"b"', "ab")
    assert values["B3"].value is None


def test_heights_are_proposals_but_hidden_rows_stay_hidden():
    text = zipfile.ZipFile(io.BytesIO(pack(book(), {}, title="T"))).read("xl/worksheets/sheet1.xml").decode()
    assert 'ht="40"' in text
    assert text.count('customHeight="1"') == 1
    assert 'hidden="1"' in text


def test_properties_hold_the_title_and_no_clock():
    archive = zipfile.ZipFile(io.BytesIO(pack(book(), {}, title="R&D <流程>")))
    core = archive.read("docProps/core.xml").decode()
    assert "R&amp;D &lt;流程&gt;" in core
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert archive.namelist()[2:] == sorted(archive.namelist()[2:])


def test_small_workbooks_are_stored_and_large_ones_compressed():
    small = zipfile.ZipFile(io.BytesIO(pack(book(), {}, title="T")))
    large = zipfile.ZipFile(io.BytesIO(pack(book(9000), {}, title="T")))
    assert {info.compress_type for info in small.infolist()} == {zipfile.ZIP_STORED}
    assert {info.compress_type for info in large.infolist()} == {zipfile.ZIP_DEFLATED}
