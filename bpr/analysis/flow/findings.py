"""What the flow analysis says: low efficiency, unknown times, unknown shares (handbook 4, appendix A).

PROB_UNKNOWN of single splits comes with the visits; here one finding says what it does to the figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bpr.analysis.frequency.visits import Visits
from bpr.findings import Finding, Severity, in_order
from bpr.graph.process_graph import ProcessGraph
from bpr.model.time import Duration
from bpr.quantity import Quantity
from bpr.text import Text, counted, listed

LOW_EFFICIENCY = 0.2
MASS_BELOW_ZERO = 0.01
_SHOWN = 6


def flow_findings(
    graph: ProcessGraph, visits: Visits, time: Quantity, waiting: Quantity, cycle: Quantity, efficiency: Quantity
) -> tuple[Finding, ...]:
    """The findings of a flow analysis, worst first."""
    found = [finding for finding in visits.findings if finding.area == "flow"]
    found += _low_efficiency(graph, visits, efficiency)
    found += _unknown(graph, time, "time", "TIME_UNKNOWN")
    found += _unknown(graph, waiting, "wait", "WAIT_UNKNOWN")
    found += _below_zero(graph)
    if any(finding.code == "CALENDAR_MISSING" for finding in graph.findings):
        found += [finding for finding in graph.findings if finding.code == "CALENDAR_MISSING"]
    return in_order(dict.fromkeys(found))


def _low_efficiency(graph: ProcessGraph, visits: Visits, efficiency: Quantity) -> list[Finding]:
    """Cases that mostly wait, with the steps they wait for longest."""
    share = efficiency.value if efficiency.value is not None else efficiency.upper
    if share is None or share >= LOW_EFFICIENCY:
        return []
    waits = {
        node.id: node.wait.mean * (visits.visits[node.id] or 0.0)
        for node in graph.nodes.values()
        if node.wait is not None
    }
    ranked = [graph.nodes[node] for node in sorted(waits, key=lambda node: -waits[node])[:3] if waits[node] > 0.0]
    names_en, names_zh = (_names(graph, [node.id for node in ranked], lang) for lang in ("en", "zh"))
    most = "at most " if efficiency.value is None else ""
    most_zh = "至多" if efficiency.value is None else "仅"
    return [
        Finding(
            "LOW_EFFICIENCY",
            Severity.WARNING,
            "flow",
            Text(
                en=f"a case is worked on during {most}{share:.1%} of its cycle time; the rest is waiting",
                zh=f"周期时间中{most_zh}有 {share:.1%} 在处理，其余都是等待",
            ),
            Text(
                en=f"shorten the waiting before it, not the work: the longest waits stand at {names_en or 'no step'}",
                zh=f"应缩短等待而非处理：等待最长的是 {names_zh or '（无）'}",
            ),
            tuple(node.origin or node.id for node in ranked),
            efficiency,
        )
    ]


def _unknown(graph: ProcessGraph, quantity: Quantity, field: str, code: str) -> list[Finding]:
    """One finding for all steps whose time or waiting time is not known."""
    steps = tuple(name.rsplit(".", 1)[0] for name in quantity.missing if name.endswith(f".{field}"))
    if not steps:
        return []
    all_known = "" if quantity.coverage is None else f"; {quantity.coverage:.0%} of the executions are covered"
    all_known_zh = "" if quantity.coverage is None else f"；已覆盖 {quantity.coverage:.0%} 的执行次数"
    what_en, what_zh = ("processing time", "处理时间") if field == "time" else ("waiting time", "等待时间")
    return [
        Finding(
            code,
            Severity.INFO,
            "flow",
            Text(
                en=f"the {what_en} of {counted(len(steps), 'step')} is not known "
                f"({_names(graph, steps, 'en')}){all_known}",
                zh=f"{len(steps)} 个步骤的{what_zh}未知（{_names(graph, steps, 'zh')}）{all_known_zh}",
            ),
            Text(
                en=f"measure or estimate the {what_en}; until then only what is known is summed up",
                zh=f"请测量或估计{what_zh}；在此之前只汇总已知部分",
            ),
            steps,
            quantity,
        )
    ]


def _below_zero(graph: ProcessGraph) -> list[Finding]:
    """Normal times of which a noticeable part would lie below zero (handbook 4, bad input)."""
    steps = tuple(
        node.id
        for node in graph.process.walk()
        for duration in (getattr(node, "time", None), getattr(node, "wait", None))
        if isinstance(duration, Duration) and _mass_below_zero(duration) > MASS_BELOW_ZERO
    )
    if not steps:
        return []
    return [
        Finding(
            "TIME_BELOW_ZERO",
            Severity.WARNING,
            "flow",
            Text(
                en=f"the normal distribution at {_names(graph, steps, 'en')} gives times below zero "
                f"in more than {MASS_BELOW_ZERO:.0%} of the cases",
                zh=f"{_names(graph, steps, 'zh')} 的正态分布有超过 {MASS_BELOW_ZERO:.0%} 的概率取负值",
            ),
            Text(
                en="use a lognormal or triangular distribution, or a smaller deviation",
                zh="改用对数正态或三角分布，或减小标准差",
            ),
            tuple(dict.fromkeys(steps)),
        )
    ]


def _mass_below_zero(duration: Duration) -> float:
    if duration.family != "normal" or duration.values[1] == 0.0:
        return 0.0
    mean, deviation = duration.values
    return 0.5 * math.erfc(mean / (deviation * math.sqrt(2)))


def _names(graph: ProcessGraph, steps: Sequence[str], lang: str) -> str:
    return listed((graph.nodes[step].name(lang) for step in steps), lang, most=_SHOWN)
