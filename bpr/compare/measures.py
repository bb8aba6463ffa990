"""The measures that a comparison puts side by side, each with its direction of good (handbook 10.4).

A measure looks at one analysis and gives one number; nothing is worked out anew that an analysis already found. Simple
cycles are told as information only: parallel branches multiply the paths of one and the same return, so more cycles
can mean fewer ways back. The measure of loops are the returning edges. In the same way the number of nodes is told as
information only (a gateway that joins ways is no burden), and ping-pong counted by token paths, each parallel branch on
its own, is not compared with ping-pong counted exactly. Numbers of activities, decisions, roles and departments are
neither good nor bad in themselves: one more check can save a loop, one role less can be an overload.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bpr.analysis.frequency.expected import expected_sum
from bpr.analysis.handoffs.holders import Holders
from bpr.compare.verdict import Good
from bpr.diagnosis.analyse import Analysis
from bpr.findings import Finding, Severity
from bpr.graph.process_graph import Level
from bpr.quantity import Quantity, Status, worst
from bpr.text import Text

Group = Literal["structure", "handoffs", "loops", "flow", "load", "quality"]
Condition = Literal["none", "time", "money", "volume", "method"]

_COUNT = "1"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        name: the key in documents.
        label: what people call it.
        group: where it stands in the table.
        good: which direction is better.
        needs: what has to be the same on both sides to compare it.
        of: how to read it from an analysis.
    """

    name: str
    label: Text
    group: Group
    good: Good
    needs: Condition
    of: Callable[[Analysis], Quantity]


def _count(number: int, method: str) -> Quantity:
    return Quantity(float(number), _COUNT, method=method)


def _decisions(analysis: Analysis) -> Quantity:
    """Choices; a gateway that only brings ways together decides nothing."""
    graph = analysis.graph
    gateways = [node for node in graph.nodes.values() if node.type in ("xor", "event_gateway") and not node.synthetic]
    return _count(sum(len(graph.outgoing[node.id]) > 1 for node in gateways), "gateways with two or more ways out")


def _involved(level: Level) -> Callable[[Analysis], Quantity]:
    """How many different holders do at least one step; only a lower bound while a step has none."""

    def count(analysis: Analysis) -> Quantity:
        holders = Holders(analysis.graph, level)
        held = {step: holders.of(step) for step in analysis.graph.steps}
        missing = tuple(f"{step}.{level}" for step, found in held.items() if not found)
        number = len({holder for found in held.values() for holder in found})
        method = f"{level}s that perform a step"
        if missing:
            return Quantity.unknown(_COUNT, missing=missing, known_part=float(number), method=method)
        return _count(number, method)

    return count


def _drawn(level: Level) -> Callable[[Analysis], Quantity]:
    return lambda analysis: _count(analysis.handoffs[level].drawn_handoffs, "flows between two lanes")


def _per_case(level: Level) -> Callable[[Analysis], Quantity]:
    return lambda analysis: analysis.handoffs[level].handoffs_per_case


def _pingpong(level: Level) -> Callable[[Analysis], Quantity]:
    def patterns(analysis: Analysis) -> Quantity:
        found = [pattern.per_case for pattern in analysis.handoffs[level].pingpong_per_case]
        return _sum(found, "patterns/case", "+".join(sorted({part.method for part in found})))

    return patterns


def _returning_edges(analysis: Analysis) -> Quantity:
    rework = [edge for edge in analysis.loops.returning_edges if not edge.planned]
    return _count(len(rework), "returning flows that are not planned")


def _returns(analysis: Analysis) -> Quantity:
    rework = [edge.return_flow_per_case for edge in analysis.loops.returning_edges if not edge.planned]
    return _sum(rework, "returns/case", "sum of the returning flows that are not planned")


def _node_cycles(analysis: Analysis) -> Quantity:
    count = float(len(analysis.loops.node_cycles))
    if analysis.loops.truncated is None:
        return Quantity(count, _COUNT, method="bounded enumeration")
    return Quantity(None, _COUNT, Status.BOUNDED, lower=count, method="bounded enumeration, stopped")


def _sum(quantities: Iterable[Quantity], unit: str, method: str) -> Quantity:
    """The sum where all parts are known, else unknown."""
    parts = list(quantities)
    known = [part.value for part in parts if part.value is not None]
    missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
    status = worst(part.status for part in parts)
    if len(known) == len(parts):
        return Quantity(math.fsum(known), unit, status, method=method)
    if status is not Status.INFINITE:
        status = Status.UNKNOWN
    return Quantity(None, unit, status, known_part=math.fsum(known), missing=missing, method=method)


def _external_work(analysis: Analysis) -> Quantity:
    graph = analysis.graph
    outside = [graph.nodes[step] for step in graph.steps if graph.nodes[step].external]
    times = {node.id: node.time.mean if node.time else None for node in outside}
    return expected_sum(graph, analysis.visits, times, unit=f"{graph.process.time_unit}/case", field="time")


def _utilisation(analysis: Analysis) -> Quantity:
    """The utilisation of the role that limits the process."""
    narrow = [analysis.load.roles[role].rho for role in analysis.load.theoretical_bottleneck]
    known = [rho for rho in narrow if rho.value is not None]
    if not known:
        return narrow[0] if narrow else Quantity.unknown("1", method="rho of the bottleneck")
    return max(known, key=lambda rho: rho.value or 0.0)


