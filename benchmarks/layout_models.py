"""The models that every layout is asked to draw: samples, library, BPMN with lanes by others, random processes.

All contestants get the same boxes and links: boundary events are folded into their hosts, a message is a link like any
other, and models that would be drawn alike are taken once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bpr.errors import BprError
from bpr.formats.bpmn import read_bpmn
from bpr.formats.library import names, open_library
from bpr.layout.grid.network import build_network
from bpr.layout.plan.diagram import Diagram, Lane
from bpr.layout.plan.swimlane import swimlane
from bpr.model.process import Process
from tests.layout.diagrams import random_process, sample

CORPORA = Path(os.environ.get("BPR_CORPORA") or Path(__file__).resolve().parents[2] / "shared" / "corpora")
_LANE = re.compile(rb"<([a-z0-9]+:)?lane\s")
SIZES = (8, 12, 20, 30, 45, 60, 80, 100, 150, 200)


@dataclass(frozen=True)
class Model:
    """A diagram, where it is from, and its name there."""

    family: str
    name: str
    diagram: Diagram


def models(every: int = 1, seeds: int = 5) -> list[Model]:
    """All models; of the BPMN files one in ``every``, of each random size ``seeds``."""
    found = [*_samples(), *_library(), *_corpora(every), *_random(seeds)]
    distinct = {repr(replace(model.diagram, title="")): model for model in reversed(found)}
    return list(reversed(distinct.values()))


def folded(diagram: Diagram) -> Diagram:
    """The diagram with boundary events folded into their hosts."""
    network = build_network(diagram)
    links = tuple(
        replace(arc.link, source=network.nodes[arc.source].id, target=network.nodes[arc.target].id)
        for arc in network.arcs
    )
    return replace(diagram, boxes=network.nodes, links=links)


def without_lanes(diagram: Diagram) -> Diagram:
    """The diagram with one lane for all boxes: nothing of the author's lanes binds the layout."""
    boxes = tuple(replace(box, lane="all") for box in diagram.boxes)
    return replace(diagram, lanes=(Lane("all", ""),), boxes=boxes, groups=())


def read_corpora(every: int = 1) -> Iterator[tuple[str, Process]]:
    """Each BPMN file that names a lane and that bpr reads, or one in ``every``."""
    paths = sorted(path for path in CORPORA.rglob("*.bpmn") if path.is_file() and _LANE.search(path.read_bytes()))
    for path in paths[::every]:
        try:
            yield str(path.relative_to(CORPORA)), read_bpmn(path)
        except BprError:
            continue


def _samples() -> Iterator[Model]:
    for name in "ABC":
        yield Model("samples", name, folded(sample(name)))


def _library() -> Iterator[Model]:
    for name in names():
        process = open_library(name)
        if isinstance(process, Process):
            yield Model("library", name, folded(swimlane(process)))


def _corpora(every: int) -> Iterator[Model]:
    for name, process in read_corpora(every):
        diagram = folded(swimlane(process))
        if len({box.lane for box in diagram.boxes}) > 1 and diagram.links:
            yield Model("corpora", name, diagram)


def _random(seeds: int) -> Iterator[Model]:
    for size in SIZES:
        for seed in range(seeds):
            family = "random to 60" if size <= 60 else "random to 200"
            yield Model(family, f"{size}/{seed}", folded(random_process(size, seed)))
