"""Every command tells on stderr what the reader of the model doubted."""

import pytest

from tests.formats.table.tables import workbook

HEAD = ("Step", "Next", "Role", "Time")
ROWS = [HEAD, ("Ask", "Look", "Clerk", 5), ("Look", "Do", "Clrk", 5), ("Do", None, "Clerk", 5)]
SIMULATE = "--every", "60", "--cases", "20", "--replications", "2", "--assume", "people=1", "--assume", "wait=0"


@pytest.mark.parametrize(
    "words",
    [
        ("convert", "t.xlsx", "-o", "made.yaml"),
        ("draw", "t.xlsx", "-o", "made.svg"),
        ("draw", "customer-reception.asis", "--stable-with", "t.xlsx", "-o", "made.svg"),
        ("draw", "t.xlsx", "--picture", "coupling", "-o", "made.svg"),
        ("raci", "export", "t.xlsx", "-o", "made.xlsx"),
        ("analyse", "t.xlsx"),
        ("report", "t.xlsx", "-o", "made.html"),
        ("export", "t.xlsx", "-o", "made", "--parts", "texts"),
        ("compare", "t.xlsx", "customer-reception.asis"),
        ("compare", "customer-reception.asis", "t.xlsx"),
        ("simulate", "t.xlsx", *SIMULATE),
        ("simulate", "t.xlsx", "--against", "t.xlsx", *SIMULATE),
    ],
    ids=" ".join,
)
def test_a_misspelt_name_in_a_table_is_told(words, bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "t.xlsx", ROWS)
    code, _, err = bpr_command(*words)
    assert code == 0
    assert err.count("'Clrk' looks like 'Clerk' (Steps!C2)") == words.count("t.xlsx")
    assert "t.xlsx: Steps!C3, 'Role': 'Clrk' looks" in err
