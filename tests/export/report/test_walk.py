"""The walk over a report: every format gets the same blocks in the same order."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from bpr.export.report.chapter import Chapter
from bpr.export.report.content import make_report
from bpr.export.report.walk import ReportWriter, write_chapter, write_chapters, write_contents, write_cover
from bpr.export.speaker import Section
from bpr.export.swimlane.album import Album
from bpr.export.theme.theme import PLAIN, Logo
from bpr.formats.files import load
from tests.export.html.models import letters

BLOCKS = [name for name, _ in inspect.getmembers(ReportWriter, inspect.isfunction) if not name.startswith("_")]


class Recorder:
    """A format that only remembers what it was asked to write."""

    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        return lambda *args, **options: self.calls.append((name, args, options))

    @property
    def names(self):
        return [name for name, _, _ in self.calls]


def written(report, *walks):
    writer = Recorder()
    for walk in walks:
        walk(report, writer)
    return writer


@pytest.fixture(scope="module")
def report():
    logo = Logo("L", "image/png", b"")
    return make_report(Album(load("order-to-cash.asis")), lang="zh", theme=replace(PLAIN, logo=logo))


def one_chapter(report, **fields):
    chapter = Chapter("x", **fields)
    writer = Recorder()
    write_chapter(report, 3, chapter, writer)
    return writer


def test_the_cover_stands_in_one_order_and_leaves_out_what_is_not_there(report):
    assert written(report, write_cover).names == [
        "logo",
        "kicker",
        "title",
        *["fact"] * len(report.facts),
        "highlights",
        "points",
        "caution",
    ]
    plain = make_report(Album(letters()))
    assert {"logo", "caution"}.isdisjoint(written(plain, write_cover).names)


def test_a_library_report_has_blocks_of_every_kind(report):
    names = set(written(report, write_cover, write_contents, write_chapters).names)
    assert names == set(BLOCKS)


def test_chapters_are_counted_from_one(report):
    begun = [args for name, args, _ in written(report, write_chapters).calls if name == "chapter"]
    assert begun == [*enumerate(report.chapters, start=1)]


def test_neighbouring_points_are_one_list_and_stay_where_they_stand(report):
    writer = one_chapter(report, sections=(Section("T", ("a", "- b", "- c", "d", "- e")),))
    assert [(name, args[0]) for name, args, _ in writer.calls[1:]] == [
        ("line", "a"),
        ("points", ["b", "c"]),
        ("line", "d"),
        ("points", ["e"]),
    ]


def test_only_later_sections_have_headings_and_empty_tables_are_left_out(report):
    sections = (Section("One", (), ("h",), (("r",),)), Section("Two", ("a",)))
    writer = one_chapter(report, sections=sections, about="How", kind="matrix")
    assert writer.names == ["chapter", "about", "table", "heading", "line"]
    assert writer.calls[2] == ("table", (sections[0],), {"matrix": True})


def test_findings_carry_their_severity_and_the_word_for_the_remedy(report):
    (heads, entries) = next(args for name, args, _ in written(report, write_chapters).calls if name == "findings")
    section = next(one for one in report.chapters if one.kind == "findings").sections[0]
    assert heads == (section.head[0], f"{section.head[2]} · {section.head[3]}", section.head[1])
    assert [entry.severity for entry in entries] == list(report.severities)
    assert [entry.remedy for entry in entries] == [f"改法：{row[3]}" for row in section.rows]
