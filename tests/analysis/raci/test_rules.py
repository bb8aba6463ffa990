from __future__ import annotations

import pytest

from bpr.analysis.raci.derive import derive_raci, matrix_from_cells
from bpr.analysis.raci.rules import RaciLimits, check_raci
from bpr.analysis.raci.texts import SAYINGS
from bpr.findings import Severity
from bpr.text import is_chinese
from tests.analysis.small_models import process


def found(cells, variant="RACI", **options):
    return {
        (finding.code, finding.elements) for finding in check_raci(matrix_from_cells(cells, variant=variant), **options)
    }


GOOD = {"A": {"clerk": "R", "boss": "A"}}


def test_a_clean_row_says_nothing():
    assert found(GOOD, roles=["clerk", "boss"], owner="boss") == set()


@pytest.mark.parametrize(
    ("cells", "options", "expected"),
    [
        ({"A": {}}, {}, ("EMPTY_ROW", ("A",))),
        ({"A": {"clerk": "R"}}, {}, ("NO_A", ("A",))),
        ({"A": {"boss": "A"}}, {}, ("NO_R", ("A",))),
        ({"A": {"clerk": "AR", "boss": "A"}}, {}, ("MULTI_A", ("A", "boss", "clerk"))),
        ({"A": dict.fromkeys("wxyz", "R") | {"boss": "A"}}, {}, ("TOO_MANY_R", ("A", "w", "x", "y", "z"))),
        ({"A": {"b": "AR"} | dict.fromkeys("vwxyz", "I")}, {}, ("TOO_MANY_I", ("A", "v", "w", "x", "y", "z"))),
        (GOOD, {"roles": ["clerk", "boss", "it"]}, ("ROLE_UNUSED", ("it",))),
        (GOOD, {"roles": ["clerk"]}, ("UNKNOWN_ROLE", ("A", "boss"))),
        (GOOD, {"owner": "clerk"}, ("OWNER_NOT_A", ("clerk",))),
        (GOOD, {"external": ["boss"]}, ("A_EXTERNAL", ("A", "boss"))),
        (GOOD, {"reports_to": {"boss": "lead", "lead": "clerk"}}, ("R_ABOVE_A", ("A", "boss", "clerk"))),
        ({"A": {"clerk": "Q"}}, {}, ("BAD_CODE", ("A", "clerk"))),
    ],
)
def test_each_defect_is_named(cells, options, expected):
    assert expected in found(cells, **options)


def test_an_accountable_role_counts_as_performer_only_on_request():
    cells = {"A": {"boss": "A"}}
    assert ("NO_R", ("A",)) in found(cells)
    assert found(cells, limits=RaciLimits(a_implies_r=True)) == set()


def test_overload_needs_four_activities_and_a_second_role():
    three = {name: {"boss": "A", "clerk": "R"} for name in "ABC"}
    alone = {name: {"boss": "AR"} for name in "ABCD"}
    four = {name: {"boss": "A", "clerk": "R"} for name in "ABCD"}
    assert ("A_OVERLOAD", ("boss",)) not in found(three)
    assert ("A_OVERLOAD", ("boss",)) not in found(alone)
    assert ("A_OVERLOAD", ("boss",)) in found(four)


@pytest.mark.parametrize(("people", "code"), [(1, "SOD_DEFINITE"), (3, "SOD_POTENTIAL"), (None, "SOD_POTENTIAL")])
def test_one_role_on_both_sides_of_a_pair_is_a_conflict(people, code):
    cells = {"A": {"clerk": "R", "boss": "A"}, "B": {"clerk": "R", "boss": "A"}}
    assert found(cells, separate=[("A", "B")], headcount={"clerk": people}) == {(code, ("A", "B", "clerk"))}


def test_a_circle_in_the_organisation_chart_ends():
    assert found(GOOD, reports_to={"boss": "lead", "lead": "boss"}) == set()


def test_an_external_role_that_answers_for_its_own_step_is_only_mentioned():
    [own] = check_raci(matrix_from_cells({"A": {"customer": "AR"}}), external=["customer"])
    assert (own.code, own.severity) == ("A_EXTERNAL", Severity.INFO)


@pytest.mark.parametrize(
    ("variant", "cells", "expected"),
    [
        ("RACI-VS", {"A": {"clerk": "R/V", "boss": "A"}}, ("V_IS_R", ("A", "clerk"))),
        ("RACI-VS", {"A": {"x": "R/S", "y": "S", "boss": "A"}}, ("MULTI_S", ("A", "x", "y"))),
        ("DACI", {"A": {"boss": "A"}}, ("NO_D", ("A",))),
        ("RAPID", {"A": {"clerk": "P", "x": "D", "y": "D"}}, ("MULTI_D", ("A", "x", "y"))),
        ("RAPID", {"A": {"boss": "D"} | dict.fromkeys("xyz", "A")}, ("TOO_MANY_VETO", ("A", "x", "y", "z"))),
    ],
)
def test_variants_have_rules_of_their_own(variant, cells, expected):
    assert expected in found(cells, variant)


def test_support_never_counts_as_performer():
    assert ("NO_R", ("A",)) in found({"A": {"helper": "S", "boss": "A"}}, "RASCI")


def test_what_the_model_does_not_say_is_told_once_not_as_an_error_of_each_row():
    steps = [{"id": name, "name": name} for name in "ABC"]
    findings = check_raci(derive_raci(process(*steps)))
    assert {(finding.code, finding.elements) for finding in findings} == {
        ("A_UNKNOWN", ("A", "B", "C")),
        ("R_UNKNOWN", ("A", "B", "C")),
    }
    assert all(finding.severity is Severity.WARNING for finding in findings)


def test_decision_rights_want_one_decider_without_veto():
    decision = {"id": "G", "decision": "Pay?", "next": [], "role": "boss"}
    several = process({**decision, "rights": {"decide": ["boss", "clerk"]}}, roles={"clerk": "Clerk"})
    veto = process({**decision, "rights": {"veto": "boss"}})
    nobody = process({"id": "G", "decision": "Pay?", "rights": {"evaluate": "clerk"}}, roles={"clerk": "Clerk"})
    assert [finding.code for finding in check_raci(derive_raci(several))] == ["MULTI_DECIDER"]
    assert [finding.code for finding in check_raci(derive_raci(veto))] == ["VETO_IS_DECIDER"]
    assert [finding.code for finding in check_raci(derive_raci(nobody))] == ["NO_DECIDER"]


def test_a_role_that_decides_is_not_unused():
    made = process(
        {"id": "G", "decision": "Pay?", "role": "boss", "next": "A"}, {"id": "A", "name": "Pay", "role": "clerk"}
    )
    codes = [finding.code for finding in check_raci(derive_raci(made), roles=["boss", "clerk"])]
    assert "ROLE_UNUSED" not in codes


def test_everything_is_said_in_both_languages():
    for saying in SAYINGS.values():
        assert is_chinese(saying.zh)
        assert is_chinese(saying.fix_zh)
        assert not is_chinese(saying.en + saying.fix_en)


def test_messages_use_the_names_of_people_not_ids():
    made = process(
        {"id": "A1", "name": {"en": "Pay", "zh": "付款"}, "role": "clerk", "accountable": ["x", "y"]},
        roles={"x": "Xu", "y": "Yang"},
    )
    [finding] = [finding for finding in check_raci(derive_raci(made)) if finding.code == "MULTI_A"]
    assert finding.message.pick("en").startswith("Pay: 2 roles hold A (Xu, Yang)")
    assert "付款" in finding.message.pick("zh")
