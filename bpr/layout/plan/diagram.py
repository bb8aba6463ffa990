"""What is to be drawn: lanes, boxes and links, in one language, before any place is known.

This is the only input of the layout engine. It knows nothing of processes, files or analyses, so the engine can be
tested with ten lines of data. All texts are final (the picture's language is chosen before).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BoxKind = Literal[
    "activity",
    "subprocess",
    "start",
    "end",
    "event",
    "boundary",
    "xor",
    "and",
    "or",
    "event_gateway",
    "expanded",
    "pool",
]
LinkKind = Literal["sequence", "message"]
BadgeKind = Literal["document", "system", "duty"]

GATEWAY_KINDS: frozenset[str] = frozenset({"xor", "and", "or", "event_gateway"})
SIDED_KINDS: frozenset[str] = frozenset({"activity", "subprocess", "expanded", "pool"})
"""Shapes that links meet all along their sides and whose label stands inside."""
EVENT_KINDS: frozenset[str] = frozenset({"start", "end", "event", "boundary"})


@dataclass(frozen=True, slots=True)
class Lane:
    """One straight band across the picture; its boxes never leave it. Between lanes of two pools there is a gap."""

    id: str
    name: str
    pool: str | None = None


@dataclass(frozen=True, slots=True)
class LaneGroup:
    """A head left of neighbouring lanes: a department over its roles (level 1), a pool over its departments (level 2).

    ``lanes`` are ids of lanes that stand next to each other in ``Diagram.lanes``.
    """

    id: str
    name: str
    level: int
    lanes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the flow: a column across all lanes in which the boxes of the phase stand, and no others."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class BadgeText:
    """A small note on an activity; ``sign`` is ``in``, ``out`` or ``in-out`` for a document, the letter for a duty."""

    kind: BadgeKind
    text: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One node: an activity, event or gateway.

    ``label`` stands inside activities and sub-processes and beside events and gateways.
    ``attached_to`` names the activity that carries a boundary event. ``marker`` is the symbol inside a small shape:
    an event's trigger (``timer``, ``message``, ...), an activity's type (``user``, ``service``, ...), or None.
    ``phase`` is one of the diagram's phases; every box has one if the diagram has any.
    ``badges`` are small notes on an activity or sub-process.
    A ``pool`` is a party that only exchanges messages; alone in its lane it fills it. ``port_of`` names the pool that a
    place stands for while the layout is worked out.
    An ``expanded`` sub-process shows its ``inner`` diagram, which has one lane; the marker ``triggered`` makes it
    an event sub-process.
    """

    id: str
    kind: BoxKind
    lane: str
    label: str = ""
    attached_to: str | None = None
    marker: str | None = None
    phase: str | None = None
    badges: tuple[BadgeText, ...] = ()
    port_of: str | None = None
    inner: Diagram | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow from box to box. ``rework`` True/False is the author's word; None lets the layout find it.

    ``forward``: it runs with the flow even when it is drawn as rework (the halves of a link cut at link events).
    """

    id: str
    source: str
    target: str
    label: str = ""
    kind: LinkKind = "sequence"
    rework: bool | None = None
    forward: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Everything that one picture shows. ``vertical``: lanes are columns and the flow runs downwards.

    The order of lanes, boxes, links and phases is the author's and is kept.
    """

    title: str
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    groups: tuple[LaneGroup, ...] = ()
    phases: tuple[Phase, ...] = ()
    vertical: bool = False
