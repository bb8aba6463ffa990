"""Small drawings for the soundness tests, written as arrows; the first letter of a name tells its kind."""

from __future__ import annotations

from typing import Any

from bpr.graph import ProcessGraph
from tests.oracle_models import graph_of

KINDS = {"S": "start", "E": "end", "X": "xor", "P": "and", "O": "or"}


def drawn(arrows: str, **node: dict[str, Any]) -> ProcessGraph:
    """The graph of arrows such as ``S>A A>E``: S start, E end, X exclusive, P parallel, O inclusive, else activity."""
    pairs = [arrow.split(">") for arrow in arrows.split()]
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    return graph_of(
        {
            "nodes": [
                {"id": name, "type": KINDS.get(name[0], "activity"), "label": f"Do {name}", **node.get(name, {})}
                for name in names
            ],
            "edges": [{"id": f"e{n}", "source": s, "target": t} for n, (s, t) in enumerate(pairs, 1)],
        }
    )


def wide_block(width: int, *, split: str = "P", join: str = "P") -> str:
    """A block of so many branches, one activity in each."""
    middle = " ".join(f"{split}1>A{n} A{n}>{join}2" for n in range(width))
    return f"S>{split}1 {middle} {join}2>E"
