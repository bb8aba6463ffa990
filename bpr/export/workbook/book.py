"""A workbook being written: language, safe texts, quantities with their standing, sheets and their print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from bpr.export.units import unit_text
from bpr.export.workbook.cells import could_start_formula, height, safe_text, sheet_name
from bpr.export.workbook.names import Names
from bpr.export.workbook.styles import named_styles
from bpr.quantity import Quantity, Status
from bpr.text import Text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_FOOTER_TEXT = 80


@dataclass
class Book:
    """The workbook, its language, and the values of its formulas (for programs that do not calculate).

    Attributes:
        workbook: as openpyxl holds it.
        lang: ``en`` or ``zh``.
        title: of the process, for the heads and footers of the sheets.
        names: of everything in the process.
        cached: value of each formula by sheet title and cell.
    """

    workbook: Workbook
    lang: str
    title: str
    names: Names
    cached: dict[str, dict[str, str | float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in named_styles(self.lang):
            self.workbook.add_named_style(style)

    def say(self, en: str, zh: str) -> str:
        """One of two texts, by the language of the workbook."""
        return zh if self.lang == "zh" else en

    def pick(self, text: Text | None, default: str = "") -> str:
        """A text of the model in the language of the workbook."""
        return text.pick(self.lang) if text is not None else default

    def join(self, parts: Sequence[str]) -> str:
        """A list as one text."""
        return self.say(", ", "、").join(parts)

    def sheet(self, name: str, *, colour: str | None = None) -> Worksheet:
        """A new sheet without grid lines, at the end."""
        sheet: Worksheet = self.workbook.create_sheet(sheet_name(name))
        sheet.sheet_view.showGridLines = False
        if colour:
            sheet.sheet_properties.tabColor = colour
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: str | float | None, style: str = "text") -> Cell:
        """A text (made safe) or a number into a cell."""
        cell = cast("Cell", sheet.cell(row, column))
        cell.style = f"bpr {style}"
        if isinstance(value, str):
            text = safe_text(value)
            if text:
                cell.value = text
                cell.data_type = "s"
            if could_start_formula(text):
                cell.quotePrefix = True
        elif value is not None:
            cell.value = value
        return cell

    def formula(
        self, sheet: Worksheet, row: int, column: int, formula: str, value: str | float, style: str = "text"
    ) -> Cell:
        """A formula that bpr made (never a text of the model), with the value it has now."""
        cell = cast("Cell", sheet.cell(row, column))
        cell.style = f"bpr {style}"
        cell.value = f"={formula}"
        self.cached.setdefault(sheet.title, {})[cell.coordinate] = safe_text(value) if isinstance(value, str) else value
        return cell

    def quantity(
        self, sheet: Worksheet, row: int, column: int, quantity: Quantity | None, style: str = "number"
    ) -> Cell:
        """A number with its standing: assumed in italics, unknown as ``?`` or with its bounds."""
        if quantity is None:
            return self.put(sheet, row, column, "–", "unknown")
        if quantity.value is None:
            nothing = quantity.status is Status.UNKNOWN and not quantity.lower and quantity.upper is None
            return self.put(sheet, row, column, "?" if nothing else quantity.format(), "unknown")
        assumed = quantity.status is Status.ASSUMED and style in ("number", "share")
        return self.put(sheet, row, column, quantity.value, f"{style} assumed" if assumed else style)

    def link(self, cell: Cell, sheet: Worksheet, target: str) -> None:
        """Make a cell lead to a place in the workbook."""
        quoted = sheet.title.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target}")

    def heading(self, sheet: Worksheet, title: str, notes: Sequence[str] = (), *, column: int = 1) -> int:
        """Title and notes at the top of a sheet; the row of what comes next, one left free."""
        self.put(sheet, 1, column, title, "title")
        sheet.row_dimensions[1].height = 26
        for row, note in enumerate(notes, start=2):
            self.put(sheet, row, column, note, "note")
        return len(notes) + 3

    def table(
        self, sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[float], *, first: int = 1
    ) -> int:
        """The head of a table with its column widths; the first row of its body."""
        for position, (head, size) in enumerate(zip(heads, widths, strict=True)):
            self.put(sheet, row, first + position, head, "head centre" if len(head) == 1 else "head")
            sheet.column_dimensions[get_column_letter(first + position)].width = size
        sheet.row_dimensions[row].height = height(list(zip(heads, widths, strict=True)))
        return row + 1

    def page(self, sheet: Worksheet, *, landscape: bool = True, title_rows: str | None = None) -> None:
        """Print set-up: A4, as wide as the page, head rows on every page, page numbers."""
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
        if title_rows:
            sheet.print_title_rows = title_rows
        title = safe_text(self.title).replace("\n", " ")[:_FOOTER_TEXT].replace("&", "&&")
        footer = cast("HeaderFooterItem", sheet.oddFooter)
        footer.left.text, footer.center.text = title, sheet.title.replace("&", "&&")
        footer.right.text = "&P / &N"

    def unit(self, unit: str) -> str:
        """A unit in the language of the workbook."""
        return unit_text(unit, self.lang)

    def unit_line(self, quantities: Iterable[Quantity]) -> str:
        """The unit of a column for its head, in brackets on a line of its own."""
        unit = next((self.unit(quantity.unit) for quantity in quantities), "")
        return f"\n({unit})" if unit else ""
