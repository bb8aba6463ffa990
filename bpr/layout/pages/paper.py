"""Sheets of paper and slides: the one place that says how large they are, in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PX_PER_INCH = 108.0
"""Px of a geometry on one inch of paper: at this scale the 12 px text of a box is 8 pt high."""

_MM_PER_INCH = 25.4
_EVERYTHING = 1e9


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet that lies on its long side.

    Attributes:
        name: how users ask for it.
        width_mm: its long side.
        height_mm: its short side.
        border_mm: what stays empty along each side.
        whole: it has no size of its own and grows with the picture.
    """

    name: str
    width_mm: float
    height_mm: float
    border_mm: float
    whole: bool = False

    def size(self, per_inch: float) -> tuple[float, float]:
        """Width and height in a unit of which so many make an inch (72 points, 96 px of a web page).

        Example:
            >>> [round(side) for side in PAPERS["a4"].size(72)]
            [842, 595]
        """
        return self.width_mm / _MM_PER_INCH * per_inch, self.height_mm / _MM_PER_INCH * per_inch

    def border(self, per_inch: float) -> float:
        """The empty border in such a unit."""
        return self.border_mm / _MM_PER_INCH * per_inch

    def room(self, per_inch: float) -> tuple[float, float]:
        """Width and height inside the border in such a unit; without end where the sheet grows with the picture."""
        if self.whole:
            return _EVERYTHING, _EVERYTHING
        width, height = self.size(per_inch)
        return width - 2 * self.border(per_inch), height - 2 * self.border(per_inch)


PAPERS: Mapping[str, Paper] = MappingProxyType(
    {
        "a4": Paper("a4", 297.0, 210.0, 10.0),
        "a3": Paper("a3", 420.0, 297.0, 10.0),
        "slide": Paper("slide", 338.667, 190.5, 7.5),
        "poster": Paper("poster", 0.0, 0.0, 0.0, whole=True),
    }
)
"""Papers by name; a slide is 13.333 x 7.5 in."""
