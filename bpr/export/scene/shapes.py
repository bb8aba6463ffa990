"""A picture as a list of plain shapes, before any file format: what SVG and PDF writers both draw.

Only what every format can do is here: rectangles, circles, paths of lines and cubic curves, lines of text, groups.
Lengths are px; colours ``#rrggbb``; later items lie over earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bpr.layout.geometry import Point, Rect

Command = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]
Anchor = Literal["start", "middle"]

ARC = 0.5523  # how far the handles of a cubic curve reach for a quarter circle
_BEND = 6.0


@dataclass(frozen=True, slots=True)
class Style:
    """Filling and outline; None: not drawn. Outlines have round ends and joins."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, with rounded corners if ``radius`` is given."""

    rect: Rect
    style: Style
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A full circle."""

    x: float
    y: float
    radius: float
    style: Style


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and cubic curves."""

    commands: tuple[Command, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; (x, y) is the middle of its height and, by ``anchor``, the start or middle of its width.

    ``turn`` is in degrees, clockwise about (x, y); ``halo`` is the colour of a seam that keeps lines off the text.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor = "middle"
    bold: bool = False
    turn: float = 0.0
    halo: str | None = None
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong to one element of the process.

    ``role`` says what it is (``lane``, ``box``, ``route`` ...), ``id`` which one; ``data`` are more facts for scripts,
    ``title`` is what a screen reader or a hovering mouse tells; ``href`` is where a click leads (a relative path).
    """

    role: str
    id: str
    title: str
    items: tuple[Item, ...]
    data: tuple[tuple[str, str], ...] = ()
    href: str = ""


Item = Rectangle | Circle | Path | Words | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """One whole picture."""

    title: str
    width: float
    height: float
    background: str
    items: tuple[Item, ...]


def text_items(items: Sequence[Item]) -> Iterator[Words]:
    """All lines of text, those of groups too."""
    for item in items:
        if isinstance(item, Words):
            yield item
        elif isinstance(item, Group):
            yield from text_items(item.items)


def polygon(points: Sequence[Point]) -> tuple[Command, ...]:
    """A closed chain of lines."""
    return (*polyline(points), ("Z", ()))


def polyline(points: Sequence[Point]) -> tuple[Command, ...]:
    """An open chain of lines."""
    return (("M", points[0]), *(("L", point) for point in points[1:]))


def rounded(points: Sequence[Point], radius: float = _BEND) -> tuple[Command, ...]:
    """A chain of lines with rounded bends (two bends share the line between them)."""
    commands: list[Command] = [("M", points[0])]
    for at, (before, corner, after) in enumerate(zip(points, points[1:], points[2:], strict=False)):
        back = _distance(before, corner) / (1 if at == 0 else 2)
        ahead = _distance(corner, after) / (1 if at == len(points) - 3 else 2)
        room = min(radius, back, ahead)
        if room < 0.5:
            commands.append(("L", corner))
            continue
        start, end = towards(corner, before, room), towards(corner, after, room)
        handles = (*towards(start, corner, room * ARC), *towards(end, corner, room * ARC))
        commands += [("L", start), ("C", (*handles, *end))]
    commands.append(("L", points[-1]))
    return tuple(commands)


def towards(origin: Point, target: Point, length: float) -> Point:
    """The point ``length`` px from the origin in the direction of the target (the origin if they coincide)."""
    distance = _distance(origin, target)
    if distance == 0:
        return origin
    share = length / distance
    return (origin[0] + (target[0] - origin[0]) * share, origin[1] + (target[1] - origin[1]) * share)


def _distance(a: Point, b: Point) -> float:
    return float(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)
