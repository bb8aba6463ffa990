"""Checks of one process: structure, soundness, shares, duties, style and what the reader could not understand."""

from __future__ import annotations

from collections.abc import Iterable

from bpr.analysis.complexity.structuredness import structuredness
from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.raci.load import analyse_raci
from bpr.analysis.soundness.check import check_soundness
from bpr.analysis.structure.check import check_structure
from bpr.diagnosis.lint import with_rules
from bpr.diagnosis.settings import DEFAULT, Settings
from bpr.findings import Finding, in_order
from bpr.formats.reading import reading_findings
from bpr.graph import build_graph
from bpr.model import Process


def check_process(
    process: Process, settings: Settings = DEFAULT, doubts: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """All findings about the model itself, worst first; measures of the running process are left to `analyse`.

    Args:
        process: the model.
        settings: rules, severities and gates of the project; a gate that is closed has everything analysed.
        doubts: what the reader of its file was in doubt about (`bpr.formats.files.load_doubting`).
    """
    graph = build_graph(process)
    visits = expected_visits(graph)
    structure = check_structure(graph)
    found = {
        *doubts,
        *reading_findings(process),
        *graph.findings,
        *structure.findings,
        *check_soundness(graph, structure=structure).findings,
        *visits.findings,
        *analyse_raci(graph, visits).findings,
    }
    if settings.gates.active:
        from bpr.diagnosis.analyse import analyse
        from bpr.diagnosis.gates import judge

        found |= set(judge(analyse(process), settings.gates))
    return in_order(with_rules(graph, structuredness(graph), found, settings))
