"""The load chart: work per case and utilisation of each role, with the limit that nobody can pass.

Left: expected processing time per case. Right: utilisation, the limit line at 100 %; above it the queue grows without
end. What is not known is hatched and says what is missing.
"""

from __future__ import annotations

from bpr.analysis.load.analyse import RoleLoad
from bpr.diagnosis.analyse import Analysis
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, basis, heading, text_height
from bpr.export.scene.shapes import Scene
from bpr.export.speaker import Speaker
from bpr.export.theme.theme import PLAIN, Theme
from bpr.export.units import unit_text
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width
from bpr.quantity import Quantity, Status

_NAME, _WORK, _USE, _GAP = 190.0, 210.0, 330.0, 26.0
_BAR, _ROW = 20.0, 38.0
_LEAST_SCALE, _MOST_SCALE = 1.2, 2.2
_MISSING = {
    "people": ("head-count", "人数"),
    "working_time": ("working calendar", "工作日历"),
    "volume": ("volume", "业务量"),
    "time": ("processing times", "处理时间"),
    "share": ("shares of branches", "分支比例"),
}

Told = tuple[float, float, str, str, str]  # x, y, words, their colour, the ground they stand on


def load_chart(analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN) -> Scene:
    """Draw the load of every role that performs a step.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
    """
    speaker = Speaker(analysis, lang)
    sheet = Sheet(heading(analysis, lang, "Load of the roles", "角色负荷"), theme)
    loads = list(analysis.load.roles.values())
    if not loads:
        return sheet.say_only(speaker.say("No role performs a step of this process.", "该流程没有角色执行任何步骤。"))
    work, use = MARGIN + _NAME + 14, MARGIN + _NAME + 14 + _WORK + _GAP
    unit = unit_text(f"{analysis.process.time_unit}/case", lang)
    top = TITLE_ROOM + 10
    sheet.text(work, top, speaker.say(f"work, {unit}", f"工作量，{unit}"), colour=theme.title, bold=True)
    sheet.text(use, top, speaker.say("utilisation", "利用率"), colour=theme.title, bold=True)
    most = max((load.unit_load.value or 0.0 for load in loads), default=0.0)
    highest = max((load.rho.value for load in loads if load.rho.value is not None), default=0.0)
    scale = min(max(_LEAST_SCALE, highest * 1.12), _MOST_SCALE)
    told: list[Told] = []
    y = first = top + 16
    for load in loads:
        name = speaker.role(load.role)
        outside = speaker.say(" (outside)", "（外部）") if load.external else ""
        height = max(_ROW, text_height(name + outside, TEXT, _NAME) + 8)
        start = len(sheet.items)
        sheet.fill(Rect(MARGIN, y, _NAME, height), name + outside, from_left=True, pad=0, colour=theme.activity.text)
        middle = y + height / 2
        _work_bar(sheet, Rect(work, middle - _BAR / 2, _WORK, _BAR), load.unit_load, most)
        told += _use_bar(sheet, Rect(use, middle - _BAR / 2, _USE, _BAR), load, scale, speaker)
        sheet.part("load", load.role, name, start)
        y += height
        sheet.line([(MARGIN, y), (use + _USE, y)], theme.band_border.colour, 0.7)
    if any(load.rho.value is not None for load in loads):
        limit = use + _USE / scale
        sheet.line([(limit, first), (limit, y)], theme.group_heads[-1], 1.8, (6.0, 3.0))
        sheet.text(limit, y + 11, speaker.say("limit 100 %", "上限 100 %"), size=SMALL, anchor="middle")
    for x, middle, words, colour, ground in told:
        sheet.text(x, middle, words, colour=colour, halo=ground)
    sheet.reach(use + _USE, y + 18)
    sheet.notes(_notes(analysis, speaker))
    return sheet.scene()


def _work_bar(sheet: Sheet, track: Rect, quantity: Quantity, most: float) -> None:
    theme = sheet.theme
    if quantity.value is None:
        known = quantity.format(1)
        sheet.unknown(Rect(track.x, track.y, track.width * 0.6, track.height), known)
        return
    room = track.width - 64
    length = quantity.value / most * room if most else 0.0
    if length:
        sheet.box(Rect(track.x, track.y, length, track.height), theme.band_border.colour, theme.activity.border.colour)
    sheet.text(track.x + length + 6, track.centre[1], quantity.format(1))


def _use_bar(sheet: Sheet, track: Rect, load: RoleLoad, scale: float, speaker: Speaker) -> list[Told]:
    """The utilisation; its number is handed back, because it stands over the limit line, which comes later."""
    theme, rho = sheet.theme, load.rho
    sheet.box(track, theme.bands[0], theme.band_border.colour)
    if rho.value is None:
        if load.external:
            sheet.fill(track, speaker.say("outside: not ours to staff", "外部：不由我方配置"), size=SMALL)
            return []
        sheet.unknown(track, "")
        return [(track.x + 10, track.centre[1], f"? {_missing(rho, speaker)}", theme.label, theme.paper)]
    length = min(rho.value / scale, 1.0) * track.width
    over = rho.value >= 1.0 or rho.status is Status.UNSTABLE
    fill = theme.end.border.colour if over else theme.handoff.colour
    sheet.box(Rect(track.x, track.y, length, track.height), fill, fill)
    if rho.value > scale:  # the bar goes on: two cuts near its end
        for x in (track.right - 16, track.right - 9):
            sheet.line([(x - 4, track.bottom), (x + 4, track.y)], theme.paper, 2.5)
    words = f"{rho.value:.0%}" + (speaker.say(" overloaded", " 超负荷") if over else "")
    if rho.status is Status.ASSUMED:
        words += speaker.say(" (assumed)", "（假设）")
    width = text_width(words, TEXT)
    inside = length + width + 14 > track.width
    x = track.x + length - width - 26 if inside else track.x + length + 6
    ground = fill if inside else theme.bands[0]
    return [(x, track.centre[1], words, theme.head_text if inside else theme.activity.text, ground)]


def _missing(quantity: Quantity, speaker: Speaker) -> str:
    """What would have to be known, in words."""
    fields = dict.fromkeys(name.rpartition(".")[2] for name in quantity.missing)
    found = [speaker.say(*_MISSING[name]) if name in _MISSING else name for name in fields]
    if not found:
        return speaker.say("not known", "未知")
    return speaker.say("missing: ", "缺少：") + speaker.say(", ", "、").join(found)


def _notes(analysis: Analysis, speaker: Speaker) -> list[str]:
    lines = []
    if narrow := analysis.load.theoretical_bottleneck:
        names = ", ".join(map(speaker.role, narrow))
        lines.append(speaker.say(f"Least capacity: {names}", f"产能最小：{names}"))
    return [*lines, *basis(analysis, speaker.lang)]
