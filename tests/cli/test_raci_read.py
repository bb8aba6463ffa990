"""`bpr raci read`: the whole way from the exported workbook back into the process file."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import time
import zipfile
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest

from bpr.analysis.raci.derive import derive_raci
from bpr.diagnosis.analyse import analyse
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.formats.files import load
from bpr.formats.yaml_write import write_yaml

from ..export.workbook.models import claim, poisoned

SOFFICE = shutil.which("soffice")


@pytest.fixture
def model(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "claim.yaml"
    path.write_text("# ours\n" + write_yaml(claim()), encoding="utf-8")
    return path


@lru_cache
def exported(lang: str) -> bytes:
    return raci_workbook_bytes(claim(), analyse(claim()), lang=lang)


@pytest.fixture
def workbook(model):
    """The exported workbook, edited by somebody and saved under a name."""

    def make(name: str = "anna.xlsx", edit=None, author: str = "Anna", lang: str = "en") -> Path:
        book = openpyxl.load_workbook(io.BytesIO(exported(lang)))
        if edit is not None:
            edit(book["RACI"])
        book.properties.lastModifiedBy = author
        book.save(model.parent / name)
        return model.parent / name

    return make


def put(**cells):
    """An edit: values by cell name."""

    def edit(sheet):
        for name, value in cells.items():
            sheet[name] = value

    return edit


def row_of(path: Path, step: str) -> dict[str, str]:
    return {role: "/".join(letters) for role, letters in derive_raci(load(path)).rows[step].items()}


def test_changes_are_shown_first_and_written_without_dry_run(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="i", I12="A/R"))
    before = model.read_bytes()
    code, out, err = bpr_command("raci", "read", str(edited), "--into", str(model), "--dry-run")
    assert (code, model.read_bytes()) == (0, before)
    assert "nothing written (--dry-run)" in err
    assert "Check the claim" in out
    assert "RACI!H8 [Anna]" in out
    code, _, err = bpr_command("raci", "read", str(edited), "--into", str(model))
    assert (code, "written:" in err) == (0, True)
    assert row_of(model, "A2") == {"clerk": "A/R", "head": "I", "cashier": "C"}
    assert model.read_text(encoding="utf-8").startswith("# ours\n")
    assert bpr_command("raci", "read", str(edited), "--into", str(model))[2].strip() == "nothing to change"


def test_the_chinese_workbook_comes_home_too(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="知会"), lang="zh")
    code, out, _ = bpr_command("raci", "read", str(edited), "--into", str(model), "--lang", "zh")
    assert code == 0
    assert "审核" in out
    assert row_of(model, "A2")["head"] == "I"


def test_the_rules_speak_about_the_merged_matrix(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="A"))
    _, out, _ = bpr_command("raci", "read", str(edited), "--into", str(model), "--dry-run")
    assert "MULTI_A" in out


def test_nothing_is_written_while_a_cell_cannot_be_read(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="I", J8="ask them"))
    before = model.read_bytes()
    code, out, err = bpr_command("raci", "read", str(edited), "--into", str(model))
    assert (code, model.read_bytes()) == (1, before)
    assert "ask them" in out
    assert "nothing written" in err
    code, _, _ = bpr_command("raci", "read", str(edited), "--into", str(model), "--take", "theirs")
    assert code == 0
    assert row_of(model, "A2") == {"clerk": "A/R", "head": "I", "cashier": "C"}
    code, _, err = bpr_command("raci", "read", str(edited), "--into", str(model), "--take", "theirs")
    assert (code, err.strip()) == (0, "nothing to change")


def test_two_people_in_conflict_are_settled_by_take(model, workbook, bpr_command):
    anna, bo = workbook("anna.xlsx", put(I8="I", J8="I")), workbook("bo.xlsx", put(I8=None), "Bo")
    words = ("raci", "read", str(anna), str(bo), "--into", str(model))
    before = model.read_bytes()
    code, out, _ = bpr_command(*words)
    assert (code, model.read_bytes()) == (1, before)
    assert "bo.xlsx RACI!I8 [Bo]" in out
    told = "bo.xlsx RACI!I8 [Bo]"
    code, out, _ = bpr_command(*words, "--take", "theirs", "--dry-run", "--json")
    (preview,) = json.loads(out)["conflicts"]
    assert (code, model.read_bytes()) == (0, before)
    assert (preview["decided"]["kept"], preview["decided"]["dropped"][0]["text"]) == ({"cashier": ""}, "I")
    page = model.parent / "page.html"
    code, out, _ = bpr_command(*words, "--take", "theirs", "--html", str(page))
    assert code == 0
    assert all("Dropped" in shown and told in shown for shown in (out, page.read_text(encoding="utf-8")))
    assert row_of(model, "A2") == {"clerk": "A/R", "customer": "I"}
    for again in (words, (*words, "--take", "theirs"), (*words, "--dry-run")):
        code, out, err = bpr_command(*again)
        assert (code, err.strip()) == (0, "nothing to change")
        assert "Decided before" in out


@pytest.mark.parametrize(
    ("variant", "typed", "row"),
    [
        ("rasci", "I", {"clerk": "A/R", "head": "I", "cashier": "C"}),
        ("raci-vs", "I", {"clerk": "A/R", "head": "I", "cashier": "C"}),
        ("daci", "D", {"clerk": "A/R", "head": "R", "cashier": "C"}),
        ("rapid", "P", {"clerk": "A/R", "head": "R", "cashier": "C"}),
        ("decision-rights", "I", {"clerk": "A/R", "head": "I", "cashier": "C"}),
    ],
)
@pytest.mark.parametrize("hidden", [True, False])
def test_a_workbook_in_other_letters_comes_home_in_those_of_the_model(variant, typed, row, hidden, model, bpr_command):
    assert bpr_command("raci", "export", str(model), "--variant", variant, "-o", "other.xlsx")[0] == 0
    book = openpyxl.load_workbook("other.xlsx")
    book[variant.upper()]["H8"] = typed
    if not hidden:
        del book["_bpr"]
    book.save("other.xlsx")
    words = ("raci", "read", "other.xlsx", "--into", str(model))
    code, out, _ = bpr_command(*words, *([] if hidden else ["--take", "theirs"]))
    assert (code, row_of(model, "A2")) == (0, row)
    assert f"other.xlsx has {variant.upper()} letters; shown here and written are those of RACI" in out
    assert bpr_command(*words)[::2] == (0, "nothing to change\n")


@pytest.mark.parametrize("level", ["sub-process", "process"])
def test_a_rolled_up_workbook_is_refused_with_the_way_to_go(level, model, bpr_command):
    bpr_command("raci", "export", str(model), "--level", level, "-o", "up.xlsx")
    code, _, err = bpr_command("raci", "read", "up.xlsx", "--into", str(model))
    assert code == 2
    assert "sums up the duties of 'claim.asis'" in err
    assert "without --level" in err


def test_the_workbook_of_a_value_chain_is_refused_too(model, bpr_command):
    bpr_command("raci", "export", "vc-core-support", "-o", "up.xlsx")
    code, _, err = bpr_command("raci", "read", "up.xlsx", "--into", str(model), "--lang", "zh")
    assert (code, "价值链" in err) == (2, True)


def test_a_missing_process_file_is_called_missing(workbook, bpr_command):
    code, _, err = bpr_command("raci", "read", str(workbook()), "--into", "missing.yaml")
    assert (code, "no such file" in err) == (2, True)


def test_a_model_that_changed_meanwhile_is_not_overrun(model, workbook, bpr_command):
    edited = workbook(edit=put(I8="I", J8="I"))
    text = model.read_text(encoding="utf-8").replace("consulted: cashier", "consulted: head")
    model.write_text(text, encoding="utf-8")
    code, out, _ = bpr_command("raci", "read", str(edited), "--into", str(model), "--json")
    document = json.loads(out)
    assert code == 1
    assert document["applied"] is False
    assert [one["code"] for one in document["conflicts"]] == ["MODEL_CHANGED"]
    assert bpr_command("raci", "read", str(edited), "--into", str(model), "--take", "ours")[0] == 0
    assert row_of(model, "A2") == {"clerk": "A/R", "head": "C", "customer": "I"}
    code, _, err = bpr_command("raci", "read", str(edited), "--into", str(model), "--take", "ours")
    assert (code, err.strip()) == (0, "nothing to change")


def test_json_and_html_say_the_same_as_the_page(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="I", M3="<b>see & ask</b>"))
    page = model.parent / "preview.html"
    code, out, _ = bpr_command(
        "raci", "read", str(edited), "--into", str(model), "--dry-run", "--json", "--html", str(page)
    )
    document = json.loads(out)
    assert (code, document["bpr"], document["applied"]) == (0, "raci-merge/1", False)
    assert document["changes"][0]["sources"] == [{"file": str(edited), "author": "Anna", "cell": "RACI!H8"}]
    assert document["notes"][0]["text"] == "<b>see & ask</b>"
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;see &amp; ask&lt;/b&gt;" in text
    assert "<b>see" not in text


def test_the_result_may_go_to_another_file(model, workbook, bpr_command):
    edited, other = workbook(edit=put(H8="I")), model.parent / "merged.yaml"
    before = model.read_bytes()
    assert bpr_command("raci", "read", str(edited), "--into", str(model), "-o", str(other))[0] == 0
    assert model.read_bytes() == before
    assert row_of(other, "A2")["head"] == "I"


def test_without_the_hidden_sheet_differences_are_asked_about(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="I"))
    book = openpyxl.load_workbook(edited)
    del book["_bpr"]
    book.save(edited)
    code, out, _ = bpr_command("raci", "read", str(edited), "--into", str(model), "--json")
    document = json.loads(out)
    assert code == 1
    assert [one["code"] for one in document["conflicts"]] == ["BASE_UNKNOWN"]
    assert [one["code"] for one in document["notes"]] == ["BASE_MISSING"]


def test_shared_organisation_data_is_kept_apart(model, workbook, bpr_command):
    text = model.read_text(encoding="utf-8")
    head, _, rest = text.partition("departments:")
    shared, _, steps = rest.partition("systems:")
    model.write_text(head + "systems:" + steps, encoding="utf-8")
    (model.parent / "organisation.yaml").write_text("departments:" + shared, encoding="utf-8")
    edited = workbook(edit=put(H8="I"))
    assert bpr_command("raci", "read", str(edited), "--into", str(model))[0] == 0
    assert "departments:" not in model.read_text(encoding="utf-8")
    assert row_of(model, "A2")["head"] == "I"


@pytest.mark.parametrize(
    ("target", "told"),
    [("customer-reception.asis", "--into"), ("missing.yaml", "there is no such file"), ("model.bpmn", "--into")],
)
def test_only_a_process_file_takes_letters(target, told, workbook, bpr_command):
    code, _, err = bpr_command("raci", "read", str(workbook()), "--into", target)
    assert (code, told in err) == (2, True)


def test_an_unknown_side_is_wrong_usage(model, workbook, bpr_command):
    code, _, err = bpr_command("raci", "read", str(workbook()), "--into", str(model), "--take", "mine")
    assert (code, "--take theirs" in err) == (2, True)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1＋1", "[x]", "#ref"])
def test_texts_that_look_like_formulas_come_home_unchanged(text, tmp_path, bpr_command):
    model, book = tmp_path / "m.yaml", tmp_path / "m.xlsx"
    model.write_text(write_yaml(poisoned(text)), encoding="utf-8")
    assert bpr_command("raci", "export", str(model), "-o", str(book))[0] == 0
    code, out, _ = bpr_command("raci", "read", str(book), "--into", str(model), "--json")
    document = json.loads(out)
    assert code == 0
    assert [document[key] for key in ("changes", "conflicts", "unreadable", "notes")] == [[], [], [], []]


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)


def _old(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


def _protected(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def _text(path: Path) -> None:
    path.write_text("step,role\nA,B\n")


def _other(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "shopping list"
    book.save(path)


@pytest.mark.parametrize("make", [_bomb, _old, _protected, _text, _other])
def test_hostile_workbooks_are_refused_in_bounded_time_and_nothing_is_touched(make, model, bpr_command):
    hostile, before, start = model.parent / "hostile.xlsx", model.read_bytes(), time.monotonic()
    make(hostile)
    code, _, err = bpr_command("raci", "read", str(hostile), "--into", str(model))
    assert (code, model.read_bytes()) == (2, before)
    assert "Fix:" in err
    assert "Traceback" not in err
    assert time.monotonic() - start < 20


def test_formatted_rows_merged_areas_formulas_and_links_are_read_safely(model, workbook, bpr_command):
    def edit(sheet):
        for row in range(20, 5_020):
            sheet.cell(row, 3).style = "bpr text"
        sheet.merge_cells("G9:J9")
        sheet["G12"], sheet["H12"] = "='[http://evil.example/x.xlsx]Sheet1'!A1", '=HYPERLINK("http://evil.example")'

    before = model.read_bytes()
    code, out, _ = bpr_command("raci", "read", str(workbook(edit=edit)), "--into", str(model))
    assert (code, model.read_bytes()) == (1, before)
    assert "a formula instead of a letter" in out
    assert "merged" in out


def test_names_and_letters_scattered_over_thousands_of_rows_and_columns_are_told_in_bounded_time(
    model, workbook, bpr_command
):
    def edit(sheet):
        for column in range(12, 3_000):
            sheet.cell(6, column).value = f"Role {column}"
        for row in range(20, 12_000):
            sheet.cell(row, 12 + row % 2_900).value = "R"

    edited, start = workbook(edit=edit), time.monotonic()
    code, out, _ = bpr_command("raci", "read", str(edited), "--into", str(model), "--json")
    assert (code, json.loads(out)["applied"]) == (0, False)
    assert len(json.loads(out)["notes"]) > 10_000
    assert time.monotonic() - start < 30


def test_a_workbook_with_macros_is_read_without_them(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="I"))
    macros = edited.with_suffix(".xlsm")
    with zipfile.ZipFile(edited) as old, zipfile.ZipFile(macros, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info))
        new.writestr("xl/vbaProject.bin", b"macro")
    assert bpr_command("raci", "read", str(macros), "--into", str(model))[0] == 0
    assert row_of(model, "A2")["head"] == "I"


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_saved_by_libreoffice_merges_the_same(lang, model, workbook, bpr_command):
    def edit(sheet):
        sheet["H8"], sheet["J8"], sheet["D9"], sheet["M3"] = "i", "ask them", "Renamed", "see mail"
        sheet.insert_rows(10)
        sheet["D10"], sheet["G10"] = "New step", "R"

    def merged(path: Path) -> dict:
        document = json.loads(bpr_command("raci", "read", str(path), "--into", str(model), "--dry-run", "--json")[1])
        for part in ("changes", "unreadable", "notes", "conflicts"):
            for entry in document[part]:
                for source in (entry, *entry.get("sources", ())):
                    source.pop("file", None), source.pop("author", None)
        return {key: value for key, value in document.items() if key != "workbooks"}

    untouched, edited = workbook("untouched.xlsx", lang=lang), workbook(edit=edit, lang=lang)
    out = model.parent / "out"
    profile = f"-env:UserInstallation={(model.parent / 'profile').as_uri()}"
    subprocess.run(
        [
            str(SOFFICE),
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(untouched),
            str(edited),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    same = merged(out / "untouched.xlsx")
    assert [same[key] for key in ("changes", "conflicts", "unreadable", "notes")] == [[], [], [], []]
    assert merged(out / "anna.xlsx") == merged(edited)
    assert [change["new"] for change in merged(edited)["changes"]] == ["I"]


def test_the_workbook_itself_is_never_touched(model, workbook, bpr_command):
    edited = workbook(edit=put(H8="I"))
    before = edited.read_bytes()
    bpr_command("raci", "read", str(edited), "--into", str(model))
    assert edited.read_bytes() == before
