"""Random numbers by address."""

import numpy as np
import pytest

from bpr.simulation.chance import uniform
from bpr.simulation.random import key_of, uniforms


def test_one_number_alone_is_the_same_as_in_a_row():
    key = key_of(7, 3, "service", "A1")
    for k in (0, 1, 5):
        row = uniforms(key, 50, k)
        assert [uniform(*key, case, k) for case in range(50)] == row.tolist()


def test_numbers_are_uniform_and_streams_do_not_know_each_other():
    rows = [uniforms(key_of(1, 0, "service", name), 100_000) for name in ("A", "B")]
    rows.append(uniforms(key_of(1, 1, "service", "A"), 100_000))
    rows.append(uniforms(key_of(1, 0, "service", "A"), 100_000, 1))
    for row in rows:
        assert row.min() > 0
        assert row.max() < 1
        counts = np.bincount((row * 100).astype(int), minlength=100)
        assert ((counts - 1000) ** 2 / 1000).sum() < 160
        assert abs(np.corrcoef(row[:-1], row[1:])[0, 1]) < 0.015
    assert np.abs(np.corrcoef(rows) - np.eye(4)).max() < 0.015


def test_a_key_depends_on_every_part_of_the_address():
    keys = {key_of(*address) for address in [(1, 0, "a", "b"), (2, 0, "a", "b"), (1, 1, "a", "b"), (1, 0, "ab", "")]}
    assert len(keys) == 4
    assert uniforms(key_of(1, 0, "a", "b"), 1)[0] == pytest.approx(uniforms(key_of(1, 0, "a", "b"), 9)[0])
