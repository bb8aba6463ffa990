from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bpr.analysis.raci.rollup import roll_up

CHILDREN = {
    "A": {"clerk": ("R",), "boss": ("A",), "it": ("I",)},
    "B": {"clerk": ("R",), "lead": ("A",), "it": ("C",)},
}


def test_the_only_accountable_role_below_is_accountable_above():
    found = roll_up({"A": CHILDREN["A"]}, None)
    assert dict(found.parent) == {"boss": ("A",), "clerk": ("R",), "it": ("I",)}
    assert found.resolved
    assert found.findings == ()


def test_two_accountable_roles_are_never_voted_on():
    found = roll_up(CHILDREN, None, parent_id="P")
    assert dict(found.parent) == {"boss": ("R",), "clerk": ("R",), "it": ("C",), "lead": ("R",)}
    assert not found.resolved
    assert [finding.code for finding in found.findings] == ["ROLLUP_A_UNRESOLVED"]
    assert found.findings[0].elements == ("P", "boss", "lead")


def test_the_owner_is_accountable_even_when_it_does_nothing_below():
    assert roll_up(CHILDREN, "head").parent["head"] == ("A",)


def test_an_accountable_parent_that_also_works_below_keeps_both_letters():
    assert roll_up({"A": {"boss": ("A", "R")}}, None).parent["boss"] == ("A", "R")


def test_the_strongest_of_the_weak_letters_is_kept():
    found = roll_up({"A": {"it": ("I",)}, "B": {"it": ("C",)}, "C": {"boss": ("A",)}}, None)
    assert found.parent["it"] == ("C",)


ROWS = st.dictionaries(
    st.sampled_from("abc"), st.lists(st.sampled_from("RACI"), min_size=1, unique=True).map(tuple), min_size=1
)


@given(st.dictionaries(st.sampled_from("xyz"), ROWS, min_size=1), st.none() | st.sampled_from("abcd"))
def test_a_parent_has_at_most_one_accountable_and_forgets_no_role(children, owner):
    found = roll_up(children, owner)
    accountable = [role for role, letters in found.parent.items() if "A" in letters]
    assert len(accountable) == (1 if found.resolved else 0)
    assert set(found.parent) >= {role for row in children.values() for role in row}
