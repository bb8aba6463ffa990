"""Workbook to bytes: the same workbook gives the same bytes on every run.

openpyxl stamps the clock into the properties and the zip members, and leaves formulas without values. Here the members
are written again: fixed properties and times, members in a fixed order, each formula with the value bpr worked out (so
that previews, which do not calculate, show it), and row heights as a proposal that Excel may adapt.
Below one MiB nothing is compressed: zlib and its variants (such as zlib-ng) pack the same content into different bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from bpr.export.escape import xml_text

if TYPE_CHECKING:
    from openpyxl import Workbook

Cached = Mapping[str, Mapping[str, str | float]]

_STORE_BELOW = 1_048_576
_TIME = (1980, 1, 1, 0, 0, 0)
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>bpr</Application></Properties>"
)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>bpr</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


def pack(workbook: Workbook, cached: Cached, *, title: str) -> bytes:
    """The bytes of a finished workbook.

    Args:
        workbook: as openpyxl holds it.
        cached: values of formulas by sheet title and cell.
        title: the title in the document's properties.
    """
    stream = io.BytesIO()
    workbook.save(stream)
    with zipfile.ZipFile(stream) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    for number, sheet in enumerate(workbook.worksheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        members[name] = _finish_sheet(members[name], cached.get(sheet.title, {}))
    members["docProps/app.xml"] = _APP.encode()
    members["docProps/core.xml"] = _CORE.format(title=xml_text(title)).encode()
    return _zip(members)


def _finish_sheet(data: bytes, cached: Mapping[str, str | float]) -> bytes:
    """Values beside formulas; heights that Excel may adapt when a text is edited."""
    root = etree.fromstring(data)
    for row in root.iter(f"{_NS}row"):
        if row.get("hidden") != "1":
            row.attrib.pop("customHeight", "")
    for cell in root.iter(f"{_NS}c"):
        value = cached.get(cell.get("r", ""))
        if value is None or cell.find(f"{_NS}f") is None:
            continue
        holder = cell.find(f"{_NS}v")
        if holder is None:
            holder = etree.SubElement(cell, f"{_NS}v")
        holder.text = value if isinstance(value, str) else f"{value:.15g}"
        if isinstance(value, str):
            cell.set("t", "str")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zip(members: Mapping[str, bytes]) -> bytes:
    """Members in a fixed order (the content types first, as readers expect) with a fixed time."""
    small = sum(len(data) for data in members.values()) < _STORE_BELOW
    method = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(members, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            info = zipfile.ZipInfo(name, _TIME)
            info.create_system = 0
            info.compress_type = method
            archive.writestr(info, members[name], compresslevel=6)
    return stream.getvalue()
