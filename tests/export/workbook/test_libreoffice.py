"""A real spreadsheet program calculates the Check sheet of an edited workbook."""

from __future__ import annotations

import io
import shutil
import subprocess

import openpyxl
import pytest

from bpr.analysis.raci.levels import roll_up_chain
from bpr.diagnosis.analyse import analyse
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.formats import library
from bpr.model import Process
from bpr.model.raci import LETTERS

from .models import claim

SOFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def recalculated(workbook, folder):
    """The values after LibreOffice has opened and saved the workbook."""
    return recalculated_all({"edited": workbook}, folder)["edited"]


def recalculated_all(workbooks, folder):
    """The same for several workbooks in one run of LibreOffice."""
    for name, workbook in workbooks.items():
        workbook.save(folder / f"{name}.xlsx")
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
            *(str(folder / f"{name}.xlsx") for name in workbooks),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in workbooks}


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


def controlled(variant="RACI", **changes):
    """Ordering and paying must be done by different roles; head answers, cashier belongs to another department."""
    return Process.model_validate(
        {
            "process": "pay",
            "raci": variant,
            "separate": [["A1", "A2"]],
            "departments": {"d": {"en": "Buying", "zh": "采购部"}, "f": {"en": "Finance", "zh": "财务部"}},
            "roles": {
                "buyer": {"name": {"en": "Buyer", "zh": "采购员"}, "department": "d"},
                "head": {"name": {"en": "Head", "zh": "主管"}, "department": "d"},
                "cashier": {"name": {"en": "Cashier", "zh": "出纳"}, "department": "f"},
                "guest": {"name": {"en": "Guest", "zh": "访客"}, "department": "f"},
                "board": {"name": {"en": "Board", "zh": "董事会"}},
            },
            "steps": [
                {
                    "id": f"A{n}",
                    "name": {"en": name, "zh": zh},
                    "role": role,
                    "accountable": "head",
                    "next": f"A{n + 1}",
                }
                for n, (name, zh, role) in enumerate(
                    [("Order", "下单", "buyer"), ("Pay", "付款", "cashier"), ("Count", "清点", "buyer")], start=1
                )
            ]
            + [{"id": "A4", "name": {"en": "File", "zh": "归档"}, "role": "buyer", "accountable": "buyer"}],
        }
        | changes
    )


def written(process, lang="en"):
    return openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(process, analyse(process), lang=lang)))


def columns(sheet, head_row=6):
    return {cell.value: cell.column for cell in sheet[head_row] if cell.value}


def test_advice_roles_and_separation_follow_the_edits(tmp_path):
    book = written(controlled())
    sheet = book["RACI"]  # G buyer, H head, I cashier, J guest, K board; rows 7 to 10
    sheet["I7"] = "A"  # Order: the cashier of another department answers
    sheet["H7"] = None
    sheet["G8"] = "R"  # the buyer pays, too
    for cell in ("I9", "J9", "K9", "H9"):
        sheet[cell] = "C"
    check = recalculated(book, tmp_path)["Check"]
    heads = columns(check)
    verdict = heads["Verdict"]
    look = [check.cell(row, verdict + 2).value for row in range(7, 11)]
    assert look[0] == "A stands outside the department of the step."
    assert look[1] == "A stands outside the department of the step."  # head of buying answers for a step of finance
    assert look[2] == "more than 3 C."
    assert not look[3]
    left = heads["Role"]
    roles = {check.cell(row, left).value: check.cell(row, left + 5).value for row in range(7, 12)}
    assert roles["Guest"] == roles["Board"] == "is only asked or told"
    (separated,) = [
        row for row in range(10, check.max_row + 1) if "one role does both" in str(check.cell(row, verdict).value)
    ]
    assert [check.cell(row, 3).value for row in (separated, separated + 1)] == ["Order", "Pay"]
    assert check["D4"].value == 2  # Count has no A now, and the separation is broken


def test_a_column_that_is_moved_keeps_its_department(tmp_path):
    book = written(controlled())
    sheet = book["RACI"]
    for row in range(4, 11):  # buyer and cashier change places, head and all
        sheet[f"G{row}"].value, sheet[f"I{row}"].value = sheet[f"I{row}"].value, sheet[f"G{row}"].value
    check = recalculated(book, tmp_path)["Check"]
    heads = columns(check)
    look = [check.cell(row, heads["Verdict"] + 2).value for row in range(7, 11)]
    assert [bool(text) for text in look] == [False, True, False, False]


OWN = {
    "name": "PG",
    "letters": {
        "P": {"name": "prepares", "duty": "does", "times": "at-least-one"},
        "G": {"name": "approves", "duty": "answers", "times": "exactly-one"},
    },
}
ANSWERS = {"RAPID": "D", "DECISION-RIGHTS": "D", "PG": "G"}
FORBIDDEN = {"RACI-VS": "R/V", "DECISION-RIGHTS": "V/D", "DACI": "A/D"}  # verifies what it does, vetoes what it decides


def faulty(kind, lang):
    """A second one who answers for the first step, and what the variant forbids in the last one."""
    book = written(controlled(OWN if kind == "PG" else kind), lang)
    book[kind]["K7"] = ANSWERS.get(kind, "A")
    if kind in FORBIDDEN:
        book[kind]["K10"] = FORBIDDEN[kind]
    return book


@pytest.mark.slow
def test_every_variant_is_judged_by_its_own_rules(tmp_path):
    kinds = [(kind, lang) for kind in [*LETTERS, "PG"] for lang in ("en", "zh", "both")]
    books = recalculated_all({f"{kind}.{lang}": faulty(kind, lang) for kind, lang in kinds}, tmp_path)
    for kind, lang in kinds:
        after, answers = books[f"{kind}.{lang}"], ANSWERS.get(kind, "A")
        check = after[{"en": "Check", "zh": "检查", "both": "Check 检查"}[lang]]
        verdict = next(at for head, at in columns(check).items() if str(head).startswith(("Verdict", "结论")))
        said = [str(check.cell(row, verdict).value) for row in range(7, 11)]
        exactly = "须有且仅有一个" if lang == "zh" else "needs exactly one"
        assert said[0].startswith(f"{exactly} {answers}"), kind
        assert said[1].startswith(("OK", "正常")), kind
        assert said[3].startswith(("OK", "正常")) == (kind not in FORBIDDEN), kind
        assert check["D4"].value == 1 + (kind in FORBIDDEN), kind
        found = [cell for page in after for row in page.iter_rows(values_only=True) for cell in row if cell in ERRORS]
        assert found == [], kind


def test_a_value_chain_is_judged_as_well(tmp_path):
    rolled = roll_up_chain(library.open_library("vc-core-support"), {"customer-service": (controlled(),)})
    data = raci_workbook_bytes(rolled.process, None, raci=rolled.report, missing=rolled.missing)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["RACI"]["A8"].value == "pay"
    book["RACI"]["H8"] = None
    check = recalculated(book, tmp_path)["Check"]
    said = [check.cell(row, columns(check)["Verdict"]).value for row in (7, 8)]
    assert said == ["sum of the steps below", "needs exactly one A."]


def test_what_a_preview_sees_is_what_libreoffice_calculates(tmp_path):
    process = controlled()
    now = openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(process, analyse(process))), data_only=True)["Check"]
    after = recalculated(written(process), tmp_path)["Check"]
    differing = [
        (cell.coordinate, cell.value, after[cell.coordinate].value)
        for row in now.iter_rows()
        for cell in row
        if (cell.value or None) != (after[cell.coordinate].value or None)
    ]
    assert differing == []
