"""The one walk over a report: which block comes after which, for every format alike.

A format is a `ReportWriter`: one small method for each kind of block. A new kind of block is a new method here; the
type checker then names every format that cannot write it yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, assert_never

from bpr.export.report.chapter import Chapter, Figure, Report
from bpr.export.speaker import Section
from bpr.export.theme.theme import Logo
from bpr.findings import Severity
from bpr.text import Text

_CONTENTS = Text(en="Contents", zh="目录")
_REMEDY = Text(en="Remedy: ", zh="改法：")
_POINT = "- "


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """One finding: how grave, the word for it, its code, what was found, and the remedy with its label."""

    severity: Severity
    word: str
    code: str
    message: str
    remedy: str


class ReportWriter(Protocol):
    """A format of the report, which writes one block below the other."""

    def logo(self, logo: Logo) -> None:
        """The logo of the theme."""

    def kicker(self, text: str) -> None:
        """The line over the title."""

    def title(self, text: str) -> None:
        """The title of the report."""

    def fact(self, text: str) -> None:
        """Owner, customer, volume."""

    def highlights(self, entries: Sequence[tuple[str, str]]) -> None:
        """The few large numbers, as label and value."""

    def caution(self, lines: Sequence[str]) -> None:
        """What a reader must not overlook."""

    def contents(self, title: str, chapters: Sequence[Chapter]) -> None:
        """The table of contents."""

    def chapter(self, number: int, chapter: Chapter) -> None:
        """The heading of a chapter, on a page with room for what it holds."""

    def about(self, text: str) -> None:
        """How to read a chapter."""

    def heading(self, text: str) -> None:
        """The heading of a part of a chapter."""

    def line(self, text: str) -> None:
        """A paragraph."""

    def points(self, lines: Sequence[str]) -> None:
        """A list."""

    def table(self, section: Section, *, matrix: bool) -> None:
        """Head and rows of a section; of a matrix, all columns but the first are narrow and alike."""

    def findings(self, heads: tuple[str, str, str], entries: Sequence[FindingEntry]) -> None:
        """Findings under the heads severity, message with remedy, and code."""

    def figure(self, number: int, figure: Figure) -> None:
        """A picture with its caption; the first one has the number 0."""


def write_cover(report: Report, writer: ReportWriter) -> None:
    """Logo, title, who, the few numbers, the findings in short, and what is not measured."""
    if report.theme.logo is not None:
        writer.logo(report.theme.logo)
    writer.kicker(report.kicker)
    writer.title(report.title)
    for fact in report.facts:
        writer.fact(fact)
    writer.highlights(report.highlights)
    writer.points(report.summary)
    if report.caution:
        writer.caution(report.caution)


def write_contents(report: Report, writer: ReportWriter) -> None:
    """The table of contents."""
    writer.contents(_CONTENTS.pick(report.lang), report.chapters)


def write_chapters(report: Report, writer: ReportWriter) -> None:
    """All chapters, counted from 1."""
    for number, chapter in enumerate(report.chapters, start=1):
        write_chapter(report, number, chapter, writer)


def write_chapter(report: Report, number: int, chapter: Chapter, writer: ReportWriter) -> None:
    """One chapter: heading, how to read it, and what it holds."""
    writer.chapter(number, chapter)
    if chapter.about:
        writer.about(chapter.about)
    match chapter.kind:
        case "pictures":
            for at, figure in enumerate(report.figures):
                writer.figure(at, figure)
        case "findings":
            _write_findings(report, chapter.sections[0], writer)
        case "table" | "matrix":
            for position, section in enumerate(chapter.sections):
                if position:
                    writer.heading(section.title)
                _write_lines(section.lines, writer)
                if section.head:
                    writer.table(section, matrix=chapter.kind == "matrix")
        case _:
            assert_never(chapter.kind)


def _write_lines(lines: Sequence[str], writer: ReportWriter) -> None:
    """Paragraphs; neighbours that begin with a dash are one list."""
    for is_list, part in groupby(lines, lambda line: line.startswith(_POINT)):
        if is_list:
            writer.points([line.removeprefix(_POINT) for line in part])
        else:
            for line in part:
                writer.line(line)


def _write_findings(report: Report, section: Section, writer: ReportWriter) -> None:
    _write_lines(section.lines, writer)
    severity, code, message, remedy = section.head
    label = _REMEDY.pick(report.lang)
    entries = [
        FindingEntry(grade, row[0], row[1], row[2], label + row[3])
        for grade, row in zip(report.severities, section.rows, strict=True)
    ]
    writer.findings((severity, f"{message} · {remedy}", code), entries)
