import openpyxl
import pytest

from bpr.formats.bpmn import read_bpmn
from bpr.formats.files import load
from bpr.formats.yaml_file import read_yaml
from tests.formats.table.tables import workbook


def test_a_process_becomes_bpmn_and_a_process_file_again(bpr_command, tmp_path):
    bpmn, yaml = tmp_path / "o.bpmn", tmp_path / "o.yaml"
    assert bpr_command("convert", "order-to-cash.asis", "-o", str(bpmn))[0] == 0
    assert read_bpmn(bpmn) == load("order-to-cash.asis")
    assert bpr_command("convert", str(bpmn), "-o", str(yaml))[0] == 0
    assert read_yaml(yaml) == load("order-to-cash.asis")


def test_the_names_in_bpmn_are_in_the_language_asked_for(bpr_command, tmp_path):
    bpmn = tmp_path / "o.bpmn"
    bpr_command("convert", "order-to-cash.asis", "-o", str(bpmn), "--lang", "zh")
    assert 'name="接收客户订单"' in bpmn.read_text("utf-8")


def test_another_suffix_is_refused_with_those_that_work(bpr_command, tmp_path):
    code, _, err = bpr_command("convert", "order-to-cash.asis", "-o", str(tmp_path / "o.doc"))
    assert code == 2
    assert ".bpmn" in err


@pytest.mark.parametrize("verb", ["convert", "draw"])
def test_a_misspelt_name_in_a_table_is_told(verb, bpr_command, tmp_path):
    rows = [("Step", "Next", "Role"), ("Ask", "Look", "Clerk"), ("Look", "Do", "Clrk"), ("Do", None, "Clerk")]
    table, made = workbook(tmp_path / "t.xlsx", rows), tmp_path / ("t.yaml" if verb == "convert" else "t.svg")
    code, _, err = bpr_command(verb, str(table), "-o", str(made))
    assert (code, made.is_file()) == (0, True)
    assert f"{table}: Steps!C3, 'Role': 'Clrk' looks like 'Clerk' (Steps!C2)" in err
    if verb == "convert":
        assert "LOOKS_ALIKE" not in made.read_text(encoding="utf-8")
        assert bpr_command("check", str(made))[1].count("LOOKS_ALIKE") == 0
        assert bpr_command("check", str(table))[1].count("LOOKS_ALIKE") == 1


def test_an_edited_table_is_not_written_over_and_the_ways_on_are_named(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bpr_command("library", "copy", "customer-reception.asis", "m.yaml")
    bpr_command("convert", "m.yaml", "-o", "t.xlsx")
    assert bpr_command("convert", "m.yaml", "-o", "t.xlsx")[0] == 0
    book = openpyxl.load_workbook("t.xlsx")
    book["Steps"]["B5"] = "Typed anew"
    book.save("t.xlsx")
    code, _, err = bpr_command("convert", "m.yaml", "-o", "t.xlsx")
    assert code == 2
    ways = "bpr table read t.xlsx --into m.yaml", "-o t-2.xlsx", "--force"
    assert [way for way in ways if way not in err] == []
    assert bpr_command("table", "read", "t.xlsx", "--into", "m.yaml")[0] == 0
    assert load("m.yaml").steps[0].name.en == "Typed anew"
    assert bpr_command("convert", "m.yaml", "-o", "t-2.xlsx")[0] == 0
    code, _, err = bpr_command("convert", "customer-reception.asis", "-o", "t.xlsx", "--lang", "zh")
    assert (code, "bpr convert t.xlsx -o t.yaml" in err, "--into" in err) == (2, True, False)
    assert bpr_command("convert", "m.yaml", "-o", "t.xlsx", "--force")[0] == 0


def test_names_with_spaces_stand_in_double_quotes_in_the_commands_that_help(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bpr_command("library", "copy", "customer-reception.asis", "my model.yaml")
    (tmp_path / "my table.xlsx").write_bytes(b"somebody's")
    _, _, err = bpr_command("convert", "my model.yaml", "-o", "my table.xlsx")
    assert 'bpr table read "my table.xlsx" --into "my model.yaml"' in err
    assert '-o "my table-2.xlsx"' in err
