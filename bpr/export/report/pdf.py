"""The report as PDF: A4 sheets with vector pictures; every text can be searched and copied.

The logo of a theme is not shown: sheets are scenes, which hold shapes and text. The same report gives the same bytes.
"""

from __future__ import annotations

from bpr.export.page import number_columns
from bpr.export.pdf.writer import Pdf, render_pdf
from bpr.export.report.chapter import Chapter, Figure, Report
from bpr.export.report.columns import column_widths, matrix_width
from bpr.export.report.look import GREY, LEAST_SCALE, SEVERITY_FILLS
from bpr.export.report.sheet import LONG, MARGIN, SHORT, Sheets, table_beginning
from bpr.export.scene.shapes import Scene
from bpr.export.speaker import Section
from bpr.export.swimlane.paint import paint
from bpr.export.theme.theme import ink_on
from bpr.layout.pages.split import page_scale, split_pages

_CAPTION = 30.0
_HEADING, _LINE = 100.0, 45.0


def report_pdf(report: Report) -> Pdf:
    """Write a report as PDF; the result names the characters that no shipped font draws."""
    return render_pdf(report_scenes(report), title=report.title)


def report_scenes(report: Report) -> tuple[Scene, ...]:
    """The sheets of a report: cover with contents, then the chapters."""
    covers = 1
    while True:
        writer = _Writer(report)
        begins = writer.chapters(covers)
        cover = _Writer(report)
        cover.cover(begins)
        if len(cover.sheets.sheets) == covers:
            break
        covers = len(cover.sheets.sheets)
    cover.sheets.sheets += writer.sheets.sheets
    return cover.sheets.finished(report.title)


class _Writer:
    """A part of the report on its own run of sheets."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sheets = Sheets(report.theme, ink_on(report.theme.head))

    def say(self, en: str, zh: str) -> str:
        return zh if self.report.lang == "zh" else en

    def cover(self, begins: list[int]) -> None:
        """Title, who, the few numbers, the findings in short, what is not measured, and the contents."""
        report, sheets = self.report, self.sheets
        sheets.turn(report.title)
        sheets.text(report.kicker, size=12, colour=GREY, after=2)
        sheets.text(report.title, size=30, bold=True)
        for line in report.facts:
            sheets.text(line, colour=GREY)
        sheets.rule(report.theme.head, 3)
        sheets.figures(report.highlights)
        for line in report.summary:
            sheets.bullet(line)
        sheets.skip(8)
        if report.caution:
            sheets.boxed(report.caution, colour="#8a5a00", fill="#fff8e6", ink="#4d3300")
        sheets.skip(10)
        sheets.text(self.say("Contents", "目录"), size=16, bold=True, keep=40)
        for number, (chapter, begin) in enumerate(zip(report.chapters, begins, strict=True), start=1):
            sheets.entry(f"{number}  {chapter.title}", str(begin))

    def chapters(self, before: int) -> list[int]:
        """All chapters; the number of the sheet on which each begins, ``before`` sheets stand before the first."""
        begins = []
        for number, chapter in enumerate(self.report.chapters, start=1):
            self._begin(number, chapter)
            begins.append(before + len(self.sheets.sheets))
            self._chapter(number, chapter)
        return begins

    def _begin(self, number: int, chapter: Chapter) -> None:
        """A new sheet where the chapter needs another direction or much room; else some room above it."""
        title = f"{number}  {chapter.title}"
        widths = [matrix_width(section) for section in chapter.sections if chapter.kind == "matrix"]
        landscape = chapter.kind == "pictures" or max(widths, default=0.0) > SHORT - 2 * MARGIN
        sheets = self.sheets
        if not sheets.sheets or landscape != sheets.sheet.landscape or sheets.left < self._beginning(chapter):
            sheets.turn(title, landscape=landscape)
        else:
            sheets.skip(22)

    def _beginning(self, chapter: Chapter) -> float:
        """The height of what stays together at the beginning of a chapter: heading, lines and a small table."""
        section, width = chapter.sections[0], self.sheets.width
        height = _HEADING + _LINE * len(section.lines)
        if chapter.kind in ("pictures", "findings") or not section.head:
            return height + _LINE
        widths = column_widths(section, width, matrix=chapter.kind == "matrix")
        return height + table_beginning(section.head, section.rows, widths)

    def _chapter(self, number: int, chapter: Chapter) -> None:
        sheets = self.sheets
        sheets.text(f"{number}  {chapter.title}", size=20, bold=True, keep=90)
        if chapter.about:
            sheets.text(chapter.about, size=12.5, colour=GREY, keep=60)
        if chapter.kind == "pictures":
            for at, figure in enumerate(self.report.figures):
                self._figure(figure, first=at == 0)
        elif chapter.kind == "findings":
            self._findings(chapter.sections[0])
        else:
            for position, section in enumerate(chapter.sections):
                if position:
                    sheets.text(section.title, size=14.5, bold=True, keep=70)
                self._section(section, matrix=chapter.kind == "matrix")

    def _section(self, section: Section, *, matrix: bool) -> None:
        for line in section.lines:
            if line.startswith("- "):
                self.sheets.bullet(line.removeprefix("- "))
            else:
                self.sheets.text(line)
        if section.head:
            widths = column_widths(section, self.sheets.width, matrix=matrix)
            right = number_columns(section)
            self.sheets.table(section.head, section.rows, widths, right=right, centred=matrix)

    def _findings(self, section: Section) -> None:
        """One row for each finding: severity, message with remedy below, code."""
        for line in section.lines:
            self.sheets.text(line)
        fix = self.say("Remedy: ", "改法：")
        rows = [(word, f"{message}\n{fix}{remedy}", code) for word, code, message, remedy in section.rows]
        head = (section.head[0], f"{section.head[2]} · {section.head[3]}", section.head[1])
        room = self.sheets.width
        fills = [SEVERITY_FILLS[severity.value] for severity in self.report.severities]
        self.sheets.table(head, rows, [room * 0.11, room * 0.67, room * 0.22], fills=fills)

    def _figure(self, figure: Figure, *, first: bool) -> None:
        """A picture on one sheet, and once more on several where it would be too small to read."""
        geometry, picture, sheets = figure.picture.geometry, figure.picture, self.sheets
        if not first:
            sheets.turn(figure.caption, landscape=True)
        self._drawing(paint(geometry, picture.theme, picture.overlay), figure.caption)
        room = LONG - 2 * MARGIN, SHORT - 2 * MARGIN - _CAPTION
        if page_scale(geometry, *room) >= LEAST_SCALE:
            return
        pages = split_pages(geometry, *room)
        for number, page in enumerate(pages, start=1):
            sheets.turn(figure.caption, landscape=True)
            self._drawing(paint(page, picture.theme, picture.overlay), f"{figure.caption} ({number}/{len(pages)})")

    def _drawing(self, scene: Scene, caption: str) -> None:
        self.sheets.drawing(scene, height=self.sheets.left - _CAPTION)
        self.sheets.text(caption, size=11, colour=GREY)
