from __future__ import annotations

import pytest
import yaml

from bpr.merge.yaml_edit import MappingEditor, apply_edits

BLOCK = """\
id: A2
name: Check   # the long one
accountable: clerk  # since May
consulted:
  - cashier  # by phone
  - "head"
next: A3
"""
FLOW = "{id: A2, name: 'Check', accountable: clerk, consulted: [cashier, head], next: A3}\n"


def edited(text: str, act) -> str:
    editor = MappingEditor(text, yaml.compose(text, Loader=yaml.SafeLoader))
    act(editor)
    return apply_edits(text, editor.edits)


def changed(text: str, act) -> list[str]:
    """The lines that differ: old ones with a minus, new ones with a plus."""
    before, after = text.splitlines(), edited(text, act).splitlines()
    return [f"-{x}" for x in before if x not in after] + [f"+{x}" for x in after if x not in before]


def test_a_value_changes_and_its_comment_stays():
    assert changed(BLOCK, lambda e: e.set_list("accountable", ["head"])) == [
        "-accountable: clerk  # since May",
        "+accountable: head  # since May",
    ]


def test_a_second_item_makes_a_list():
    assert changed(BLOCK, lambda e: e.set_list("accountable", ["clerk", "no"]))[1] == (
        '+accountable: [clerk, "no"]  # since May'
    )


def test_a_list_with_a_line_for_each_item_stays_one():
    assert changed(BLOCK, lambda e: e.set_list("consulted", ["cashier", "head", "legal"])) == ["+  - legal"]
    assert changed(BLOCK, lambda e: e.set_list("consulted", ["head"])) == ["-  - cashier  # by phone", "+  # by phone"]


def test_a_list_whose_items_all_change_becomes_one_line_and_keeps_its_comments():
    assert changed(BLOCK, lambda e: e.set_list("consulted", ["legal"]))[-1] == "+consulted: legal  # by phone"


def test_a_removed_key_leaves_its_comment():
    assert changed(BLOCK, lambda e: e.remove("accountable")) == ["-accountable: clerk  # since May", "+# since May"]


def test_a_new_key_stands_behind_the_one_asked_for():
    text = edited(BLOCK, lambda e: e.set_list("informed", ["a", "b"], behind=("raci", "accountable")))
    assert text.splitlines()[2:4] == ["accountable: clerk  # since May", "informed: [a, b]"]


def test_keys_in_braces_are_set_added_and_removed():
    assert "accountable: head," in edited(FLOW, lambda e: e.set_list("accountable", ["head"]))
    assert "consulted: [head]" in edited(FLOW, lambda e: e.set_list("consulted", ["head"]))
    assert edited(FLOW, lambda e: e.remove("consulted")) == "{id: A2, name: 'Check', accountable: clerk, next: A3}\n"
    assert "accountable: clerk, informed: x," in edited(
        FLOW, lambda e: e.set_list("informed", ["x"], behind=("accountable",))
    )


def test_several_edits_at_one_place_keep_their_order():
    def act(editor):
        editor.set("one", "1", behind=("name",))
        editor.set("two", "2", behind=("name",))

    assert edited(BLOCK, act).splitlines()[2:4] == ["one: 1", "two: 2"]


@pytest.mark.parametrize("text", [BLOCK, FLOW])
def test_windows_line_ends_stay(text):
    windows = text.replace("\n", "\r\n")
    result = edited(windows, lambda e: e.set_list("informed", ["x"], behind=("accountable",)))
    assert result.count("\n") == result.count("\r\n")
    assert yaml.safe_load(result)["informed"] == "x"


def test_a_key_takes_the_place_of_another():
    assert changed(BLOCK, lambda e: e.replace("accountable", "raci", "{a: R}"))[1] == "+raci: {a: R}  # since May"
