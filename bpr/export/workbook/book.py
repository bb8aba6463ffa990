"""A workbook being written: its language (or both), safe texts, quantities with their standing, sheets, print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast, get_args

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from bpr.errors import ExportError
from bpr.export.units import standing, unit_text
from bpr.export.workbook.cells import could_start_formula, height, safe_text, sheet_name
from bpr.export.workbook.names import BookLang, Names, in_language
from bpr.export.workbook.styles import named_styles
from bpr.quantity import Quantity, Status
from bpr.text import Text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

    from bpr.analysis.raci.derive import RaciMatrix

Paper = Literal["A4", "A3"]
PAPERS: dict[Paper, int] = {"A4": 9, "A3": 8}
_FOOTER_TEXT = 80
_BETWEEN = " / "


@dataclass
class Book:
    """The workbook, its language, and the values of its formulas (for programs that do not calculate).

    Attributes:
        workbook: as openpyxl holds it.
        lang: ``en``, ``zh``, or ``both`` (English before Chinese in every text).
        title: of the process, for the heads and footers of the sheets.
        names: of everything in the process.
        paper: what the sheets are printed on.
        cached: value of each formula by sheet title and cell.
        shared: areas by sheet title that hold one formula, moved along.
    """

    workbook: Workbook
    lang: BookLang
    title: str
    names: Names
    paper: Paper = "A4"
    cached: dict[str, dict[str, str | float]] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)
    _styles: dict[str, StyleArray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.lang not in get_args(BookLang) or self.paper not in PAPERS:
            raise ExportError.because(
                f"a workbook is written in en, zh or both and for A4 or A3, not '{self.lang}' and '{self.paper}'",
                f"工作簿的语言为 en、zh 或 both，纸张为 A4 或 A3，而不是“{self.lang}”和“{self.paper}”",
                fix_en="use --lang en|zh|both and --paper A4|A3",
                fix_zh="使用 --lang en|zh|both 和 --paper A4|A3",
            )
        for style in named_styles(self.lang):
            self.workbook.add_named_style(style)

    def style(self, cell: Cell, name: str) -> None:
        """Give a cell one of the styles of bpr (found once for each name: openpyxl looks through all of them)."""
        if name not in self._styles:
            cell.style = f"bpr {name}"
            self._styles[name] = copy(cell._style)  # type: ignore[attr-defined]
        else:
            cell._style = copy(self._styles[name])  # type: ignore[attr-defined]

    def say(self, en: str, zh: str) -> str:
        """One of two texts, by the language of the workbook; one behind the other where it speaks both."""
        if self.lang != "both":
            return zh if self.lang == "zh" else en
        if en == zh or not any(char.isalnum() for char in en):
            return en
        gap = " " if en.endswith(" ") else ""
        return f"{en.strip()}{_BETWEEN}{zh.strip()}{gap}"

    def stack(self, text: str) -> str:
        """A text with its two languages above each other, for cells that wrap."""
        return text.replace(_BETWEEN, "\n") if self.lang == "both" else text

    def each(self, speak: Callable[[str], str], *, between: str = _BETWEEN) -> str:
        """What ``speak`` says in the language of the workbook, or in both languages where they differ."""
        if self.lang != "both":
            return speak(self.lang)
        en, zh = speak("en"), speak("zh")
        return en if en == zh else f"{en}{between}{zh}"

    def pick(self, text: Text | None, default: str = "") -> str:
        """A text of the model in the language of the workbook."""
        return in_language(text, self.lang) if text is not None else default

    def step(self, matrix: RaciMatrix, step: str) -> str:
        """The label of a row of a matrix."""
        return self.each(lambda lang: matrix.step_name(step, lang), between="\n")

    def role(self, matrix: RaciMatrix, role: str) -> str:
        """The name of a role of a matrix."""
        return self.each(lambda lang: matrix.role_name(role, lang), between="\n")

    def join(self, parts: Sequence[str]) -> str:
        """A list as one text; in two languages one line an entry."""
        if self.lang == "both":
            return "\n".join(part.replace("\n", " ") for part in parts)
        return self.say(", ", "、").join(parts)

    def sheet(self, name: str, *, colour: str | None = None) -> Worksheet:
        """A new sheet without grid lines, at the end."""
        sheet: Worksheet = self.workbook.create_sheet(sheet_name(name.replace(_BETWEEN, " ")))
        sheet.sheet_view.showGridLines = False
        if colour:
            sheet.sheet_properties.tabColor = colour
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: str | float | None, style: str = "text") -> Cell:
        """A text (made safe) or a number into a cell."""
        cell = cast("Cell", sheet.cell(row, column))
        self.style(cell, style)
        if isinstance(value, str):
            text = safe_text(value)
            if text:  # safe already: openpyxl need not look through it again
                cell._value = text  # type: ignore[attr-defined]
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
        self.style(cell, style)
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
        heads = [self.stack(head) for head in heads]
        for position, (head, size) in enumerate(zip(heads, widths, strict=True)):
            self.put(sheet, row, first + position, head, "head centre" if len(head) == 1 else "head")
            sheet.column_dimensions[get_column_letter(first + position)].width = size
        sheet.row_dimensions[row].height = height(list(zip(heads, widths, strict=True)))
        return row + 1

    def page(self, sheet: Worksheet, *, landscape: bool = True, title_rows: str | None = None) -> None:
        """Print set-up: as wide as the page, head rows on every page, page numbers."""
        sheet.page_setup.paperSize = PAPERS[self.paper]
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
        return self.each(lambda lang: unit_text(unit, lang))

    def standing(self, quantity: Quantity) -> str:
        """How a number was found, in words."""
        return self.each(lambda lang: standing(quantity, lang))

    def unit_line(self, quantities: Iterable[Quantity]) -> str:
        """The unit of a column for its head, in brackets on a line of its own."""
        unit = next((self.unit(quantity.unit) for quantity in quantities), "")
        return f"\n({unit})" if unit else ""
