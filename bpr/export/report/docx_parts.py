"""Pieces of a Word document that python-docx has no call for: shading, fields, bookmarks, repeated heads, typefaces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from bpr.export.escape import legal_xml

_LONGEST_BOOKMARK = 40  # Word


def element(name: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML; attribute names stand for those with the prefix ``w``."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def write(paragraph: Paragraph, text: str, **looks: Any) -> None:
    """Add text; ``looks`` are attributes of the run's font, such as ``bold``, ``size`` or ``color`` (RGB)."""
    run = paragraph.add_run(legal_xml(text))
    for name, value in looks.items():
        if name == "color":
            run.font.color.rgb = value
        else:
            setattr(run.font, name, value)


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with ``#rrggbb``."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour.removeprefix("#")))


def boxed(paragraph: Paragraph, *, colour: str, fill: str) -> None:
    """A paragraph on a ground, with a thick line at its left."""
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="36", space="8", color=colour.removeprefix("#")))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(borders)
    properties.append(element("shd", val="clear", color="auto", fill=fill.removeprefix("#")))


def heads_repeat(row: _Row) -> None:
    """The row stands again on every page of its table."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def whole(row: _Row) -> None:
    """The row is not cut at the end of a page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def set_widths(table: Table, widths: Sequence[int]) -> None:
    """Fixed widths of the columns, in English Metric Units, for Word (cells) and LibreOffice (grid) alike."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def borders(table: Table, colour: str) -> None:
    """Thin lines of a colour around all cells, and little room at their sides."""
    properties = table._tbl.tblPr
    lines = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(element(side, val="single", sz="4", space="0", color=colour.removeprefix("#")))
    rims = element("tblCellMar")
    for side in ("left", "right"):
        rims.append(element(side, w="60", type="dxa"))
    for part in (lines, rims):
        look = properties.find(qn("w:tblLook"))
        if look is not None:
            look.addprevious(part)
        else:
            properties.append(part)


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word works out, such as ``PAGE``; ``shown`` stands there until then."""
    open_field(paragraph, code)
    paragraph.add_run(legal_xml(shown))
    close_field(paragraph)


def open_field(paragraph: Paragraph, code: str) -> None:
    """Begin a field; what stands between here and its end is shown until Word works it out."""
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    for part in (element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(part)


def close_field(paragraph: Paragraph) -> None:
    """End the field that was opened last."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A mark around the text of a paragraph, for links to it."""
    begin = element("bookmarkStart", id=str(number), name=name[:_LONGEST_BOOKMARK])
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, begin)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def link(paragraph: Paragraph, text: str, name: str) -> None:
    """A text that leads to a bookmark."""
    anchor = element("hyperlink", anchor=name[:_LONGEST_BOOKMARK], history="1")
    run = element("r")
    words = element("t")
    words.set(qn("xml:space"), "preserve")
    words.text = legal_xml(text)
    run.append(words)
    anchor.append(run)
    paragraph._p.append(anchor)


def underline(style: Any, colour: str) -> None:
    """The line that a style draws below its paragraphs in a colour."""
    for line in style.element.iter(qn("w:bottom")):
        line.set(qn("w:color"), colour.removeprefix("#"))
        for name in ("themeColor", "themeShade", "themeTint"):
            line.attrib.pop(qn(f"w:{name}"), None)


def typeface(style: Any, latin: str, chinese: str) -> None:
    """The fonts of a style, the one for Chinese named apart: else Word takes its own for it."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for key, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{key}"), value)


def languages(styles: Any, lang: str) -> None:
    """The languages of all text, for spelling and line breaks."""
    properties = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    found = properties.find(qn("w:lang"))
    if found is not None:
        properties.remove(found)
    properties.append(element("lang", val="zh-CN" if lang == "zh" else "en-GB", eastAsia="zh-CN", bidi="ar-SA"))


def scale(picture: Any, width: int) -> None:
    """Give a picture a width; its height follows."""
    picture.height = Emu(round(picture.height * width / picture.width))
    picture.width = Emu(width)


def shrink(picture: Any, width: int, height: int) -> None:
    """Make a picture small enough for its room."""
    factor = min(1.0, width / picture.width, height / picture.height)
    if factor < 1:
        picture.width, picture.height = Emu(round(picture.width * factor)), Emu(round(picture.height * factor))


def describe(picture: Any, text: str) -> None:
    """What a screen reader says for a picture."""
    picture._inline.docPr.set("descr", legal_xml(text))
