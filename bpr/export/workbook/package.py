"""Workbook to bytes: the same workbook gives the same bytes on every run.

openpyxl leaves formulas without values. Here each formula gets the value bpr worked out (so that previews, which do not
calculate, show it), and row heights become a proposal that Excel may adapt; `bpr.export.office_package` does the rest.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils.cell import rows_from_range
from openpyxl.writer.excel import ExcelWriter

from bpr.export import office_package

if TYPE_CHECKING:
    from openpyxl import Workbook

Cached = Mapping[str, Mapping[str, str | float]]

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def pack(workbook: Workbook, cached: Cached, *, title: str, shared: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The bytes of a finished workbook.

    Args:
        workbook: as openpyxl holds it.
        cached: values of formulas by sheet title and cell.
        title: the title in the document's properties.
        shared: areas by sheet title whose cells all have the formula of the first one, moved along; it is written once.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # packed once, at the end
        ExcelWriter(workbook, archive).save()
    members = office_package.unpack(stream.getvalue())
    for number, sheet in enumerate(workbook.worksheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        areas = shared.get(sheet.title, ()) if shared is not None else ()
        members[name] = _finish_sheet(members[name], cached.get(sheet.title, {}), areas)
    return office_package.pack(members, title=title)


def _finish_sheet(data: bytes, cached: Mapping[str, str | float], shared: Sequence[str] = ()) -> bytes:
    """Values beside formulas; heights that Excel may adapt when a text is edited; shared formulas written once."""
    root = etree.fromstring(data)
    if shared:
        _share_formulas(root, shared)
    for row in root.iter(f"{_NS}row"):
        if row.get("hidden") != "1":
            row.attrib.pop("customHeight", "")
    for formula in root.iter(f"{_NS}f"):
        cell = formula.getparent()
        value = cached.get(cell.get("r", "")) if cell is not None else None
        if cell is None or value is None:
            continue
        holder = cell.find(f"{_NS}v")
        if holder is None:
            holder = etree.SubElement(cell, f"{_NS}v")
        holder.text = value if isinstance(value, str) else f"{value:.15g}"
        if isinstance(value, str):
            cell.set("t", "str")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _share_formulas(root: etree._Element, areas: Sequence[str]) -> None:
    """Each area's formula stands in its first cell alone; what empty cells say by default is left out."""
    cells = {cell.get("r", ""): cell for cell in root.iter(f"{_NS}c")}
    for cell in cells.values():
        if len(cell) == 0 and cell.get("t") == "n":
            del cell.attrib["t"]
    for number, area in enumerate(areas):
        for at, (row,) in enumerate(rows_from_range(area)):
            formula = cells[row].find(f"{_NS}f")
            assert formula is not None
            formula.set("t", "shared")
            formula.set("si", str(number))
            if at == 0:
                formula.set("ref", area)
            else:
                formula.text = None
