from __future__ import annotations

import io

import pypdf
import pytest
from fpdf import FPDF

from bpr.export.pdf import plain as plain_form
from bpr.export.pdf.plain import stored


def document(pages: int = 3) -> bytes:
    made = FPDF()
    for number in range(1, pages + 1):
        made.add_page()
        made.set_font("helvetica", size=12)
        made.cell(text=f"page {number} of {pages}")
        made.start_section(f"part {number}")
    return bytes(made.output())


def read(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data), strict=True).pages]


def test_nothing_is_packed_and_every_page_is_still_there():
    packed = document()
    plain = stored(packed)
    assert b"FlateDecode" in packed
    assert b"FlateDecode" not in plain
    assert read(plain) == read(packed) == ["page 1 of 3", "page 2 of 3", "page 3 of 3"]
    outline = pypdf.PdfReader(io.BytesIO(plain), strict=True).outline
    assert [entry.title for entry in outline] == ["part 1", "part 2", "part 3"]


def test_the_table_of_places_leads_to_every_object():
    plain = stored(document(2))
    table = int(plain.rpartition(b"startxref\n")[2].split()[0])
    assert plain[table : table + 4] == b"xref"
    for match in plain_form._ENTRY.finditer(plain, table):
        if match[3] == b"n":
            assert b" 0 obj" in plain[int(match[1]) : int(match[1]) + 12]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 cut off", document()[:-40]])
def test_what_is_no_whole_document_is_left_alone(data):
    assert stored(data) == data


def test_large_documents_stay_packed(monkeypatch):
    monkeypatch.setattr(plain_form, "STORE_BELOW", 1_000)
    packed = document()
    assert stored(packed) == packed
