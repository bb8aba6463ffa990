"""Tables that are meant to harm, or are simply too much: a clear error or a safe reading, in bounded time."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import openpyxl
import pytest

from bpr.errors import InputError
from bpr.export.process_csv import process_csv
from bpr.export.workbook.process_table import process_table_bytes
from bpr.formats.files import load
from bpr.formats.table import read_table, table_part
from bpr.model import Process
from tests.formats.table.tables import HEAD, workbook

ATTACKS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'=1", "''=x", '=HYPERLINK("http://x","y")', "|cmd", '"=1"')


def attacked(text: str) -> Process:
    return Process.model_validate(
        {
            "process": "p",
            "title": text,
            "note": text,
            "customer": text,
            "roles": {"r": {"name": text}, "q": {"name": text}},
            "departments": {"d": {"name": text}},
            "systems": {"s": {"name": text}},
            "documents": {"f": {"name": text}},
            "steps": [
                {
                    **{"id": "A", "name": {"en": text, "zh": text}, "role": "r", "department": "d", "phase": text},
                    **{"note": text, "system": "s", "documents": {"in": "f", "out": "f"}, "accountable": "q"},
                    "next": [{"to": "A", "when": text}, {"to": "B", "when": {"en": text, "zh": text}}],
                },
                {"id": "B", "event": text, "position": "end"},
            ],
        }
    )


def formulas(path: Path) -> list[tuple[str, str]]:
    """The sheet and the content of each formula."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [(cell.parent.title, cell.value) for cell in cells]


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_a_formula_and_every_text_comes_back(text, tmp_path):
    process = attacked(text)
    path = tmp_path / "p.xlsx"
    path.write_bytes(process_table_bytes(process))
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(process_table_bytes(attacked("x")))
    assert formulas(path) == formulas(plain)
    assert read_table(path) == table_part(process)


@pytest.mark.parametrize("text", ATTACKS)
def test_csv_keeps_texts_from_being_formulas(text, tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(process_csv(attacked(text)))
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))] == []
    name = read_table(path).nodes["A"].name
    assert (name.en, name.zh) == (table_part(attacked(text)).nodes["A"].name.en,) * 2


def test_twenty_thousand_rows_are_refused_quickly(tmp_path):
    path = tmp_path / "long.csv"
    lines = [f"A{number},Do {number},A{number + 1}" for number in range(20_000)]
    path.write_text("ID,Step,Next\n" + "\n".join(lines), encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert [problem.code for problem in caught.value.problems] == ["TOO_LARGE"]
    assert time.process_time() - begun < 5


def test_faults_in_every_row_stop_early(tmp_path):
    path = tmp_path / "faults.csv"
    path.write_text("ID,Step,Next\n" + "\n".join(f"A{n},Do,Z{n}" for n in range(4_000)), encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert len(caught.value.problems) == 200
    assert time.process_time() - begun < 10


def test_empty_formatted_rows_cost_nothing(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    sheet.append(("A1", "Ask"))
    for row in range(3, 5_000):
        sheet.cell(row, 1).font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "f.xlsx")
    assert len(read_table(tmp_path / "f.xlsx").nodes) == 3


def test_merged_cells_everywhere_are_told(tmp_path):
    path = workbook(tmp_path / "m.xlsx", [HEAD, ("A1", "Ask"), (None, None), ("A2", "Do")])
    book = openpyxl.load_workbook(path)
    for letters in ("A2:A3", "B2:B3", "C2:I3"):
        book.active.merge_cells(letters)
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert {problem.code for problem in caught.value.problems} == {"MERGED"}


def test_a_raci_workbook_is_refused_with_the_command_that_reads_it(tmp_path):
    from bpr.diagnosis.analyse import analyse
    from bpr.export.workbook.raci_workbook import raci_workbook_bytes

    process = load("customer-reception.asis")
    path = tmp_path / "raci.xlsx"
    path.write_bytes(raci_workbook_bytes(process, analyse(process)))
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert [problem.code for problem in caught.value.problems] == ["RACI_WORKBOOK"]
    assert "bpr raci read" in caught.value.problems[0].remedy.en


@pytest.mark.parametrize("head", ["Time", "Wait", "Share"])
def test_a_value_longer_than_any_text_is_told_in_short(tmp_path, head):
    place = tmp_path / "long.csv"
    place.write_text(f"ID,Step,Next,Role,{head}\nA1,Check,,clerk,{'x ' * 6000}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(place)
    assert all(len(problem.message.en) < 300 for problem in caught.value.problems)
