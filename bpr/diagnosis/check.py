"""Checks of one process: structure, shares, duties, style and what the reader could not understand."""

from __future__ import annotations

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.raci.load import analyse_raci
from bpr.analysis.structure.check import check_structure
from bpr.findings import Finding, in_order
from bpr.formats.reading import reading_findings
from bpr.graph import build_graph
from bpr.model import Process
from bpr.rules import check_rules


def check_process(process: Process) -> tuple[Finding, ...]:
    """All findings about the model itself, worst first; measures of the running process are left to `analyse`."""
    graph = build_graph(process)
    visits = expected_visits(graph)
    return in_order(
        {
            *reading_findings(process),
            *graph.findings,
            *check_structure(graph).findings,
            *visits.findings,
            *analyse_raci(graph, visits).findings,
            *check_rules(process),
        }
    )
