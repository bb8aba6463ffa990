"""No false pictures: a picture that breaks a promise of the layout is refused instead of written.

A box outside its lane says that somebody else does the work; an arrow through a box says that it stops there. Both are
lies about the process, so no writer draws them (see `docs/decisions/009-lane-layout.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpr.errors import ExportError, Problem, Where
from bpr.layout.geometry import Geometry, PlacedBox, Route
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.text import Text

_REMEDY = Text(
    en="put part of the process into a sub-process, or draw with --lanes department; please also report the file, "
    "because the layout promises that this never happens",
    zh="把流程的一部分放入子流程，或改用 --lanes department 绘制；布局保证不会出现这种情况，请同时反馈该文件",
)


def check_picture(geometry: Geometry, metrics: LayoutMetrics | None = None) -> None:
    """Pass a picture that tells no lie.

    Args:
        geometry: what is to be drawn.
        metrics: its measures, if they are known already.

    Raises:
        ExportError: boxes outside their lane and arrows through boxes, each with its place.
    """
    metrics = measure(geometry) if metrics is None else metrics
    problems: list[Problem] = []
    if metrics.lane_violations:
        problems += _outside(geometry)
    if metrics.edge_through_box:
        problems += _through(geometry)
    if problems:
        raise ExportError(problems)


def _outside(geometry: Geometry) -> list[Problem]:
    """One problem for each box that is not inside its lane."""
    return [
        Problem(
            Text(
                en=f"the picture is not written: the box would stand outside its lane '{box.lane}'",
                zh=f"图片未写出：该节点会落在所属泳道“{box.lane}”之外",
            ),
            _REMEDY,
            Where(element=box.id),
            "LANE_VIOLATION",
        )
        for box in geometry.boxes
        if measure(replace(geometry, boxes=(replace(box, inside=None),), routes=())).lane_violations
    ]


def _through(geometry: Geometry) -> list[Problem]:
    """One problem for each arrow and box that it runs through."""
    return [
        Problem(
            Text(
                en=f"the picture is not written: the arrow would run through the box '{box.id}'",
                zh=f"图片未写出：该连线会穿过节点“{box.id}”",
            ),
            _REMEDY,
            Where(element=route.whole_id),
            "EDGE_THROUGH_BOX",
        )
        for route in geometry.routes
        if _hits(geometry, route, geometry.boxes)
        for box in _crossed(geometry, route)
    ]


def _crossed(geometry: Geometry, route: Route) -> list[PlacedBox]:
    """The boxes that an arrow runs through, beside those that it begins or ends at and the frames around them."""
    ends = [box for box in geometry.boxes if box.id in (route.source, route.target) or box.kind == "expanded"]
    alone = _hits(geometry, route, ends)
    others = [box for box in geometry.boxes if box not in ends]
    found = [box for box in others if _hits(geometry, route, (*ends, replace(box, inside=None))) > alone]
    return found or [box for box in ends if box.id == route.target] or ends


def _hits(geometry: Geometry, route: Route, boxes: Sequence[PlacedBox]) -> int:
    return measure(replace(geometry, routes=(route,), boxes=tuple(boxes))).edge_through_box
