from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bpr.analysis.raci.cells import parse_cell
from bpr.diagnosis.analyse import analyse
from bpr.errors import ExportError
from bpr.export.workbook.plan import FIRST_STEP_ROW, NAME_COLUMN, ROLE_ID_ROW, ROLE_ROW
from bpr.export.workbook.raci_workbook import raci_workbook_bytes, write_raci_workbook
from bpr.model import Documents, Process
from bpr.model.raci import LETTERS
from bpr.version import __version__

from .models import claim, line, poisoned


def opened(process, *, lang="en", data_only=False):
    data = raci_workbook_bytes(process, analyse(process), lang=lang)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)


@pytest.fixture(scope="module")
def english():
    return opened(claim())


@pytest.fixture(scope="module")
def chinese():
    return opened(claim(), lang="zh")


def test_sheets_have_names_in_the_language_and_the_matrix_is_in_front(english, chinese):
    assert english.sheetnames == [
        "Read me",
        "RACI",
        "Check",
        "Decisions",
        "Posts",
        "Departments",
        "Handoffs",
        "Handoff matrix",
        "Loops",
        "Roles",
        "Documents",
        "Findings",
        "Long",
        "_bpr",
    ]
    assert chinese.sheetnames == [
        "说明",
        "RACI",
        "检查",
        "决策权限",
        "岗位职责",
        "部门职责",
        "交接",
        "交接矩阵",
        "回路",
        "角色",
        "文档",
        "问题与建议",
        "明细",
        "_bpr",
    ]
    assert english.active.title == "RACI"


def test_the_matrix_can_be_read_back_by_ids(english):
    sheet = english["RACI"]
    roles = {cell.value: cell.column for cell in sheet[ROLE_ID_ROW] if cell.value}
    rows = {sheet.cell(row, 1).value: row for row in range(FIRST_STEP_ROW, sheet.max_row + 1)}
    assert list(roles) == ["clerk", "head", "cashier", "customer"]
    assert sheet.cell(rows["A2"], roles["clerk"]).value == "A/R"
    assert sheet.cell(rows["A2"], roles["cashier"]).value == "C"
    assert sheet.cell(rows["A4"], roles["customer"]).value == "I"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[ROLE_ID_ROW].hidden


def test_departments_stand_merged_above_their_roles(english, chinese):
    assert [str(area) for area in english["RACI"].merged_cells.ranges] == ["G5:H5"]
    assert english["RACI"]["G5"].value == "Claims"
    assert chinese["RACI"]["J5"].value == "客户（外部）"
    assert english["RACI"].column_dimensions["H"].outlineLevel == 1


def test_a_proposed_accountable_role_looks_different(english):
    sheet = english["RACI"]
    pay = next(row for row in range(FIRST_STEP_ROW, sheet.max_row) if sheet.cell(row, 1).value == "A31")
    proposed, named = sheet.cell(pay, 8), sheet.cell(pay + 1, 9)
    assert (proposed.value, named.value) == ("A", "A/R")
    assert proposed.font.italic
    assert proposed.border.left.style == "mediumDashed"
    assert named.border.left.style == "thin"


def test_the_dropdown_covers_the_grid_and_refuses_other_entries(english):
    (validation,) = english["RACI"].data_validations.dataValidation
    assert validation.formula1 == '"R,A,C,I,A/R,R/A"'
    assert validation.errorStyle == "stop"
    assert str(validation.sqref) == "G7:J17"


def test_every_letter_has_a_colour_and_faults_are_marked(english):
    rules = [rule for area in english["RACI"].conditional_formatting for rule in area.rules]
    assert [rule.formula[0] for rule in rules if rule.type == "cellIs"] == [
        f'"{entry}"' for entry in ("R", "A", "C", "I", "A/R", "R/A")
    ]
    (fault,) = [rule for rule in rules if rule.type == "expression"]
    assert "<>1" in fault.formula[0]


def test_the_view_is_frozen_filtered_and_set_up_for_print(english):
    sheet = english["RACI"]
    assert sheet.freeze_panes == "E7"
    assert sheet.auto_filter.ref == "A6:J17"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.oddFooter.right.text == "&P / &N"


