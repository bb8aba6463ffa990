"""What a table says, and what is wrong with it."""

from __future__ import annotations

import openpyxl
import pytest

from bpr.errors import InputError
from bpr.export.flow_formats.visio_table import to_visio_table
from bpr.formats import files, library
from bpr.formats.reading import reading_findings
from bpr.formats.table import read_table
from bpr.model import Decision, Parallel, Process, SubProcess
from tests.formats.table.tables import HEAD, faults, problems, read, workbook

GOOD = [
    HEAD,
    ("A1", "Ask", None, "G1", None, None, "Employee", "Sales", 5),
    ("G1", "Approved?", None, "A1, A2", "no, yes", "10%, 90%", "Manager", "Sales", None),
    ("A2", "Record", None, None, None, None, "Clerk", "HR", "2 h"),
]


def test_a_plain_table_becomes_a_process(tmp_path):
    process = read(tmp_path, GOOD)
    assert [node.id for node in process.steps] == ["A1", "G1", "A2", "start", "end"]
    decision = process.nodes["G1"]
    assert isinstance(decision, Decision)
    assert [(way.to, way.when.en, way.share) for way in decision.next] == [("A1", "no", 0.1), ("A2", "yes", 0.9)]
    assert process.roles["clerk"].department == "hr"
    assert process.nodes["A2"].time.unit == "h"
    assert process.nodes["G1"].time is None
    assert process.id == "table"
    assert process.unread == ()


def test_all_faults_come_at_once_with_their_cells(tmp_path):
    rows = [
        HEAD,
        ("A1", "Ask", "thing", "A9", None, None, "Employee", "Sales", "soon"),
        ("A1", "Again", None, "A1, A3", None, None, None, None, -1),
        (None, None, None, "A1", None, None, "Clerk", None, None),
        ("A3", "Pick", "decision", "A1", "a, b, c", "150%", None, None, "nan"),
    ]
    assert faults(tmp_path, rows) == [
        ("BAD_VALUE", "Steps!C2"),
        ("UNDEFINED", "Steps!D2"),
        ("BAD_NUMBER", "Steps!I2"),
        ("DUPLICATE_ID", "Steps!A3"),
        ("KIND_UNKNOWN", "Steps!C3"),
        ("BAD_NUMBER", "Steps!I3"),
        ("NO_STEP", "Steps!B4"),
        ("BAD_VALUE", "Steps!F5"),
        ("BAD_NUMBER", "Steps!I5"),
    ]


def test_a_label_with_commas_is_one_label_where_one_step_follows(tmp_path):
    process = read(tmp_path, [HEAD, ("A1", "Ask", "decision", "end", "yes, of course", None, None, None, None)])
    assert process.nodes["A1"].next[0].when.en == "yes, of course"


def test_too_many_labels_are_a_fault(tmp_path):
    rows = [HEAD, ("A1", "Ask", "decision", "A1, end", "a, b, c", "1%,2%,3%", None, None, None)]
    assert faults(tmp_path, rows) == [("TOO_MANY", "Steps!E2"), ("TOO_MANY", "Steps!F2")]
    rows = [HEAD, ("A1", "Ask", None, "end", None, "1%,2%", None, None, None)]
    assert [problem.message.en for problem in problems(tmp_path, rows)] == ["2 entries, but 1 next step"]


def test_the_nearest_name_is_the_remedy(tmp_path):
    rows = [HEAD, ("A1", "Ask", None, "Recrd", None, None, None, None, None), ("A2", "Record", *[None] * 7)]
    (problem,) = problems(tmp_path, rows)
    assert "'Record'" in problem.remedy.en
    assert str(problem.where).endswith("table.xlsx:Steps!D2")


def test_steps_without_ids_get_lasting_ones_and_are_found_by_name(tmp_path):
    head = ("步骤", "下一步", "条件", "占比", "角色", "部门", "等待（小时）")
    rows = [
        head,
        ("提交申请", "是否批准？", None, None, "员工", "业务部", None),
        ("是否批准？", "提交申请，登记", "否，是", "10%、90%", "经理", "业务部", 4),
        ("登记", "结束", None, None, "专员", "人事部", "-"),
    ]
    process = read(tmp_path, rows, sheet="流程步骤")
    assert [node.id for node in process.steps] == ["s01", "s02", "s03", "start", "end"]
    assert [way.to for way in process.nodes["s02"].next] == ["s01", "s03"]
    assert process.time_unit == "h"
    assert process.nodes["s02"].wait.mean == 4
    assert process.nodes["s03"].wait is None
    assert process.languages == ("zh",)
    english = read(tmp_path, [("Step", "Next"), ("Check the order", None)])
    assert english.steps[0].id == "s01-check-the-order"


def test_both_languages_have_columns(tmp_path):
    rows = [("ID", "Step", "Step (zh)", "Next"), ("A", "Check", "审核", "B"), ("B", None, "批准", None)]
    process = read(tmp_path, rows)
    assert (process.nodes["A"].name.en, process.nodes["A"].name.zh) == ("Check", "审核")
    assert (process.nodes["B"].name.en, process.nodes["B"].name.zh) == (None, "批准")


def test_a_merged_role_is_that_of_all_its_rows_and_a_merged_time_is_a_fault(tmp_path):
    path = workbook(tmp_path / "m.xlsx", GOOD)
    book = openpyxl.load_workbook(path)
    sheet = book["Steps"]
    sheet["G3"], sheet["H3"], sheet["H4"] = None, None, None
    sheet.merge_cells("G2:G3")
    sheet.merge_cells("H2:H4")
    book.save(path)
    process = read_table(path)
    assert process.nodes["G1"].role == "employee"
    assert process.department_of(process.nodes["A2"]) == "sales"
    sheet.merge_cells("I2:I3")
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert [(p.code, p.where.cell) for p in caught.value.problems] == [("MERGED", "Steps!I2")]


