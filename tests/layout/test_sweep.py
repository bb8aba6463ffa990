"""Every picture keeps the guarantees: the whole library, BPMN with lanes by others, 500 random processes.

The corpora are those of ``tests/test_corpora.py`` (environment variable ``BPR_CORPORA``); where they are absent that
part is skipped by name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bpr.errors import BprError
from bpr.formats.bpmn import read_bpmn
from bpr.formats.library import names, open_library
from bpr.layout.engine import lay_out
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.layout.plan.diagram import Diagram
from bpr.layout.plan.swimlane import swimlane
from bpr.model.process import Process
from tests.layout.diagrams import random_process

CORPORA = Path(os.environ.get("BPR_CORPORA") or Path(__file__).resolve().parents[3] / "shared" / "corpora")
LANE = re.compile(rb"<([a-z0-9]+:)?lane\s")
RANDOM = 500


def sweep(diagrams: Iterable[tuple[str, Diagram]]) -> list[tuple[str, LayoutMetrics]]:
    """Lay out every diagram; a broken guarantee fails at once, with the name of the picture."""
    found = []
    for name, drawn in diagrams:
        metrics = measure(lay_out(drawn))
        broken = (metrics.lane_violations, metrics.box_overlaps, metrics.edge_through_box, metrics.hard_faults)
        assert broken == (0, 0, 0, 0), f"{name}: {metrics}"
        found.append((name, metrics))
    print(  # noqa: T201 - the figures are the result of the sweep
        f"{len(found)} pictures, {sum(m.crossings for _, m in found)} crossings, "
        f"{sum(m.label_hits for _, m in found)} label hits, {sum(m.overlap_px for _, m in found):.0f} px shared"
    )
    return found


def assert_labels_are_free(found: list[tuple[str, LayoutMetrics]]) -> None:
    hit = [name for name, metrics in found if metrics.label_hits]
    assert len(hit) <= len(found) / 100, f"{len(hit)} of {len(found)} pictures with label hits: {hit}"


def in_both_languages(processes: Iterable[tuple[str, Process]]) -> Iterator[tuple[str, Diagram]]:
    for name, process in processes:
        for lang in ("en", "zh"):
            for lanes in ("role", "department"):
                yield f"{name} {lang} {lanes}", swimlane(process, lang=lang, lanes=lanes)


def library() -> Iterator[tuple[str, Process]]:
    for name in names():
        model = open_library(name)
        if isinstance(model, Process):
            yield name, model


def models_with_lanes() -> Iterator[tuple[str, Process]]:
    for path in sorted(CORPORA.rglob("*.bpmn")):
        if path.is_file() and LANE.search(path.read_bytes()):
            try:
                yield str(path.relative_to(CORPORA)), read_bpmn(path)
            except BprError:
                continue  # that refusals are right is tested in tests/test_corpora.py


@pytest.mark.slow
def test_the_library_keeps_the_guarantees_in_both_languages():
    found = sweep(in_both_languages(library()))
    assert len(found) >= 13 * 4
    assert not [name for name, metrics in found if metrics.label_hits]


@pytest.mark.slow
@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no corpora in {CORPORA}; set BPR_CORPORA")
def test_every_model_with_lanes_by_others_keeps_the_guarantees():
    found = sweep((name, swimlane(process)) for name, process in models_with_lanes())
    assert len(found) >= 200
    assert_labels_are_free(found)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_random_processes_of_8_to_200_boxes_keep_the_guarantees(part):
    count = RANDOM // 5
    sizes = [8 + (200 - 8) * i // (count - 1) for i in range(count)]
    found = sweep((f"{size}/{i}", random_process(size, 1000 * part + i)) for i, size in enumerate(sizes))
    assert_labels_are_free(found)
