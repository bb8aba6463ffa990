"""A PDF whose parts are stored as they are, so that the same pages give the same bytes on every machine.

zlib and its variants (such as zlib-ng) pack the same content into different bytes, and fpdf2 packs fonts in any case.
Here the parts are unpacked again and the table of places is rewritten. Large documents stay packed.
"""

from __future__ import annotations

import re
import zlib

STORE_BELOW = 4_194_304

_START = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*$")
_ENTRY = re.compile(rb"([0-9]{10}) ([0-9]{5}) ([nf])")
_PACKED = re.compile(rb"/Filter /FlateDecode\s?")
_LENGTH = re.compile(rb"/Length [0-9]+")
_STREAM, _END = b"stream\n", b"\nendstream"


def stored(data: bytes) -> bytes:
    """The same document with nothing packed; the document itself when that would make it large.

    Args:
        data: a PDF as fpdf2 writes it: one table of places at its end, no packed objects.
    """
    found = _START.search(data)
    if found is None:
        return data
    table = int(found[1])
    entries = [(int(entry[1]), entry[3]) for entry in _ENTRY.finditer(data, table)]
    places = sorted(place for place, kind in entries if kind == b"n")
    parts = [_unpacked(data[begin:end]) for begin, end in zip(places, [*places[1:], table], strict=True)]
    if not places or sum(map(len, parts)) > STORE_BELOW:
        return data
    moved, at = {}, places[0]
    for place, part in zip(places, parts, strict=True):
        moved[place] = at
        at += len(part)
    rows = iter(entries)

    def entry(match: re.Match[bytes]) -> bytes:
        place, kind = next(rows)
        return match[0] if kind == b"f" else b"%010d %s n" % (moved[place], match[2])

    tail = _ENTRY.sub(entry, data[table : found.start()])
    return b"".join((data[: places[0]], *parts, tail, b"startxref\n%d\n%%%%EOF\n" % at))


def _unpacked(part: bytes) -> bytes:
    """One object of the document, its stream unpacked."""
    head, mark, rest = part.partition(_STREAM)
    if not mark or not _PACKED.search(head):
        return part
    body, end, tail = rest.rpartition(_END)
    plain = zlib.decompress(body)
    head = _LENGTH.sub(b"/Length %d" % len(plain), _PACKED.sub(b"", head))
    return b"".join((head, mark, plain, end, tail))
