"""Layout against elkjs, Graphviz (orthogonal) and bpmn-auto-layout on the same models, measured by one function.

    BPR_NODE_MODULES=/path/to/node_modules python -m benchmarks.layout [--every N] [--seeds N] [--losses]

Two contests at equal lane rules: with straight lanes (elkjs with a partition for each lane, Graphviz on the places of
bpr's boxes) and without any lanes (elkjs, dot and bpmn-auto-layout as they are; bpr with one lane for all). The peers
that ignore the lanes or only try to keep them are measured in the first contest, too, with the share of boxes that lie
in a foreign lane. Sums are taken over the models that all contestants of a contest could draw. Times are those of the
work inside a warm process, the quicker of two runs.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass

from benchmarks.harness import table
from benchmarks.layout_models import Model, models, without_lanes
from benchmarks.layout_peers import (
    Drawn,
    auto_layout,
    dot_ortho,
    elk_containers,
    elk_free,
    elk_partitions,
    neato_ortho,
    node_modules,
)
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.layout.plan.diagram import Diagram
from tests.layout.diagrams import random_process

BPR = "bpr"


@dataclass(frozen=True)
class Row:
    """One picture in numbers."""

    metrics: LayoutMetrics
    strangers: float
    links: int
    seconds: float


def bpr(diagrams: list[Diagram]) -> list[Drawn]:
    """The layout of bpr."""
    drawn = []
    for diagram in diagrams:
        seconds = float("inf")
        for _ in range(2):
            begin = time.perf_counter()
            geometry = lay_out(diagram)
            seconds = min(seconds, time.perf_counter() - begin)
        drawn.append(Drawn(geometry, seconds))
    return drawn


def strangers(geometry: Geometry) -> float:
    """Share of boxes whose middle lies between the outermost boxes of another lane."""
    spans: dict[str, tuple[float, float]] = {}
    for box in geometry.boxes:
        low, high = spans.get(box.lane, (box.rect.y, box.rect.bottom))
        spans[box.lane] = (min(low, box.rect.y), max(high, box.rect.bottom))
    bad = sum(
        any(lane != box.lane and low < box.rect.centre[1] < high for lane, (low, high) in spans.items())
        for box in geometry.boxes
    )
    return bad / max(1, len(geometry.boxes))


def rows(drawn: list[Drawn]) -> list[Row | None]:
    """The measures of each picture; None where there is none."""
    return [
        Row(measure(d.geometry), strangers(d.geometry), len(d.geometry.routes), d.seconds) if d.geometry else None
        for d in drawn
    ]


def contest(title: str, found: list[Model], contestants: dict[str, list[Drawn]], *, losses: bool) -> None:
    """Print the table of one contest, one block for each family of models and one for all."""
    measured = {name: rows(drawn) for name, drawn in contestants.items()}
    for name, drawn in contestants.items():
        failed = [(model.name, d.error) for model, d in zip(found, drawn, strict=True) if d.geometry is None]
        if failed:
            print(f"{name}: {len(failed)} models not drawn, first {failed[0][0]}: {failed[0][1]}")
    common = [i for i in range(len(found)) if all(column[i] is not None for column in measured.values())]
    families = list(dict.fromkeys(model.family for model in found))
    head = ["models", "layout", "crossings", "bpr fewer/same/more", "through boxes", "boxes overlap", "shared px"]
    head += ["bends/link", "label hits", "strangers %", "mean ms", "slowest ms"]
    lines: list[list[str]] = []
    for family in [*families, "all"]:
        chosen = [i for i in common if family in (found[i].family, "all")]
        for name, column in measured.items():
            mine = [row for i in chosen if (row := measured[BPR][i])]
            its = [row for i in chosen if (row := column[i])]
            if its:
                lines.append([f"{family} ({len(its)})", name, *_cells(its, mine)])
    print(f"\n{title}\n")
    table(head, lines)
    if losses:
        for name, column in measured.items():
            _print_losses(name, found, measured[BPR], column, common)


def _cells(its: list[Row], mine: list[Row]) -> list[str]:
    pairs = [(a.metrics.crossings, b.metrics.crossings) for a, b in zip(mine, its, strict=True)]
    duel = f"{sum(a < b for a, b in pairs)}/{sum(a == b for a, b in pairs)}/{sum(a > b for a, b in pairs)}"
    return [
        str(sum(row.metrics.crossings for row in its)),
        "" if its is mine or its == mine else duel,
        str(sum(row.metrics.edge_through_box for row in its)),
        str(sum(row.metrics.box_overlaps for row in its)),
        f"{sum(row.metrics.overlap_px for row in its):.0f}",
        f"{sum(row.metrics.bends for row in its) / max(1, sum(row.links for row in its)):.2f}",
        str(sum(row.metrics.label_hits for row in its)),
        f"{100 * statistics.mean(row.strangers for row in its):.0f}",
        f"{1000 * statistics.mean(row.seconds for row in its):.0f}",
        f"{1000 * max(row.seconds for row in its):.0f}",
    ]


def _print_losses(
    name: str, found: list[Model], mine: list[Row | None], its: list[Row | None], common: list[int]
) -> None:
    lost = []
    for i in common:
        one, other = mine[i], its[i]
        if one and other and one.metrics.crossings > other.metrics.crossings:
            lost.append((one.metrics.crossings - other.metrics.crossings, found[i].family, found[i].name))
    for more, family, model in sorted(lost, reverse=True)[:40]:
        print(f"bpr crosses {more} more than {name}: {family} {model}")


def speed() -> None:
    """Mean times at given sizes, of bpr and of elkjs with partitions and free."""
    lines = []
    for size, seeds in ((20, 5), (60, 5), (100, 5), (200, 3), (500, 2)):
        diagrams = [random_process(size, seed) for seed in range(seeds)]
        cells = [f"{1000 * statistics.mean(d.seconds for d in bpr(diagrams)):.0f}"]
        if node_modules():
            for peer in (elk_partitions, elk_free, auto_layout):
                drawn = [d.seconds for d in peer(diagrams) if d.geometry]
                cells.append(f"{1000 * statistics.mean(drawn):.0f}" if drawn else "-")
        lines.append([str(size), *cells])
    print("\nMean ms by size, random processes\n")
    table(["boxes", BPR, "elkjs partitions", "elkjs free", "bpmn-auto-layout"][: len(lines[0])], lines)


def main() -> None:
    """Run both contests."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="take one in N of the BPMN files")
    options.add_argument("--seeds", type=int, default=5, help="random processes of each size")
    options.add_argument("--losses", action="store_true", help="list the models on which a peer crosses less")
    chosen = options.parse_args()
    found = models(chosen.every, chosen.seeds)
    diagrams = [model.diagram for model in found]
    own = bpr(diagrams)
    contestants = {BPR: own}
    pinned = [d.geometry for d in own if d.geometry]
    contestants["Graphviz ortho on bpr's places"] = neato_ortho(diagrams, pinned)
    if node_modules():
        contestants["elkjs, lanes as partitions"] = elk_partitions(diagrams)
    contest("With straight lanes", found, contestants, losses=chosen.losses)
    flat = [without_lanes(diagram) for diagram in diagrams]
    free = {BPR: bpr(flat), "Graphviz dot ortho": dot_ortho(diagrams)}
    if node_modules():
        free["elkjs"] = elk_free(diagrams)
        free["bpmn-auto-layout"] = auto_layout(diagrams)
    contest("Without lanes (bpr: one lane for all)", found, free, losses=chosen.losses)
    if node_modules():
        tried = {BPR: own, "elkjs, lanes as containers": elk_containers(diagrams)}
        contest("Lanes that are not kept straight", found, tried, losses=False)
    speed()


if __name__ == "__main__":
    main()
