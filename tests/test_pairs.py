"""The five flagship pairs of the library: each to-be is better than its as-is, by the figures of the library plan."""

from __future__ import annotations

import pytest

from bpr.compare.comparison import Comparison, compare
from bpr.formats.files import load
from bpr.model import Process

# department handoffs per case, simple cycles, returning edges, work and waiting in minutes: as-is, to-be
FIGURES = {
    "customer-reception": ((3.921, 1.400), (3, 1), (3, 1), (162.93, 91.02), (1502.56, 482.00)),
    "complaint-handling": ((6.523, 3.878), (8, 4), (4, 2), (207.06, 102.52), (2770.78, 1577.07)),
    "contract-approval": ((12.802, 5.460), (6, 10), (6, 2), (661.65, 90.35), (7669.95, 718.93)),
    "order-to-cash": ((7.581, 4.300), (5, 1), (5, 1), (257.70, 126.59), (3259.96, 271.20)),
    "incoming-inspection": ((4.382, 1.324), (3, 2), (2, 1), (172.3, 152.3), (1298.8, 48.7)),
}
MEASURES = (
    ("handoffs_per_case.department", 0.01),
    ("node_cycles", 0.0),
    ("returning_edges", 0.0),
    ("time_per_case", 0.1),
    ("waiting_per_case", 0.1),
)


@pytest.fixture(scope="module")
def pairs() -> dict[str, Comparison]:
    return {family: _pair(family) for family in FIGURES}


def _pair(family: str) -> Comparison:
    as_is, to_be = load(f"{family}.asis"), load(f"{family}.tobe")
    assert isinstance(as_is, Process)
    assert isinstance(to_be, Process)
    return compare(as_is, to_be)


@pytest.mark.parametrize("family", FIGURES)
def test_a_pair_has_the_figures_of_the_plan(pairs, family):
    for (name, tolerance), (before, after) in zip(MEASURES, FIGURES[family], strict=True):
        kpi = pairs[family].kpi(name)
        assert kpi.as_is.value == pytest.approx(before, abs=tolerance), name
        assert kpi.to_be.value == pytest.approx(after, abs=tolerance), name


@pytest.mark.parametrize("family", FIGURES)
@pytest.mark.parametrize("name", ["handoffs_per_case.department", "waiting_per_case", "time_per_case", "rework_time"])
def test_the_to_be_of_a_pair_hands_over_waits_and_works_less(pairs, family, name):
    assert pairs[family].kpi(name).verdict == "improved"


@pytest.mark.parametrize("family", FIGURES)
def test_a_to_be_has_fewer_ways_back_and_no_new_fault(pairs, family):
    found = pairs[family]
    assert found.kpi("returning_edges").verdict == "improved"
    assert not {"STRUCTURE_ERROR_NEW", "RACI_ERROR_NEW"} & {finding.code for finding in found.findings}


def test_more_cycles_of_parallel_reviews_do_not_read_as_a_worsening(pairs):
    found = pairs["contract-approval"]
    assert found.kpi("node_cycles").verdict == "changed"
    codes = [finding.code for finding in found.findings]
    assert "CYCLES_MULTIPLIED" in codes
    worse = [finding.message.pick("en") for finding in found.findings if finding.code == "KPI_WORSE"]
    assert not any("cycle" in text for text in worse)


def test_five_of_six_returns_to_the_draft_are_gone(pairs):
    changes = [pair.change for pair in pairs["contract-approval"].loops]
    assert changes.count("removed") == 5
    assert changes.count("added") == 1


def test_gateways_with_equal_numbers_and_other_questions_are_not_matched(pairs):
    matching = pairs["order-to-cash"].matching
    assert {"G1", "G2", "G3"} == set(matching.refused)
    assert (matching.to_be_of["G3"], matching.to_be_of["G5"]) == ("G2", "G3")


def test_work_left_to_the_customer_is_shown_next_to_the_gains(pairs):
    found = pairs["order-to-cash"]
    assert found.kpi("external_time_per_case").verdict == "worse"
    assert "KPI_WORSE" in {finding.code for finding in found.findings}
    assert "KPI_IMPROVED" in {finding.code for finding in found.findings}


def test_scheduling_and_producing_became_one_step(pairs):
    merged = [edit for edit in pairs["order-to-cash"].edits if edit.kind == "merged"]
    assert [(edit.as_is, edit.to_be) for edit in merged] == [(("A7", "A9"), ("B4",))]
