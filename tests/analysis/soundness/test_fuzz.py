"""Reduction, regions and the whole state space on random nets: they never disagree."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.analysis.soundness.fragments import decide
from bpr.analysis.soundness.reduction import Reduction
from tests.analysis.soundness.random_nets import judged, random_net

SEEDS = 100_000
SECONDS = float(os.environ.get("BPR_FUZZ_SECONDS", "900"))


def compare(seed: int, size: int) -> str:
    """All three ways on one net; the word says what was found."""
    net = random_net(seed, size=size)
    sound, space = judged(net)
    if sound is None:
        return "too large"
    cut = any(gate.clears is not None for gate in net.gates.values())
    several = space.several_ends is not None
    reduction = Reduction(net)
    reduction.shrink()
    if reduction.done:
        assert sound, f"seed {seed}: reduces to start and end, yet it is not sound"
        assert cut or reduction.several_ends == several, f"seed {seed}: ends"
    decision = decide(net, max_states=3000)
    if decision.sound is not None:
        assert decision.sound == sound, f"seed {seed}: regions say {decision.sound}, the state space {sound}"
    if decision.sound and not cut:
        assert decision.several_ends == several, f"seed {seed}: ends"
    if not sound:
        return "unsound"
    return "sound by reduction" if reduction.done else "sound by regions" if decision.sound else "sound by search"


@given(st.integers(0, 10**9), st.integers(1, 10))
@settings(max_examples=150, deadline=None)
def test_reduction_and_regions_agree_with_the_state_space(seed, size):
    assert compare(seed, size)


@pytest.mark.slow
def test_a_hundred_thousand_random_nets_show_no_disagreement(capsys):
    begin, found = time.perf_counter(), Counter()
    for seed in range(SEEDS):
        found[compare(seed, 3 + seed % 8)] += 1
        if time.perf_counter() - begin > SECONDS:
            break
    seconds = time.perf_counter() - begin
    with capsys.disabled():
        sys.stdout.write(f"\n{sum(found.values()):,} random nets in {seconds:.0f} s: {dict(sorted(found.items()))}\n")
    assert sum(found.values()) == SEEDS, f"only {sum(found.values()):,} nets within {SECONDS:.0f} s"
    assert min(found[word] for word in ("sound by reduction", "sound by regions", "unsound")) > 100
