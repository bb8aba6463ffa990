from __future__ import annotations

import itertools
import random

import pytest

from bpr.layout.grid.grid import FREE, Grid
from bpr.layout.grid.layers import assign_columns
from bpr.layout.grid.network import Network, build_network
from bpr.layout.grid.rows import assign_rows
from bpr.layout.plan.diagram import Diagram
from bpr.layout.routes.router import Router
from tests.layout.diagrams import activity, diagram, random_process


def routed(drawn: Diagram) -> tuple[Network, Grid, list[list[int]]]:
    network = build_network(drawn)
    columns = assign_columns(network)
    heights, rows = assign_rows(network, columns, random.Random(0))
    grid = Grid(network, columns, heights, rows)
    return network, grid, Router(network, grid).route_all()


@pytest.mark.parametrize("seed", range(4))
def test_every_path_joins_its_boxes_step_by_step_through_free_points(seed):
    network, grid, paths = routed(random_process(30, seed))
    for arc, path in zip(network.arcs, paths, strict=True):
        assert (path[0], path[-1]) == (grid.point[arc.source], grid.point[arc.target])
        assert all(abs(b - a) in (1, grid.width) for a, b in itertools.pairwise(path))
        assert all(grid.node_at[point] == FREE for point in path[1:-1])


def test_neighbours_in_a_row_are_joined_by_a_straight_line():
    _, grid, paths = routed(diagram([activity("x"), activity("y")], [("x", "y")]))
    assert len(paths[0]) == 3
    assert len({grid.place(point)[1] for point in paths[0]}) == 1


def test_a_path_goes_round_a_box_in_its_row():
    boxes = [activity("x"), activity("y"), activity("z")]
    _, grid, paths = routed(diagram(boxes, [("x", "y"), ("y", "z"), ("x", "z")]))
    assert grid.point[1] not in paths[2]


def test_a_self_loop_comes_back_to_its_box_on_another_side():
    _, _, paths = routed(diagram([activity("x")], [("x", "x")]))
    assert paths[0][0] == paths[0][-1]
    assert paths[0][1] != paths[0][-2]
