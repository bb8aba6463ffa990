"""Prosimos parameters beside a BPMN file."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.loan_model import MEAN_ARRIVAL, POOLS, bpmn_xml, process_data, prosimos_data
from bpr.errors import InputError
from bpr.model import Process
from bpr.quantity import Status
from bpr.simulation.prosimos import read_prosimos
from bpr.simulation.prosimos_batches import read_batches
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Gathering, Scenario

CORPORA = Path(os.environ.get("BPR_CORPORA") or Path(__file__).resolve().parents[3] / "shared" / "corpora")
SCENARIOS = sorted((CORPORA / "extraneous-delays-scenarios").rglob("*.json"))


@pytest.fixture
def loan(tmp_path):
    (tmp_path / "loan.bpmn").write_text(bpmn_xml(), encoding="utf-8")
    (tmp_path / "loan.json").write_text(json.dumps(prosimos_data()), encoding="utf-8")
    return tmp_path / "loan.bpmn", tmp_path / "loan.json"


def test_the_scenario_is_the_same_as_the_model_written_by_hand(loan):
    found = read_prosimos(*loan)
    assert found.notes == ()
    assert found.scenario.people == {f"r{pool}": people for pool, people in POOLS.items()}
    options = {"cases": 2000, "replications": 5}
    read = simulate(found.graph, scenario=found.scenario, **options)
    own = simulate(Process.model_validate(process_data()), scenario=Scenario(arrivals=MEAN_ARRIVAL), **options)
    left, right = read.measures["cycle_time"], own.measures["cycle_time"]
    assert left.status is Status.ESTIMATED
    scale = 60 if left.unit == "min/case" else 1
    assert left.value * scale == pytest.approx(right.value, rel=0.05)
    assert read.measures["cost"].value == pytest.approx(read.measures["processing"].value * scale / 3600 * 10, rel=1e-6)


def rule(attribute, value, comparison=">="):
    return {"attribute": attribute, "comparison": comparison, "value": value}


BATCHES = [
    ({"firing_rules": [[rule("size", 4)]]}, Gathering(4)),
    ({"firing_rules": [[rule("size", 4, ">")], [rule("large_wt", 7200, "<")]]}, Gathering(5, 2.0)),
    ({"firing_rules": [[rule("size", 4), rule("large_wt", 7200)]]}, None),
    ({"firing_rules": [[rule("week_day", "Friday", "=")]]}, None),
    ({"firing_rules": [[rule("size", 4)]], "type": "Parallel"}, None),
    ({"firing_rules": [[rule("size", 4)]], "duration_distrib": [{"key": "4", "value": 0.7}]}, None),
    ({"firing_rules": [[rule("size", 4)]], "size_distrib": [{"key": "1", "value": 0.5}]}, None),
]


@pytest.mark.parametrize(("entry", "gathering"), BATCHES)
def test_batches_that_gather_alike_are_read_and_others_named(entry, gathering):
    found, notes = read_batches([{"task_id": "T", "type": "Sequential", **entry}], second=1 / 3600)
    assert found == ({"T": gathering} if gathering else {})
    assert notes == ([] if gathering else ["not read: batch_processing of T"])


def test_batches_of_the_parameters_are_played(loan):
    document = prosimos_data()
    document["batch_processing"] = [{"task_id": "Archive", "type": "Sequential", "firing_rules": [[rule("size", 5)]]}]
    loan[1].write_text(json.dumps(document), encoding="utf-8")
    found = read_prosimos(*loan)
    assert found.scenario.batches == {"Archive": Gathering(5)}
    report = simulate(found.graph, scenario=found.scenario, cases=200, replications=2)
    assert report.measures["waiting_batch"].value > 0


@pytest.mark.parametrize("text", ["", "[]", "{", '{"task_resource_distribution": 3}', '{"resource_profiles": [{}]}'])
def test_a_file_that_is_not_one_is_refused(loan, text):
    loan[1].write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="Prosimos"):
        read_prosimos(*loan)


@pytest.mark.skipif(not SCENARIOS, reason=f"no corpora in {CORPORA}; set BPR_CORPORA")
@pytest.mark.parametrize("parameters", SCENARIOS, ids=lambda path: path.stem)
def test_public_scenarios_run(parameters):
    found = read_prosimos(parameters.with_suffix(".bpmn"), parameters)
    report = simulate(found.graph, cases=60, replications=2, scenario=found.scenario, allow_unsound=True)
    assert report.measures["cycle_time"].value > 0
    assert report.measures["unfinished"].value == 0
