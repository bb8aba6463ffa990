from bpr.compare.comparison import compare
from bpr.compare.edit_words import KINDS, place, values
from tests.compare.models import chain, decision, step


def told(as_is, to_be, lang="en"):
    """Every edit of a comparison as kind, place, old and new value."""
    found = compare(as_is, to_be)
    return [(KINDS[edit.kind].pick(lang), place(edit, lang), *values(edit, as_is, to_be, lang)) for edit in found.edits]


def test_times_have_their_unit_and_roles_their_name():
    roles = {"a": {"en": "Clerk", "zh": "文员"}, "b": {"en": "Chief", "zh": "主管"}}
    as_is = chain(step("A", "Draft", time=30, role="a"), roles=roles)
    to_be = chain(step("A", "Draft", time=15, role="b"), roles=roles)
    assert told(as_is, to_be) == [
        ("Reassigned", "Draft [A]", "role: Clerk", "Chief"),
        ("Changed", "Draft [A]", "time: 30 min", "15 min (-50%)"),
    ]
    assert told(as_is, to_be, "zh")[1] == ("属性变化", "Draft [A]", "处理时间：30 分钟", "15 分钟 (-50%)")


def test_shares_change_by_points():
    def ways(share):
        return chain(step("A", "Draft"), decision("G", "Well done?", {"A": share, "B": 1 - share}), step("B", "Send"))

    assert told(ways(0.4), ways(0.3))[0] == (
        "Flow changed",
        "Well done? → Draft",
        "share: 40%",
        "30% (-10.0 points)",
    )


def test_a_gateway_of_another_kind_is_one_edit_named_by_its_place():
    def choice(kind):
        return chain(
            step("A", "Check stock"),
            {"id": "Gateway_1p4kmv4", kind: None, "next": [{"to": "B", "share": 0.5}, {"to": "end", "share": 0.5}]},
            step("B", "Order"),
        )

    assert told(choice("decision"), choice("inclusive")) == [
        ("Changed", "the choice after 'Check stock'", "kind: choice", "inclusive")
    ]


def test_a_label_changed_in_the_other_language_only_is_shown_in_that_language():
    as_is = chain(step("A", {"en": "Draft", "zh": "起草"}))
    to_be = chain(step("A", {"en": "Draft", "zh": "拟稿"}))
    assert told(as_is, to_be)[0][2:] == ("名称：起草", "拟稿")


def test_what_is_not_known_is_a_question_mark():
    assert told(chain(step("A", "Draft")), chain(step("A", "Draft", system=[])))[0][2:] == ("system: ?", "-")
