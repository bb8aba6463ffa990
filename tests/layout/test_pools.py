from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry, PlacedBox, Rect
from bpr.layout.grid.lanes import POOL_GAP
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import Box, Diagram, Lane, Link, Phase
from bpr.layout.pools import cut_at, split_pools
from tests.layout.diagrams import activity, diagram, random_process
from tests.layout.test_engine import laid_out_clean

LANES = (Lane("a", "Sales", "us"), Lane("b", "Stock", "us"), Lane("p", "Bank", "bank"))
BANK = Box("bank", "pool", "p", "Bank")


def message(id_: str, source: str, target: str, label: str = "") -> Link:
    return Link(id_, source, target, label, kind="message")


def shop(*messages: Link) -> Diagram:
    boxes = [activity("x"), activity("y"), activity("z", "b"), BANK]
    return diagram(boxes, [("x", "y"), ("y", "z"), *messages], LANES)


def pool(geometry: Geometry, id_: str = "bank") -> PlacedBox:
    return next(box for box in geometry.boxes if box.id == id_)


def test_a_party_fills_its_lane_and_messages_end_on_its_border():
    geometry = laid_out_clean(shop(message("m", "x", "bank", "Request"), message("n", "bank", "z", "Answer")))
    bank = pool(geometry)
    lane = geometry.lanes[2]
    assert (bank.kind, bank.label and bank.label.lines) == ("pool", ("Bank",))
    assert (bank.rect.x, bank.rect.right) == (lane.head.right, lane.band.right)
    assert (bank.rect.y, bank.rect.bottom) == (lane.band.y, lane.band.bottom)
    asked, answered = geometry.routes[2:]
    assert (asked.target, answered.source) == ("bank", "bank")
    assert asked.points[-1][1] == bank.rect.y
    assert answered.points[0][1] == bank.rect.y
    assert measure(geometry).label_hits == 0


def test_messages_run_straight_down_where_nothing_is_in_the_way():
    geometry = laid_out_clean(shop(message("n", "bank", "z")))
    assert len(geometry.routes[-1].points) == 2


def test_pools_are_set_apart_and_lanes_of_one_pool_are_not():
    first, second, bank = laid_out_clean(shop(message("m", "x", "bank"))).lanes
    assert second.band.y == first.band.bottom
    assert bank.band.y - second.band.bottom == pytest.approx(POOL_GAP, abs=0.2)


def test_a_party_without_messages_is_an_empty_band():
    assert pool(laid_out_clean(shop())).rect.width > 200


def test_a_pool_that_others_would_cross_stays_a_box():
    lanes = (LANES[0], LANES[2], LANES[1])
    boxes = [activity("x"), activity("z", "b"), BANK]
    geometry = laid_out_clean(diagram(boxes, [("x", "z"), message("m", "x", "bank")], lanes))
    assert pool(geometry).kind == "activity"


def test_a_pool_that_shares_its_lane_or_sends_to_itself_stays_a_box():
    shared = split_pools(diagram([activity("x", "p"), BANK], [message("m", "x", "bank")], LANES))
    own = split_pools(diagram([BANK], [message("m", "bank", "bank")], LANES))
    assert [box.kind for box in (*shared.boxes, *own.boxes)] == ["activity"] * 3


def test_two_pools_may_write_to_each_other():
    lanes = (Lane("q", "Law", "law"), *LANES)
    boxes = [Box("law", "pool", "q", "Law"), activity("x"), BANK]
    geometry = laid_out_clean(diagram(boxes, [message("m", "law", "bank"), message("n", "bank", "x")], lanes))
    route = geometry.routes[0]
    assert route.points[0][1] == pool(geometry, "law").rect.bottom
    assert route.points[-1][1] == pool(geometry).rect.y


def test_many_partners_in_one_column_do_not_raise_the_pool():
    boxes = [*(activity(f"x{i}", "ab"[i % 2]) for i in range(8)), BANK]
    links = [(f"x{i}", f"x{i + 1}") for i in range(7)]
    geometry = laid_out_clean(diagram(boxes, [*links, *(message(f"m{i}", f"x{i}", "bank") for i in range(8))], LANES))
    assert pool(geometry).rect.height < 100


def test_a_route_is_cut_where_it_enters_the_pool():
    area = Rect(0, 100, 500, 80)
    assert cut_at(((50.0, 20.0), (50.0, 140.0)), area) == ((50.0, 20.0), (50.0, 100.0))
    below = ((10.0, 300.0), (90.0, 300.0), (90.0, 110.0), (200.0, 110.0))
    assert cut_at(below, area) == ((10.0, 300.0), (90.0, 300.0), (90.0, 180.0))


def test_pools_may_stand_beside_phases():
    phases = (Phase("1", "First"), Phase("2", "Second"))
    drawn = shop(message("m", "x", "bank"), message("n", "bank", "z"))
    boxes = tuple(replace(box, phase="2" if box.id == "z" else "1") for box in drawn.boxes)
    geometry = laid_out_clean(replace(drawn, boxes=boxes, phases=phases))
    assert pool(geometry).phase is None
    assert len(geometry.phases) == 2


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 400), st.lists(st.tuples(st.integers(0, 11), st.booleans(), st.booleans()), max_size=10))
def test_random_processes_with_parties_keep_the_guarantees(seed, messages):
    drawn = random_process(10, seed)
    parties = (Box("up", "pool", "up", "Customer"), Box("down", "pool", "down", "供应商"))
    lanes = (Lane("up", "Customer", "up"), *drawn.lanes, Lane("down", "供应商", "down"))
    links = list(drawn.links)
    for i, (number, sends, upper) in enumerate(messages):
        ends = [drawn.boxes[number % len(drawn.boxes)].id, "up" if upper else "down"]
        links.append(message(f"m{i}", *(ends if sends else ends[::-1]), "note"))
    geometry = laid_out_clean(replace(drawn, lanes=lanes, boxes=(*parties, *drawn.boxes), links=tuple(links)))
    assert {pool(geometry, "up").kind, pool(geometry, "down").kind} == {"pool"}
    assert measure(geometry).overlap_px == 0


def test_the_same_picture_comes_out_every_time():
    drawn = shop(message("m", "x", "bank"), message("n", "bank", "z"))
    assert lay_out(drawn) == lay_out(drawn)
