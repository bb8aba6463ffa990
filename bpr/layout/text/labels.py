"""Places for link labels: beside their own link, near its source, off everything else.

Each label has candidate places along its route; a place costs by its distance from the source and by what it would hit.
Labels are set one by one (those with the least choice first), then each is looked at again with the others in place.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bpr.layout.geometry import Point, Rect
from bpr.layout.sizes import Caption

_CLEAR = 3.0
_LINE_CLEAR = 1.0
_HIT = 10.0
_SWEEPS = 3
_CELL = 120.0


@dataclass(frozen=True, slots=True)
class LabelTask:
    """One label to place: its text, its route, and how much of the route's start and end it shares with others."""

    link: int
    caption: Caption
    points: tuple[Point, ...]
    shared_start: float = 0.0
    shared_end: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    rect: Rect
    cost: float


class Obstacles:
    """Rectangles that labels must not touch, in a raster for quick look-up."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Rect]] = {}
        self.frame: Rect | None = None

    def add(self, rect: Rect) -> None:
        """Add one rectangle."""
        for cell in _cells(rect):
            self.cells.setdefault(cell, []).append(rect)

    def add_line(self, points: tuple[Point, ...]) -> None:
        """Add the parts of a route, a little thicker than drawn."""
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            self.add(
                Rect(
                    min(x1, x2) - _LINE_CLEAR,
                    min(y1, y2) - _LINE_CLEAR,
                    abs(x1 - x2) + 2 * _LINE_CLEAR,
                    abs(y1 - y2) + 2 * _LINE_CLEAR,
                )
            )

    def add_frame(self, left: float, top: float, right: float, bottom: float) -> None:
        """Labels must stay inside this frame."""
        self.frame = Rect(left, top, right - left, bottom - top)

    def hits(self, rect: Rect) -> int:
        """How many rectangles ``rect`` overlaps."""
        found = {id(o) for cell in _cells(rect) for o in self.cells.get(cell, ()) if o.overlaps(rect)}
        return len(found)

    def inside(self, rect: Rect) -> Rect:
        """``rect``, moved into the frame if it leaves it."""
        frame = self.frame
        if frame is None:
            return rect
        x = max(frame.x, min(rect.x, frame.right - rect.width))
        y = max(frame.y, min(rect.y, frame.bottom - rect.height))
        return _raster(x, y, rect.width, rect.height)


def _cells(rect: Rect) -> list[tuple[int, int]]:
    columns = range(int(rect.x // _CELL), int(rect.right // _CELL) + 1)
    rows = range(int(rect.y // _CELL), int(rect.bottom // _CELL) + 1)
    return [(column, row) for column in columns for row in rows]


def place_labels(
    tasks: list[LabelTask], obstacles: Obstacles, borders: list[float], upright_borders: list[float] | None = None
) -> tuple[dict[int, Rect], list[int]]:
    """Place all labels.

    Args:
        tasks: the labels.
        obstacles: boxes, their labels and all routes.
        borders: heights at which lanes meet; labels keep off them where they can.
        upright_borders: the same for the x at which phases meet.

    Returns:
        The rectangle of each link's label, and the links whose label still hits something.
    """
    choices = [_rated(task, obstacles, borders, upright_borders or []) for task in tasks]
    order = sorted(range(len(tasks)), key=lambda i: (sum(p.cost < _HIT for p in choices[i]), i))
    chosen: dict[int, _Place] = {}
    for sweep in range(_SWEEPS):
        changed = False
        for i in order:
            others = [place.rect for j, place in chosen.items() if j != i]
            near = [rect for rect in others if any(rect.overlaps(place.rect) for place in choices[i])]
            best = min(choices[i], key=lambda place: place.cost + _HIT * sum(map(place.rect.overlaps, near)))
            if chosen.get(i) != best:
                chosen[i] = best
                changed = True
        if sweep and not changed:
            break
    failed = [
        tasks[i].link
        for i in range(len(tasks))
        if chosen[i].cost >= _HIT or any(j != i and chosen[i].rect.overlaps(p.rect) for j, p in chosen.items())
    ]
    return {tasks[i].link: chosen[i].rect for i in range(len(tasks))}, failed


def _rated(task: LabelTask, obstacles: Obstacles, borders: list[float], upright: list[float]) -> list[_Place]:
    """The candidate places with their full cost but for other link labels."""
    rated: list[_Place] = []
    for place in _candidates(task):
        rect = obstacles.inside(place.rect)
        cost = place.cost + _HIT * obstacles.hits(rect)
        cost += 0.8 * sum(rect.y < border < rect.bottom for border in borders)
        cost += 0.8 * sum(rect.x < border < rect.right for border in upright)
        rated.append(_Place(rect, cost))
    return rated


def _candidates(task: LabelTask) -> list[_Place]:
    width, height = task.caption.width, task.caption.height
    places: list[_Place] = []
    walked = 0.0
    total = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(task.points, task.points[1:], strict=False))
    for index, (a, b) in enumerate(zip(task.points, task.points[1:], strict=False)):
        length = abs(a[0] - b[0]) + abs(a[1] - b[1])
        flat = abs(a[1] - b[1]) < 0.05
        extent = width if flat else height
        first = _CLEAR + max(0.0, min(length, task.shared_start - walked))
        last = length - _CLEAR - 5 - max(0.0, min(length, walked + length - (total - task.shared_end))) - extent
        spots = (
            [first, (first + last) / 2, (length - extent) / 2, last] if last > first else [first, (length - extent) / 2]
        )
        short = 0.0 if last >= first else 1.5
        for k, spot in enumerate(spots):
            cost = index * 0.5 + k * 0.15 + short + (walked + max(0.0, spot)) * 0.002
            if walked + max(spot, 0.0) + 1 < task.shared_start:
                cost += 2.0
            places += _both_sides(a, b, flat, spot, width, height, cost)
        walked += length
    return places


def _both_sides(a: Point, b: Point, flat: bool, spot: float, width: float, height: float, cost: float) -> list[_Place]:
    """A label at ``spot`` px along the part from a to b: above and below it, or right and left of it."""
    if flat:
        x = a[0] + spot if b[0] >= a[0] else a[0] - spot - width
        tops = (a[1] - height - _CLEAR + 1, a[1] + _CLEAR - 1)
        return [_Place(_raster(x, y, width, height), cost + 0.1 * i) for i, y in enumerate(tops)]
    y = a[1] + spot if b[1] >= a[1] else a[1] - spot - height
    lefts = (a[0] + _CLEAR + 1, a[0] - width - _CLEAR - 1)
    return [_Place(_raster(x, y, width, height), cost + 0.2 + 0.1 * i) for i, x in enumerate(lefts)]


def _raster(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(round(x, 1), round(y, 1), round(width, 1), round(height, 1))
