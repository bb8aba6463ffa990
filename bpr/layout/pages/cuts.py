"""Where a picture may be cut into pages, and which of these places are the best.

A place is free when no box, label, badge or off-page circle lies across it (a link label also holds the nearest point
of its link). Between two free ends every stretch without an upright line is one candidate. Chosen are, in this order:
pages that are not larger than the paper, few pages, few cut routes and headed parts, pages of even size.
Complexity: O(candidates squared), found by dynamic programming.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bpr.layout.geometry import Geometry, Point, Rect, TextBlock
from bpr.layout.pages.gutter import GutterStyle, Zone, gutter_width, most_tracks

_LEAST = 1.0  # px that a candidate keeps off everything
_EVEN = 3.0  # weight of even pages against one cut route
_HEADED = 2.0  # weight of a cut through a phase or department
_CLOSE = 0.3

GROUNDS = frozenset({"expanded", "pool"})
"""Kinds of boxes that hold others or fill a band: they may be cut, and each page shows its part of them."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a picture may be cut: what it costs, and how wide the strip for its circles gets at most."""

    at: float
    cost: float
    gutter: float


Span = tuple[float, float]


def candidates(geometry: Geometry, begin: float, end: float, zones: Sequence[Zone], style: GutterStyle) -> list[Cut]:
    """All places between ``begin`` and ``end`` (along x) where nothing but routes and bands is cut."""
    blocked = _blocked(geometry)
    upright = sorted({a[0] for route in geometry.routes for a, b in itertools.pairwise(route.points) if a[0] == b[0]})
    level = _level_parts(geometry)
    headed = [group.head for group in geometry.groups] + [phase.band for phase in geometry.phases]
    headed += [box.rect for box in geometry.boxes if box.kind in GROUNDS]
    found: list[Cut] = []
    for low, high in _gaps(blocked, begin, end):
        inside = [x for x in upright if low < x < high]
        for left, right in itertools.pairwise([low, *inside, high]):
            at = round((left + right) / 2, 1)
            if right - left >= 2 * _LEAST:
                found.append(_cut(at, level, headed, zones, style))
    return found


def lane_borders(geometry: Geometry, begin: float, end: float, zones: Sequence[Zone], style: GutterStyle) -> list[Cut]:
    """The borders between lanes (along x) that cut nothing but routes."""
    blocked = _blocked(geometry)
    level = _level_parts(geometry)
    headed = [group.head for group in geometry.groups]
    borders = sorted({lane.band.x for lane in geometry.lanes})
    return [
        _cut(at, level, headed, zones, style)
        for at in borders
        if begin < at < end and not any(low < at < high for low, high in blocked)
    ]


def choose(cuts: Sequence[Cut], begin: float, end: float, room: float) -> list[Cut]:
    """The best cuts so that each page has at most ``room`` px of content; as few wider pages as the candidates allow.

    Example:
        >>> [cut.at for cut in choose([Cut(30, 1, 0), Cut(50, 0, 0), Cut(80, 5, 0)], 0, 100, 60)]
        [50]
    """
    stops = [Cut(begin, 0.0, 0.0), *cuts, Cut(end, 0.0, 0.0)]
    count = _page_count(stops, room)
    ideal = max((end - begin) / count, 1.0)
    rows: list[list[_Way]] = [[_Way(0.0, 0.0, 0), *([_NO_WAY] * (len(stops) - 1))]]
    for _ in range(count):
        before = rows[-1]
        rows.append(
            [
                _NO_WAY,
                *(min(_step(before[i], i, stops, j, room, ideal) for i in range(j)) for j in range(1, len(stops))),
            ]
        )
    chosen: list[Cut] = []
    at = len(stops) - 1
    for row in rows[:1:-1]:
        at = row[at].last
        chosen.append(stops[at])
    return chosen[::-1]


class _Way(NamedTuple):
    """The best way to a stop: px by which its pages are too wide, its cost, and the stop before."""

    excess: float
    cost: float
    last: int


_NO_WAY = _Way(math.inf, math.inf, 0)


def _step(before: _Way, i: int, stops: Sequence[Cut], j: int, room: float, ideal: float) -> _Way:
    """One more page, from stop ``i`` to stop ``j``."""
    first, last = stops[i], stops[j]
    uneven = _EVEN * ((last.at - first.at) / ideal - 1) ** 2
    return _Way(round(before.excess + _excess(first, last, room), 1), before.cost + last.cost + uneven, i)


def _excess(first: Cut, last: Cut, room: float) -> float:
    return max(0.0, first.gutter + (last.at - first.at) + last.gutter - room)


def _page_count(stops: Sequence[Cut], room: float) -> int:
    """The fewest pages of those ways that have the least excess."""
    ways: list[tuple[float, int]] = [(0.0, 0)]
    for j in range(1, len(stops)):
        ways.append(min((round(ways[i][0] + _excess(stops[i], stops[j], room), 1), ways[i][1] + 1) for i in range(j)))
    return ways[-1][1]


def _cut(
    at: float, level: list[tuple[float, float, float]], headed: list[Rect], zones: Sequence[Zone], style: GutterStyle
) -> Cut:
    crossed = [y for left, right, y in level if left < at < right]
    split = sum(rect.x + 1 < at < rect.right - 1 for rect in headed)
    gutter = gutter_width(most_tracks(crossed, zones), style) if crossed else 0.0
    return Cut(at, len(crossed) + _HEADED * split, gutter)


def _level_parts(geometry: Geometry) -> list[tuple[float, float, float]]:
    """Left and right end and height of all level parts of routes."""
    return [
        (min(a[0], b[0]), max(a[0], b[0]), a[1])
        for route in geometry.routes
        for a, b in itertools.pairwise(route.points)
        if a[0] != b[0]
    ]


def _gaps(blocked: list[Span], begin: float, end: float) -> list[Span]:
    """The free stretches between merged spans, without the outer margins."""
    gaps: list[Span] = []
    reach: float | None = None
    for low, high in sorted(blocked):
        if reach is not None and low - reach >= 2 * _LEAST:
            gaps.append((reach, low))
        reach = high if reach is None else max(reach, high)
    return [(low, high) for low, high in gaps if low >= begin and high <= end]


def _blocked(geometry: Geometry) -> list[Span]:
    """What must stay in one piece, as spans of x."""
    rects: list[Rect] = [mark.rect for mark in geometry.off_page]
    for box in geometry.boxes:
        if box.kind in GROUNDS:
            continue
        rects.append(box.rect)
        rects += [box.label.rect] if box.label is not None else []
        rects += [rect for badge in box.badges for rect in (badge.rect, badge.text.rect)]
    spans = [(rect.x - _CLOSE, rect.right + _CLOSE) for rect in rects]
    for route in geometry.routes:
        if route.label is not None:
            x = nearest_point(route.points, route.label)[0]
            spans.append((min(route.label.rect.x, x) - _CLOSE, max(route.label.rect.right, x) + _CLOSE))
    return spans


def nearest_point(points: Sequence[Point], label: TextBlock) -> Point:
    """The point of a route that is nearest to the middle of its label."""
    x, y = label.rect.centre
    spots = (
        (min(max(x, min(a[0], b[0])), max(a[0], b[0])), min(max(y, min(a[1], b[1])), max(a[1], b[1])))
        for a, b in itertools.pairwise(points)
    )
    return min(spots, key=lambda p: (abs(p[0] - x) + abs(p[1] - y), p), default=points[0])
