"""A process as a swimlane diagram: roles (or departments) as lanes, nodes as boxes, flows and messages as links.

Lanes stand in the author's order, roles of one department next to each other under its head; organisations get a head
of their own when there are two or more. A node without a role is drawn in the lane of its nearest neighbour. A role
that performs nothing gets no lane. A party that only exchanges messages is an empty band, a pool of its own.
Sub-processes are one closed box, or a frame with their inside where all of it belongs to the lane.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bpr.layout.plan.badge_plan import with_badges
from bpr.layout.plan.diagram import Box, BoxKind, Diagram, Lane, Link
from bpr.layout.plan.lane_plan import LaneKind, LanePlan, asked_lane, plan_lanes
from bpr.layout.plan.phase_plan import is_fit_for_phases, with_phases
from bpr.model.base import is_made_up
from bpr.model.nodes import Activity, Decision, Event, Inclusive, NodeBase, Parallel, SubProcess
from bpr.model.process import Flow, Process
from bpr.text import pick

_EVENT_KINDS: dict[str, BoxKind] = {"start": "start", "end": "end", "boundary": "boundary", "intermediate": "event"}
_REWORK = {"rework": True, "planned": False, "normal": None}


def swimlane(
    process: Process,
    *,
    lang: str = "en",
    lanes: Literal["role", "department"] = "role",
    phases: bool | None = None,
    badges: Collection[str] = (),
    expand: Collection[str] = (),
    vertical: bool = False,
) -> Diagram:
    """Build the diagram of a process.

    Args:
        process: the process; nothing in it is changed or worked out.
        lang: language of all texts; where a text lacks it, the other language is taken.
        lanes: whether roles or departments are the lanes.
        phases: whether the phases that the model names are columns; None: when the model is fit for it.
        badges: what activities show beside their name: any of ``documents``, ``systems``, ``raci``.
        expand: ids of sub-processes whose inside is drawn; those that need other lanes stay closed all the same.
        vertical: whether lanes are columns and the flow runs downwards.

    Returns:
        What is to be drawn; `bpr.layout.engine.lay_out` gives it places.
    """
    plan = plan_lanes(process, lang=lang, lanes=lanes)
    scope = _Scope(process, lang, lanes, frozenset(expand))
    boxes = [scope.box(node, plan.lane_of[node.id]) for node in process.steps]
    boxes += [_party(process, party, plan, lang) for party in plan.parties]
    diagram = Diagram(
        title=process.headline(lang),
        lanes=plan.lanes,
        boxes=tuple(boxes),
        links=(*_flow_links(process.flows, process.steps, lang), *_message_links(process, plan, lang)),
        groups=plan.groups,
    )
    if badges:
        diagram = with_badges(diagram, process, badges, lang)
    if vertical:
        diagram = turned(diagram)
    if phases is False:
        return diagram
    phased = with_phases(diagram, process, lang)
    return phased if phases or is_fit_for_phases(process, phased) else diagram


def turned(diagram: Diagram) -> Diagram:
    """The diagram with lanes as columns, insides of sub-processes too."""
    boxes = tuple(replace(box, inner=turned(box.inner)) if box.inner else box for box in diagram.boxes)
    return replace(diagram, boxes=boxes, vertical=True)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What every level of the drawing shares."""

    process: Process
    lang: str
    lanes: LaneKind
    expand: frozenset[str]

    def box(self, node: NodeBase, lane: str) -> Box:
        """The box of a node; a sub-process with its inside where that was asked for and fits into the lane."""
        box = _box(node, lane, self.lang)
        if not isinstance(node, SubProcess) or node.id not in self.expand or not self._fits(node, lane):
            return box
        inner = Diagram(
            title="",
            lanes=(Lane(lane, ""),),
            boxes=tuple(self.box(child, lane) for child in node.steps),
            links=tuple(_flow_links(self.process.flows, node.steps, self.lang)),
        )
        return replace(box, kind="expanded", marker="triggered" if node.triggered else None, inner=inner)

    def _fits(self, node: SubProcess, lane: str) -> bool:
        """Whether all of the inside belongs to the lane."""
        asked = (asked_lane(self.process, child, self.lang, self.lanes) for child in node.steps)
        return bool(node.steps) and all(own in (None, lane) for own in asked)


def _box(node: NodeBase, lane: str, lang: str) -> Box:
    label = pick(node.label, lang)
    if isinstance(node, Event):
        marker = None if node.trigger == "none" else node.trigger
        return Box(node.id, _EVENT_KINDS[node.position], lane, label, attached_to=node.on, marker=marker)
    if isinstance(node, Activity):
        kind: BoxKind = "subprocess" if isinstance(node, SubProcess) else "activity"
        name = label or ("" if is_made_up(node.id) else node.id)
        return Box(node.id, kind, lane, name, marker=None if node.task == "task" else node.task)
    if isinstance(node, Decision):
        return Box(node.id, "event_gateway" if node.waits_for_event else "xor", lane, label)
    if isinstance(node, Inclusive):
        return Box(node.id, "or", lane, label, marker="complex" if node.complex else None)
    assert isinstance(node, Parallel)
    return Box(node.id, "and", lane, label)


def _party(process: Process, party: str, plan: LanePlan, lang: str) -> Box:
    """The box that stands for a whole organisation which sends or receives messages."""
    lane = plan.lane_of_party[party]
    kind: BoxKind = "pool" if lane == plan.party_box(party) else "activity"
    return Box(plan.party_box(party), kind, lane, process.organisations[party].name.pick(lang))


def _shown_ids(nodes: Iterable[NodeBase]) -> dict[str, str]:
    """For every node the one of ``nodes`` that shows it: itself, or the sub-process around it."""
    shown: dict[str, str] = {}
    for top in nodes:
        stack = [top]
        while stack:
            node = stack.pop()
            shown[node.id] = top.id
            stack += node.steps if isinstance(node, SubProcess) else ()
    return shown


def _flow_links(flows: Collection[Flow], nodes: Iterable[NodeBase], lang: str) -> list[Link]:
    """The flows between ``nodes``; those that run inside one of them are not drawn."""
    shown = _shown_ids(nodes)
    links: list[Link] = []
    ways = Counter(flow.source for flow in flows)
    for flow in flows:
        source, target = shown.get(flow.source), shown.get(flow.target)
        is_inside = source == target and (flow.source != flow.target or flow.source != source)
        if source is None or target is None or is_inside:
            continue
        label = _flow_label(flow, lang, is_only=ways[flow.source] == 1)
        links.append(Link(flow.id, source, target, label, rework=_REWORK[flow.kind]))
    return links


def _flow_label(flow: Flow, lang: str, *, is_only: bool) -> str:
    """The condition and, where the way is one of several, its share: ``yes 85%``."""
    words = [pick(flow.when, lang)]
    if flow.share is not None and not (is_only and flow.share == 1):
        words.append(f"{flow.share * 100:.3g}%")
    return " ".join(word for word in words if word)


def _message_links(process: Process, plan: LanePlan, lang: str) -> list[Link]:
    shown = _shown_ids(process.steps)
    return [
        Link(
            message.id,
            shown.get(message.source) or plan.party_box(message.source),
            shown.get(message.target) or plan.party_box(message.target),
            pick(message.name, lang),
            kind="message",
        )
        for message in process.messages
    ]


__all__ = ["LaneKind", "swimlane"]
