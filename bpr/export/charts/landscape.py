"""The process landscape: everything a firm does on one page, by level, with links down to the processes.

Level 0 is the page, level 1 the bands (management, core, support, outside), level 2 the elements as cards, below them
their sub-elements, and at the bottom of each card the processes that carry it out. In SVG the name of a process that is
known is a link to its picture; a process that nobody has drawn yet is grey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpr.export.charts.drill_down import Target, library_titles, targets
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, drawn_width, text_height
from bpr.export.scene.shapes import Scene
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import LINE_PITCH, wrap
from bpr.model import ValueChain
from bpr.model.value_chain import ChainElement
from bpr.text import Text

_CARD, _GAP, _PAD, _ACROSS = 206.0, 12.0, 10.0, 5
_HEAD = 116.0
_INDENT = 10.0
_BANDS = {
    "management": ("Management", "管理流程"),
    "primary": ("Core", "核心流程"),
    "support": ("Support", "支持流程"),
    "external": ("Outside", "外部"),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a card: an element (depth 0 the card itself), its owner, or a process with its link."""

    text: str
    size: float
    depth: int
    bold: bool = False
    target: Target | None = None


def landscape(
    chain: ValueChain, *, lang: str = "en", theme: Theme = PLAIN, titles: Mapping[str, Text] | None = None
) -> Scene:
    """Draw a landscape (or any value chain) as cards with the processes below them.

    Args:
        chain: the value chain or landscape.
        lang: language of the picture.
        theme: the colours.
        titles: titles of the known processes by id; by default those of the library.
    """
    title = chain.title.pick(lang) if chain.title is not None else chain.id
    sheet = Sheet(title, theme)
    known = library_titles(chain) if titles is None else titles
    if not chain.elements:
        return sheet.say_only("该价值链没有环节。" if lang == "zh" else "This value chain has no elements.")
    y = TITLE_ROOM + 8
    across = min(_ACROSS, max(len(cards) for _, cards in _bands(chain, lang)))
    for name, cards in _bands(chain, lang):
        contents = [_lines(chain, element, known, lang) for element in cards]
        y = _band(sheet, name, cards, contents, y, across, lang)
    sheet.notes(_notes(chain, known, lang))
    return sheet.scene()


def _bands(chain: ValueChain, lang: str) -> list[tuple[str, list[ChainElement]]]:
    """The bands with their cards: by category; the elements of parties outside stand in a band of their party."""
    top = [element for element in chain.elements if element.parent is None]
    bands: dict[str, list[ChainElement]] = {}
    for kind, names in _BANDS.items():
        for element in top:
            if element.category == kind:
                party = chain.parties.get(element.party or "") if kind == "external" else None
                name = party.name.pick(lang) if party else names[lang == "zh"]
                bands.setdefault(name, []).append(element)
    return list(bands.items())


def _lines(
    chain: ValueChain, element: ChainElement, known: Mapping[str, Text], lang: str, depth: int = 0
) -> list[_Line]:
    owner = [_Line(element.owner.pick(lang), SMALL, depth)] if element.owner is not None else []
    lines = [_Line(element.name.pick(lang), TEXT, depth, bold=True), *owner]
    for child in chain.elements:
        if child.parent == element.id:
            lines += _lines(chain, child, known, lang, depth + 1)
    lines += [
        _Line(target.name(lang), SMALL, depth + 1, target=target) for target in targets(element.realised_by, known)
    ]
    return lines


def _room(line: _Line) -> float:
    return _CARD - 2 * _PAD - line.depth * _INDENT


def _height(lines: list[_Line]) -> float:
    return sum(text_height(line.text, line.size, _room(line)) + 4 for line in lines) + 2 * _PAD


def _band(
    sheet: Sheet, name: str, cards: list[ChainElement], contents: list[list[_Line]], top: float, across: int, lang: str
) -> float:
    """One band; the y of the next."""
    theme, y = sheet.theme, top + _PAD
    start = len(sheet.items)
    width = _HEAD + across * (_CARD + _GAP) + _GAP
    rows = [range(at, min(at + across, len(cards))) for at in range(0, len(cards), across)]
    heights = [max(_height(contents[at]) for at in row) for row in rows]
    frame = Rect(MARGIN, top, width, sum(heights) + (len(rows) - 1) * _GAP + 2 * _PAD)
    sheet.box(frame, theme.bands[0], theme.band_border.colour)
    head = Rect(MARGIN, top, _HEAD, frame.height)
    sheet.box(head, theme.head, theme.head_border.colour)
    sheet.fill(head, name, colour=theme.head_text, bold=True)
    sheet.part("band", name, name, start)
    for row, height in zip(rows, heights, strict=True):
        for place, at in enumerate(row):
            rect = Rect(MARGIN + _HEAD + _GAP + place * (_CARD + _GAP), y, _CARD, height)
            _card(sheet, rect, cards[at], contents[at], lang)
        y += height + _GAP
    return frame.bottom + _GAP


def _card(sheet: Sheet, rect: Rect, element: ChainElement, lines: list[_Line], lang: str) -> None:
    theme, y = sheet.theme, rect.y + _PAD
    start = len(sheet.items)
    border = theme.activity.border
    dash = theme.message.dash if element.category == "external" else ()
    sheet.box(rect, theme.activity.fill, border.colour, width=border.width, radius=6, dash=dash)
    for line in lines:
        x = rect.x + _PAD + line.depth * _INDENT
        begin = len(sheet.items)
        link = line.target.href(lang) if line.target is not None else ""
        colour = (
            theme.handoff.colour if link else theme.removed.text if line.target is not None else theme.activity.text
        )
        for row in wrap(line.text, line.size, _room(line)):
            sheet.text(x, y + line.size * LINE_PITCH / 2, row, size=line.size, bold=line.bold, colour=colour)
            if link:
                below = y + line.size * LINE_PITCH - 1.5
                sheet.line([(x, below), (x + drawn_width(row, line.size), below)], colour, 0.8)
            y += line.size * LINE_PITCH
        if line.target is not None:
            sheet.part("process", f"{element.id}/{line.target.id}", line.text, begin, href=link)
        y += 4
    sheet.part("element", element.id, element.name.pick(lang), start)


def _notes(chain: ValueChain, known: Mapping[str, Text], lang: str) -> list[str]:
    missing = [target for e in chain.elements for target in targets(e.realised_by, known) if target.title is None]
    linked = [target for e in chain.elements for target in targets(e.realised_by, known) if target.title is not None]
    notes = []
    if linked:
        notes.append("蓝色：链接到流程图。" if lang == "zh" else "Blue: link to the picture of the process.")
    if missing:
        notes.append(
            "灰色：已命名但尚未建模的流程。" if lang == "zh" else "Grey: a process that is named but not modelled yet."
        )
    return notes
