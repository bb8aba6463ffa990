"""Workbook to bytes: the same workbook gives the same bytes on every run.

openpyxl leaves formulas without values. Here each formula gets the value bpr worked out (so that previews, which do not
calculate, show it), and row heights become a proposal that Excel may adapt; `bpr.export.office_package` does the rest.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.writer.excel import ExcelWriter

from bpr.export import office_package

if TYPE_CHECKING:
    from openpyxl import Workbook

Cached = Mapping[str, Mapping[str, str | float]]

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def pack(workbook: Workbook, cached: Cached, *, title: str) -> bytes:
    """The bytes of a finished workbook.

    Args:
        workbook: as openpyxl holds it.
        cached: values of formulas by sheet title and cell.
        title: the title in the document's properties.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # packed once, at the end
        ExcelWriter(workbook, archive).save()
    members = office_package.unpack(stream.getvalue())
    for number, sheet in enumerate(workbook.worksheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        members[name] = _finish_sheet(members[name], cached.get(sheet.title, {}))
    return office_package.pack(members, title=title)


def _finish_sheet(data: bytes, cached: Mapping[str, str | float]) -> bytes:
    """Values beside formulas; heights that Excel may adapt when a text is edited."""
    root = etree.fromstring(data)
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
