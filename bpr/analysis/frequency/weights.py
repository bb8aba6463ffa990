"""Edge weights: expected tokens on an edge per execution of its source (handbook 1.5, 1.6).

XOR: the branching share; one missing share is the remainder (``PROB_DERIVED``), two or more are unknown
(``PROB_UNKNOWN``). AND: 1 on every output. OR: ``p / (1 - prod(1 - p))``, the marginals conditioned on a non-empty
set; with a default branch the others keep their marginals and the default takes ``prod(1 - p)``; one unknown marginal
leaves all of them open, unless some branch is always taken. Shares must sum to 1 within 1e-6; within 0.02 they are
normalised (``PROB_NORMALISED``), otherwise ``PROB_SUM``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bpr.findings import Finding, Severity
from bpr.graph.process_graph import GraphEdge, ProcessGraph
from bpr.model.base import wrong_sum, wrong_sum_told
from bpr.text import LANGUAGES, Text, counted

EXACT_SUM = 1e-6


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by edge id (None: unknown) and what was said about them.

    ``left`` gives, for each split with unknown shares, the share that its unknown branches divide among themselves;
    ``free`` marks inclusive splits, whose unknown branches are independent of each other. ``starts`` holds the
    alternative starts of each organisation with the share that those without a share divide; ``by_start`` their shares.
    """

    by_edge: dict[str, float | None]
    left: dict[str, float]
    free: frozenset[str]
    derived: tuple[str, ...]
    assumed: tuple[str, ...]
    findings: tuple[Finding, ...]
    by_start: dict[str, float | None]
    starts: tuple[tuple[tuple[str, ...], float], ...]


def edge_weights(graph: ProcessGraph, *, assume_uniform: bool = False) -> Weights:
    """The weight of every edge.

    Args:
        graph: the process graph.
        assume_uniform: divide what is unknown evenly; the splits concerned are listed in ``assumed``.
    """
    collector = _Collector(graph, assume_uniform)
    for node_id in graph.nodes:
        ways = graph.outgoing[node_id]
        match graph.split(node_id):
            case "none" | "and":
                for way in ways:
                    collector.by_edge[way.id] = 1.0
            case "or":
                collector.inclusive(node_id, ways)
            case _:
                collector.exclusive(node_id, ways)
    _check_single_ways(graph, collector)
    by_start, starts = _alternatives(graph, collector)
    return Weights(
        collector.by_edge,
        collector.left,
        frozenset(collector.free),
        tuple(collector.derived),
        tuple(collector.assumed),
        tuple(collector.findings),
        by_start,
        starts,
    )


def _alternatives(
    graph: ProcessGraph, collector: _Collector
) -> tuple[dict[str, float | None], tuple[tuple[tuple[str, ...], float], ...]]:
    """The starts of each organisation: a case begins at exactly one of them, so they share like an exclusive split."""
    groups: dict[str | None, list[str]] = {}
    for start in graph.starts:
        groups.setdefault(graph.nodes[start].organisation, []).append(start)
    by_start: dict[str, float | None] = {}
    starts = []
    for group in groups.values():
        only = graph.nodes[group[0]].share if len(group) == 1 else None
        if len(group) == 1:
            by_start[group[0]], rest = 1.0, 0.0
            if only is not None and wrong_sum((only,), complete=True) is not None:
                collector.bad_sum(group[0], only)
        else:
            part = _Collector(graph, collector.assume_uniform)
            part.exclusive(group[0], tuple(GraphEdge(start, "", start, graph.nodes[start].share) for start in group))
            by_start |= part.by_edge
            rest = part.left.get(group[0], 0.0)
            collector.findings += part.findings
            collector.assumed += part.assumed
        starts.append((tuple(group), rest))
    return by_start, tuple(starts)


def _check_single_ways(graph: ProcessGraph, collector: _Collector) -> None:
    """A share below 1 on the only way out leaves cases nowhere to go."""
    for node_id, ways in graph.outgoing.items():
        share = ways[0].share if len(ways) == 1 else None
        if share is not None and wrong_sum((share,), complete=True) is not None:
            collector.bad_sum(node_id, share)


