"""Coupling of the departments: a ring of departments, and a ribbon between two of them as thick as their transfers.

Definition: coupling = transfers in both directions per case; cohesion = share of the transfers of a department that
stay inside it (handbook 2.2). Departments stand on the ring with arcs as long as their transfers with others; thin
dashed lines are couplings that are not known. A list beside the ring tells the numbers.
Source: chord diagrams after Krzywinski et al. 2009, Circos.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from bpr.diagnosis.analyse import Analysis
from bpr.export.charts.handoff_matrix import holder_name, holders_of
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, basis, heading
from bpr.export.scene.shapes import Command, Path, Rectangle, Scene, Style
from bpr.export.speaker import Speaker
from bpr.export.theme.theme import PLAIN, Theme, mix
from bpr.graph import Level
from bpr.layout.geometry import Point, Rect
from bpr.layout.text.measure import LINE_PITCH, block_size, wrap
from bpr.quantity import Quantity

_RADIUS, _RING, _LABEL = 150.0, 14.0, 120.0
_GAP = 0.05  # between two arcs, in radians
_COLOURS = ("#1f6fd1", "#996312", "#2e7d32", "#7b3fa0", "#b3261e", "#0f766e", "#5a6b7f", "#b0457b")

Pair = tuple[str, str]


def coupling_chord(analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN, level: Level = "department") -> Scene:
    """Draw how tightly departments are coupled.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
        level: what stands on the ring.
    """
    speaker = Speaker(analysis, lang)
    report = analysis.handoffs[level]
    sheet = Sheet(heading(analysis, lang, "Coupling of the departments", "部门耦合"), theme)
    pairs = {pair: quantity for pair, quantity in report.coupling.items() if quantity.value != 0.0}
    if not pairs:
        return sheet.say_only(
            speaker.say("No work passes between departments that are known.", "已知的部门之间没有工作传递。")
        )
    ring = [holder for holder in holders_of(analysis, report) if any(holder in pair for pair in pairs)]
    names = {holder: holder_name(speaker, level, holder) for holder in ring}
    colours = {holder: _COLOURS[at % len(_COLOURS)] for at, holder in enumerate(ring)}
    centre = (MARGIN + _LABEL + _RADIUS + 16, TITLE_ROOM + _RADIUS + 44)
    arcs = _arcs(ring, pairs)
    _ribbons(sheet, centre, arcs, pairs, colours, names)
    for holder in ring:
        _arc(sheet, centre, arcs[holder], colours[holder], names[holder], holder)
    sheet.reach(centre[0] + _RADIUS + _LABEL + 16, centre[1] + _RADIUS + 44)
    _list(sheet, speaker, pairs, names, colours, level)
    unknown = any(quantity.value is None for quantity in pairs.values())
    dashed = speaker.say("Dashed: how often is not known.", "虚线：频次未知。")
    sheet.notes([*([dashed] if unknown else []), *basis(analysis, lang)])
    return sheet.scene()


def _arcs(ring: list[str], pairs: Mapping[Pair, Quantity]) -> dict[str, tuple[float, float]]:
    """Beginning and end of each arc as angles, clockwise from the top; what is not known gets a small part."""
    known = [quantity.value for quantity in pairs.values() if quantity.value is not None]
    least = (sum(known) / len(known) if known else 1.0) * 0.1
    size = {
        holder: sum(least if q.value is None else q.value for pair, q in pairs.items() if holder in pair)
        for holder in ring
    }
    room, at, arcs = 2 * math.pi - _GAP * len(ring), 0.0, {}
    for holder in ring:
        length = room * size[holder] / sum(size.values())
        arcs[holder] = (at, at + length)
        at += length + _GAP
    return arcs


def _at(centre: Point, radius: float, angle: float) -> Point:
    return (centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle))


def _curve(centre: Point, radius: float, start: float, end: float) -> list[Command]:
    """A piece of a circle as cubic curves of at most an eighth each."""
    count = max(1, math.ceil(abs(end - start) / (math.pi / 4)))
    step = (end - start) / count
    handle = radius * 4 / 3 * math.tan(step / 4)
    commands: list[Command] = []
    for number in range(count):
        a, b = start + number * step, start + (number + 1) * step
        (x0, y0), (x1, y1) = _at(centre, radius, a), _at(centre, radius, b)
        first = (x0 + handle * math.cos(a), y0 + handle * math.sin(a))
        second = (x1 - handle * math.cos(b), y1 - handle * math.sin(b))
        commands.append(("C", (*first, *second, x1, y1)))
    return commands


def _arc(sheet: Sheet, centre: Point, arc: tuple[float, float], colour: str, name: str, holder: str) -> None:
    outer, inner = _RADIUS + _RING, _RADIUS + 2
    start, end = arc
    shape: list[Command] = [("M", _at(centre, outer, start)), *_curve(centre, outer, start, end)]
    shape += [("L", _at(centre, inner, end)), *_curve(centre, inner, end, start), ("Z", ())]
    first = len(sheet.items)
    sheet.add(Path(tuple(shape), Style(fill=colour)))
    middle = (start + end) / 2
    x, y = _at(centre, outer + 12, middle)
    lines = wrap(name, TEXT, _LABEL)
    width, height = block_size(lines, TEXT)
    side, up = max(-1.0, min(1.0, math.sin(middle) * 1.6)), -math.cos(middle)
    left = x - width * (0.5 - 0.5 * side)
    top = y + _up_shift(up, height)
    for number, line in enumerate(lines):
        sheet.text(left, top + (number + 0.5) * TEXT * LINE_PITCH, line, colour=sheet.theme.activity.text)
    sheet.part("holder", holder, name, first)


def _up_shift(up: float, height: float) -> float:
    """How far a block beside a circle begins above (or below) its point: ``up`` is 1 at the bottom, -1 at the top.

    Example:
        >>> _up_shift(-1.0, 20.0), _up_shift(0.0, 20.0), _up_shift(1.0, 20.0)
        (-20.0, -10.0, 0.0)
    """
    return height * (up - 1) / 2


def _ribbons(
    sheet: Sheet,
    centre: Point,
    arcs: Mapping[str, tuple[float, float]],
    pairs: Mapping[Pair, Quantity],
    colours: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    """Ribbons, thick ones below; each takes its part of both arcs."""
    ring = list(arcs)
    parts = _parts(ring, arcs, pairs)
    for pair in sorted(pairs, key=lambda pair: (-(pairs[pair].value or 0.0), pair)):
        (a0, a1), (b0, b1) = parts[pair[0], pair], parts[pair[1], pair]
        first = len(sheet.items)
        if pairs[pair].value is None:
            start, end = _at(centre, _RADIUS, (a0 + a1) / 2), _at(centre, _RADIUS, (b0 + b1) / 2)
            ink = Style(stroke=sheet.theme.sequence.colour, width=1.2, dash=(5.0, 4.0))
            sheet.add(Path((("M", start), ("C", (*centre, *centre, *end))), ink))
        else:
            shape: list[Command] = [("M", _at(centre, _RADIUS, a0)), *_curve(centre, _RADIUS, a0, a1)]
            shape.append(("C", (*_inner(centre, a1), *_inner(centre, b0), *_at(centre, _RADIUS, b0))))
            shape += _curve(centre, _RADIUS, b0, b1)
            shape += [("C", (*_inner(centre, b1), *_inner(centre, a0), *_at(centre, _RADIUS, a0))), ("Z", ())]
            owner = min(pair, key=ring.index)
            fill = mix(sheet.theme.paper, colours[owner], 0.45)
            sheet.add(Path(tuple(shape), Style(fill=fill, stroke=colours[owner], width=0.8)))
        title = f"{names[pair[0]]} – {names[pair[1]]}: {pairs[pair].format()}"
        sheet.part("coupling", "|".join(pair), title, first)


def _inner(centre: Point, angle: float) -> Point:
    """The handle of a ribbon: on the way to the middle."""
    return _at(centre, _RADIUS * 0.25, angle)


def _parts(
    ring: list[str], arcs: Mapping[str, tuple[float, float]], pairs: Mapping[Pair, Quantity]
) -> dict[tuple[str, Pair], tuple[float, float]]:
    """Which part of an arc each ribbon takes: partners clockwise from the far side, so that ribbons cross little."""
    parts: dict[tuple[str, Pair], tuple[float, float]] = {}
    known = [quantity.value for quantity in pairs.values() if quantity.value is not None]
    least = (sum(known) / len(known) if known else 1.0) * 0.1
    for holder in ring:
        start, end = arcs[holder]
        here = ring.index(holder)
        mine = [pair for pair in pairs if holder in pair]
        mine.sort(key=lambda pair: -((ring.index(pair[pair[0] == holder]) - here) % len(ring)))
        sizes = [least if (value := pairs[pair].value) is None else value for pair in mine]
        for pair, size in zip(mine, sizes, strict=True):
            length = (end - arcs[holder][0]) * size / sum(sizes)
            parts[holder, pair] = (start, start + length)
            start += length
    return parts


def _list(
    sheet: Sheet,
    speaker: Speaker,
    pairs: Mapping[Pair, Quantity],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    level: Level,
) -> None:
    """The numbers: transfers of each pair, cohesion of each department."""
    theme, report = sheet.theme, speaker.analysis.handoffs[level]
    left, y = sheet.right + 30, TITLE_ROOM + 16
    right = left + 330
    sheet.text(left, y, speaker.say("coupling", "耦合"), bold=True, colour=theme.title)
    sheet.end_text(right, y, speaker.say("transfers/case", "次传递/案例"), size=SMALL)
    y += 20
    for pair in sorted(pairs, key=lambda pair: (-(pairs[pair].value or 0.0), pair)):
        y = _line(sheet, left, right, y, [colours[end] for end in pair], " – ".join(names[end] for end in pair),
                  speaker.number(pairs[pair]))  # fmt: skip
    y += 16
    sheet.text(left, y, speaker.say("cohesion", "内聚"), bold=True, colour=theme.title)
    sheet.end_text(right, y, speaker.say("share of transfers that stay inside", "留在内部的传递占比"), size=SMALL)
    y += 20
    for holder in names:
        y = _line(sheet, left, right, y, [colours[holder]], names[holder], speaker.percent(report.cohesion[holder]))
    sheet.reach(right, y)


def _line(sheet: Sheet, left: float, right: float, y: float, colours: list[str], name: str, number: str) -> float:
    """One line of the list; the y of the next."""
    lines = wrap(name, TEXT, right - left - 130)
    middle = y + (len(lines) - 1) * TEXT * LINE_PITCH / 2
    for at, colour in enumerate(colours):
        sheet.add(Rectangle(Rect(left + at * 13, middle - 5, 10, 10), Style(fill=colour), 2.0))
    for at, line in enumerate(lines):
        sheet.text(left + 32, y + at * TEXT * LINE_PITCH, line, colour=sheet.theme.activity.text)
    sheet.end_text(right, middle, number, colour=sheet.theme.activity.text)
    return y + len(lines) * TEXT * LINE_PITCH + 5
