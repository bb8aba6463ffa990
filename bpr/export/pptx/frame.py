"""Where a picture lies on a slide: px of the geometry to EMU of the file."""

from __future__ import annotations

from dataclasses import dataclass

from bpr.layout.geometry import Point, Rect
from bpr.layout.pages.paper import PAPERS

EMU_PER_PX = 9525
_WIDTH, _HEIGHT = PAPERS["slide"].size(96)
SLIDE = (round(_WIDTH, 1), round(_HEIGHT, 1))
"""Width and height of a slide in px of a web page."""

Place = tuple[int, int, int, int]  # x, y, width, height in EMU


def emu(length: float) -> int:
    """A length in px as EMU."""
    return round(length * EMU_PER_PX)


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture scaled and moved: slide px = ``left`` + x * ``scale``."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def point(self, point: Point) -> tuple[int, int]:
        """A point of the picture on the slide."""
        return emu(self.left + point[0] * self.scale), emu(self.top + point[1] * self.scale)

    def place(self, rect: Rect) -> Place:
        """A rectangle of the picture on the slide; its sides are rounded, so that neighbours still touch."""
        x, y = self.point((rect.x, rect.y))
        right, bottom = self.point((rect.right, rect.bottom))
        return x, y, right - x, bottom - y

    def points(self, px: float) -> float:
        """A font size or line width in px as points on the slide."""
        return px * self.scale * 0.75


def fitting_scale(content: Rect, room: Rect) -> float:
    """The scale at which a part of the picture fits a room of the slide: never enlarged."""
    return min(1.0, room.width / content.width, room.height / content.height)


def in_corner(content: Rect, room: Rect, scale: float) -> Frame:
    """The frame that puts a part of the picture into the upper left corner of a room."""
    return Frame(scale, room.x - content.x * scale, room.y - content.y * scale)
