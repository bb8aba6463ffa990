from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bpr.analysis.raci.derive import derive_raci
from bpr.export import raci_merge
from bpr.export.raci_merge import raci_merge_sections
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


def page(lang="en", **parts):
    return {section.title: section for section in raci_merge_sections(merge(**parts), claim(), lang)}


def test_a_merge_without_anything_is_one_section():
    assert list(page()) == ["RACI workbook into Claim (as-is)"]


def test_a_change_names_step_role_letters_and_who():
    sections = page(changes=(Change("A2", "head", (), ("I",), (ANNA, BO)),))
    assert sections["Changes"].rows == (
        ("Check the claim", "Head of claims", "–", "I", "anna.xlsx RACI!H8 [Anna]; bo.xlsx RACI!H8"),
    )


def test_a_conflict_shows_all_sides():
    wishes = (Proposal(("I",), "i", (ANNA,)), Proposal((), "", (BO,)))
    conflict = Conflict("PEOPLE_DIFFER", "A2", ("cashier",), ("C",), ("C",), wishes, {}, {})
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
    conflict = Conflict("TWO_A", "A2", ("head", "cashier"), ("A",), ("A",), wishes, {}, {"clerk": ("A", "R")})
    (row,) = page("zh", conflicts=(conflict,))["冲突"].rows
    assert row[3:] == (
        "理赔员: A/R",
        "理赔主管: A (anna.xlsx RACI!H8 [Anna])；出纳: A (bo.xlsx RACI!H8)",
        "该行会出现两个 A",
    )


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
    assert codes <= set(raci_merge._NOTES)
    assert {"REMARK", "COMMENT", "OTHER_SHEET", "TEXT_CHANGED"} <= codes
