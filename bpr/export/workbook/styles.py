"""How cells look: one named style a purpose, so that a team can restyle the whole workbook in Excel.

Colours are those of the pictures (`bpr.export.theme`); the font is one that Windows and macOS have for the language.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from bpr.export.theme import PLAIN

FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}
HEAD = PLAIN.head.lstrip("#").upper()
BAND = "F3F7FB"
OUTSIDE = "F3E5CF"
SUMMARY = "E3E9F1"
FAULT = "F8C9C4"
FAULT_TEXT = "8C1D13"
FINE = "DFF3E4"
FINE_TEXT = "1B4D20"
WARN = "FFF1C9"
PROPOSED = "B06A00"
_INK = PLAIN.title.lstrip("#").upper()
_SOFT = "5B6673"
_LINE = "C3CEDB"


@dataclass(frozen=True, slots=True)
class Look:
    """What makes a cell style."""

    size: int = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = _INK
    fill: str | None = None
    align: str = "left"
    vertical: str = "center"
    wrap: bool = True
    border: bool = True
    dashed: bool = False
    format: str = "General"


_LOOKS: dict[str, Look] = {
    "title": Look(size=16, bold=True, colour=HEAD, border=False, wrap=False),
    "heading": Look(size=12, bold=True, colour=HEAD, border=False, wrap=False),
    "note": Look(colour=_SOFT, border=False, wrap=False),
    "plain": Look(border=False),
    "head": Look(bold=True, colour="FFFFFF", fill=HEAD),
    "head centre": Look(bold=True, colour="FFFFFF", fill=HEAD, align="center"),
    "head outside": Look(bold=True, colour="5B4310", fill=OUTSIDE, align="center"),
    "role": Look(bold=True, colour=_INK, fill=SUMMARY, align="center", vertical="top"),
    "role outside": Look(bold=True, colour="5B4310", fill=OUTSIDE, align="center", vertical="top"),
    "text": Look(),
    "text bold": Look(bold=True),
    "text outside": Look(fill=OUTSIDE, colour="5B4310"),
    "text soft": Look(colour=_SOFT),
    "summary": Look(bold=True, fill=SUMMARY),
    "summary letter": Look(italic=True, fill=SUMMARY, align="center", colour=_SOFT),
    "letter": Look(bold=True, align="center"),
    "letter proposed": Look(italic=True, align="center", dashed=True),
    "number": Look(align="right", format="#,##0.00"),
    "number bold": Look(align="right", format="#,##0.00", bold=True),
    "number assumed": Look(align="right", format="#,##0.00", italic=True, colour=PROPOSED),
    "count": Look(align="right", format="#,##0"),
    "count bold": Look(align="right", format="#,##0", bold=True),
    "share": Look(align="right", format="0%"),
    "share assumed": Look(align="right", format="0%", italic=True, colour=PROPOSED),
    "unknown": Look(align="right", italic=True, colour=_SOFT),
    "link": Look(colour="1F5FB0", underline=True),
    "error": Look(bold=True, fill=FAULT, colour=FAULT_TEXT),
    "warning": Look(bold=True, fill=WARN, colour="6B4300"),
    "info": Look(fill=BAND),
    "id": Look(colour=_SOFT, border=False, wrap=False, size=9),
}


def named_styles(lang: str) -> tuple[NamedStyle, ...]:
    """All styles of a workbook in one language; their names begin with ``bpr``."""
    return tuple(_style(f"bpr {name}", FONTS[lang], look) for name, look in _LOOKS.items())


def highlight(fill: str, colour: str = _INK, *, bold: bool = True) -> DifferentialStyle:
    """The look of a conditional format (Excel takes the background colour of the pattern)."""
    return DifferentialStyle(font=Font(color=colour, bold=bold), fill=PatternFill(bgColor=fill, fill_type="solid"))


def _style(name: str, font: str, look: Look) -> NamedStyle:
    line = Side(style="mediumDashed", color=PROPOSED) if look.dashed else Side(style="thin", color=_LINE)
    underline = "single" if look.underline else None
    return NamedStyle(
        name=name,
        font=Font(
            name=font, size=look.size, bold=look.bold, italic=look.italic, color=look.colour, underline=underline
        ),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        alignment=Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=look.wrap),
        border=Border(left=line, right=line, top=line, bottom=line) if look.border else Border(),
        number_format=look.format,
    )
