"""Opening a model by file or by library id."""

from __future__ import annotations

import pytest

from bpr.errors import InputError
from bpr.formats import library
from bpr.formats.files import load


def fault(reference: object) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        load(reference)
    problem = caught.value.problems[0]
    return problem.code, problem.remedy.pick("en")


def test_a_library_id_opens_the_library_model():
    assert load("vc-scor") == library.open_library("vc-scor")


def test_a_file_is_opened_by_its_suffix(tmp_path):
    path = tmp_path / "mine.YML"
    path.write_text("process: mine\n", encoding="utf-8")
    assert load(path).id == load(str(path)).id == "mine"


def test_neither_file_nor_model_names_the_nearest_model():
    assert fault("vc-scr") == ("UNDEFINED", "use the library model 'vc-scor' (closest match)")
    assert fault("qqqq") == ("UNDEFINED", "see 'bpr library list'")


@pytest.mark.parametrize(
    ("typed", "file", "remedy"),
    [
        ("vc-scr", "vc-score.yaml", "use the library model 'vc-scor' (closest match)"),
        ("vc-scrr", "vc-scr.yaml", "did you mean 'vc-scr.yaml'? Or use the library model 'vc-scor' (closest match)"),
        ("vc-scre", "vc-score.yaml", "did you mean 'vc-score.yaml'?"),
    ],
)
def test_of_a_file_and_a_model_the_nearer_name_is_meant(typed, file, remedy, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / file).write_text("process: mine\n", encoding="utf-8")
    assert fault(typed) == ("UNDEFINED", remedy)


def test_a_kind_of_file_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"x")
    code, remedy = fault(path)
    assert code == "KIND"
    assert ".yaml" in remedy


def test_shared_organisation_data_is_not_a_process(tmp_path):
    path = tmp_path / "organisation.yaml"
    path.write_text("roles: {clerk: Clerk}\n", encoding="utf-8")
    assert fault(path)[0] == "KIND"
