"""The command line as users call it: exit codes, JSON on stdout alone, both languages."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bpr.cli import main
from bpr.formats.library import names

MODEL = "customer-reception.asis"
BROKEN = """\
bpr: 1
process: broken
roles:
  clerk: {name: Clerk}
steps:
  - id: A
    name: Do it
    role: clrk
    tiem: 5
"""


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run bpr in an empty folder; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BPR_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")

    def call(*words: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(list(words))
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_bare_bpr_shows_three_ways_to_begin(run):
    code, out, _ = run()
    assert code == 0
    assert "bpr demo" in out
    assert "bpr export my-process.yaml" in out


@pytest.mark.parametrize(
    "verb", ["demo", "check", "analyse", "draw", "compare", "export", "schema", "doctor", "library", "raci"]
)
def test_every_verb_has_help_with_an_example(run, verb):
    words = {"library": ["library", "list"], "raci": ["raci", "export"]}.get(verb, [verb])
    code, out, _ = run(*words, "--help")
    assert code == 0
    assert "Example: bpr" in " ".join(out.split())


def test_demo_writes_everything_and_a_second_one_changes_nothing(run, tmp_path):
    code, out, err = run("demo")
    assert code == 0
    folder = tmp_path / "exports" / MODEL
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {"swimlane.en.svg", "swimlane.zh.png", "raci.en.xlsx", "findings.zh.md", "analysis.json"} <= set(before)
    assert {"swimlane.en.pptx", "swimlane.zh.pdf", "report.zh.docx", "process.html", "process.bpmn"} <= set(before)
    assert "Receptionist" in out
    assert "swimlane.en.svg" in err
    assert run("demo")[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_edited_by_hand_is_not_overwritten_without_force(run, tmp_path):
    texts = ("export", MODEL, "--parts", "texts")
    run(*texts)
    edited = tmp_path / "exports" / MODEL / "findings.en.md"
    edited.write_text("my own words", encoding="utf-8")
    code, _, err = run(*texts)
    assert code == 2
    assert "findings.en.md" in err
    assert "--force" in err
    assert edited.read_text(encoding="utf-8") == "my own words"
    assert run(*texts, "--force")[0] == 0
    assert edited.read_text(encoding="utf-8") != "my own words"


def test_analyse_json_is_one_document_with_the_promised_sections(run):
    code, out, _ = run("analyse", MODEL, "--json")
    document = json.loads(out)
    assert code == 0
    assert document["bpr"] == "analysis/1"
    for section in ("process", "summary", "handoffs", "loops", "flow", "load", "bottlenecks", "raci", "findings"):
        assert section in document
    assert document["handoffs"]["department"]["handoffs_per_case"]["value"] == pytest.approx(3.921, abs=0.001)
    assert document["handoffs"]["department"]["handoffs_per_case"]["status"] == "exact"


def test_analyse_speaks_chinese(run):
    code, out, _ = run("analyse", MODEL, "--lang", "zh")
    assert code == 0
    assert "交接" in out
    assert "接待员" in out


def test_fail_on_decides_the_exit_code(run):
    assert run("check", MODEL, "--fail-on", "never")[0] == 0
    assert run("check", MODEL, "--fail-on", "info")[0] == 1


def test_check_json_lists_findings_in_both_languages(run):
    _, out, _ = run("check", MODEL, "--json")
    document = json.loads(out)
    assert document["bpr"] == "check/1"
    finding = document["models"][0]["findings"][0]
    assert finding["message"]["en"]
    assert finding["message"]["zh"]


def test_a_broken_file_names_line_value_and_remedy_for_every_fault(run, tmp_path):
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    code, out, err = run("check", "broken.yaml")
    assert code == 2
    assert out == ""
    assert "broken.yaml:8" in err
    assert "clrk" in err
    assert "'clerk'" in err
    assert "broken.yaml:9" in err
    assert "tiem" in err
    assert "time" in err


def test_a_broken_file_is_explained_in_chinese(run, tmp_path):
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    _, _, err = run("check", "broken.yaml", "--lang", "zh")
    assert "没有定义" in err
    assert "改法" in err


def test_an_unknown_model_gets_the_nearest_name(run):
    code, _, err = run("analyse", "customer-recption.asis")
    assert code == 2
    assert MODEL in err


def test_a_value_chain_is_refused_with_a_hint(run):
    code, _, err = run("analyse", "vc-porter")
    assert code == 2
    assert "value chain" in err


def test_an_unknown_language_is_refused(run):
    code, _, err = run("analyse", MODEL, "--lang", "fr")
    assert code == 2
    assert "en or --lang zh" in err


def test_library_list_names_every_model(run):
    code, out, _ = run("library", "list", "--json")
    assert code == 0
    assert [model["id"] for model in json.loads(out)["models"]] == list(names())


def test_library_copy_does_not_overwrite(run, tmp_path):
    assert run("library", "copy", MODEL, "mine.yaml")[0] == 0
    before = (tmp_path / "mine.yaml").read_bytes()
    code, _, err = run("library", "copy", "vc-porter", "mine.yaml")
    assert code == 2
    assert "--force" in err
    assert (tmp_path / "mine.yaml").read_bytes() == before


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_draw_takes_the_format_from_the_suffix(run, tmp_path, suffix):
    code, _, _ = run("draw", MODEL, "-o", f"out.{suffix}", "--lang", "zh")
    assert code == 0
    magic = {"svg": b"<svg", "png": b"\x89PNG"}[suffix]
    assert (tmp_path / f"out.{suffix}").read_bytes().startswith(magic)


def test_draw_refuses_a_format_it_does_not_know(run, tmp_path):
    code, _, err = run("draw", MODEL, "-o", "out.bmp")
    assert code == 2
    assert "svg, png" in err
    assert not (tmp_path / "out.bmp").exists()


def test_draw_prints_the_layout_metrics(run):
    _, out, _ = run("draw", MODEL, "-o", "out.svg", "--metrics")
    assert "lane_violations" in out
    assert "crossings" in out


def test_draw_cuts_a_large_picture_into_numbered_pages(run, tmp_path):
    code, out, _ = run("draw", "complaint-handling.asis", "-o", "p.svg", "--page", "a4", "--json")
    pages = json.loads(out)["pages"]
    assert code == 0
    assert [page["file"] for page in pages] == [f"p-{number}.svg" for number in range(1, len(pages) + 1)]
    assert len(pages) >= 3
    assert all(0.8 <= page["scale"] <= 1 and page["metrics"]["lane_violations"] == 0 for page in pages)
    assert all((tmp_path / page["file"]).read_bytes().startswith(b"<svg") for page in pages)
    assert not (tmp_path / "p.svg").exists()


def test_draw_says_at_which_scale_a_page_fits(run):
    _, _, err = run("draw", "complaint-handling.asis", "-o", "p.svg", "--page", "slide")
    assert "p-1.svg (fits on slide at 8" in err


def test_draw_keeps_common_parts_in_place_beside_another_state(run, tmp_path):
    tobe = "customer-reception.tobe"
    run("draw", MODEL, "-o", "a.svg", "--stable-with", tobe)
    run("draw", tobe, "-o", "b.svg", "--stable-with", MODEL)
    assert "Customer reception (as-is)" in (tmp_path / "a.svg").read_text("utf-8")
    sizes = [
        re.search(r'height="[\d.]+".* width="[\d.]+"', (tmp_path / f).read_text("utf-8")) for f in ("a.svg", "b.svg")
    ]
    assert sizes[0] is not None
    assert sizes[0].group() == sizes[1].group()


def test_draw_says_what_the_best_lane_order_saves(run):
    _, out, err = run("draw", "order-to-cash.asis", "-o", "best.svg", "--lane-order", "best", "--json")
    assert "35 % less handoff length" in err
    assert "35 %" in json.loads(out)["notes"][0]["zh"]


def test_draw_refuses_two_masters_of_the_lane_order(run):
    code, _, err = run("draw", MODEL, "-o", "p.svg", "--lane-order", "best", "--stable-with", "customer-reception.tobe")
    assert code == 2
    assert "leave one of them out" in err


def test_draw_refuses_an_unknown_page_size(run):
    code, _, err = run("draw", MODEL, "-o", "p.svg", "--page", "legal")
    assert code == 2
    assert "a4, a3, slide, poster" in err


def test_raci_export_writes_a_workbook(run, tmp_path):
    code, _, _ = run("raci", "export", MODEL, "-o", "raci.xlsx")
    assert code == 0
    assert (tmp_path / "raci.xlsx").read_bytes().startswith(b"PK")


def test_schema_prints_json_schema(run):
    _, out, _ = run("schema")
    assert "steps" in json.loads(out)["properties"]


def test_doctor_looks_at_the_machine(run):
    code, out, _ = run("doctor", "--json")
    parts = {part["part"]: part["ok"] for part in json.loads(out)["parts"]}
    assert code == 0
    assert parts["Python"]


def test_compare_json_gives_both_sides(run):
    code, out, _ = run("compare", MODEL, "customer-reception.tobe", "--json")
    assert code == 0
    assert json.loads(out)["bpr"] == "compare/1"


def test_export_of_several_models_goes_on_after_a_broken_one(run, tmp_path):
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    code, _, err = run("export", "broken.yaml", MODEL, "--parts", "pictures")
    assert code == 2
    assert "clrk" in err
    assert (tmp_path / "exports" / MODEL / "swimlane.en.svg").exists()


def test_importing_bpr_loads_no_heavy_library():
    program = (
        "import sys, bpr; "
        "print([m for m in ('networkx', 'openpyxl', 'lxml', 'pydantic', 'numpy', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_heavy_library():
    program = (
        "import sys\nfrom bpr.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('networkx', 'openpyxl', 'lxml', 'numpy', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_python_dash_m_bpr_works_and_passes_exit_codes_on(tmp_path):
    environment = {**os.environ, "BPR_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "bpr", "analyse", "no-such-model"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environment,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert Path(tmp_path).exists()


def test_two_models_of_one_name_get_two_folders(run, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        text = f"process: same\nsteps:\n  - {{id: A, name: Do {folder}}}\n"
        (tmp_path / folder / "same.yaml").write_text(text, encoding="utf-8")
    assert run("export", "a/same.yaml", "b/same.yaml")[0] == 0
    first, second = tmp_path / "exports" / "same", tmp_path / "exports" / "same-2"
    assert "Do a" in (first / "swimlane.en.svg").read_text(encoding="utf-8")
    assert "Do b" in (second / "swimlane.en.svg").read_text(encoding="utf-8")


def test_a_process_id_never_leads_out_of_the_output_folder(run, tmp_path):
    (tmp_path / "evil.yaml").write_text("process: ../../evil\nsteps:\n  - {id: A, name: Do}\n", encoding="utf-8")
    assert run("draw", "evil.yaml")[0] == 0
    assert (tmp_path / "exports" / "evil" / "swimlane.en.svg").exists()
    assert not (tmp_path.parent.parent / "evil").exists()


@pytest.mark.parametrize(
    ("words", "sheet"),
    [
        (["order-to-cash.asis", "--variant", "rasci", "--paper", "A3"], "RASCI"),
        (["order-to-cash.asis", "--level", "sub-process", "--lang", "both"], "RACI"),
        (["order-to-cash.asis", "--level", "process", "--variant", "decision rights"], "DECISION-RIGHTS"),
        (["vc-core-support", "--stage", "as-is"], "RACI"),
    ],
)
def test_raci_export_knows_variants_levels_and_value_chains(run, tmp_path, words, sheet):
    import openpyxl

    code, _, _ = run("raci", "export", *words, "-o", "raci.xlsx")
    assert code == 0
    assert sheet in openpyxl.load_workbook(tmp_path / "raci.xlsx").sheetnames


@pytest.mark.parametrize(
    ("option", "value"), [("--variant", "RACX"), ("--level", "task"), ("--stage", "later"), ("--paper", "A7")]
)
def test_raci_export_names_what_it_knows(run, option, value):
    code, out, err = run("raci", "export", MODEL, option, value)
    assert (code, out) == (2, "")
    assert option in err
