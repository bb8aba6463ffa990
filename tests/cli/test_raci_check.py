"""`bpr raci check` on sheets that bpr never wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpr.cli import main
from tests.formats.raci_sheet import foreign_sheets as sheets


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BPR_LANG", "en")
    sheets.with_departments().save("otc.xlsx")
    sheets.chinese().save("合同.xlsx")

    def call(*words):
        code = 0
        try:
            main(["raci", "check", *words])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_faults_end_with_1_and_name_the_cell(run):
    code, out, err = run("otc.xlsx")
    assert code == 1
    assert "BAD_CODE F8" in out
    assert err == ""


def test_a_sheet_in_order_ends_with_0_in_chinese(run):
    code, out, _ = run("合同.xlsx", "--lang", "zh")
    assert code == 0
    assert "3 个步骤，4 个角色" in out


def test_json_holds_links_with_how_sure_they_are(run):
    code, out, _ = run("otc.xlsx", "--process", "order-to-cash.asis", "--json", "--fail-on", "never")
    assert code == 0
    (sheet,) = json.loads(out)["sheets"]
    links = {link["label"]: link["sureness"] for link in sheet["links"]["steps"]}
    assert links["Credit check"] == "sure"
    assert sheet["findings"][0]["cells"]
    assert {"cell", "step", "role", "sheet", "process"} == set(sheet["differences"][0])


TWINS = """
bpr: 1
process: twins
departments: {north: North, south: South}
roles:
  north-clerk: {name: {en: Sales clerk, zh: 销售员}, department: north}
  south-clerk: {name: {en: Sales clerk, zh: 销售员}, department: south}
steps:
  - {id: A1, name: {en: Credit check, zh: 信用审核}, role: south-clerk}
"""


@pytest.mark.parametrize(
    ("lang", "says", "guess"),
    [
        ("en", "north-clerk 'Sales clerk' (unsure, 100%), a guess: as near is south-clerk 'Sales clerk'", "by a guess"),
        ("zh", "north-clerk“销售员” (存疑, 100%)，为猜测：同样接近的还有 south-clerk“销售员”", "对应关系为猜测"),
    ],
)
def test_two_roles_that_are_equally_near_are_both_named(run, lang, says, guess):
    Path("twins.yaml").write_text(TWINS, encoding="utf-8")
    _, out, _ = run("otc.xlsx", "--process", "twins.yaml", "--lang", lang)
    assert f"Sales clerk → {says}" in out
    assert any("north-clerk:" in line and guess in line for line in out.splitlines())
    assert "Credit check → A1" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["no.xlsx"], "no.xlsx"),
        (["otc.xlsx", "--sheet", "RACI"], "no sheet 'RACI'"),
        (["otc.xlsx", "--process", "no-such-process"], "no-such-process"),
        (["otc.xlsx", "--fail-on", "bad"], "not a severity"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(run, words, says):
    code, out, err = run(*words)
    assert code == 2
    assert says in err
    assert "Traceback" not in out + err
