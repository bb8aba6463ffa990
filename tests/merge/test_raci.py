from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.raci.cells import format_cell, translate
from bpr.analysis.raci.derive import RaciMatrix, matrix_from_cells
from bpr.errors import InputError
from bpr.formats.raci_sheet.sheet import Note, RaciSheet, Typed
from bpr.formats.raci_sheet.snapshot import Snapshot
from bpr.merge.raci import merge_raci
from bpr.merge.result import Merge
from bpr.model.raci import Rights
from bpr.text import Text

ROLES = ("x", "y", "z")
BASE = {"S": {"x": "A/R", "y": "C"}, "T": {"x": "A", "y": "R", "z": "I"}}


def snapshot(*, sure: bool = True, variant: str = "RACI", summaries: frozenset[str] = frozenset()) -> Snapshot:
    letters = {(step, role): text for step, row in BASE.items() for role, text in row.items()}
    labels = {step: step for step in BASE}
    return Snapshot({"variant": variant}, labels, dict.fromkeys(ROLES, ""), summaries, letters, sure=sure)


def sheet(edits: dict[str, str], *, file: str = "anna.xlsx", base: Snapshot | None = None, notes=()) -> RaciSheet:
    """The exported cells with some changed; keys are step and role, such as ``Sx``."""
    cells = {
        (step, role): Typed(edits.get(step + role, BASE[step].get(role, "")), f"RACI!{step}{role}")
        for step in BASE
        for role in ROLES
    }
    return RaciSheet(file, "Anna", "RACI", base or snapshot(), cells, notes)


def ours(edits: dict[str, str] | None = None, **options) -> RaciMatrix:
    cells = {step: dict(row) for step, row in BASE.items()}
    for key, text in (edits or {}).items():
        cells[key[0]][key[1]] = text
    return matrix_from_cells(cells, names={f"role:{role}": Text.of(role) for role in ROLES}, **options)


def short(merge) -> list[tuple[str, str, str, str]]:
    return [(one.step, one.role, "/".join(one.old), "/".join(one.new)) for one in merge.changes]


def test_what_nobody_changed_stays():
    merge = merge_raci([sheet({})], ours())
    assert (merge.changes, merge.conflicts, merge.unreadable) == ((), (), ())


def test_a_changed_letter_is_a_change_with_who_and_where():
    merge = merge_raci([sheet({"Sy": "i"})], ours())
    assert short(merge) == [("S", "y", "C", "I")]
    (source,) = merge.changes[0].sources
    assert (source.file, source.author, source.cell) == ("anna.xlsx", "Anna", "RACI!Sy")


@pytest.mark.parametrize("text", ["r / a", "ＡＲ", "负责、批准", "A,R", "R;A"])
def test_other_spellings_of_the_same_letters_are_no_change(text):
    assert merge_raci([sheet({"Sx": text})], ours()).changes == ()


def test_the_same_change_by_two_people_is_one():
    merge = merge_raci([sheet({"Sy": "I"}), sheet({"Sy": "i"}, file="bo.xlsx")], ours())
    assert short(merge) == [("S", "y", "C", "I")]
    assert [source.file for source in merge.changes[0].sources] == ["anna.xlsx", "bo.xlsx"]


def test_two_people_with_two_wishes_are_a_conflict_and_the_last_one_wins_if_asked():
    merge = merge_raci([sheet({"Sy": "I"}), sheet({"Sy": ""}, file="bo.xlsx")], ours())
    (conflict,) = merge.conflicts
    assert conflict.code == "PEOPLE_DIFFER"
    assert merge.wanted() == {}
    assert merge.wanted("theirs") == {"S": {"y": ()}}
    assert merge.wanted("ours") == {"S": {"y": ("C",)}}


def test_a_change_of_what_the_model_changed_meanwhile_is_a_conflict():
    merge = merge_raci([sheet({"Sy": "I"})], ours({"Sy": ""}))
    (conflict,) = merge.conflicts
    assert (conflict.code, conflict.base, conflict.ours) == ("MODEL_CHANGED", ("C",), ())


