"""Mistyped roles, departments, phases and systems are told, with the cell and the name that is probably meant."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.findings import Severity
from bpr.formats.spreadsheet import Cell, Sheet, Spreadsheet
from bpr.formats.table import read_doubting
from bpr.formats.table.cells import Faults, Place
from bpr.formats.table.lookalike import written_apart
from bpr.formats.table.slips import Mention, Slips
from bpr.formats.table.source import Source
from bpr.formats.yaml_write import write_yaml
from bpr.text import Text
from tests.formats.table.tables import problems, workbook

HEAD = ("ID", "Step", "Next", "Role", "Department", "Phase", "System", "Informed")


def doubts(tmp_path, rows, **others):
    return read_doubting(workbook(tmp_path / "t.xlsx", rows, **others)).doubts


def told(found) -> list[str]:
    """The English texts up to the question."""
    return [finding.message.en.partition(" and is read")[0] for finding in found]


def roles(*names: str) -> list[tuple[str | None, ...]]:
    """A table of one step for each role."""
    chain = [(f"S{at}", f"S{at + 1}" if at < len(names) else None, name) for at, name in enumerate(names, start=1)]
    return [("Step", "Next", "Role"), *chain]


def test_each_mistyped_name_is_told_with_its_cell_and_the_one_that_is_meant(tmp_path):
    rows = [
        HEAD,
        ("A", "Ask", "B", "Sales Clerk", "Sales", "Request", "Expense portal", "Manager"),
        ("B", "Look", "C", "sales clerk", "Sales", "request", "Expense portl", "Manger"),
        ("C", "Pay", None, "Sales Clrk", "Salse", "Payment", "Expense portal", "Manager"),
    ]
    found = doubts(tmp_path, rows)
    assert told(found) == [
        "Steps!H3, 'Informed': 'Manger' looks like 'Manager' (Steps!H2)",
        "Steps!D4, 'Role': 'Sales Clrk' looks like 'Sales Clerk' (Steps!D2)",
        "Steps!E4, 'Department': 'Salse' looks like 'Sales' (Steps!E2)",
        "Steps!G3, 'System': 'Expense portl' looks like 'Expense portal' (Steps!G2)",
        "Steps!F3, 'Phase': 'request' looks like 'Request' (Steps!F2)",
    ]
    assert {(finding.code, finding.severity) for finding in found} == {("LOOKS_ALIKE", Severity.WARNING)}
    assert "是否应为“Sales Clerk”" in found[1].message.zh


def test_a_doubt_is_no_part_of_the_process(tmp_path):
    read = read_doubting(workbook(tmp_path / "t.xlsx", roles("Clrk", "Clerk", "Clerk")))
    assert len(read.doubts) == 1
    assert read.process.unread == ()
    assert "LOOKS_ALIKE" not in write_yaml(read.process)


def test_the_name_used_more_often_is_the_one_that_is_meant(tmp_path):
    assert told(doubts(tmp_path, roles("Clrk", "Clerk", "Clerk"))) == [
        "Steps!C2, 'Role': 'Clrk' looks like 'Clerk' (Steps!C3)"
    ]


def test_names_that_stand_once_each_or_twice_each_are_meant_so(tmp_path):
    assert doubts(tmp_path, roles("Clrk", "Clerk")) == ()
    assert doubts(tmp_path, roles("Clrk", "Clerk", "Clrk", "Clerk")) == ()


def test_a_word_that_other_cells_use_is_no_slip(tmp_path):
    rows = roles("Tender Manager", "Trender Manager", "Tender Manager")
    assert len(doubts(tmp_path, rows)) == 1
    assert doubts(tmp_path, [*rows, ("Ask the trender", None, "Tender Manager")]) == ()


def test_a_listed_name_is_right(tmp_path):
    listed = [("Role", "People"), ("Manager", 2), ("Buyer", 1), ("Buyers", 1)]
    assert told(doubts(tmp_path, roles("Manger"), Roles=listed)) == [
        "Steps!C2, 'Role': 'Manger' looks like 'Manager' (Roles!A2)"
    ]


def test_names_listed_with_ids_of_their_own_are_meant_so(tmp_path):
    listed = [("Role", "ID"), ("Pay desk", "b1"), ("Paydesk", "b2")]
    assert doubts(tmp_path, roles("Pay desk"), Roles=listed) == ()
    assert len(doubts(tmp_path, roles("Pay desk"), Roles=[("Role", "ID"), ("Pay desk", "b1"), ("Paydesk", None)])) == 1


def test_names_that_differ_in_the_other_language_are_meant_so(tmp_path):
    listed = [("Role (en)", "Role (zh)"), ("Paydesk", "出纳"), ("Pay desk", "柜员")]
    assert doubts(tmp_path, roles("Paydesk"), Roles=listed) == ()


def test_lines_of_csv_files_are_named_by_number(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("步骤,下一步,角色\n甲,乙,销售经理\n乙,丙,销售经历\n丙,,销售经理\n", encoding="utf-8")
    assert told(read_doubting(path).doubts) == ["3:3, '角色': '销售经历' looks like '销售经理' (2:3)"]


def test_slips_come_together_with_the_faults_of_a_table_as_doubts(tmp_path):
    rows = [("Step", "Next", "Role"), ("A", "B", "Clerk"), ("B", "Z", "Clrk"), ("C", None, "Clerk")]
    undefined, slip = problems(tmp_path, rows)
    assert (undefined.code, slip.code, slip.where.cell) == ("UNDEFINED", "LOOKS_ALIKE", "Steps!C3")
    assert "a doubt, no fault" in slip.message.en
    assert "不是错误" in slip.message.zh
    assert "doubt" not in undefined.message.en
    assert slip.remedy.en.startswith("sheet 'Steps', row 3, 'Role': did you mean 'Clerk'?")


def found_among(counts: dict[str, int]) -> list[tuple[str, str]]:
    """The slips among names that stand so often; of each the name and the one that is meant."""
    cells = {(1, 1): Cell("Role")} | {(row, 1): Cell(name) for row, name in enumerate(counts, start=2)}
    sheet = Sheet("Steps", cells)
    faults = Faults(Source(Spreadsheet("t.xlsx", (sheet,))))
    mentions = {
        name: Mention(Text.of(name), Place(faults, sheet, row, 1), count)
        for row, (name, count) in enumerate(counts.items(), start=2)
    }
    return [(slip.mention.name.pick("en"), slip.meant.name.pick("en")) for slip in Slips(sheet).among(mentions)]


NAMES = st.text("aelrs -经历理帐账", min_size=1, max_size=7).filter(lambda name: bool(name.strip()))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(NAMES, st.integers(1, 3), min_size=2, max_size=12))
def test_what_is_told_stands_once_beside_one_that_stands_more_often_or_differs_in_signs(counts):
    for name, meant in found_among(counts):
        assert min(counts[name], counts[meant]) == 1
        assert written_apart(name, meant) or (counts[name] == 1 and counts[meant] >= 2)


def test_a_thousand_names_are_compared_at_once():
    words = [f"{a}{b}{c}" for a in ("mar", "mer", "mir", "mor") for b in "aeiou" for c in ("ket", "let", "net")]
    names = [f"{one} {two}" for one in words for two in words][:1_000]
    started = time.process_time()
    found_among({name: 1 + at % 2 for at, name in enumerate(names)})
    assert time.process_time() - started < 1
