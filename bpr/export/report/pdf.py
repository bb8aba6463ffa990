"""The report as PDF: A4 sheets with vector pictures; every text can be searched and copied.

The logo of a theme is not shown: sheets are scenes, which hold shapes and text. The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from bpr.export.page import number_columns
from bpr.export.pdf.writer import Pdf, render_pdf
from bpr.export.report.chapter import Chapter, Figure, Report
from bpr.export.report.columns import column_widths, lies_wide
from bpr.export.report.figures import drawings
from bpr.export.report.look import CAUTION, GREY, SEVERITY_FILLS
from bpr.export.report.sheet import LONG, MARGIN, SHORT, Sheets, table_beginning
from bpr.export.report.walk import FindingEntry, write_chapters, write_contents, write_cover
from bpr.export.scene.shapes import Scene
from bpr.export.speaker import Section
from bpr.export.swimlane.paint import paint
from bpr.export.theme.theme import Logo, ink_on

_CAPTION = 30.0
_HEADING, _LINE = 100.0, 45.0


def report_pdf(report: Report) -> Pdf:
    """Write a report as PDF; the result names the characters that no shipped font draws."""
    return render_pdf(report_scenes(report), title=report.title)


def report_scenes(report: Report) -> tuple[Scene, ...]:
    """The sheets of a report: cover with contents, then the chapters."""
    covers = 1
    while True:
        inside = _Blocks(report, covers)
        write_chapters(report, inside)
        cover = _Blocks(report, 0, inside.begins)
        cover.sheets.turn(report.title)
        write_cover(report, cover)
        write_contents(report, cover)
        if len(cover.sheets.sheets) == covers:
            break
        covers = len(cover.sheets.sheets)
    cover.sheets.sheets += inside.sheets.sheets
    return cover.sheets.finished(report.title)


class _Blocks:
    """Blocks on their own run of sheets.

    Args:
        report: what is written.
        before: sheets that stand before the first one.
        begins: the number of the sheet on which each chapter begins, for the contents; filled where chapters are
            written.
    """

    def __init__(self, report: Report, before: int, begins: Sequence[int] = ()) -> None:
        self.report = report
        self.sheets = Sheets(report.theme, ink_on(report.theme.head))
        self.begins = list(begins)
        self._before = before

    def logo(self, logo: Logo) -> None:
        """Not shown: sheets hold shapes and text."""

    def kicker(self, text: str) -> None:
        self.sheets.text(text, size=12, colour=GREY, after=2)

    def title(self, text: str) -> None:
        self.sheets.text(text, size=30, bold=True)

    def fact(self, text: str) -> None:
        self.sheets.text(text, colour=GREY)

    def highlights(self, entries: Sequence[tuple[str, str]]) -> None:
        self.sheets.rule(self.report.theme.head, 3)
        self.sheets.figures(entries)

    def caution(self, lines: Sequence[str]) -> None:
        colour, fill, ink = CAUTION
        self.sheets.skip(8)
        self.sheets.boxed(lines, colour=colour, fill=fill, ink=ink)

    def contents(self, title: str, chapters: Sequence[Chapter]) -> None:
        self.sheets.skip(10 if self.report.caution else 18)
        self.sheets.text(title, size=16, bold=True, keep=40)
        for number, (chapter, begin) in enumerate(zip(chapters, self.begins, strict=True), start=1):
            self.sheets.entry(f"{number}  {chapter.title}", str(begin))

    def chapter(self, number: int, chapter: Chapter) -> None:
        """A new sheet where the chapter needs another direction or much room; else some room above it."""
        title, sheets = f"{number}  {chapter.title}", self.sheets
        landscape = lies_wide(chapter, SHORT - 2 * MARGIN)
        if not sheets.sheets or landscape != sheets.sheet.landscape or sheets.left < self._beginning(chapter):
            sheets.turn(title, landscape=landscape)
        else:
            sheets.skip(22)
        self.begins.append(self._before + len(sheets.sheets))
        sheets.text(title, size=20, bold=True, keep=90)

    def _beginning(self, chapter: Chapter) -> float:
        """The height of what stays together at the beginning of a chapter: heading, lines and a small table."""
        section, width = chapter.sections[0], self.sheets.width
        height = _HEADING + _LINE * len(section.lines)
        if chapter.kind in ("pictures", "findings") or not section.head:
            return height + _LINE
        widths = column_widths(section, width, matrix=chapter.kind == "matrix")
        return height + table_beginning(section.head, section.rows, widths)

    def about(self, text: str) -> None:
        self.sheets.text(text, size=12.5, colour=GREY, keep=60)

    def heading(self, text: str) -> None:
        self.sheets.text(text, size=14.5, bold=True, keep=70)

    def line(self, text: str) -> None:
        self.sheets.text(text)

    def points(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.sheets.bullet(line)

    def table(self, section: Section, *, matrix: bool) -> None:
        widths = column_widths(section, self.sheets.width, matrix=matrix)
        self.sheets.table(section.head, section.rows, widths, right=number_columns(section), centred=matrix)

    def findings(self, heads: tuple[str, str, str], entries: Sequence[FindingEntry]) -> None:
        """One row for each finding: severity, message with remedy below, code."""
        rows = [(entry.word, f"{entry.message}\n{entry.remedy}", entry.code) for entry in entries]
        fills = [SEVERITY_FILLS[entry.severity.value] for entry in entries]
        room = self.sheets.width
        self.sheets.table(heads, rows, [room * 0.11, room * 0.67, room * 0.22], fills=fills)

    def figure(self, number: int, figure: Figure) -> None:
        """A picture on one sheet, and once more on several where it would be too small to read."""
        picture, sheets = figure.picture, self.sheets
        shown = drawings(figure, LONG - 2 * MARGIN, SHORT - 2 * MARGIN - _CAPTION)
        for at, (geometry, caption) in enumerate(shown):
            if number or at:
                sheets.turn(figure.caption, landscape=True)
            sheets.drawing(paint(geometry, picture.theme, picture.overlay), height=sheets.left - _CAPTION)
            sheets.text(caption, size=11, colour=GREY)
