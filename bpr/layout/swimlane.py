"""A process as a swimlane diagram: roles (or departments) as lanes, nodes as boxes, flows and messages as links.

Lanes stand in the author's order, roles of one department next to each other under its head; organisations get a head
of their own when there are two or more. A node without a role is drawn in the lane of its nearest neighbour. A role
that performs nothing gets no lane. A party that only exchanges messages is an empty band, a pool of its own.
Sub-processes are one closed box.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from bpr.layout.badge_plan import with_badges
from bpr.layout.diagram import Box, BoxKind, Diagram, Link
from bpr.layout.lane_plan import LaneKind, LanePlan, plan_lanes
from bpr.layout.phase_plan import is_fit_for_phases, with_phases
from bpr.model.nodes import Activity, Decision, Event, Inclusive, NodeBase, Parallel, SubProcess
from bpr.model.process import Flow, Process
from bpr.text import Text

_EVENT_KINDS: dict[str, BoxKind] = {"start": "start", "end": "end", "boundary": "boundary", "intermediate": "event"}
_REWORK = {"rework": True, "planned": False, "normal": None}


def swimlane(
    process: Process,
    *,
    lang: str = "en",
    lanes: Literal["role", "department"] = "role",
    phases: bool | None = None,
    badges: Collection[str] = (),
) -> Diagram:
    """Build the diagram of a process.

    Args:
        process: the process; nothing in it is changed or worked out.
        lang: language of all texts; where a text lacks it, the other language is taken.
        lanes: whether roles or departments are the lanes.
        phases: whether the phases that the model names are columns; None: when the model is fit for it.
        badges: what activities show beside their name: any of ``documents``, ``systems``, ``raci``.

    Returns:
        What is to be drawn; `bpr.layout.engine.lay_out` gives it places.
    """
    plan = plan_lanes(process, lang=lang, lanes=lanes)
    boxes = [_box(node, plan.lane_of[node.id], lang) for node in process.steps]
    boxes += [_party(process, party, plan, lang) for party in plan.parties]
    diagram = Diagram(
        title=process.headline(lang),
        lanes=plan.lanes,
        boxes=tuple(boxes),
        links=(*_flow_links(process, lang), *_message_links(process, plan, lang)),
        groups=plan.groups,
    )
    if badges:
        diagram = with_badges(diagram, process, badges, lang)
    if phases is False:
        return diagram
    phased = with_phases(diagram, process, lang)
    return phased if phases or is_fit_for_phases(process, phased) else diagram


def _pick(text: Text | None, lang: str) -> str:
    return text.pick(lang) if text is not None else ""


def _box(node: NodeBase, lane: str, lang: str) -> Box:
    label = _pick(node.label, lang)
    if isinstance(node, Event):
        marker = None if node.trigger == "none" else node.trigger
        return Box(node.id, _EVENT_KINDS[node.position], lane, label, attached_to=node.on, marker=marker)
    if isinstance(node, Activity):
        kind: BoxKind = "subprocess" if isinstance(node, SubProcess) else "activity"
        return Box(node.id, kind, lane, label or node.id, marker=None if node.task == "task" else node.task)
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


def _shown_ids(process: Process) -> dict[str, str]:
    """For every node the top-level node that shows it: itself, or the sub-process around it."""
    shown: dict[str, str] = {}
    for node_id in process.nodes:
        top = node_id
        while top in process.parents:
            top = process.parents[top]
        shown[node_id] = top
    return shown


def _flow_links(process: Process, lang: str) -> list[Link]:
    shown = _shown_ids(process)
    links: list[Link] = []
    ways: dict[str, int] = {}
    for flow in process.flows:
        ways[flow.source] = ways.get(flow.source, 0) + 1
    for flow in process.flows:
        source, target = shown[flow.source], shown[flow.target]
        if source == target and flow.source != flow.target:
            continue
        label = _flow_label(flow, lang, is_only=ways[flow.source] == 1)
        links.append(Link(flow.id, source, target, label, rework=_REWORK[flow.kind]))
    return links


def _flow_label(flow: Flow, lang: str, *, is_only: bool) -> str:
    """The condition and, where the way is one of several, its share: ``yes 85%``."""
    words = [_pick(flow.when, lang)]
    if flow.share is not None and not (is_only and flow.share == 1):
        words.append(f"{flow.share * 100:.3g}%")
    return " ".join(word for word in words if word)


def _message_links(process: Process, plan: LanePlan, lang: str) -> list[Link]:
    shown = _shown_ids(process)
    return [
        Link(
            message.id,
            shown.get(message.source) or plan.party_box(message.source),
            shown.get(message.target) or plan.party_box(message.target),
            _pick(message.name, lang),
            kind="message",
        )
        for message in process.messages
    ]


__all__ = ["LaneKind", "swimlane"]
