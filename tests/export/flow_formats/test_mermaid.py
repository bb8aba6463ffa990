"""Mermaid texts, read by Mermaid's own parser where it is at hand (folder in BPR_NODE_MODULES)."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bpr.export.flow_formats.lanes import label, one_line
from bpr.export.flow_formats.mermaid import quoted, to_mermaid
from bpr.formats.files import load
from bpr.layout.plan.swimlane import swimlane
from tests.export.flow_formats.models import NASTY, library, nasty, with_partner

MODULES = os.environ.get("BPR_NODE_MODULES", "")
_CODE = re.compile("ﬂ°°(\\d+)¶ß")


def parsed(texts):
    script = Path(__file__).with_name("parse_mermaid.mjs")
    done = subprocess.run(
        ["node", str(script), MODULES], input=json.dumps(texts).encode(), capture_output=True, timeout=120, check=True
    )
    return json.loads(_CODE.sub(lambda found: json.dumps(chr(int(found.group(1))))[1:-1], done.stdout.decode()))


needs_mermaid = pytest.mark.skipif(
    not (MODULES and shutil.which("node") and Path(MODULES, "mermaid").is_dir() and Path(MODULES, "jsdom").is_dir()),
    reason="Mermaid is not here: name the folder of node modules (mermaid, jsdom) in BPR_NODE_MODULES",
)


@needs_mermaid
def test_mermaid_reads_every_library_process_with_all_labels():
    cases = [(process, lang) for process in library() for lang in ("en", "zh")]
    for (process, lang), found in zip(cases, parsed([to_mermaid(p, lang=g) for p, g in cases]), strict=True):
        diagram = swimlane(process, lang=lang)
        assert "error" not in found, f"{process.id} {lang}: {found}"
        assert {label(box) for box in diagram.boxes if label(box)} <= set(found["nodes"])
        assert sorted(link for link in found["edges"] if link) == sorted(
            one_line(link.label) for link in diagram.links if link.label
        )
        assert {lane.name for lane in diagram.lanes} <= set(found["lanes"])


@needs_mermaid
def test_mermaid_reads_labels_that_look_like_syntax_as_they_are():
    (found,) = parsed([to_mermaid(nasty(on_flows=True))])
    assert set(NASTY) <= set(found["nodes"])
    assert [edge for edge in found["edges"] if edge] == list(NASTY)
    assert set(NASTY) <= set(found["lanes"])


def test_every_flow_of_the_process_is_an_arrow_with_its_share():
    process = load("customer-reception.asis")
    text = to_mermaid(process)
    assert text.count(" -->") == len(process.flows)
    assert 'G1 -->|"no 15%"| A1' in text
    assert text.count("linkStyle") == 3  # the three ways back


def test_lanes_stand_inside_their_departments():
    text = to_mermaid(load("customer-reception.asis"), lang="zh")
    assert 'subgraph group_lane2_1["客户服务部"]\n    subgraph lane2["接待员"]' in text
    assert text.count("subgraph") == text.count("\n  end") + text.count("\n    end")


def test_quotes_and_codes_never_end_a_label():
    for name in NASTY:
        assert quoted(name)[1:-1].count('"') == 0


def test_the_title_cannot_leave_its_quotes():
    title = to_mermaid(nasty(on_flows=False)).splitlines()[1]
    assert json.loads(title.removeprefix("title: ")) == 'T "x" \\ %% {init'


def test_a_silent_partner_is_a_box_of_its_own():
    text = to_mermaid(with_partner())
    assert "Supplier" in text
    assert " -.->" in text
