from __future__ import annotations

from bpr.formats.raci_sheet.claims import Entry, Standing, ids_moved, settle

KNOWN = {"A1": "Report", "A2": "Check", "A3": "Pay"}


def standings(*entries: Entry) -> list[tuple[str | None, str]]:
    return [(claim.key, claim.standing.value) for claim in settle(entries, KNOWN)]


def test_id_and_name_that_agree_are_sure_wherever_they_stand():
    assert standings(Entry(9, "A3", "pay"), Entry(10, "A1", " Report ")) == [("A3", "id"), ("A1", "id")]


def test_an_id_with_a_new_name_is_a_rename():
    assert standings(Entry(7, "A2", "Examine")) == [("A2", "id")]


def test_a_name_without_id_is_found_by_the_name():
    assert standings(Entry(7, "", "Ｃheck")) == [("A2", "label")]


def test_id_and_name_of_two_steps_are_unclear():
    assert standings(Entry(7, "A1", "Check")) == [("A1", "unclear")]


def test_rows_sorted_without_their_hidden_ids_follow_name_and_number():
    rows = (Entry(7, "A1", "Check", "A2"), Entry(8, "A2", "Pay", "A3"), Entry(9, "A3", "Report", "A1"))
    assert ids_moved(rows, KNOWN)
    assert standings(*rows) == [("A2", "label"), ("A3", "label"), ("A1", "label")]


def test_a_renamed_row_is_unclear_where_ids_moved_elsewhere():
    rows = (Entry(7, "A1", "Check", "A2"), Entry(8, "A2", "Report", "A1"), Entry(9, "A3", "Pay out"))
    assert standings(*rows)[2] == ("A3", "unclear")


def test_of_two_copies_the_one_with_the_old_name_holds_the_id():
    assert standings(Entry(7, "A1", "Report by phone"), Entry(8, "A1", "Report")) == [(None, "added"), ("A1", "id")]


def test_of_two_equal_copies_the_first_one_counts():
    assert standings(Entry(7, "A1", "Report"), Entry(8, "A1", "Report")) == [("A1", "id"), ("A1", "copy")]


def test_two_copies_with_two_new_names_are_unclear():
    assert standings(Entry(7, "A1", "One"), Entry(8, "A1", "Two")) == [("A1", "unclear"), ("A1", "unclear")]


def test_a_name_that_two_steps_have_is_settled_by_the_number():
    twice = {"A1": "Check", "A2": "Check"}
    claims = settle((Entry(7, "", "Check", "A2"), Entry(8, "", "Check")), twice)
    assert [(claim.key, claim.standing) for claim in claims] == [("A2", Standing.LABEL), ("A1", Standing.UNCLEAR)]


def test_what_nobody_knows_is_new():
    assert standings(Entry(12, "", "Archive"), Entry(13, "X9", "")) == [(None, "added"), (None, "added")]
