"""`bpr check` and `bpr explain` as people and machines call them."""

import json
from pathlib import Path

import pytest

from bpr.cli import main

GOOD = "process: p\nowner: boss\nroles: {boss: Boss}\nsteps:\n  - {id: A, name: Check invoice, role: boss}\n"
UNSOUND = GOOD + "  - {id: B, name: Send letter, role: boss}\n  - {id: C, name: Pay bill, role: boss, next: A}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BPR_LANG", "en")
    monkeypatch.setenv("BPR_CACHE", str(tmp_path / "cache"))


def run(capsys, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(list(words))
    out, err = capsys.readouterr()
    return int(caught.value.code or 0), out, err


def write(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_one_file_prints_a_table(capsys):
    code, out, err = run(capsys, "check", write("p.yaml", GOOD.replace("Check invoice", "Invoice")))
    assert code == 0
    assert "p.yaml: " in out
    assert "G6" in out
    assert err == ""


def test_a_file_that_cannot_be_read_is_shown_with_its_place_and_the_others_are_still_checked(capsys):
    write("a.yaml", "process: p\nsteps:\n  - {id: A, nam: B}\n")
    code, out, err = run(capsys, "check", "a.yaml", write("b.yaml", GOOD))
    assert code == 2
    assert "a.yaml:3:13" in err
    assert "Fix: write 'name'" in err
    assert "b.yaml: " in out


def test_a_folder_is_swept_and_summed_up(capsys):
    for number in range(20):
        write(f"models/{number:02}.yaml", GOOD.replace("owner: boss\n", ""))
    code, out, err = run(capsys, "check", "models", "--fail-on", "warning")
    assert code == 1
    assert "models/00.yaml: warning OWNER_MISSING" in out.replace("\\", "/")
    assert "20 models checked (0 unchanged)" in err
    assert "20 models checked (20 unchanged)" in run(capsys, "check", "models")[2]
    assert "20 models checked (0 unchanged)" in run(capsys, "check", "models", "--no-cache")[2]


def test_an_empty_folder_is_no_fault(capsys):
    Path("empty").mkdir()
    code, _, err = run(capsys, "check", "empty")
    assert (code, "no process files found in empty" in err) == (0, True)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_print_one_document_and_nothing_else(capsys, form):
    write("models/a.yaml", UNSOUND)
    code, out, _ = run(capsys, "check", "models", "--format", form)
    document = json.loads(out)
    assert code == 1
    assert document["bpr" if form == "json" else "version"] in ("check/1", "2.1.0")


def test_the_old_flag_for_json_still_works(capsys):
    code, out, err = run(capsys, "check", write("p.yaml", GOOD), "--json")
    assert code == 0
    assert json.loads(out)["models"][0]["model"] == "p.yaml"
    assert err == ""


def test_github_annotations_point_at_the_line(capsys):
    code, out, _ = run(capsys, "check", write("p.yaml", UNSOUND), "--format", "github")
    assert code == 1
    assert "::error file=p.yaml,line=7,col=10,title=bpr UNREACHABLE::" in out


def test_the_project_file_is_found_and_can_be_named(capsys):
    write("models/bpr.toml", "[gates]\nmost_nodes = 1\n")
    write("models/p.yaml", GOOD)
    assert "GATE_FAILED" in run(capsys, "check", "models/p.yaml")[1]
    write("other.toml", "[rules]\nset = 'strict'\n[rules.severity]\nlanguage-missing = 'off'\n")
    code, out, _ = run(capsys, "check", "models/p.yaml", "--config", "other.toml")
    assert (code, "GATE_FAILED" in out) == (0, False)


def test_the_set_on_the_command_line_wins(capsys):
    name = write("p.yaml", GOOD.replace("owner: boss\n", ""))
    assert run(capsys, "check", name)[0] == 0
    assert run(capsys, "check", name, "--set", "strict")[0] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "xml"], "text, json, sarif, github"),
        (["--set", "lenient"], "recommended, strict"),
        (["--fail-on", "never-ever"], "error, warning, info or never"),
        (["--config", "none.toml"], "none.toml"),
    ],
)
def test_wrong_use_is_named_with_what_is_allowed(capsys, words, said):
    code, out, err = run(capsys, "check", write("p.yaml", GOOD), *words)
    assert code == 2
    assert said in err
    assert out == ""


def test_fix_tidies_the_file_and_says_so(capsys):
    name = write("p.yaml", GOOD.replace("Check invoice", "'Check  invoice'") + "# end\n")
    code, out, err = run(capsys, "check", name, "--fix")
    assert code == 0
    assert "1 label tidied" in err
    assert "LABEL_UNTIDY" not in out
    assert Path(name).read_text(encoding="utf-8") == GOOD.replace("Check invoice", "'Check invoice'") + "# end\n"


def test_chinese_output(capsys):
    write("models/p.yaml", GOOD)
    code, _, err = run(capsys, "check", "models", "--lang", "zh")
    assert code == 0
    assert "检查 1 个模型" in err or err == ""


def test_explain_tells_meaning_reason_remedy_and_reference(capsys):
    with pytest.raises(SystemExit):
        main(["explain", "deadlock"])
    out, _ = capsys.readouterr()
    assert all(word in out for word in ("DEADLOCK", "Means:", "Why it matters:", "How to mend:", "Reference:"))
    code, out, _ = run(capsys, "explain", "REWORK_LOOP", "--json")
    assert code == 0
    assert json.loads(out)["codes"][0]["means"]["zh"]


def test_explain_without_code_lists_all_and_a_wrong_code_gets_the_nearest(capsys):
    code, out, _ = run(capsys, "explain", "--lang", "zh")
    assert code == 0
    assert "MULTI_END_TOKENS" in out
    code, _, err = run(capsys, "explain", "DEADLOK")
    assert code == 2
    assert "DEADLOCK" in err
