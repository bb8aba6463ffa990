from __future__ import annotations

import random

import pytest

from bpr.layout.grid.grid import Grid
from bpr.layout.grid.layers import assign_columns
from bpr.layout.grid.network import Network, build_network
from bpr.layout.grid.rows import assign_rows
from bpr.layout.plan.diagram import Box, Diagram
from bpr.layout.routes.router import Router
from bpr.layout.routes.runs import Run, cut_into_runs
from bpr.layout.routes.tracks import assign_offsets
from bpr.layout.sizes import box_size
from tests.layout.diagrams import activity, diagram, random_process


def tracked(drawn: Diagram) -> tuple[Network, list[list[Run]]]:
    network = build_network(drawn)
    sizes = [box_size(box, events) for box, events in zip(network.nodes, network.events, strict=True)]
    columns = assign_columns(network)
    heights, rows = assign_rows(network, columns, random.Random(0))
    grid = Grid(network, columns, heights, rows)
    runs = cut_into_runs(grid, Router(network, grid).route_all())
    assign_offsets(network, grid, sizes, runs)
    return network, runs


@pytest.mark.parametrize("seed", range(6))
def test_unrelated_runs_that_share_a_stretch_have_different_offsets(seed):
    network, runs = tracked(random_process(40, seed))
    flat = [run for chain in runs for run in chain]
    for i, one in enumerate(flat):
        for other in flat[:i]:
            first, second = network.arcs[one.arc], network.arcs[other.arc]
            kin = {first.source, first.target} & {second.source, second.target}
            same_line = one.upright == other.upright and one.line == other.line
            if same_line and not kin and one.low < other.high and other.low < one.high:
                assert abs(one.offset - other.offset) >= 5


def test_a_straight_link_between_activities_stays_in_the_middle_beside_others():
    boxes = [activity("x"), activity("y"), activity("z", "c")]
    network, runs = tracked(diagram(boxes, [("x", "y"), ("x", "z")]))
    straight = next(chain for chain in runs if len(chain) == 1)
    assert straight[0].offset == 0
    assert network.arcs[straight[0].arc].link.target == "y"


def test_links_of_one_split_share_their_track():
    boxes = [Box("g", "and", "b"), *(activity(f"x{i}", "abc"[i % 3]) for i in range(6))]
    _, runs = tracked(diagram(boxes, [("g", f"x{i}") for i in range(6)]))
    assert {chain[0].offset for chain in runs} == {0.0}
    bent = {(chain[1].line, chain[1].offset) for chain in runs if len(chain) > 2}
    assert len(bent) <= 2


def test_links_into_one_side_of_an_activity_get_ports_of_their_own():
    boxes = [*(activity(f"x{i}", "abc"[i % 3]) for i in range(5)), activity("y", "b")]
    _, runs = tracked(diagram(boxes, [(f"x{i}", "y") for i in range(5)]))
    ports = [(chain[-1].way, chain[-1].offset) for chain in runs]
    assert len(set(ports)) == 5
