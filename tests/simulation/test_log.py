"""The event log of one replication."""

import csv
import importlib.util
import io
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from bpr.errors import MissingPartError
from bpr.simulation.log import COLUMNS, event_log
from bpr.simulation.scenario import Scenario
from tests.simulation.models import process, queue, rework, task


def test_a_line_an_execution_and_nobody_works_on_two_things_at_once():
    log = event_log(queue(people=3), cases=500, scenario=Scenario(arrivals=0.4))
    rows = list(log.rows())
    assert len(rows) == len(log) == 500
    assert {row[3] for row in rows} == {"clerk-1", "clerk-2", "clerk-3"}
    work = defaultdict(list)
    for row in rows:
        assert row[4] <= row[5] <= row[6]
        work[row[3]].append((row[5], row[6]))
    for spans in work.values():
        spans.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_the_log_of_a_joint_activity_names_everybody():
    model = process([task("A", ["a", "b"], {"fixed": 2})], people={"a": 1, "b": 2})
    (row,) = event_log(model, cases=1, scenario=Scenario(arrivals=[0.0])).rows()
    assert row[3] == "a-1+b-1"


def test_more_executions_than_expected_still_find_room():
    model = process(
        [task("A", "a", {"fixed": 1}, next=[{"to": "A", "share": 0.97}, {"to": "E", "share": 0.03}])],
        people={"a": 1000},
    )
    log = event_log(model, cases=20, seed=3, scenario=Scenario(arrivals=10.0))
    assert len(log) > 100


def test_csv_xes_and_the_labels():
    log = event_log(rework(), cases=20, seed=2, scenario=Scenario(arrivals=2.0))
    rows = list(csv.reader(io.StringIO(log.to_csv())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(log) + 1
    xes = log.to_xes()
    from lxml import etree

    root = etree.fromstring(xes.encode())
    space = "{http://www.xes-standard.org/}"
    assert len(root.findall(f"{space}trace")) == 20
    assert len(root.findall(f"{space}trace/{space}event")) == 2 * len(log)
    assert Counter(row[0] for row in log.rows()).total() == len(log)
    assert log.to_csv() == event_log(rework(), cases=20, seed=2, scenario=Scenario(arrivals=2.0)).to_csv()


def test_parquet_where_pyarrow_is_installed():
    log = event_log(queue(), cases=5, scenario=Scenario(arrivals=2.0))
    if importlib.util.find_spec("pyarrow") is None:
        with pytest.raises(MissingPartError, match="pyarrow"):
            log.to_parquet()
        return
    assert log.to_parquet()[:4] == b"PAR1"