def test_a_change_the_model_has_already_is_only_mentioned():
    merge = merge_raci([sheet({"Sy": "I"})], ours({"Sy": "I"}))
    assert (merge.changes, merge.conflicts) == ((), ())
    assert [one.step for one in merge.agreed] == ["S"]


def test_what_the_model_changed_meanwhile_is_kept():
    assert merge_raci([sheet({"Tz": ""})], ours({"Sy": "I"})).wanted() == {"T": {"z": ()}}


def test_two_people_who_give_the_one_a_to_two_roles_are_in_conflict():
    one, two = sheet({"Tx": "", "Ty": "A/R"}), sheet({"Tx": "", "Tz": "A"}, file="bo.xlsx")
    (conflict,) = merge_raci([one, two], ours()).conflicts
    assert conflict.code == "TWO_A"
    assert conflict.if_theirs == {"x": (), "y": ("R",), "z": ("A",)}
    assert conflict.if_ours["x"] == ("A",)


def test_an_a_that_the_model_moved_elsewhere_meanwhile_is_a_conflict():
    moved = ours({"Tx": "", "Ty": "A/R"})
    merge = merge_raci([sheet({"Tx": "", "Tz": "A"})], moved)
    (conflict,) = merge.conflicts
    assert conflict.code == "TWO_A"
    assert merge.wanted("theirs")["T"] == {"z": ("A",), "y": ("R",)}
    assert merge.wanted("ours")["T"]["y"] == ("A", "R")


def test_one_person_who_writes_two_as_gets_them_and_the_rules_say_so():
    merge = merge_raci([sheet({"Ty": "A/R"})], ours())
    assert short(merge) == [("T", "y", "R", "A/R")]


@pytest.mark.parametrize("text", ["ask HR", "R?", "X", "TRUE", "=1+1", "负责", "执行、负责"])
def test_what_is_no_letter_is_kept_word_for_word_and_changes_nothing(text):
    merge = merge_raci([sheet({"Sy": text})], ours())
    (noted,) = merge.unreadable
    assert (noted.note.code, noted.note.text, noted.note.cell) == ("BAD_CODE", text, "RACI!Sy")
    assert merge.changes == ()
    assert merge.is_open


def test_formulas_and_merged_cells_are_never_taken_for_letters():
    edited = sheet({})
    cells = {
        **edited.cells,
        ("S", "x"): Typed("A/R", "RACI!Sx", formula="=G7"),
        ("S", "y"): Typed("", "RACI!Sy", None, True),
    }
    merge = merge_raci([RaciSheet("a.xlsx", "", "RACI", edited.base, cells)], ours())
    assert [noted.note.code for noted in merge.unreadable] == ["FORMULA", "MERGED"]
    assert merge.unreadable[0].note.text == "=G7 → A/R"


def test_a_summary_row_is_not_edited():
    merge = merge_raci([sheet({"Sy": "I"}, base=snapshot(summaries=frozenset("S")))], ours())
    assert [noted.note.code for noted in merge.unreadable] == ["SUMMARY"]


def test_letters_of_a_step_that_is_gone_are_told():
    kept = matrix_from_cells({"T": BASE["T"]})
    merge = merge_raci([sheet({"Sy": "I"})], kept)
    assert [(noted.note.code, noted.note.text) for noted in merge.unreadable] == [("STEP_GONE", "I")]


def test_without_the_hidden_sheet_every_difference_is_asked_about():
    (conflict,) = merge_raci([sheet({"Sy": "I"}, base=snapshot(sure=False))], ours()).conflicts
    assert conflict.code == "BASE_UNKNOWN"


def in_letters(matrix: RaciMatrix):
    """The matrix in another kind of letters, carried over by their duty."""

    def derive(variant):
        rows = {
            step: {role: translate(held, matrix.variant, variant)[0] for role, held in row.items()}
            for step, row in matrix.rows.items()
        }
        return replace(matrix, variant=variant, rows=rows)

    return derive


