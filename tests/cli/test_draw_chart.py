"""`bpr draw --picture` and `bpr doctor MODEL`."""

import json


def test_a_picture_is_drawn_by_its_name(bpr_command, tmp_path):
    target = tmp_path / "matrix.svg"
    code, out, err = bpr_command(
        "draw", "order-to-cash.asis", "--picture", "handoff-matrix", "--lanes", "department", "-o", str(target)
    )
    assert (code, out) == (0, "")
    assert "matrix.svg" in err
    assert "Logistics" in target.read_text("utf-8")


def test_a_value_chain_is_drawn_as_one_and_says_where(bpr_command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = bpr_command("draw", "vc-porter", "--to", "png", "--lang", "zh", "--json")
    assert code == 0
    document = json.loads(out)
    assert document == {"bpr": "draw/1", "picture": "value-chain", "file": "exports/vc-porter/value-chain.zh.png"}
    assert (tmp_path / document["file"]).read_bytes()[:4] == b"\x89PNG"


def test_wrong_names_and_formats_are_refused_with_a_remedy(bpr_command, tmp_path):
    code, _, err = bpr_command("draw", "vc-porter", "--picture", "raci", "-o", str(tmp_path / "x.svg"))
    assert code == 2
    assert "value-chain, landscape" in err
    code, _, err = bpr_command("draw", "vc-porter", "-o", str(tmp_path / "x.docx"))
    assert code == 2
    assert "svg, png or pdf" in err
    assert list(tmp_path.iterdir()) == []


def test_doctor_tells_whether_the_fonts_cover_a_model(bpr_command, tmp_path):
    model = tmp_path / "thai.yaml"
    model.write_text("bpr: 1\nprocess: thai\nsteps:\n  - {id: A, name: ก, next: []}\n", "utf-8")
    code, out, _ = bpr_command("doctor", "order-to-cash.asis", "--json")
    assert code == 0
    row = next(part for part in json.loads(out)["parts"] if part["part"] == "Font: order-to-cash.asis")
    assert row["ok"]
    _, out, _ = bpr_command("doctor", str(model), "--json")
    row = json.loads(out)["parts"][-1]
    assert (row["ok"], row["seen"]) == (False, "ก")
