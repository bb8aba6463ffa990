"""The legend under a picture."""

from __future__ import annotations

import pytest

from bpr.export.scene.shapes import Path, Rectangle, Words
from bpr.export.swimlane.legend import legend_items
from bpr.export.theme.theme import PLAIN, Overlay

FLOWS = (("handoff", "handoff"), ("rework", "rework"), ("message", "message"))
SURFACES = (("added", "new"), ("removed", "gone"), ("changed", "other"), ("heat", "waiting"))


def drawn(overlay, width=800.0):
    return legend_items(overlay, PLAIN, left=14.0, top=100.0, width=width)


def texts(items):
    return {item.text: item for item in items if isinstance(item, Words)}


def test_nothing_to_explain_takes_no_room():
    items, room = drawn(Overlay())
    assert (items, room.height) == ((), 0.0)


def test_each_flow_shows_its_own_ink_and_a_message_an_open_head():
    items, _ = drawn(Overlay(legend=FLOWS))
    lines = [item for item in items if isinstance(item, Path) and item.style.fill is None]
    inks = [PLAIN.handoff, PLAIN.rework, PLAIN.message]
    assert [(line.style.stroke, line.style.dash) for line in lines] == [(ink.colour, ink.dash) for ink in inks]
    heads = [item for item in items if isinstance(item, Path) and item.style.fill is not None]
    assert [head.style.fill for head in heads] == [PLAIN.handoff.colour, PLAIN.rework.colour, PLAIN.paper]


def test_surfaces_are_boxes_in_their_colours():
    items, _ = drawn(Overlay(legend=SURFACES))
    fills = [item.style.fill for item in items if isinstance(item, Rectangle)]
    assert fills == [PLAIN.added.fill, PLAIN.removed.fill, PLAIN.changed.fill, PLAIN.heat_colour(1.0)]


def test_the_heat_scale_runs_from_cold_to_hot_and_stands_last():
    items, _ = drawn(Overlay(legend=FLOWS, heat_note="waiting"))
    steps = [item for item in items if isinstance(item, Rectangle) and item.style.fill is not None]
    assert (steps[0].style.fill, steps[-1].style.fill) == (PLAIN.heat_colour(0.0), PLAIN.heat_colour(1.0))
    assert [step.rect.x for step in steps] == sorted(step.rect.x for step in steps)
    assert list(texts(items))[-1] == "waiting"


@pytest.mark.parametrize("width", [120.0, 200.0, 300.0, 1600.0])
def test_entries_break_into_rows_inside_the_width_and_the_room_holds_them(width):
    items, room = drawn(Overlay(legend=FLOWS + SURFACES, heat_note="waiting for each case"), width)
    words = texts(items)
    rows = sorted({entry.y for entry in words.values()})
    assert (len(rows) == 1) is (width == 1600.0)
    assert rows[0] > room.y
    assert rows[-1] < room.bottom
    for y in rows:
        starts = [entry.x for entry in words.values() if entry.y == y]
        assert starts == sorted(starts)
        assert len(starts) == 1 or max(starts) < width
