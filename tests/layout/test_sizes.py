from __future__ import annotations

import itertools

import pytest

from bpr.layout.plan.diagram import Box
from bpr.layout.sizes import ACTIVITY_WIDTH, box_size
from tests.layout.diagrams import activity


def test_a_short_label_makes_an_activity_of_the_usual_size():
    size = box_size(activity("x", label="Pick goods"), ())
    assert (size.width, size.height) == (ACTIVITY_WIDTH, 48)


def test_a_long_word_widens_the_activity_and_is_not_cut():
    size = box_size(activity("x", label="Review non-conforming goods"), ())
    assert size.width > ACTIVITY_WIDTH
    assert size.caption is not None
    assert "non-conforming" in " ".join(size.caption.lines)


def test_a_long_text_grows_to_the_side_before_it_becomes_a_tower():
    size = box_size(activity("x", label="很长的文字说明" * 70), ())
    assert size.width > 300
    assert size.height < 600


def test_a_marker_and_a_subprocess_sign_have_room():
    label = "Check what the sales department promised to the customer"
    plain = box_size(activity("x", label=label), ()).height
    assert box_size(Box("x", "activity", "a", label, marker="user"), ()).height > plain
    assert box_size(Box("x", "subprocess", "a", label), ()).height > plain


@pytest.mark.parametrize(("kind", "side"), [("start", 36), ("end", 36), ("event", 36), ("xor", 44), ("and", 44)])
def test_events_and_gateways_keep_their_size_whatever_their_label(kind, side):
    size = box_size(Box("x", kind, "a", "A label that is quite long for such a small shape"), ())
    assert (size.width, size.height) == (side, side)


def test_boundary_events_are_spread_and_the_host_grows_for_their_labels():
    riders = tuple(Box(f"r{i}", "boundary", "a", "Cancelled by customer", attached_to="x") for i in range(4))
    size = box_size(activity("x"), riders)
    offsets = [rider.offset for rider in size.riders]
    assert offsets == sorted(offsets)
    assert all(b - a >= 30 for a, b in itertools.pairwise(offsets))
    assert offsets[0] - 14 >= -size.width / 2
    assert offsets[-1] + 14 <= size.width / 2


def test_an_empty_label_takes_no_room():
    assert box_size(activity("x", label="  \u200b"), ()).caption is None
