"""`bpr report`, and `--theme` where pictures are written."""

from __future__ import annotations

import json

import pytest

MODEL = "customer-reception.asis"


@pytest.fixture
def run(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return bpr_command


def test_a_report_goes_where_it_is_asked_for(run, tmp_path):
    code, _, err = run("report", MODEL, "-o", "out.html", "--lang", "zh")
    assert code == 0
    assert "out.html" in err
    assert "客户接待" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_without_a_place_it_goes_into_the_folder_of_the_process(run, tmp_path):
    assert run("report", MODEL, "--to", "docx")[0] == 0
    assert (tmp_path / "exports" / MODEL / "report.en.docx").read_bytes().startswith(b"PK")


def test_json_tells_file_and_chapters(run):
    code, out, _ = run("report", MODEL, "-o", "r.html", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["bpr"] == "report/1"
    assert document["file"] == "r.html"
    assert "findings" in document["chapters"]


def test_a_format_that_is_not_known_is_refused(run, tmp_path):
    code, _, err = run("report", MODEL, "-o", "r.odt")
    assert code == 2
    assert "html, docx, pdf" in err
    assert not (tmp_path / "r.odt").exists()


@pytest.mark.parametrize("words", [("report", MODEL, "-o", "r.html"), ("draw", MODEL, "-o", "r.svg")])
def test_a_theme_colours_what_is_written(run, tmp_path, words):
    (tmp_path / "acme.yaml").write_text('colours: {accent: "#0b5345", label: "#bbbbbb"}\n', encoding="utf-8")
    code, _, err = run(*words, "--theme", "acme.yaml")
    assert code == 0
    assert "label is hard to see" in err
    assert "#0b5345" in (tmp_path / words[-1]).read_text(encoding="utf-8")


def test_export_takes_a_theme(run, tmp_path):
    (tmp_path / "acme.yaml").write_text('colours: {accent: "#0b5345"}\n', encoding="utf-8")
    assert run("export", MODEL, "-o", "out", "--theme", "acme.yaml", "--parts", "pictures")[0] == 0
    assert "#0b5345" in (tmp_path / "out" / MODEL / "swimlane.en.svg").read_text(encoding="utf-8")


def test_faults_of_a_theme_name_the_line(run, tmp_path):
    (tmp_path / "acme.yaml").write_text("colours:\n  handoff: blue\n", encoding="utf-8")
    code, _, err = run("draw", MODEL, "--theme", "acme.yaml")
    assert code == 2
    assert "acme.yaml:2" in err
