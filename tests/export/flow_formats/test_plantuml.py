"""PlantUML texts, drawn by PlantUML itself where it is installed."""

import html
import re
import shutil
import subprocess

import pytest

from bpr.export.flow_formats.lanes import label
from bpr.export.flow_formats.plantuml import safe, to_plantuml
from bpr.formats.files import load
from bpr.layout.plan.swimlane import swimlane
from tests.export.flow_formats.models import NASTY, library, nasty, small

needs_plantuml = pytest.mark.skipif(
    shutil.which("plantuml") is None or shutil.which("dot") is None, reason="PlantUML (with dot) is not installed"
)


def drawn(folder, texts):
    """The words in the picture of each text."""
    for number, text in enumerate(texts):
        (folder / f"{number:03}.puml").write_text(text, "utf-8")
    command = ["plantuml", "-charset", "UTF-8", "-tsvg", *(str(path) for path in sorted(folder.glob("*.puml")))]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    pictures = [(folder / f"{number:03}.svg").read_text("utf-8") for number in range(len(texts))]
    return [[html.unescape(words) for words in re.findall("<text[^>]*>([^<]*)", picture)] for picture in pictures]


@needs_plantuml
def test_plantuml_draws_labels_that_look_like_syntax_as_they_are(tmp_path):
    activity, frames = drawn(tmp_path, [to_plantuml(nasty(on_flows=False)), to_plantuml(nasty(on_flows=True))])
    assert set(NASTY) <= set(activity)
    assert all(frames.count(name) == 3 for name in NASTY)  # lane, step and flow


@pytest.mark.slow
@needs_plantuml
def test_plantuml_draws_every_library_process_with_all_labels(tmp_path):
    cases = [(process, lang) for process in library() for lang in ("en", "zh")]
    for (process, lang), words in zip(cases, drawn(tmp_path, [to_plantuml(p, lang=g) for p, g in cases]), strict=True):
        text = "".join("".join(words).split())
        wanted = {label(box) for box in swimlane(process, lang=lang).boxes if label(box)}
        assert {name for name in wanted if "".join(name.split()) not in text} == set()


def test_a_process_of_nested_blocks_is_an_activity_diagram_with_lanes():
    text = to_plantuml(load("contract-approval.asis"))
    assert text.count("repeat while (") == 6
    assert "|Legal officer|" in text
    assert "rectangle" not in text


def test_a_choice_that_meets_again_and_a_parallel_part_become_blocks():
    text = to_plantuml(
        small(
            {
                "id": "A",
                "decision": "Big?",
                "role": "r",
                "next": [{"to": "B", "when": "y"}, {"to": "J", "when": "n"}],
            },
            {"id": "B", "parallel": None, "role": "r", "next": ["C", "D"]},
            {"id": "C", "name": "Check", "role": "r", "next": "K"},
            {"id": "D", "name": "Draft", "role": "r", "next": "K"},
            {"id": "K", "parallel": None, "role": "r", "next": "J"},
            {"id": "J", "name": "Join", "role": "r", "next": "E"},
        )
    )
    body = [line.strip() for line in text.splitlines()]
    assert body[body.index("start") :] == [
        "start",
        "if (Big?) then (y)",
        "fork",
        ":Check;",
        "fork again",
        ":Draft;",
        "end fork",
        "else (n)",
        "endif",
        ":Join;",
        "stop",
        "@enduml",
    ]


def test_crossing_loops_fall_back_to_frames_with_every_flow():
    process = load("customer-reception.asis")
    text = to_plantuml(process)
    assert text.count("-->") + text.count("dashed]->") == len(process.flows)
    assert "repeat" not in text


def test_nothing_in_a_label_begins_a_line_or_ends_an_activity():
    for name in NASTY:
        assert not set(safe(name)) & set('"|;[]{}()#%@')
        assert safe(name)[0] not in "!'"
