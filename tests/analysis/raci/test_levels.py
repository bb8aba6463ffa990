"""Duties by sub-process, of a process as a whole, of a value chain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.raci.derive import derive_raci
from bpr.analysis.raci.levels import roll_up_chain, roll_up_process
from bpr.formats import library
from bpr.formats.realised import realised_processes
from bpr.model import Process, ValueChain


def claim(owner=None):
    return Process.model_validate(
        {
            "process": "claim",
            "title": {"en": "Claim", "zh": "理赔"},
            "owner": owner,
            "departments": {"d": "Claims", "out": {"name": "Customer", "external": True}},
            "roles": {
                "clerk": {"name": "Clerk", "department": "d"},
                "head": {"name": "Head", "department": "d"},
                "customer": {"name": "Customer", "department": "out"},
            },
            "steps": [
                {"id": "A", "name": "Check", "role": "clerk", "accountable": "head", "next": "B"},
                {
                    "id": "B",
                    "subprocess": "Settle",
                    "steps": [
                        {"id": "B1", "name": "Pay", "role": "clerk", "accountable": "clerk", "next": "G"},
                        {"id": "G", "decision": "Paid?", "role": "head", "next": "B2"},
                        {"id": "B2", "name": "Tell", "role": "clerk", "accountable": "clerk", "informed": "customer"},
                    ],
                },
            ],
        }
    )


def matrix(rolled):
    return rolled.report.matrix.to_json()["matrix"]


def test_by_sub_process_there_is_one_row_each_and_no_summary():
    rolled = roll_up_process(claim(), "sub-process")
    assert matrix(rolled) == {
        "A": {"clerk": "R", "head": "A"},
        "B": {"clerk": "A/R", "customer": "I"},
    }
    assert not rolled.report.matrix.summaries
    assert rolled.report.matrix.rights["G"].decide == ("head",)
    assert rolled.process.id == "claim@sub-process"


def test_the_whole_process_is_answered_for_by_its_owner():
    rolled = roll_up_process(claim("head"), "process")
    assert matrix(rolled) == {"claim": {"clerk": "R", "customer": "I", "head": "A"}}


def test_without_owner_and_with_two_accountable_roles_nobody_is_chosen():
    rolled = roll_up_process(claim(), "process")
    assert matrix(rolled) == {"claim": {"clerk": "R", "customer": "I", "head": "R"}}
    assert {"ROLLUP_A_UNRESOLVED", "NO_A"} <= {finding.code for finding in rolled.report.findings}


def test_another_variant_holds_on_every_level():
    rolled = roll_up_process(claim("head"), "process", variant="DACI")
    assert matrix(rolled)["claim"] == {"clerk": "D", "customer": "I", "head": "A"}
    assert rolled.report.matrix.variant == "DACI"


def chain():
    return ValueChain.model_validate(
        {
            "value_chain": "vc",
            "elements": [
                {"id": "serve", "name": "Serve", "realised_by": ["claim", "advice"]},
                {"id": "buy", "name": "Buy", "realised_by": ["unknown"]},
            ],
        }
    )


def test_roles_of_the_same_name_are_one_in_a_value_chain():
    other = Process.model_validate(
        {
            "process": "advice",
            "owner": "boss",
            "departments": {"d": "Sales"},
            "roles": {"boss": {"name": "Head"}, "clerk": {"name": "Seller", "department": "d"}},
            "steps": [{"id": "A", "name": "Advise", "role": "clerk"}],
        }
    )
    rolled = roll_up_chain(chain(), {"serve": (claim("head"), other)})
    assert matrix(rolled) == {
        "@serve": {"clerk": "R", "clerk@advice": "R", "customer": "I", "head": "A"},
        "claim": {"clerk": "R", "customer": "I", "head": "A"},
        "advice": {"clerk@advice": "R", "head": "A"},
    }
    assert [str(name) for name in rolled.missing] == ["Buy"]
    assert rolled.process.is_external(rolled.process.roles["customer"].department)
    assert str(rolled.process.departments[rolled.process.roles["clerk@advice"].department].name) == "Sales"


def test_a_process_behind_two_elements_has_a_row_below_each():
    twice = chain().model_copy(
        update={"elements": tuple(e.model_copy(update={"realised_by": ("claim",)}) for e in chain().elements)}
    )
    rolled = roll_up_chain(twice, {"serve": (claim("head"),), "buy": (claim("head"),)})
    assert list(matrix(rolled)) == ["@serve", "claim", "@buy", "claim@buy"]


def test_a_family_stands_with_the_stage_asked_for():
    core = library.open_library("vc-core-support")
    later, now = (realised_processes(core, stage=stage) for stage in ("to-be", "as-is"))
    assert "order-to-cash.tobe" in [process.id for process in later["integrated-supply-chain"]]
    assert "order-to-cash.asis" in [process.id for process in now["integrated-supply-chain"]]
    for found in (later, now):
        families = [process.family or process.id for processes in found.values() for process in processes]
        assert len(families) == len(set(families))


@pytest.mark.parametrize("name", ["order-to-cash.asis", "contract-approval.tobe", "process-consulting"])
@pytest.mark.parametrize("level", ["sub-process", "process"])
def test_rolling_up_invents_no_role_and_loses_none(name, level):
    process = library.open_library(name)
    below = {role for row in derive_raci(process).own_rows.values() for role in row}
    above = {role for row in roll_up_process(process, level).report.matrix.rows.values() for role in row}
    assert above - {process.owner} <= below <= above


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1, max_size=6))
def test_a_whole_process_has_at_most_one_accountable_role(duties):
    process = Process.model_validate(
        {
            "process": "p",
            "roles": {"x": "X", "y": "Y", "z": "Z"},
            "steps": [
                {"id": f"A{n}", "name": "Work", "role": role, "accountable": answers}
                for n, (role, answers) in enumerate(duties)
            ],
        }
    )
    rolled = roll_up_process(process, "process").report.matrix
    assert len(rolled.roles_with("p", "A")) == (1 if len({answers for _, answers in duties}) == 1 else 0)
