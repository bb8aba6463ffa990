"""The sheet that charts are drawn on: title, wrapped texts, boxes, hatching for what is not known, notes below.

What is not known is hatched and carries a question mark, never left blank: a blank cell means zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from bpr.diagnosis.analyse import Analysis
from bpr.export.scene import words
from bpr.export.scene.shapes import Anchor, Group, Item, Path, Rectangle, Scene, Style, Words, polyline
from bpr.export.speaker import Speaker
from bpr.export.theme.theme import Surface, Theme
from bpr.layout.geometry import Rect, TextBlock
from bpr.layout.text.measure import LINE_PITCH, NARROW_RESERVE, block_size, clean, text_width, wrap
from bpr.text import is_chinese

MARGIN = 24.0
TITLE, TEXT, SMALL = 16.0, 12.0, 10.5
TITLE_ROOM = 44.0
"""Height of the title line, the margin above it included."""

_HATCH = 7.0
_NARROWEST = 360.0
_NOTE_WIDTH = 900.0


class Sheet:
    """Collects the shapes of one picture; it grows to the right and downwards as they ask for room."""

    def __init__(self, title: str, theme: Theme) -> None:
        self.title = " ".join(clean(title).split())
        self.theme = theme
        self.items: list[Item] = []
        self.right = max(_NARROWEST, MARGIN + text_width(self.title, TITLE) * 1.04)
        self.bottom = TITLE_ROOM
        self.text(MARGIN, MARGIN + 4, self.title, size=TITLE, colour=theme.title, bold=True)

    def add(self, *items: Item) -> None:
        """Put shapes on top of the others."""
        self.items += items

    def reach(self, x: float, y: float) -> None:
        """Make the sheet large enough for a point."""
        self.right, self.bottom = max(self.right, x), max(self.bottom, y)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        colour: str = "",
        anchor: Anchor = "start",
        bold: bool = False,
        halo: str | None = None,
    ) -> None:
        """One line of text; y is the middle of its height."""
        self.add(Words(x, y, text, size, colour or self.theme.label, anchor, bold, halo=halo))
        width = text_width(text, size)
        self.reach(x + (width if anchor == "start" else width / 2), y + size * LINE_PITCH / 2)

    def end_text(self, right: float, y: float, text: str, *, size: float = TEXT, colour: str = "") -> None:
        """One line of text that ends at x."""
        self.text(right - drawn_width(text, size), y, text, size=size, colour=colour)

    def box(self, rect: Rect, fill: str | None, stroke: str | None = None, *, width: float = 1.0, radius: float = 0.0,
            dash: tuple[float, ...] = ()) -> None:  # fmt: skip
        """A rectangle."""
        self.add(Rectangle(rect, Style(fill=fill, stroke=stroke, width=width, dash=dash), radius))
        self.reach(rect.right, rect.bottom)

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, width: float = 1.0, dash: tuple[float, ...] = ()
    ) -> None:
        """A chain of lines."""
        self.add(Path(polyline(points), Style(stroke=colour, width=width, dash=dash)))
        for x, y in points:
            self.reach(x, y)

    def fill(
        self,
        rect: Rect,
        text: str,
        *,
        size: float = TEXT,
        colour: str = "",
        bold: bool = False,
        from_left: bool = False,
        halo: str | None = None,
        pad: float = 5.0,
    ) -> None:
        """A text wrapped into a rectangle, smaller where it is too long for it."""
        room = Rect(rect.x + pad, rect.y, max(8.0, rect.width - 2 * pad), rect.height)
        self.add(*fitted(room, text, size, colour or self.theme.label, bold=bold, from_left=from_left, halo=halo))

    def unknown(self, rect: Rect, sign: str = "?") -> None:
        """Hatching with a question mark."""
        self.add(*hatching(rect, self.theme))
        if sign:
            ink, size = self.theme.label, min(TEXT, max(9.0, rect.height * 0.8))
            self.add(Words(*rect.centre, sign, size, ink, bold=True, halo=self.theme.paper))
        self.reach(rect.right, rect.bottom)

    def part(self, role: str, name: str, title: str, start: int, *, href: str = "") -> None:
        """Make one group of everything that was added since ``start`` (a length of ``items``)."""
        inside = tuple(self.items[start:])
        del self.items[start:]
        self.items.append(Group(role, name, title, inside, href=href))

    def notes(self, lines: Iterable[str]) -> None:
        """Small lines under the picture."""
        width = max(self.right - MARGIN, min(_NOTE_WIDTH, _NARROWEST))
        y = self.bottom + 18
        for line in lines:
            for row in wrap(line, SMALL, width):
                self.text(MARGIN, y, row, size=SMALL)
                y += SMALL * LINE_PITCH + 2

    def say_only(self, sentence: str) -> Scene:
        """The picture of something that is not there: it says so."""
        lines = wrap(sentence, TEXT, 420.0)
        width, height = block_size(lines, TEXT)
        rect = Rect(MARGIN, TITLE_ROOM + 6, max(width + 40, 280.0), height + 34)
        border = self.theme.band_border
        self.box(rect, self.theme.bands[0], border.colour, radius=6, dash=(5.0, 4.0))
        self.add(*words.level(TextBlock(rect, lines, TEXT), self.theme.label))
        return self.scene()

    def scene(self) -> Scene:
        """The finished picture."""
        return Scene(self.title, math.ceil(self.right + MARGIN), math.ceil(self.bottom + MARGIN), self.theme.paper,
                     tuple(self.items))  # fmt: skip


def fitted(
    rect: Rect,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    from_left: bool = False,
    halo: str | None = None,
) -> tuple[Words, ...]:
    """The lines of a text in a rectangle; the letters shrink (down to 6 px) until it fits."""
    lines = wrap(text, size, rect.width)
    while size > 6.0 and (
        len(lines) * size * 1.15 > rect.height or any(text_width(line, size) > rect.width + 0.5 for line in lines)
    ):
        size -= 0.5
        lines = wrap(text, size, rect.width)
    return words.level(TextBlock(rect, lines, size), colour, bold=bold, from_left=from_left, halo=halo)


def hatching(rect: Rect, theme: Theme) -> tuple[Item, ...]:
    """Slanted lines across a rectangle, and its border."""
    lines: list[Item] = [Rectangle(rect, Style(fill=theme.paper))]
    at = _HATCH
    while at < rect.width + rect.height:
        start = (rect.x + min(at, rect.width), rect.y + max(0.0, at - rect.width))
        end = (rect.x + max(0.0, at - rect.height), rect.y + min(at, rect.height))
        lines.append(Path(polyline([start, end]), Style(stroke=theme.head_border.colour, width=0.8)))
        at += _HATCH
    return (*lines, Rectangle(rect, Style(stroke=theme.head_border.colour, width=0.8)))


def surface_style(surface: Surface) -> Style:
    """A surface as filling and outline."""
    return Style(surface.fill, surface.border.colour, surface.border.width, surface.border.dash)


def text_height(text: str, size: float, width: float) -> float:
    """The height that a text takes when it is wrapped at a width."""
    return block_size(wrap(text, size, width), size)[1]


def drawn_width(text: str, size: float) -> float:
    """The width of a line as the shipped font draws it: without the reserve that the layout keeps for other fonts."""
    return text_width(text, size) / (1.0 if is_chinese(text) else NARROW_RESERVE)


def heading(analysis: Analysis, lang: str, en: str, zh: str) -> str:
    """The title of a picture about a process: what it shows, and of which process."""
    headline = analysis.process.headline(lang)
    return f"{zh}：{headline}" if lang == "zh" else f"{en}: {headline}"


def basis(analysis: Analysis, lang: str) -> tuple[str, ...]:
    """What the numbers of a picture rest on: illustrative inputs and assumptions, in words; empty when neither."""
    speaker = Speaker(analysis, lang)
    lines = []
    if analysis.process.illustrative:
        lines.append(speaker.say("Numbers are illustrative, not measured.", "数据为示意，并非实测。"))
    if analysis.assumptions:
        told = ", ".join(analysis.assumptions)
        lines.append(speaker.say(f"Assumed: {told}", f"假设：{told}"))
    return tuple(lines)
