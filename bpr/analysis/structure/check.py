"""Static checks of the drawing: what cannot work whatever the numbers are (handbook 7.1).

Definition: ``NO_START``, ``NO_END``; ``UNREACHABLE``: no path from a start; ``DEAD_END``: no path to an end (sinks that
    are not end events, loops without a way out); ``START_HAS_INPUT``, ``END_HAS_OUTPUT``; warnings ``MULTIPLE_START``,
    ``MULTIPLE_END``, ``IMPLICIT_SPLIT``, ``IMPLICIT_MERGE``, ``TRIVIAL_GATEWAY`` (at most one input and one output),
    ``MIXED_GATEWAY`` (two or more of both), ``OR_GATEWAY``.
Pools: parties that no sequence flow connects are checked one by one; message flows carry no token.
Entries: event sub-processes and compensation begin on their own, so nothing needs to lead to them or out of them.
Blame: nodes that the graph made stand for the node of the author they came from.
Complexity: O(n + m).
References: van der Aalst 1997, Verification of workflow nets; OMG 2011, Business Process Model and Notation 2.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from bpr.analysis.structure.texts import structure_finding
from bpr.findings import Finding, Severity, in_order
from bpr.graph.process_graph import ProcessGraph
from bpr.model.nodes import Activity, Decision, Event, Inclusive, NodeBase, Parallel
from bpr.text import Text


@dataclass(frozen=True, slots=True)
class StructureReport:
    """Static faults of a model.

    Attributes:
        findings: one finding a place, for splits, joins and gateways one a code; errors first.
        unreachable: nodes of the author that no start leads to.
        dead_ends: nodes of the author from which no end can be reached.
    """

    findings: tuple[Finding, ...]
    unreachable: tuple[str, ...]
    dead_ends: tuple[str, ...]

    @property
    def errors(self) -> tuple[str, ...]:
        """Codes of the errors, each once, in alphabetical order."""
        return _codes(self.findings, Severity.ERROR)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Codes of all that is no error, each once, in alphabetical order."""
        return _codes(self.findings, Severity.WARNING, Severity.INFO)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "errors": list(self.errors),
            "warnings": list(self.warnings),
            "unreachable": list(self.unreachable),
            "dead_ends": list(self.dead_ends),
        }


def check_structure(graph: ProcessGraph) -> StructureReport:
    """Find what is wrong with the drawing itself; the graph is not changed.

    Example:
        >>> from bpr.graph import build_graph
        >>> from bpr.model import Process
        >>> check_structure(build_graph(Process(id="empty"))).errors
        ('NO_END', 'NO_START')
    """
    by_start, by_end = graph.reachable(graph.starts), graph.reachable(graph.ends, backwards=True)
    by_entry = graph.reachable(graph.entries)
    own_ends = [node for node in by_entry - by_start if not graph.outgoing[node]]
    finishing = by_end | graph.reachable(own_ends, backwards=True)
    findings: list[Finding] = []
    lost: set[str] = set()
    stuck: set[str] = set()
    for part in _parts(graph):
        starts = [node for node in graph.starts if node in part]
        ends = [node for node in graph.ends if node in part and not graph.nodes[node].synthetic]
        if part and part <= by_entry:
            continue
        if starts:
            lost |= part - by_start - by_entry
        if ends:
            stuck |= part - finishing
        findings += _terminals(graph, part, starts, ends)
    findings += _regions(graph, lost, "UNREACHABLE", lambda before, _: before == 0)
    findings += _regions(graph, stuck, "DEAD_END", lambda _, behind: behind == 0)
    findings += _ways(graph)
    return StructureReport(in_order(findings), _origins(graph, lost), _origins(graph, stuck))


def _codes(findings: Iterable[Finding], *severities: Severity) -> tuple[str, ...]:
    return tuple(sorted({finding.code for finding in findings if finding.severity in severities}))


def _origins(graph: ProcessGraph, nodes: Collection[str]) -> tuple[str, ...]:
    """The author's nodes behind graph nodes, each once, in the author's order."""
    return tuple(dict.fromkeys(graph.nodes[node].origin or node for node in graph.nodes if node in nodes))


# parties ------------------------------------------------------------------------------------------------------------


def _parts(graph: ProcessGraph) -> list[set[str]]:
    """The nodes of each party; parties that a sequence flow connects are one. An empty model is one empty part."""
    links: nx.Graph[tuple[str, str | None]] = nx.Graph()
    for node in graph.nodes.values():
        links.add_edge(("node", node.id), ("party", node.organisation))
    links.add_edges_from((("node", edge.source), ("node", edge.target)) for edge in graph.edges)
    parts = [
        {name for kind, name in part if kind == "node" and name is not None} for part in nx.connected_components(links)
    ]
    return parts or [set()]


