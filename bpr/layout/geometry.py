"""Where everything lies: the one result of the layout that every picture writer draws.

All lengths are in px at 96 dpi; x grows to the right, y downwards; coordinates are rounded to 0.1 px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpr.layout.plan.diagram import BadgeKind, BoxKind, LinkKind

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle; (x, y) is its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle point."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def overlaps(self, other: Rect, tolerance: float = 0.0) -> bool:
        """Whether the two share more than ``tolerance`` px in both directions."""
        return (
            self.x < other.right - tolerance
            and other.x < self.right - tolerance
            and self.y < other.bottom - tolerance
            and other.y < self.bottom - tolerance
        )

    def holds(self, point: Point, tolerance: float = 0.0) -> bool:
        """Whether a point lies in it or on its border, or at most ``tolerance`` px outside."""
        x, y = point
        across = self.x - tolerance <= x <= self.right + tolerance
        return across and self.y - tolerance <= y <= self.bottom + tolerance

    def contains(self, other: Rect) -> bool:
        """Whether the whole other rectangle lies in it; borders may touch."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text centred in a rectangle (``vertical``: read upwards for Latin, stacked for Chinese).

    An upright Chinese name in one column comes as level lines of one character each; ``vertical`` Chinese lines are
    columns from left to right.
    """

    rect: Rect
    lines: tuple[str, ...]
    size: float
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class LaneBand:
    """A lane: its whole band (heads included) and its own head with the name."""

    id: str
    band: Rect
    head: Rect
    name: TextBlock


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The head of a department or pool, spanning its lanes."""

    id: str
    level: int
    head: Rect
    name: TextBlock


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A phase: a column across all lanes, its head at the start of the lanes."""

    id: str
    band: Rect
    head: Rect
    name: TextBlock


@dataclass(frozen=True, slots=True)
class Badge:
    """A small note on a box: a document, a system or a duty.

    ``sign`` is ``in``, ``out`` or ``in-out`` for a document and the letter for a duty; ``full`` is the whole text where
    the shown one is cut.
    """

    kind: BadgeKind
    rect: Rect
    text: TextBlock
    sign: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A node at its place. ``label`` is inside the shape for activities, beside it for events and gateways.

    ``inside`` names the expanded sub-process whose frame (kind ``expanded``) the box stands in; ``badges`` are small
    notes at its border.
    """

    id: str
    kind: BoxKind
    lane: str
    rect: Rect
    label: TextBlock | None
    marker: str | None = None
    attached_to: str | None = None
    inside: str | None = None
    badges: tuple[Badge, ...] = ()
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow as a chain of points from the border of the source to the border of the target.

    A piece of an arrow that was cut at a page border begins or ends at an off-page circle instead. It keeps the
    source and target of the whole arrow; ``piece_of`` is the id of the whole, and its own id is that with ``~1``,
    ``~2`` ... from source to target.
    """

    id: str
    source: str
    target: str
    kind: LinkKind
    rework: bool
    points: tuple[Point, ...]
    label: TextBlock | None = None
    piece_of: str | None = None

    @property
    def whole_id(self) -> str:
        """The id of the whole arrow: what analyses and overlays call it."""
        return self.id if self.piece_of is None else self.piece_of


@dataclass(frozen=True, slots=True)
class OffPage:
    """A numbered circle where a route is cut at a page border; the same number stands on the other page.

    ``route`` is the piece that begins or ends at the circle. ``leaves`` tells whether the route goes on to ``page``
    (counted from 1) or comes from there.
    """

    number: int
    route: str
    page: int
    leaves: bool
    rect: Rect


@dataclass(frozen=True, slots=True)
class Geometry:
    """One laid-out diagram, or one page of it.

    ``vertical``: lanes are columns and the flow runs downwards. On a page that was cut out of a larger picture,
    ``page`` is (number, of how many), boxes are those of the page, and a route that crosses the border ends at an
    off-page circle.
    """

    title: TextBlock
    width: float
    height: float
    lanes: tuple[LaneBand, ...]
    groups: tuple[GroupHead, ...]
    boxes: tuple[PlacedBox, ...]
    routes: tuple[Route, ...]
    phases: tuple[PhaseBand, ...] = ()
    off_page: tuple[OffPage, ...] = ()
    vertical: bool = False
    page: tuple[int, int] | None = None


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Way points without repeated ones and without those in the middle of a level or upright line.

    Example:
        >>> straightened([(0.0, 0.0), (0.0, 0.0), (5.0, 0.0), (9.0, 0.0), (9.0, 4.0)])
        ((0.0, 0.0), (9.0, 0.0), (9.0, 4.0))
    """
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _goes_on(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _goes_on(a: Point, b: Point, c: Point) -> bool:
    """Whether b is passed on a level or upright line from a to c; turning back on the same line does not count."""
    level = a[1] == b[1] == c[1] and (b[0] - a[0]) * (c[0] - b[0]) > 0
    upright = a[0] == b[0] == c[0] and (b[1] - a[1]) * (c[1] - b[1]) > 0
    return level or upright
