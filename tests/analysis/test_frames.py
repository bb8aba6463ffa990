from __future__ import annotations

import sys

import pytest

import bpr
from bpr.analysis.frames import to_frame
from bpr.diagnosis.analyse import Analysis, analyse
from bpr.errors import MissingPartError
from bpr.quantity import Quantity, Status
from tests.analysis.small_models import process, rework


@pytest.fixture(scope="module")
def found() -> Analysis:
    roles = {"clerk": {"name": "Clerk", "people": 2}, "boss": {"name": "Boss"}}
    return analyse(
        process(*rework(), roles=roles, volume={"cases": 40, "per": "day"}, working_time={"hours_per_day": 8})
    )


def test_a_quantity_becomes_a_value_and_a_status():
    frame = to_frame([("A", Quantity(2.0, "min")), ("B", Quantity.unknown("min"))], ("step", "time"))
    assert list(frame.columns) == ["step", "time", "time_status"]
    assert frame["time"][0] == 2.0
    assert frame["time"].isna().tolist() == [False, True]
    assert frame["time_status"].tolist() == [Status.EXACT.value, Status.UNKNOWN.value]


def test_a_table_without_rows_keeps_its_columns():
    frame = to_frame([], ("step", "time"))
    assert (list(frame.columns), len(frame)) == (["step", "time"], 0)


def test_columns_of_the_same_name_stay_apart():
    frame = to_frame([("A", "R")], ("step", "step"))
    assert frame.iloc[0].tolist() == ["A", "R"]


def test_without_pandas_the_install_line_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPartError, match="pip install pandas") as caught:
        to_frame([], ())
    assert "pandas" in caught.value.render("zh")


def test_handoffs_have_a_row_for_each_pair_of_the_matrix(found):
    report = found.handoffs["role"]
    frame = report.to_pandas()
    assert list(zip(frame["from"], frame["to"], strict=True)) == list(report.matrix)
    crossing = frame[frame["handoff"]]
    assert crossing["transfers_per_case"].sum() == pytest.approx(report.handoffs_per_case.value)


def test_loops_have_a_row_for_each_returning_flow(found):
    frame = found.loops.to_pandas()
    assert frame["flow"].tolist() == ["G->A"]
    assert frame["rework_time"].tolist() == pytest.approx([10.0])
    assert frame["class"].tolist() == ["cross_role"]


def test_flow_has_a_row_for_each_step(found):
    frame = found.flow.to_pandas()
    assert frame["step"].tolist() == list(found.graph.steps)
    assert frame["executions_per_case"].tolist() == pytest.approx([1.25, 1.25])


def test_load_has_a_row_for_each_role_and_leaves_unknown_numbers_empty(found):
    frame = found.load.to_pandas().set_index("role")
    assert frame.loc["clerk", "rho"] == pytest.approx(40 * 37.5 / (2 * 480))
    assert frame["rho"].isna().to_dict() == {"clerk": False, "boss": True}


def test_bottlenecks_have_a_row_for_each_role_and_step(found):
    frame = found.bottlenecks.to_pandas()
    stations = [*found.bottlenecks.roles, *found.bottlenecks.steps]
    assert frame["id"].tolist() == [station.id for station in stations]
    assert "wait_share" in frame.columns


def test_the_matrix_has_a_row_for_each_step_and_a_column_for_each_role(found):
    frame = found.raci.matrix.to_pandas()
    assert list(frame.columns) == ["step", "name", "clerk", "boss"]
    assert frame[["step", "clerk", "boss"]].to_numpy().tolist() == [["A", "R", ""], ["B", "", "R"]]


def test_a_library_model_gives_every_table():
    process = bpr.load("customer-reception.asis")
    found = analyse(process)
    handoffs = [found.handoffs[level] for level in ("role", "department", "system")]
    for report in (*handoffs, found.loops, found.flow, found.load, found.bottlenecks, found.raci.matrix):
        assert len(report.to_pandas()) > 0