def merged(edits, matrix: RaciMatrix, variant: str = "RACI") -> Merge:
    """A sheet of another kind of letters, with the letters of ``BASE`` carried over, edited and read."""
    shown = in_letters(matrix_from_cells(BASE))(variant)
    letters = {
        (step, role): format_cell(held, variant) for step, row in shown.rows.items() for role, held in row.items()
    }
    base = replace(snapshot(variant=variant), letters=letters)
    cells = {
        (step, role): Typed(edits.get(step + role, letters.get((step, role), "")), f"X!{step}{role}")
        for step in BASE
        for role in ROLES
    }
    return merge_raci([RaciSheet("x.xlsx", "", variant, base, cells)], matrix, derive=in_letters(matrix))


@pytest.mark.parametrize(
    ("variant", "typed", "wanted"),
    [
        ("RASCI", "I", ("I",)),
        ("RACI-VS", "C/I", ("C", "I")),
        ("DACI", "D", ("R",)),
        ("DACI", "A/D", ("A", "R")),
        ("RAPID", "P", ("R",)),
        ("RAPID", "D/I", ("A", "C")),
        ("DECISION-RIGHTS", "E", ("R", "C")),  # C has no letter there, and stays
        ("DECISION-RIGHTS", "I", ("C", "I")),
    ],
)
def test_letters_of_another_kind_are_carried_over_by_their_duty(variant, typed, wanted):
    merge = merged({"Sy": typed}, ours(), variant)
    assert (merge.unreadable, merge.conflicts) == ((), ())
    assert [(one.role, one.old, one.new) for one in merge.changes] == [("y", ("C",), wanted)]
    assert merge.to_json()["workbooks"] == [{"file": "x.xlsx", "author": "", "variant": variant}]


@pytest.mark.parametrize(
    ("variant", "typed"), [("RASCI", "S/C"), ("RACI-VS", "V"), ("RAPID", "R"), ("RAPID", "A"), ("DECISION-RIGHTS", "V")]
)
def test_a_letter_that_stands_for_no_duty_of_the_model_is_not_guessed(variant, typed):
    merge = merged({"Sy": typed}, ours(), variant)
    assert merge.changes == ()
    assert [(one.note.code, one.note.text) for one in merge.unreadable] == [("NO_COUNTERPART", typed)]


@pytest.mark.parametrize("variant", ["RASCI", "RACI-VS", "DACI", "RAPID", "DECISION-RIGHTS"])
def test_an_untouched_sheet_of_another_kind_changes_nothing(variant):
    merge = merged({}, ours({"Sx": "A", "Tz": "C/I"}), variant)  # the model changed meanwhile
    assert (merge.changes, merge.agreed, merge.conflicts, merge.unreadable) == ((), (), (), ())


def test_a_cell_the_model_changed_meanwhile_is_a_conflict_in_other_letters_too():
    (conflict,) = merged({"Sy": "D"}, ours({"Sy": "I"}), "DACI").conflicts
    assert (conflict.code, conflict.base, conflict.ours) == ("MODEL_CHANGED", ("C",), ("I",))
    assert conflict.if_theirs == {"y": ("R",)}
    assert [one.role for one in merged({"Sy": "D"}, ours({"Sy": "R"}), "DACI").agreed] == ["y"]


def test_decision_rights_are_changed_where_they_are_written():
    matrix = replace(ours(), rights={"S": Rights(decide=("x",)), "G": Rights(decide=("x",))})
    merge = merged({"Sy": "D"}, matrix, "DECISION-RIGHTS")
    assert [one.note.code for one in merge.unreadable] == ["RIGHTS"]
    gone = sheet({}, base=snapshot(variant="DECISION-RIGHTS"))
    cells = {("G", "x"): Typed("D/V", "X!G")}
    decision = merge_raci([replace(gone, cells=cells)], matrix, derive=in_letters(matrix))
    assert [(one.note.code, one.note.element) for one in decision.unreadable] == [("RIGHTS", "G")]


def test_an_own_set_of_letters_that_the_model_no_longer_has_is_refused():
    with pytest.raises(InputError, match="the workbook holds PG letters"):
        merge_raci([sheet({}, base=snapshot(variant="PG"))], ours(), derive=in_letters(ours()))


