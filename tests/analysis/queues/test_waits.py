from __future__ import annotations

import pytest

from bpr.analysis.queues.waits import counts_whole, station_wait
from bpr.analysis.queues.work import Work

WORK = Work(2.0, 5.0, 1.0)


def test_whole_servers_wait_by_allen_cunneen_with_vut_beside():
    found = station_wait(0.15, WORK, 2)
    assert (found.method, found.stable) == ("allen_cunneen", True)
    assert found.Wq == found.allen_cunneen == pytest.approx(0.75**2 / (1 - 0.75**2) * 5)
    assert found.vut == pytest.approx(found.Wq, rel=0.05)
    assert found.per_case == pytest.approx(2 * found.Wq)
    assert (found.lower, found.upper) == (None, None)


def test_part_time_people_wait_by_vut_between_the_whole_numbers():
    found = station_wait(0.15, WORK, 2.4)
    assert (found.method, found.allen_cunneen) == ("vut_sakasegawa", None)
    assert found.lower == pytest.approx(station_wait(0.15, WORK, 3).Wq)
    assert found.upper == pytest.approx(station_wait(0.15, WORK, 2).Wq)
    assert found.lower < found.Wq < found.upper


def test_the_upper_bound_is_open_where_fewer_people_cannot_keep_up():
    found = station_wait(0.22, WORK, 2.4)
    assert (found.stable, found.upper) == (True, None)
    assert station_wait(0.05, WORK, 0.8).upper is None


def test_a_million_people_are_left_to_vut():
    assert station_wait(0.1, WORK, 2_000_000).method == "vut_sakasegawa"


def test_nobody_for_some_work_has_no_steady_state():
    found = station_wait(0.1, WORK, 0)
    assert (found.stable, found.Wq, found.per_case, found.lacking) == (False, None, None, 1.0)


def test_nobody_for_no_work_waits_zero():
    assert station_wait(0.0, WORK, 0).Wq == 0.0
    assert station_wait(0.0, WORK, 0).stable


def test_erlang_fits_only_whole_people():
    assert counts_whole(2.0, 1.0)
    assert counts_whole(1.0, 1.0)
    assert not counts_whole(1.0, 0.5)
    assert not counts_whole(2.4, 0.8)
