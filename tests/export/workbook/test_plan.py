from __future__ import annotations

from bpr.analysis.raci.derive import derive_raci
from bpr.export.workbook.plan import FIRST_ROLE_COLUMN, FIRST_STEP_ROW, plan_raci, step_numbers
from bpr.model import Process

from .models import claim


def test_roles_stand_under_their_departments_with_outsiders_last():
    plan = plan_raci(claim(), derive_raci(claim()))
    assert [block.id for block in plan.departments] == ["claims", "finance", "outside"]
    assert [role.id for role in plan.roles] == ["clerk", "head", "cashier", "customer"]
    assert [role.column for role in plan.roles] == list(range(FIRST_ROLE_COLUMN, FIRST_ROLE_COLUMN + 4))
    assert [block.external for block in plan.departments] == [False, False, True]


def test_steps_are_numbered_and_those_inside_a_sub_process_below_it():
    assert step_numbers(claim(), derive_raci(claim()).rows) == {
        "A1": "1",
        "A2": "2",
        "A3": "3",
        "A31": "3.1",
        "A32": "3.2",
        "A4": "4",
    }


def test_decisions_that_have_a_row_are_counted_with_the_steps():
    process = Process.model_validate(
        {
            "process": "p",
            "roles": {"clerk": "Clerk"},
            "steps": [
                {"id": "A", "name": "Check", "role": "clerk", "next": "G"},
                {"id": "G", "decision": "Fine?", "role": "clerk", "next": ["B", "S"]},
                {"id": "B", "name": "Pay", "role": "clerk"},
                {
                    "id": "S",
                    "subprocess": "Ask",
                    "steps": [
                        {"id": "SG", "decision": "Whom?", "role": "clerk", "next": ["S1"]},
                        {"id": "S1", "name": "Write", "role": "clerk"},
                    ],
                },
            ],
        }
    )
    rights = plan_raci(process, derive_raci(process, variant="DECISION-RIGHTS"))
    assert rights.numbers == {"A": "1", "G": "2", "B": "3", "S": "4", "SG": "4.1", "S1": "4.2"}
    assert plan_raci(process, derive_raci(process)).numbers == {"A": "1", "B": "2", "S": "3", "S1": "3.1"}


def test_each_step_has_a_row_and_sub_processes_with_steps_are_summaries():
    plan = plan_raci(claim(), derive_raci(claim()))
    assert plan.row_of["A1"] == FIRST_STEP_ROW
    assert [step.id for step in plan.steps if step.summary] == ["A3"]


def test_roles_without_department_have_a_group_of_their_own_at_the_end():
    process = Process.model_validate(
        {
            "process": "p",
            "departments": {"d": "D"},
            "roles": {"free": "Free", "bound": {"name": "Bound", "department": "d"}},
            "steps": [{"id": "A", "name": "Work", "role": "free"}],
        }
    )
    plan = plan_raci(process, derive_raci(process))
    assert [(block.id, [role.id for role in block.roles]) for block in plan.departments] == [
        ("d", ["bound"]),
        (None, ["free"]),
    ]


def test_a_process_without_roles_has_no_role_columns():
    process = Process.model_validate({"process": "p", "steps": [{"id": "A", "name": "Work"}]})
    plan = plan_raci(process, derive_raci(process))
    assert plan.roles == ()
    assert plan.last_column == FIRST_ROLE_COLUMN - 1
