from hypothesis import given
from hypothesis import strategies as st

from bpr.formats.table.lists import join_list, split_list

ENTRIES = st.text(st.sampled_from(list('ab ,;，、"“”\n=是')), min_size=1, max_size=6)


@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_a_joined_list_splits_into_the_same_entries(entries):
    assert [item.text for item in split_list(join_list(entries))] == entries


def test_an_open_quote_is_a_sign_like_any_other():
    assert [item.text for item in split_list('5" pipe, 3" pipe')] == ['5" pipe', '3" pipe']
    assert [item.text for item in split_list('"open, end')] == ['"open', "end"]


def test_places_without_an_entry_are_kept():
    assert [item.text for item in split_list("yes;;no")] == ["yes", "", "no"]
