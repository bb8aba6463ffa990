"""The small signs of BPMN: event triggers, activity types, gateway kinds.

Each is written in a square from -1 to 1 with M, L, C, Z as in SVG and ``O x y r`` for a circle. A closed stroke is an
area, an open one a line. Signs are drawn either hollow (catching events, most activities) or filled (end events, send).
Reference: OMG, BPMN 2.0.2 (formal/2013-12-09), tables 10.3, 10.93 and section 13.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from bpr.export.scene.shapes import Circle, Command, Item, Path, Style
from bpr.layout.geometry import Point


def _gear(teeth: int = 8, outer: float = 1.0, inner: float = 0.74) -> str:
    points = []
    for tooth in range(teeth):
        for radius, offset in ((inner, -0.34), (outer, -0.2), (outer, 0.2), (inner, 0.34)):
            angle = 2 * math.pi * (tooth + offset) / teeth
            points.append(f"{radius * math.sin(angle):.3f} {-radius * math.cos(angle):.3f}")
    return "M " + " L ".join(points) + " Z"


_ENVELOPE = ("M -1 -0.7 L 1 -0.7 L 1 0.7 L -1 0.7 Z", "M -1 -0.7 L 0 0.15 L 1 -0.7")
_CROSS = (
    "M -0.95 -0.6 L -0.6 -0.95 L 0 -0.35 L 0.6 -0.95 L 0.95 -0.6 L 0.35 0"
    " L 0.95 0.6 L 0.6 0.95 L 0 0.35 L -0.6 0.95 L -0.95 0.6 L -0.35 0 Z"
)
_PLUS = (
    "M -0.25 -1 L 0.25 -1 L 0.25 -0.25 L 1 -0.25 L 1 0.25 L 0.25 0.25"
    " L 0.25 1 L -0.25 1 L -0.25 0.25 L -1 0.25 L -1 -0.25 L -0.25 -0.25 Z"
)
_PENTAGON = "M 0 -1 L 0.951 -0.309 L 0.588 0.809 L -0.588 0.809 L -0.951 -0.309 Z"

TRIGGERS: dict[str, tuple[str, ...]] = {
    "message": _ENVELOPE,
    "timer": (
        "O 0 0 1",
        "M 0 -0.62 L 0 0 L 0.48 0.2",
        "M 0 -1 L 0 -0.86",
        "M 1 0 L 0.86 0",
        "M 0 1 L 0 0.86",
        "M -1 0 L -0.86 0",
    ),
    "signal": ("M 0 -0.95 L 0.98 0.75 L -0.98 0.75 Z",),
    "error": ("M -1 0.95 L -0.42 -0.75 L 0.28 0.2 L 1 -0.95 L 0.42 0.75 L -0.28 -0.2 Z",),
    "escalation": ("M 0 -1 L 0.8 0.95 L 0 0.15 L -0.8 0.95 Z",),
    "compensation": ("M -0.08 0 L -0.08 -0.75 L -1 0 L -0.08 0.75 Z", "M 0.92 -0.75 L 0 0 L 0.92 0.75 Z"),
    "conditional": (
        "M -0.75 -0.95 L 0.75 -0.95 L 0.75 0.95 L -0.75 0.95 Z",
        "M -0.45 -0.5 L 0.45 -0.5",
        "M -0.45 0 L 0.45 0",
        "M -0.45 0.5 L 0.45 0.5",
    ),
    "link": ("M -1 -0.4 L 0.2 -0.4 L 0.2 -0.9 L 1 0 L 0.2 0.9 L 0.2 0.4 L -1 0.4 Z",),
    "terminate": ("O 0 0 1.05",),
    "cancel": (_CROSS,),
    "multiple": (_PENTAGON,),
    "parallel-multiple": (_PLUS,),
}
_ALWAYS_FILLED = frozenset({"terminate", "send"})

ACTIVITY_TYPES: dict[str, tuple[str, ...]] = {
    "user": (
        "M -0.95 1 C -0.95 0.3 -0.6 0.05 0 0.05 C 0.6 0.05 0.95 0.3 0.95 1 Z",
        "O 0 -0.48 0.5",
    ),
    "service": (_gear(), "O 0 0 0.34"),
    "manual": (
        "M -1 -0.05 L -0.3 -0.8 L 0.1 -0.8 L -0.1 -0.45 L 1 -0.45 L 1 -0.12 L 0.95 -0.12 L 0.95 0.22 L 0.85 0.22"
        " L 0.85 0.52 L 0.7 0.52 L 0.7 0.8 L -0.7 0.8 L -1 0.5 Z",
        "M 0.25 -0.12 L 0.95 -0.12",
        "M 0.25 0.22 L 0.9 0.22",
        "M 0.25 0.52 L 0.8 0.52",
    ),
    "script": (
        "M -0.45 -0.95 L 0.95 -0.95 C 0.35 -0.4 0.35 -0.2 0.65 0.15 C 0.95 0.5 0.9 0.7 0.45 0.95 L -0.95 0.95"
        " C -0.4 0.6 -0.45 0.4 -0.75 0.05 C -1.0 -0.3 -0.95 -0.6 -0.45 -0.95 Z",
        "M -0.35 -0.45 L 0.3 -0.45",
        "M -0.4 0 L 0.3 0",
        "M -0.2 0.45 L 0.45 0.45",
    ),
    "send": _ENVELOPE,
    "receive": _ENVELOPE,
    "rule": (
        "M -1 -0.8 L 1 -0.8 L 1 0.8 L -1 0.8 Z",
        "M -1 -0.3 L 1 -0.3",
        "M -0.4 -0.3 L -0.4 0.8",
        "M -1 0.25 L 1 0.25",
    ),
}

GATEWAYS: dict[str, tuple[str, ...]] = {
    "xor": ("M -0.7 -0.7 L 0.7 0.7", "M 0.7 -0.7 L -0.7 0.7"),
    "and": ("M -0.95 0 L 0.95 0", "M 0 -0.95 L 0 0.95"),
    "or": ("O 0 0 0.85",),
    "complex": ("M -0.95 0 L 0.95 0", "M 0 -0.95 L 0 0.95", "M -0.66 -0.66 L 0.66 0.66", "M 0.66 -0.66 L -0.66 0.66"),
    "event_gateway": (_PENTAGON,),
}

BADGES: dict[str, tuple[str, ...]] = {
    "document": ("M -0.75 -1 L 0.25 -1 L 0.75 -0.45 L 0.75 1 L -0.75 1 Z", "M 0.25 -1 L 0.25 -0.45 L 0.75 -0.45"),
    "system": (
        "M -0.85 -0.65 C -0.85 -1.1 0.85 -1.1 0.85 -0.65 L 0.85 0.7 C 0.85 1.15 -0.85 1.15 -0.85 0.7 Z",
        "M -0.85 -0.65 C -0.85 -0.2 0.85 -0.2 0.85 -0.65",
    ),
}

PLUS_SIGN: tuple[str, ...] = ("M -1 -1 L 1 -1 L 1 1 L -1 1 Z", "M -0.55 0 L 0.55 0", "M 0 -0.55 L 0 0.55")


def trigger(name: str, centre: Point, reach: float, *, ink: str, paper: str, filled: bool) -> tuple[Item, ...]:
    """The sign of an event trigger; an unknown one is drawn as the general one, a pentagon."""
    strokes = TRIGGERS.get(name, TRIGGERS["multiple"])
    return draw(strokes, centre, reach, ink=ink, paper=paper, filled=filled or name in _ALWAYS_FILLED)


def activity_type(name: str, centre: Point, reach: float, *, ink: str, paper: str) -> tuple[Item, ...]:
    """The sign of an activity type; nothing for a plain task."""
    strokes = ACTIVITY_TYPES.get(name, ())
    return draw(strokes, centre, reach, ink=ink, paper=paper, filled=name in _ALWAYS_FILLED, width=0.9)


def draw(
    strokes: tuple[str, ...],
    centre: Point,
    reach: float,
    *,
    ink: str,
    paper: str,
    filled: bool = False,
    width: float = 1.1,
) -> tuple[Item, ...]:
    """Draw strokes at a place; ``reach`` is half the side of the square in px."""
    area = Style(fill=ink if filled else paper, stroke=ink, width=width)
    line = Style(stroke=paper if filled else ink, width=width)
    items: list[Item] = []
    for stroke in strokes:
        if stroke.startswith("O"):
            x, y, radius = map(float, stroke.split()[1:])
            items.append(Circle(centre[0] + x * reach, centre[1] + y * reach, radius * reach, area))
        else:
            commands = tuple(_commands(stroke, centre, reach))
            items.append(Path(commands, area if commands[-1][0] == "Z" else line))
    return tuple(items)


def _commands(stroke: str, centre: Point, reach: float) -> Iterator[Command]:
    words = stroke.split()
    at = 0
    while at < len(words):
        match words[at]:
            case "Z":
                yield "Z", ()
                at += 1
            case "M" | "L" | "C" as letter:
                count = 6 if letter == "C" else 2
                numbers = [float(word) * reach for word in words[at + 1 : at + 1 + count]]
                yield letter, tuple(number + centre[i % 2] for i, number in enumerate(numbers))
                at += 1 + count
            case other:
                msg = f"unknown command {other!r} in the symbol {stroke!r}"
                raise ValueError(msg)
