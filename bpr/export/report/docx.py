"""The report as a Word document: real headings, tables with repeated heads, pictures on landscape pages.

Chinese gets a typeface of its own, so that Word does not choose one. The table of contents is a field whose entries are
links; Word adds the page numbers when it is asked to update it. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from bpr.export import office_package
from bpr.export.escape import legal_xml
from bpr.export.page import number_columns
from bpr.export.report import docx_parts as parts
from bpr.export.report.chapter import Chapter, Figure, Report
from bpr.export.report.columns import column_widths, lies_wide
from bpr.export.report.docx_pages import EMU_PER_PX, GREY_INK, Pages
from bpr.export.report.figures import drawings
from bpr.export.report.look import CAUTION, SEVERITY_FILLS
from bpr.export.report.walk import FindingEntry, write_chapters, write_contents, write_cover
from bpr.export.scene.png import render_png, to_png
from bpr.export.scene.svg import scene_to_svg
from bpr.export.speaker import Section
from bpr.export.swimlane.paint import paint
from bpr.export.theme.theme import Logo, channels, ink_on, mix
from bpr.layout.pages.paper import PX_PER_INCH

_PICTURE_ROOM = (Cm(26.6), Cm(14.0))  # below the heading of the chapter
_PAGE_ROOM = (Cm(26.6), Cm(16.4))
_EMU_PER_INCH = 914_400
_SMALL_TABLE = 12  # rows that stay on one page


@dataclass(frozen=True, slots=True)
class Docx:
    """A Word document.

    Attributes:
        data: its bytes.
        replaced: characters that no font of this machine can draw; the pictures show □ for each.
    """

    data: bytes
    replaced: tuple[str, ...]


def report_docx(report: Report) -> Docx:
    """Write a report as a Word document.

    Raises:
        MissingPartError: the package resvg-py, which draws the pictures, is not installed.
    """
    blocks = _Blocks(report)
    write_cover(report, blocks)
    write_contents(report, blocks)
    write_chapters(report, blocks)
    stream = io.BytesIO()
    blocks.document.save(stream)
    members = office_package.unpack(stream.getvalue())
    return Docx(office_package.pack(members, title=report.title), tuple(sorted(blocks.replaced)))


class _Blocks:
    """Blocks of a document, one below the other; ``replaced`` are characters that no picture could show."""

    def __init__(self, report: Report) -> None:
        self._pages = Pages(report)
        self.document = self._pages.document
        self.replaced: set[str] = set()
        self._theme = report.theme
        self._on_accent = RGBColor(*channels(ink_on(report.theme.head)))

    def logo(self, logo: Logo) -> None:
        data = logo.data if logo.kind == "image/png" else to_png(logo.data.decode("utf-8"))
        picture = self.document.add_paragraph().add_run().add_picture(io.BytesIO(data))
        parts.shrink(picture, Cm(6), Cm(1.8))
        parts.describe(picture, logo.name)

    def kicker(self, text: str) -> None:
        parts.write(self.document.add_paragraph(), text, color=GREY_INK)

    def title(self, text: str) -> None:
        self.document.add_paragraph(legal_xml(text), style="Title")

    def fact(self, text: str) -> None:
        parts.write(self.document.add_paragraph(), text, color=GREY_INK)

    def highlights(self, entries: Sequence[tuple[str, str]]) -> None:
        accent, ground = RGBColor(*channels(self._theme.head)), mix("#ffffff", self._theme.head, 0.08)
        table = self.document.add_table(rows=1, cols=len(entries))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        parts.set_widths(table, [self._pages.room // len(entries)] * len(entries))
        for cell, (label, value) in zip(table.rows[0].cells, entries, strict=True):
            parts.shade(cell, ground)
            parts.write(cell.paragraphs[0], label, size=Pt(9), color=GREY_INK)
            parts.write(cell.add_paragraph(), value, size=Pt(13), bold=True, color=accent)
        self.document.add_paragraph()

    def caution(self, lines: Sequence[str]) -> None:
        colour, fill, _ = CAUTION
        for line in lines:
            paragraph = self.document.add_paragraph()
            parts.write(paragraph, line)
            parts.boxed(paragraph, colour=colour, fill=fill)

    def contents(self, title: str, chapters: Sequence[Chapter]) -> None:
        """A field, its entries links to the chapters."""
        head = self.document.add_paragraph()
        head.paragraph_format.space_before = Pt(14)
        head.paragraph_format.keep_with_next = True
        parts.write(head, title, bold=True, size=Pt(13))
        for number, chapter in enumerate(chapters, start=1):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            if number == 1:
                parts.open_field(paragraph, r'TOC \o "1-1" \h \z \u')
            parts.link(paragraph, f"{number}  {chapter.title}", _mark(chapter))
            if number == len(chapters):
                parts.close_field(paragraph)

    def chapter(self, number: int, chapter: Chapter) -> None:
        self._pages.turn(landscape=lies_wide(chapter, self._pages.upright_room / EMU_PER_PX))
        heading = self.document.add_heading(legal_xml(f"{number}  {chapter.title}"), level=1)
        heading.paragraph_format.page_break_before = number == 1
        parts.bookmark(heading, _mark(chapter), number)

    def about(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        parts.write(paragraph, text, color=GREY_INK)
        paragraph.paragraph_format.keep_with_next = True

    def heading(self, text: str) -> None:
        self.document.add_heading(legal_xml(text), level=2)

    def line(self, text: str) -> None:
        self.document.add_paragraph(legal_xml(text))

    def points(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.document.add_paragraph(legal_xml(line), style="List Bullet")

    def table(self, section: Section, *, matrix: bool) -> None:
        """A table whose head stands again on each page; numbers to the right, duties in the middle."""
        size = Pt(8 if matrix else 9)
        widths = column_widths(section, self._pages.room / EMU_PER_PX, matrix=matrix)
        table = self._grid(len(section.rows), [int(width * EMU_PER_PX) for width in widths])
        right = number_columns(section)
        together = 0 < len(section.rows) <= _SMALL_TABLE
        for row, texts in zip(table.rows, [section.head, *section.rows], strict=True):
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(1)
                paragraph.paragraph_format.keep_with_next = together and texts is not section.rows[-1]
                if matrix and column:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                elif right[column]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                looks = {"bold": True, "color": self._on_accent} if texts is section.head else {}
                parts.write(paragraph, text, size=size, **looks)

    def _grid(self, rows: int, widths: list[int]) -> Any:
        """An empty table below a coloured head."""
        table = self.document.add_table(rows=1 + rows, cols=len(widths))
        parts.borders(table, self._theme.band_border.colour)
        parts.set_widths(table, widths)
        parts.heads_repeat(table.rows[0])
        for row in table.rows:
            parts.whole(row)
        for cell in table.rows[0].cells:
            parts.shade(cell, self._theme.head)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)
        return table

    def findings(self, heads: tuple[str, str, str], entries: Sequence[FindingEntry]) -> None:
        """One row for each finding: severity, message with remedy below, code."""
        room = self._pages.room
        table = self._grid(len(entries), [room * 11 // 100, room * 69 // 100, room * 20 // 100])
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            parts.write(cell.paragraphs[0], text, size=Pt(9), bold=True, color=self._on_accent)
        for row, entry in zip(list(table.rows)[1:], entries, strict=True):
            first, middle, last = row.cells
            parts.shade(first, SEVERITY_FILLS[entry.severity.value])
            parts.write(first.paragraphs[0], entry.word, size=Pt(9), bold=True)
            parts.write(middle.paragraphs[0], entry.message, size=Pt(9))
            parts.write(middle.add_paragraph(), entry.remedy, size=Pt(9), color=GREY_INK)
            parts.write(last.paragraphs[0], entry.code, size=Pt(7), color=GREY_INK)
            for paragraph in (paragraph for cell in row.cells for paragraph in cell.paragraphs):
                paragraph.paragraph_format.space_after = Pt(1)

    def figure(self, number: int, figure: Figure) -> None:
        """A picture on one page, and once more on several where it would be too small to read.

        Drawings have whole pixels, so that no rim shines through.
        """
        width, height = (side / _EMU_PER_INCH * PX_PER_INCH for side in _PAGE_ROOM)
        for at, (geometry, caption) in enumerate(drawings(figure, width, height)):
            is_first = number == at == 0
            scene = paint(geometry, figure.picture.theme, figure.picture.overlay)
            scene = replace(scene, width=math.ceil(scene.width), height=math.ceil(scene.height))
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.page_break_before = not is_first
            paragraph.paragraph_format.keep_with_next = True
            drawn = render_png(scene_to_svg(scene))
            self.replaced |= set(drawn.replaced)
            picture = paragraph.add_run().add_picture(io.BytesIO(drawn.data))
            parts.scale(picture, round(scene.width / PX_PER_INCH * _EMU_PER_INCH))
            parts.shrink(picture, *(_PICTURE_ROOM if is_first else _PAGE_ROOM))
            parts.describe(picture, caption)
            self.document.add_paragraph(legal_xml(caption), style="Caption")


def _mark(chapter: Chapter) -> str:
    return f"chapter_{chapter.key}"
