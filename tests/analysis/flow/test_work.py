from __future__ import annotations

from bpr.analysis.flow.work import departments_of_steps, roles_of_steps, step_times, work_by
from bpr.analysis.frequency.visits import expected_visits
from tests.analysis.small_models import chain, graph


def test_several_performers_all_spend_the_time():
    made = graph(*chain({"id": "A", "name": "Meet", "role": ["x", "y"], "time": 60}))
    found = work_by(made, expected_visits(made), roles_of_steps(made))
    assert {role: quantity.value for role, quantity in found.items()} == {"x": 60.0, "y": 60.0}


def test_a_step_without_department_is_in_no_group():
    made = graph(*chain({"id": "A", "name": "Meet", "role": "x", "time": 60}))
    assert work_by(made, expected_visits(made), departments_of_steps(made)) == {}


def test_a_decision_of_a_role_takes_no_time_unless_given():
    made = graph(*chain({"id": "G", "decision": "Good?", "role": "x", "next": "E"}))
    assert step_times(made) == {"G": 0.0}
