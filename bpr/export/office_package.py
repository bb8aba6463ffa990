"""Office files (.xlsx, .pptx, .docx) with the same bytes on every run.

The libraries that write them stamp the clock into the properties and the zip members. Here the members are written
again: fixed properties and times, members in a fixed order.
Below one MiB nothing is compressed: zlib and its variants (such as zlib-ng) pack the same content into different bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from bpr.export.escape import xml_text

_STORE_BELOW = 1_048_576
_TIME = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = "docProps/thumbnail.jpeg"
_THUMBNAIL_LINK = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")
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


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of an office file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def pack(members: Mapping[str, bytes], *, title: str) -> bytes:
    """The office file of these members, the content types first, as readers expect.

    Args:
        members: content by name; the properties are written anew.
        title: the title in the document's properties.
    """
    properties = {"docProps/app.xml": _APP.encode(), "docProps/core.xml": _CORE.format(title=xml_text(title)).encode()}
    every = {**members, **properties}
    if every.pop(_THUMBNAIL, None) is not None:  # a picture of the library's own template
        every["_rels/.rels"] = _THUMBNAIL_LINK.sub(b"", every["_rels/.rels"])
    small = sum(len(data) for data in every.values()) < _STORE_BELOW
    method = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(every, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            info = zipfile.ZipInfo(name, _TIME)
            info.create_system = 0
            info.compress_type = method
            archive.writestr(info, every[name], compresslevel=6)
    return stream.getvalue()
