"""Own sets of letters, decision rights, and one matrix in the letters of another variant."""

from __future__ import annotations

import pytest

from bpr.analysis.raci.cells import duties_of, parse_cell, translate
from bpr.analysis.raci.derive import derive_raci
from bpr.analysis.raci.load import check_process_raci
from bpr.errors import ModelError
from bpr.export.workbook.letters import entries, fill_of, meanings_of
from bpr.model import Process
from bpr.model.raci import LETTERS, LetterSet, letters_of

OWN = {
    "name": "PGK",
    "letters": {
        "P": {"name": {"en": "prepares", "zh": "编制"}, "duty": "does", "times": "at-least-one"},
        "G": {"name": {"en": "approves", "zh": "批准"}, "duty": "answers", "times": "exactly-one"},
        "K": {"name": {"en": "keeps the record", "zh": "归档"}, "times": "at-most-one"},
    },
}


def quote(kind="RACI", **step):
    return Process.model_validate(
        {
            "process": "quote",
            "raci": kind,
            "roles": {"clerk": "Clerk", "head": "Head", "board": "Board"},
            "steps": [
                {"id": "A", "name": "Write", "role": "clerk", "accountable": "head", "informed": "board"} | step,
                {
                    "id": "G",
                    "decision": "Accept?",
                    "role": "head",
                    "rights": {"decide": "head", "veto": "board", "nominate": "clerk"},
                    "next": "A",
                },
            ],
        }
    )


def rows(matrix):
    return matrix.to_json()["matrix"]


def codes(process, matrix):
    return {finding.code for finding in check_process_raci(process, matrix)}


def test_an_own_set_of_letters_derives_and_judges_by_its_duties():
    process = quote(OWN)
    matrix = derive_raci(process)
    assert rows(matrix) == {"A": {"clerk": "P", "head": "G"}}
    assert matrix.to_json()["variant"] == "PGK"
    assert matrix.flagged("DUTY_NOT_IN_VARIANT") == ("A",)  # nobody can be informed in this set
    assert "NO_G" in codes(process, derive_raci(quote(OWN, raci={"clerk": "P"})))
    assert "MULTI_K" in codes(process, derive_raci(quote(OWN, raci={"clerk": "PK", "head": "GK"})))
    assert "BAD_CODE" in codes(process, derive_raci(quote(OWN, raci={"clerk": "PX", "head": "G"})))


def test_the_words_of_an_own_set_are_read_as_its_letters():
    own = LetterSet.model_validate(OWN)
    assert [parse_cell(text, own) for text in ("编制/归档", "prepares", "gp", "R")] == [
        ("P", "K"),
        ("P",),
        ("G", "P"),
        None,
    ]
    assert letters_of(own) == "PGK"
    assert entries(own) == ("P", "G", "K", "G/P", "P/G")
    assert len({fill_of(letter, own) for letter in "PGK"}) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"name": "RACI"},
        {"name": "a/b"},
        {"letters": {}},
        {"letters": {**OWN["letters"], "PP": {"name": "two"}}},
        {"letters": {**OWN["letters"], "p": {"name": "small"}}},
        {"letters": {**OWN["letters"], "Q": {"name": "second", "duty": "does"}}},
        {"letters": {"P": OWN["letters"]["P"]}},
    ],
)
def test_an_unsound_set_of_letters_is_refused(change):
    with pytest.raises(Exception, match=r"letter|name|pattern|matrix"):
        Process.model_validate({"process": "p", "raci": {**OWN, **change}})


def test_an_own_set_comes_back_from_a_file(tmp_path):
    from bpr.formats.files import load
    from bpr.formats.yaml_write import write_yaml

    (tmp_path / "quote.yaml").write_text(write_yaml(quote(OWN)), encoding="utf-8")
    assert load(str(tmp_path / "quote.yaml")).raci == LetterSet.model_validate(OWN)


def test_decision_rights_have_rows_for_decisions():
    matrix = derive_raci(quote("DECISION-RIGHTS"))
    assert rows(matrix) == {
        "A": {"clerk": "E", "head": "D", "board": "I"},
        "G": {"head": "D", "board": "V", "clerk": "N"},
    }


def test_who_may_veto_does_not_decide():
    process = quote("DECISION-RIGHTS", raci={"clerk": "E", "head": "DV"})
    assert "VETO_IS_DECIDER" in codes(process, derive_raci(process))
    two = quote("DECISION-RIGHTS", raci={"clerk": "D", "head": "D"})
    assert "MULTI_D" in codes(two, derive_raci(two))


def test_a_matrix_in_another_variant_keeps_the_duties():
    explicit = quote(raci={"clerk": "R", "head": "A", "board": "C/I"})
    assert rows(derive_raci(explicit, variant="DACI"))["A"] == {"clerk": "D", "head": "A", "board": "C/I"}
    rapid = derive_raci(explicit, variant="RAPID")
    assert rows(rapid)["A"] == {"clerk": "P", "head": "D", "board": "I"}  # C gives input; I has no counterpart
    assert rapid.flagged("DUTY_NOT_IN_VARIANT") == ("A",)


@pytest.mark.parametrize("target", LETTERS)
def test_translation_there_and_back_loses_only_what_it_says(target):
    for letter in "RACI":
        there, whole = translate((letter,), "RACI", target)
        assert set(there) <= set(LETTERS[target])
        if whole:
            assert translate(there, target, "RACI") == ((letter,), True)


@pytest.mark.parametrize("variant", LETTERS)
def test_every_letter_has_a_meaning_a_colour_and_is_known_to_its_duties(variant):
    assert set(meanings_of(variant)) == set(letters_of(variant))
    duties = duties_of(variant)
    assert set(duties.core + duties.exactly_one) <= set(letters_of(variant))
    assert all(fill_of(letter, variant) for letter in letters_of(variant))


def test_an_unknown_kind_of_matrix_is_refused():
    with pytest.raises((ModelError, ValueError)):
        Process.model_validate({"process": "p", "raci": "RACX"})
