from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.badges import BADGE_HEIGHT, BADGE_TEXT, badge_block, shorten
from bpr.layout.engine import lay_out
from bpr.layout.metrics import measure
from bpr.layout.plan.diagram import BadgeText, Box
from bpr.layout.text.measure import text_width
from tests.layout.diagrams import activity, diagram, random_process
from tests.layout.test_engine import laid_out_clean, wild_diagrams

LONG = "A document with a name that is far too long for any badge"
BADGES = (BadgeText("document", "Order", "in"), BadgeText("system", "客户关系管理系统"), BadgeText("duty", "Head", "A"))


def test_badges_lie_inside_their_box_under_its_label():
    box = replace(activity("x", label="Enter the order"), badges=BADGES)
    (placed,) = laid_out_clean(diagram([box])).boxes
    assert [badge.kind for badge in placed.badges] == ["document", "system", "duty"]
    assert placed.label is not None
    for badge in placed.badges:
        assert badge.rect.y >= placed.label.rect.bottom
        assert placed.rect.x < badge.rect.x
        assert badge.rect.right < placed.rect.right
        assert badge.rect.bottom < placed.rect.bottom


def test_short_badges_share_a_row_and_long_ones_widen_the_box():
    short = badge_block((BadgeText("duty", "A", "A"), BadgeText("duty", "B", "C")), 100.0)
    assert short.height == BADGE_HEIGHT
    wide = badge_block((BadgeText("system", LONG),), 60.0)
    assert 60.0 < wide.width < 140.0


def test_a_long_text_takes_a_second_line():
    block = badge_block(
        (BadgeText("system", "Customer relations system"), BadgeText("system", "客户关系管理系统与主数据平台")), 60.0
    )
    assert [badge.lines for badge in block.badges] == [
        ("Customer", "relations system"),
        ("客户关系管理系统", "与主数据平台"),
    ]
    assert block.height == 2 * block.badges[0].height + 4
    assert block.badges[0].height > BADGE_HEIGHT


def test_a_cut_text_fits_ends_with_an_ellipsis_and_stays_whole_beside_it():
    cut = shorten(LONG, 80.0)
    assert cut.endswith("…")
    assert text_width(cut, BADGE_TEXT) <= 80.0
    (badge,) = lay_out(diagram([replace(activity("x"), badges=(BadgeText("system", LONG),))])).boxes[0].badges
    assert badge.text.lines[1].endswith("…")
    assert LONG.startswith(badge.text.lines[0])
    assert badge.full == LONG


def test_badges_keep_clear_of_boundary_events():
    host = replace(activity("x"), badges=BADGES)
    geometry = laid_out_clean(diagram([host, Box("t", "boundary", "a", "late", attached_to="x")]))
    rider = geometry.boxes[1].rect
    assert not any(badge.rect.overlaps(rider) for badge in geometry.boxes[0].badges)


def test_a_badge_on_the_label_or_outside_its_box_is_a_label_hit():
    geometry = lay_out(diagram([replace(activity("x"), badges=BADGES[:1])]))
    (box,) = geometry.boxes
    assert box.label is not None
    for rect in (box.label.rect, replace(box.badges[0].rect, x=box.rect.right - 5)):
        wrong = replace(box, badges=(replace(box.badges[0], rect=rect),))
        assert measure(replace(geometry, boxes=(wrong,))).label_hits > measure(geometry).label_hits == 0


@pytest.mark.parametrize("seed", range(4))
def test_random_processes_with_badges_have_no_hits(seed):
    drawn = random_process(30, seed)
    boxes = tuple(
        replace(box, badges=BADGES[: i % 4]) if box.kind == "activity" else box for i, box in enumerate(drawn.boxes)
    )
    metrics = measure(laid_out_clean(replace(drawn, boxes=boxes)))
    assert (metrics.label_hits, metrics.overlap_px) == (0, 0.0)


texts = st.builds(BadgeText, st.sampled_from(["document", "system", "duty"]), st.text(max_size=30), st.just("A"))


@settings(max_examples=12, deadline=None, derandomize=True)
@given(wild_diagrams(), st.lists(texts, max_size=5))
def test_any_badges_on_any_diagram_stay_in_their_boxes(drawn, badges):
    boxes = tuple(
        replace(box, badges=tuple(badges)) if box.kind in ("activity", "subprocess") else box for box in drawn.boxes
    )
    for box in laid_out_clean(replace(drawn, boxes=boxes)).boxes:
        for badge in box.badges:
            assert box.rect.x <= badge.rect.x
            assert badge.rect.right <= box.rect.right
            assert badge.rect.bottom <= box.rect.bottom
