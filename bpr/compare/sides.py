"""One process as matching sees it: kinds of nodes, their place and their neighbours."""

from __future__ import annotations

from bpr.compare.similarity import fold
from bpr.model.nodes import Activity, Event, NodeBase
from bpr.model.process import Process
from bpr.text import LANGUAGES


class Side:
    """One process with what matching asks of it."""

    def __init__(self, process: Process) -> None:
        self.nodes = process.nodes
        self.family = {node.id: family_of(node) for node in process.walk()}
        self.place = {node: number / max(1, len(self.nodes)) for number, node in enumerate(self.nodes)}
        self.before: dict[str, set[str]] = {node: set() for node in self.nodes}
        self.after: dict[str, set[str]] = {node: set() for node in self.nodes}
        inner = {node for node, family in self.family.items() if family not in ("start", "end")}
        for flow in process.flows:
            if flow.source in inner:
                self.before[flow.target].add(flow.source)
            if flow.target in inner:
                self.after[flow.source].add(flow.target)

    def folded(self, node: str) -> list[tuple[str, str]]:
        """The folded labels of a node by language."""
        label = self.nodes[node].label
        if label is None:
            return []
        return [(lang, fold(getattr(label, lang))) for lang in LANGUAGES if getattr(label, lang) is not None]


def family_of(node: NodeBase) -> str:
    """Nodes are matched inside their family: activities, each kind of gateway, events of one position."""
    if isinstance(node, Activity):
        return "activity"
    return node.position if isinstance(node, Event) else node.kind


def sort_of(node: NodeBase) -> str:
    """What a node can become without being another one: an activity stays one, so do gateways and events."""
    if isinstance(node, Activity):
        return "activity"
    return "event" if isinstance(node, Event) else "gateway"