def test_the_hidden_sheet_holds_what_was_exported(english):
    sheet = english["_bpr"]
    assert sheet.sheet_state == "veryHidden"
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 12)}
    assert len(facts.pop("digest")) == 16
    assert facts == {
        "format": "raci-workbook/2",
        "bpr": __version__,
        "process": "claim.asis",
        "language": "en",
        "variant": "RACI",
        "sheet": "RACI",
        "id_head": "id",
        "kind_head": "kind",
        "name_head": "Step",
    }
    letters = {
        (sheet.cell(row, 11).value, sheet.cell(row, 12).value): sheet.cell(row, 13).value for row in range(2, 20)
    }
    assert letters["A2", "clerk"] == "A/R"
    assert sheet["F4"].value == "summary"


def test_previews_see_the_values_of_the_formulas():
    values = opened(claim(), data_only=True)
    check = values["Check"]
    assert check["D4"].value == 0
    verdicts = {check.cell(row, 3).value: check.cell(row, 9).value for row in range(7, 13)}
    assert verdicts["Check the claim"] == "OK"
    assert verdicts["Settle"] == "sum of the steps below"


def test_the_workbook_recalculates_when_it_is_opened(english):
    assert english.calculation.fullCalcOnLoad
    assert set(english.defined_names) == {
        "raci_departments",
        "raci_faults",
        "raci_grid",
        "raci_ids",
        "raci_kinds",
        "raci_numbers",
        "raci_role_departments",
        "raci_role_names",
        "raci_role_rights",
        "raci_roles",
        "raci_steps",
    }


def test_faults_of_the_model_are_counted_at_once():
    process = line(["One", "Two", "Three"])
    broken = process.model_copy(
        update={
            "steps": (
                process.steps[0],
                process.steps[1].model_copy(update={"raci": {"r0": ("R", "A"), "r1": ("A",)}}),
                process.steps[2].model_copy(update={"raci": {"r0": ("A",)}}),
                *process.steps[3:],
            )
        }
    )
    check = opened(broken, data_only=True)["Check"]
    assert check["D4"].value == 2
    assert check["I7"].value == "needs exactly one A."
    assert check["I8"].value == "needs at least one R."


@pytest.mark.parametrize("variant", LETTERS)
def test_every_variant_has_a_sheet_of_its_name_with_its_letters(variant):
    book = opened(line(["One", "Two"], variant=variant))
    sheet = book[variant]
    cells = [sheet.cell(row, column).value for row in (7, 8) for column in (7, 8, 9)]
    assert all(parse_cell(cell, variant) for cell in cells if cell)
    facts = {row[0].value: row[1].value for row in book["_bpr"].iter_rows(max_col=2)}
    assert facts["variant"] == variant


def test_findings_lead_to_their_step(english):
    sheet = english["Findings"]
    links = [sheet.cell(row, 7).hyperlink for row in range(5, sheet.max_row + 1)]
    targets = [link.location for link in links if link]
    assert targets
    assert all(target.startswith("'RACI'!") for target in targets)
    assert sheet.max_row - 4 == len(analyse(claim()).findings)


def test_handoffs_show_steps_and_holders(english, chinese):
    rows = list(chinese["交接"].iter_rows(values_only=True))
    assert ("报案", "客户", "客户", "审核", "理赔员", "理赔部", 1.25, "是") in rows
    measured = {row[0]: row[1:3] for row in english["Handoffs"].iter_rows(max_col=3, values_only=True)}
    handoffs = analyse(claim()).handoffs
    assert measured["Handoffs"] == (
        handoffs["department"].handoffs_per_case.value,
        handoffs["role"].handoffs_per_case.value,
    )


