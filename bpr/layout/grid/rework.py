"""Which links run back: rework, found by depth-first search unless the author says otherwise.

Definition: a sequence link is a back link when depth-first search, from the start events in the author's order, meets a
    box that is still open (an ancestor). Without its back links the diagram has no cycle.
Author's word: ``Link.rework`` True takes a link out of the flow and draws it as rework; False draws it as ordinary flow
    even where it closes a cycle.
Complexity: O(boxes + links).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpr.layout.plan.diagram import Diagram


@dataclass(frozen=True, slots=True)
class Rework:
    """Ids of links: ``back`` ones are left out when columns are chosen, ``drawn`` ones are painted as rework."""

    back: frozenset[str]
    drawn: frozenset[str]


def hosts_by_box(diagram: Diagram) -> dict[str, str]:
    """The box that holds each box's place: its activity for an attached boundary event, else the box itself."""
    free = {box.id for box in diagram.boxes if box.kind != "boundary"}
    return {
        box.id: box.attached_to if box.kind == "boundary" and box.attached_to in free else box.id
        for box in diagram.boxes
    }


def find_rework(diagram: Diagram) -> Rework:
    """Tell the links that run back from those that carry the flow forward.

    Example:
        >>> from bpr.layout.plan.diagram import Box, Diagram, Lane, Link
        >>> boxes = tuple(Box(i, "activity", "l") for i in "ab")
        >>> links = (Link("1", "a", "b"), Link("2", "b", "a"))
        >>> sorted(find_rework(Diagram("", (Lane("l", ""),), boxes, links)).back)
        ['2']
    """
    host_of = hosts_by_box(diagram)
    followers: dict[str, list[tuple[str, str]]] = {box.id: [] for box in diagram.boxes}
    entered: set[str] = set()
    back: set[str] = set()
    for link in diagram.links:
        source, target = host_of.get(link.source), host_of.get(link.target)
        if source is None or target is None or link.kind != "sequence":
            continue
        if (link.rework and not link.forward) or source == target:
            back.add(link.id)
            continue
        followers[source].append((link.id, target))
        entered.add(target)
    boxes = [box for box in diagram.boxes if host_of[box.id] == box.id]
    starts = [box.id for box in boxes if box.kind == "start"]
    sources = [box.id for box in boxes if box.id not in entered]
    back.update(_closing_links(starts + sources + [box.id for box in boxes], followers))
    drawn = {link.id for link in diagram.links if (link.rework if link.rework is not None else link.id in back)}
    return Rework(back=frozenset(back), drawn=frozenset(drawn))


def _closing_links(roots: list[str], followers: dict[str, list[tuple[str, str]]]) -> set[str]:
    """Links that lead to a box still open in a depth-first search from ``roots`` in order."""
    is_open: dict[str, bool] = {}
    closing: set[str] = set()
    for root in roots:
        if root in is_open:
            continue
        is_open[root] = True
        stack: list[tuple[str, Iterator[tuple[str, str]]]] = [(root, iter(followers[root]))]
        while stack:
            box, rest = stack[-1]
            for link, target in rest:
                if target not in is_open:
                    is_open[target] = True
                    stack.append((target, iter(followers[target])))
                    break
                if is_open[target]:
                    closing.add(link)
            else:
                is_open[box] = False
                stack.pop()
    return closing
