"""Routes as connectors of PowerPoint: straight and elbow presets with the way points of the layout, glued at both ends.

An elbow of n lines is the preset ``bentConnector<n>`` (n = 2..5): it begins level and its inner lines stand at adjust
values, shares of the width or height of the connector, that may lie outside 0..1. A route that begins upright is the
same preset turned by a quarter and mirrored. Longer routes are free forms: exact, but not glued.
Reference: ECMA-376 part 1, section 20.1.10.55 and presetShapeDefinitions.xml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bpr.export.escape import tag
from bpr.export.pptx.frame import Frame, Place
from bpr.export.pptx.shapes import Numbers, freeform, line
from bpr.export.scene.shapes import polyline
from bpr.export.theme.theme import Ink
from bpr.layout.geometry import Point

MOST_LINES = 5
_THINNEST = 1270  # EMU: a connector without width has no room for adjust values; this is a tenth of a point
_FULL = 100_000


@dataclass(frozen=True, slots=True)
class Glue:
    """The connection site of a shape that an end of a connector is fastened to."""

    shape: int
    site: int


@dataclass(frozen=True, slots=True)
class Elbow:
    """A preset connector: its place before it is turned and mirrored, and where its inner lines stand."""

    preset: str
    place: Place
    adjust: tuple[int, ...] = ()
    turned: bool = False
    flip_h: bool = False
    flip_v: bool = False


def connector(
    numbers: Numbers,
    name: str,
    title: str,
    points: Sequence[Point],
    ink: Ink,
    frame: Frame,
    *,
    glue: tuple[Glue | None, Glue | None],
    free: bool = False,
    message: bool = False,
) -> str:
    """A route (`straightened`) on the slide.

    Args:
        numbers: the ids of the slide.
        name: of the shape.
        title: what a screen reader says.
        points: the way points in px.
        ink: the line.
        frame: where the picture lies.
        glue: the connection sites of its two ends.
        free: draw it as a free form, as every program does alike.
        message: begin with a circle and end with an open head.
    """
    ends = tag("a:headEnd", {"type": "oval" if message else "none"})
    ends += tag("a:tailEnd", {"type": "arrow" if message else "triangle", "w": "med", "len": "med"})
    look = line(ink, frame, ends)
    elbow = elbow_of([frame.point(point) for point in points])
    if free or elbow is None:
        return freeform(numbers, name, polyline(points), tag("a:noFill", {}) + look, frame, title)
    x, y, width, height = map(str, elbow.place)
    turns = {"rot": "5400000"} if elbow.turned else {}
    turns |= {"flipH": "1"} if elbow.flip_h else {}
    turns |= {"flipV": "1"} if elbow.flip_v else {}
    place = tag("a:xfrm", turns, tag("a:off", {"x": x, "y": y}) + tag("a:ext", {"cx": width, "cy": height}))
    guides = "".join(
        tag("a:gd", {"fmla": f"val {value}", "name": f"adj{number}"})
        for number, value in enumerate(elbow.adjust, start=1)
    )
    form = tag("a:prstGeom", {"prst": elbow.preset}, tag("a:avLst", {}, guides))
    fastened = "".join(
        tag(f"a:{end}Cxn", {"id": str(to.shape), "idx": str(to.site)})
        for end, to in zip(("st", "end"), glue, strict=True)
        if to is not None
    )
    about = tag("p:cNvPr", {"id": numbers.next(name), "name": name, "descr": title})
    head = tag("p:nvCxnSpPr", {}, about + tag("p:cNvCxnSpPr", {}, fastened) + tag("p:nvPr", {}))
    return tag("p:cxnSp", {}, head + tag("p:spPr", {}, place + form + look))


def elbow_of(points: Sequence[tuple[int, int]]) -> Elbow | None:
    """The preset with these bends (EMU); None if there is none: too many lines, or one neither level nor upright."""
    lines = len(points) - 1
    (x, y), (end_x, end_y) = points[0], points[-1]
    if lines == 1:
        place = (min(x, end_x), min(y, end_y), abs(end_x - x), abs(end_y - y))
        return Elbow("straightConnector1", place, flip_h=end_x < x, flip_v=end_y < y)
    level = [a[1] == b[1] for a, b in pairwise(points)]
    upright = [a[0] == b[0] for a, b in pairwise(points)]
    turned = not level[0]
    wanted = [(upright if (at % 2 == 0) == turned else level)[at] for at in range(lines)]
    if lines > MOST_LINES or not all(wanted):
        return None
    # Along the first line (u) and across it (v), from the start.
    us, vs = ([p[turned] - points[0][turned] for p in points], [p[not turned] - points[0][not turned] for p in points])
    width, height = max(abs(us[-1]), _THINNEST), max(abs(vs[-1]), _THINNEST)
    back_u, back_v = us[-1] < 0, vs[-1] < 0
    adjust = []
    for at in range(1, lines - 1):
        length, reverse, coordinate = (width, back_u, us[at]) if at % 2 else (height, back_v, vs[at])
        adjust.append(round((-coordinate if reverse else coordinate) * _FULL / length))
    middle = ((x + end_x) / 2, (y + end_y) / 2)
    place = (round(middle[0] - width / 2), round(middle[1] - height / 2), width, height)
    # A quarter turn clockwise takes "right" to "down" and "down" to "left".
    flip_v = not back_v if turned else back_v
    return Elbow(f"bentConnector{lines}", place, tuple(adjust), turned, back_u, flip_v)
