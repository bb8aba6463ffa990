"""The process file that a table or a workbook is merged into."""

from __future__ import annotations

import pytest

from bpr.cli.merge_target import asked_side, process_in, read_target, replace_unchanged
from bpr.errors import ExportError, InputError
from bpr.formats.library import path_of


def test_a_process_file_gives_its_bytes_and_its_process(tmp_path):
    place = tmp_path / "mine.yaml"
    place.write_bytes(path_of("contract-approval.asis").read_bytes())
    data, process = read_target(place)
    assert (data, process.id) == (place.read_bytes(), "contract-approval.asis")
    assert process_in(data, place) == process


def test_other_files_are_refused_with_the_way_to_a_process_file(tmp_path):
    (tmp_path / "mine.bpmn").write_bytes(b"<definitions/>")
    with pytest.raises(InputError) as caught:
        read_target(tmp_path / "mine.bpmn")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.file) == ("NOT_A_PROCESS_FILE", str(tmp_path / "mine.bpmn"))
    assert "--into" in problem.remedy.en


def test_a_file_that_is_not_there_is_answered_with_the_one_that_was_meant(tmp_path):
    (tmp_path / "order.yaml").write_bytes(path_of("contract-approval.asis").read_bytes())
    with pytest.raises(InputError) as caught:
        read_target(tmp_path / "ordr.yaml")
    assert "order.yaml" in caught.value.problems[0].remedy.en


def test_a_value_chain_is_no_process_file(tmp_path):
    place = tmp_path / "chain.yaml"
    place.write_bytes(path_of("vc-porter").read_bytes())
    with pytest.raises(InputError, match="only be written into a process file"):
        read_target(place)


def test_a_file_is_replaced_as_long_as_nobody_else_changed_it(tmp_path):
    place = tmp_path / "mine.yaml"
    place.write_bytes(b"old")
    replace_unchanged(place, b"old", b"new")
    assert place.read_bytes() == b"new"
    with pytest.raises(ExportError, match="changed by somebody else") as caught:
        replace_unchanged(place, b"old", b"newer")
    assert (caught.value.problems[0].code, place.read_bytes()) == ("FILE_CHANGED", b"new")


@pytest.mark.parametrize("asked", [None, "theirs", "ours"])
def test_a_side_is_one_of_two_or_nobody(asked):
    assert asked_side(asked, "the table wins", "以表格为准") == asked


def test_another_side_is_refused_with_what_theirs_means():
    with pytest.raises(InputError) as caught:
        asked_side("mine", "the table wins", "以表格为准")
    assert "theirs (the table wins)" in caught.value.problems[0].remedy.en
    assert "以表格为准" in caught.value.problems[0].remedy.zh
