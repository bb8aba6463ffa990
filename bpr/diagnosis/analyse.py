"""Every analysis of one process, run once and kept together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.analysis.bottlenecks.find import BottleneckReport, find_bottlenecks
from bpr.analysis.complexity.measure import ComplexityReport, measure_complexity
from bpr.analysis.flow.analyse import FlowReport, analyse_flow
from bpr.analysis.flow.cycle_time import main_starts
from bpr.analysis.frequency.visits import Visits, expected_visits
from bpr.analysis.handoffs.find import HandoffReport, Touchpoints, customer_touchpoints, find_handoffs
from bpr.analysis.load.analyse import LoadReport, analyse_load
from bpr.analysis.loops.find import LoopReport, find_loops
from bpr.analysis.queues.analyse import QueueReport, analyse_queues
from bpr.analysis.queues.findings import not_said_again
from bpr.analysis.raci.load import RaciReport, analyse_raci
from bpr.analysis.soundness.check import check_soundness
from bpr.analysis.soundness.report import SoundnessReport
from bpr.analysis.structure.check import StructureReport, check_structure
from bpr.analysis.summary import Summary, summarise
from bpr.diagnosis.lint import with_rules
from bpr.findings import Finding
from bpr.formats.reading import reading_findings
from bpr.graph import LEVELS, Level, ProcessGraph, build_graph
from bpr.model import Process


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
    soundness: SoundnessReport
    handoffs: dict[Level, HandoffReport]
    touchpoints: Touchpoints
    loops: LoopReport
    flow: FlowReport
    load: LoadReport
    queues: QueueReport
    bottlenecks: BottleneckReport
    raci: RaciReport
    complexity: ComplexityReport
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
            "queues": self.queues.to_json(),
            "bottlenecks": self.bottlenecks.to_json(),
            "structure": self.structure.to_json(),
            "soundness": self.soundness.to_json(),
            "raci": self.raci.to_json(),
            "complexity": self.complexity.to_json(),
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
    soundness = check_soundness(graph, structure=structure)
    handoffs = {level: find_handoffs(graph, level, visits=visits) for level in LEVELS}
    touchpoints = customer_touchpoints(graph, visits=visits)
    loops = find_loops(graph, visits=visits)
    sound = soundness.sound_at(main_starts(graph))
    flow = analyse_flow(graph, visits=visits, sound=sound)
    load = analyse_load(graph, visits)
    queues = analyse_queues(graph, visits, load, loops, assume_family="exponential", sound=sound)
    bottlenecks = find_bottlenecks(
        graph, visits, flow, load, loops, queue_waits=queues.waits if queues.known else None, keep_written=True
    )
    raci = analyse_raci(graph, visits)
    complexity = measure_complexity(graph, handoffs["department"])
    findings = {
        *reading_findings(process),
        *graph.findings,
        *visits.findings,
        *structure.findings,
        *soundness.findings,
        *(finding for report in handoffs.values() for finding in report.findings),
        *loops.findings,
        *flow.findings,
        *not_said_again(load.findings, queues.findings),
        *queues.findings,
        *bottlenecks.findings,
        *raci.findings,
        *complexity.findings,
    }
    return Analysis(
        process,
        graph,
        visits,
        structure=structure,
        soundness=soundness,
        summary=summarise(graph),
        handoffs=handoffs,
        touchpoints=touchpoints,
        loops=loops,
        flow=flow,
        load=load,
        queues=queues,
        bottlenecks=bottlenecks,
        raci=raci,
        complexity=complexity,
        findings=with_rules(graph, complexity.blocks, findings),
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
