"""The loop map: the steps in their order, and every way back as a numbered arc beside them.

Left the steps from top to bottom; a step that loops repeat is the warmer, the more often it is executed again per case.
Arcs run from where work turns back to where it begins again, inner loops nearer to the steps; rework is dashed and
red, planned repetition plain. Right the list of the arcs: how often per case, share of the cases, time of the rework.
"""

from __future__ import annotations

from dataclasses import dataclass

from bpr.analysis.loops.report import ReturningEdge
from bpr.diagnosis.analyse import Analysis
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, basis, heading, text_height
from bpr.export.scene.shapes import Circle, Scene, Style
from bpr.export.speaker import Speaker
from bpr.export.swimlane.paint import arrow
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.geometry import Rect
from bpr.quantity import Quantity, Status

_EXTRA, _STEP, _ROW, _PITCH, _PORT = 84.0, 256.0, 32.0, 22.0, 10.0
_TABLE = (250.0, 82.0, 92.0, 110.0)
_BADGE = 9.0


@dataclass(frozen=True, slots=True)
class _Arc:
    number: int
    edge: ReturningEdge
    start: int
    end: int


def loop_map(analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN) -> Scene:
    """Draw the loops of a process.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
    """
    speaker = Speaker(analysis, lang)
    sheet = Sheet(heading(analysis, lang, "Loop map", "回路图"), theme)
    steps = analysis.graph.steps
    arcs = _arcs(analysis, steps)
    if not analysis.loops.returning_edges:
        return sheet.say_only(speaker.say("No work ever comes back: this process has no loop.",
                                          "没有工作返回：该流程没有回路。"))  # fmt: skip
    boxes = _steps(sheet, analysis, arcs, speaker)
    right = _draw_arcs(sheet, arcs, boxes)
    _table(sheet, analysis, arcs, speaker, right + 34)
    sheet.notes(
        [
            speaker.say(
                "The warmer a step, the more often it is executed again per case. Dashed red: rework. Grey: planned.",
                "步骤颜色越暖，每案例重复执行越多。红色虚线：返工。灰色：计划内重复。",
            ),
            *basis(analysis, lang),
        ]
    )
    return sheet.scene()


def _arcs(analysis: Analysis, steps: tuple[str, ...]) -> list[_Arc]:
    """Each way back with the rows it joins; ways between routing nodes without a step near them have no row."""
    row = {step: at for at, step in enumerate(steps)}
    arcs = []
    for number, edge in enumerate(analysis.loops.returning_edges, start=1):
        starts = [row[step] for step in (edge.source, *edge.before) if step in row]
        ends = [row[step] for step in (edge.target, *edge.behind) if step in row]
        if starts and ends:
            arcs.append(_Arc(number, edge, starts[0], ends[0]))
    return arcs


def _steps(sheet: Sheet, analysis: Analysis, arcs: list[_Arc], speaker: Speaker) -> list[Rect]:
    """The steps under each other, high enough for the arcs that meet them."""
    theme = sheet.theme
    extra = {step: found.extra_visits for step, found in analysis.loops.activities.items()}
    most = max((quantity.value or 0.0 for quantity in extra.values()), default=0.0)
    left, y = MARGIN + _EXTRA, TITLE_ROOM + 26
    sheet.text(MARGIN, y - 12, speaker.say("again/case", "每案例重复"), size=SMALL, bold=True)
    sheet.text(left, y - 12, speaker.say("step", "步骤"), size=SMALL, bold=True)
    boxes: list[Rect] = []
    for row, step in enumerate(analysis.graph.steps):
        name = speaker.step(step)
        ports = sum((arc.start == row) + (arc.end == row) for arc in arcs)
        height = max(_ROW, text_height(name, TEXT, _STEP - 16) + 8, (ports + 1) * _PORT)
        rect = Rect(left, y, _STEP, height)
        again = extra.get(step)
        share = (again.value or 0.0) / most if again is not None and most else 0.0
        start = len(sheet.items)
        border = theme.activity.border
        sheet.box(rect, theme.heat_colour(share), border.colour, width=border.width, radius=6)
        sheet.fill(rect, name, colour=theme.activity.text, from_left=True, pad=8)
        if again is not None and again.value is None:
            sheet.unknown(Rect(MARGIN, y, _EXTRA - 10, height), again.format())
        elif again is not None and again.value:
            told = f"+ {again.format()}" if again.value >= 0.005 else "< + 0.01"
            sheet.end_text(left - 10, rect.centre[1], told)
        sheet.part("step", step, name, start)
        boxes.append(rect)
        y += height + 8
    return boxes


