"""Which lanes a process needs, in which order, and in which lane each node stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpr.layout.plan.diagram import Lane, LaneGroup
from bpr.model.nodes import Activity, Event, NodeBase
from bpr.model.process import Process
from bpr.text import Text

LaneKind = Literal["role", "department"]

UNASSIGNED = Text(en="(unassigned)", zh="（未指定）")
UNASSIGNED_ID = "unassigned:"


@dataclass(frozen=True, slots=True)
class LanePlan:
    """Lanes and groups in drawing order; ``lane_of`` for top-level nodes, ``parties`` for message partners."""

    lanes: tuple[Lane, ...]
    groups: tuple[LaneGroup, ...]
    lane_of: dict[str, str]
    parties: tuple[str, ...]
    lane_of_party: dict[str, str]

    @staticmethod
    def party_box(organisation: str) -> str:
        """The id of the box that stands for a whole organisation."""
        return f"organisation:{organisation}"


@dataclass(frozen=True, slots=True)
class _Seat:
    """A lane to be, with the department and organisation over it."""

    id: str
    name: str
    department: str | None
    organisation: str | None


def plan_lanes(process: Process, *, lang: str, lanes: LaneKind) -> LanePlan:
    """Choose the lanes of ``process``.

    Args:
        process: the process.
        lang: language of the names.
        lanes: whether roles or departments are the lanes.
    """
    seats: dict[str, _Seat] = {}
    lane_of: dict[str, str] = {}
    for node in process.steps:
        seat = _seat(process, node, lang, lanes)
        if seat is not None:
            seats.setdefault(seat.id, seat)
            lane_of[node.id] = seat.id
    _place_the_rest(process, lane_of)
    parties = _parties(process)
    lane_of_party: dict[str, str] = {}
    for party in parties:
        home = next((seat.id for seat in seats.values() if seat.organisation == party), None)
        if home is None:
            home = LanePlan.party_box(party)
            seats[home] = _Seat(home, process.organisations[party].name.pick(lang), None, party)
        lane_of_party[party] = home
    if any(lane not in seats for lane in lane_of.values()):
        seats[UNASSIGNED_ID] = _Seat(UNASSIGNED_ID, UNASSIGNED.pick(lang), None, None)
    ordered = _parties_outside(process, _in_order(process, list(seats.values())))
    return LanePlan(
        lanes=tuple(Lane(seat.id, seat.name, seat.organisation if process.messages else None) for seat in ordered),
        groups=_groups(process, ordered, lang, lanes),
        lane_of=lane_of,
        parties=parties,
        lane_of_party=lane_of_party,
    )


def _seat(process: Process, node: NodeBase, lang: str, lanes: LaneKind) -> _Seat | None:
    """The lane that the node's own role or department asks for; None when it has neither."""
    role = process.roles.get(node.role) if node.role else None
    department = process.department_of(node)
    if lanes == "role" and node.role is not None:
        department = role.department if role else None
        name = role.name.pick(lang) if role else node.role
        return _Seat(node.role, name, department, _organisation(process, department))
    if department is not None:
        entry = process.departments.get(department)
        name = entry.name.pick(lang) if entry else department
        lane = department if lanes == "department" else f"department:{department}"
        return _Seat(lane, name, department, _organisation(process, department))
    if node.role is not None:
        return _Seat(f"role:{node.role}", role.name.pick(lang) if role else node.role, None, None)
    return None


def asked_lane(process: Process, node: NodeBase, lang: str, lanes: LaneKind) -> str | None:
    """The id of the lane that the node's own role or department asks for; None when it has neither."""
    seat = _seat(process, node, lang, lanes)
    return seat.id if seat is not None else None


def _organisation(process: Process, department: str | None) -> str | None:
    entry = process.departments.get(department) if department else None
    return entry.organisation if entry else None


def _place_the_rest(process: Process, lane_of: dict[str, str]) -> None:
    """Give events and gateways without a lane that of a neighbour: their host, the follower of a start, else before.

    Work without a performer is nobody's: it stands in the lane of what is unassigned.
    """
    if lane_of:
        lane_of.update(
            {node.id: UNASSIGNED_ID for node in process.steps if isinstance(node, Activity) and node.id not in lane_of}
        )
    before: dict[str, list[str]] = {node.id: [] for node in process.steps}
    after: dict[str, list[str]] = {node.id: [] for node in process.steps}
    for node in process.steps:
        for way in node.next:
            if way.to in before:
                before[way.to].append(node.id)
                after[node.id].append(way.to)
    missing = [node for node in process.steps if node.id not in lane_of]
    while missing:
        found: dict[str, str] = {}
        for node in missing:
            near = [n for n in _neighbours(node, before[node.id], after[node.id]) if n in lane_of]
            if near:
                found[node.id] = lane_of[near[0]]
        if not found:
            break
        lane_of.update(found)
        missing = [node for node in missing if node.id not in found]
    for node in missing:
        lane_of[node.id] = UNASSIGNED_ID


