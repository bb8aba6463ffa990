"""Names of files that a command may not write to."""

from __future__ import annotations

import pytest


@pytest.fixture
def run(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bpr_command("library", "copy", "customer-reception.asis", "m.yaml")
    bpr_command("raci", "export", "m.yaml", "-o", "r.xlsx")
    return bpr_command


@pytest.mark.parametrize(
    "words",
    [
        ["--html", "m.yaml"],
        ["--html", "r.xlsx"],
        ["-o", "r.xlsx"],
        ["-o", "new.xlsx"],
        ["--html", "page.yaml"],
    ],
)
def test_reading_a_workbook_never_writes_over_what_it_reads_or_under_a_false_name(run, tmp_path, words):
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix in (".yaml", ".xlsx")}
    code, _, err = run("raci", "read", "r.xlsx", "--into", "m.yaml", *words, "--force")
    assert (code, words[1] in err) == (2, True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix in (".yaml", ".xlsx")} == before


def test_a_process_file_is_not_converted_onto_itself_unless_forced(run, tmp_path):
    before = (tmp_path / "m.yaml").read_bytes()
    code, _, err = run("convert", "m.yaml", "-o", "./m.yaml")
    assert (code, "another file" in err) == (2, True)
    assert (tmp_path / "m.yaml").read_bytes() == before
    assert run("convert", "m.yaml", "-o", "m.yaml", "--force")[0] == 0
