"""Rules beside analyses: one list of findings, nothing said twice, severities as the project wants them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bpr.analysis.complexity.structuredness import Structuredness
from bpr.diagnosis.settings import DEFAULT, Settings
from bpr.findings import Finding, in_order
from bpr.graph import ProcessGraph
from bpr.rules import Subject, check_rules, not_repeated


def with_rules(
    graph: ProcessGraph, blocks: Structuredness, findings: Iterable[Finding], settings: Settings = DEFAULT
) -> tuple[Finding, ...]:
    """The findings of analyses and rules together, worst first.

    Args:
        graph: the process.
        blocks: what block reduction left of it.
        findings: what the analyses found; what a rule says as well is left out.
        settings: sets of rules, severities, words.
    """
    unstructured = None if blocks.structured is None else blocks.remaining
    subject = Subject(graph.process, graph, unstructured, settings.verbs)
    spoken = check_rules(subject, settings.severities)
    found: set[Finding] = set(spoken)
    for finding in not_repeated(findings, spoken):
        severity = settings.severity_of(finding.code, finding.severity)
        if severity is not None:
            found.add(finding if severity is finding.severity else replace(finding, severity=severity))
    return in_order(found)
