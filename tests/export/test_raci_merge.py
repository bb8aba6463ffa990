from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from bpr.analysis.raci.derive import derive_raci
from bpr.export.raci_merge import raci_merge_sections
from bpr.export.raci_merge_words import NOTES
from bpr.formats.raci_sheet import matrix, reading
from bpr.formats.raci_sheet.sheet import Note
from bpr.merge import raci
from bpr.merge.result import Change, Conflict, Merge, Noted, Proposal, Source
from bpr.text import is_chinese

from .workbook.models import claim

ANNA = Source("/tmp/in/anna.xlsx", "Anna", "RACI!H8")
BO = Source("bo.xlsx", "", "RACI!H8")


def merge(**parts) -> Merge:
    empty = dict.fromkeys(("changes", "agreed", "conflicts", "unreadable", "notes"), ())
    return Merge(derive_raci(claim()), **{**empty, **parts}, workbooks=(("/tmp/in/anna.xlsx", "Anna"),))


def page(lang="en", take=None, **parts):
    return {section.title: section for section in raci_merge_sections(merge(**parts), claim(), lang, take=take)}


def test_a_merge_without_anything_is_one_section():
    assert list(page()) == ["RACI workbook into Claim (as-is)"]


def test_a_change_names_step_role_letters_and_who():
    sections = page(changes=(Change("A2", "head", (), ("I",), (ANNA, BO)),))
    assert sections["Changes"].rows == (
        ("Check the claim", "Head of claims", "–", "I", "anna.xlsx RACI!H8 [Anna]; bo.xlsx RACI!H8"),
    )


def test_a_conflict_shows_all_sides():
    wishes = (Proposal(("I",), "i", (ANNA,)), Proposal((), "", (BO,)))
    conflict = Conflict("PEOPLE_DIFFER", "A2", ("cashier",), ("C",), ("C",), wishes, wishes[1], {}, {})
    (row,) = page(conflicts=(conflict,))["Conflicts"].rows
    assert row == (
        "Check the claim",
        "Cashier",
        "C",
        "C",
        "i (anna.xlsx RACI!H8 [Anna]); – (bo.xlsx RACI!H8)",
        "people want different letters",
    )


def test_a_row_conflict_names_the_roles_of_each_wish():
    wishes = (Proposal(("A",), "head: A", (ANNA,)), Proposal(("A",), "cashier: A", (BO,)))
    now = {"clerk": ("A", "R")}
    conflict = Conflict("TWO_A", "A2", ("head", "cashier"), ("A",), ("A",), wishes, wishes[1], {}, now)
    (row,) = page("zh", conflicts=(conflict,))["冲突"].rows
    assert row[3:] == (
        "理赔员: A/R",
        "理赔主管: A (anna.xlsx RACI!H8 [Anna])；出纳: A (bo.xlsx RACI!H8)",
        "该行会出现两个 A",
    )


TORN = (Proposal(("I",), "i", (ANNA,)), Proposal((), "", (BO,)))
CONFLICT = Conflict(
    "PEOPLE_DIFFER", "A2", ("cashier",), ("C",), ("C",), TORN, TORN[1], {"cashier": ()}, {"cashier": ("C",)}
)


def test_a_decided_conflict_says_what_is_kept_from_whom_and_what_is_dropped():
    (row,) = page(take="theirs", conflicts=(CONFLICT,))["Decided"].rows
    assert row[2:5] == ("–", "bo.xlsx RACI!H8", "i (anna.xlsx RACI!H8 [Anna]); C (the model)")
    sections = page(take="ours", conflicts=(CONFLICT,))
    assert sections["Decided"].rows[0][2:5] == (
        "C",
        "the model",
        "i (anna.xlsx RACI!H8 [Anna]); – (bo.xlsx RACI!H8)",
    )
    assert "Conflicts" not in sections
    assert "decided: 1, in conflict: 0" in sections["RACI workbook into Claim (as-is)"].lines[-1]


def test_a_decided_row_names_the_role_before_its_letters():
    wishes = (Proposal(("A",), "head: A", (ANNA,)), Proposal(("A",), "cashier: A", (BO,)))
    now = {"head": (), "cashier": ("C",)}
    conflict = Conflict(
        "TWO_A", "A2", ("head", "cashier"), ("A",), ("A",), wishes, wishes[1], {"head": (), "cashier": ("A",)}, now
    )
    (row,) = page("zh", take="theirs", conflicts=(conflict,))["已决定"].rows
    assert row[2:5] == (
        "理赔主管: –；出纳: A",
        "bo.xlsx RACI!H8",
        "理赔主管: A (anna.xlsx RACI!H8 [Anna])；出纳: C (模型)",
    )


def test_what_was_decided_before_is_told_apart():
    settled = replace(CONFLICT, ours=(), if_ours={"cashier": ()})
    sections = page(settled=(settled,))
    assert sections["Decided before"].rows[0][2:5] == ("–", "bo.xlsx RACI!H8", "i (anna.xlsx RACI!H8 [Anna])")


def test_with_a_side_chosen_unreadable_cells_are_said_to_be_dropped():
    noted = Noted(Note("BAD_CODE", "RACI!I8", "X", "C", "A2", letters=True), "anna.xlsx", "Anna", "cashier")
    assert "Dropped: what is typed" in page(take="theirs", unreadable=(noted,))["Not read"].lines[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_could_not_be_read_stands_word_for_word(lang):
    noted = Noted(Note("BAD_CODE", "RACI!I8", "ask HR", "C", "A2", letters=True), "anna.xlsx", "Anna", "cashier")
    section = list(page(lang, unreadable=(noted,)).values())[1]
    assert section.rows[0][0] == "RACI!I8"
    assert section.rows[0][2:4] == ("ask HR", "C")
    assert is_chinese(section.title) == (lang == "zh")


def test_every_note_of_the_readers_has_its_words():
    codes = set()
    for module in (matrix, reading, raci):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"Note"}:
                codes |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    codes |= {
        f"{kind}_{what}" for kind in ("STEP", "ROLE") for what in ("ADDED", "COPIED", "UNCLEAR", "REMOVED", "RENAMED")
    }
    codes |= {"FORMULA", "MERGED", "BAD_CODE", "SUMMARY", "STEP_GONE", "ROLE_GONE", "BASE_MISSING", "BASE_CHANGED"}
    assert codes <= set(NOTES)
    assert {"REMARK", "COMMENT", "OTHER_SHEET", "TEXT_CHANGED"} <= codes
