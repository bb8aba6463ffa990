"""`bpr table read`: an edited process table back into its process file."""

from __future__ import annotations

import json
import re

import openpyxl
import pytest

from bpr.formats.files import load


@pytest.fixture
def run(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bpr_command("library", "copy", "customer-reception.asis", "m.yaml")
    bpr_command("convert", "m.yaml", "-o", "t.xlsx")
    return bpr_command


def edit(path, step: str, **values) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Steps"]
    columns = {str(cell.value).partition(" (")[0].lower(): cell.column for cell in reversed(sheet[4])}
    row = next(row for row in range(5, 40) if sheet.cell(row, 1).value == step)
    for field, value in values.items():
        sheet.cell(row, columns[field]).value = value
    book.save(path)


def test_edits_are_previewed_then_written_with_pictures_and_the_file_keeps_its_lines(run, tmp_path):
    before = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    edit(tmp_path / "t.xlsx", "A2", wait=45, note="asked twice, # odd")
    code, out, err = run("table", "read", "t.xlsx", "--into", "m.yaml", "--dry-run")
    assert code == 0
    assert "step A2 wait: 30 → 45" in out
    assert "dry-run" in err
    assert (tmp_path / "m.yaml").read_text(encoding="utf-8") == before
    code, out, _ = run("table", "read", "t.xlsx", "--into", "m.yaml", "--json")
    document = json.loads(out)
    assert (code, document["applied"]) == (0, True)
    assert [change["field"] for change in document["changes"]] == ["wait", "note"]
    after = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert gone in ([], ["    wait: 30"])
    process = load(tmp_path / "m.yaml")
    assert (process.nodes["A2"].wait.mean, process.nodes["A2"].note.en) == (45, "asked twice, # odd")
    assert "<svg" in (tmp_path / "m.before.svg").read_text(encoding="utf-8")
    assert "<svg" in (tmp_path / "m.after.svg").read_text(encoding="utf-8")
    assert "nothing to change" in run("table", "read", "t.xlsx", "--into", "m.yaml")[2]


def test_a_conflict_stops_everything_until_somebody_decides(run, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("    wait: 30\n", "    wait: 31\n", 1), encoding="utf-8")
    mine = path.read_text(encoding="utf-8")
    edit(tmp_path / "t.xlsx", "A2", wait=45, time=9)
    code, out, err = run("table", "read", "t.xlsx", "--into", "m.yaml")
    assert (code, path.read_text(encoding="utf-8")) == (1, mine)
    assert "step A2 wait: 31 → 45 (was 30)" in out
    assert "--take" in err
    assert run("table", "read", "t.xlsx", "--into", "m.yaml", "--take", "ours")[0] == 0
    assert (load(path).nodes["A2"].wait.mean, load(path).nodes["A2"].time.mean) == (31, 9)
    assert run("table", "read", "t.xlsx", "--into", "m.yaml", "--take", "theirs")[0] == 0
    assert load(path).nodes["A2"].wait.mean == 45


def test_tables_without_a_record_and_other_targets_are_refused(run, tmp_path):
    run("new", "x", "--table", "x.xlsx")
    edit_book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    del edit_book["_bpr"]
    edit_book.save(tmp_path / "bare.xlsx")
    code, _, err = run("table", "read", "bare.xlsx", "--into", "m.yaml")
    assert code == 2
    assert "bpr convert" in err
    assert run("table", "read", "t.xlsx", "--into", "t.xlsx")[0] == 2
    assert run("table", "read", "t.xlsx", "--into", "m.yaml", "--take", "mine")[0] == 2
    code, _, err = run("table", "read", "t.xlsx", "--into", "mm.yaml")
    assert (code, "did you mean 'm.yaml'?" in err) == (2, True)


def test_the_table_of_another_process_is_refused_although_its_steps_fit(run, tmp_path):
    edit(tmp_path / "t.xlsx", "A2", wait=45)
    other = re.sub(r"(?m)^process: .*$", "process: visitors", (tmp_path / "m.yaml").read_text(encoding="utf-8"))
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    code, _, err = run("table", "read", "t.xlsx", "--into", "other.yaml")
    assert (code, "not of 'visitors'" in err) == (2, True)
    assert (tmp_path / "other.yaml").read_text(encoding="utf-8") == other


def test_a_misspelt_role_is_told_before_it_becomes_a_new_one(run, tmp_path):
    edit(tmp_path / "t.xlsx", "A2", role="Recepcionist")
    code, out, _ = run("table", "read", "t.xlsx", "--into", "m.yaml", "--dry-run")
    assert code == 0
    assert "'Recepcionist' looks like 'Receptionist' (Roles!" in out
    assert "role recepcionist: added" in out
    findings = json.loads(run("table", "read", "t.xlsx", "--into", "m.yaml", "--dry-run", "--json")[1])["findings"]
    assert [(finding["code"], finding["severity"]) for finding in findings] == [("LOOKS_ALIKE", "warning")]
