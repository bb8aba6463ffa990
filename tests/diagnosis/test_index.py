"""The index of checked files."""

import sys

from bpr.diagnosis.index import Index, cache_folder, key_of, program_mark


def test_the_cache_folder_can_be_named_and_else_is_the_one_of_the_system(tmp_path, monkeypatch):
    monkeypatch.setenv("BPR_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("BPR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "xdg" / "bpr"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert cache_folder() == tmp_path / "local" / "bpr" / "cache"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder().parts[-3:] == ("Library", "Caches", "bpr")


def test_every_part_of_a_key_counts_and_parts_do_not_run_into_each_other():
    parts = [("a", b"b", b"c", "d"), ("ab", b"", b"c", "d"), ("a", b"bc", b"", "d"), ("a", b"b", b"c", "e")]
    assert len({key_of(*part) for part in parts}) == len(parts)
    assert len(program_mark()) == 64


def test_what_is_kept_is_found_again_and_without_a_folder_nothing_is(tmp_path):
    entries = {str(number): {"n": number, "zh": "审核"} for number in range(1200)}
    with Index(tmp_path) as index:
        index.keep(entries)
    with Index(tmp_path) as index:
        assert index.find([*entries, "none"]) == entries
    with Index(None) as index:
        index.keep(entries)
        assert index.find(entries) == {}


def test_the_oldest_entries_go_when_there_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr("bpr.diagnosis.index._MOST_ENTRIES", 3)
    with Index(tmp_path) as index:
        for number in range(5):
            index.keep({str(number): {}})
        assert set(index.find(map(str, range(5)))) == {"2", "3", "4"}