def test_formulas_and_errors(tmp_path):
    rows = [HEAD, ("A1", "Ask", None, None, None, None, "#REF!", None, "=1+1")]
    assert faults(tmp_path, rows) == [("BAD_CELL", "Steps!G2"), ("FORMULA", "Steps!I2")]


def test_times_of_day_are_no_durations(tmp_path):
    (problem,) = problems(tmp_path, [HEAD, ("A1", "Ask", None, None, None, None, None, None, "0:30")])
    assert "30 min" in problem.remedy.en


@pytest.mark.parametrize("text", ["triangular(2, 3, 7) h", "三角（2，3，7）小时", "TRIANGULAR(2;3;7) hours"])
def test_distributions(tmp_path, text):
    process = read(tmp_path, [HEAD, ("A1", "Ask", None, None, None, None, None, None, text)])
    time = process.nodes["A1"].time
    assert (time.family, time.values, time.unit) == ("triangular", (2, 3, 7), "h")


def test_a_sub_process_holds_the_rows_that_are_part_of_it(tmp_path):
    rows = [
        ("ID", "Step", "Type", "Next", "Part of"),
        ("S", "Check all", None, None, None),
        ("S1", "Check one", None, "S2", "S"),
        ("S2", "Check two", None, None, "S"),
    ]
    process = read(tmp_path, rows)
    assert isinstance(process.nodes["S"], SubProcess)
    assert process.parents == {"S1": "S", "S2": "S"}
    rows[1] = ("S", "Check all", "sub-process", None, "S1")
    assert faults(tmp_path, rows)[0][0] in ("CYCLE", "UNDEFINED")


def test_a_step_inside_may_not_lead_outside(tmp_path):
    rows = [
        ("ID", "Step", "Next", "Part of"),
        ("S", "All", "B", None),
        ("S1", "One", "B", "S"),
        ("B", "After", None, None),
    ]
    assert faults(tmp_path, rows) == [("FLOW_CROSSES_SCOPE", "Steps!C3")]


def test_facts_roles_and_departments_have_sheets_of_their_own(tmp_path):
    process = read(
        tmp_path,
        GOOD,
        Process=[
            ("Title", "Leave"),
            ("Title (zh)", "请假"),
            ("Owner", "Manager"),
            ("Cases", "120 per month"),
            ("Shoe", 43),
        ],
        Roles=[("Role", "ID", "People", "Department"), ("Manager", "boss", 4, "Sales")],
        Departments=[("Department", "External"), ("Sales", "no"), ("Client", "yes")],
    )
    assert (process.title.en, process.title.zh, process.owner) == ("Leave", "请假", "boss")
    assert (process.volume.cases, process.volume.per) == (120, "month")
    assert process.roles["boss"].people == 4
    assert process.departments["client"].external
    assert [finding.code for finding in reading_findings(process)] == ["FACT_UNKNOWN"]


def test_an_unknown_stage_is_a_fault_with_its_cell(tmp_path):
    assert faults(tmp_path, GOOD, Process=[("Stage", "someday")]) == [("BAD_VALUE", "Process!B1")]


def test_what_is_read_past_is_kept_and_named(tmp_path):
    rows = [
        (*HEAD, "System", "Risk"),
        ("G", "Sure?", "decision", "G, end", None, None, None, None, None, "SAP", "high"),
    ]
    process = read(tmp_path, rows)
    assert [(entry.reason, entry.what, entry.where) for entry in process.unread] == [
        ("CELL_UNUSED", "System", "Steps!J2"),
        ("COLUMN_UNKNOWN", "Risk", "Steps!K1"),
    ]
    assert process.unread[1].raw == "2: high"


def test_the_example_is_passed_by_and_two_tables_are_refused(tmp_path):
    assert read(tmp_path, GOOD, Example=GOOD).nodes["A1"]
    assert read(tmp_path, GOOD, Other=GOOD).nodes["A1"]
    (problem,) = problems(tmp_path, GOOD, sheet="One", Two=GOOD)
    assert problem.code == "SEVERAL_TABLES"


def test_an_empty_table_is_refused(tmp_path):
    assert faults(tmp_path, [HEAD]) == [("EMPTY_TABLE", "Steps!1")]


@pytest.mark.parametrize("name", [name for name in library.names() if isinstance(files.load(name), Process)])
def test_the_visio_table_of_a_library_model_is_read(name, tmp_path):
    process = files.load(name)
    path = tmp_path / "visio.xlsx"
    path.write_bytes(to_visio_table(process))
    read = read_table(path)
    assert len(read.flows) == len(process.flows)
    decisions = [flow for flow in process.flows if isinstance(process.nodes[flow.source], Decision)]
    shares = sorted(flow.share for flow in decisions if flow.share is not None)
    assert sorted(flow.share for flow in read.flows if flow.share is not None) == pytest.approx(shares, abs=0.006)
    kinds = {node.id: node.kind for node in process.walk() if isinstance(node, Parallel)}
    assert {key: read.nodes[key].kind for key in kinds} == kinds


def test_load_reads_tables_by_their_suffix(tmp_path):
    assert files.load(workbook(tmp_path / "t.xlsx", GOOD)).nodes["A2"]
