"""How large each box is before it has a place: text wrapped, shape chosen, boundary events spread.

Activities are 112 px wide and at least 48 px high; only texts longer than five lines widen them. Events and gateways
have fixed shapes and carry their label outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bpr.layout.badges import NO_BADGES, BadgeBlock, badge_block
from bpr.layout.frames import FRAME_PADDING, NAME_GAP
from bpr.layout.plan.diagram import GATEWAY_KINDS, SIDED_KINDS, Box
from bpr.layout.text.measure import block_size, text_width, wrap

ACTIVITY_WIDTH = 112.0
ACTIVITY_HEIGHT = 48.0
EVENT_SIZE = 36.0
BOUNDARY_SIZE = 28.0
GATEWAY_SIZE = 44.0
PORT_SIZE = 20.0
MARKER_ROOM = 14.0

BOX_TEXT = 12.0
SIDE_TEXT = 11.0
LINK_TEXT = 10.5

_BOX_PADDING = 14.0
_BADGE_PADDING = 10.0
_BADGE_GAP = 5.0
_BOX_ROOMS = (ACTIVITY_WIDTH - _BOX_PADDING, 112.0, 130.0, 170.0, 226.0, 306.0)
_BOX_LINES = 5
_SIDE_WIDTHS = (92.0, 124.0, 168.0, 232.0, 320.0)
_SIDE_LINES = 3
_BOUNDARY_WIDTHS = (64.0, 92.0, 128.0, 200.0, 320.0)
_LINK_WIDTHS = (110.0, 150.0, 200.0, 280.0)
_LINK_LINES = 3
_SLOT_GAP = 8.0
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ'’-]+")


@dataclass(frozen=True, slots=True)
class Caption:
    """Wrapped text and the room it takes."""

    lines: tuple[str, ...]
    size: float
    width: float
    height: float

    def turned(self, vertical: bool) -> Caption:
        """The caption as the layout of a vertical diagram sees it: width and height change places."""
        return replace(self, width=self.height, height=self.width) if vertical else self


@dataclass(frozen=True, slots=True)
class RiderSize:
    """A boundary event on the lower border of its host.

    ``offset`` is its middle and ``line`` the rightmost line that meets it, both from the host's middle.
    """

    offset: float
    line: float
    caption: Caption | None


@dataclass(frozen=True, slots=True)
class BoxSize:
    """A node's shape; ``caption`` is inside for activities, outside for events and gateways.

    ``label_y`` and ``badges_y`` tell how far below the middle of the shape, as one reads it, the middle of an inner
    caption and the top of the badges lie; ``lift`` is how far they move away from the boundary events.
    """

    width: float
    height: float
    caption: Caption | None
    riders: tuple[RiderSize, ...] = ()
    label_y: float = 0.0
    badges: BadgeBlock = NO_BADGES
    badges_y: float = 0.0
    lift: float = 0.0


def caption(text: str, size: float, widths: tuple[float, ...], most_lines: int) -> Caption | None:
    """Wrap ``text`` at the first of ``widths`` that cuts no word and needs no more than ``most_lines``.

    Returns:
        The caption; None for a text without a visible character.
    """
    lines: tuple[str, ...] = ()
    longest = max((text_width(word, size) for word in _LATIN_WORD.findall(text)), default=0.0)
    for width in widths:
        if longest > width and longest <= widths[-1]:
            continue
        lines = wrap(text, size, width)
        if len(lines) <= most_lines:
            break
    if not lines:
        return None
    width, height = block_size(lines, size)
    return Caption(lines=lines, size=size, width=width, height=height)


def link_caption(text: str, *, vertical: bool = False) -> Caption | None:
    """The wrapped label of a link."""
    label = caption(text, LINK_TEXT, _LINK_WIDTHS, _LINK_LINES)
    return label.turned(vertical) if label else None


def box_size(
    box: Box, riders: tuple[Box, ...], *, inside: tuple[float, float] | None = None, vertical: bool = False
) -> BoxSize:
    """The size of ``box`` with the boundary events that it carries.

    Args:
        box: the box.
        riders: its boundary events.
        inside: width and height of what an expanded sub-process shows.
        vertical: whether the flow runs downwards; then width and height change places, texts and badges stay level.
    """
    if box.port_of is not None:
        return BoxSize(width=PORT_SIZE, height=PORT_SIZE, caption=None)
    if box.kind in SIDED_KINDS:
        size = _activity_size(box) if inside is None else _frame_size(box, inside)
        if vertical:
            text = size.caption.turned(vertical) if size.caption else None
            size = replace(size, width=size.height, height=size.width, caption=text)
        return _with_riders(size, riders, vertical) if riders else size
    side = GATEWAY_SIZE if box.kind in GATEWAY_KINDS else EVENT_SIZE
    text = caption(box.label, SIDE_TEXT, _SIDE_WIDTHS, _SIDE_LINES)
    return BoxSize(width=side, height=side, caption=text.turned(vertical) if text else None)


def _activity_size(box: Box) -> BoxSize:
    text = caption(box.label, BOX_TEXT, _BOX_ROOMS, _BOX_LINES)
    width = max(ACTIVITY_WIDTH, text.width + _BOX_PADDING if text is not None else 0.0)
    badges = badge_block(box.badges, width - _BADGE_PADDING)
    marked, closed = box.marker is not None, box.kind == "subprocess"
    content = text.height if text else 0.0
    below = badges.height + (_BADGE_GAP if badges.badges and text else 0.0)
    label_y = MARKER_ROOM / 2 * (marked - closed) - below / 2
    return BoxSize(
        width=max(width, badges.width + _BADGE_PADDING),
        height=max(ACTIVITY_HEIGHT, content + below + 16 + MARKER_ROOM * (marked or closed)),
        caption=text,
        label_y=label_y,
        badges=badges,
        badges_y=label_y + content / 2 + below - badges.height,
    )


def _frame_size(box: Box, inside: tuple[float, float]) -> BoxSize:
    """A frame around the inside, with the name above it."""
    width = max(inside[0] + 2 * FRAME_PADDING, ACTIVITY_WIDTH)
    room = max(width - _BOX_PADDING, _BOX_ROOMS[0])
    text = caption(box.label, BOX_TEXT, (room, *(more for more in _BOX_ROOMS if more > room)), 2)
    strip = text.height + NAME_GAP if text is not None else 0.0
    height = strip + inside[1] + 2 * FRAME_PADDING
    label_y = -height / 2 + FRAME_PADDING + (text.height / 2 if text else 0.0)
    return BoxSize(max(width, text.width + _BOX_PADDING if text else 0.0), height, text, label_y=label_y)


def _with_riders(size: BoxSize, riders: tuple[Box, ...], vertical: bool) -> BoxSize:
    """The size with boundary events spread along its lower side."""
    found = [caption(rider.label, SIDE_TEXT, _BOUNDARY_WIDTHS, _SIDE_LINES) for rider in riders]
    labels = [label.turned(vertical) if label else None for label in found]
    half = BOUNDARY_SIZE / 2
    slots = [half + max(half, 4 + label.width if label else 0) + _SLOT_GAP for label in labels]
    width = max(size.width, sum(slots) + _SLOT_GAP)
    left = -width / 2 + _SLOT_GAP
    sized: list[RiderSize] = []
    for slot, label in zip(slots, labels, strict=True):
        sized.append(RiderSize(offset=left + half, line=left + half, caption=label))
        left += slot
    return replace(size, width=width, height=size.height + half, riders=tuple(sized), lift=half / 2)
