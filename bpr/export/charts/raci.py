"""The RACI matrix as a picture: one row an activity, one column a role, a coloured letter for each duty.

Rows that break a basic rule of the variant say so at their end: no one answers, several answer, nobody does it. An
accountable role that bpr proposed (the process owner) is drawn with a dashed border.
"""

from __future__ import annotations

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix
from bpr.diagnosis.analyse import Analysis
from bpr.export.charts.grid import draw_grid
from bpr.export.charts.sheet import MARGIN, SMALL, TITLE_ROOM, Sheet, heading
from bpr.export.scene.shapes import Rectangle, Scene, Style, Words
from bpr.export.speaker import Speaker
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width
from bpr.model.raci import letters_of

_CHIP = 22.0
_DUTIES = {
    "does": ("does it", "执行"),
    "answers": ("is accountable", "负责"),
    "consulted": ("is consulted", "咨询"),
    "informed": ("is informed", "知会"),
    "support": ("supports", "支持"),
}


def raci_picture(analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN) -> Scene:
    """Draw the responsibility matrix.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
    """
    speaker, matrix = Speaker(analysis, lang), analysis.raci.matrix
    sheet = Sheet(heading(analysis, lang, f"{matrix.variant} matrix", f"{matrix.variant} 矩阵"), theme)
    if not matrix.rows:
        return sheet.say_only(speaker.say("This process has no activities.", "该流程没有活动。"))
    present = {role for row in matrix.rows.values() for role in row}
    roles = [role for role in analysis.process.roles if role in present]
    roles += sorted(present - set(roles))
    gaps = {step: _gap(matrix, step, speaker) for step in matrix.rows}
    heads = [speaker.role(role) for role in roles]
    if any(gaps.values()):
        heads.append(speaker.say("gaps", "缺口"))
    names = [f"{step} {matrix.step_name(step, lang)}" if matrix.step_name(step, lang) != step else step
             for step in matrix.rows]  # fmt: skip
    grid = draw_grid(sheet, names, heads, corner=speaker.say("activity", "活动"), column=84.0, top=TITLE_ROOM + 4)
    proposed = set(matrix.flagged("A_FROM_PROCESS_OWNER"))
    for at, (step, row) in enumerate(matrix.rows.items()):
        for column, role in enumerate(roles):
            if letters := row.get(role):
                _chips(sheet, grid.cell(at, column), letters, matrix, proposed=step in proposed)
        if gaps[step]:
            cell = grid.cell(at, len(roles))
            sheet.box(cell, theme.end.fill, theme.band_border.colour)
            sheet.fill(cell, gaps[step], size=SMALL, colour=theme.activity.text)
    _legend(sheet, matrix, speaker, bool(proposed))
    return sheet.scene()


def _gap(matrix: RaciMatrix, step: str, speaker: Speaker) -> str:
    """What the row lacks or has too much of; empty when it is in order."""
    if step in matrix.summaries:
        return ""
    duties, found = duties_of(matrix.variant), []
    answering = len(matrix.roles_with(step, duties.answers))
    if answering == 0:
        found.append(speaker.say(f"no {duties.answers}", f"无 {duties.answers}"))
    elif answering > 1:
        found.append(speaker.say(f"{answering} {duties.answers}", f"{answering} 个 {duties.answers}"))
    if duties.does in duties.at_least_one + duties.exactly_one and not matrix.roles_with(step, duties.does):
        found.append(speaker.say(f"no {duties.does}", f"无 {duties.does}"))
    return speaker.say(", ", "、").join(found)


def _styles(matrix: RaciMatrix, theme: Theme) -> dict[str, tuple[str, str, str]]:
    """Filling, border and letter colour of each letter of the variant."""
    duties = duties_of(matrix.variant)
    plain = (theme.removed.fill, theme.removed.border.colour, theme.removed.text)
    styles = dict.fromkeys(letters_of(matrix.variant), plain)
    if duties.consulted is not None:
        styles[duties.consulted] = (theme.gateway.fill, theme.gateway.border.colour, theme.gateway.text)
    styles[duties.does] = (theme.handoff.colour, theme.handoff.colour, theme.head_text)
    styles[duties.answers] = (theme.group_heads[-1], theme.group_heads[-1], theme.head_text)
    return styles


def _chips(sheet: Sheet, cell: Rect, letters: tuple[str, ...], matrix: RaciMatrix, *, proposed: bool) -> None:
    answers = duties_of(matrix.variant).answers
    pitch = min(_CHIP + 4, (cell.width - 4) / len(letters))
    x = cell.centre[0] - pitch * (len(letters) - 1) / 2
    for number, letter in enumerate(letters):
        _chip(sheet, x + number * pitch, cell.centre[1], letter, matrix, dashed=proposed and letter == answers)


def _chip(sheet: Sheet, x: float, y: float, letter: str, matrix: RaciMatrix, *, dashed: bool = False) -> None:
    fill, border, ink = _styles(matrix, sheet.theme)[letter]
    if dashed:
        fill, ink = sheet.theme.paper, border
    style = Style(fill, border, 1.4, (4.0, 2.5) if dashed else ())
    sheet.add(Rectangle(Rect(x - _CHIP / 2, y - _CHIP / 2, _CHIP, _CHIP), style, 5.0))
    sheet.add(Words(x, y, letter, 12.0, ink, bold=True))


def _legend(sheet: Sheet, matrix: RaciMatrix, speaker: Speaker, proposed: bool) -> None:
    duties = duties_of(matrix.variant)
    entries = [(letter, _DUTIES[name], False) for name in _DUTIES if (letter := getattr(duties, name)) is not None]
    if proposed:
        entries.append((duties.answers, ("proposed: the process owner", "建议：流程负责人"), True))
    x, y = MARGIN, sheet.bottom + 26
    for letter, texts, dashed in entries:
        text = speaker.say(*texts)
        if x > MARGIN and x + 40 + text_width(text, SMALL) > sheet.right:
            x, y = MARGIN, y + _CHIP + 6
        _chip(sheet, x + _CHIP / 2, y, letter, matrix, dashed=dashed)
        sheet.text(x + _CHIP + 6, y, text, size=SMALL)
        x += _CHIP + 30 + text_width(text, SMALL)
    sheet.reach(MARGIN, y + _CHIP / 2)
