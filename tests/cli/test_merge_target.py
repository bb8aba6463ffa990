"""The process file that a table or a workbook is merged into."""

from __future__ import annotations

import pytest

from bpr.cli.merge_target import process_in, read_target
from bpr.errors import InputError
from bpr.formats.library import path_of


def test_a_process_file_gives_its_bytes_and_its_process(tmp_path):
    place = tmp_path / "mine.yaml"
    place.write_bytes(path_of("contract-approval.asis").read_bytes())
    data, process = read_target(place)
    assert (data, process.id) == (place.read_bytes(), "contract-approval.asis")
    assert process_in(data, place) == process


@pytest.mark.parametrize("name", ["mine.bpmn", "missing.yaml"])
def test_other_files_are_refused_with_the_way_to_a_process_file(tmp_path, name):
    (tmp_path / "mine.bpmn").write_bytes(b"<definitions/>")
    with pytest.raises(InputError) as caught:
        read_target(tmp_path / name)
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.file) == ("NOT_A_PROCESS_FILE", str(tmp_path / name))
    assert "--into" in problem.remedy.en


def test_a_value_chain_is_no_process_file(tmp_path):
    place = tmp_path / "chain.yaml"
    place.write_bytes(path_of("vc-porter").read_bytes())
    with pytest.raises(InputError, match="only be written into a process file"):
        read_target(place)