def test_notes_with_letters_at_stake_keep_the_merge_open():
    notes = (Note("REMARK", "RACI!Z1", "hello"), Note("STEP_UNCLEAR", "RACI!D9", "Pay", letters=True))
    merge = merge_raci([sheet({}, notes=notes)], ours())
    assert [noted.note.code for noted in merge.notes] == ["REMARK"]
    assert [noted.note.code for noted in merge.unreadable] == ["STEP_UNCLEAR"]


def test_the_json_document_names_everything():
    document = merge_raci([sheet({"Sy": "I", "Tz": "?"})], ours({"Tx": ""})).to_json()
    assert document["changes"][0]["code"] == "LETTER_CHANGED"
    assert document["unreadable"][0] == {
        "code": "BAD_CODE",
        "file": "anna.xlsx",
        "author": "Anna",
        "cell": "RACI!Tz",
        "element": "T",
        "role": "z",
        "text": "?",
        "old": "I",
    }


def afterwards(matrix: RaciMatrix, wanted) -> RaciMatrix:
    cells = {step: {role: "/".join(held) for role, held in row.items()} for step, row in matrix.rows.items()}
    for step, row in wanted.items():
        cells[step] |= {role: "/".join(held) for role, held in row.items()}
    return matrix_from_cells(cells, names=matrix.names)


EDITS = st.dictionaries(
    st.sampled_from([step + role for step in BASE for role in ROLES]), st.sampled_from(["", "R", "A", "A/R", "C"])
)


@given(st.lists(EDITS, min_size=1, max_size=3), EDITS, st.sampled_from(["theirs", "ours"]))
def test_a_second_reading_has_nothing_to_do(sheets, model, take):
    read = [sheet(edits, file=f"{number}.xlsx") for number, edits in enumerate(sheets)]
    matrix = ours(model)
    changed = afterwards(matrix, merge_raci(read, matrix).wanted(take))
    again = merge_raci(read, changed)
    assert afterwards(changed, again.wanted(take)).rows == changed.rows
    if take == "theirs":
        assert not again.is_open


def test_a_conflict_decided_for_the_last_one_is_settled_and_says_what_was_dropped():
    read = [sheet({"Sy": "I"}), sheet({"Sy": ""}, file="bo.xlsx")]
    merge = merge_raci(read, ours({"Sy": ""}))
    assert (merge.conflicts, merge.is_open) == ((), False)
    decision = merge.settled[0].decided("theirs")
    assert (decision.kept, [source.file for source in decision.sources]) == ({"y": ()}, ["bo.xlsx"])
    assert [wish.letters for wish in decision.dropped] == [("I",)]
    assert merge.to_json()["settled"][0]["decided"]["dropped"][0]["letters"] == "I"


def test_a_model_that_follows_the_first_of_two_is_still_asked_about():
    read = [sheet({"Sy": ""}, file="bo.xlsx"), sheet({"Sy": "I"})]
    assert [one.code for one in merge_raci(read, ours({"Sy": ""})).conflicts] == ["PEOPLE_DIFFER"]


def test_a_decision_names_what_is_kept_and_what_goes():
    (conflict,) = merge_raci([sheet({"Sy": "I"})], ours({"Sy": "R"})).conflicts
    theirs, mine = conflict.decided("theirs"), conflict.decided("ours")
    assert (theirs.kept, theirs.dropped, theirs.dropped_ours) == ({"y": ("I",)}, (), {"y": ("R",)})
    assert (mine.kept, mine.sources, [one.letters for one in mine.dropped]) == ({"y": ("R",)}, (), [("I",)])


def test_the_one_a_stays_where_the_last_one_put_it_when_read_again():
    read = [sheet({"Tx": "", "Ty": "A/R"}), sheet({"Tx": "", "Tz": "A"}, file="bo.xlsx")]
    done = afterwards(ours(), merge_raci(read, ours()).wanted("theirs"))
    again = merge_raci(read, done)
    assert (again.is_open, [one.code for one in again.settled]) == (False, ["TWO_A"])
    assert afterwards(done, again.wanted("theirs")).rows == done.rows
