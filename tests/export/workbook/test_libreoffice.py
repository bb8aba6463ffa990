"""A real spreadsheet program calculates the Check sheet of an edited workbook."""

from __future__ import annotations

import io
import shutil
import subprocess

import openpyxl
import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.workbook.raci_workbook import raci_workbook_bytes

from .models import claim

SOFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def recalculated(workbook, folder):
    """The values after LibreOffice has opened and saved the workbook."""
    workbook.save(folder / "edited.xlsx")
    out = folder / "out"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(folder / "edited.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return openpyxl.load_workbook(out / "edited.xlsx", data_only=True)


def edited(lang):
    """The claim workbook after a client has worked in it: rows 7 to 12 are A1, A2, A3 (summary), A31, A32, A4."""
    book = openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(claim(), analyse(claim()), lang=lang)))
    sheet = book["RACI"]
    sheet["H7"] = "A"  # a second A
    for column in "GHIJ":
        sheet[f"{column}8"] = None  # nobody
    sheet["H10"] = None  # A31: the only A goes, R stays
    sheet["I11"] = "a/r"  # lower case counts
    sheet["J12"] = "maybe"  # not a letter
    sheet["D13"] = "A new step"
    sheet["G13"] = "R/A"
    return book


@pytest.mark.parametrize(
    ("lang", "verdicts"),
    [
        (
            "en",
            [
                "needs exactly one A.",
                "empty row: nobody has a duty",
                "sum of the steps below",
                "needs exactly one A.",
                "OK",
                "an entry cannot be read: use the letters of the list",
                "OK",
                None,
            ],
        ),
        (
            "zh",
            [
                "须有且仅有一个 A。",
                "空行：未分配任何职责",
                "汇总（见下级步骤）",
                "须有且仅有一个 A。",
                "正常",
                "存在无法识别的代码，请从列表选择",
                "正常",
                None,
            ],
        ),
    ],
)
def test_the_check_sheet_judges_an_edited_matrix(lang, verdicts, tmp_path):
    book = recalculated(edited(lang), tmp_path)
    check = book["Check" if lang == "en" else "检查"]
    assert [check.cell(row, 9).value for row in range(7, 15)] == verdicts
    assert check["D4"].value == 4
    assert check["C13"].value == "A new step"
    clerk = [check.cell(7, column).value for column in range(14, 17)]
    assert clerk == [2, 2, 0]  # A4, and the new step with both letters; A1 has A of the clerk


def test_nothing_is_lost_and_no_text_is_calculated_on_the_way(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(claim(), analyse(claim()))))
    book["RACI"]["D7"].value = '=HYPERLINK("http://x")'
    book["RACI"]["D7"].data_type = "s"
    after = recalculated(book, tmp_path)
    assert after["RACI"]["D7"].value == '=HYPERLINK("http://x")'
    assert after["RACI"].data_validations.dataValidation
    assert after["RACI"].column_dimensions["A"].hidden
    assert "raci_faults" in after.defined_names
    errors = [cell for sheet in after for row in sheet.iter_rows(values_only=True) for cell in row if cell in ERRORS]
    assert errors == []


ERRORS = {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "Err:502", "Err:504", "Err:508"}