class _Collector:
    def __init__(self, graph: ProcessGraph, assume_uniform: bool) -> None:
        self.graph = graph
        self.assume_uniform = assume_uniform
        self.by_edge: dict[str, float | None] = {}
        self.left: dict[str, float] = {}
        self.free: set[str] = set()
        self.derived: list[str] = []
        self.assumed: list[str] = []
        self.findings: list[Finding] = []

    def exclusive(self, node_id: str, ways: tuple[GraphEdge, ...]) -> None:
        known = {way.id: way.share for way in ways if way.share is not None}
        unknown = [way.id for way in ways if way.share is None]
        total = math.fsum(known.values())
        if wrong_sum(known.values(), complete=not unknown) is not None:
            self.bad_sum(node_id, total)
            self._leave_open(node_id, [way.id for way in ways], 1.0)
            return
        self.by_edge.update(known)
        if not unknown or total > 1:
            if abs(total - 1) > EXACT_SUM:
                self._normalise(node_id, known, total)
            self.by_edge.update(dict.fromkeys(unknown, 0.0))
        elif total >= 1 - EXACT_SUM:
            self.by_edge.update(dict.fromkeys(unknown, 0.0))
        elif len(unknown) == 1:
            self.by_edge[unknown[0]] = max(0.0, 1 - total)
            self.derived.append(unknown[0])
            self.findings.append(
                self._finding(
                    "PROB_DERIVED",
                    Severity.INFO,
                    node_id,
                    f"the share of one branch was not given; the remainder {1 - total:.2%} was taken",
                    f"有一条分支未给出比例，已取余数 {1 - total:.2%}",
                    "write the share if the remainder is not meant",
                    "如果余数不符合实际，请写明比例",
                )
            )
        else:
            self._leave_open(node_id, unknown, max(0.0, 1 - total))

    def inclusive(self, node_id: str, ways: tuple[GraphEdge, ...]) -> None:
        default = [way for way in ways if way.default]
        others = [way for way in ways if not way.default]
        unknown = [way.id for way in others if way.share is None]
        if unknown and any(way.share == 1.0 for way in others):
            self.by_edge.update({way.id: way.share for way in others if way.share is not None})
            self.by_edge.update({way.id: 0.0 for way in default})
            self._leave_open(node_id, unknown, len(unknown) / len(ways))
            self.free.add(node_id)
            return
        if unknown:
            self._leave_open(node_id, [way.id for way in ways], 1.0)
            self.free.add(node_id)
            return
        none_taken = math.prod(1 - (way.share or 0.0) for way in others)
        if default:
            self.by_edge.update({way.id: way.share for way in others})
            self.by_edge.update({way.id: none_taken for way in default})
        elif none_taken >= 1.0:
            self.bad_sum(node_id, 0.0)
            self._leave_open(node_id, [way.id for way in ways], 1.0)
            self.free.add(node_id)
        else:
            self.by_edge.update({way.id: (way.share or 0.0) / (1 - none_taken) for way in others})

    def bad_sum(self, node_id: str, total: float) -> None:
        said = (text.pick(lang) for text in wrong_sum_told(total) for lang in LANGUAGES)
        self.findings.append(self._finding("PROB_SUM", Severity.ERROR, node_id, *said))

    def _leave_open(self, node_id: str, unknown: list[str], rest: float) -> None:
        if self.assume_uniform:
            self.by_edge.update(dict.fromkeys(unknown, rest / len(unknown)))
            self.assumed.append(node_id)
            return
        self.by_edge.update(dict.fromkeys(unknown))
        self.left[node_id] = rest
        self.findings.append(
            self._finding(
                "PROB_UNKNOWN",
                Severity.INFO,
                node_id,
                f"the share of {counted(len(unknown), 'branch', 'branches')} is not known",
                f"有 {len(unknown)} 条分支的比例未知",
                "estimate or measure how often each branch is taken",
                "估计或测量每条分支的发生比例",
            )
        )

    def _normalise(self, node_id: str, known: dict[str, float], total: float) -> None:
        self.by_edge.update({edge: share / total for edge, share in known.items()})
        self.findings.append(
            self._finding(
                "PROB_NORMALISED",
                Severity.WARNING,
                node_id,
                f"the shares sum to {total:.2%} and were scaled to 100%",
                f"比例合计为 {total:.2%}，已按比例折算为 100%",
                "check the rounding of the shares",
                "检查比例的四舍五入",
            )
        )

    def _finding(
        self, code: str, severity: Severity, node_id: str, en: str, zh: str, fix_en: str, fix_zh: str
    ) -> Finding:
        node = self.graph.nodes[node_id]
        return Finding(
            code,
            severity,
            "flow",
            Text(en=f"{node.name('en')}: {en}", zh=f"{node.name('zh')}:{zh}"),
            Text(en=fix_en, zh=fix_zh),
            (node.origin or node_id,),
        )
