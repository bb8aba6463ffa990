"""DOT texts, read by Graphviz where it is installed."""

import json
import shutil
import subprocess

import pytest

from bpr.export.flow_formats.dot import to_dot
from bpr.formats.files import load
from tests.export.flow_formats.models import NASTY, library, nasty, small


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz dot is not installed")
def test_graphviz_reads_every_process_with_its_lanes_and_flows():
    for process in (*library(), nasty(on_flows=True)):
        done = subprocess.run(
            ["dot", "-Tjson0"], input=to_dot(process, lang="zh").encode(), capture_output=True, timeout=60, check=True
        )
        assert done.stderr == b""
        found = json.loads(done.stdout)
        clusters = [thing for thing in found["objects"] if "nodes" in thing]
        assert len(found["edges"]) == len(process.flows)
        assert len(clusters) >= len({node.role for node in process.steps if node.role})


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz dot is not installed")
def test_labels_that_look_like_syntax_are_drawn_as_they_are():
    text = to_dot(nasty(on_flows=True))
    done = subprocess.run(["dot", "-Tplain"], input=text.encode(), capture_output=True, timeout=60, check=True)
    plain = done.stdout.decode()
    assert plain.count("edge ") == len(NASTY) + 1
    svg = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, timeout=60, check=True).stdout
    assert "@enduml" in svg.decode()
    assert "!include x" in svg.decode().replace("&#160;", " ")


def test_ways_back_are_dashed_and_shares_are_told():
    text = to_dot(load("customer-reception.asis"), lang="zh")
    assert text.count("style=dashed") == 3
    assert 'label="否 15%"' in text


def test_names_in_angle_brackets_are_text_not_html():
    model = small({"id": "A", "name": "<5 days & late>", "role": "r", "next": "E"})
    text = to_dot(model.model_copy(update={"id": "</script>", "title": None}))
    assert 'label="<5 days\\n& late>"' in text or 'label="<5 days & late>"' in text
    assert text.startswith('digraph "</script>" {')
