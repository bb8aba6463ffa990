"""Tables that people edited, cell by cell: what they meant arrives in the process file, and nothing else changes."""

from __future__ import annotations

from collections import Counter

import pytest

from bpr.formats.table import read_with_base, table_part
from bpr.formats.yaml_file import read_yaml
from bpr.merge.table import elements, merge_table
from bpr.merge.table_yaml import write_changes
from bpr.model import Process
from tests.merge.table_edits import EDITS, edited
from tests.merge.table_paper import Paper


def model(content: bytes) -> Process:
    process = read_yaml(content)
    assert isinstance(process, Process)
    return process


def assert_arrives(paper: Paper, theirs: Process, base: Process) -> None:
    """The file after the merge says what the edits mean and keeps its comments; a second merge has nothing to do."""
    content, ours = paper.sent.content, paper.sent.ours
    merge = merge_table(base, theirs, ours)
    assert merge.conflicts == ()
    after, new = write_changes(content, merge.wanted(), theirs, ours, model)
    assert elements(table_part(new)) == elements(table_part(paper.meant()))
    comments = [line.split("#", 1)[1] for line in content.decode().splitlines() if line.strip().startswith("#")]
    assert all(comment in after.decode() for comment in comments)
    again = merge_table(base, theirs, new)
    assert again.changes == again.conflicts == ()
    if not merge.changes:
        assert after == content


def assert_seed_arrives(seed: int) -> None:
    paper, _ = edited(seed)
    assert_arrives(paper, paper.read(), paper.sent.base)


@pytest.mark.parametrize("block", range(10))
def test_random_edits_of_cells_arrive_and_nothing_else_changes(block):
    for seed in range(block * 20, (block + 1) * 20):
        assert_seed_arrives(seed)


def test_every_kind_of_edit_changes_something_in_these_tables():
    acted = Counter(name for seed in range(200) for name in edited(seed)[1])
    assert {edit.__name__: acted[edit.__name__] for edit in EDITS if acted[edit.__name__] < 10} == {}


@pytest.mark.parametrize("seed", range(10))
def test_the_same_through_a_workbook_on_disk(seed, tmp_path):
    paper, _ = edited(seed)
    paper.save(tmp_path / "edited.xlsx")
    read, base = read_with_base(tmp_path / "edited.xlsx")
    theirs = read.process
    assert theirs.model_copy(update={"unread": ()}) == paper.read().model_copy(update={"unread": ()})
    assert base == paper.sent.base
    assert_arrives(paper, theirs, base)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(100))
def test_ten_thousand_random_edit_sets(block):
    for seed in range(1_000 + block * 100, 1_100 + block * 100):
        assert_seed_arrives(seed)
