"""How cells look: one named style a purpose, so that a team can restyle the whole workbook in Excel.

Colours are those of the pictures (`bpr.export.theme.theme`); the font is one that Windows and macOS have for the
language.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from bpr.export.theme.theme import PLAIN

FONTS = {"en": "Calibri", "zh": "Microsoft YaHei", "both": "Microsoft YaHei"}
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
    colour: str = _INK
    fill: str | None = None
    align: str = "left"
    vertical: str = "center"
    wrap: bool = True
    border: bool = True
    dashed: bool = False
    format: str = "General"
    indent: int = 0


_LOOKS: dict[str, Look] = {
    "title": Look(size=16, bold=True, colour=HEAD, border=False, wrap=False),
    "heading": Look(size=12, bold=True, colour=HEAD, border=False, wrap=False),
    "note": Look(colour=_SOFT, border=False, wrap=False),
    "head": Look(indent=1, bold=True, colour="FFFFFF", fill=HEAD),
    "head centre": Look(bold=True, colour="FFFFFF", fill=HEAD, align="center"),
    "head outside": Look(bold=True, colour="5B4310", fill=OUTSIDE, align="center"),
    "role": Look(bold=True, colour=_INK, fill=SUMMARY, align="center", vertical="top"),
    "role outside": Look(bold=True, colour="5B4310", fill=OUTSIDE, align="center", vertical="top"),
    "text": Look(indent=1),
    "text bold": Look(indent=1, bold=True),
    "text outside": Look(indent=1, fill=OUTSIDE, colour="5B4310"),
    "text soft": Look(indent=1, colour=_SOFT),
    "summary": Look(indent=1, bold=True, fill=SUMMARY),
    "band": Look(indent=1, bold=True, fill=SUMMARY, wrap=False, border=False),
    "band outside": Look(indent=1, bold=True, fill=OUTSIDE, colour="5B4310", wrap=False, border=False),
    "summary letter": Look(italic=True, fill=SUMMARY, align="center", colour=_SOFT),
    "letter": Look(bold=True, align="center"),
    "letter proposed": Look(italic=True, align="center", dashed=True),
    "number": Look(align="right", format="#,##0.00_)"),
    "number bold": Look(align="right", format="#,##0.00_)", bold=True),
    "number inner": Look(align="right", format="#,##0.00_)", fill="ECEEF1", colour=_SOFT),
    "number assumed": Look(align="right", format="#,##0.00_)", italic=True, colour=PROPOSED),
    "count": Look(align="right", format="#,##0_)"),
    "people": Look(align="center"),
    "tally": Look(align="center", format="0;-0;;@"),
    "count bold": Look(align="right", format="#,##0_)", bold=True),
    "share": Look(align="right", format="0%_)"),
    "share full": Look(align="right", format="0%_)", bold=True, fill=FAULT, colour=FAULT_TEXT),
    "share assumed": Look(align="right", format="0%_)", italic=True, colour=PROPOSED),
    "unknown": Look(align="right", indent=1, italic=True, colour=_SOFT),
    "arrow": Look(align="center", bold=True, colour="1F5FB0"),
    "error": Look(indent=1, bold=True, fill=FAULT, colour=FAULT_TEXT),
    "warning": Look(indent=1, bold=True, fill=WARN, colour="6B4300"),
    "info": Look(indent=1, fill=BAND),
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
    return NamedStyle(
        name=name,
        font=Font(name=font, size=look.size, bold=look.bold, italic=look.italic, color=look.colour),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        alignment=Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=look.wrap, indent=look.indent),
        border=Border(left=line, right=line, top=line, bottom=line) if look.border else Border(),
        number_format=look.format,
    )
