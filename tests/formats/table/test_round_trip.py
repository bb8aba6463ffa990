"""Model to table to model: equal for what a table can hold, and what it cannot hold is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.export.process_csv import process_csv
from bpr.export.workbook.process_table import process_table_bytes
from bpr.formats import library
from bpr.formats.files import load
from bpr.formats.table import lost_in_table, read_table, table_part
from bpr.model import Process
from tests.strategies import processes

NAMES = [name for name in library.names() if isinstance(load(name), Process)]


def back(process: Process, lang: str, folder, suffix: str = ".xlsx") -> Process:
    path = folder / f"table{suffix}"
    data = process_csv(process, lang=lang) if suffix == ".csv" else process_table_bytes(process, lang=lang)
    path.write_bytes(data)
    return read_table(path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_library_models_come_back_from_excel(name, lang, tmp_path):
    process = load(name)
    assert back(process, lang, tmp_path) == table_part(process)


@pytest.mark.parametrize("name", NAMES)
def test_csv_is_a_fixed_point_after_the_first_reading(name, tmp_path):
    once = back(load(name), "en", tmp_path, ".csv")
    assert [node.id for node in once.walk()] == [node.id for node in load(name).walk()]
    assert back(once, "en", tmp_path, ".csv") == once


@settings(max_examples=8)
@given(process=processes(), lang=st.sampled_from(["en", "zh"]))
def test_any_process_comes_back_from_excel(process, lang, tmp_path_factory):
    folder = tmp_path_factory.mktemp("table", numbered=True)
    assert back(process, lang, folder) == table_part(process)


@pytest.mark.slow
@settings(max_examples=300)
@given(process=processes(), lang=st.sampled_from(["en", "zh"]))
def test_many_processes_come_back_from_excel(process, lang, tmp_path_factory):
    folder = tmp_path_factory.mktemp("table", numbered=True)
    assert back(process, lang, folder) == table_part(process)


@given(process=processes())
def test_the_part_is_a_part_and_loses_nothing_more(process):
    part = table_part(process)
    assert table_part(part) == part
    assert lost_in_table(part) == ()
    assert (lost_in_table(process) == ()) == (process == part)
