"""`bpr draw`: when a swimlane is laid out, and what is told about it."""

import json

import pytest

from bpr.layout import engine

MODEL = "customer-reception.asis"


@pytest.fixture
def run(bpr_command, monkeypatch, tmp_path):
    """Run bpr in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return bpr_command


def test_text_formats_are_written_without_a_layout_and_told_about_with_one(run, monkeypatch, tmp_path):
    laid_out = []
    search = engine._best
    monkeypatch.setattr(engine, "_best", lambda *args: laid_out.append(1) or search(*args))
    assert run("draw", MODEL, "-o", "p.mmd")[0] == 0
    assert laid_out == []
    code, out, _ = run("draw", MODEL, "-o", "p.mmd", "--force", "--json")
    assert (code, json.loads(out)["metrics"]["crossings"] >= 0) == (0, True)
    assert len(laid_out) >= 1
    assert (tmp_path / "p.mmd").read_text(encoding="utf-8").startswith("---")


def test_pages_are_told_one_by_one(run):
    code, out, _ = run("draw", MODEL, "-o", "p.svg", "--page", "slide", "--json")
    document = json.loads(out)
    assert (code, document["pages"][0]["file"]) == (0, document["file"])
    assert all(0 < page["scale"] <= 1 for page in document["pages"])


def test_choices_that_decide_about_places_do_not_go_with_a_stable_picture(run):
    stable = ("draw", MODEL, "-o", "p.svg", "--stable-with", "customer-reception.tobe")
    code, _, err = run(*stable, "--direction", "down")
    assert code == 2
    assert "--direction does not go with --stable-with" in err
    assert run(*stable, "--lanes", "department")[0] == 0
