"""Pages of a PDF, drawn with plain operators of the page description.

Texts are drawn with the shipped fonts, of which the file holds the characters it needs; so it looks alike everywhere.
Halos are hidden from search and copy by an empty ``ActualText`` (ISO 32000-1, section 14.9.4), so no label is found
twice; a name that stands on several lines, or one character a line, is found as a whole.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont

from bpr.export.scene.font import REPLACEMENT, font_files
from bpr.export.scene.shapes import ARC, Circle, Command, Group, Item, Path, Rectangle, Scene, Style, Words, polygon
from bpr.export.theme.theme import channels
from bpr.layout.geometry import Rect

POINTS_PER_PX = 0.75

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_MAIN, _OTHER = "main", "other"
_BASELINE = 0.36  # of the font size: from the middle of a line down to its base line
_BOLD_SEAM = 0.035
_HALO_WIDTH = 3.0
_STRIKE_WIDTH = 0.06
_DRAWN = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
_LETTERS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class Canvas(FPDF):
    """Pages in points, scenes drawn by plain operators of the page description."""

    def __init__(self, replaced: tuple[str, ...]) -> None:
        super().__init__(unit="pt")
        self.set_creation_date(_EPOCH)
        self.set_auto_page_break(False)
        self.set_margin(0.0)
        self.set_compression(False)  # zlib and its variants pack the same content into different bytes
        for family, file in zip((_MAIN, _OTHER), font_files(), strict=True):
            self.add_font(family, fname=file)
        self._table = str.maketrans(dict.fromkeys(replaced, REPLACEMENT))
        main = self.fonts[_MAIN]
        self._in_main = frozenset(main.cmap if isinstance(main, TTFFont) else ())
        self._scale = 1.0
        self._offset = (0.0, 0.0)

    def draw_page(
        self, scene: Scene, scale: float, sheet: tuple[float, float] | None = None, border: float | None = None
    ) -> None:
        """A new page with a scene on it.

        Args:
            scene: what to draw.
            scale: 1 draws a px as 1/96 inch.
            sheet: width and height of the page in points; None: as large as the scene.
            border: points from the upper left corner to the scene; None: in the middle of the page.
        """
        self._scale = scale * POINTS_PER_PX
        size = scene.width * self._scale, scene.height * self._scale
        width, height = size if sheet is None else sheet
        middle = (width - size[0]) / 2, (height - size[1]) / 2
        self._offset = middle if border is None else (border, border)
        self.add_page(format=(width, height))
        ground = Rectangle(Rect(0.0, 0.0, scene.width, scene.height), Style(fill=scene.background))
        for item in (ground, *scene.items):
            self._item(item)

    def _item(self, item: Item) -> None:
        match item:
            case Group():
                self._group(item)
            case Words():
                self._words(item)
            case Rectangle(rect, style, radius):
                self._path(_rectangle(rect, radius), style)
            case Circle(x, y, radius, style):
                self._path(_rectangle(Rect(x - radius, y - radius, 2 * radius, 2 * radius), radius), style)
            case Path(commands, style):
                self._path(commands, style)

    def _group(self, group: Group) -> None:
        """The parts; a name on several lines is found as one text."""
        lines = [part.text for part in group.items if isinstance(part, Words)]
        is_one_text = len(lines) > 1 and _letters("".join(lines)) == _letters(group.title)
        for is_text, parts in groupby(group.items, lambda part: isinstance(part, Words)):
            if is_text and is_one_text:
                self._out(f"/Span <</ActualText <{(BOM_UTF16_BE + group.title.encode('utf-16-be')).hex()}>>> BDC")
            for part in parts:
                self._item(part)
            if is_text and is_one_text:
                self._out("EMC")

    def _path(self, commands: Sequence[Command], style: Style) -> None:
        parts = ["q 1 j"]
        if style.fill is not None:
            parts.append(f"{_colour(style.fill)} rg")
        if style.stroke is not None:
            parts.append(f"{_colour(style.stroke)} RG {style.width * self._scale:.2f} w")
            dash = " ".join(f"{length * self._scale:.2f}" for length in style.dash)
            parts.append(f"[{dash}] 0 d" if dash else "1 J")
        parts += map(self._command, commands)
        parts.append(f"{_DRAWN[style.fill is not None, style.stroke is not None]} Q")
        self._out(" ".join(parts))

    def _command(self, command: Command) -> str:
        letter, numbers = command
        points = zip(numbers[::2], numbers[1::2], strict=True)
        return " ".join([*("{:.2f} {:.2f}".format(*self._place(*point)) for point in points), _LETTERS[letter]])

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A place of the scene in points from the lower left corner of the page."""
        return self._offset[0] + x * self._scale, self.h - self._offset[1] - y * self._scale

    def _words(self, words: Words) -> None:
        runs = [(family, "".join(chars)) for family, chars in groupby(words.text.translate(self._table), self._family)]
        size = words.size * self._scale
        widths = []
        for family, run in runs:
            self.set_font(family, size=size)
            widths.append(self.get_string_width(run))
        x, y = self._place(words.x, words.y)
        y = self.h - y
        start = x if words.anchor == "start" else x - sum(widths) / 2
        with self.rotation(-words.turn, x, y):
            if words.halo is not None:
                self._out("/Span <</ActualText ()>> BDC")
                self._line(runs, widths, start, y, size, words.halo, seam=_HALO_WIDTH * self._scale)
                self._out("EMC")
            self._line(runs, widths, start, y, size, words.colour, seam=size * _BOLD_SEAM if words.bold else 0.0)
        if words.strike:
            middle = words.x if words.anchor == "middle" else words.x + sum(widths) / self._scale / 2
            half = sum(widths) / self._scale / 2
            line: tuple[Command, ...] = (("M", (middle - half, words.y)), ("L", (middle + half, words.y)))
            self._path(line, Style(stroke=words.colour, width=words.size * _STRIKE_WIDTH))

    def _line(
        self,
        runs: Sequence[tuple[str, str]],
        widths: Sequence[float],
        start: float,
        y: float,
        size: float,
        colour: str,
        *,
        seam: float,
    ) -> None:
        with self.local_context(text_mode=TextMode.FILL_STROKE if seam else TextMode.FILL):
            self.set_text_color(*channels(colour))
            self.set_draw_color(*channels(colour))
            self.set_line_width(seam)
            for (family, run), width in zip(runs, widths, strict=True):
                self.set_font(family, size=size)
                self.text(start, y + size * _BASELINE, run)
                start += width

    def _family(self, char: str) -> str:
        return _MAIN if ord(char) in self._in_main else _OTHER


def _colour(colour: str) -> str:
    return " ".join(f"{channel / 255:.3f}" for channel in channels(colour))


def _letters(text: str) -> str:
    return "".join(text.split())


def _rectangle(rect: Rect, radius: float) -> tuple[Command, ...]:
    """The outline of a rectangle with quarter circles at its corners."""
    if radius <= 0:
        return polygon([(rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)])
    return tuple(_rounded(rect, min(radius, rect.width / 2, rect.height / 2)))


def _rounded(rect: Rect, radius: float) -> Iterator[Command]:
    reach = radius * (1 - ARC)
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    yield "M", (left + radius, top)
    yield "L", (right - radius, top)
    yield "C", (right - reach, top, right, top + reach, right, top + radius)
    yield "L", (right, bottom - radius)
    yield "C", (right, bottom - reach, right - reach, bottom, right - radius, bottom)
    yield "L", (left + radius, bottom)
    yield "C", (left + reach, bottom, left, bottom - reach, left, bottom - radius)
    yield "L", (left, top + radius)
    yield "C", (left, top + reach, left + reach, top, left + radius, top)
    yield "Z", ()
