"""From a validator's path to the place in the file."""

from __future__ import annotations

from bpr.formats.places import element_at, excerpt, locate, path_of_id, prune, value_at, words_in

DATA = {
    "roles": {"clerk": {"department": "x"}},
    "steps": [{"id": "A"}, {"id": "B", "event": "e"}, {"id": "C", "next": {"to": "A"}}],
}


def test_parts_that_the_file_does_not_have_are_passed_over():
    assert locate(("steps", 2, "activity", "next", 0, "to"), DATA, set()) == ("steps", 2, "next", "to")
    assert locate(("roles", "clerk", "name", "en"), DATA, set()) == ("roles", "clerk")


def test_the_kind_of_a_step_is_not_taken_for_its_label():
    assert locate(("steps", 1, "event", "position"), DATA, set()) == ("steps", 1)
    assert locate(("steps", 1, "event", "event"), DATA, set()) == ("steps", 1, "event")


def test_positions_count_what_was_left_out():
    broken = {("steps", 0)}
    tree = prune(DATA, broken)
    assert [step["id"] for step in tree["steps"]] == ["B", "C"]
    assert locate(("steps", 1, "activity", "id"), tree, broken) == ("steps", 2, "id")


def test_pruning_leaves_the_data_alone():
    prune(DATA, {("steps",), ("roles", "clerk")})
    assert set(DATA) == {"roles", "steps"}
    assert prune(DATA, {("steps",), ("roles", "clerk")}) == {"roles": {}}


def test_the_value_at_a_path_is_found_or_none():
    assert value_at(DATA, ("steps", 1, "id")) == "B"
    assert value_at(DATA, ("steps", 9, "id")) is None
    assert value_at(DATA, ("roles", "clerk", "department", "x")) is None


def test_the_element_is_the_nearest_enclosing_step_or_the_defined_name():
    assert element_at(DATA, ("steps", 2, "next", "to")) == "C"
    assert element_at(DATA, ("roles", "clerk", "department")) == "clerk"
    assert element_at(DATA, ("title", "en")) is None


def test_a_step_is_found_by_its_id():
    assert path_of_id(DATA, "C") == ("steps", 2)
    assert path_of_id(DATA, "Z") == ()


def test_all_words_of_a_part_are_found():
    assert set(words_in(DATA["roles"])) == {"clerk", "department", "x"}


def test_the_excerpt_puts_a_caret_under_the_column_and_counts_wide_signs_twice():
    lines = ("a: 1", "名称: 审核x")
    assert excerpt(lines, 1, 4) == "  | a: 1\n  |    ^"
    assert excerpt(lines, 2, 7) == "  | 名称: 审核x\n  |           ^"


def test_without_a_line_there_is_no_excerpt_and_without_a_column_no_caret():
    assert excerpt(("a",), None, None) is None
    assert excerpt(("a",), 2, 1) is None
    assert excerpt(("a",), 1, None) == "  | a"
