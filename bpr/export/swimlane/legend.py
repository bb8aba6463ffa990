"""The line under a picture that explains its colours; its words come from the caller, in the picture's language."""

from __future__ import annotations

from bpr.export.scene.shapes import Item, Path, Rectangle, Style, Words, polygon, polyline
from bpr.export.theme.theme import Ink, LegendKind, Overlay, Theme
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width

_SIZE = 11.0
_ROW = 20.0
_GAP = 24.0
_SAMPLE = 30.0
_BOX = (18.0, 12.0)
_STEPS = 5


def legend_items(
    overlay: Overlay, theme: Theme, *, left: float, top: float, width: float
) -> tuple[tuple[Item, ...], Rect]:
    """The entries in as many rows as the width asks for, and the room they take (empty: no height)."""
    entries: list[tuple[LegendKind | None, str]] = [*overlay.legend]
    if overlay.heat_note:
        entries.append((None, overlay.heat_note))
    items: list[Item] = []
    x, y, right = left, top + _ROW / 2, left
    for kind, text in entries:
        sample = _BOX[0] * _STEPS * 0.8 if kind is None else _SAMPLE
        length = sample + 6 + text_width(text, _SIZE)
        if x > left and x + length > width - left:
            x, y = left, y + _ROW
        items += _scale(x, y, sample, theme) if kind is None else _sample(kind, x, y, theme)
        items.append(Words(x=x + sample + 6, y=y, text=text, size=_SIZE, colour=theme.label, anchor="start"))
        right = max(right, x + length + left)
        x += length + _GAP
    return tuple(items), Rect(left, top, right - left, y + _ROW / 2 + 6 - top if entries else 0.0)


def _sample(kind: LegendKind, x: float, y: float, theme: Theme) -> list[Item]:
    """A short piece of the line, or a small box of the surface, that the entry explains."""
    lines: dict[LegendKind, Ink] = {
        "sequence": theme.sequence,
        "handoff": theme.handoff,
        "rework": theme.rework,
        "message": theme.message,
    }
    if kind in lines:
        ink, end = lines[kind], x + _SAMPLE
        hollow = kind == "message"
        head = Style(fill=theme.paper if hollow else ink.colour, stroke=ink.colour, width=1.0)
        return [
            Path(polyline([(x, y), (end - 7, y)]), Style(stroke=ink.colour, width=ink.width, dash=ink.dash)),
            Path(polygon([(end, y), (end - 7.5, y - 3.4), (end - 7.5, y + 3.4)]), head),
        ]
    box = Rect(x + (_SAMPLE - _BOX[0]) / 2, y - _BOX[1] / 2, *_BOX)
    if kind == "heat":
        border = theme.activity.border
        return [Rectangle(box, Style(fill=theme.heat_colour(1.0), stroke=border.colour), 3.0)]
    surface = {"added": theme.added, "removed": theme.removed, "changed": theme.changed}[kind]
    style = Style(fill=surface.fill, stroke=surface.border.colour, width=1.5, dash=surface.border.dash)
    return [Rectangle(box, style, 3.0)]


def _scale(x: float, y: float, width: float, theme: Theme) -> list[Item]:
    """The heat scale from cold to hot in a few steps."""
    step = width / _STEPS
    outline = Style(stroke=theme.activity.border.colour, width=0.8)
    fields: list[Item] = [
        Rectangle(Rect(x + i * step, y - _BOX[1] / 2, step, _BOX[1]), Style(fill=theme.heat_colour(i / (_STEPS - 1))))
        for i in range(_STEPS)
    ]
    return [*fields, Rectangle(Rect(x, y - _BOX[1] / 2, width, _BOX[1]), outline)]
