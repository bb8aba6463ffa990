"""The handoff network as DOT text: who hands to whom, the lines as thick as the handoffs are frequent.

DOT is read by Graphviz, yEd and many others. No program is needed to write it.
"""

from __future__ import annotations

from typing import Literal

from graphviz import Digraph, escape

from bpr.diagnosis.analyse import Analysis

_THINNEST, _THICKEST = 1.0, 6.0


def handoff_network(
    analysis: Analysis, *, lang: str = "en", level: Literal["role", "department"] = "department"
) -> str:
    """The network of roles or departments; an edge carries the expected handoffs per case.

    Args:
        analysis: all results about one process.
        lang: language of the names.
        level: what a node stands for.
    """
    process = analysis.process
    names = {
        key: entry.name.pick(lang) for key, entry in (process.roles if level == "role" else process.departments).items()
    }
    matrix = analysis.handoffs[level].matrix
    crossing = {pair: per_case for pair, per_case in matrix.items() if pair[0] != pair[1]}
    most = max((per_case.value or 0.0 for per_case in crossing.values()), default=0.0)
    graph = Digraph(
        process.id,
        graph_attr={"rankdir": "LR", "label": escape(process.headline(lang)), "labelloc": "t"},
        node_attr={"shape": "box", "style": "rounded"},
    )
    for key in dict.fromkeys(end for pair in matrix for end in pair):
        graph.node(key, escape(names.get(key, key)))
    for (source, target), per_case in crossing.items():
        share = (per_case.value or 0.0) / most if most else 0.0
        width = _THINNEST + (_THICKEST - _THINNEST) * share
        graph.edge(source, target, label=escape(per_case.format()), penwidth=f"{width:.1f}")
    return str(graph.source)
