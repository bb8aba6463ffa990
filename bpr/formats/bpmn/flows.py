"""Sequence flows as the ways that leave a node; link events and compensation handlers are ways too.

A flow that leads from or to nothing, or across the border of a sub-process or pool, has no place in the model: it is
noted. Conditions are text and never evaluated.
"""

from __future__ import annotations

from lxml import etree

from bpr.formats.bpmn.document import Document, label, plain
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.vocabulary import COMMON_CHILDREN
from bpr.model import Next
from bpr.text import Text

_FLOW_CHILDREN = frozenset({*COMMON_CHILDREN, "conditionExpression"})

Ways = dict[str, list[Next]]


def read_ways(document: Document, shares: dict[str, float], handlers: list[tuple[str, str, str]], notes: Notes) -> Ways:
    """All ways by the node they leave, in document order."""
    ways: Ways = {}
    ids = set(document.nodes)
    defaults = _defaults(document, notes)
    for container in document.containers:
        for flow in document.children(container, "sequenceFlow"):
            ends = _ends(document, flow, notes)
            if ends is None:
                continue
            notes.leftovers(flow, _FLOW_CHILDREN)
            identifier: str | None = document.id_of(flow) or None
            if identifier in ids:
                notes.add(flow, "ID_AGAIN")
                identifier = None
            elif identifier is not None:
                ids.add(identifier)
            way = Next(
                to=ends[1],
                when=_when(document, flow, notes),
                share=shares.get(identifier or ""),
                default=identifier is not None and defaults.get(ends[0]) == identifier,
                id=identifier,
            )
            ways.setdefault(ends[0], []).append(way)
    _join_links(document, ways, notes)
    for event, activity, identifier in handlers:
        kept = identifier if identifier and identifier not in ids else None
        ids.add(identifier)
        ways.setdefault(event, []).append(Next(to=activity, id=kept))
    return ways


def _ends(document: Document, flow: etree._Element, notes: Notes) -> tuple[str, str] | None:
    """The two nodes of a flow; None (and a note) where the model has no place for it."""
    source = document.node(document.reference(flow, "sourceRef"))
    target = document.node(document.reference(flow, "targetRef"))
    if source is None or target is None:
        notes.add(flow, "FLOW_DANGLING")
        return None
    if document.scopes[source] != document.scopes[target]:
        notes.add(flow, "FLOW_CROSSES")
        return None
    return source, target


def _when(document: Document, flow: etree._Element, notes: Notes) -> Text | None:
    """The name of a flow, else its condition as text; a condition beside a name is noted."""
    name = label(flow)
    for condition in document.children(flow, "conditionExpression"):
        text = plain(condition)
        if name and text:
            notes.add(condition, "DETAIL")
        elif text:
            return Text.of(text)
    return Text.of(name) if name else None


def _defaults(document: Document, notes: Notes) -> dict[str, str]:
    """The default flow by the node that names it."""
    defaults: dict[str, str] = {}
    for node, _ in document.flow_nodes:
        if wanted := (node.get("default") or "").strip():
            flow = document.target(wanted)
            if flow is None or document.tag(flow) != "sequenceFlow":
                notes.add(node, "REFERENCE_MISSING", raw=False)
            else:
                defaults[document.id_of(node)] = document.id_of(flow)
    return defaults


def _join_links(document: Document, ways: Ways, notes: Notes) -> None:
    """A throwing link event leads to the catching one it names as target, else to that of the same name.

    Both stand in the same process or sub-process.
    """
    throwing: list[tuple[str, etree._Element]] = []
    catching: dict[tuple[str, str], str] = {}
    for node, container in document.flow_nodes:
        for link in document.children(node, "linkEventDefinition"):
            identifier, scope = document.id_of(node), document.id_of(container)
            if document.tag(node) == "intermediateThrowEvent":
                throwing.append((identifier, link))
            elif document.tag(node) == "intermediateCatchEvent":
                for key in (document.id_of(link), identifier, f"name {label(link) or label(node)}"):
                    catching.setdefault((scope, key), identifier)
    for identifier, link in throwing:
        scope, name = document.scopes[identifier], label(link) or label(document.nodes[identifier])
        named = document.resolve(document.reference(link, "target"))
        target = catching.get((scope, named or f"name {name}")) or catching.get((scope, f"name {name}"))
        if target is None:
            notes.add(document.nodes[identifier], "LINK_LEADS_NOWHERE", raw=False)
        elif all(way.to != target for way in ways.get(identifier, [])):
            ways.setdefault(identifier, []).append(Next(to=target))
