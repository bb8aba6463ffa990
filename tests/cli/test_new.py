"""`bpr new` and `bpr convert` between process files and tables."""

from __future__ import annotations

import openpyxl
import pytest

from bpr.formats.files import load
from bpr.formats.table import table_part


@pytest.fixture
def run(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return bpr_command


def test_a_process_file_to_begin_with_can_be_drawn(run, tmp_path):
    assert run("new", "Leave request")[0] == 0
    assert load(tmp_path / "Leave-request.yaml").title.en == "Leave request"
    assert run("draw", "Leave-request.yaml", "-o", "p.svg")[0] == 0
    (tmp_path / "Leave-request.yaml").write_text("mine", encoding="utf-8")
    assert run("new", "Leave request")[0] == 2
    assert (tmp_path / "Leave-request.yaml").read_text(encoding="utf-8") == "mine"


def test_a_filled_table_becomes_picture_and_process_file(run, tmp_path):
    code, out, err = run("new", "Leave request", "--table", "leave.xlsx")
    assert (code, out) == (0, "")
    assert "bpr draw leave.xlsx" in err
    code, _, err = run("check", "leave.xlsx")
    assert code == 2
    assert "no rows yet" in err
    book = openpyxl.load_workbook(tmp_path / "leave.xlsx")
    sheet = book["Steps"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    rows = [("A1", "Ask", "A2", "Employee"), ("A2", "Approved?", "A1, A3", "Manager"), ("A3", "Record", None, "Clerk")]
    for row, values in enumerate(rows, start=5):
        for head, value in zip(("ID", "Step", "Next", "Role"), values, strict=True):
            sheet.cell(row, columns[head]).value = value
    sheet.cell(6, columns["Label"]).value = "no, yes"
    book.save(tmp_path / "leave.xlsx")
    assert run("draw", "leave.xlsx", "-o", "p.svg")[0] == 0
    assert "Approved?" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert run("convert", "leave.xlsx", "-o", "leave.yaml")[0] == 0
    process = load(tmp_path / "leave.yaml")
    assert process.id == "Leave-request"
    assert [node.kind for node in process.steps] == ["activity", "decision", "activity", "event", "event"]


def test_a_process_is_converted_into_a_table_and_what_is_left_out_is_said(run, tmp_path):
    code, _, err = run("convert", "customer-reception.asis", "-o", "t.xlsx", "--lang", "zh")
    assert code == 0
    assert "没有“来源”的位置" in err
    assert load(tmp_path / "t.xlsx") == table_part(load("customer-reception.asis"))
    assert run("convert", "customer-reception.asis", "-o", "t.csv")[0] == 0
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    code, _, err = run("convert", "t.csv", "-o", "t.docx")
    assert code == 2
    assert ".xlsx" in err


def test_wrong_names_of_files_are_refused(run):
    assert run("new", "x", "--table", "x.docx")[0] == 2
    assert run("new", "x", "--table", "x.xlsx", "-o", "x.yaml")[0] == 2
    assert run("new", "x", "-o", "x.xlsx")[0] == 2