def test_the_returning_flow_stands_on_the_loops_sheet(english):
    texts = [cell for row in english["Loops"].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert "Complete?" in texts
    assert "Report the claim" in texts


def test_roles_show_people_and_unknown_stays_unknown(english):
    rows = {row[0]: row for row in english["Roles"].iter_rows(values_only=True)}
    assert rows["Clerk"][3] == 3
    assert rows["Cashier"][3] == "?"
    assert rows["Customer"][2] == "yes"


def test_documents_name_writers_readers_and_systems(english):
    rows = {row[0]: row for row in english["Documents"].iter_rows(values_only=True)}
    assert rows["Claim form"][1:4] == ("Report the claim", "Check the claim", "Core system")


def test_a_document_that_nobody_is_known_to_read_is_not_called_unread():
    known = line(["One", "Two"])
    steps = [step.model_copy(update={"documents": Documents(written=("form",))}) for step in known.steps[1:3]]
    process = known.model_copy(update={"steps": (known.steps[0], *steps, known.steps[3])})
    rows = {row[0]: row for row in opened(process)["Documents"].iter_rows(values_only=True)}
    assert rows["form"][1:4] == ("One, Two", "?", "?")


def test_sheets_with_nothing_to_say_are_left_out():
    names = opened(line(["One", "Two"])).sheetnames
    assert not {"Decisions", "Loops", "Documents"} & set(names)


def test_the_read_me_says_what_is_illustrative(english, chinese):
    def text(sheet):
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)

    assert "for illustration only: processing times" in text(english["Read me"])
    assert "仅作示意：处理时间" in text(chinese["说明"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_text_of_the_other_language_slips_in(lang, english, chinese):
    book, other = (english, "理赔") if lang == "en" else (chinese, "Claim")
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in cells if isinstance(cell, str) and other in cell]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "=cmd|'/c calc'!A0",
        "＝1+1",
        "#N/A",
        "TRUE",
        "1e5",
        "2024-01-01",
        "&P &[File] &L",
        "a\"b'c<d>&e",
        "]]>",
        "Σ",
        "审核\U0001f600",
        "'",
        "x" * 499,
    ],
)
def test_no_text_of_the_model_becomes_a_formula_or_breaks_the_file(text):
    process = poisoned(text)
    book = opened(process)
    bpr_formulas = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    bpr_formulas += 1
                    assert sheet.title in ("Check", "Roles")
                    assert text not in cell.value or len(text) < 3
                elif isinstance(cell.value, str):
                    assert cell.data_type == "s"
                    if cell.value[:1] in "=+-@＝＋－＠":
                        assert cell.quotePrefix
    assert bpr_formulas > 0
    assert book["RACI"].cell(FIRST_STEP_ROW, NAME_COLUMN).value == text
    assert book["RACI"].cell(ROLE_ROW, 7).value == text


def test_control_characters_and_line_breaks_are_tamed():
    sheet = opened(line(["a\x00b\x1fc\x0bd", "first\r\nsecond"]))["RACI"]
    assert [sheet.cell(row, NAME_COLUMN).value for row in (7, 8)] == ["a�b�c�d", "first\nsecond"]


def test_two_runs_give_the_same_bytes():
    first = raci_workbook_bytes(claim(), analyse(claim()), lang="zh")
    assert raci_workbook_bytes(claim(), analyse(claim()), lang="zh") == first


def test_hash_seeds_do_not_matter():
    script = (
        "import hashlib; from tests.export.workbook.models import claim; from bpr.diagnosis.analyse import analyse;"
        "from bpr.export.workbook.raci_workbook import raci_workbook_bytes as make;"
        "print(hashlib.sha256(make(claim(), analyse(claim()))).hexdigest())"
    )
    root = Path(__file__).parents[3]
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_sixty_steps_and_twelve_roles_are_written_within_a_second():
    process = line([f"Step {number} 审核客户提交的资料是否齐全" for number in range(1, 61)], roles=12)
    analysis = analyse(process)
    start = time.perf_counter()
    data = raci_workbook_bytes(process, analysis)
    assert time.perf_counter() - start < 3.0  # one second on an idle machine
    sheet = openpyxl.load_workbook(io.BytesIO(data))["RACI"]
    assert sheet.cell(FIRST_STEP_ROW + 59, 1).value == "A60"
    assert all(info.compress_type == zipfile.ZIP_STORED for info in zipfile.ZipFile(io.BytesIO(data)).infolist())


def test_a_process_without_steps_or_roles_still_gives_a_workbook():
    empty = Process.model_validate({"process": "empty"})
    bare = Process.model_validate({"process": "bare", "steps": [{"id": "A", "name": "Work"}]})
    assert "RACI" in opened(empty).sheetnames
    assert opened(bare)["RACI"]["D7"].value == "Work"


def test_an_edited_workbook_is_not_overwritten(tmp_path):
    path = write_raci_workbook(claim(), tmp_path / "claim.xlsx", lang="zh")
    write_raci_workbook(claim(), path, lang="en")
    book = openpyxl.load_workbook(path)
    book["RACI"]["G7"] = "R"
    book.save(path)
    with pytest.raises(ExportError, match="changed after bpr wrote it"):
        write_raci_workbook(claim(), path)
    write_raci_workbook(claim(), path, force=True)
