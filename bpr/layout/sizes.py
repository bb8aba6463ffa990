"""How large each box is before it has a place: text wrapped, shape chosen, boundary events spread.

Activities are 112 px wide and at least 48 px high; only texts longer than five lines widen them. Events and gateways
have fixed shapes and carry their label outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bpr.layout.badges import NO_BADGES, BadgeBlock, badge_block
from bpr.layout.diagram import GATEWAY_KINDS, SIDED_KINDS, Box
from bpr.layout.measure import block_size, text_width, wrap

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

    ``label_y`` and ``badges_y`` tell how far below the middle of the shape the middle of an inner caption and the top
    of the badges lie.
    """

    width: float
    height: float
    caption: Caption | None
    riders: tuple[RiderSize, ...] = ()
    label_y: float = 0.0
    badges: BadgeBlock = NO_BADGES
    badges_y: float = 0.0


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


def link_caption(text: str) -> Caption | None:
    """The wrapped label of a link."""
    return caption(text, LINK_TEXT, _LINK_WIDTHS, _LINK_LINES)


def box_size(box: Box, riders: tuple[Box, ...]) -> BoxSize:
    """The size of ``box`` with the boundary events that it carries."""
    if box.port_of is not None:
        return BoxSize(width=PORT_SIZE, height=PORT_SIZE, caption=None)
    if box.kind in SIDED_KINDS:
        return _activity_size(box, riders)
    side = GATEWAY_SIZE if box.kind in GATEWAY_KINDS else EVENT_SIZE
    return BoxSize(width=side, height=side, caption=caption(box.label, SIDE_TEXT, _SIDE_WIDTHS, _SIDE_LINES))


def _activity_size(box: Box, riders: tuple[Box, ...]) -> BoxSize:
    text = caption(box.label, BOX_TEXT, _BOX_ROOMS, _BOX_LINES)
    width = max(ACTIVITY_WIDTH, text.width + _BOX_PADDING if text is not None else 0.0)
    badges = badge_block(box.badges, width - _BADGE_PADDING)
    width = max(width, badges.width + _BADGE_PADDING)
    marked, closed = box.marker is not None, box.kind == "subprocess"
    content = text.height if text else 0.0
    below = badges.height + (_BADGE_GAP if badges.badges and text else 0.0)
    height = max(ACTIVITY_HEIGHT, content + below + 16 + MARKER_ROOM * (marked or closed))
    label_y = MARKER_ROOM / 2 * (marked - closed) - below / 2
    badges_y = label_y + content / 2 + below - badges.height
    if riders:
        height += BOUNDARY_SIZE / 2
        label_y -= BOUNDARY_SIZE / 4
        badges_y -= BOUNDARY_SIZE / 4
    labels = [caption(rider.label, SIDE_TEXT, _BOUNDARY_WIDTHS, _SIDE_LINES) for rider in riders]
    half = BOUNDARY_SIZE / 2
    slots = [half + max(half, 4 + label.width if label else 0) + _SLOT_GAP for label in labels]
    width = max(width, sum(slots) + _SLOT_GAP)
    left = -width / 2 + _SLOT_GAP
    sized: list[RiderSize] = []
    for slot, label in zip(slots, labels, strict=True):
        sized.append(RiderSize(offset=left + half, line=left + half, caption=label))
        left += slot
    return BoxSize(width, height, text, tuple(sized), label_y, badges, badges_y)
