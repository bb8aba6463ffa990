"""A Word document before it is filled: typefaces, pages that turn, and the line at their foot."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt, RGBColor

from bpr.export.report import docx_parts as parts
from bpr.export.report.chapter import Report
from bpr.export.report.look import GREY
from bpr.export.theme.theme import channels
from bpr.layout.pages.paper import PAPERS

EMU_PER_PX = 9_525
GREY_INK = RGBColor.from_string(GREY[1:].upper())

_LATIN, _CHINESE = "Calibri", "Microsoft YaHei"
_PAGE = (Mm(PAPERS["a4"].height_mm), Mm(PAPERS["a4"].width_mm))
_MARGIN = Cm(2.0)
_LANDSCAPE_MARGIN = Cm(1.5)


class Pages:
    """The pages of a document; ``document`` is that of python-docx."""

    def __init__(self, report: Report) -> None:
        self.document: Any = Document()
        self._landscape = False
        self._set_styles(report)
        self._set_page(self.document.sections[0])
        self._write_foot(report.title)

    @property
    def room(self) -> int:
        """The width between the margins, in English Metric Units."""
        return int(_PAGE[1] - 2 * _LANDSCAPE_MARGIN) if self._landscape else self.upright_room

    @property
    def upright_room(self) -> int:
        """The same for a page that stands on its short side."""
        return int(_PAGE[0] - 2 * _MARGIN)

    def turn(self, *, landscape: bool) -> None:
        """New pages in the other direction, where it is another one."""
        if landscape != self._landscape:
            self._landscape = landscape
            self._set_page(self.document.add_section(WD_SECTION.NEW_PAGE))

    def _set_styles(self, report: Report) -> None:
        """Fonts for Latin and Chinese, sizes and colours of the built-in styles."""
        styles, font = self.document.styles, report.theme.font
        parts.languages(styles, report.lang)
        sizes = {"Normal": 10.5, "Title": 26, "Heading 1": 16, "Heading 2": 12, "List Bullet": 10.5, "Caption": 9}
        for name, size in sizes.items():
            style = styles[name]
            parts.typeface(style, font or _LATIN, font or _CHINESE)
            style.font.size = Pt(size)
            if name.startswith(("Heading", "Title")):
                style.font.color.rgb = RGBColor(*channels(report.theme.title))
                style.paragraph_format.keep_with_next = True
        parts.underline(styles["Title"], report.theme.head)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        styles["Caption"].font.color.rgb = GREY_INK
        styles["Heading 1"].paragraph_format.space_before = Pt(20)
        styles["Heading 1"].paragraph_format.space_after = Pt(4)

    def _set_page(self, section: Any) -> None:
        """The size, direction and margins of the pages of a section."""
        short, long = _PAGE
        section.orientation = WD_ORIENT.LANDSCAPE if self._landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if self._landscape else (short, long)
        margin = _LANDSCAPE_MARGIN if self._landscape else _MARGIN
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin

    def _write_foot(self, title: str) -> None:
        """The title and the number of the page."""
        line = self.document.sections[0].footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        parts.write(line, f"{title}  ·  ", size=Pt(8), color=GREY_INK)
        parts.field(line, "PAGE", "1")
        parts.write(line, " / ", size=Pt(8), color=GREY_INK)
        parts.field(line, "NUMPAGES", "1")
        for run in line.runs:
            run.font.size = Pt(8)
