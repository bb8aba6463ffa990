from hypothesis import given
from hypothesis import strategies as st

from bpr.formats.bpmn.unread import keep_unread, lay_unread

_WORDS = st.sampled_from("abc")
_ENTRIES = st.lists(st.fixed_dictionaries(dict.fromkeys(("what", "where", "reason", "raw"), _WORDS)), max_size=6)


@given(_ENTRIES, _ENTRIES)
def test_the_entries_of_the_model_come_back_in_order(model, bpmn):
    kept = keep_unread(model, bpmn)
    assert (lay_unread(bpmn, kept) if kept else bpmn) == model


@given(_ENTRIES, _ENTRIES)
def test_an_entry_that_an_editor_added_stands_last(model, bpmn):
    new = {"what": "new", "where": "x", "reason": "DETAIL", "raw": "<x/>"}
    kept = keep_unread(model, bpmn) or {"kept": [[e["what"], e["where"], e["reason"]] for e in model], "made": []}
    assert lay_unread([new, *bpmn], kept) == [*model, new]


def test_vendor_text_changed_in_the_file_wins():
    entry = {"what": "a", "where": "x", "reason": "VENDOR_EXTENSION", "raw": "old"}
    own = {"what": "b", "where": "", "reason": "DRAWING", "raw": ""}
    kept = keep_unread([entry], [entry, own])
    assert lay_unread([{**entry, "raw": "new"}, own], kept) == [{**entry, "raw": "new"}]


def test_odd_data_is_left_alone():
    assert lay_unread([], {"kept": [1, ["a"], [1, 2, 3]], "made": "x"}) == []
    assert lay_unread([], "x") == []
