from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.queues.erlang import empty_share, erlang_b, erlang_c


def factorials(servers, load):
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) / (1 - load / servers)
    whole = math.fsum(terms) + last
    return last / whole, 1 / whole


@given(st.integers(1, 20), st.floats(0.01, 0.99))
def test_the_recursion_gives_what_the_factorials_give(servers, rho):
    waiting, empty = factorials(servers, servers * rho)
    assert erlang_c(servers, servers * rho) == pytest.approx(waiting, rel=1e-9)
    assert empty_share(servers, servers * rho) == pytest.approx(empty, rel=1e-9)


def test_two_hundred_servers_do_not_overflow():
    assert erlang_c(200, 195) == pytest.approx(0.626726761443)
    assert empty_share(200, 195) == pytest.approx(1.21614292e-85, rel=1e-6)


def test_a_million_servers_with_next_to_no_work_are_empty():
    assert erlang_b(1_000_000, 0.5) == 0.0
    assert empty_share(1_000_000, 0.5) == pytest.approx(math.exp(-0.5))


def test_no_work_never_waits():
    assert (erlang_b(3, 0.0), erlang_c(3, 0.0), empty_share(3, 0.0)) == (0.0, 0.0, 1.0)


def test_no_server_turns_everything_away():
    assert erlang_b(0, 2.0) == 1.0
