"""Complexity metrics of a process model (handbook 8.3).

Definition: sizes n, m; density m / (n (n - 1)); coefficient of connectivity m / n (Latva-Koivisto 2001); the measures
    of `connectors`, `paths` and `structuredness`; cross-department share = handoffs between departments / transfers.
What is counted: ``nodes``, ``arcs``, ``density`` and ``cnc`` count what the author drew; the other measures read the
    whole control flow, in which the border of an activity with boundary events and the end of an expanded sub-process
    are nodes of their own.
Not defined is null, never zero: all but the counts of an empty model, degrees without connectors, structuredness with
    several starts or ends.
Complexity: O(n + m).
References: Mendling 2008, Metrics for Process Models; Mendling, Neumann 2007, Error metrics for business process
    models; Cardoso 2005, 2008; Latva-Koivisto 2001, Finding a complexity measure for business process models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.analysis.complexity import connectors, paths
from bpr.analysis.complexity.structuredness import Structuredness, structuredness
from bpr.analysis.complexity.thresholds import THRESHOLDS, Reading
from bpr.analysis.handoffs.report import HandoffReport
from bpr.findings import Finding, Severity
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity
from bpr.text import Text

_TYPES = {
    "cfc_xor": Text(en="exclusive", zh="排他"),
    "cfc_or": Text(en="inclusive", zh="包容"),
    "cfc_and": Text(en="parallel", zh="并行"),
}


@dataclass(frozen=True)
class ComplexityReport:
    """All metrics by name, where the drawing is not made of blocks, and findings against published thresholds."""

    metrics: dict[str, Quantity]
    blocks: Structuredness
    widest: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def structured(self) -> bool | None:
        """Whether the model is made of nested blocks; None with several starts or ends."""
        return self.blocks.structured

    def reading(self, metric: str) -> Reading | None:
        """Where a metric stands against its published threshold; None where there is none or no value."""
        value = self.metrics[metric].value
        known = (threshold for threshold in THRESHOLDS if threshold.metric == metric)
        return next((threshold.reading(value) for threshold in known if value is not None), None)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            **{name: quantity.to_json() for name, quantity in self.metrics.items()},
            "structured": self.structured,
            "unstructured_part": list(self.blocks.remaining),
            "max_connector_degree_at": list(self.widest),
            "thresholds": [threshold.to_json(self.metrics[threshold.metric].value) for threshold in THRESHOLDS],
        }


def measure_complexity(graph: ProcessGraph, departments: HandoffReport | None = None) -> ComplexityReport:
    """All complexity metrics of a model.

    Args:
        graph: the process; it is not changed.
        departments: the handoffs at department level, for the cross-department share; left out where not asked for.
    """
    blocks = structuredness(graph)
    by_type = connectors.control_flow_complexity(graph)
    degrees = connectors.degrees(graph)
    highest = max(degrees.values(), default=None)
    forward = paths.Forward(graph)
    empty = not graph.nodes
    values: dict[str, float | None] = {
        **_sizes(graph),
        "avg_connector_degree": sum(degrees.values()) / len(degrees) if degrees else None,
        "max_connector_degree": highest,
        "cfc": None if empty else sum(by_type.values()),
        "cfc_xor": None if empty else by_type["xor"],
        "cfc_or": None if empty else by_type["or"],
        "cfc_and": None if empty else by_type["and"],
        "token_split": None if empty else connectors.token_split(graph),
        "connector_mismatch": None if empty else connectors.mismatch(graph),
        "connector_heterogeneity": None if empty else connectors.heterogeneity(graph),
        "sequentiality": connectors.sequentiality(graph),
        "separability": paths.separability(graph),
        "cyclicity": paths.cyclicity(graph),
        "diameter": forward.diameter(),
        "max_depth": forward.depth(),
        "structuredness": blocks.phi,
    }
    metrics = {name: _quantity(name, value) for name, value in values.items()}
    if departments is not None:
        metrics["cross_department_share"] = departments.handoff_ratio
    widest = tuple(dict.fromkeys(graph.nodes[node].origin for node, degree in degrees.items() if degree == highest))
    return ComplexityReport(metrics, blocks, widest, tuple(_findings(metrics)))


def drawn_size(graph: ProcessGraph) -> int:
    """How many nodes the author drew."""
    return sum(not node.synthetic for node in graph.nodes.values())


def _sizes(graph: ProcessGraph) -> dict[str, float | None]:
    """Counts and ratios of what is drawn."""
    types = [node.type for node in graph.nodes.values() if not node.synthetic]
    nodes, arcs = len(types), sum(not edge.synthetic for edge in graph.edges)
    return {
        "nodes": nodes,
        "arcs": arcs,
        "activities": sum(kind in ("activity", "subprocess") for kind in types),
        "gateways": sum(kind in connectors.GATEWAYS for kind in types),
        "density": arcs / (nodes * (nodes - 1)) if nodes > 1 else None,
        "cnc": arcs / nodes if nodes else None,
    }


def _quantity(name: str, value: float | None) -> Quantity:
    """A metric in its envelope; every number here is counted, so it is exact."""
    method = f"{name} (handbook 8.3)"
    return Quantity(float(value), "1", method=method) if value is not None else Quantity.unknown("1", method=method)


def _findings(metrics: dict[str, Quantity]) -> list[Finding]:
    """One finding for each type of gateway whose CFC stands in the range published as very difficult."""
    found = []
    for threshold in THRESHOLDS:
        value = metrics[threshold.metric].value
        if threshold.metric in _TYPES and value is not None and threshold.reading(value) == "high":
            kind = _TYPES[threshold.metric]
            found.append(
                Finding(
                    "ROUTING_COMPLEX",
                    Severity.INFO,
                    "complexity",
                    Text(
                        en=f"control-flow complexity of {kind.en} splits is {value:,.6g}; "
                        f"from {threshold.high:g} on models were found very difficult to understand",
                        zh=f"{kind.zh}分支的控制流复杂度为 {value:,.6g}，研究表明达到 {threshold.high:g} 后极难理解",
                    ),
                    Text(
                        en="move a part with many branches into a sub-process or a decision table",
                        zh="把分支密集的部分移入子流程或决策表",
                    ),
                    measure=metrics[threshold.metric],
                )
            )
    return found
