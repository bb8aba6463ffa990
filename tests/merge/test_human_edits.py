"""Random human edits: nothing typed is lost, and no letter moves to another step or role."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bpr.analysis.raci.cells import parse_cell
from bpr.analysis.raci.derive import derive_raci
from bpr.diagnosis.analyse import analyse
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.export.workbook.read_back import _today
from bpr.formats.raci_sheet.reading import read_raci_spreadsheet
from bpr.formats.raci_sheet.snapshot import plain
from bpr.formats.spreadsheet import Spreadsheet, read_spreadsheet
from bpr.merge.raci import merge_raci
from bpr.merge.result import Merge

from ..export.workbook.models import claim
from .human_edits import EDITS, edited
from .paper import Line, Paper, save

FILE_SHARE = 25
"""One set of so many goes through a real file."""
NOT_TAKEN = ("_UNCLEAR", "_REMOVED")


@lru_cache(maxsize=1)
def exported() -> Spreadsheet:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exported.xlsx"
        path.write_bytes(raci_workbook_bytes(claim(), analyse(claim()), lang="en"))
        return read_spreadsheet(path)


@lru_cache(maxsize=1)
def today():
    return _today(exported(), claim())


def merged(book: Spreadsheet) -> Merge:
    sheets = read_raci_spreadsheet(book, process="claim.asis", substitute=lambda _: today())
    return merge_raci(sheets, derive_raci(claim()))


def told(merge: Merge) -> tuple[dict[str, str], set[str]]:
    """Texts by the cell they are reported at, and all reported texts."""
    places: dict[str, str] = {}
    for noted in (*merge.unreadable, *merge.notes):
        if noted.note.cell:
            places[noted.note.cell] = plain(noted.note.text)
        places |= {cell: plain(text) for cell, _, text in noted.note.parts}
    return places, set(places.values())


def account_for(paper: Paper, merge: Merge) -> None:
    """Every cell of the edited sheet is merged rightly, reported, or as bpr wrote it."""
    base = {(step, role): letters for step, row in derive_raci(claim()).rows.items() for role, letters in row.items()}
    places, _ = told(merge)
    decided = [*merge.changes, *merge.agreed]
    by_cell = {source.cell: change for change in decided for source in change.sources}
    disputed = {source.cell for one in merge.conflicts for wish in one.theirs for source in wish.sources}
    at_step = {row.tag: row for row in paper.rows if row.tag}
    at_role = {column.tag: column for column in paper.columns if column.tag}
    lines = {paper.address(row, column): (row, column) for row in paper.rows for column in paper.columns}
    for change in decided:
        for source in change.sources:
            row, column = lines[source.cell]
            assert change.step in (row.tag, row.copy_of and row.copy_of.tag), f"{change} moved to another step"
            assert change.role in (column.tag, column.copy_of and column.copy_of.tag), f"{change} moved to another role"
            assert parse_cell(paper.text(row, column)) == change.new, f"{change} but the cell says something else"
    for row in paper.rows:
        for column in paper.columns:
            inked = paper.cells.get((row, column))
            cell = paper.address(row, column)
            if inked is not None and inked.typed and cell not in places and cell not in by_cell:
                step, role = (line.tag or (line.copy_of and line.copy_of.tag) for line in (row, column))
                is_letter = parse_cell(inked.value) is not None and inked.formula is None
                unchanged = step and role and is_letter and parse_cell(inked.value) == base.get((step, role), ())
                as_written = column is paper.name_column or row is paper.head_row or column is paper.number_column
                same = as_written or column is paper.department_column or has_twin(paper, row, column)
                assert unchanged or cell in disputed or same or not inked.value.strip(" -—"), f"{cell} {inked} is lost"
    for step, row in at_step.items():
        for role, column in at_role.items():
            cell, text = paper.address(row, column), paper.text(row, column)
            letters = parse_cell(text)
            if letters == base.get((step, role), ()) and not paper.merged:
                assert cell not in by_cell, f"{cell} did not change"
            elif cell not in by_cell and cell not in disputed:
                notes = [noted.note for noted in (*merge.unreadable, *merge.notes)]
                about = any(note.element in (step, role) and note.code.endswith(NOT_TAKEN) for note in notes)
                kept = letters == base.get((step, role), ()) or has_twin(paper, row, column)
                assert cell in places or about or kept, f"{cell} {text!r} is lost"


def has_twin(paper: Paper, row: Line, column: Line) -> bool:
    """Whether the same text stands in the original or a copy of the row or column."""
    rows = [one for one in paper.rows if one in (row, row.copy_of) or row in (one.copy_of,)]
    columns = [one for one in paper.columns if one in (column, column.copy_of) or column in (one.copy_of,)]
    texts = [paper.text(one, other) for one in rows for other in columns if (one, other) != (row, column)]
    return paper.text(row, column) in texts


def names_are_told(paper: Paper, merge: Merge) -> None:
    """New names, remarks, departments and texts on other sheets are reported word for word."""
    _, texts = told(merge)
    written = {plain(cell.text) for sheet in exported().sheets for cell in sheet.cells.values()}
    live = [(row, column) for row in paper.rows for column in paper.columns if (row, column) in paper.cells]
    for place in live:
        inked = paper.cells[place]
        text = plain(inked.value)
        if inked.typed and text and text not in written and inked.formula is None and parse_cell(text) is None:
            assert text in texts or any(text in other for other in texts), f"{text!r} is not told: {paper.log}"
    for sheet in paper.other.values():
        for cell in sheet.values():
            assert plain(cell.text) in texts


def assert_merged_rightly(seed: int, folder) -> None:
    paper = edited(exported(), seed)
    book = paper.spreadsheet()
    if seed % FILE_SHARE == 0:
        path = folder / "edited.xlsx"
        save(book, path)
        book = read_spreadsheet(path)
    merge = merged(book)
    try:
        account_for(paper, merge)
        names_are_told(paper, merge)
    except AssertionError as error:
        raise AssertionError(f"seed {seed}, edits {paper.log}: {error}") from error


def test_there_are_many_kinds_of_edit():
    assert len(EDITS) == len(set(EDITS)) >= 30


def test_an_untouched_workbook_changes_nothing():
    merge = merged(exported())
    assert (merge.changes, merge.agreed, merge.conflicts, merge.unreadable, merge.notes) == ((), (), (), (), ())


@pytest.mark.parametrize("block", range(3))
def test_random_edits_are_merged_rightly_or_reported(block, tmp_path):
    for seed in range(block * 100, block * 100 + 100):
        assert_merged_rightly(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(100))
def test_ten_thousand_random_edit_sets(block, tmp_path):
    for seed in range(1_000 + block * 100, 1_100 + block * 100):
        assert_merged_rightly(seed, tmp_path)
