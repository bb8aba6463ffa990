import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.compare.similarity import contains, fold, label_similarity, same_text, text_similarity
from bpr.text import Text

labels = st.text(max_size=12)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Check invoice", "Check invoices", 0.95652173913),
        ("Check invoice", "Invoice check", 1.0),
        ("审核合同", "合同审核", 0.666666666667),
        ("审核合同", "审批合同", 0.75),
        ("Send offer", "Archive file", 0.0833333333333),
        ("ERP录入订单", "ERP录入订单", 1.0),
        ("发货", "收货", 0.5),
        ("", "", 1.0),
        ("?", "!", 1.0),
        ("", "Check", 0.0),
    ],
)
def test_label_similarity_is_the_best_of_edit_distance_pairs_and_words(first, second, expected):
    assert label_similarity(first, second) == pytest.approx(expected, abs=1e-9)


@given(labels, labels)
def test_similarity_is_symmetric_and_between_zero_and_one(first, second):
    forward = label_similarity(first, second)
    assert 0.0 <= forward <= 1.0
    assert forward == pytest.approx(label_similarity(second, first))


@given(labels)
def test_a_label_is_wholly_similar_to_itself(label):
    assert label_similarity(label, label.upper().lower()) in (1.0, label_similarity(label.upper().lower(), label))
    assert label_similarity(label, label) == 1.0


@given(labels, labels, st.floats(0, 1))
def test_the_short_cut_never_changes_a_similarity_that_is_of_interest(first, second, at_least):
    exact = label_similarity(first, second)
    quick = label_similarity(first, second, at_least=at_least)
    assert quick == exact if exact >= at_least else quick < at_least


def test_full_width_letters_and_punctuation_do_not_matter():
    assert fold("Ｃheck—the  INVOICE！") == "check the invoice"


def test_bilingual_labels_take_the_better_language():
    first, second = Text(en="Put away", zh="入库上架"), Text(en="Store goods", zh="入库上架!")
    assert text_similarity(first, second) == 1.0


def test_labels_without_a_common_language_cannot_be_compared():
    assert text_similarity(Text(en="Approve"), Text(zh="审批")) is None
    assert text_similarity(None, Text(zh="审批")) is None


def test_same_text_wants_every_shared_language_to_agree():
    assert same_text(Text(en="Passed?", zh="合格？"), Text(en="passed"))
    assert not same_text(Text(en="Passed?", zh="合格？"), Text(en="Passed?", zh="预检合格？"))
    assert same_text(None, None)
    assert not same_text(None, Text(en="x"))


def test_a_part_of_a_word_is_not_contained():
    assert contains(Text(en="Schedule and produce"), Text(en="produce"))
    assert not contains(Text(en="Repay"), Text(en="pay"))
    assert contains(Text(zh="按承诺排产并生产"), Text(zh="排产"))
    assert not contains(Text(zh="按承诺排产并生产"), Text(zh="产"))