def _neighbours(node: NodeBase, before: list[str], after: list[str]) -> list[str]:
    """Neighbours in the order in which they lend their lane."""
    if isinstance(node, Event) and node.on is not None:
        return [node.on]
    if isinstance(node, Event) and node.position == "start":
        return after + before
    if isinstance(node, Event) and node.position == "end":
        return before[::-1] + after
    return before + after


def _parties(process: Process) -> tuple[str, ...]:
    """Organisations that are themselves an end of a message, in order of appearance."""
    ends = [end for message in process.messages for end in (message.source, message.target)]
    return tuple(dict.fromkeys(end for end in ends if end not in process.nodes and end in process.organisations))


def _in_order(process: Process, seats: list[_Seat]) -> list[_Seat]:
    """Lanes in the author's order of roles, with departments and organisations kept together."""
    roles = {role: i for i, role in enumerate(process.roles)}
    departments = {department: i for i, department in enumerate(process.departments)}
    places = {
        seat.id: (
            roles.get(seat.id.removeprefix("role:"), len(roles)),
            departments.get(seat.department or "", len(departments)),
            i,
        )
        for i, seat in enumerate(seats)
    }
    first_of_department: dict[str, tuple[int, int, int]] = {}
    first_of_organisation: dict[str, tuple[int, int, int]] = {}
    for seat in sorted(seats, key=lambda s: places[s.id]):
        first_of_department.setdefault(seat.department or f"lane {seat.id}", places[seat.id])
        first_of_organisation.setdefault(seat.organisation or f"lane {seat.department or seat.id}", places[seat.id])
    return sorted(
        seats,
        key=lambda s: (
            s.id == UNASSIGNED_ID,
            first_of_organisation[s.organisation or f"lane {s.department or s.id}"],
            first_of_department[s.department or f"lane {s.id}"],
            places[s.id],
        ),
    )


def _parties_outside(process: Process, seats: list[_Seat]) -> list[_Seat]:
    """Parties without steps go above and below all lanes, so that no other link has to pass through them.

    Those that the author lists before the organisations at work go above; of several on one side, every second one
    goes to the other.
    """
    parties = [seat for seat in seats if seat.id == LanePlan.party_box(seat.organisation or "")]
    inside = [seat for seat in seats if seat not in parties]
    order = {organisation: i for i, organisation in enumerate(process.organisations)}
    at_work = [order[seat.organisation] for seat in inside if seat.organisation in order]
    above = [seat for seat in parties if at_work and order.get(seat.organisation or "", 0) < min(at_work)]
    if len(parties) > 1 and len(above) in (0, len(parties)):
        above = parties[::2] if above else parties[1::2]
    return [*above, *inside, *(seat for seat in parties if seat not in above)]


def _groups(process: Process, seats: list[_Seat], lang: str, lanes: LaneKind) -> tuple[LaneGroup, ...]:
    """Heads of departments and organisations; those that would only repeat the name of their one lane are left out."""
    groups: list[LaneGroup] = []
    if lanes == "role":
        names = {key: entry.name.pick(lang) for key, entry in process.departments.items()}
        groups += _level(seats, [seat.department for seat in seats], names, 1)
    organisations = [seat.organisation for seat in seats]
    if len({organisation for organisation in organisations if organisation}) > 1:
        names = {key: entry.name.pick(lang) for key, entry in process.organisations.items()}
        groups += _level(seats, organisations, names, 2)
    return tuple(groups)


def _level(seats: list[_Seat], owners: list[str | None], names: dict[str, str], level: int) -> list[LaneGroup]:
    members: dict[str, list[_Seat]] = {}
    for seat, owner in zip(seats, owners, strict=True):
        if owner is not None:
            members.setdefault(owner, []).append(seat)
    prefix = "department" if level == 1 else "organisation"
    return [
        LaneGroup(f"{prefix}:{owner}", names.get(owner, owner), level, tuple(seat.id for seat in group))
        for owner, group in members.items()
        if len(group) > 1 or group[0].name != names.get(owner, owner)
    ]
