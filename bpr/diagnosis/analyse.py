"""Every analysis of one process, run once and kept together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.analysis.bottlenecks.find import BottleneckReport, find_bottlenecks
from bpr.analysis.flow.analyse import FlowReport, analyse_flow
from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.handoffs.find import HandoffReport, Touchpoints, customer_touchpoints, find_handoffs
from bpr.analysis.load.analyse import LoadReport, analyse_load
from bpr.analysis.loops.find import LoopReport, find_loops
from bpr.analysis.raci.load import RaciReport, analyse_raci
from bpr.analysis.structure.check import StructureReport, check_structure
from bpr.analysis.summary import Summary, summarise
from bpr.findings import Finding, in_order
from bpr.formats.reading import reading_findings
from bpr.graph import LEVELS, Level, ProcessGraph, build_graph
from bpr.model import Process
from bpr.rules import check_rules


@dataclass(frozen=True)
class Analysis:
    """All results about one process and all findings, worst first.

    ``assumptions`` lists the options the caller asked for; every number that depends on them says ``assumed``.
    """

    process: Process
    graph: ProcessGraph
    visits: Visits
    summary: Summary
    structure: StructureReport
    handoffs: dict[Level, HandoffReport]
    touchpoints: Touchpoints
    loops: LoopReport
    flow: FlowReport
    load: LoadReport
    bottlenecks: BottleneckReport
    raci: RaciReport
    findings: tuple[Finding, ...]
    assumptions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The document of ``bpr analyse --json``."""
        return {
            "bpr": "analysis/1",
            "process": describe(self.process),
            "summary": self.summary.to_json(),
            "handoffs": {level: report.to_json() for level, report in self.handoffs.items()},
            "touchpoints": self.touchpoints.to_json(),
            "loops": self.loops.to_json(),
            "flow": self.flow.to_json(),
            "load": self.load.to_json(),
            "bottlenecks": self.bottlenecks.to_json(),
            "structure": self.structure.to_json(),
            "raci": self.raci.to_json(),
            "findings": [finding.to_json() for finding in self.findings],
        }


def analyse(process: Process, *, assume_uniform: bool = False) -> Analysis:
    """Run every analysis on a process.

    Args:
        process: the model; it is not changed.
        assume_uniform: divide unknown branch shares evenly; everything that depends on it says ``assumed``.

    Example:
        >>> from bpr.model import Process
        >>> analyse(Process(id="empty")).findings[0].code
        'NO_END'
    """
    graph = build_graph(process)
    visits = expected_visits(graph, assume_uniform=assume_uniform)
    structure = check_structure(graph)
    handoffs = {level: find_handoffs(graph, level, visits=visits) for level in LEVELS}
    touchpoints = customer_touchpoints(graph, visits=visits)
    loops = find_loops(graph, visits=visits)
    flow = analyse_flow(graph, visits=visits)
    load = analyse_load(graph, visits)
    bottlenecks = find_bottlenecks(graph, visits, flow, load, loops)
    raci = analyse_raci(graph, visits)
    findings = {
        *reading_findings(process),
        *graph.findings,
        *visits.findings,
        *structure.findings,
        *(finding for report in handoffs.values() for finding in report.findings),
        *loops.findings,
        *flow.findings,
        *load.findings,
        *bottlenecks.findings,
        *raci.findings,
        *check_rules(process),
    }
    return Analysis(
        process,
        graph,
        visits,
        structure=structure,
        summary=summarise(graph),
        handoffs=handoffs,
        touchpoints=touchpoints,
        loops=loops,
        flow=flow,
        load=load,
        bottlenecks=bottlenecks,
        raci=raci,
        findings=in_order(findings),
        assumptions=visits.assumptions,
    )


def describe(process: Process) -> dict[str, Any]:
    """Who is who: the head of every JSON document about a process."""
    return {
        "id": process.id,
        "title": process.title.model_dump(exclude_none=True) if process.title is not None else None,
        "stage": process.stage,
        "family": process.family,
        "owner": process.owner,
        "customer": process.customer,
        "place": process.place,
        "volume": process.volume.model_dump() if process.volume is not None else None,
        "time_unit": process.time_unit,
        "illustrative": list(process.illustrative),
        "languages": list(process.languages),
    }
