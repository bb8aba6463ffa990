from __future__ import annotations

import pytest

from bpr.analysis.soundness.texts import listed, wording

WORDS = {"after", "join", "missing", "fork", "place", "next", "round", "names", "states", "part"}
CODES = [
    "DEADLOCK",
    "LACK_OF_SYNC",
    "LIVELOCK",
    "DEAD_NODE",
    "MULTI_END_TOKENS",
    "STATE_LIMIT",
    "DEADLOCK/region",
    "LACK_OF_SYNC/again",
    "MULTI_END_TOKENS/same",
    "STATE_LIMIT/more",
]


@pytest.mark.parametrize("code", CODES)
def test_every_fault_has_words_and_a_repair_in_both_languages(code):
    words = {lang: dict.fromkeys(WORDS, "x") for lang in ("en", "zh")}
    _, explanation, repair = wording(code, words)
    assert explanation.zh
    assert explanation.en
    assert repair.zh
    assert repair.en


def test_long_lists_are_cut_and_repetitions_told_once():
    assert listed(["a", "a", "b"], "en") == "“a”, “b”"
    assert listed(list("abcdefgh"), "zh").endswith("、…")
