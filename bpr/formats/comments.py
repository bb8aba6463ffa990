"""The comments (notes) that people attach to cells of a workbook.

Threaded comments need nothing of their own: Excel keeps their words in the old form, too, behind a line for programs
that do not know them.
"""

from __future__ import annotations

import posixpath
import re
import zipfile

from lxml import etree

from bpr.errors import InputError
from bpr.formats.xml import local_name, parse_xml

MAX_COMMENTS = 10_000
_LARGEST = 5_000_000
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_THREADED = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)


def read_comments(archive: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """Comments by (row, column) of one sheet; a part that cannot be read is taken for none.

    Args:
        archive: the workbook.
        sheet: the name of the sheet's part in it, such as ``xl/worksheets/sheet1.xml``.
    """
    folder, name = posixpath.split(sheet.lstrip("/"))
    relations = _part(archive, f"{folder}/_rels/{name}.rels")
    found: dict[tuple[int, int], str] = {}
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/comments") and relation.get("TargetMode") != "External":
            target = str(relation.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found |= _comments(archive, path)
    return found


def _comments(archive: zipfile.ZipFile, path: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    root = _part(archive, path)
    for element in root.iter() if root is not None else ():
        place = _CELL.fullmatch(str(element.get("ref", "")))
        if local_name(element) != "comment" or place is None or len(found) >= MAX_COMMENTS:
            continue
        words = "".join(part.text or "" for part in element.iter() if local_name(part) == "t")
        column = 0
        for letter in place[1]:
            column = column * 26 + ord(letter) - 64
        if text := _THREADED.sub("", words).strip():
            found[int(place[2]), column] = text
    return found


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of an XML part; None when there is none, or it is unreadable or too large."""
    try:
        if archive.getinfo(name).file_size > _LARGEST:
            return None
        return parse_xml(archive.read(name), name=name)
    except (KeyError, InputError, zipfile.BadZipFile, OSError):
        return None
