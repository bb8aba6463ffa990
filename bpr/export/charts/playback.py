"""The playback strip: one case walking through the process, step by step, with the time it waits in between.

The case: of 25 simulated cases (fixed seed), each alone in the firm, the one with the median cycle time. So the strip
shows mean times as written and the waiting that is written at the steps, but no queue; where the model gives no
head-count, nobody waits for a person. Above: the case on a time line, one row a role; below: the steps as a strip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bpr.diagnosis.analyse import Analysis
from bpr.errors import AnalysisError
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, basis, heading
from bpr.export.scene.shapes import Scene
from bpr.export.speaker import Speaker
from bpr.export.swimlane.paint import arrow
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width
from bpr.simulation.log import ORIGIN, event_log
from bpr.simulation.scenario import Assumptions, Scenario

CASES, SEED = 25, 1
_YEARS_APART = 10
_HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0}
_YEAR = timedelta(days=365)

_CARD, _CARD_HEIGHT, _BETWEEN, _ACROSS = 138.0, 92.0, 78.0, 6
_NAME, _AXIS, _ROW = 150.0, 900.0, 24.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One execution in the case: begin and end in hours since the case began, and the wait before it."""

    name: str
    role: str
    begin: float
    end: float
    wait: float
    again: int


def playback(analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN) -> Scene:
    """Draw one case from its start to its end.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
    """
    speaker = Speaker(analysis, lang)
    sheet = Sheet(heading(analysis, lang, "One case step by step", "一个案例的逐步回放"), theme)
    try:
        moments = median_case(analysis, lang)
    except AnalysisError as error:
        reasons = speaker.say("; ", "；").join(
            dict.fromkeys(_reason(problem.where.element, problem.message.pick(lang)) for problem in error.problems)
        )
        return sheet.say_only(speaker.say(f"No case can be played: {reasons}", f"无法回放案例：{reasons}"))
    if not moments:
        return sheet.say_only(speaker.say("A case passes no step here.", "案例不经过任何步骤。"))
    y = _time_line(sheet, moments, speaker)
    _strip(sheet, moments, speaker, y + 34)
    sheet.notes([*_notes(speaker), *basis(analysis, lang)])
    return sheet.scene()


