from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.grid.layers import assign_columns
from bpr.layout.grid.network import build_network
from bpr.layout.grid.rows import assign_rows
from tests.layout.diagrams import activity, diagram, random_process


@settings(max_examples=25, deadline=None)
@given(st.integers(8, 60), st.integers(0, 1000))
def test_no_two_boxes_share_a_place_and_no_row_is_too_many(size, seed):
    network = build_network(random_process(size, seed))
    columns = assign_columns(network)
    heights, rows = assign_rows(network, columns, random.Random(1))
    places = list(zip(network.lane, rows, columns, strict=True))
    assert len(set(places)) == len(places)
    assert all(0 <= row < heights[lane] for lane, row, _ in places)


def test_two_parallel_chains_stay_in_their_rows():
    boxes = [activity(f"{chain}{i}") for i in range(5) for chain in "xy"]
    links = [(f"{chain}{i}", f"{chain}{i + 1}") for chain in "xy" for i in range(4)]
    network = build_network(diagram(boxes, links))
    _, rows = assign_rows(network, assign_columns(network), random.Random(0))
    row = {box.id: rows[i] for i, box in enumerate(network.nodes)}
    assert len({row[f"x{i}"] for i in range(5)}) == 1
    assert len({row[f"y{i}"] for i in range(5)}) == 1


def test_the_same_seed_gives_the_same_rows():
    network = build_network(random_process(50, 5))
    columns = assign_columns(network)
    first = assign_rows(network, columns, random.Random(3))
    assert first == assign_rows(network, columns, random.Random(3))
