from __future__ import annotations

from bpr.layout.geometry import Rect
from bpr.layout.sizes import Caption
from bpr.layout.text.labels import LabelTask, Obstacles, place_labels

YES = Caption(("yes",), 10.5, 20.0, 13.0)


def test_a_label_stands_above_its_line_near_the_source():
    obstacles = Obstacles()
    line = ((0.0, 100.0), (200.0, 100.0))
    obstacles.add_line(line)
    places, failed = place_labels([LabelTask(0, YES, line)], obstacles, [])
    assert not failed
    assert places[0].bottom < 100
    assert places[0].x < 30


def test_a_label_of_a_link_to_the_left_stands_near_its_source_too():
    places, _ = place_labels([LabelTask(0, YES, ((200.0, 100.0), (0.0, 100.0)))], Obstacles(), [])
    assert places[0].right > 170


def test_a_label_goes_below_when_the_place_above_is_taken():
    obstacles = Obstacles()
    obstacles.add(Rect(0, 70, 200, 29))
    places, failed = place_labels([LabelTask(0, YES, ((0.0, 100.0), (200.0, 100.0)))], obstacles, [])
    assert not failed
    assert places[0].y > 100


def test_two_labels_do_not_take_the_same_place():
    tasks = [LabelTask(i, YES, ((0.0, 100.0 + 8 * i), (60.0, 100.0 + 8 * i))) for i in range(2)]
    places, failed = place_labels(tasks, Obstacles(), [])
    assert not failed
    assert not places[0].overlaps(places[1])


def test_a_label_without_a_free_place_is_named():
    obstacles = Obstacles()
    obstacles.add(Rect(-100, 0, 400, 300))
    _, failed = place_labels([LabelTask(7, YES, ((0.0, 100.0), (60.0, 100.0)))], obstacles, [])
    assert failed == [7]


def test_a_label_stays_inside_the_frame():
    obstacles = Obstacles()
    obstacles.add_frame(0, 90, 300, 200)
    places, _ = place_labels([LabelTask(0, YES, ((0.0, 95.0), (200.0, 95.0)))], obstacles, [])
    assert places[0].y >= 90


def test_a_label_keeps_off_the_part_that_several_links_share():
    task = LabelTask(0, YES, ((0.0, 100.0), (200.0, 100.0)), shared_start=90.0)
    places, _ = place_labels([task], Obstacles(), [])
    assert places[0].x >= 90


def test_a_label_keeps_off_the_border_of_two_lanes_where_it_can():
    line = ((100.0, 0.0), (100.0, 200.0))
    free, _ = place_labels([LabelTask(0, YES, line)], Obstacles(), [])
    border = free[0].y + 6
    moved, _ = place_labels([LabelTask(0, YES, line)], Obstacles(), [border])
    assert not moved[0].y < border < moved[0].bottom
