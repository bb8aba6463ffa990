from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from bpr.analysis.raci.derive import derive_raci, matrix_from_cells
from bpr.model import Process
from tests.analysis.small_models import process
from tests.strategies import processes


def step(**fields):
    return {"id": "A", "name": "Check", **fields}


def test_performer_accountable_consulted_and_informed_become_letters():
    matrix = derive_raci(
        process(
            step(role="clerk", accountable="boss", consulted=["legal"], informed=["it"]),
            roles=dict.fromkeys(("boss", "legal", "it"), "x"),
        )
    )
    assert matrix.to_json()["matrix"] == {"A": {"clerk": "R", "boss": "A", "legal": "C", "it": "I"}}
    assert matrix.flags == ()


def test_the_process_owner_is_proposed_and_flagged():
    matrix = derive_raci(process(step(role="clerk"), roles={"head": "Head"}, owner="head"))
    assert matrix.rows["A"]["head"] == ("A",)
    assert matrix.flagged("A_FROM_PROCESS_OWNER") == ("A",)


def test_an_owner_that_performs_holds_both_letters():
    matrix = derive_raci(process(step(role="clerk"), owner="clerk"))
    assert matrix.to_json()["matrix"] == {"A": {"clerk": "A/R"}}


def test_a_missing_performer_is_never_the_owner():
    matrix = derive_raci(process(step(accountable="boss"), roles={"boss": "Boss"}))
    assert dict(matrix.rows["A"]) == {"boss": ("A",)}
    assert matrix.flagged("R_UNKNOWN") == ("A",)


def test_nobody_accountable_is_flagged():
    assert derive_raci(process(step(role="clerk"))).flagged("A_UNKNOWN") == ("A",)


def test_an_explicit_row_replaces_the_derived_one_and_contradictions_are_flagged():
    roles = {"boss": "Boss", "other": "Other"}
    same = derive_raci(process(step(role="clerk", raci={"clerk": "R", "boss": "A"}), roles=roles))
    other = derive_raci(process(step(role="clerk", raci={"other": "R", "boss": "A"}), roles=roles))
    assert same.flagged("RACI_MODEL_CONFLICT") == ()
    assert dict(other.rows["A"]) == {"other": ("R",), "boss": ("A",)}
    assert other.flagged("RACI_MODEL_CONFLICT") == ("A",)


def test_letters_outside_the_variant_are_kept_as_bad_cells():
    matrix = derive_raci(process(step(role="clerk", raci={"clerk": "R/X"})))
    assert [(cell.step, cell.role, cell.text) for cell in matrix.bad] == [("A", "clerk", "R/X")]
    assert dict(matrix.rows["A"]) == {"clerk": ("R",)}


def test_support_needs_a_variant_with_that_letter():
    fields = {"roles": {"helper": "Helper"}}
    plain = derive_raci(process(step(role="clerk", support="helper"), **fields))
    rasci = derive_raci(process(step(role="clerk", support="helper"), raci="RASCI", **fields))
    assert plain.flagged("DUTY_NOT_IN_VARIANT") == ("A",)
    assert rasci.rows["A"]["helper"] == ("S",)


def test_a_decision_is_no_row_but_has_rights():
    matrix = derive_raci(
        process(
            {"id": "G", "decision": "Good?", "role": "boss", "next": ["A"]},
            step(role="clerk", rights={"decide": "boss", "veto": "clerk"}),
            {"id": "X", "decision": "Route", "role": "boss", "routing": True, "next": ["A"]},
        )
    )
    assert list(matrix.rows) == ["A"]
    assert matrix.rights["G"].decide == ("boss",)
    assert matrix.rights["A"].veto == ("clerk",)
    assert "X" not in matrix.rights


def test_a_sub_process_with_steps_is_a_summary_of_them():
    inner = [step(role="clerk", accountable="boss"), {"id": "B", "name": "Send", "role": "post", "accountable": "boss"}]
    made = Process.model_validate(
        {
            "process": "p",
            "roles": dict.fromkeys(("clerk", "boss", "post"), "x"),
            "steps": [{"id": "P", "subprocess": "Order", "steps": inner}],
        }
    )
    matrix = derive_raci(made)
    assert list(matrix.rows) == ["P", "A", "B"]
    assert dict(matrix.rows["P"]) == {"boss": ("A",), "clerk": ("R",), "post": ("R",)}
    assert matrix.summaries == {"P"}
    assert list(matrix.own_rows) == ["A", "B"]


def test_cells_that_cannot_be_read_are_never_an_empty_matrix_in_silence():
    matrix = matrix_from_cells({"A": {"clerk": "yes"}, "B": {"clerk": "R", "boss": "-"}})
    assert [cell.text for cell in matrix.bad] == ["yes"]
    assert dict(matrix.rows["B"]) == {"clerk": ("R",)}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes())
def test_every_activity_of_any_process_has_a_row(made):
    matrix = derive_raci(made)
    assert list(matrix.rows) == [node.id for node in made.activities()]
    assert all(letters for row in matrix.rows.values() for letters in row.values())
