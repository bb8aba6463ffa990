"""The handoff network as DOT text: who hands to whom, the lines as thick as the handoffs are frequent.

DOT is read by Graphviz, yEd and many others. No program is needed to write it.
"""

from __future__ import annotations

import re
from typing import Literal

from graphviz import Digraph, escape, nohtml

from bpr.diagnosis.analyse import Analysis

_THINNEST, _THICKEST = 1.0, 6.0
_PLAIN = re.compile(r"[\w.-]+")  # others (with colons, angle brackets) mean something to DOT


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
        nohtml(process.id),
        graph_attr={"rankdir": "LR", "label": escape(process.headline(lang)), "labelloc": "t"},
        node_attr={"shape": "box", "style": "rounded"},
    )
    ends = list(dict.fromkeys(end for pair in matrix for end in pair))
    word = {key: key if _PLAIN.fullmatch(key) else f"n{number}" for number, key in enumerate(ends)}
    for key in ends:
        graph.node(word[key], escape(names.get(key, key)))
    for (source, target), per_case in crossing.items():
        share = (per_case.value or 0.0) / most if most else 0.0
        width = _THINNEST + (_THICKEST - _THINNEST) * share
        graph.edge(word[source], word[target], label=escape(per_case.format()), penwidth=f"{width:.1f}")
    return str(graph.source)
