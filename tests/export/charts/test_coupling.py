"""The coupling chord."""

import math

import pytest

from bpr.export.charts.coupling import _arcs, coupling_chord
from bpr.quantity import Quantity
from tests.export.charts.scenes import analysed, groups, words


def test_every_coupling_is_a_ribbon_and_a_number():
    analysis = analysed("order-to-cash.asis")
    coupling = analysis.handoffs["department"].coupling
    scene = coupling_chord(analysis)
    assert {group.id for group in groups(scene, "coupling")} == {"|".join(pair) for pair in coupling}
    assert {quantity.format() for quantity in coupling.values()} <= set(words(scene))
    assert "62.9%" in words(scene)  # cohesion of sales


def test_arcs_fill_the_ring_in_proportion_to_the_transfers():
    pairs = {("a", "b"): Quantity(3.0, "1"), ("b", "c"): Quantity(1.0, "1")}
    arcs = _arcs(["a", "b", "c"], pairs)
    lengths = {holder: end - start for holder, (start, end) in arcs.items()}
    assert lengths["a"] / lengths["c"] == pytest.approx(3.0)
    assert lengths["b"] == pytest.approx(lengths["a"] + lengths["c"])
    assert arcs["c"][1] == pytest.approx(2 * math.pi - 0.05)


def test_a_coupling_that_is_not_known_has_a_small_arc():
    arcs = _arcs(["a", "b", "c"], {("a", "b"): Quantity(3.0, "1"), ("b", "c"): Quantity.unknown("1")})
    assert 0 < arcs["c"][1] - arcs["c"][0] < (arcs["a"][1] - arcs["a"][0]) / 5
