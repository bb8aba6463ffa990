"""Styles of draw.io for the elements of a picture, from the theme; and where shapes reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpr.export.drawio.cells import Style
from bpr.export.scene.shapes import Circle, Item, Path, Rectangle
from bpr.export.scene.svg import number
from bpr.export.theme.theme import Ink, Surface
from bpr.layout.geometry import PlacedBox, Rect
from bpr.layout.plan.diagram import EVENT_KINDS, GATEWAY_KINDS

_CORNER = 14  # draw.io counts the diameter

TEXT: Style = {
    "text": "",
    "shape": "label",
    "strokeColor": "none",
    "fillColor": "none",
    "spacing": "0",
    "resizable": "0",
    "connectable": "0",
}
"""A text without a frame."""

MIDDLE: Style = {"align": "center", "verticalAlign": "middle"}

STILL: Style = {"collapsible": "0", "foldable": "0", "recursiveResize": "0"}
"""A cell with children that neither folds nor pulls them when it is made larger."""

BADGES = {"document": ("note", "rectangle"), "system": ("", "cylinder"), "duty": ("", "ellipse")}
"""Base style and shape of each kind of badge."""


def shape_style(box: PlacedBox) -> Style:
    """The basic shape of a box."""
    if box.kind in EVENT_KINDS:
        return {"ellipse": "", "shape": "ellipse", "perimeter": "ellipsePerimeter", "aspect": "fixed"}
    if box.kind in GATEWAY_KINDS:
        return {"rhombus": "", "shape": "rhombus", "perimeter": "rhombusPerimeter", "aspect": "fixed"}
    plain: Style = {"rounded": "1", "shape": "rectangle", "absoluteArcSize": "1", "arcSize": str(_CORNER)}
    return {**plain, "container": "1"} if box.kind == "expanded" else plain


def stroke_style(ink: Ink) -> Style:
    """A line; its dashes are in px, not in widths of the line."""
    dash = {"dashed": "1", "dashPattern": " ".join(map(number, ink.dash)), "fixDash": "1"} if ink.dash else {}
    return {"strokeColor": ink.colour, "strokeWidth": number(ink.width), **dash}


def area_style(surface: Surface) -> Style:
    """A filling with its border."""
    return {"fillColor": surface.fill, **stroke_style(surface.border)}


def moved(rect: Rect, across: float, down: float) -> Rect:
    """The same rectangle at another place."""
    return replace(rect, x=rect.x + across, y=rect.y + down)


def reach(items: Sequence[Item]) -> tuple[float, float, float, float]:
    """The smallest rectangle around shapes, with room for their lines: left, top, right, bottom."""
    xs: list[float] = []
    ys: list[float] = []
    for item in items:
        match item:
            case Circle(x, y, radius):
                xs += [x - radius, x + radius]
                ys += [y - radius, y + radius]
            case Rectangle(rect):
                xs += [rect.x, rect.right]
                ys += [rect.y, rect.bottom]
            case Path(commands):
                xs += [value for _, numbers in commands for value in numbers[::2]]
                ys += [value for _, numbers in commands for value in numbers[1::2]]
    return min(xs) - 2.0, min(ys) - 2.0, max(xs) + 2.0, max(ys) + 2.0
