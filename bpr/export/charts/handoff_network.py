"""The handoff network as a picture: who hands to whom, the lines the thicker the more handoffs per case.

A dashed line with a question mark is a handoff whose frequency is not known. Outsiders have a dashed border. Places
come from Graphviz (`bpr.export.charts.graphviz_places`); `bpr.export.flow_formats.handoff_dot` writes the same network
as DOT text.
"""

from __future__ import annotations

from collections.abc import Sequence

from bpr.diagnosis.analyse import Analysis
from bpr.export.charts.graphviz_places import Edge, Node, place
from bpr.export.charts.handoff_matrix import holder_name, holders_of
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, basis, heading
from bpr.export.scene.shapes import Command, Path, Scene, Style, polygon, towards
from bpr.export.speaker import Speaker
from bpr.export.theme.theme import PLAIN, Theme
from bpr.graph import Level
from bpr.layout.geometry import Point, Rect
from bpr.layout.text.measure import LINE_PITCH, block_size, text_width, wrap
from bpr.quantity import Quantity

_WIDEST, _LABEL_AIR = 130.0, 12.0
_THINNEST, _THICKEST = 1.4, 7.0


def handoff_network_picture(
    analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN, level: Level = "role"
) -> Scene:
    """Draw the network of handoffs at a level.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
        level: what a node stands for.

    Raises:
        MissingPartError: Graphviz is not here in any form.
    """
    speaker = Speaker(analysis, lang)
    report = analysis.handoffs[level]
    sheet = Sheet(heading(analysis, lang, "Handoff network", "交接网络"), theme)
    crossing = {link: q for link, q in report.matrix.items() if link[0] != link[1] and q.value != 0.0}
    if not crossing:
        return sheet.say_only(speaker.say("No work changes hands here.", "没有工作易手。"))
    holders = _in_order_of_work(analysis, level, holders_of(analysis, report))
    names = {holder: wrap(holder_name(speaker, level, holder), TEXT, _WIDEST) for holder in holders}
    nodes = [_node(names[holder]) for holder in holders]
    texts = [quantity.format() for quantity in crossing.values()]
    most = max((quantity.value or 0.0 for quantity in crossing.values()), default=0.0)
    edges = [
        Edge(
            holders.index(a),
            holders.index(b),
            text_width(text, SMALL) + 8,
            SMALL * LINE_PITCH + _LABEL_AIR,
            weight=1 + round(9 * (quantity.value or 0.0) / most) if most else 1,
        )
        for ((a, b), quantity), text in zip(crossing.items(), texts, strict=True)
    ]
    places = place(nodes, edges)
    dx, dy = MARGIN, TITLE_ROOM + 8
    for (link, quantity), line in zip(crossing.items(), places.lines, strict=True):
        start = len(sheet.items)
        _line(sheet, [(x + dx, y + dy) for x, y in line], quantity, most)
        title = f"{holder_name(speaker, level, link[0])} → {holder_name(speaker, level, link[1])}: {quantity.format()}"
        sheet.part("handoff", f"{link[0]}->{link[1]}", title, start)
    for holder, node, middle in zip(holders, nodes, places.nodes, strict=True):
        start = len(sheet.items)
        rect = Rect(middle[0] + dx - node.width / 2, middle[1] + dy - node.height / 2, node.width, node.height)
        border, outside = theme.activity.border, _is_external(analysis, level, holder)
        dash = theme.message.dash if outside else ()
        sheet.box(rect, theme.bands[0] if outside else theme.activity.fill, border.colour, width=border.width, radius=6,
                  dash=dash)  # fmt: skip
        sheet.fill(rect, holder_name(speaker, level, holder), colour=theme.activity.text)
        sheet.part("holder", holder, holder_name(speaker, level, holder), start)
    for text, spot in zip(texts, places.labels, strict=True):
        if spot is not None:
            sheet.text(spot[0] + dx, spot[1] + dy, text, size=SMALL, anchor="middle", halo=theme.paper)
    sheet.reach(places.width + dx, places.height + dy)
    sheet.notes(
        [
            speaker.say("Numbers on the lines: handoffs per case. Dashed box: outside.",
                        "线上数字：每案例交接次数。虚线框：外部。"),
            *basis(analysis, lang),
        ]
    )  # fmt: skip
    return sheet.scene()


def _in_order_of_work(analysis: Analysis, level: Level, holders: list[str]) -> list[str]:
    """The holders as they come up in the process, so that the network runs with it; the others behind them."""
    steps = (analysis.graph.nodes[step].holder(level) for step in analysis.graph.steps)
    return list(dict.fromkeys([*(holder for holder in steps if holder in holders), *holders]))


def _node(lines: Sequence[str]) -> Node:
    width, height = block_size(lines, TEXT)
    return Node(max(80.0, width + 22), max(36.0, height + 16))


def _is_external(analysis: Analysis, level: Level, holder: str) -> bool:
    process = analysis.process
    if level == "role" and holder in process.roles:
        return bool(process.is_external(process.roles[holder].department))
    return level == "department" and bool(process.is_external(holder))


def _line(sheet: Sheet, points: list[Point], quantity: Quantity, most: float) -> None:
    """The curve and its head; the last point is the tip, the others come in threes behind the first."""
    theme, known = sheet.theme, quantity.value is not None
    share = (quantity.value or 0.0) / most if most else 0.0
    width = _THINNEST + (_THICKEST - _THINNEST) * share
    colour = theme.handoff.colour if known else theme.sequence.colour
    *curve, tip = points
    commands: list[Command] = [("M", curve[0])]
    for at in range(1, len(curve) - 2, 3):
        commands.append(("C", (*curve[at], *curve[at + 1], *curve[at + 2])))
    length, half = 8.0 + width, 3.5 + width * 0.7
    before = curve[-1] if curve[-1] != tip else curve[-2]
    back = towards(tip, before, length)
    commands.append(("L", back))
    sheet.add(Path(tuple(commands), Style(stroke=colour, width=width, dash=() if known else (5.0, 4.0))))
    across = ((tip[1] - back[1]) / length * half, (back[0] - tip[0]) / length * half)
    head = polygon([tip, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1])])
    sheet.add(Path(head, Style(fill=colour, stroke=colour, width=0.8)))
