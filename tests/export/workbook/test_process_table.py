"""The process table as a workbook: what people see, and what the preview says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bpr.errors import InputError
from bpr.export.workbook.process_table import FIRST_ROW, HEAD_ROW, SPARE_ROWS, TEMPLATE_ROWS, process_table_bytes
from bpr.export.workbook.table_check import (
    MORE_SHARES,
    NO_NAME,
    NO_ROLE,
    NOT_SHARES,
    NOT_TIME,
    NOT_WHOLE,
    ONE_OR_ALL,
    SUMMARY,
    TOO_FEW,
    TWICE,
    UNKNOWN,
)
from bpr.export.workbook.table_example import example_process
from bpr.export.workbook.table_notes import NOTES
from bpr.formats.files import load
from bpr.formats.table import read_table, table_part
from bpr.formats.table.columns import header_of
from bpr.model import Process
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
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


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


TWO, ONE, NONE = "A0, end", "end", None
TYPED = [
    *(("decision", TWO, share, None, None) for share in ("0.9", "90%", "90%, ", ".9, .1", "0.9, 0.1", "85％，15％")),
    *(("decision", TWO, share, None, None) for share in ("90%, ?", "-, 90%", "33%, 66%", "1; 0", "100%", "90%、10%")),
    *(("decision", TWO, share, None, NOT_SHARES) for share in ("90, 10", "90", "half, half", "ca. 90%, 10%", "130%")),
    *(("decision", TWO, share, None, NOT_WHOLE) for share in ("10%, 80%", "60%, 60%", "0.9, 0.05")),
    ("decision", TWO, "50%, 40%, 10%", None, MORE_SHARES),
    *(("parallel", TWO, share, None, None) for share in ("0.9", "10%, 80%")),
    *(("activity", ONE, share, None, None) for share in ("100%", "1")),
    ("activity", ONE, "0.9", None, NOT_WHOLE),
    ("activity", NONE, "100%", None, MORE_SHARES),
    *(("decision", ways, "50%, 50%", None, None) for ways in ("A0, A0", "end、结束", "A0，A0")),
    *(("decision", ways, "50%, 50%", None, UNKNOWN) for ways in ("A0, A999", "A0A0, end")),
    *(("activity", ONE, None, time, None) for time in (20, "20", 0, "2 h", "20min", "2 Hours", "1,440 min", "2小时")),
    *(
        ("activity", ONE, None, time, None)
        for time in ("-", "n/a", "?", "未知", ".5 d", "三角（2，3，7）", "Fixed(2) h")
    ),
    *(("activity", ONE, None, time, NOT_TIME) for time in ("ca. 20", "~20", "20-30", "1:30", "soon", "20%", -5, "-5")),
    *(("activity", ONE, None, time, NOT_TIME) for time in ("很久", "h", "2 moons", "20/30", "min 20")),
    *((kind, TWO, None, "soon", None) for kind in ("parallel", "inclusive")),
]
"""Type, next steps, share, time (once as processing time, once as waiting time) and what the preview says to them."""


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_preview_and_the_reader_agree_on_what_people_type(tmp_path):
    book = opened(process_table_bytes(None, name="Typed"))
    sheet = book.worksheets[0]
    columns = heads(sheet)
    expected = {}
    for number, (kind, following, share, time, message) in enumerate(TYPED):
        for place, (letter, timed) in enumerate((("A", "time"), ("B", "wait"))):
            row = FIRST_ROW + 2 * number + place
            values = {"id": f"{letter}{number}", "step": "Do", "type": kind, "next": following, "role": "Clerk"}
            values |= {"label": "a, b" if following not in (ONE, NONE) else None, "share": share, timed: time}
            for name, value in values.items():
                sheet.cell(row, columns[name]).value = value
            expected[row] = message
    done = recalculated(book, tmp_path).worksheets[0]
    said = {row: done.cell(row, columns["check"]).value or "" for row in expected}
    assert said == {row: message.en if message else "" for row, message in expected.items()}
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "out" / "edited.xlsx")
    told = {int("".join(filter(str.isdigit, problem.where.cell))) for problem in caught.value.problems}
    assert told == {row for row, message in expected.items() if message}


@LANGUAGES
def test_the_template_is_small_and_writes_each_formula_once(lang):
    data = process_table_bytes(None, lang=lang, example=True)
    assert len(data) < 200_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    written = re.findall(r"<f(?: [^>]*)?>[^<]", sheet)
    assert not any("{" in formula for formula in re.findall(r"<f t[^>]*>([^<]+)", sheet))  # Excel shares no constants
    shared = re.findall(r'<f t="shared" si="\d+"/>', sheet)
    assert (len(written), len(shared)) == (1 + 5, 5 * (TEMPLATE_ROWS - 1))


END = {"name": "File", "role": "clerk"}


def faulty(count: int) -> Process:
    """Steps without a role and decisions whose shares are not whole, in turn."""
    steps = [
        {"id": f"S{number}", "name": "Do", "next": f"S{number + 1}"}
        if number % 2
        else {
            **{"id": f"S{number}", "decision": "Sure?", "role": "clerk"},
            "next": [{"to": f"S{count}", "share": 0.1}, {"to": f"S{number + 1}", "share": 0.7}],
        }
        for number in range(count)
    ]
    return Process.model_validate(
        {"process": "p", "roles": {"clerk": "Clerk"}, "steps": [*steps, {**END, "id": f"S{count}"}]}
    )


class Plain:
    """A workbook as bpr wrote it, without the values beside its formulas."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def save(self, path: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, re.sub(rb"(</f>|<f[^>]*/>)<v>[^<]*</v>", rb"\1", content))


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_calculates_the_formulas_that_are_written_once(tmp_path):
    data = process_table_bytes(faulty(20))
    column = heads(opened(data).worksheets[0])["check"]
    foreseen = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    done = recalculated(Plain(data), tmp_path).worksheets[0]
    rows = range(FIRST_ROW, FIRST_ROW + 21 + SPARE_ROWS)
    said = [done.cell(row, column).value or "" for row in rows]
    assert said == [foreseen.cell(row, column).value or "" for row in rows]
    assert said[:4] == [NOT_WHOLE.en, NO_ROLE.en] * 2
    assert done["A3"].value == foreseen["A3"].value == "20".join(SUMMARY["en"][3])


@pytest.mark.parametrize("count", [1, 10, 35, 50, 60, 120])
def test_every_filled_row_is_printed_and_empty_ones_only_where_the_page_has_room(count):
    sheet = opened(process_table_bytes(faulty(count))).worksheets[0]
    printed = int(str(sheet.print_area).rpartition("$")[2])
    filled = FIRST_ROW + count
    assert filled <= printed <= filled + SPARE_ROWS


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize(("process", "sheets"), [(None, 5), ("order-to-cash.asis", 6)])
def test_each_sheet_is_printed_on_one_page(process, sheets, tmp_path):
    (tmp_path / "t.xlsx").write_bytes(process_table_bytes(load(process) if process else None, example=process is None))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "t.xlsx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "t.pdf").read_bytes())) == sheets
