"""Names in a scenario that no model knows."""

import pytest

from bpr.errors import AnalysisError
from bpr.simulation.compare import compare_simulated
from bpr.simulation.distributions import fixed
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Gathering, Scenario
from tests.simulation.models import queue, rework


def test_names_of_nobody_are_refused_all_at_once_with_the_nearest_one():
    scenario = Scenario(arrivals=2.0, people={"clark": 2}, times={"Q": fixed(1)}, batches={"A": Gathering(2)})
    with pytest.raises(AnalysisError) as refused:
        simulate(queue(), cases=10, scenario=scenario)
    problems = refused.value.problems
    assert [(problem.code, problem.where.element) for problem in problems] == [
        ("UNKNOWN_NAME", "clark"),
        ("UNKNOWN_NAME", "Q"),
    ]
    assert "'clerk'" in problems[0].remedy.pick("en")


def test_a_scenario_of_two_designs_may_name_what_only_one_of_them_has():
    scenario = Scenario(arrivals=3.0, people={"clerk": 2, "a": 2})
    found = compare_simulated(queue(), rework(), cases=20, replications=2, scenario=scenario)
    assert found.to_be.activities.keys() == {"A", "B"}
    with pytest.raises(AnalysisError, match="'nobody'"):
        compare_simulated(queue(), rework(), scenario=Scenario(arrivals=3.0, people={"nobody": 1}))


@pytest.mark.parametrize("bad", [(0, 1.0), (3, -1.0), (3, float("nan"))])
def test_a_batch_that_never_goes_on_is_refused(bad):
    with pytest.raises(AnalysisError, match="can never go on"):
        Gathering(*bad)
