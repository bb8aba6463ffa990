from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bpr.layout.pages.gutter import BESIDE, berths, circle_place, gutter_width, most_tracks, track_place


def test_an_arrow_with_room_runs_straight_into_its_circle():
    (berth,) = berths([50.0], [(0.0, 100.0)], BESIDE)
    assert (berth.place, berth.size, berth.track) == (50.0, 20.0, None)


def test_circles_stay_in_the_lane_of_their_arrow():
    upper, lower = berths([98.0, 103.0], [(0.0, 100.0), (100.0, 200.0)], BESIDE)
    assert upper.place + upper.size / 2 <= 100 <= lower.place - lower.size / 2


def test_many_circles_in_a_low_lane_become_smaller_instead_of_overlapping():
    found = berths([10.0 + i for i in range(6)], [(0.0, 80.0)], BESIDE)
    places = [berth.place for berth in found]
    assert all(b - a >= berth.size for (a, b), berth in zip(itertools.pairwise(places), found, strict=False))


@given(st.lists(st.floats(0, 400).map(lambda y: round(y, 1)), min_size=1, max_size=12, unique=True))
def test_no_two_arrows_cross_or_meet_on_their_way_to_the_circles(places):
    zones = [(0.0, 180.0), (180.0, 400.0)]
    found = berths(places, zones, BESIDE)
    tracks = 1 + max((b.track for b in found if b.track is not None), default=-1)
    assert tracks <= most_tracks(places, zones)
    end = circle_place(tracks)
    assert end < gutter_width(tracks, BESIDE)
    lines = []
    for y, berth in zip(places, found, strict=True):
        x = end if berth.track is None else track_place(berth.track)
        place = y if berth.track is None else berth.place
        lines.append([((0.0, y), (x, y)), ((x, y), (x, place)), ((x, place), (end, place))])
    for one, two in itertools.combinations(lines, 2):
        assert not any(touch(a, b) for a in one for b in two)


def touch(a, b):
    """Whether two upright or level parts share a point."""
    return all(
        min(a[0][axis], a[1][axis]) <= max(b[0][axis], b[1][axis])
        and min(b[0][axis], b[1][axis]) <= max(a[0][axis], a[1][axis])
        for axis in (0, 1)
    )