def _draw_arcs(sheet: Sheet, arcs: list[_Arc], boxes: list[Rect]) -> float:
    """The arcs in as few columns as do not run over each other, short ones inside; the x behind the last."""
    theme, first = sheet.theme, MARGIN + _EXTRA + _STEP
    columns: list[list[_Arc]] = []
    for arc in sorted(arcs, key=lambda arc: (abs(arc.start - arc.end), arc.number)):
        free = next((c for c in columns if not any(_touch(arc, other) for other in c)), None)
        if free is None:
            columns.append(free := [])
        free.append(arc)
    ports = _ports(columns, boxes)
    for at, column in enumerate(columns):
        x = first + at * _PITCH + 28
        for arc in column:
            leaves, enters = ports[arc.number, "out"], ports[arc.number, "in"]
            ink = theme.sequence if arc.edge.planned else theme.rework
            start = len(sheet.items)
            sheet.add(*arrow([(first, leaves), (x, leaves), (x, enters), (first, enters)], ink, paper=theme.paper))
            middle = (leaves + enters) / 2
            sheet.add(Circle(x, middle, _BADGE, Style(fill=theme.paper, stroke=ink.colour, width=1.4)))
            sheet.text(x, middle, str(arc.number), size=SMALL, anchor="middle", colour=ink.colour, bold=True)
            sheet.part("loop", arc.edge.flow, str(arc.number), start)
    return first + len(columns) * _PITCH + 28


def _ports(columns: list[list[_Arc]], boxes: list[Rect]) -> dict[tuple[int, str], float]:
    """Where each arc leaves and enters: on top those that enter, the outermost first, below those that leave."""
    ends: dict[int, list[tuple[int, int, str]]] = {}
    for at, column in enumerate(columns):
        for arc in column:
            ends.setdefault(arc.end, []).append((-at - 1, arc.number, "in"))
            ends.setdefault(arc.start, []).append((at + 1, arc.number, "out"))
    ports = {}
    for row, found in ends.items():
        box = boxes[row]
        for place, (_, number, way) in enumerate(sorted(found), start=1):
            ports[number, way] = box.y + box.height * place / (len(found) + 1)
    return ports


def _touch(one: _Arc, other: _Arc) -> bool:
    """Whether two arcs would lie over each other in one column."""
    low, high = sorted((one.start, one.end))
    least, most = sorted((other.start, other.end))
    return low <= most and least <= high


def _table(sheet: Sheet, analysis: Analysis, arcs: list[_Arc], speaker: Speaker, left: float) -> None:
    theme, drawn = sheet.theme, {arc.number for arc in arcs}
    unit = speaker.unit()
    heads = (
        speaker.say("way back", "返回路径"),
        speaker.say("per case", "每案例"),
        speaker.say("of the cases", "涉及案例"),
        speaker.say(f"rework, {unit}/case", f"返工，{unit}/案例"),
    )
    y, xs = TITLE_ROOM + 14, [left + 28]
    for width in _TABLE:
        xs.append(xs[-1] + width)
    for x, head in zip(xs, heads, strict=False):
        sheet.text(x, y, head, size=SMALL, bold=True)
    y += 14
    for number, edge in enumerate(analysis.loops.returning_edges, start=1):
        before, behind = _ends(edge, analysis)
        words = f"{speaker.step(before)} → {speaker.step(behind)}"
        height = max(30.0, text_height(words, TEXT, _TABLE[0] - 12) + 12)
        sheet.line([(left, y), (xs[-1], y)], theme.band_border.colour)
        ink = theme.sequence if edge.planned else theme.rework
        middle = y + height / 2
        if number in drawn:
            sheet.add(Circle(left + _BADGE, middle, _BADGE, Style(fill=theme.paper, stroke=ink.colour, width=1.4)))
        sheet.text(left + _BADGE, middle, str(number), size=SMALL, anchor="middle", colour=ink.colour, bold=True)
        sheet.fill(Rect(xs[0], y, _TABLE[0] - 12, height), words, from_left=True, pad=0, colour=theme.activity.text)
        rework = speaker.say("planned", "计划内") if edge.planned else _amount(edge.rework_time, speaker)
        told = (speaker.number(edge.return_flow_per_case), speaker.percent(edge.share_of_cases), rework)
        for x, text in zip(xs[1:], told, strict=False):
            sheet.text(x, middle, text)
        y += height
    sheet.line([(left, y), (xs[-1], y)], theme.band_border.colour)
    whole = analysis.loops.rework_time
    words = speaker.say("All rework: ", "返工合计：") + f"{_amount(whole.rework, speaker)} {unit}"
    if whole.rework_share.value is not None:
        share = speaker.percent(whole.rework_share)
        words += speaker.say(f", {share} of the work", f"，占工作量 {share}")
    sheet.text(left, y + 18, words, bold=True, colour=theme.title)


def _amount(quantity: Quantity, speaker: Speaker) -> str:
    """A number; a lower bound of zero says nothing and is not told."""
    if quantity.value is None and not quantity.lower and not quantity.upper:
        return speaker.say("unknown", "未知") if quantity.status is not Status.INFINITE else "∞"
    return speaker.number(quantity, 1)


def _ends(edge: ReturningEdge, analysis: Analysis) -> tuple[str, str]:
    """The step or node where work turns back, and the one where it begins again."""
    behind = edge.target if edge.target in analysis.graph.steps or not edge.behind else edge.behind[0]
    before = edge.source
    if analysis.graph.nodes[before].label is None and edge.before:
        before = edge.before[0]
    return before, behind
