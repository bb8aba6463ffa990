"""As-is and to-be on one ground: the union of two diagrams, laid out once, so that what stays keeps its place.

Boxes are one when they are matched, stand in one lane and have one shape; a step that moved to another lane has a place
on each side. Links are one when their ends are; of several between the same two boxes those with equal labels first.
A text that differs is measured at its larger form; in the picture of one side the text of that side stands in its room.
Order: that of the as-is; what is new stands behind its forerunner in the to-be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bpr.layout.grid.rework import find_rework, hosts_by_box
from bpr.layout.plan.diagram import EVENT_KINDS, GATEWAY_KINDS, Box, Diagram, Lane, LaneGroup, Link
from bpr.layout.sizes import Caption, box_size, link_caption

SideName = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Union:
    """Two diagrams in one.

    Attributes:
        diagram: everything of both, ready for the layout; links that run back say so.
        before: the diagram of the as-is.
        after: the diagram of the to-be.
        box_before: the as-is box of each box of the union that has one; boxes of both are in ``box_after``, too.
        box_after: the to-be box.
        moved: boxes of the union that are the same step at its to-be place; it has another place in the as-is.
        link_before: the as-is link of each link of the union that has one.
        link_after: the to-be link.
    """

    diagram: Diagram
    before: Diagram
    after: Diagram
    box_before: Mapping[str, str]
    box_after: Mapping[str, str]
    link_before: Mapping[str, str]
    link_after: Mapping[str, str]
    moved: frozenset[str] = frozenset()


def unite(
    before: Diagram, after: Diagram, *, same_box: Mapping[str, str], same_lane: Mapping[str, str], title: str
) -> Union:
    """The union of two diagrams.

    Args:
        before: the as-is.
        after: the to-be.
        same_box: the as-is box of each to-be box that is the same.
        same_lane: the as-is lane (or group of lanes) of each to-be lane (or group) that is the same.
        title: the title over the whole.
    """
    lanes, groups, lane_of = _united_lanes(before, after, same_lane)
    partner = _partners(before, after, same_box, lane_of)
    taken = {box.id for box in before.boxes}
    name_after = {box.id: partner.get(box.id) or _fresh(box.id, taken) for box in after.boxes}
    boxes = _united_boxes(before, after, partner, name_after, lane_of)
    links, link_before, link_after = _united_links(before, after, name_after)
    return Union(
        Diagram(title, lanes, boxes, links, groups),
        before,
        after,
        {box.id: box.id for box in before.boxes},
        {name: own for own, name in name_after.items()},
        link_before,
        link_after,
        frozenset(name_after[box.id] for box in after.boxes if box.id in same_box and box.id not in partner),
    )


def _fresh(name: str, taken: set[str]) -> str:
    """A name that nothing has yet; it is taken then."""
    while name in taken:
        name += "+"
    taken.add(name)
    return name


def merged(first: Sequence[str], second: Iterable[str]) -> list[str]:
    """The first list with what only the second has, each behind its forerunner there.

    Example:
        >>> merged(["a", "b", "d"], ["a", "x", "b", "y", "c"])
        ['a', 'x', 'b', 'y', 'c', 'd']
    """
    order, known = list(first), set(first)
    at = 0
    for entry in second:
        if entry in known:
            at = order.index(entry) + 1
        else:
            order.insert(at, entry)
            known.add(entry)
            at += 1
    return order


def _united_lanes(
    before: Diagram, after: Diagram, same_lane: Mapping[str, str]
) -> tuple[tuple[Lane, ...], tuple[LaneGroup, ...], dict[str, str]]:
    """Lanes and groups of both, neighbours of one group together, and the new name of each to-be lane."""
    over_before, over_after = _owners(before), _owners(after)
    taken = {lane.id for lane in before.lanes}
    lane_of: dict[str, str] = {}
    owners = {lane.id: over_before.get(lane.id, {}) for lane in before.lanes}
    for lane in after.lanes:
        mine = {level: same_lane.get(group, group) for level, group in over_after.get(lane.id, {}).items()}
        other = same_lane.get(lane.id)
        theirs = over_before.get(other, {}) if other in taken else None
        if other is None or theirs is None or any(theirs.get(level, group) != group for level, group in mine.items()):
            other = _fresh(lane.id, taken)
            owners[other] = mine
        else:
            owners[other] = {**mine, **theirs}
        lane_of[lane.id] = other
    names = {lane_of[lane.id]: lane.name for lane in after.lanes} | {lane.id: lane.name for lane in before.lanes}
    order = merged([lane.id for lane in before.lanes], [lane_of[lane.id] for lane in after.lanes])
    levels = sorted({group.level for group in (*before.groups, *after.groups)}, reverse=True)
    for level in reversed(levels):
        order = _together(order, {lane: owners[lane][level] for lane in order if level in owners[lane]})
    titles = {same_lane.get(group.id, group.id): group for group in after.groups} | {g.id: g for g in before.groups}
    groups = [
        LaneGroup(key, group.name, group.level, members)
        for key, group in titles.items()
        for members in [tuple(lane for lane in order if owners[lane].get(group.level) == key)]
        if members
    ]
    return tuple(Lane(lane, names[lane]) for lane in order), tuple(groups), lane_of


def _owners(diagram: Diagram) -> dict[str, dict[int, str]]:
    """The group of each lane at each level."""
    owners: dict[str, dict[int, str]] = {}
    for group in diagram.groups:
        for lane in group.lanes:
            owners.setdefault(lane, {})[group.level] = group.id
    return owners


def _together(order: list[str], owner: Mapping[str, str]) -> list[str]:
    """The order with the lanes of one owner side by side, at the place of the first."""
    first: dict[str, int] = {}
    for at, lane in enumerate(order):
        first.setdefault(owner.get(lane, f"lane {lane}"), at)
    return sorted(order, key=lambda lane: first[owner.get(lane, f"lane {lane}")])


def _partners(
    before: Diagram, after: Diagram, same_box: Mapping[str, str], lane_of: Mapping[str, str]
) -> dict[str, str]:
    """The as-is box of each to-be box that can share its place: same lane, same shape, same host."""
    old = {box.id: box for box in before.boxes}
    hosts_before, hosts_after = hosts_by_box(before), hosts_by_box(after)
    found = {
        box.id: other.id
        for box in after.boxes
        if (other := old.get(same_box.get(box.id, ""))) is not None
        and other.lane == lane_of[box.lane]
        and _shape(other) == _shape(box)
    }
    return {
        box: other
        for box, other in found.items()
        if (hosts_after[box] == box) == (hosts_before[other] == other)
        and (hosts_after[box] == box or found.get(hosts_after[box]) == hosts_before[other])
    }


def _shape(box: Box) -> str:
    """Boxes of one shape need the same room."""
    if box.kind in GATEWAY_KINDS:
        return "gateway"
    return "event" if box.kind in EVENT_KINDS - {"boundary"} else box.kind


def _united_boxes(
    before: Diagram,
    after: Diagram,
    partner: Mapping[str, str],
    name_after: Mapping[str, str],
    lane_of: Mapping[str, str],
) -> tuple[Box, ...]:
    """The boxes of both; one that both have is as large as the larger."""
    boxes = {box.id: box for box in before.boxes}
    for box in after.boxes:
        host = name_after.get(box.attached_to) if box.attached_to is not None else None
        new = replace(box, id=name_after[box.id], lane=lane_of[box.lane], attached_to=host or box.attached_to)
        old = boxes.get(new.id) if box.id in partner else None
        if old is not None:
            new = replace(new, label=_larger(old, new), marker=new.marker or old.marker)
        boxes[new.id] = new
    order = merged([box.id for box in before.boxes], [name_after[box.id] for box in after.boxes])
    return tuple(boxes[box] for box in order)


def _larger(old: Box, new: Box) -> str:
    """The label that needs more room."""
    captions = box_size(new, ()).caption, box_size(old, ()).caption
    return new.label if _room(captions[0]) >= _room(captions[1]) else old.label


def _room(text: Caption | None) -> tuple[float, float]:
    return (0.0, 0.0) if text is None else (text.height, text.width)


def _united_links(
    before: Diagram, after: Diagram, name_after: Mapping[str, str]
) -> tuple[tuple[Link, ...], dict[str, str], dict[str, str]]:
    """The links of both, and the link of each side behind each."""
    drawn_before, drawn_after = find_rework(before).drawn, find_rework(after).drawn
    links = {link.id: replace(link, rework=link.id in drawn_before) for link in before.links}
    link_before = {link.id: link.id for link in before.links}
    taken = set(links)
    same = _same_links(before, after, name_after)
    link_after: dict[str, str] = {}
    for link in after.links:
        name = same.get(link.id) or _fresh(link.id, taken)
        new = replace(
            link,
            id=name,
            source=name_after[link.source],
            target=name_after[link.target],
            rework=link.id in drawn_after,
        )
        if link.id in same:
            old = links[name].label
            is_larger = _room(link_caption(new.label)) >= _room(link_caption(old))
            new = new if is_larger else replace(new, label=old)
        links[name] = new
        link_after[name] = link.id
    order = merged(list(link_before), list(link_after))
    return tuple(links[link] for link in order), link_before, link_after


def _same_links(before: Diagram, after: Diagram, name_after: Mapping[str, str]) -> dict[str, str]:
    """The as-is link of each to-be link that joins the same two boxes."""
    free: dict[tuple[str, str, str], list[Link]] = {}
    for link in before.links:
        free.setdefault((link.source, link.target, link.kind), []).append(link)
    same: dict[str, str] = {}
    for by_label in (True, False):
        for link in after.links:
            rest = free.get((name_after[link.source], name_after[link.target], link.kind), [])
            match = next((old for old in rest if not by_label or old.label == link.label), None)
            if match is not None and link.id not in same:
                same[link.id] = match.id
                rest.remove(match)
    return same
