"""DOT: the flow of a process with its lanes as clusters, for Graphviz, yEd, Gephi and other programs that draw graphs.

Graphviz knows no straight lanes: the picture shows who does what in frames, not in swimlanes. Labels go through
``graphviz.escape``, so that nothing in them is read as markup.
Source: Graphviz documentation, the DOT language and its attributes.
"""

from __future__ import annotations

from graphviz import Digraph, escape, nohtml

from bpr.export.flow_formats.lanes import Named, Part, label, one_line
from bpr.export.scene.font import FAMILY
from bpr.export.theme.theme import PLAIN
from bpr.layout.plan.diagram import Box, Link
from bpr.layout.text.measure import wrap
from bpr.model import Process

_SIZE = 12.0
_WIDTH = 120.0
_SHAPES = {
    **{"activity": "box", "subprocess": "box", "expanded": "box", "start": "circle", "end": "doublecircle"},
    **{"event": "circle", "boundary": "circle", "xor": "diamond", "and": "diamond", "or": "diamond"},
    **{"event_gateway": "diamond", "pool": "box"},
}
_SIGNS = {"xor": "×", "and": "+", "or": "○", "event_gateway": "◇", "subprocess": "[+]", "expanded": "[+]"}


def to_dot(process: Process, *, lang: str = "en") -> str:
    """The process as DOT.

    Args:
        process: the process; sub-processes are one closed box each.
        lang: language of the labels.

    Returns:
        A digraph with one statement a line; the same process gives the same text.

    Example:
        >>> from bpr.formats.files import load
        >>> to_dot(load("customer-reception.asis")).splitlines()[0]
        'digraph "customer-reception.asis" {'
    """
    named = Named.of(process, lang)
    head = {
        "label": escape(one_line(named.diagram.title)),
        "labelloc": "t",
        "rankdir": "LR",
        "newrank": "true",
        "fontname": FAMILY,
    }
    graph = Digraph(
        nohtml(one_line(process.id) or "process"),
        graph_attr=head,
        node_attr={"fontname": FAMILY, "fontsize": f"{_SIZE:g}", "style": "rounded"},
        edge_attr={"fontname": FAMILY, "fontsize": "10"},
    )
    for part in named.tree():
        _cluster(graph, part, named)
    for link in named.diagram.links:
        _edge(graph, link, named)
    for box in named.diagram.boxes:
        if box.attached_to is not None:
            graph.edge(named.node[box.attached_to], named.node[box.id], style="dotted", arrowhead="none")
    return str(graph.source)


def _cluster(graph: Digraph, part: Part, named: Named) -> None:
    with graph.subgraph(name=f"cluster_{part.word}") as cluster:
        cluster.attr(label=escape(part.name), style="filled", color=PLAIN.band_border.colour, fillcolor=PLAIN.bands[0])
        for inner in part.parts:
            _cluster(cluster, inner, named)
        for box in part.boxes:
            _node(cluster, box, named)


def _node(graph: Digraph, box: Box, named: Named) -> None:
    words = " ".join(filter(None, (_SIGNS.get(box.kind, ""), label(box))))
    text = nohtml(escape("\n".join(wrap(words, _SIZE, _WIDTH))).replace("\n", r"\n"))
    shape = _SHAPES[box.kind]
    outside = "circle" in shape
    attributes = {"xlabel": text, "label": "", "width": "0.3"} if outside else {"label": text}
    style = {"style": "solid"} if shape != "box" else {}
    graph.node(named.node[box.id], shape=shape, **attributes, **style)


def _edge(graph: Digraph, link: Link, named: Named) -> None:
    attributes = {"label": escape(one_line(link.label))} if one_line(link.label) else {}
    if link.id in named.rework:
        attributes |= {"color": PLAIN.rework.colour, "style": "dashed"}
    elif link.kind == "message":
        attributes |= {"style": "dashed", "arrowhead": "empty"}
    graph.edge(named.node[link.source], named.node[link.target], **attributes)
