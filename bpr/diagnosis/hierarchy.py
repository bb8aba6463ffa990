"""Processes that call each other in a circle, over all files checked together (handbook 15: HIERARCHY_CYCLE).

Definition: process P calls process Q when an activity or sub-process of P names Q with ``calls``. A circle is a
    strongly connected set of calls with more than one process, or a process that calls itself. Calls are never
    expanded, so a circle harms no analysis; but levels cannot be drawn and times cannot be added up along it. An id
    that several files share names none of them, so calls to or from it are left out.
Complexity: O(processes + calls).
Reference: Tarjan 1972 (strongly connected components, by networkx).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import networkx as nx

from bpr.diagnosis.checked import Call, Checked
from bpr.errors import Where
from bpr.findings import Finding, Severity
from bpr.text import Text


def with_call_cycles(results: Sequence[Checked]) -> tuple[Checked, ...]:
    """The same results; each file whose calls lie on a circle gets a finding for each such call."""
    times = Counter(result.process for result in results)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(
        (result.process, call.called)
        for result in results
        if result.process is not None
        for call in result.calls
        if times[result.process] == 1 and times[call.called] <= 1
    )
    if graph.number_of_edges() == 0:
        return tuple(results)
    circle_of = {name: members for members in nx.strongly_connected_components(graph) for name in members}

    def in_circle(result: Checked, call: Call) -> bool:
        members = circle_of.get(result.process or "", set())
        return call.called in members and (len(members) > 1 or call.called == result.process)

    return tuple(
        replace(result, findings=(*(_finding(result, call, graph) for call in found), *result.findings))
        if (found := [call for call in result.calls if in_circle(result, call)])
        else result
        for result in results
    )


def _finding(result: Checked, call: Call, graph: nx.DiGraph[str]) -> Finding:
    way = [result.process or "", *nx.shortest_path(graph, call.called, result.process)]
    chain = " -> ".join(way)
    return Finding(
        "HIERARCHY_CYCLE",
        Severity.ERROR,
        "structure",
        Text(
            en=f"'{call.node}' calls a process that in the end calls this one again: {chain}",
            zh=f"“{call.node}”调用的流程最终又调用本流程：{chain}",
        ),
        Text(
            en="break the circle: let one of the processes contain the shared work itself",
            zh="断开循环：由其中一个流程直接包含共用的工作",
        ),
        (call.node,),
        where=Where(result.model, call.line, call.column, call.node),
    )
