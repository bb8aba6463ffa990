"""Cells of an mxGraph model: vertices placed inside their parents, edges, labels on edges, and their styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from bpr.export.escape import tag
from bpr.export.scene.svg import number
from bpr.layout.geometry import Point, Rect

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class Home:
    """A cell that others stand in: its id and its place on the page."""

    id: str
    rect: Rect
    inside: tuple[str, ...] = ()

    @property
    def way(self) -> tuple[str, ...]:
        """The ids from the page down to this cell."""
        return (*self.inside, self.id)


PAGE = Home("1", Rect(0.0, 0.0, 0.0, 0.0))


def style_text(style: Style) -> str:
    """A style as draw.io writes it; a key without a value names a base style.

    Example:
        >>> style_text({"ellipse": "", "shape": "ellipse"})
        'ellipse;shape=ellipse;'
    """
    return "".join(f"{key}={value};" if value else f"{key};" for key, value in style.items())


def picture_style(svg: str) -> Style:
    """An image cell that holds its SVG; no semicolon may stand in a style."""
    data = "data:image/svg+xml," + quote(svg, safe="")
    return {"shape": "image", "image": data, "imageAspect": "0", "editable": "0", "pointerEvents": "0"}


class Cells:
    """The cells of one page in drawing order, and where each stands."""

    def __init__(self) -> None:
        self.homes: dict[str, Home] = {PAGE.id: PAGE}
        self._markup = [tag("mxCell", {"id": "0"}), tag("mxCell", {"id": PAGE.id, "parent": "0"})]

    def vertex(self, key: str, parent: Home, rect: Rect, style: Style, value: str = "") -> Home:
        """A shape at its place on the page; in the file its place is relative to the parent."""
        place = {
            "as": "geometry",
            "height": number(rect.height),
            "width": number(rect.width),
            "x": number(rect.x - parent.rect.x),
            "y": number(rect.y - parent.rect.y),
        }
        facts = {"id": key, "parent": parent.id, "style": style_text(style), "value": value, "vertex": "1"}
        self._markup.append(tag("mxCell", facts, tag("mxGeometry", place)))
        home = Home(key, rect, parent.way)
        self.homes[key] = home
        return home

    def edge(self, key: str, source: Home | None, target: Home | None, points: Sequence[Point], style: Style) -> Home:
        """An arrow along its points; its ends are fastened where they meet source and target."""
        parent = self._around(source, target, points)
        facts = {"edge": "1", "id": key, "parent": parent.id, "value": ""}
        facts |= {"source": source.id} if source else {}
        facts |= {"target": target.id} if target else {}
        full = dict(style)
        if source is not None:
            full |= _fastened("exit", source.rect, points[0])
        if target is not None:
            full |= _fastened("entry", target.rect, points[-1])
        facts["style"] = style_text(full)
        inner = "".join(_point(point, parent) for point in points[1:-1])
        ends = _point(points[0], parent, "sourcePoint") + _point(points[-1], parent, "targetPoint")
        bends = tag("Array", {"as": "points"}, inner) if inner else ""
        self._markup.append(tag("mxCell", facts, tag("mxGeometry", {"as": "geometry", "relative": "1"}, ends + bends)))
        return Home(key, parent.rect, parent.way)

    def edge_label(self, key: str, edge: Home, points: Sequence[Point], rect: Rect, style: Style, value: str) -> None:
        """A text that hangs on the middle of an arrow's way."""
        middle, centre = halfway(points), rect.centre
        offset = {"as": "offset", "x": number(centre[0] - middle[0]), "y": number(centre[1] - middle[1])}
        place = tag("mxGeometry", {"as": "geometry", "relative": "1", "x": "0"}, tag("mxPoint", offset))
        facts = {"connectable": "0", "id": key, "parent": edge.id, "style": style_text(style), "value": value}
        self._markup.append(tag("mxCell", {**facts, "vertex": "1"}, place))

    def xml(self) -> str:
        """The cells as the content of ``root``."""
        return "\n".join(self._markup)

    def _around(self, source: Home | None, target: Home | None, points: Sequence[Point]) -> Home:
        """The smallest cell that holds both ends and the whole way: a way outside would be hidden by the next lane."""
        if source is None or target is None:
            return PAGE
        around = PAGE
        for a, b in zip(source.inside, target.inside, strict=False):
            rect = self.homes[a].rect
            is_inside = a == PAGE.id or all(map(rect.holds, points))
            if a != b or not is_inside:
                break
            around = self.homes[a]
        return around


def halfway(points: Sequence[Point]) -> Point:
    """The point half way along a chain of level and upright lines.

    Example:
        >>> halfway([(0.0, 0.0), (10.0, 0.0), (10.0, 4.0)])
        (7.0, 0.0)
    """
    lengths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points)]
    left = sum(lengths) / 2
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length > 0:
            share = left / length
            return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        left -= length
    return points[-1]


def _fastened(end: str, rect: Rect, point: Point) -> Style:
    """Where an arrow meets a shape, as a share of the shape's sides."""
    across = (point[0] - rect.x) / rect.width if rect.width else 0.5
    down = (point[1] - rect.y) / rect.height if rect.height else 0.5
    return {f"{end}X": f"{across:.5g}", f"{end}Y": f"{down:.5g}", f"{end}Perimeter": "0"}


def _point(point: Point, parent: Home, role: str | None = None) -> str:
    place = {"x": number(point[0] - parent.rect.x), "y": number(point[1] - parent.rect.y)}
    return tag("mxPoint", {**place, "as": role} if role else place)
