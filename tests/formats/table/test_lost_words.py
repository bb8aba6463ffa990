"""What a table has no place for is called by a word, never by a key of process files."""

from __future__ import annotations

import pytest

from bpr.formats.table import lost_in_table
from bpr.formats.table.lost_words import word_for
from bpr.model import Activity, Decision, Event, Next, Process, Role, SubProcess
from bpr.model.nodes import Inclusive, Parallel
from bpr.model.organisation import Department, Document, System
from bpr.text import is_chinese

GROUPS = {"departments": Department, "roles": Role, "systems": System, "documents": Document}


def keys(kind: type) -> set[str]:
    return {field.alias or name for name, field in kind.model_fields.items()}


def every_key() -> set[str]:
    """The keys that `lost_in_table` may meet: groups, steps and ways are told entry by entry."""
    nodes = {key for kind in (Activity, SubProcess, Decision, Parallel, Inclusive, Event) for key in keys(kind)}
    ways = {f"next.{key}" for key in keys(Next)}
    entries = {f"{group}.{key}" for group, kind in GROUPS.items() for key in keys(kind)}
    return ((keys(Process) | nodes) - {"next", "steps", *GROUPS} | {"documents"}) | ways | entries


@pytest.mark.parametrize("key", sorted(every_key()))
def test_every_field_has_words_in_both_languages(key):
    word = word_for(key)
    assert is_chinese(word.zh or "")
    assert "_" not in (word.en or "_")


def test_what_is_lost_is_told_in_words():
    process = Process.model_validate(
        {"process": "p", "kpis": [], "sources": ["a book"], "steps": [{"id": "A", "name": "Ask", "automated": True}]}
    )
    told = lost_in_table(process)
    assert [text.en for text in told] == [
        "a table has no place for 'automation' of A; it stays in the process file",
        "a table has no place for 'sources'; it stays in the process file",
    ]
    assert told[1].zh == "表格中没有“来源”的位置，该内容只保留在流程文件中"
