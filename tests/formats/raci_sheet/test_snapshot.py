from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bpr.formats.raci_sheet.snapshot import SHEET, Snapshot, mark, plain, snapshot_in
from bpr.formats.spreadsheet import Cell, Sheet

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8)


def sheet_of(snapshot: Snapshot) -> Sheet:
    cells = {}
    for left, rows in snapshot.tables().items():
        for row, values in enumerate(rows, start=1):
            cells |= {(row, left + at): Cell(value) for at, value in enumerate(values) if value}
    return Sheet(SHEET, cells)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    steps = draw(st.dictionaries(WORDS, WORDS, max_size=5))
    roles = draw(st.dictionaries(WORDS, WORDS, max_size=4))
    pairs = [(step, role) for step in steps for role in roles]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    marks = {
        title: frozenset(map(mark, texts))
        for title, texts in draw(st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=5), max_size=2)).items()
    }
    return Snapshot(
        {"format": "raci-workbook/2", "process": draw(WORDS)},
        steps, roles, frozenset(draw(st.lists(st.sampled_from([*steps]), unique=True)) if steps else ()),
        dict.fromkeys(chosen, "A/R"), tuple(draw(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4))), marks,
    )  # fmt: skip


@given(snapshots())
def test_what_is_written_reads_back_equal_and_whole(snapshot):
    read, whole = snapshot_in(sheet_of(snapshot))
    assert whole
    assert read == snapshot


@given(snapshots(), st.data())
def test_an_edit_of_the_hidden_sheet_is_noticed(snapshot, data):
    sheet = sheet_of(snapshot)
    place = data.draw(st.sampled_from(sorted(at for at in sheet.cells if at[0] > 1)))
    changed = replace(sheet, cells={**sheet.cells, place: Cell(sheet.cells[place].text + "x")})
    assert not snapshot_in(changed)[1]


def test_programs_may_break_lines_and_round_numbers_in_their_own_way():
    assert plain("Head of\r\n  claims ") == "Head of claims"
    assert mark("Head of\nclaims") == mark("Head of claims")
    assert mark(0.0466148723640400) == mark(0.04661487236404)
    assert mark(1.0) != mark(2.0)
