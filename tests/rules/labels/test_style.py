"""Styles of labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.rules.labels.clean import clean
from bpr.rules.labels.style import joined_verbs, label_style, tidy, too_long, verb_first
from bpr.rules.labels.verbs import Verbs, shipped_verbs

VERBS = shipped_verbs()


@pytest.mark.parametrize(
    ("label", "style"),
    [
        ("Check invoice", "verb_object"),
        ("re-check invoice", "verb_object"),
        ("Confirm the booking", "verb_object"),
        ("Order on the portal (checked)", "verb_object"),
        ("Order processing", "ambiguous"),
        ("Complaint analysis", "action_noun"),
        ("Approve", "verb_only"),
        ("Credit limit", "other"),
        ("审核合同", "verb_object"),
        ("合同审核", "action_noun"),
        ("合同审核（法务）", "action_noun"),
        ("归档", "verb_only"),
        ("采购部", "other"),
        ("采购原料", "verb_object"),
        ("财务部", "other"),
        (" \u3000 ", "empty"),
        ("🚀🚀", "other"),
        ("--", "other"),
    ],
)
def test_the_style_of_a_label(label, style):
    assert label_style(label, VERBS) == style


def test_the_longest_verb_wins():
    verbs = Verbs.of([], ["审", "审核"])
    assert verbs.begins("审核合同") == "审核"
    assert verbs.ends("合同审核") == "审核"


def test_a_client_extends_the_verbs_and_the_version_says_so():
    more = VERBS.extended(["Onboard"], ["打样品"])
    assert label_style("Onboard supplier", more) == "verb_object"
    assert label_style("打样品件", more) == "verb_object"
    assert more.version == f"{VERBS.version}+own"
    assert VERBS.extended(["check"], []) is VERBS


@pytest.mark.parametrize(
    ("label", "better"),
    [
        ("合同审核", "审核合同"),
        ("合同的审核", "审核合同"),
        ("审核合同", None),
        ("工序内检验", None),
        ("按承诺排产并生产", None),
    ],
)
def test_a_short_action_noun_gets_a_proposal(label, better):
    assert verb_first(label, VERBS) == better


@pytest.mark.parametrize(
    ("label", "pair"),
    [
        ("Check and approve invoice", ("check", "approve")),
        ("Check & approve", ("check", "approve")),
        ("Pick/pack", ("pick", "pack")),
        ("Check and order parts", ("check", "order")),
        ("Receive order and invoice", None),
        ("Rock and roll", None),
        ("审核并归档合同", ("审核", "归档")),
        ("录入、核对订单", ("录入", "核对")),
        ("审核采购及生产计划", None),
    ],
)
def test_two_verbs_in_one_label(label, pair):
    assert joined_verbs(label, VERBS) == pair


def test_length_counts_chinese_characters_apart():
    assert not too_long("x" * 40)
    assert too_long("x" * 41)
    assert not too_long("检" * 20 + "x" * 30)
    assert too_long("检" * 21)


@given(st.text())
def test_any_text_has_a_style_and_cleaning_twice_changes_nothing_more(text):
    assert label_style(text, VERBS) in ("verb_object", "action_noun", "verb_only", "ambiguous", "other", "empty")
    assert clean(clean(text)) == clean(text)
    assert tidy(clean(text)) == tidy(text)