def _terminals(graph: ProcessGraph, part: set[str], starts: list[str], ends: list[str]) -> Iterator[Finding]:
    """Faults of the start and end events of one party."""
    if not starts:
        yield structure_finding(graph, "NO_START", _party(graph, part))
    if not ends:
        yield structure_finding(graph, "NO_END", _party(graph, part))
    if len(starts) > 1:
        yield structure_finding(graph, "MULTIPLE_START", tuple(starts))
    if len(ends) > 1:
        yield structure_finding(graph, "MULTIPLE_END", tuple(ends))
    for start in starts:
        if any(not edge.synthetic for edge in graph.incoming[start]):
            yield structure_finding(graph, "START_HAS_INPUT", (start,))
    for end in ends:
        if any(not edge.synthetic for edge in graph.outgoing[end]):
            yield structure_finding(graph, "END_HAS_OUTPUT", (end,))


def _party(graph: ProcessGraph, part: set[str]) -> tuple[str, ...]:
    """The organisations a part belongs to, where there are several parts to tell apart."""
    names = {node.organisation for node in graph.nodes.values() if node.id in part}
    every = {node.organisation for node in graph.nodes.values()}
    return () if names == every else tuple(sorted(name for name in names if name is not None))


# paths --------------------------------------------------------------------------------------------------------------


def _regions(graph: ProcessGraph, chosen: set[str], code: str, is_cause: Callable[[int, int], bool]) -> list[Finding]:
    """One finding for each place where the trouble begins: a node or loop that no other chosen one explains.

    ``is_cause`` is asked with the number of chosen regions before and behind.
    """
    part: nx.DiGraph[str] = nx.DiGraph()
    part.add_nodes_from(node for node in graph.nodes if node in chosen)
    part.add_edges_from((e.source, e.target) for e in graph.edges if e.source in chosen and e.target in chosen)
    condensed = nx.condensation(part)
    causes = [number for number in condensed if is_cause(condensed.in_degree(number), condensed.out_degree(number))]
    places = {_origins(graph, condensed.nodes[number]["members"]) for number in causes}
    return [_with_hint(graph, structure_finding(graph, code, place)) for place in sorted(places)]


def _with_hint(graph: ProcessGraph, finding: Finding) -> Finding:
    """The step before an unreachable one, where it ends the process: most often its ``next`` was forgotten."""
    order = [node for node in graph.process.walk() if not isinstance(node, Event) or node.position != "end"]
    ids = [node.id for node in order]
    first = finding.elements[0]
    if finding.code != "UNREACHABLE" or first not in ids or ids.index(first) == 0:
        return finding
    before = order[ids.index(first) - 1]
    if not isinstance(before, Activity) or any(graph.nodes[way.to].type != "end" for way in before.next):
        return finding
    remedy = Text(
        en=f"{before.id} ends the process; if {first} follows it, write 'next: {first}' there",
        zh=f"{before.id} 之后流程即结束；如果其后是 {first}，请在 {before.id} 中写 'next: {first}'",
    )
    return replace(finding, remedy=remedy)


# ways in and out ----------------------------------------------------------------------------------------------------


def _ways(graph: ProcessGraph) -> Iterator[Finding]:
    """Splits and joins hidden in activities, gateways that do too little or too much; one finding a code."""
    inputs: Counter[str] = Counter()
    outputs: Counter[str] = Counter()
    for edge in graph.edges:
        if not edge.synthetic:
            outputs[graph.nodes[edge.source].origin or edge.source] += 1
            inputs[graph.nodes[edge.target].origin or edge.target] += 1
    places: dict[str, list[str]] = {}
    for node in graph.process.walk():
        for code in _faults(node, inputs[node.id], outputs[node.id]):
            places.setdefault(code, []).append(node.id)
    parallel = any(graph.split(node) in ("and", "or") for node in graph.nodes)
    for code, nodes in places.items():
        harmless = code == "IMPLICIT_MERGE" and not parallel
        yield structure_finding(graph, "IMPLICIT_MERGE/harmless" if harmless else code, tuple(nodes))


def _faults(node: NodeBase, inputs: int, outputs: int) -> Iterator[str]:
    """Codes for one node with so many flows in and out."""
    if isinstance(node, Activity) or (isinstance(node, Event) and node.position != "end"):
        if outputs > 1:
            yield "IMPLICIT_SPLIT"
        if inputs > 1 and not (isinstance(node, Event) and node.position == "start"):
            yield "IMPLICIT_MERGE"
    if isinstance(node, Decision | Parallel | Inclusive):
        if inputs <= 1 and outputs <= 1:
            yield "TRIVIAL_GATEWAY"
        if inputs > 1 and outputs > 1:
            yield "MIXED_GATEWAY"
    if isinstance(node, Inclusive):
        yield "OR_GATEWAY"
