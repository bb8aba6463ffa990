"""Sheets of paper that fill from the top: text, tables and drawings one below the other, on as many sheets as needed.

Lengths are px at 96 dpi. A sheet is a `Scene` in the end, so that it is written as PDF as every picture is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bpr.export.report.look import GREY
from bpr.export.scene.shapes import Circle, Group, Item, Path, Rectangle, Scene, Style, Words
from bpr.export.theme.theme import Theme
from bpr.layout.geometry import Rect
from bpr.layout.pages.paper import PAPERS
from bpr.layout.text.measure import text_width, wrap
from bpr.text import is_chinese

LONG, SHORT = (round(side, 1) for side in PAPERS["a4"].size(96))
MARGIN = 68.0
_PITCH = 1.45  # of the font size
_PAD_X, _PAD_Y = 5.0, 4.0
_CELL = 11.5
_SMALL_TABLE = 12  # rows that stay on one sheet
_LONGEST_ROW = 30  # lines
_LONGEST_FOOT = 60
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # the font draws them as wide as Chinese


@dataclass(slots=True)
class Sheet:
    """One sheet being filled; ``title`` is the chapter it begins with."""

    title: str
    landscape: bool
    items: list[Item] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return (LONG, SHORT) if self.landscape else (SHORT, LONG)


class Sheets:
    """A run of sheets and the place where the next thing goes."""

    def __init__(self, theme: Theme, on_accent: str) -> None:
        self.theme = theme
        self.on_accent = on_accent
        self.sheets: list[Sheet] = []
        self.y = 0.0

    @property
    def sheet(self) -> Sheet:
        """The sheet that is being filled."""
        return self.sheets[-1]

    @property
    def width(self) -> float:
        """The room between the margins."""
        return self.sheet.size[0] - 2 * MARGIN

    @property
    def left(self) -> float:
        """The room above the lower margin that is left."""
        return self.sheet.size[1] - MARGIN - self.y

    def turn(self, title: str, *, landscape: bool = False) -> None:
        """Begin a new sheet."""
        self.sheets.append(Sheet(title, landscape))
        self.y = MARGIN

    def need(self, height: float) -> bool:
        """Begin a new sheet where the height is not left; whether one was begun."""
        fits = height <= self.left or self.y <= MARGIN
        if not fits:
            self.turn(self.sheet.title, landscape=self.sheet.landscape)
        return not fits

    def skip(self, height: float) -> None:
        """Leave some room, but none at the top of a sheet."""
        self.y += height if self.y > MARGIN else 0.0

    def text(
        self,
        text: str,
        *,
        size: float = 13.5,
        colour: str | None = None,
        bold: bool = False,
        indent: float = 0.0,
        keep: float = 0.0,
        after: float = 5.0,
    ) -> None:
        """A paragraph; ``keep`` is the height that has to follow it on the same sheet."""
        lines = wrap(text, size, self.width - indent)
        self.need(min(len(lines), 2) * size * _PITCH + keep)
        for line in lines:
            self.need(size * _PITCH)
            self._line(line, MARGIN + indent, self.y, size, colour or self.theme.title, bold=bold)
            self.y += size * _PITCH
        self.y += after

    def bullet(self, text: str) -> None:
        """A point of a list."""
        self.need(13.5 * _PITCH)
        self.sheet.items.append(Circle(MARGIN + 8, self.y + 13.5 * _PITCH / 2, 2.2, Style(fill=self.theme.title)))
        self.text(text, indent=20, after=2)

    def entry(self, text: str, number: str) -> None:
        """A line of the contents: a title, and the number of its sheet at the right."""
        self.need(13.0 * _PITCH)
        self._line(text, MARGIN, self.y, 13.0, self.theme.title)
        at = MARGIN + self.width - text_width(number, 13.0)
        self._line(number, at, self.y, 13.0, self.theme.title)
        self.y += 13.0 * _PITCH

    def rule(self, colour: str, width: float) -> None:
        """A line from margin to margin."""
        self.sheet.items.append(Rectangle(Rect(MARGIN, self.y, self.width, width), Style(fill=colour)))
        self.y += width + 10

    def boxed(self, lines: Sequence[str], *, colour: str, fill: str, ink: str) -> None:
        """Paragraphs on a ground with a thick line at the left."""
        size, inner = 12.5, 14.0
        wrapped = [wrap(line, size, self.width - 2 * inner) for line in lines]
        height = sum(len(part) * size * _PITCH + 4 for part in wrapped) + 12
        self.need(height)
        self.sheet.items.append(Rectangle(Rect(MARGIN, self.y, self.width, height), Style(fill=fill)))
        self.sheet.items.append(Rectangle(Rect(MARGIN, self.y, 4, height), Style(fill=colour)))
        at = self.y + 6
        for part in wrapped:
            for line in part:
                self._line(line, MARGIN + inner, at, size, ink)
                at += size * _PITCH
            at += 4
        self.y += height + 10

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        right: Sequence[bool] = (),
        centred: bool = False,
        fills: Sequence[str] = (),
    ) -> None:
        """A table whose head stands again on every sheet.

        Args:
            head: column heads.
            rows: cells; a line break begins a new paragraph.
            widths: of the columns.
            right: columns that stand to the right.
            centred: all columns but the first stand in the middle.
            fills: a colour for the first cell of each row.
        """
        right = right or [False] * len(head)
        sides = ["middle" if centred and at else "right" if right[at] else "left" for at in range(len(head))]
        top = _folded(head, widths)
        folded = [_folded(row, widths) for row in rows]
        self.need(table_beginning(head, rows, widths))
        self._row(top, widths, sides, fill=self.theme.head, ink=self.on_accent, bold=True)
        for number, row in enumerate(folded):
            ground = "#f6f8fa" if number % 2 else self.theme.paper
            for part in _parts(row):
                if self.need(_height(part)):
                    self._row(top, widths, sides, fill=self.theme.head, ink=self.on_accent, bold=True)
                first = fills[number] if fills else None
                self._row(part, widths, sides, fill=ground, ink=self.theme.title, first=first)
        self.y += 14

    def _row(
        self,
        cells: Sequence[Sequence[str]],
        widths: Sequence[float],
        sides: Sequence[str],
        *,
        fill: str,
        ink: str,
        bold: bool = False,
        first: str | None = None,
    ) -> None:
        height, x = _height(cells), MARGIN
        border = self.theme.band_border.colour
        for at, (lines, width, side) in enumerate(zip(cells, widths, sides, strict=True)):
            ground = first if first is not None and at == 0 else fill
            frame = Rect(x, self.y, width, height)
            self.sheet.items.append(Rectangle(frame, Style(fill=ground, stroke=border, width=0.7)))
            for number, line in enumerate(lines):
                spare = width - 2 * _PAD_X - text_width(line, _CELL)
                shift = {"left": 0.0, "middle": spare / 2, "right": spare}[side]
                top = self.y + _PAD_Y + number * _CELL * _PITCH
                self._line(line, x + _PAD_X + max(0.0, shift), top, _CELL, ink, bold=bold)
            x += width
        self.y += height

    def drawing(self, scene: Scene, *, height: float) -> None:
        """A picture, made smaller where it is wider than the sheet or higher than ``height``; never larger."""
        scale = min(1.0, self.width / scene.width, height / scene.height)
        self.sheet.items += [_scaled(item, scale, MARGIN, self.y) for item in scene.items]
        self.y += scene.height * scale + 6

    def figures(self, entries: Sequence[tuple[str, str]]) -> None:
        """A row of a few large numbers with their labels."""
        gap = 10.0
        width = (self.width - gap * (len(entries) - 1)) / max(len(entries), 1)
        inner = width - 24
        labels = [wrap(label, 11.0, inner) for label, _ in entries]
        values = [wrap(value, 17.0, inner) for _, value in entries]
        tops = max(map(len, labels), default=0) * 11.0 * _PITCH
        height = tops + max(map(len, values), default=0) * 17.0 * 1.3 + 18
        for at, (label, value) in enumerate(zip(labels, values, strict=True)):
            x = MARGIN + at * (width + gap)
            self.sheet.items.append(Rectangle(Rect(x, self.y, width, height), Style(fill="#f4f6f9")))
            self.sheet.items.append(Rectangle(Rect(x, self.y, 4, height), Style(fill=self.theme.head)))
            for number, line in enumerate(label):
                self._line(line, x + 14, self.y + 7 + number * 11.0 * _PITCH, 11.0, GREY)
            for number, line in enumerate(value):
                top = self.y + 9 + tops + number * 17.0 * 1.3
                self._line(line, x + 14, top, 17.0, self.theme.title, bold=True)
        self.y += height + 14

    def _line(self, text: str, x: float, top: float, size: float, colour: str, *, bold: bool = False) -> None:
        middle = top + size * _PITCH / 2
        text = text if is_chinese(text) else text.translate(_STRAIGHT)
        self.sheet.items.append(Words(x, middle, text, size, colour, anchor="start", bold=bold))

    def finished(self, foot: str) -> tuple[Scene, ...]:
        """The sheets as scenes, each with its number at the foot."""
        count = len(self.sheets)
        foot = foot if len(foot) <= _LONGEST_FOOT else foot[: _LONGEST_FOOT - 1] + "…"
        scenes = []
        for number, sheet in enumerate(self.sheets, start=1):
            width, height = sheet.size
            line = f"{foot}  ·  {number} / {count}"
            at = width - MARGIN - text_width(line, 10.0)
            items = (*sheet.items, Words(at, height - MARGIN / 2, line, 10.0, GREY, anchor="start"))
            scenes.append(Scene(sheet.title, width, height, self.theme.paper, items))
        return tuple(scenes)


def table_beginning(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
    """The height of what stays together at the beginning of a table: all of a small one, else head and first row."""
    top, folded = _height(_folded(head, widths)), [_folded(row, widths) for row in rows]
    whole = sum(map(_height, folded)) if len(folded) <= _SMALL_TABLE else LONG
    if whole < LONG / 2:
        return top + whole
    return top + min(_height(folded[0]), _LONGEST_ROW * _CELL * _PITCH)


def _folded(cells: Sequence[str], widths: Sequence[float]) -> list[tuple[str, ...]]:
    """The lines of each cell of a row."""
    return [wrap(cell, _CELL, width - 2 * _PAD_X) for cell, width in zip(cells, widths, strict=True)]


def _parts(row: Sequence[Sequence[str]]) -> list[list[Sequence[str]]]:
    """A row in pieces that fit on a sheet each."""
    most = max(1, *(len(lines) for lines in row))
    return [[lines[at : at + _LONGEST_ROW] for lines in row] for at in range(0, most, _LONGEST_ROW)]


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(1, *(len(lines) for lines in cells)) * _CELL * _PITCH + 2 * _PAD_Y


def _scaled(item: Item, scale: float, dx: float, dy: float) -> Item:
    """A drawn thing made smaller and moved."""
    match item:
        case Group():
            return replace(item, items=tuple(_scaled(part, scale, dx, dy) for part in item.items))
        case Words():
            return replace(item, x=item.x * scale + dx, y=item.y * scale + dy, size=item.size * scale)
        case Rectangle(rect, style, radius):
            frame = Rect(rect.x * scale + dx, rect.y * scale + dy, rect.width * scale, rect.height * scale)
            return Rectangle(frame, _thin(style, scale), radius * scale)
        case Circle(x, y, radius, style):
            return Circle(x * scale + dx, y * scale + dy, radius * scale, _thin(style, scale))
        case Path(commands, style):
            moved = tuple(
                (letter, tuple(n * scale + (dy if at % 2 else dx) for at, n in enumerate(numbers)))
                for letter, numbers in commands
            )
            return Path(moved, _thin(style, scale))


def _thin(style: Style, scale: float) -> Style:
    return replace(style, width=style.width * scale, dash=tuple(length * scale for length in style.dash))
