from __future__ import annotations

import json
import os

import pytest

from bpr.errors import ExportError
from bpr.export.files import MANIFEST, write_output, write_outputs


def test_a_new_file_is_written_with_its_folders_and_no_temporary_file_stays(tmp_path):
    path = write_output(tmp_path / "a" / "b.txt", "流程\n")
    assert path.read_bytes() == "流程\n".encode()
    assert sorted(item.name for item in path.parent.iterdir()) == [MANIFEST, "b.txt"]


def test_what_bpr_wrote_is_overwritten_without_asking(tmp_path):
    write_output(tmp_path / "x.svg", b"one")
    write_output(tmp_path / "x.svg", b"two")
    assert (tmp_path / "x.svg").read_bytes() == b"two"


def test_a_hand_edited_file_is_kept_unless_forced(tmp_path):
    path = write_output(tmp_path / "x.svg", b"one")
    path.write_bytes(b"edited by hand")
    with pytest.raises(ExportError, match="changed after bpr wrote it") as caught:
        write_output(path, b"two")
    assert caught.value.problems[0].code == "FILE_CHANGED"
    assert path.read_bytes() == b"edited by hand"
    write_output(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    write_output(path, b"three")
    assert path.read_bytes() == b"three"


def test_a_file_bpr_never_wrote_is_kept(tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(ExportError, match="not written by bpr"):
        write_output(path, b"theirs")
    assert path.read_bytes() == b"mine"


def test_an_equal_file_is_no_conflict_even_without_a_record(tmp_path):
    path = tmp_path / "same.txt"
    path.write_bytes(b"same")
    write_output(path, b"same")
    write_output(path, b"next")
    assert path.read_bytes() == b"next"


def test_of_several_files_none_is_written_when_one_is_refused(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"mine")
    with pytest.raises(ExportError):
        write_outputs({tmp_path / "a.txt": "a", tmp_path / "b.txt": "b"})
    assert not (tmp_path / "a.txt").exists()


@pytest.mark.parametrize("content", ["", "[]", '{"files": 3}', '{"files": {"x": 3}}', "{" * 5000, "\x00"])
def test_a_broken_record_counts_as_none(tmp_path, content):
    (tmp_path / MANIFEST).write_text(content)
    (tmp_path / "x").write_bytes(b"mine")
    with pytest.raises(ExportError):
        write_output(tmp_path / "x", b"theirs")
    write_output(tmp_path / "y", b"new")
    assert list(json.loads((tmp_path / MANIFEST).read_text())["files"]) == ["y"]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ExportError, match="not a file"):
        write_output(tmp_path, b"", force=True)


@pytest.mark.skipif(os.name != "posix", reason="needs a device file")
def test_a_device_is_never_replaced():
    with pytest.raises(ExportError, match="not a file"):
        write_output("/dev/null", b"", force=True)


def test_a_place_that_cannot_be_written_gives_a_readable_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError, match="cannot be written") as caught:
        write_output(tmp_path / "file" / "below.txt", b"x")
    assert "Excel" in caught.value.render("zh")


def test_the_record_is_sorted_and_has_no_clock(tmp_path):
    write_outputs({tmp_path / "b": "1", tmp_path / "a": "2"})
    first = (tmp_path / MANIFEST).read_bytes()
    write_outputs({tmp_path / "a": "2", tmp_path / "b": "1"})
    assert (tmp_path / MANIFEST).read_bytes() == first
    assert list(json.loads(first)["files"]) == ["a", "b"]
