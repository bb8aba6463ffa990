"""What is known of measures that are not known as a whole, compared on the same inputs.

Definition: the time, wait or cost of a node that one side lacks is left out on both sides, for the node and its
    partner, and the measure is worked out again. Only measures that add up are told: work, waiting, cycle time, cost.
Caution: a known part is told, never judged; what is left out can turn it round, so the verdict stays ``unknown``.
Complexity: one more flow analysis a side, and only where inputs are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bpr.analysis.flow.analyse import analyse_flow
from bpr.analysis.flow.cycle_time import main_starts
from bpr.compare.kpis import KnownPart, Kpi
from bpr.compare.matches import Matching
from bpr.compare.measures import MEASURES
from bpr.compare.units import Units
from bpr.diagnosis.analyse import Analysis
from bpr.graph.build import build_graph
from bpr.model.nodes import NodeBase, SubProcess
from bpr.model.process import Process
from bpr.model.time import Duration

_NAMES = ("time_per_case", "external_time_per_case", "waiting_per_case", "cycle_time", "cost_per_case")
_FIELDS = ("time", "wait", "cost")
_NOTHING = Duration(family="fixed", values=(0.0,))

Inputs = frozenset[tuple[str, str]]


def with_known_parts(
    kpis: tuple[Kpi, ...], as_is: Analysis, to_be: Analysis, matching: Matching, units: Units
) -> tuple[Kpi, ...]:
    """The measures, those that cannot be judged with their known part where there is one.

    Args:
        kpis: the measures side by side.
        as_is: analysis of the process today.
        to_be: analysis of the process tomorrow.
        matching: which nodes are the same.
        units: how the to-be is brought into the units of the as-is.
    """
    open_ones = [kpi for kpi in kpis if kpi.name in _NAMES and kpi.verdict in ("unknown", "mixed") and kpi.comparable]
    old = _inputs(name for kpi in open_ones for name in kpi.as_is.missing)
    new = _inputs(name for kpi in open_ones for name in kpi.to_be.missing)
    if not old and not new:
        return kpis
    before = _without(as_is, old | _partners(new, matching.as_is_of))
    after = _without(to_be, new | _partners(old, matching.to_be_of))
    wanted = {kpi.name for kpi in open_ones}
    return tuple(
        replace(kpi, known=_known_part(kpi.name, before, after, units)) if kpi.name in wanted else kpi for kpi in kpis
    )


def _known_part(name: str, before: Analysis, after: Analysis, units: Units) -> KnownPart | None:
    measure = next(measure for measure in MEASURES if measure.name == name)
    old, new = measure.of(before).value, measure.of(after)
    converted = units.convert(new) if measure.needs == "time" else new
    if old is None or converted is None or converted.value is None or not (old or converted.value):
        return None
    return KnownPart(old, converted.value)


def _inputs(names: Iterable[str]) -> Inputs:
    """Nodes and fields of missing inputs such as ``A3.wait``."""
    parts = (name.rpartition(".") for name in names)
    return frozenset((node, field) for node, _, field in parts if field in _FIELDS)


def _partners(inputs: Inputs, partner: Mapping[str, str]) -> Inputs:
    return frozenset((partner[node], field) for node, field in inputs if node in partner)


def _without(analysis: Analysis, inputs: Inputs) -> Analysis:
    """The same process where some inputs count nothing; only its graph and its flow measures are worked out anew."""
    process = analysis.process
    fields = {name: getattr(process, name) for name in Process.model_fields}
    steps = tuple(_blank(node, inputs) for node in process.steps)
    graph = build_graph(Process.model_construct(**{**fields, "steps": steps}))
    sound = analysis.soundness.sound_at(main_starts(graph))
    return replace(analysis, graph=graph, flow=analyse_flow(graph, visits=analysis.visits, sound=sound))


def _blank(node: NodeBase, inputs: Inputs) -> NodeBase:
    changes: dict[str, object] = {
        field: 0.0 if field == "cost" else _NOTHING
        for field in _FIELDS
        if (node.id, field) in inputs and field in type(node).model_fields
    }
    if isinstance(node, SubProcess):
        changes["steps"] = tuple(_blank(child, inputs) for child in node.steps)
    return node.model_copy(update=changes) if changes else node
