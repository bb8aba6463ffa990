"""As-is and to-be on one ground."""

from __future__ import annotations

import itertools

import pytest

import bpr
from bpr.errors import InputError
from bpr.export.swimlane.difference import draw_difference, draw_stable
from bpr.text import LANGUAGES
from tests.compare.models import chain, step

FAMILIES = ("complaint-handling", "contract-approval", "customer-reception", "incoming-inspection", "order-to-cash")


@pytest.mark.parametrize(("family", "lang"), list(zip(FAMILIES, itertools.cycle(LANGUAGES), strict=False)))
def test_every_pair_of_the_library_is_drawn_cleanly(family, lang):
    assert_drawn_cleanly(family, lang)


@pytest.mark.slow
@pytest.mark.parametrize(("family", "lang"), list(zip(FAMILIES, itertools.cycle(LANGUAGES[::-1]), strict=False)))
def test_every_pair_is_drawn_cleanly_in_the_other_language(family, lang):
    assert_drawn_cleanly(family, lang)


def assert_drawn_cleanly(family, lang):
    as_is, to_be = bpr.load(f"{family}.asis"), bpr.load(f"{family}.tobe")
    found = draw_difference(as_is, to_be, lang=lang)
    for picture in (found.both, found.as_is, found.to_be):
        assert picture.metrics.hard_faults == 0
        assert picture.metrics.label_hits == 0
    assert {box.id for box in found.as_is.geometry.boxes} == {node.id for node in as_is.steps}
    assert {route.id for route in found.to_be.geometry.routes} >= {flow.id for flow in to_be.flows}
    changes = found.both.overlay.changes
    assert set(changes.values()) == {kind for kind, _ in found.both.overlay.legend if kind not in ("rework", "message")}


def test_added_removed_and_changed_steps_are_told_apart():
    as_is = chain(step("A", "Draft", time=30), step("B", "Sign", time=5), step("C", "File by hand"))
    to_be = chain(step("A", "Draft", time=10), step("B", "Sign", time=5), step("D", "Pay at once"))
    found = draw_difference(as_is, to_be).both
    assert {box: found.overlay.changes.get(box) for box in "ABCD"} == {
        "A": "changed",
        "B": None,
        "C": "removed",
        "D": "added",
    }
    assert [text for _, text in found.overlay.legend] == ["added", "removed", "changed"]


def test_the_legend_is_chinese_in_a_chinese_picture():
    found = draw_difference(chain(step("A", "起草", time=1)), chain(step("A", "起草", time=2)), lang="zh").both
    assert found.overlay.legend == (("changed", "变更"),)


def test_a_process_against_itself_shows_no_change():
    process = bpr.load("customer-reception.asis")
    found = draw_difference(process, process)
    assert found.both.overlay.changes == {}
    assert found.as_is.geometry.boxes == found.to_be.geometry.boxes


def test_removed_arrows_lie_under_those_that_stay():
    found = draw_difference(bpr.load("contract-approval.asis"), bpr.load("contract-approval.tobe")).both
    gone = [found.overlay.changes.get(route.id) == "removed" for route in found.geometry.routes]
    assert gone == sorted(gone, reverse=True)
    assert any(gone)
    assert not all(gone)


def test_the_ground_does_not_depend_on_who_asks():
    as_is, to_be = bpr.load("customer-reception.asis"), bpr.load("customer-reception.tobe")
    first, second = draw_stable(as_is, to_be), draw_stable(to_be, as_is)
    assert {box.id for box in first.geometry.boxes} == {node.id for node in as_is.steps}
    assert {box.id for box in second.geometry.boxes} == {node.id for node in to_be.steps}
    assert (first.geometry.lanes, first.geometry.width) == (second.geometry.lanes, second.geometry.width)
    assert first.geometry == draw_difference(as_is, to_be).as_is.geometry


def test_an_unknown_overlay_is_refused():
    with pytest.raises(InputError, match="handoffs"):
        draw_difference(chain(step("A", "a")), chain(step("A", "a")), overlay="heat")
