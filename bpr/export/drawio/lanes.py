"""Pools, departments and lanes as nested swimlane containers of draw.io, with their names."""

from __future__ import annotations

from bpr.export.drawio.cells import PAGE, Cells, Home, Style
from bpr.export.drawio.looks import MIDDLE, STILL, TEXT
from bpr.export.escape import xml_id
from bpr.export.scene import words
from bpr.export.scene.shapes import Words
from bpr.export.scene.svg import number
from bpr.export.theme.theme import Theme
from bpr.layout.geometry import Geometry, Rect, TextBlock
from bpr.layout.text.measure import text_width
from bpr.text import is_chinese


def add_lanes(cells: Cells, geometry: Geometry, theme: Theme) -> dict[str, Home]:
    """Containers for groups, outermost first, and for the lanes in them; the lanes by id."""
    right = max((lane.band.right for lane in geometry.lanes), default=0.0)
    bottom = max((lane.band.bottom for lane in geometry.lanes), default=0.0)
    homes: list[Home] = []

    def add(key: str, head: Rect, name: TextBlock, colours: tuple[str, str]) -> Home:
        around = [home for home in homes if home.rect.holds(head.centre, 0.5)]
        end = (head.right, bottom) if geometry.vertical else (right, head.bottom)
        room = Rect(head.x, head.y, end[0] - head.x, end[1] - head.y)
        style = _style(head, name, colours, theme, is_level=geometry.vertical)
        is_drawn_apart = "noLabel" in style
        value = words.joined(name.lines) if is_drawn_apart else "\n".join(name.lines)
        home = cells.vertex(key, around[-1] if around else PAGE, room, style, value)
        for at, line in enumerate(words.head(name, theme.head_text) if is_drawn_apart else (), start=1):
            add_line(cells, f"{key}-name-{at}", home, line)
        return home

    for group in sorted(geometry.groups, key=lambda entry: -entry.level):
        fill = theme.group_heads[(group.level - 1) % len(theme.group_heads)]
        homes.append(add(f"group-{group.level}-{xml_id(group.id)}", group.head, group.name, (fill, "none")))
    return {
        lane.id: add(f"lane-{xml_id(lane.id)}", lane.head, lane.name, (theme.head, theme.bands[at % len(theme.bands)]))
        for at, lane in enumerate(geometry.lanes)
    }


def _style(head: Rect, name: TextBlock, colours: tuple[str, str], theme: Theme, *, is_level: bool) -> Style:
    """A container; its own label is hidden where draw.io would turn a Chinese or level name on its side."""
    style: Style = {
        "swimlane": "",
        "shape": "swimlane",
        "horizontal": "1" if is_level else "0",
        "startSize": number(head.height if is_level else head.width),
        "fillColor": colours[0],
        "swimlaneFillColor": colours[1],
        "strokeColor": theme.head_border.colour,
        "fontColor": theme.head_text,
        "fontSize": number(name.size),
        "fontStyle": "0",
        "rounded": "0",
        **STILL,
    }
    is_drawn_apart = is_chinese("".join(name.lines)) if name.vertical else not is_level
    return {**style, "noLabel": "1"} if is_drawn_apart else style


def add_line(cells: Cells, key: str, parent: Home, line: Words) -> None:
    """One line or character of a text at its place."""
    half = max(text_width(line.text, line.size) / 2, 1.0)
    rect = Rect(line.x - half, line.y - line.size * 0.65, 2 * half, line.size * 1.3)
    turn: Style = {"rotation": number(line.turn)} if line.turn else {}
    style = {**TEXT, **MIDDLE, "fontColor": line.colour, "fontSize": number(line.size), **turn}
    cells.vertex(key, parent, rect, style, line.text)
