"""A misspelt file name is answered with the one in the folder that was probably meant."""

from __future__ import annotations

import pytest

from bpr.errors import InputError
from bpr.export.theme.file import read_theme
from bpr.formats.files import SUFFIXES, load
from bpr.formats.near_file import near_file
from bpr.formats.raw import read_bytes

FILES = ("order.xlsx", "order.svg", "leave.yaml", "claim.yml", "organisation.yaml", "请假流程.xlsx", "a.csv")


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "ordre.xlsx").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("ordr.xlsx", "order.xlsx"), ("Order.XLSX", "order.xlsx"), ("order.xls", "order.xlsx")),
        *(
            ("leve.yaml", "leave.yaml"),
            ("leave.yml", "leave.yaml"),
            ("clam.yaml", "claim.yml"),
            ("请假流称.xlsx", "请假流程.xlsx"),
        ),
        *(("b.csv", None), ("order.bpmn", None), ("order.csv", None), ("order", None)),
    ],
)
def test_the_nearest_name_of_the_same_kind(folder, typed, meant):
    assert near_file(folder / typed) == (None if meant is None else folder / meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("order", "order.xlsx"), ("ordr.x", "order.xlsx"), ("leave.yml", "leave.yaml"), ("zzz", None)]
)
def test_with_suffixes_any_of_them_may_be_meant(folder, typed, meant):
    assert near_file(folder / typed, SUFFIXES) == (None if meant is None else folder / meant)


@pytest.mark.parametrize("place", ["missing/order.xlsx", "order.xlsx/order.xlsx", "a\0/order.xlsx"])
def test_where_nothing_can_be_listed_nothing_is_meant(folder, place):
    assert near_file(folder / place) is None


@pytest.mark.parametrize(
    ("read", "typed", "meant"),
    [
        (load, "ordr.xlsx", "order.xlsx"),
        (load, "leav.yaml", "leave.yaml"),
        (load, "ordr", "order.xlsx"),
        (lambda path: read_bytes(path, 9), "ordr.svg", "order.svg"),
        (read_theme, "leav.yaml", "leave.yaml"),
    ],
)
def test_every_reader_asks_for_the_file_that_was_meant(folder, read, typed, meant):
    with pytest.raises(InputError) as caught:
        read(folder / typed)
    (problem,) = caught.value.problems
    assert problem.remedy.en == f"did you mean '{folder / meant}'?"
    assert problem.remedy.zh == f"是否应为“{folder / meant}”？"


def test_a_folder_is_not_asked_for_and_without_a_near_name_the_path_is(tmp_path):
    with pytest.raises(InputError) as caught:
        load(tmp_path / "order.xlsx")
    assert caught.value.problems[0].remedy.en == "check the path and the permission"
