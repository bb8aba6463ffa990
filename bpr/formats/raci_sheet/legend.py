"""The legend of a foreign RACI sheet: ``R = Responsible`` in one cell, or ``R`` with its meaning beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bpr.formats.raci_sheet.foreign_words import meaning_of, plain, words_in
from bpr.formats.spreadsheet import Sheet

_SIGNS = "●○◎▲△★☆◆◇■□√✓"
_ENTRY = re.compile(
    rf"^\s*(?:([^\s\w]|[A-Za-z]|[\u4e00-\u9fff])\s*[=:：–—－＝-]|([{_SIGNS}])\s)\s*(\S.*)$",
    re.DOTALL,
)
_PARTS = re.compile(r"[;；\n]|(?<=\S)[,，]\s*(?=[^\s\w=]?\s*[A-Za-z●○◎▲△★☆◆◇■□]\s*[=:：＝])|\s{2,}|　")
_LONGEST_MEANING = 80
_OTHER_WORDS_FOR_A = frozenset({"批准", "审批", "问责", "A", "决策"})


@dataclass(frozen=True, slots=True)
class Legend:
    """Letters by sign, and the cells that belong to the legend (row, column)."""

    letters: dict[str, str]
    cells: frozenset[tuple[int, int]]


def read_legend(sheet: Sheet) -> Legend:
    """Find the legend of a sheet; empty where there is none.

    A sign that is a letter of a known matrix keeps its own meaning (``A`` stays ``A``): only other signs are
    translated. 负责 means R beside 批准 and A beside 执行: where a sheet has 执行 and no other word for A, it is a sign
    for A.
    """
    letters: dict[str, str] = {}
    cells: set[tuple[int, int]] = set()
    for (row, column), cell in sheet.cells.items():
        text = cell.text
        found = [match for part in _PARTS.split(text) if part and (match := _ENTRY.match(part))]
        entries = [
            (match[1] or match[2], letter) for match in found if (letter := meaning_of(match[3][:_LONGEST_MEANING]))
        ]
        if entries:
            cells.add((row, column))
        elif len(text) == 1 and not text.isdecimal():
            beside = sheet.text(row, column + 1)
            letter = meaning_of(beside[:_LONGEST_MEANING]) if len(beside) > 1 else None
            if letter is not None and _alone(sheet, row, column):
                entries = [(text, letter)]
                cells |= {(row, column), (row, column + 1)}
        for sign, letter in entries:
            letters.setdefault(plain(sign), letter)
    known = {sign: letter for sign, letter in letters.items() if not ("A" <= sign <= "Z")}
    said = {word for cell in sheet.cells.values() for word in words_in(cell.text)}
    if said >= {"负责", "执行"} and not said & _OTHER_WORDS_FOR_A:
        known.setdefault("负责", "A")
    return Legend(known, frozenset(cells))


def _alone(sheet: Sheet, row: int, column: int) -> bool:
    """A sign and its meaning stand alone: in a matrix more would follow to the right."""
    return not sheet.text(row, column + 2) and not (column > 1 and sheet.text(row, column - 1))
