"""The handoff matrix as a picture: who hands to whom how often per case, the more the warmer.

Cells: transfers per case from the holder of the row to the holder of the column; blank: none; the diagonal (grey) is
work that stays with its holder and is no handoff. What is not known is hatched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bpr.analysis.handoffs.report import HandoffReport
from bpr.diagnosis.analyse import Analysis
from bpr.export.charts.grid import draw_grid
from bpr.export.charts.sheet import TITLE_ROOM, Sheet, basis, heading
from bpr.export.scene.shapes import Scene
from bpr.export.speaker import Speaker
from bpr.export.theme.theme import PLAIN, Theme
from bpr.graph import Level
from bpr.layout.geometry import Rect
from bpr.quantity import Quantity, Status, worst


def handoff_matrix(analysis: Analysis, *, lang: str = "en", theme: Theme = PLAIN, level: Level = "role") -> Scene:
    """Draw the handoff matrix at a level.

    Args:
        analysis: all results about one process.
        lang: language of the picture.
        theme: the colours.
        level: what rows and columns stand for.
    """
    speaker = Speaker(analysis, lang)
    report = analysis.handoffs[level]
    sheet = Sheet(heading(analysis, lang, "Handoff matrix", "交接矩阵"), theme)
    holders = holders_of(analysis, report)
    if not holders:
        return sheet.say_only(
            speaker.say("No work passes from one step to another whose performers are known.",
                        "没有执行者已知的工作传递。")
        )  # fmt: skip
    names = [holder_name(speaker, level, holder) for holder in holders]
    handed, taken = speaker.say("hands over", "交出"), speaker.say("takes over", "接收")
    corner = speaker.say("from ↓   to →\nper case", "从 ↓   到 →\n每案例")
    grid = draw_grid(sheet, [*names, taken], [*names, handed], corner=corner, top=TITLE_ROOM + 4)
    most = max((q.value or 0.0 for (a, b), q in report.matrix.items() if a != b), default=0.0)
    for row, source in enumerate(holders):
        for column, target in enumerate(holders):
            quantity = report.matrix.get((source, target))
            if quantity is not None:
                start = len(sheet.items)
                draw_amount(sheet, grid.cell(row, column), quantity, most, inner=source == target)
                sheet.part("cell", f"{source}->{target}", f"{names[row]} → {names[column]}: {quantity.format()}", start)
        draw_sum(sheet, grid.cell(row, len(holders)), report.matrix, [(source, t) for t in holders if t != source])
        draw_sum(sheet, grid.cell(len(holders), row), report.matrix, [(s, source) for s in holders if s != source])
    draw_sum(sheet, grid.cell(len(holders), len(holders)), report.matrix,
             [(s, t) for s in holders for t in holders if s != t])  # fmt: skip
    sheet.notes([*_notes(speaker, report), *basis(analysis, lang)])
    return sheet.scene()


def holders_of(analysis: Analysis, report: HandoffReport) -> list[str]:
    """Everybody in the matrix, in the author's order of roles or departments."""
    process = analysis.process
    known: tuple[str, ...] = ()
    if report.level in ("role", "department"):
        known = tuple(process.roles if report.level == "role" else process.departments)
    present = {holder for link in report.matrix for holder in link}
    return [*(key for key in known if key in present), *sorted(present - set(known))]


def holder_name(speaker: Speaker, level: Level, holder: str) -> str:
    """The name of a role or department, the id of anything else."""
    return {"role": speaker.role, "department": speaker.department}.get(level, str)(holder)


def draw_amount(sheet: Sheet, rect: Rect, quantity: Quantity, most: float, *, inner: bool = False) -> None:
    """A number in its cell, the ground the warmer the more it is; hatched where it is not known."""
    theme = sheet.theme
    if quantity.value is None and quantity.status is not Status.INFINITE:
        sheet.unknown(rect, quantity.format())
        return
    if quantity.value == 0.0:
        return
    share = 1.0 if quantity.value is None else quantity.value / most if most else 0.0
    sheet.box(rect, theme.removed.fill if inner else theme.heat_colour(share), theme.band_border.colour)
    colour = theme.removed.text if inner else theme.activity.text
    sheet.text(*rect.centre, quantity.format(), anchor="middle", colour=colour)


def draw_sum(
    sheet: Sheet, rect: Rect, matrix: Mapping[tuple[str, str], Quantity], links: Iterable[tuple[str, str]]
) -> None:
    """The sum of some cells, bold; unknown as soon as one of them is."""
    parts = [matrix[link] for link in links if link in matrix]
    if any(part.value is None for part in parts):
        sheet.unknown(rect, "∞" if worst(part.status for part in parts) is Status.INFINITE else "?")
        return
    sheet.box(rect, sheet.theme.bands[0], sheet.theme.band_border.colour)
    total = sum(part.value or 0.0 for part in parts)
    sheet.text(*rect.centre, f"{total:,.2f}", anchor="middle", bold=True, colour=sheet.theme.activity.text)


def _notes(speaker: Speaker, report: HandoffReport) -> list[str]:
    lines = [
        speaker.say(
            "Grey: work that stays with its holder. Blank: never. The warmer, the more handoffs per case.",
            "灰色：由同一方继续处理。空白：没有传递。颜色越暖，每案例交接越多。",
        )
    ]
    lost = report.unknown_transfers_per_case
    if lost.value is None:
        lines.append(
            speaker.say(
                "Not shown: transfers that touch a step without a known performer (how many is not known).",
                "未显示：涉及执行者未知步骤的传递（次数未知）。",
            )
        )
    elif lost.value:
        lines.append(
            speaker.say(
                f"Not shown: {lost.format()} transfers per case that touch a step without a known performer.",
                f"未显示：每案例 {lost.format()} 次传递涉及执行者未知的步骤。",
            )
        )
    return lines
