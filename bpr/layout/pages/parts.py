"""Cutting one geometry along x: each part with the heads again, and the cut routes ending at circles in a strip.

A route that only passes through a part (no end, no label there) is not drawn in it: its circles link the parts before
and after directly.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bpr.layout.geometry import Geometry, OffPage, PlacedBox, Point, Rect, Route, TextBlock, straightened
from bpr.layout.pages.cuts import GROUNDS, nearest_point
from bpr.layout.pages.gutter import (
    CIRCLE,
    Berth,
    GutterStyle,
    Zone,
    berths,
    circle_place,
    gutter_width,
    track_place,
)
from bpr.layout.text.measure import block_size

_TOUCH = 1.0
_HAIR = 0.1  # by which the piece of a frame or pool stays inside its lane


@dataclass(slots=True)
class _Piece:
    """A route inside one part; ``first`` and ``last`` number the cuts at its ends (None: no cut there)."""

    route: Route
    part: int
    points: list[Point]
    label: TextBlock | None = None
    first: int | None = None
    last: int | None = None
    comes_from_left: bool = True
    goes_right: bool = True

    @property
    def is_passing(self) -> bool:
        return self.first is not None and self.last is not None and self.label is None


@dataclass(slots=True)
class _Gutter:
    """The strip at one side of a part: the pieces that end in it, each with its berth."""

    tracks: int
    width: float
    berth_of: dict[int, Berth]


def cut_apart(
    geometry: Geometry,
    cuts: Sequence[float],
    *,
    begin: float,
    end: float,
    zones: Sequence[Zone],
    style: GutterStyle,
    first_number: int,
    is_flipped: bool = False,
) -> tuple[Geometry, ...]:
    """Cut a geometry into one more part than there are cuts.

    Args:
        geometry: what is cut; nothing but routes and bands lies across a cut.
        cuts: places on x, ascending.
        begin: where the heads end; what stands before it stands in every part.
        end: where the content ends.
        zones: stretches of y that circles should not leave (lanes).
        style: how circles stand.
        first_number: the number of the first off-page pair.
        is_flipped: whether x and y are exchanged (names of heads are then measured the other way round).

    Returns:
        The parts from left to right; numbers pair up within them. The ids of pieces are those of the whole with a
        mark that is unique in the result.
    """
    pieces, ends = _numbered(geometry, cuts, first_number)
    marks = tuple(replace(mark, route=ends.get((mark.route, mark.leaves), mark.route)) for mark in geometry.off_page)
    geometry = replace(geometry, off_page=marks)
    edges = [begin, *cuts, end]
    return tuple(
        _Part(geometry, part, edges[part], edges[part + 1], begin, end, zones, style, is_flipped).build(
            [piece for piece in pieces if piece.part == part]
        )
        for part in range(len(cuts) + 1)
    )


def _numbered(
    geometry: Geometry, cuts: Sequence[float], number: int
) -> tuple[list[_Piece], dict[tuple[str, bool], str]]:
    """The pieces of all routes that are drawn, with the numbers of their cuts.

    Also the new name of each cut route at its beginning (False) and at its end (True).
    """
    kept: list[_Piece] = []
    ends: dict[tuple[str, bool], str] = {}
    for route in geometry.routes:
        pieces = _pieces(route, cuts)
        if len(pieces) == 1:
            kept += pieces
            continue
        pieces = _without_passing(pieces)
        for before, after in itertools.pairwise(pieces):
            before.last = after.first = number
            number += 1
        for i, piece in enumerate(pieces):
            mark = f"{route.id}~{i + 1}"
            piece.route = replace(route, id=mark, piece_of=route.whole_id)
        ends |= {(route.id, False): pieces[0].route.id, (route.id, True): pieces[-1].route.id}
        kept += pieces
    return kept, ends


def _pieces(route: Route, cuts: Sequence[float]) -> list[_Piece]:
    """A route cut at each place where it crosses a cut, the label with the piece beside it."""
    piece = _Piece(route, bisect_right(cuts, route.points[0][0]), [route.points[0]])
    pieces = [piece]
    for (x1, y1), (x2, y2) in itertools.pairwise(route.points):
        right = x2 > x1
        crossed = [cut for cut in cuts if min(x1, x2) < cut < max(x1, x2)]
        for cut in crossed if right else reversed(crossed):
            piece.points.append((cut, y1))
            piece.goes_right, piece.last = right, 0
            piece = _Piece(
                route, piece.part + (1 if right else -1), [(cut, y1)], first=0, comes_from_left=right, goes_right=right
            )
            pieces.append(piece)
        piece.points.append((x2, y2))
    label = route.label
    if label is not None:
        at = nearest_point(route.points, label)
        near = [piece for piece in pieces if piece.part == bisect_right(cuts, at[0])] or pieces
        ways = [_distance(nearest_point(piece.points, label), at) for piece in near]
        near[ways.index(min(ways))].label = label
    return pieces


def _distance(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _without_passing(pieces: list[_Piece]) -> list[_Piece]:
    """Leave out pieces that only pass through, but never link a part with itself."""
    kept: list[_Piece] = []
    skipped: list[_Piece] = []
    for piece in pieces:
        if piece.is_passing:
            skipped.append(piece)
            continue
        if skipped and kept[-1].part == piece.part:
            kept.append(skipped[0])
        kept.append(piece)
        skipped = []
    return kept


class _Part:
    """One part of a cut geometry: ``low`` to ``high`` on x, moved behind the heads."""

    def __init__(
        self,
        geometry: Geometry,
        number: int,
        low: float,
        high: float,
        begin: float,
        end: float,
        zones: Sequence[Zone],
        style: GutterStyle,
        is_flipped: bool,
    ) -> None:
        self.geometry, self.number = geometry, number
        self.low, self.high, self.begin, self.end = low, high, begin, end
        self.zones, self.style, self.is_flipped = zones, style, is_flipped

    def build(self, pieces: list[_Piece]) -> Geometry:
        geometry = self.geometry
        left, right = self._gutter(pieces, to_left=True), self._gutter(pieces, to_left=False)
        self.shift = self.begin + left.width - self.low
        self.right = round(self.high + self.shift + right.width, 1)
        routes: list[Route] = []
        marks: list[OffPage] = []
        for piece in pieces:
            points = [self._moved(point) for point in piece.points]
            if piece.first is not None:
                gutter = left if piece.comes_from_left else right
                lead, circle = self._lead(points[0], gutter, gutter.berth_of[piece.first], to_left=gutter is left)
                points = [*reversed(lead), *points[1:]]
                marks.append(OffPage(piece.first, piece.route.id, 0, False, circle))
            if piece.last is not None:
                gutter = right if piece.goes_right else left
                lead, circle = self._lead(points[-1], gutter, gutter.berth_of[piece.last], to_left=gutter is left)
                points = [*points[:-1], *lead]
                marks.append(OffPage(piece.last, piece.route.id, 0, True, circle))
            routes.append(replace(piece.route, points=straightened(points), label=self._text(piece.label)))
        return replace(
            geometry,
            width=round(self.right + geometry.width - self.end, 1),
            lanes=tuple(
                replace(lane, band=band, head=head, name=self._fitted(lane.name, lane.head, head))
                for lane in geometry.lanes
                for band, head in self._bands(lane.band, lane.head)
            ),
            groups=tuple(
                replace(group, head=head, name=self._fitted(group.name, group.head, head))
                for group in geometry.groups
                for head, _ in self._bands(group.head, group.head)
            ),
            phases=tuple(
                replace(phase, band=band, head=head, name=self._fitted(phase.name, phase.head, head))
                for phase in geometry.phases
                for band, head in self._bands(phase.band, phase.head)
            ),
            boxes=tuple(shown for box in geometry.boxes for shown in self._boxes(box)),
            routes=tuple(routes),
            off_page=(
                *(replace(m, rect=self._rect(m.rect)) for m in geometry.off_page if self._holds(m.rect)),
                *marks,
            ),
        )

    def _gutter(self, pieces: list[_Piece], *, to_left: bool) -> _Gutter:
        """The strip on one side, with a berth for the number of each cut that ends there."""
        places: dict[int, float] = {}
        for piece in pieces:
            if piece.first is not None and piece.comes_from_left == to_left:
                places[piece.first] = piece.points[0][1]
            if piece.last is not None and piece.goes_right != to_left:
                places[piece.last] = piece.points[-1][1]
        if not places:
            return _Gutter(0, 0.0, {})
        found = berths(list(places.values()), self.zones, self.style)
        tracks = max((berth.track + 1 for berth in found if berth.track is not None), default=0)
        return _Gutter(tracks, gutter_width(tracks, self.style), dict(zip(places, found, strict=True)))

    def _lead(self, border: Point, gutter: _Gutter, berth: Berth, *, to_left: bool) -> tuple[list[Point], Rect]:
        """The way from the border of the content to the circle, and the circle."""
        way = -1 if to_left else 1
        x, y = border
        near = x + way * circle_place(gutter.tracks)
        middle = near + way * CIRCLE / 2
        place = y if berth.track is None else berth.place
        circle = Rect(round(middle - berth.size / 2, 1), round(place - berth.size / 2, 1), berth.size, berth.size)
        tip = (round(middle - way * berth.size / 2, 1), place)
        if berth.track is None:
            return [border, tip], circle
        step = round(x + way * track_place(berth.track), 1)
        return [border, (step, y), (step, place), tip], circle

    def _holds(self, rect: Rect) -> bool:
        return self.low <= rect.centre[0] < self.high or (self.high >= self.end and rect.centre[0] >= self.high)

    def _bands(self, band: Rect, head: Rect) -> Iterator[tuple[Rect, Rect]]:
        """A band with its head as far as they lie in this part; nothing where they do not."""
        if band.x < self.begin - _TOUCH or (band.x < self.high - _TOUCH and band.right > self.low + _TOUCH):
            yield self._stretch(band), self._stretch(head)

    def _stretch(self, rect: Rect) -> Rect:
        """What begins among the heads stays and is as long as the part; other things are cut to the part."""
        if rect.right <= self.begin + _TOUCH and rect.x < self.begin - _TOUCH:
            return rect
        if rect.x < self.begin - _TOUCH:
            left = rect.x
        elif self.number and rect.x <= self.low + _TOUCH:
            left = self.begin
        else:
            left = rect.x + self.shift
        is_cut = self.high < self.end and rect.right >= self.high - _TOUCH
        right = self.right if is_cut else rect.right + self.shift
        return Rect(round(left, 1), rect.y, round(right - left, 1), rect.height)

    def _boxes(self, box: PlacedBox) -> Iterator[PlacedBox]:
        """A box if it stands in this part; of a box that holds others the piece in this part."""
        if box.kind not in GROUNDS:
            if self._holds(box.rect):
                yield self._box(box)
        elif box.rect.x < self.high - _TOUCH and box.rect.right > self.low + _TOUCH:
            rect = self._stretch(box.rect)
            rect = replace(rect, width=round(rect.width - _HAIR, 1))
            yield replace(box, rect=rect, label=self._ground_label(box, rect))

    def _ground_label(self, box: PlacedBox, rect: Rect) -> TextBlock | None:
        """The label of a piece: in its middle if it stood in the middle of the whole, else as far from its left."""
        text = box.label
        if text is None:
            return None
        scale = min(1.0, rect.width / max(text.rect.width, 1.0))
        width, height = text.rect.width * scale, text.rect.height * scale
        left = rect.centre[0] - width / 2
        if abs(text.rect.centre[0] - box.rect.centre[0]) >= _TOUCH:
            left = rect.x + min(text.rect.x - box.rect.x, rect.width - width)
        place = Rect(round(left, 1), text.rect.y, round(width, 1), round(height, 1))
        return replace(text, rect=place, size=text.size if scale == 1 else int(text.size * scale * 100) / 100)

    def _box(self, box: PlacedBox) -> PlacedBox:
        badges = tuple(
            replace(badge, rect=self._rect(badge.rect), text=replace(badge.text, rect=self._rect(badge.text.rect)))
            for badge in box.badges
        )
        return replace(box, rect=self._rect(box.rect), label=self._text(box.label), badges=badges)

    def _fitted(self, name: TextBlock, before: Rect, head: Rect) -> TextBlock:
        """The name in the middle of its head; smaller where the head has become too small for it."""
        if head == before:
            return name
        width, height = block_size(name.lines, name.size)
        if name.vertical != self.is_flipped:
            width, height = height, width
        scale = min(1.0, head.width / max(width, 1.0), head.height / max(height, 1.0))
        across, along = name.rect.width * scale, name.rect.height * scale
        x, y = head.centre
        rect = Rect(round(x - across / 2, 1), round(y - along / 2, 1), round(across, 1), round(along, 1))
        return replace(name, rect=rect, size=name.size if scale == 1 else int(name.size * scale * 100) / 100)

    def _moved(self, point: Point) -> Point:
        return (round(point[0] + self.shift, 1), point[1])

    def _rect(self, rect: Rect) -> Rect:
        return replace(rect, x=round(rect.x + self.shift, 1))

    def _text(self, block: TextBlock | None) -> TextBlock | None:
        return None if block is None else replace(block, rect=self._rect(block.rect))