def median_case(analysis: Analysis, lang: str) -> tuple[Moment, ...]:
    """The simulated case with the median cycle time.

    Raises:
        AnalysisError: the process cannot be simulated; names what is missing.
    """
    unit = analysis.process.time_unit
    apart = _YEARS_APART * _YEAR.total_seconds() / 3600 / _HOURS[unit]
    log = event_log(
        analysis.graph,
        cases=CASES,
        seed=SEED,
        scenario=Scenario(arrivals=tuple(apart * number for number in range(CASES))),
        assume=Assumptions(
            family="fixed", people="unlimited", uniform="assume_uniform" in "".join(analysis.assumptions)
        ),
        lang=lang,
    )
    origin = datetime.fromisoformat(f"{ORIGIN}+00:00")
    cases: dict[int, list[Moment]] = {}
    for case, activity, role, _, _, begin, end in log.rows():
        start = origin + (int(case) - 1) * _YEARS_APART * _YEAR
        hours = [(datetime.fromisoformat(text) - start).total_seconds() / 3600 for text in (begin, end)]
        before = cases.setdefault(int(case), [])
        done = max((moment.end for moment in before if moment.end <= hours[0] + 1e-6), default=0.0)
        again = sum(moment.name == activity for moment in before)
        before.append(Moment(activity, role, hours[0], hours[1], max(0.0, hours[0] - done), again))
    if not cases:
        return ()
    ranked = sorted(cases.values(), key=lambda found: max(moment.end for moment in found))
    return tuple(ranked[(len(ranked) - 1) // 2])


def _reason(element: str | None, message: str) -> str:
    return f"{element}: {message}" if element else message


def hours_text(hours: float, lang: str) -> str:
    """A time for people; days are never written, because working days and calendar days differ.

    Example:
        >>> hours_text(0.5, "en"), hours_text(30.0, "en"), hours_text(2.5, "zh"), hours_text(0.0, "zh")
        ('30 min', '30 h', '2.5 小时', '0')
    """
    if hours == 0.0:
        return "0"
    for limit, factor, en, zh in ((1 / 60, 3600.0, "s", "秒"), (1.5, 60.0, "min", "分钟"), (100.0, 1.0, "h", "小时")):
        if hours < limit:
            return f"{hours * factor:.3g} {zh if lang == 'zh' else en}"
    return f"{hours:,.0f} {'小时' if lang == 'zh' else 'h'}"


def _time_line(sheet: Sheet, moments: Sequence[Moment], speaker: Speaker) -> float:
    """The case against the clock, one row a role; the y below it."""
    theme, y = sheet.theme, TITLE_ROOM + 12
    whole = max(moment.end for moment in moments) or 1.0
    roles = list(dict.fromkeys(moment.role for moment in moments))
    left = MARGIN + _NAME + 10
    for number, role in enumerate(roles):
        row = Rect(left, y + number * _ROW, _AXIS, _ROW)
        sheet.box(row, theme.bands[number % len(theme.bands)], theme.band_border.colour, width=0.7)
        name = role or speaker.say("(no role)", "（无角色）")
        sheet.fill(Rect(MARGIN, row.y, _NAME, _ROW), name, size=SMALL, from_left=True, pad=0)
    for moment in moments:
        top = y + roles.index(moment.role) * _ROW
        begin, end = left + moment.begin / whole * _AXIS, left + moment.end / whole * _AXIS
        if moment.wait:
            since = begin - moment.wait / whole * _AXIS
            sheet.box(Rect(since, top + 9, begin - since, 6), theme.heat_colour(0.6))
        sheet.box(Rect(begin, top + 4, max(2.0, end - begin), _ROW - 8), theme.handoff.colour)
    bottom = y + len(roles) * _ROW
    for part in range(5):
        x = left + _AXIS * part / 4
        sheet.line([(x, bottom), (x, bottom + 5)], theme.head_border.colour)
        text = hours_text(whole * part / 4, speaker.lang)
        most = left + _AXIS - text_width(text, SMALL) / 2
        sheet.text(min(x, most), bottom + 14, text, size=SMALL, anchor="middle")
    work = sum(moment.end - moment.begin for moment in moments)
    told = (hours_text(whole, speaker.lang), hours_text(work, speaker.lang))
    sheet.text(left, bottom + 36, speaker.say(f"cycle time {told[0]}, of it work {told[1]}",
                                              f"周期时间 {told[0]}，其中处理 {told[1]}"), bold=True)  # fmt: skip
    return bottom + 36


def _strip(sheet: Sheet, moments: Sequence[Moment], speaker: Speaker, top: float) -> None:
    """The steps as cards in rows, arrows between them with the waiting on them."""
    theme, pitch = sheet.theme, _CARD + _BETWEEN
    for number, moment in enumerate(moments):
        row, place = divmod(number, _ACROSS)
        x, y = MARGIN + place * pitch, top + row * (_CARD_HEIGHT + 30)
        start = len(sheet.items)
        before = moments[number - 1] if number else None
        if before is not None:
            ink = theme.handoff if before.role != moment.role else theme.sequence
            begin = x - _BETWEEN if place else x - 18
            middle = y + _CARD_HEIGHT / 2
            sheet.add(*arrow([(begin, middle), (x, middle)], ink, paper=theme.paper))
            if moment.wait:
                words = hours_text(moment.wait, speaker.lang)
                room = Rect(x - _BETWEEN + 4, middle - 26, _BETWEEN - 14, 18)
                if place:
                    sheet.box(room, theme.heat_colour(0.6), radius=4)
                    sheet.fill(room, words, size=SMALL, colour=theme.activity.text, pad=2)
                else:
                    words = speaker.say(f"waited {words}", f"等待 {words}")
                    sheet.text(x, y - 9, words, size=SMALL, colour=theme.activity.text)
        card = Rect(x, y, _CARD, _CARD_HEIGHT)
        ink = theme.rework if moment.again else theme.activity.border
        sheet.box(card, theme.activity.fill, ink.colour, width=ink.width, radius=6, dash=ink.dash)
        head = Rect(x, y, _CARD, 20)
        sheet.box(head, theme.head, radius=6)
        sheet.fill(head, f"{number + 1}  {moment.role or '?'}", size=SMALL, colour=theme.head_text)
        sheet.fill(Rect(x, y + 22, _CARD, 46), moment.name, size=TEXT, colour=theme.activity.text)
        foot = hours_text(moment.end - moment.begin, speaker.lang)
        if moment.again:
            foot += speaker.say(f" · time no. {moment.again + 1}", f" · 第 {moment.again + 1} 次")
        sheet.fill(Rect(x, y + 70, _CARD, 18), foot, size=SMALL, colour=theme.label)
        sheet.part("step", f"{number + 1}", f"{number + 1}. {moment.name}", start)


def _notes(speaker: Speaker) -> list[str]:
    return [
        speaker.say(
            "Blue: work; orange: waiting. Blue arrow: handoff. Dashed red card: the step is done again.",
            "蓝色：处理；橙色：等待。蓝色箭头：交接。红色虚线卡片：重复执行。",
        ),
        speaker.say(
            f"The median of {CASES} simulated cases (seed {SEED}), each alone: mean times, written waits, no queues.",
            f"{CASES} 个模拟案例（种子 {SEED}）中周期居中的一个；每个案例单独运行：取平均时间与所填等待，无排队。",
        ),
    ]
