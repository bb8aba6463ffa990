"""Words for ids."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bpr.export.flow_formats.aliases import aliases


@given(st.lists(st.text() | st.sampled_from(["n1", "n2", "n1_", "end", "End", "A1"]), unique=True))
def test_words_are_plain_and_differ(ids):
    words = aliases(ids, "n")
    assert list(words) == ids
    assert len(set(words.values())) == len(ids)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", word) for word in words.values())
    assert "end" not in {word.lower() for word in words.values()}
