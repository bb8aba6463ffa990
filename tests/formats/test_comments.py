from __future__ import annotations

import zipfile

import openpyxl
from openpyxl.comments import Comment

from bpr.formats.comments import read_comments
from bpr.formats.spreadsheet import read_spreadsheet


def test_comments_come_with_their_cells_and_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.active["B3"].comment = Comment("why not 财务?", "Anna")
    second = book.create_sheet("Two")
    second["AB12"].comment = Comment("[Threaded comment]\n\nNot for you.\n\nComment:\n    really?", "Bo")
    book.create_sheet("Three")["A1"] = 1
    book.save(tmp_path / "c.xlsx")
    sheets = read_spreadsheet(tmp_path / "c.xlsx").sheets
    assert [dict(sheet.comments) for sheet in sheets] == [{(3, 2): "why not 财务?"}, {(12, 28): "really?"}, {}]


def test_a_broken_comments_part_is_no_reason_to_refuse_the_workbook(tmp_path):
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships><Relationship Type="x/comments" Target="../comments1.xml"/>'
            '<Relationship Type="x/comments" Target="http://x.example/c" TargetMode="External"/></Relationships>',
        )
        archive.writestr("xl/comments1.xml", "<!DOCTYPE x><comments/>")
    with zipfile.ZipFile(path) as archive:
        assert read_comments(archive, "xl/worksheets/sheet1.xml") == {}
        assert read_comments(archive, "/xl/worksheets/sheet2.xml") == {}
