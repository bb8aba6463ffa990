"""The report as a Word document: real headings, tables with repeated heads, pictures on landscape pages.

Chinese gets a typeface of its own, so that Word does not choose one. The table of contents is a field whose entries are
links; Word adds the page numbers when it is asked to update it. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, Mm, Pt, RGBColor

from bpr.export import office_package
from bpr.export.escape import legal_xml
from bpr.export.page import number_columns
from bpr.export.report import docx_parts as parts
from bpr.export.report.chapter import Chapter, Figure, Report
from bpr.export.report.columns import column_widths, matrix_width
from bpr.export.report.look import CAUTION, GREY, LEAST_SCALE, SEVERITY_FILLS
from bpr.export.scene.png import render_png, to_png
from bpr.export.scene.svg import scene_to_svg
from bpr.export.speaker import Section
from bpr.export.swimlane.paint import paint
from bpr.export.theme.theme import channels, ink_on, mix
from bpr.layout.geometry import Geometry
from bpr.layout.pages.paper import PAPERS, PX_PER_INCH
from bpr.layout.pages.split import page_scale, split_pages

_LATIN, _CHINESE = "Calibri", "Microsoft YaHei"
_PAGE = (Mm(PAPERS["a4"].height_mm), Mm(PAPERS["a4"].width_mm))
_MARGIN = Cm(2.0)
_LANDSCAPE_MARGIN = Cm(1.5)
_PICTURE_ROOM = (Cm(26.6), Cm(14.0))  # below the heading of the chapter
_PAGE_ROOM = (Cm(26.6), Cm(16.4))
_EMU_PER_INCH = 914_400
_EMU_PER_PX = 9_525
_SMALL_TABLE = 12  # rows that stay on one page
_GREY = RGBColor.from_string(GREY[1:].upper())


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
    writer = _Writer(report)
    return Docx(writer.data(), tuple(sorted(writer.replaced)))


class _Writer:
    """One document being written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Any = Document()
        self.landscape = False
        self.replaced: set[str] = set()
        self.accent = RGBColor(*channels(report.theme.head))
        self.on_accent = RGBColor(*channels(ink_on(report.theme.head)))

    def data(self) -> bytes:
        """The bytes of the file."""
        self._styles()
        self._page(self.document.sections[0])
        self._footer()
        self._cover()
        self._contents()
        for number, chapter in enumerate(self.report.chapters, start=1):
            self._chapter(number, chapter)
        stream = io.BytesIO()
        self.document.save(stream)
        members = office_package.unpack(stream.getvalue())
        return office_package.pack(members, title=self.report.title)

    def say(self, en: str, zh: str) -> str:
        return zh if self.report.lang == "zh" else en

    def _styles(self) -> None:
        """Fonts for Latin and Chinese, sizes and colours of the built-in styles."""
        styles, font = self.document.styles, self.report.theme.font
        parts.languages(styles, self.report.lang)
        sizes = {"Normal": 10.5, "Title": 26, "Heading 1": 16, "Heading 2": 12, "List Bullet": 10.5, "Caption": 9}
        for name, size in sizes.items():
            style = styles[name]
            parts.typeface(style, font or _LATIN, font or _CHINESE)
            style.font.size = Pt(size)
            if name.startswith(("Heading", "Title")):
                style.font.color.rgb = RGBColor(*channels(self.report.theme.title))
                style.paragraph_format.keep_with_next = True
        parts.underline(styles["Title"], self.report.theme.head)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        styles["Caption"].font.color.rgb = _GREY
        styles["Heading 1"].paragraph_format.space_before = Pt(20)
        styles["Heading 1"].paragraph_format.space_after = Pt(4)

    def _page(self, section: Any) -> None:
        """The size, direction and margins of the pages of a section."""
        short, long = _PAGE
        section.orientation = WD_ORIENT.LANDSCAPE if self.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if self.landscape else (short, long)
        margin = _LANDSCAPE_MARGIN if self.landscape else _MARGIN
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin

    def _turn(self, *, landscape: bool) -> None:
        """New pages in the other direction, where it is another one."""
        if landscape != self.landscape:
            self.landscape = landscape
            self._page(self.document.add_section(WD_SECTION.NEW_PAGE))

    @property
    def room(self) -> int:
        """The width between the margins."""
        return int(_PAGE[1] - 2 * _LANDSCAPE_MARGIN) if self.landscape else int(_PAGE[0] - 2 * _MARGIN)

    def _footer(self) -> None:
        line = self.document.sections[0].footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        parts.write(line, f"{self.report.title}  ·  ", size=Pt(8), color=_GREY)
        parts.field(line, "PAGE", "1")
        parts.write(line, " / ", size=Pt(8), color=_GREY)
        parts.field(line, "NUMPAGES", "1")
        for run in line.runs:
            run.font.size = Pt(8)

    def _cover(self) -> None:
        """Logo, title, who, the few numbers, the findings in short, and what is not measured."""
        report, document = self.report, self.document
        if (logo := report.theme.logo) is not None:
            data = logo.data if logo.kind == "image/png" else to_png(logo.data.decode("utf-8"))
            picture = document.add_paragraph().add_run().add_picture(io.BytesIO(data))
            _shrink(picture, Cm(6), Cm(1.8))
            _describe(picture, logo.name)
        parts.write(document.add_paragraph(), report.kicker, color=_GREY)
        document.add_paragraph(legal_xml(report.title), style="Title")
        for line in report.facts:
            parts.write(document.add_paragraph(), line, color=_GREY)
        table = document.add_table(rows=1, cols=len(report.highlights))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        parts.set_widths(table, [self.room // len(report.highlights)] * len(report.highlights))
        for cell, (label, value) in zip(table.rows[0].cells, report.highlights, strict=True):
            parts.shade(cell, mix("#ffffff", report.theme.head, 0.08))
            parts.write(cell.paragraphs[0], label, size=Pt(9), color=_GREY)
            parts.write(cell.add_paragraph(), value, size=Pt(13), bold=True, color=self.accent)
        document.add_paragraph()
        for line in report.summary:
            document.add_paragraph(legal_xml(line), style="List Bullet")
        for line in report.caution:
            paragraph = document.add_paragraph()
            parts.write(paragraph, line)
            parts.boxed(paragraph, colour=CAUTION[0], fill=CAUTION[1])

    def _contents(self) -> None:
        """The table of contents: a field, its entries links to the chapters."""
        head = self.document.add_paragraph()
        head.paragraph_format.space_before = Pt(14)
        head.paragraph_format.keep_with_next = True
        parts.write(head, self.say("Contents", "目录"), bold=True, size=Pt(13))
        chapters = self.report.chapters
        for number, chapter in enumerate(chapters, start=1):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            if number == 1:
                parts.open_field(paragraph, r'TOC \o "1-1" \h \z \u')
            parts.link(paragraph, f"{number}  {chapter.title}", _mark(chapter))
            if number == len(chapters):
                parts.close_field(paragraph)

    def _chapter(self, number: int, chapter: Chapter) -> None:
        pictures = chapter.kind == "pictures"
        widths = [matrix_width(section) for section in chapter.sections if chapter.kind == "matrix"]
        wide = max(widths, default=0.0) * _EMU_PER_PX > _PAGE[0] - 2 * _MARGIN
        self._turn(landscape=pictures or wide)
        heading = self.document.add_heading(legal_xml(f"{number}  {chapter.title}"), level=1)
        heading.paragraph_format.page_break_before = number == 1
        parts.bookmark(heading, _mark(chapter), number)
        if chapter.about:
            about = self.document.add_paragraph()
            parts.write(about, chapter.about, color=_GREY)
            about.paragraph_format.keep_with_next = True
        if pictures:
            for at, figure in enumerate(self.report.figures):
                self._figure(figure, first=at == 0)
        elif chapter.kind == "findings":
            self._findings(chapter.sections[0])
        else:
            for position, section in enumerate(chapter.sections):
                if position:
                    self.document.add_heading(legal_xml(section.title), level=2)
                self._section(section, matrix=chapter.kind == "matrix")

    def _section(self, section: Section, *, matrix: bool) -> None:
        for line in section.lines:
            if line.startswith("- "):
                self.document.add_paragraph(legal_xml(line.removeprefix("- ")), style="List Bullet")
            else:
                self.document.add_paragraph(legal_xml(line))
        if section.head:
            self._table(section, matrix=matrix)

    def _table(self, section: Section, *, matrix: bool) -> Any:
        """A table whose head stands again on each page; numbers to the right, duties in the middle."""
        size = Pt(8 if matrix else 9)
        widths = column_widths(section, self.room / _EMU_PER_PX, matrix=matrix)
        table = self._grid(section, [int(width * _EMU_PER_PX) for width in widths])
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
                looks = {"bold": True, "color": self.on_accent} if texts is section.head else {}
                parts.write(paragraph, text, size=size, **looks)
        return table

    def _grid(self, section: Section, widths: list[int]) -> Any:
        """An empty table with a coloured head."""
        table = self.document.add_table(rows=1 + len(section.rows), cols=len(section.head))
        parts.borders(table, self.report.theme.band_border.colour)
        parts.set_widths(table, widths)
        parts.heads_repeat(table.rows[0])
        for row in table.rows:
            parts.whole(row)
        for cell in table.rows[0].cells:
            parts.shade(cell, self.report.theme.head)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)
        return table

    def _findings(self, section: Section) -> None:
        """One row for each finding: severity, message with remedy below, code."""
        for line in section.lines:
            self.document.add_paragraph(legal_xml(line))
        head = (section.head[0], f"{section.head[2]} · {section.head[3]}", section.head[1])
        shown = Section(section.title, (), head, tuple((row[0], row[2], row[1]) for row in section.rows))
        room = self.room
        table = self._grid(shown, [room * 11 // 100, room * 69 // 100, room * 20 // 100])
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            parts.write(cell.paragraphs[0], text, size=Pt(9), bold=True, color=self.on_accent)
        fix = self.say("Remedy: ", "改法：")
        for row, severity, (word, code, message, remedy) in zip(
            list(table.rows)[1:], self.report.severities, section.rows, strict=True
        ):
            first, middle, last = row.cells
            parts.shade(first, SEVERITY_FILLS[severity.value])
            parts.write(first.paragraphs[0], word, size=Pt(9), bold=True)
            parts.write(middle.paragraphs[0], message, size=Pt(9))
            parts.write(middle.add_paragraph(), fix + remedy, size=Pt(9), color=_GREY)
            parts.write(last.paragraphs[0], code, size=Pt(7), color=_GREY)
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(1)

    def _figure(self, figure: Figure, *, first: bool) -> None:
        """A picture on one page, and once more on several where it would be too small to read."""
        geometry = figure.picture.geometry
        room = _PICTURE_ROOM if first else _PAGE_ROOM
        self._drawing(figure, geometry, figure.caption, room, new_page=not first)
        width, height = (side / _EMU_PER_INCH * PX_PER_INCH for side in _PAGE_ROOM)
        if page_scale(geometry, width, height) >= LEAST_SCALE:
            return
        pages = split_pages(geometry, width, height)
        for number, page in enumerate(pages, start=1):
            self._drawing(figure, page, f"{figure.caption} ({number}/{len(pages)})", _PAGE_ROOM, new_page=True)

    def _drawing(
        self, figure: Figure, geometry: Geometry, caption: str, room: tuple[int, int], *, new_page: bool
    ) -> None:
        """One drawing with its caption; whole pixels, so that no rim shines through."""
        scene = paint(geometry, figure.picture.theme, figure.picture.overlay)
        scene = replace(scene, width=math.ceil(scene.width), height=math.ceil(scene.height))
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.page_break_before = new_page
        paragraph.paragraph_format.keep_with_next = True
        drawn = render_png(scene_to_svg(scene))
        self.replaced |= set(drawn.replaced)
        picture = paragraph.add_run().add_picture(io.BytesIO(drawn.data))
        _scale(picture, round(scene.width / PX_PER_INCH * _EMU_PER_INCH))
        _shrink(picture, *room)
        _describe(picture, caption)
        self.document.add_paragraph(legal_xml(caption), style="Caption")


def _mark(chapter: Chapter) -> str:
    return f"chapter_{chapter.key}"


def _scale(picture: Any, width: int) -> None:
    """Give a picture a width; its height follows."""
    picture.height = Emu(round(picture.height * width / picture.width))
    picture.width = Emu(width)


def _shrink(picture: Any, width: int, height: int) -> None:
    """Make a picture small enough for its room."""
    factor = min(1.0, width / picture.width, height / picture.height)
    if factor < 1:
        picture.width, picture.height = Emu(round(picture.width * factor)), Emu(round(picture.height * factor))


def _describe(picture: Any, text: str) -> None:
    """What a screen reader says for a picture."""
    picture._inline.docPr.set("descr", legal_xml(text))
