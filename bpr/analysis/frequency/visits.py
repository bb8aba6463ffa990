"""Visits: how often each node is executed per case (handbook 2.1).

Definition: ``v(n) = ext(n) + sum of x(e) over inputs``; an AND join divides by its number of inputs, a matched OR
    join (and the end of an inlined sub-process) is executed as often as the node that opened its block.
Unknown shares: the flow of each unknown branch is a variable; a result that does not depend on these variables is
    known all the same, any other is unknown and has bounds (`bpr.analysis.frequency.bounds`).
Method: the linear system is solved one strongly connected part after the other, so acyclic models cost O(n + m) and
    loops cost one dense LU of their own size.
Several starts of one organisation are alternatives and need shares; each organisation (pool) has its own cases.
References: Kemeny, Snell 1960, Finite Markov Chains; Dumas et al. 2018, Fundamentals of BPM, ch. 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpr.analysis.frequency.bounds import Bounds
from bpr.analysis.frequency.equations import (
    ENTRY,
    START,
    TINY,
    System,
    UnboundedError,
    Vector,
    clean,
    distance_to_end,
    equations,
    known,
    solve,
)
from bpr.analysis.frequency.weights import Weights, edge_weights
from bpr.findings import Finding, Severity
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Status
from bpr.text import Text


@dataclass(frozen=True)
class Visits:
    """Expected executions per case.

    Attributes:
        visits: executions per case by node; None where unknown.
        flow: tokens per case by edge id; None where unknown.
        weights: tokens per execution of the source by edge id; None where unknown.
        unknown_splits: nodes whose branch shares are not known.
        status: exact, assumed, unknown, infinite or (parallel branches that do not meet) invalid for the whole.
        assumptions: options that were asked for.
        findings: what was noticed about shares and loops.
        system: the equations behind it; None where there is no solution.
        vectors: its solution.
        bounds: the extremes of sums where shares are unknown; None where there is no solution.
    """

    visits: dict[str, float | None]
    flow: dict[str, float | None]
    weights: dict[str, float | None]
    unknown_splits: tuple[str, ...]
    status: Status
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]
    system: System | None = None
    vectors: Mapping[str, Vector] | None = None
    bounds: Bounds | None = None

    @property
    def known_status(self) -> Status:
        """The standing of a number that is known: exact, or assumed when an assumption was asked for."""
        return Status.ASSUMED if self.assumptions else Status.EXACT

    @property
    def unknown_beginnings(self) -> tuple[str, ...]:
        """Starts without a share and nodes that begin alone, as ``S2.share`` and ``E.frequency``."""
        names = self.system.variables if self.system is not None else ()
        starts = [f"{name.removeprefix(START)}.share" for name in names if name.startswith(START)]
        return (*starts, *(f"{name.removeprefix(ENTRY)}.frequency" for name in names if name.startswith(ENTRY)))

    def executions(self, graph: ProcessGraph, node_id: str) -> float | None:
        """Executions per case, repetitions inside the activity (loop marker) included."""
        visits, repeats = self.visits[node_id], graph.nodes[node_id].executions
        return visits * repeats if visits is not None and repeats is not None else None


def expected_visits(graph: ProcessGraph, *, assume_uniform: bool = False) -> Visits:
    """How often each node is executed per case.

    Args:
        graph: the process graph.
        assume_uniform: divide unknown shares evenly; the result then says ``assumed``.
    """
    weights = edge_weights(graph, assume_uniform=assume_uniform)
    assumptions = ("assume_uniform_probabilities",) if weights.assumed else ()
    alive = graph.reachable((*graph.starts, *graph.entries, *graph.loose))
    findings = list(weights.findings)
    if trap := _endless(graph, weights, alive):
        findings.append(_no_exit(graph, trap))
        return _nothing(graph, weights, Status.INFINITE, assumptions, findings)
    system = equations(graph, weights, alive)
    try:
        vectors = solve(system)
    except UnboundedError as error:
        findings.append(_multiplying(graph, error.nodes))
        return _nothing(graph, weights, Status.INFINITE, assumptions, findings)
    visits: dict[str, float | None] = {node: known(vectors[node]) for node in graph.nodes}
    flow = _flows(graph, weights, system, vectors, visits)
    mismatches = _mismatches(graph, flow)
    findings += mismatches
    status = Status.EXACT
    if mismatches:
        status = Status.INVALID
    elif any(value is None for value in visits.values()):
        status = Status.UNKNOWN
    elif weights.assumed:
        status = Status.ASSUMED
    return Visits(
        visits,
        flow,
        weights.by_edge,
        tuple(weights.left),
        status,
        assumptions,
        tuple(findings),
        system,
        vectors,
        Bounds(graph, weights, system),
    )


def _flows(
    graph: ProcessGraph,
    weights: Weights,
    system: System,
    vectors: dict[str, Vector],
    visits: dict[str, float | None],
) -> dict[str, float | None]:
    """Tokens per case on every edge."""
    index = {edge: position for position, edge in enumerate(system.variables)}
    flow: dict[str, float | None] = {}
    for edge in graph.edges:
        weight = weights.by_edge[edge.id]
        value = visits[edge.source]
        if weight is not None:
            flow[edge.id] = 0.0 if weight == 0.0 else None if value is None else clean(weight * value)
        else:
            flow[edge.id] = 0.0 if edge.id not in index and value == 0.0 else None
    return flow


def _endless(graph: ProcessGraph, weights: Weights, alive: set[str]) -> tuple[str, ...]:
    """Nodes of a loop that no case can leave, once it got in; empty when there is none."""
    entered = set(graph.starts)
    queue = list(graph.starts)
    for node in queue:
        for edge in graph.outgoing[node]:
            if weights.by_edge[edge.id] != 0.0 and edge.target not in entered:
                entered.add(edge.target)
                queue.append(edge.target)
    leaving = distance_to_end(graph, weights)
    stuck = {node for node in entered & alive if node not in leaving}
    return tuple(node for node in graph.nodes if node in stuck)


def _no_exit(graph: ProcessGraph, nodes: tuple[str, ...]) -> Finding:
    names_en = ", ".join(graph.nodes[node].name("en") for node in nodes[:5])
    names_zh = "、".join(graph.nodes[node].name("zh") for node in nodes[:5])
    return Finding(
        "NO_EXIT_PROBABILITY",
        Severity.ERROR,
        "loops",
        Text(en=f"a case that reaches {names_en} never gets out again", zh=f"案例一旦到达 {names_zh} 就无法离开"),
        Text(
            en="add a way out of the loop, or give its way out a share above zero",
            zh="为回路增加出口，或使出口的比例大于零",
        ),
        tuple(dict.fromkeys(graph.nodes[node].origin or node for node in nodes)),
    )


def _multiplying(graph: ProcessGraph, nodes: tuple[str, ...]) -> Finding:
    """A parallel split inside a loop that starts the loop again each time."""
    own = tuple(dict.fromkeys(graph.nodes[node].origin or node for node in graph.nodes if node in nodes))
    names = {lang: [graph.nodes[node].name(lang) for node in own[:5]] for lang in ("en", "zh")}
    return Finding(
        "NO_EXIT_PROBABILITY",
        Severity.ERROR,
        "loops",
        Text(
            en=f"work multiplies without end around {', '.join(names['en'])}: each round starts more than one",
            zh=f"{'、'.join(names['zh'])} 处的工作会无限增多：每一轮又引发不止一轮",
        ),
        Text(
            en="close the parallel split inside the loop before the way back, or make it a choice",
            zh="在返回之前汇合回路内的并行分支，或改为选择",
        ),
        own,
    )


def _nothing(
    graph: ProcessGraph, weights: Weights, status: Status, assumptions: tuple[str, ...], findings: list[Finding]
) -> Visits:
    return Visits(
        dict.fromkeys(graph.nodes),
        {edge.id: None for edge in graph.edges},
        weights.by_edge,
        tuple(weights.left),
        status,
        assumptions,
        tuple(findings),
    )


def _mismatches(graph: ProcessGraph, flow: dict[str, float | None]) -> list[Finding]:
    """AND joins whose inputs carry different flows: the model is unsound there (AND_FLOW_MISMATCH)."""
    findings = []
    for node in graph.nodes:
        if graph.join(node) != "and":
            continue
        flows = [flow[edge.id] for edge in graph.incoming[node]]
        known = [value for value in flows if value is not None]
        if len(known) == len(flows) and max(known) - min(known) > TINY * max(1.0, max(known)):
            findings.append(
                Finding(
                    "AND_FLOW_MISMATCH",
                    Severity.ERROR,
                    "structure",
                    Text(
                        en=f"{graph.nodes[node].name('en')} waits for branches that are not started equally often",
                        zh=f"{graph.nodes[node].name('zh')} 所等待的各分支启动次数不一致",
                    ),
                    Text(
                        en="close a parallel split with a parallel join, a choice with an exclusive one",
                        zh="并行分支用并行汇合收口，选择分支用排他汇合收口",
                    ),
                    (graph.nodes[node].origin or node,),
                )
            )
    return findings
