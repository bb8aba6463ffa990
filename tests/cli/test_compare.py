"""`bpr compare` as users call it."""

import json
from functools import partial

import pytest

PAIR = ("order-to-cash.asis", "order-to-cash.tobe")


@pytest.fixture
def run(bpr_command):
    """Run `bpr compare`; gives exit code, stdout and stderr."""
    return partial(bpr_command, "compare")


def test_the_page_shows_measures_edits_loops_handoffs_and_findings(run):
    code, text, _ = run(*PAIR)
    assert code == 0
    for part in ("Before and after", "Edits", "Ways back", "Handoffs between departments", "KPI_WORSE"):
        assert part in text
    assert "▼ better, -92%" in text
    assert "▲ worse" in text
    assert "and 7 more" in text


def test_the_page_fits_a_narrow_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, text, _ = run(*PAIR)
    assert max(map(len, text.splitlines())) <= 80
    assert "▲ better, +24.5 points" in " ".join(text.split())


def test_a_brief_page_leaves_out_the_lists(run):
    _, text, _ = run(*PAIR, "--brief")
    assert "Removed 13" in text
    assert "KPI_WORSE" not in text


def test_an_output_is_written_and_the_page_not_printed(run, tmp_path):
    code, text, told = run(*PAIR, "-o", str(tmp_path / "out.md"), "--lang", "zh")
    assert (code, text) == (0, "")
    assert told == f"{tmp_path / 'out.md'}\n"
    assert "排产" in (tmp_path / "out.md").read_text("utf-8")


def test_json_and_an_output_go_together(run, tmp_path):
    _, text, _ = run(*PAIR, "--json", "-o", str(tmp_path / "out.json"))
    assert json.loads(text) == json.loads((tmp_path / "out.json").read_text("utf-8"))


def test_an_output_that_cannot_be_is_wrong_usage(run, tmp_path):
    code, _, fault = run(*PAIR, "-o", str(tmp_path / "out.pdf"))
    assert code == 2
    assert ".md or .json file, or a folder" in fault


def test_the_page_speaks_chinese(run):
    code, text, _ = run(*PAIR, "--lang", "zh")
    assert code == 0
    for part in ("前后对比", "改善", "变差", "返工回路", "部门间交接", "合并", "排产"):
        assert part in text


def test_json_is_one_document_and_nothing_else(run):
    code, text, _ = run(*PAIR, "--json")
    document = json.loads(text)
    assert code == 0
    assert document["bpr"] == "compare/1"
    assert document["as_is"]["id"] == PAIR[0]


def test_a_process_against_itself_has_no_edits(run):
    _, text, _ = run(PAIR[0], PAIR[0])
    assert "none" in text
    assert "better" not in text


def test_pairs_of_nodes_can_be_declared(run):
    _, text, _ = run(*PAIR, "--same", "A4=B2", "--json")
    matches = json.loads(text)["matching"]["matches"]
    assert {"as_is": "A4", "to_be": "B2", "by": "declared"}.items() <= next(
        m for m in matches if m["as_is"] == "A4"
    ).items()


@pytest.mark.parametrize("words", [("--same", "A4"), ("--same", "A4=nowhere"), ("--same", "A4=B2", "--same", "A4=B3")])
def test_a_pair_that_cannot_be_is_wrong_usage(run, words):
    code, text, fault = run(*PAIR, *words)
    assert code == 2
    assert text == ""
    assert "A4" in fault


def test_findings_can_fail_the_run(run):
    assert run(*PAIR, "--fail-on", "warning")[0] == 1
    assert run(*PAIR, "--fail-on", "error")[0] == 0
