"""Office files: the same members give the same bytes."""

from __future__ import annotations

import io
import zipfile

from bpr.export.office_package import pack, unpack


def test_order_of_members_and_the_clock_do_not_show():
    first = pack({"b.xml": b"2", "[Content_Types].xml": b"1", "a.xml": b"3"}, title="T")
    assert pack({"a.xml": b"3", "[Content_Types].xml": b"1", "b.xml": b"2"}, title="T") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_properties_hold_the_title_and_a_fixed_date():
    core = unpack(pack({}, title="R&D <x>"))["docProps/core.xml"].decode()
    assert "<dc:title>R&amp;D &lt;x&gt;</dc:title>" in core
    assert core.count("1980-01-01T00:00:00Z") == 2


def test_small_files_are_stored_and_large_ones_deflated():
    assert len(pack({"a": b"x" * 900_000}, title="T")) > 900_000
    assert len(pack({"a": b"x" * 1_100_000}, title="T")) < 20_000
