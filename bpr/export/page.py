"""Sections as one readable page: plain text for the terminal, Markdown for a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from bpr.diagnosis.analyse import Analysis
from bpr.export.sections import diagnosis_sections
from bpr.export.speaker import Section
from bpr.text import cells

_GAP = 2
_NARROWEST = 8
_SIGNS = "≈≥≤+- "


def diagnosis_markdown(analysis: Analysis, lang: str) -> str:
    """The diagnosis as Markdown."""
    return page_markdown(diagnosis_sections(analysis, lang))


def page_text(sections: Iterable[Section], *, width: int = 100, brief: bool = False) -> str:
    """Sections as plain text with aligned columns; long cells are wrapped, nothing is cut.

    Args:
        sections: what to say; the first one is the heading of the page.
        width: columns of the terminal.
        brief: leave out long tables; their lines are told all the same.
    """
    parts = []
    for number, section in enumerate(sections):
        mark = "=" if number == 0 else "-"
        title = _fold(section.title, width)
        lines = [*title, mark * max(map(cells, title))]
        lines += [piece for line in section.lines for piece in _fold(line, width)]
        if section.head and not (brief and section.long):
            lines += _columns(section, width)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def page_markdown(sections: Iterable[Section]) -> str:
    """Sections as Markdown, with all their tables."""
    parts = []
    for number, section in enumerate(sections):
        lines = [f"{'#' if number == 0 else '##'} {_escaped(section.title)}"]
        if section.lines:
            lines += ["", *(_escaped(line) for line in section.lines)]
        if section.head:
            lines += ["", _row(section.head), _row(["---"] * len(section.head)), *map(_row, section.rows)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _columns(section: Section, width: int) -> list[str]:
    """A table as aligned lines no wider than the page; numbers to the right."""
    table = [section.head, *section.rows]
    widths = [max(cells(row[column]) for row in table) for column in range(len(section.head))]
    room = max(width - _GAP * (len(widths) - 1), _NARROWEST * len(widths))
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    right = number_columns(section)
    lines = []
    for row in table:
        folded = [_fold(cell, width) for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, folded))):
            pieces = [lines_[number] if number < len(lines_) else "" for lines_ in folded]
            padded = [
                " " * (width - cells(piece)) + piece if to_right else piece + " " * (width - cells(piece))
                for piece, width, to_right in zip(pieces, widths, right, strict=True)
            ]
            lines.append((" " * _GAP).join(padded).rstrip())
    return lines


def _fold(text: str, width: int) -> list[str]:
    """A cell in lines of at most ``width`` columns, broken at spaces where there are some."""
    lines, line = [], ""
    for word in _words(text):
        if line and cells(line) + cells(word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
        while cells(line[: 2 * width + 2].rstrip()) > width:
            cut = 2 * width
            while cells(line[:cut]) > width:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> list[str]:
    """Pieces after which a line may break: words with their space, and single wide characters."""
    words, word = [], ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] != "P":
            words += [word] if word else []
            word = char
        else:
            word += char
            if char == " ":
                words.append(word)
                word = ""
    return [*words, word] if word else words


def number_columns(section: Section) -> tuple[bool, ...]:
    """For each column of a table whether it holds numbers only: those stand to the right."""
    return tuple(
        bool(section.rows) and all(_is_number(row[column]) for row in section.rows)
        for column in range(len(section.head))
    )


def _is_number(text: str) -> bool:
    number = text.lstrip(_SIGNS)
    return number in ("", "?", "∞", "unknown", "未知") or (number[0].isdigit() and not any(map(str.isalpha, number)))


def _row(cells_: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell).replace("|", "\\|") for cell in cells_) + " |"


def _escaped(text: str) -> str:
    """Text of the model cannot become markup: HTML and emphasis signs are escaped, line breaks become spaces."""
    for sign in ("\\", "*", "_", "`", "[", "]", "#"):
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").split())
