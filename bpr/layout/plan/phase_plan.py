"""Which phases a picture shows, and in which phase each box stands.

Definition: phases stand in the order in which the author first names them. A box without a phase takes that of a
    neighbour: a boundary event of its activity, a start of its follower, everything else of what is before it.
    A model is fit for phases when at least 60 percent of its top-level activities name one, there are two or more, and
    no flow but rework leads from a later phase to an earlier one.
"""

from __future__ import annotations

from dataclasses import replace

from bpr.layout.grid.rework import find_rework
from bpr.layout.plan.diagram import Box, Diagram, Phase
from bpr.model.nodes import Activity
from bpr.model.process import Process

_NAMED_SHARE = 0.6


def with_phases(diagram: Diagram, process: Process, lang: str) -> Diagram:
    """The diagram with the phases of ``process``; unchanged where no node of it names a phase."""
    own = {node.id: node.phase.pick(lang).strip() for node in process.steps if node.phase is not None}
    names = list(dict.fromkeys(name for name in own.values() if name))
    if not names:
        return diagram
    id_of = {name: f"phase:{i}" for i, name in enumerate(names, 1)}
    phase_of = {box.id: id_of[own[box.id]] for box in diagram.boxes if own.get(box.id)}
    _place_the_rest(diagram, phase_of)
    boxes = tuple(replace(box, phase=phase_of.get(box.id, id_of[names[0]])) for box in diagram.boxes)
    return replace(diagram, boxes=boxes, phases=tuple(Phase(id_of[name], name) for name in names))


def is_fit_for_phases(process: Process, diagram: Diagram) -> bool:
    """Whether most activities of the process name a phase and the flow of ``diagram`` keeps their order."""
    work = [node for node in process.steps if isinstance(node, Activity)]
    named = sum(node.phase is not None for node in work)
    if len(diagram.phases) < 2 or named < _NAMED_SHARE * len(work):
        return False
    number = {phase.id: i for i, phase in enumerate(diagram.phases)}
    place = {box.id: number[box.phase or ""] for box in diagram.boxes}
    back = find_rework(diagram).back
    return not any(
        place[link.source] > place[link.target]
        for link in diagram.links
        if link.kind == "sequence" and link.id not in back
    )


def _place_the_rest(diagram: Diagram, phase_of: dict[str, str]) -> None:
    """Give boxes without a phase that of a neighbour, as far as they hang together with one that has it."""
    before: dict[str, list[str]] = {box.id: [] for box in diagram.boxes}
    after: dict[str, list[str]] = {box.id: [] for box in diagram.boxes}
    for link in diagram.links:
        before[link.target].append(link.source)
        after[link.source].append(link.target)
    missing = [box for box in diagram.boxes if box.id not in phase_of]
    while missing:
        found: dict[str, str] = {}
        for box in missing:
            near = [other for other in _neighbours(box, before[box.id], after[box.id]) if other in phase_of]
            if near:
                found[box.id] = phase_of[near[0]]
        if not found:
            return
        phase_of.update(found)
        missing = [box for box in missing if box.id not in found]


def _neighbours(box: Box, before: list[str], after: list[str]) -> list[str]:
    if box.attached_to is not None:
        return [box.attached_to]
    return after + before if box.kind == "start" else before + after
