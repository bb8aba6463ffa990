"""The nested blocks of a diagram: sequences, choices, parallel parts and repetitions, or None where it has others.

Definition: a diagram is made of blocks when it has one start, every choice and every parallel part closes where all its
    ways meet again (the immediate postdominator of the split, way back links left out), and every link that runs back
    leaves a two-way decision of the same sequence and enters an earlier box of it (do ... while). Every box then stands
    in exactly one block. Inclusive and event-based gateways, boundary events and messages have no such block.
Complexity: O(boxes * links).
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from bpr.layout.grid.rework import find_rework
from bpr.layout.plan.diagram import Box, Diagram, Link

_FREE_OF_BLOCKS = frozenset({"boundary", "or", "event_gateway", "expanded"})
_END = "\0end"


@dataclass(frozen=True, slots=True)
class Plain:
    """One box."""

    box: Box


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways, each with the text on its link."""

    box: Box
    ways: tuple[tuple[str, Sequence], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """All ways at once, between a parallel split and its join (None: a plain box splits or the ways only end)."""

    split: Box
    ways: tuple[tuple[str, Sequence], ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A body that is done again as long as the decision says so; with the texts of the way back and the way on."""

    body: Sequence
    decision: Box
    again: str
    onward: str


Block = Plain | Choice | Together | Repeated
Sequence = tuple[Block, ...]


class _NoBlocksError(Exception):
    """The diagram is not made of blocks."""


def find_blocks(diagram: Diagram) -> Sequence | None:
    """The blocks of a diagram, or None.

    Example:
        >>> from bpr.layout.plan.diagram import Box, Diagram, Lane, Link
        >>> boxes = (Box("s", "start", "l"), Box("a", "activity", "l", "A"), Box("e", "end", "l"))
        >>> found = find_blocks(Diagram("", (Lane("l", ""),), boxes, (Link("1", "s", "a"), Link("2", "a", "e"))))
        >>> [type(block).__name__ for block in found]
        ['Plain', 'Plain', 'Plain']
    """
    starts = [box for box in diagram.boxes if box.kind == "start"]
    if len(starts) != 1 or any(box.kind in _FREE_OF_BLOCKS for box in diagram.boxes):
        return None
    if any(link.kind == "message" for link in diagram.links):
        return None
    search = _Search(diagram)
    try:
        found = search.sequence(starts[0].id, None)
    except (_NoBlocksError, RecursionError):
        return None
    return found if len(search.seen) == len(diagram.boxes) else None


class _Search:
    """Walks the diagram forward once and refuses any box that it meets twice."""

    def __init__(self, diagram: Diagram) -> None:
        back = find_rework(diagram).back
        self.box = {box.id: box for box in diagram.boxes}
        self.onward: dict[str, list[Link]] = {box.id: [] for box in diagram.boxes}
        self.backward: dict[str, list[Link]] = {box.id: [] for box in diagram.boxes}
        self.returns: dict[str, list[Link]] = {box.id: [] for box in diagram.boxes}
        self.ins: dict[str, int] = dict.fromkeys(self.box, 0)
        for link in diagram.links:
            if link.id in back:
                self.backward[link.source].append(link)
                self.returns[link.target].append(link)
            else:
                self.onward[link.source].append(link)
                self.ins[link.target] += 1
        self.meets = self._meets()
        self.seen: set[str] = set()

    def _meets(self) -> dict[str, str]:
        """Where all ways out of a box meet again."""
        reverse: nx.DiGraph[str] = nx.DiGraph()
        reverse.add_nodes_from((*self.box, _END))
        for source, links in self.onward.items():
            for link in links:
                reverse.add_edge(link.target, source)
            if not links:
                reverse.add_edge(_END, source)
        return dict(nx.immediate_dominators(reverse, _END))

    def sequence(self, at: str, stop: str | None) -> Sequence:
        """The blocks from a box up to, not including, another (None: up to the end)."""
        done: list[Block] = []
        open_loops: list[tuple[str, int]] = []
        place: str | None = at
        while place is not None and place != stop:
            if place in self.seen:
                raise _NoBlocksError
            self.seen.add(place)
            open_loops += [(place, len(done))] * len(self.returns[place])
            place = self._close(place, done, open_loops) if self.backward[place] else self._next(place, done)
        if open_loops or (place is None and stop is not None and stop != _END):
            raise _NoBlocksError
        return tuple(done)

    def _close(self, place: str, done: list[Block], open_loops: list[tuple[str, int]]) -> str:
        """End the innermost repetition of this sequence at its decision; where it goes on."""
        back, onward = self.backward[place], self.onward[place]
        if len(back) != 1 or len(onward) != 1 or not open_loops or open_loops[-1][0] != back[0].target:
            raise _NoBlocksError
        _, first = open_loops.pop()
        decision = self.box[place]
        if decision.kind not in ("xor", "activity", "subprocess"):
            raise _NoBlocksError
        if decision.kind != "xor":
            done.append(Plain(decision))
        if not done[first:]:
            raise _NoBlocksError
        done[first:] = [Repeated(tuple(done[first:]), decision, back[0].label, onward[0].label)]
        return onward[0].target

    def _next(self, place: str, done: list[Block]) -> str | None:
        """Add the block that begins here; the box behind it, None after an end."""
        box, links = self.box[place], self.onward[place]
        if len(links) < 2:
            if links and links[0].label and box.kind != "start":
                raise _NoBlocksError  # a text on a lone link would be lost
            if self.ins[place] > 1 and box.kind == "and":
                raise _NoBlocksError  # a join that no split of this sequence opened
            done.append(Plain(box))
            return links[0].target if links else None
        meet = self.meets.get(place, _END)
        if box.kind == "and":
            return self._together(box, links, meet, done)
        if box.kind != "xor" and not all(link.label for link in links):
            raise _NoBlocksError
        if len({link.target for link in links}) < len(links):
            raise _NoBlocksError
        ways = tuple((link.label, self.sequence(link.target, meet)) for link in links)
        if box.kind != "xor":
            done.append(Plain(box))
        done.append(Choice(box, ways))
        if meet == _END:
            return None
        if self.ins[meet] != len(links) - sum(_ends(way) for _, way in ways) and self.box[meet].kind == "and":
            raise _NoBlocksError
        return meet

    def _together(self, split: Box, links: list[Link], meet: str, done: list[Block]) -> str:
        if meet == _END or self.box[meet].kind != "and" or self.ins[meet] != len(links):
            raise _NoBlocksError
        ways = tuple((link.label, self.sequence(link.target, meet)) for link in links)
        done.append(Together(split, ways))
        self.seen.add(meet)
        onward = self.onward[meet]
        if len(onward) != 1 or onward[0].label or self.backward[meet] or self.returns[meet]:
            raise _NoBlocksError
        return onward[0].target


def _ends(way: Sequence) -> bool:
    """Whether the way runs into an end event instead of meeting the others."""
    return bool(way) and isinstance(way[-1], Plain) and way[-1].box.kind == "end"
