"""The lane layout: straight lanes across a left-to-right flow, laid out by own code because no library knows lanes.

Steps: rework links are set apart, boxes get columns and rows, links are routed on a coarse grid, runs get tracks, and
only then everything gets coordinates. Diagrams are laid out several times: with other columns, other rows, other orders
of routing and other prices of a crossing; the picture with the best metrics wins. How often is bounded by counted
search steps, so the result depends on the diagram and the seed only.
"""

from __future__ import annotations

import random

from bpr.layout.drawing import RoutedGrid, draw
from bpr.layout.frames import inside_area, with_insides
from bpr.layout.geometry import Geometry
from bpr.layout.grid.grid import Grid
from bpr.layout.grid.network import Network, build_network
from bpr.layout.grid.rows import assign_rows
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.layout.phases import phased_column_choices
from bpr.layout.plan.diagram import Diagram
from bpr.layout.pools import crossed_pools, split_pools, spread_ports
from bpr.layout.routes.router import Router
from bpr.layout.routes.runs import cut_into_runs
from bpr.layout.routes.tracks import assign_offsets
from bpr.layout.sizes import BoxSize, box_size
from bpr.layout.text.captions import caption_sides, clear_riders

_TRIES = ((12, 40), (30, 36), (60, 28), (120, 16), (250, 4))
_LEAST_TRIES = 3
_CROSSING_WEIGHTS = (2.0, 4.0, 8.0)
_LEAST_WORK = 40_000
_MOST_WORK = 300_000


def lay_out(diagram: Diagram, *, seed: int = 0) -> Geometry:
    """Lay out a diagram.

    Args:
        diagram: what is to be drawn.
        seed: another seed may give another picture of the same diagram; the same seed always gives the same one.

    Returns:
        The geometry; boxes, links and lanes in the order of the diagram.

    Raises:
        ValueError: a box or link names a lane or box that the diagram does not have, or a group's lanes are apart.
    """
    insides = {box.id: lay_out(box.inner, seed=seed) for box in diagram.boxes if box.inner is not None}
    kept: frozenset[str] = frozenset()
    while True:
        geometry = with_insides(_best(split_pools(diagram, kept), insides, seed), insides)
        crossed = crossed_pools(geometry)
        if not crossed:
            return geometry
        kept |= crossed


def _best(diagram: Diagram, insides: dict[str, Geometry], seed: int) -> Geometry:
    """The best of several tries; ``insides`` are those of expanded sub-processes."""
    network = build_network(diagram)
    areas = {id_: inside_area(inside) for id_, inside in insides.items()}
    rooms = [(area.width, area.height) if (area := areas.get(box.id)) else None for box in network.nodes]
    sizes = [
        box_size(box, events, inside=room, vertical=diagram.vertical)
        for box, events, room in zip(network.nodes, network.events, rooms, strict=True)
    ]
    choices = [spread_ports(network, columns) for columns in phased_column_choices(network)]
    best, work = _attempt(network, sizes, choices[0], seed, 0)
    best_metrics = measure(best)
    for attempt in range(1, _tries(diagram)):
        tried_enough = attempt > _LEAST_TRIES or work > _LEAST_WORK
        if work > _MOST_WORK or (tried_enough and _is_clean(best_metrics)):
            break
        geometry, steps = _attempt(network, sizes, choices[attempt % len(choices)], seed, attempt)
        work += steps
        metrics = measure(geometry)
        if _score(metrics) < _score(best_metrics):
            best, best_metrics = geometry, metrics
    return best


def _tries(diagram: Diagram) -> int:
    size = max(len(diagram.boxes), len(diagram.links) * 4 // 5)
    return next((tries for most, tries in _TRIES if size <= most), 1)


def _attempt(
    network: Network, sizes: list[BoxSize], columns: list[int], seed: int, attempt: int
) -> tuple[Geometry, int]:
    """One picture, and how many search steps it took."""
    rng = random.Random(seed * 1000 + attempt)
    heights, rows = assign_rows(network, columns, rng)
    grid = Grid(network, columns, heights, rows)
    weight = _CROSSING_WEIGHTS[attempt % len(_CROSSING_WEIGHTS)]
    router = Router(network, grid, rng if attempt else None, crossing_weight=weight)
    runs = cut_into_runs(grid, router.route_all())
    assign_offsets(network, grid, sizes, runs)
    cleared = clear_riders(network, sizes, runs)
    return draw(RoutedGrid(network, grid, cleared, caption_sides(network, runs), runs)), router.work


def _is_clean(metrics: LayoutMetrics) -> bool:
    return not (metrics.hard_faults or metrics.crossings or metrics.label_hits or metrics.overlap_px)


def _score(metrics: LayoutMetrics) -> tuple[float, ...]:
    """Lower is better: faults first, then flaws, then a sum of what makes a picture hard to read."""
    flaws = 20 * metrics.label_hits + metrics.overlap_px
    return (metrics.hard_faults, flaws, 60 * metrics.crossings + 14 * metrics.bends + metrics.route_length / 10)
