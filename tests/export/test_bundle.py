"""The hand-out: pictures, workbook, diagnosis and numbers in every language of the model."""

from __future__ import annotations

import json

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.errors import ExportError, InputError
from bpr.export.bundle import bundle, export_bundle
from tests.analysis.small_models import END, process, rework, start

BOTH = {"en": "Letters", "zh": "信函"}


@pytest.fixture(scope="module")
def english():
    return analyse(process(*rework()))


def test_a_model_in_one_language_gives_one_set_of_files(english):
    assert set(bundle(english)) == {
        "swimlane.en.svg",
        "swimlane.en.png",
        "swimlane.en.pdf",
        "swimlane.en.pptx",
        "swimlane.en.drawio",
        "process.bpmn",
        "process.html",
        "process.en.mmd",
        "report.en.docx",
        "raci.en.xlsx",
        "handoffs.en.dot",
        "findings.en.md",
        "analysis.json",
        *(f"{name}.en.svg" for name in ("handoff-matrix", "coupling", "loops", "load", "raci", "playback")),
    }


def test_single_parts_can_be_asked_for_and_unknown_ones_are_refused(english):
    assert set(bundle(english, parts=["raci", " Page "])) == {"raci.en.xlsx", "process.html"}
    with pytest.raises(InputError, match="'pictuers' is not a part"):
        bundle(english, parts=["pictuers"])


def test_a_model_in_two_languages_gives_two_sets():
    names = set(bundle(analyse(process(*rework(), title=BOTH)), parts=["pictures", "raci", "texts"]))
    assert {"swimlane.en.svg", "swimlane.zh.svg", "raci.zh.xlsx", "findings.zh.md"} <= names


def test_every_sub_process_has_its_own_picture():
    inner = [{"id": "B", "name": "Look"}]
    model = process(
        start("P"),
        {"id": "P", "subprocess": "Check", "steps": inner, "next": "Q"},
        {"id": "Q", "subprocess": "Elsewhere", "next": "E"},
        END,
    )
    names = [name for name in bundle(analyse(model), parts=["pictures"]) if name.endswith(".svg")]
    assert names == ["swimlane.en.svg", "swimlane.sub-1.en.svg"]


def test_the_numbers_are_those_of_the_analysis(english):
    assert json.loads(bundle(english)["analysis.json"]) == json.loads(json.dumps(english.to_json()))


def test_the_same_analysis_gives_the_same_bytes(english):
    assert bundle(english) == bundle(analyse(english.process))


def test_files_are_written_and_written_again(english, tmp_path):
    paths = export_bundle(english, tmp_path / "out")
    assert {path.name for path in paths} == set(bundle(english))
    assert all(path.read_bytes() for path in paths)
    assert export_bundle(english, tmp_path / "out") == paths


def test_nothing_is_written_over_somebodys_own_work(english, tmp_path):
    export_bundle(english, tmp_path)
    (tmp_path / "findings.en.md").write_text("mine", encoding="utf-8")
    (tmp_path / "analysis.json").unlink()
    with pytest.raises(ExportError, match="findings"):
        export_bundle(english, tmp_path)
    assert not (tmp_path / "analysis.json").exists()
    export_bundle(english, tmp_path, force=True)
    assert (tmp_path / "findings.en.md").read_text(encoding="utf-8") != "mine"
