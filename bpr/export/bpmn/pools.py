"""Which pools a BPMN file has, and which lanes stand in each: read off the drawing, so that both agree.

An organisation is a pool of its own as long as no sequence flow leaves it, because in BPMN only messages cross a pool.
Organisations that do share a flow share a pool, named by the title of the process, and become its outermost lanes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpr.layout.geometry import Geometry, LaneBand, Rect
from bpr.layout.plan.diagram import LaneGroup
from bpr.layout.plan.lane_plan import UNASSIGNED_ID, LanePlan, plan_lanes
from bpr.model import Process
from bpr.text import pick

LABEL_WIDTH = 30.0
"""BPMN programs write the name of a pool or lane into a strip of this width at its beginning."""
BLACK_BOX_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Seat:
    """What a lane of the drawing stands for in the model."""

    band: LaneBand
    role: str | None = None
    department: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """A participant. ``groups`` are the heads over its lanes, the outermost first.

    ``black_box``: nothing inside is known. ``bare``: its one lane would only repeat its name and is left out.
    """

    name: str
    organisation: str | None
    seats: tuple[Seat, ...]
    groups: tuple[LaneGroup, ...]
    rect: Rect
    black_box: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Pools:
    """The pools from top to bottom; ``of_lane`` finds the pool of a lane by its place in ``pools``.

    ``lanes_from`` is where the lanes begin (x, or y of upright lanes); ``names`` has the name of every lane.
    ``drawn`` is False when there is nothing but work nobody is named for: then there is no pool at all.
    """

    pools: tuple[Pool, ...]
    lanes_from: float
    of_lane: dict[str, int]
    names: dict[str, str]
    drawn: bool


def plan_pools(process: Process, geometry: Geometry, lang: str) -> Pools:
    """The pools of a drawing.

    Raises:
        ValueError: the geometry is not one of the whole process.
    """
    plan, seats = _seats(process, geometry, lang)
    home = {box.id: box.lane for box in geometry.boxes}
    place = {seat.band.id: i for i, seat in enumerate(seats)}
    missing = [node.id for node in process.steps if home.get(node.id) not in place]
    if missing:
        msg = f"the geometry does not show {missing[0]!r}; it must be one of the whole process"
        raise ValueError(msg)
    stretches = _stretches(process, seats, {node.id: place[home[node.id]] for node in process.steps})
    title = title_of(process, lang)
    filled = {home[node.id] for node in process.steps}
    pools = tuple(_pool(process, plan, seats[first : last + 1], title, lang, filled) for first, last in stretches)
    pools, lanes_from = _aligned(pools, geometry)
    of_lane = {seat.band.id: i for i, pool in enumerate(pools) for seat in pool.seats}
    nobody = all(seat.band.id == UNASSIGNED_ID for seat in seats) and not process.messages
    return Pools(pools, lanes_from, of_lane, {lane.id: lane.name for lane in plan.lanes}, drawn=not nobody)


def title_of(process: Process, lang: str) -> str:
    """The title in one line; the id where there is none."""
    title = pick(process.title, lang)
    return title if title.strip() else process.id


def _seats(process: Process, geometry: Geometry, lang: str) -> tuple[LanePlan, list[Seat]]:
    """The lanes of the drawing with their meaning, whether it was drawn by role or by department."""
    drawn = {lane.id for lane in geometry.lanes}
    for kind in ("role", "department"):
        plan = plan_lanes(process, lang=lang, lanes="role" if kind == "role" else "department")
        if {lane.id for lane in plan.lanes} == drawn:
            return plan, [_seat(process, band, by_role=kind == "role") for band in geometry.lanes]
    msg = "the lanes of the geometry are not those of the process"
    raise ValueError(msg)


def _seat(process: Process, band: LaneBand, *, by_role: bool) -> Seat:
    role = department = organisation = None
    kind, _, name = band.id.partition(":")
    if band.id in (process.roles if by_role else process.departments):
        role, department = (band.id, process.roles[band.id].department) if by_role else (None, band.id)
    elif kind == "organisation":
        organisation = name
    elif kind == "department":
        department = name
    elif kind == "role":
        role = name
    if department is not None:
        organisation = process.departments[department].organisation
    return Seat(band, role, department, organisation)


def _stretches(process: Process, seats: list[Seat], place: dict[str, int]) -> list[tuple[int, int]]:
    """First and last lane of each pool: lanes of one organisation, joined where a sequence flow leads across."""
    first_of: dict[str | None, int] = {}
    owner = [first_of.setdefault(seat.organisation, i) for i, seat in enumerate(seats)]
    joined = list(range(len(seats)))

    def top(i: int) -> int:
        while joined[i] != i:
            i = joined[i]
        return i

    for i, first in enumerate(owner):
        joined[top(i)] = top(first)
    for node in process.steps:
        for way in node.next:
            joined[top(place[node.id])] = top(place[way.to])
        host = getattr(node, "on", None)
        if host in place:
            joined[top(place[node.id])] = top(place[host])
    members: dict[int, list[int]] = {}
    for i in range(len(seats)):
        members.setdefault(top(i), []).append(i)
    stretches: list[tuple[int, int]] = []
    for found in sorted((min(lanes), max(lanes)) for lanes in members.values()):
        if stretches and found[0] <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], found[1]))
        else:
            stretches.append(found)
    return stretches


def _pool(
    process: Process,
    plan: LanePlan,
    seats: list[Seat],
    title: str,
    lang: str,
    filled: set[str],
) -> Pool:
    parties = list(dict.fromkeys(seat.organisation for seat in seats if seat.organisation is not None))
    only = parties[0] if len(parties) == 1 else None
    name = process.organisations[only].name.pick(lang) if only is not None else title
    lanes = {seat.band.id for seat in seats}
    groups = tuple(
        sorted((group for group in plan.groups if lanes.issuperset(group.lanes)), key=lambda group: -group.level)
    )
    inner = tuple(group for group in groups if only is None or group.id != f"organisation:{only}")
    same = [lane.id for lane in plan.lanes if lane.name == name]
    return Pool(
        name=name,
        organisation=only,
        seats=tuple(seats),
        groups=inner,
        rect=_union([seat.band.band for seat in seats]),
        black_box=not lanes & filled,
        bare=len(seats) == 1 and not inner and seats[0].band.id in (UNASSIGNED_ID, *same),
    )


def _union(rects: list[Rect]) -> Rect:
    x, y = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(x, y, max(rect.right for rect in rects) - x, max(rect.bottom for rect in rects) - y)


def _aligned(pools: tuple[Pool, ...], geometry: Geometry) -> tuple[tuple[Pool, ...], float]:
    """All pools begin at one line, with the strip for their names before the first lane; and where lanes begin."""
    upright = geometry.vertical
    heads = [
        group.head for group in geometry.groups if any(group.id == f"organisation:{p.organisation}" for p in pools)
    ]
    every = [lane.band for lane in geometry.lanes] + [group.head for group in geometry.groups]
    first = min(((rect.y if upright else rect.x) for rect in every), default=0.0)
    lanes = min(((head.bottom if upright else head.right) for head in heads), default=first)
    start = lanes - LABEL_WIDTH if any(not pool.bare for pool in pools) else first
    apart = {box.lane for box in geometry.boxes if box.kind == "pool"}
    return tuple(replace(pool, rect=_placed(pool, start, apart, vertical=upright)) for pool in pools), lanes


def _placed(pool: Pool, start: float, apart: set[str], *, vertical: bool) -> Rect:
    """The band of a pool from the common line on; a black box keeps off its neighbours, so that messages show.

    Those that the layout drew as a band (``apart``) stand off already.
    """
    rect = begun_at(pool.rect, start, vertical=vertical)
    if not pool.black_box or apart.intersection(seat.band.id for seat in pool.seats):
        return rect
    if vertical:
        return Rect(rect.x + BLACK_BOX_GAP, rect.y, rect.width - 2 * BLACK_BOX_GAP, rect.height)
    return Rect(rect.x, rect.y + BLACK_BOX_GAP, rect.width, rect.height - 2 * BLACK_BOX_GAP)


def begun_at(rect: Rect, start: float, *, vertical: bool) -> Rect:
    """A band that begins somewhere else and ends where it ended."""
    if vertical:
        return Rect(rect.x, start, rect.width, rect.bottom - start)
    return Rect(start, rect.y, rect.right - start, rect.height)