def errors_of(analysis: Analysis, *, raci: bool) -> tuple[Finding, ...]:
    """Errors about duties, or all other errors of the model (structure, shares, loops without a way out)."""
    return tuple(
        finding
        for finding in analysis.findings
        if finding.severity is Severity.ERROR and (finding.area == "raci") == raci
    )


def _errors(*, raci: bool) -> Callable[[Analysis], Quantity]:
    return lambda analysis: _count(len(errors_of(analysis, raci=raci)), "findings of severity error")


def _measure(
    name: str,
    en: str,
    zh: str,
    group: Group,
    of: Callable[[Analysis], Quantity],
    good: Good = "lower",
    needs: Condition = "none",
) -> Measure:
    return Measure(name, Text(en=en, zh=zh), group, good, needs, of)


MEASURES: tuple[Measure, ...] = (
    _measure(
        "nodes",
        "Nodes (without start and end)",
        "节点数（不含开始与结束）",
        "structure",
        lambda a: _count(a.summary.nodes, "count"),
        good="neither",
    ),
    _measure(
        "activities",
        "Activities",
        "活动数",
        "structure",
        lambda a: _count(a.summary.activities, "count"),
        good="neither",
    ),
    _measure("decisions", "Decisions", "判断数", "structure", _decisions, good="neither"),
    _measure("roles", "Roles involved", "参与角色数", "structure", _involved("role"), good="neither"),
    _measure("departments", "Departments involved", "参与部门数", "structure", _involved("department"), good="neither"),
    _measure(
        "handoffs_per_case.role",
        "Handoffs between roles per case",
        "每案例角色间交接次数",
        "handoffs",
        _per_case("role"),
    ),
    _measure(
        "handoffs_per_case.department",
        "Handoffs between departments per case",
        "每案例部门间交接次数",
        "handoffs",
        _per_case("department"),
    ),
    _measure("drawn_handoffs.role", "Drawn handoffs between roles", "图上角色间交接数", "handoffs", _drawn("role")),
    _measure(
        "drawn_handoffs.department",
        "Drawn handoffs between departments",
        "图上部门间交接数",
        "handoffs",
        _drawn("department"),
    ),
    _measure(
        "pingpong_per_case.department",
        "Ping-pong between departments per case",
        "每案例部门间往返次数",
        "handoffs",
        _pingpong("department"),
        needs="method",
    ),
    _measure(
        "touchpoints_per_case",
        "Contacts with people outside per case",
        "每案例与外部的接触次数",
        "handoffs",
        lambda a: a.touchpoints.touchpoints_per_case,
    ),
    _measure("returning_edges", "Ways back (rework)", "返工回路数", "loops", _returning_edges),
    _measure("returns_per_case", "Returns per case (rework)", "每案例返工返回次数", "loops", _returns),
    _measure(
        "rework_time",
        "Rework per case",
        "每案例返工时间",
        "loops",
        lambda a: a.loops.rework_time.rework,
        needs="time",
    ),
    _measure(
        "rework_share",
        "Share of rework in the work",
        "返工时间占比",
        "loops",
        lambda a: a.loops.rework_time.rework_share,
    ),
    _measure(
        "node_cycles",
        "Simple cycles (information only)",
        "简单回路数（仅供参考）",
        "loops",
        _node_cycles,
        good="neither",
    ),
    _measure("time_per_case", "Work per case", "每案例处理时间", "flow", lambda a: a.flow.time_per_case, needs="time"),
    _measure(
        "external_time_per_case",
        "Work left to people outside per case",
        "每案例由外部承担的处理时间",
        "flow",
        _external_work,
        needs="time",
    ),
    _measure(
        "waiting_per_case",
        "Waiting per case",
        "每案例等待时间",
        "flow",
        lambda a: a.flow.waiting_per_case,
        needs="time",
    ),
    _measure("cycle_time", "Cycle time", "周期时间", "flow", lambda a: a.flow.cycle_time, needs="time"),
    _measure(
        "cycle_time_efficiency",
        "Cycle-time efficiency",
        "周期时间效率",
        "flow",
        lambda a: a.flow.cycle_time_efficiency,
        good="higher",
    ),
    _measure(
        "va_time_ratio",
        "Share of value-adding work",
        "增值时间占比",
        "flow",
        lambda a: a.flow.va_time_ratio,
        good="higher",
    ),
    _measure("cost_per_case", "Cost per case", "每案例成本", "flow", lambda a: a.flow.cost_per_case, needs="money"),
    _measure(
        "process_capacity",
        "Capacity of the process",
        "流程产能",
        "load",
        lambda a: a.load.process_capacity,
        good="higher",
        needs="time",
    ),
    _measure(
        "bottleneck_utilisation",
        "Utilisation of the bottleneck role",
        "瓶颈角色利用率",
        "load",
        _utilisation,
        needs="volume",
    ),
    _measure("structure_errors", "Errors of structure and shares", "结构与比例错误数", "quality", _errors(raci=False)),
    _measure("raci_errors", "RACI errors", "职责错误数", "quality", _errors(raci=True)),
)
