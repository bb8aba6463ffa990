from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.layout.engine import lay_out
from bpr.layout.pages.cuts import Cut, candidates, choose
from bpr.layout.pages.gutter import BESIDE
from tests.layout.diagrams import activity, diagram, random_process


def test_a_cut_lies_between_two_boxes_and_says_how_many_arrows_it_meets():
    geometry = lay_out(diagram([activity("n0"), activity("n1")], [("n0", "n1")]))
    (cut,) = candidates(geometry, 0, geometry.width, [(0, geometry.height)], BESIDE)
    assert geometry.boxes[0].rect.right < cut.at < geometry.boxes[1].rect.x
    assert cut.cost == 1


def test_no_candidate_cuts_a_box_or_a_text():
    for seed in range(6):
        geometry = lay_out(random_process(30, seed))
        found = candidates(geometry, 0, geometry.width, [(0, geometry.height)], BESIDE)
        assert len(found) > 5
        rects = [box.rect for box in geometry.boxes]
        rects += [part.label.rect for part in (*geometry.boxes, *geometry.routes) if part.label]
        assert not any(rect.x < cut.at < rect.right for rect in rects for cut in found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 4)), max_size=6, unique_by=lambda cut: cut[0]),
    st.integers(10, 120),
)
def test_the_choice_is_as_good_as_trying_every_choice(places, room):
    cuts = [Cut(float(at), float(cost), 0.0) for at, cost in sorted(places)]
    chosen = choose(cuts, 0.0, 100.0, room)

    def rate(few: tuple[Cut, ...]) -> tuple[float, int, float]:
        stops = [0.0, *(cut.at for cut in few), 100.0]
        widths = [b - a for a, b in itertools.pairwise(stops)]
        ideal = 100 / len(widths)
        uneven = sum(3.0 * (width / ideal - 1) ** 2 for width in widths)
        return (sum(max(0, w - room) for w in widths), len(few), round(sum(c.cost for c in few) + uneven, 6))

    every = [few for count in range(len(cuts) + 1) for few in itertools.combinations(cuts, count)]
    assert rate(tuple(chosen)) == min(map(rate, every))
