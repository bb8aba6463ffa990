"""Pictures of real models with everything a picture can show: the guarantees of the layout hold in all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import bpr
from bpr.errors import BprError
from bpr.export.swimlane.picture import draw
from bpr.formats.library import names
from bpr.model import Process
from bpr.text import Text

FOLDER = Path(os.environ.get("BPR_CORPORA", "../shared/corpora"))
OPTIONS: dict[str, dict[str, Any]] = {
    "down": {"direction": "down", "badges": "documents,systems,raci"},
    "badges in Chinese": {"lang": "zh", "badges": "documents,systems,raci"},
    "departments down": {"lanes": "department", "direction": "down", "lang": "zh"},
    "phases": {"phases": True, "badges": "systems"},
    "phases down": {"phases": True, "direction": "down"},
    "expanded": {"expand": "all", "phases": True},
    "expanded down": {"expand": "all", "direction": "down"},
    "link events": {"links_longer_than": 3},
}
SAMPLE = ("customer-reception.asis",)
PHASES = (
    Text(en="Intake", zh="受理"),
    Text(en="Review and approval of the request", zh="审核与批准"),
    Text(en="Close"),
)


def in_phases(process: Process) -> Process:
    """The process with its steps in three phases by their place in the file."""
    count = len(process.steps)
    steps = (step.model_copy(update={"phase": PHASES[3 * i // count]}) for i, step in enumerate(process.steps))
    return process.model_copy(update={"steps": tuple(steps)})


def flaws(process: Process, options: dict[str, Any]) -> tuple[int, int, float]:
    metrics = draw(in_phases(process), **{"phases": False, **options}).metrics
    return (metrics.hard_faults, metrics.label_hits, metrics.overlap_px)


def processes() -> list[str]:
    return [name for name in names() if not name.startswith("vc-")]


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("wish", OPTIONS)
def test_library_models_are_drawn_without_a_flaw_whatever_is_asked_for(name, wish):
    assert flaws(bpr.load(name), OPTIONS[wish]) == (0, 0, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("name", processes())
@pytest.mark.parametrize("wish", OPTIONS)
def test_every_library_model_is_drawn_without_a_flaw_whatever_is_asked_for(name, wish):
    assert flaws(bpr.load(name), OPTIONS[wish]) == (0, 0, 0.0)


def models_with_lanes() -> Iterator[Process]:
    for path in sorted(FOLDER.rglob("*.bpmn")):
        try:
            process = bpr.load(path)
        except BprError:
            continue
        if len({node.role for node in process.walk()} | {None}) > 2 and len(process.steps) < 60:
            yield process


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there are no corpora at {FOLDER}")
@pytest.mark.parametrize("wish", OPTIONS)
def test_a_sample_of_the_corpora_is_drawn_without_a_hard_fault_whatever_is_asked_for(wish):
    drawn, hits = 0, 0
    for process in islice(models_with_lanes(), 0, None, 6):
        if process.steps:
            faults, labels, _ = flaws(process, OPTIONS[wish])
            assert faults == 0, process.id
            drawn, hits = drawn + 1, hits + labels
    assert drawn > 20
    assert hits <= drawn / 100 + 1
