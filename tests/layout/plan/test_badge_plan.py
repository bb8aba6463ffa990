from __future__ import annotations

from bpr.layout.plan.diagram import BadgeText
from bpr.layout.plan.swimlane import swimlane
from bpr.model.process import Process

MODEL = Process.model_validate(
    {
        "process": "p",
        "title": "P",
        "owner": "boss",
        "roles": {"clerk": {"en": "Clerk", "zh": "职员"}, "boss": {"en": "Manager", "zh": "经理"}, "law": "Legal"},
        "systems": {"erp": {"en": "ERP", "zh": "企业系统"}},
        "documents": {"order": {"en": "Order", "zh": "订单"}, "form": "Form", "file": "File"},
        "steps": [
            {
                "id": "A",
                "name": "Enter",
                "role": "clerk",
                "system": "erp",
                "documents": {"in": ["order", "form"], "out": ["form", "file"]},
                "consulted": ["law"],
                "next": "B",
            },
            {"id": "B", "name": "Sign", "role": "boss", "accountable": "boss"},
        ],
    }
)


def badges(*kinds: str, lang: str = "en") -> dict[str, tuple[BadgeText, ...]]:
    return {box.id: box.badges for box in swimlane(MODEL, lang=lang, badges=kinds).boxes}


def test_without_a_wish_there_are_no_badges():
    assert set(badges().values()) == {()}


def test_documents_tell_whether_they_are_read_or_written():
    found = [(badge.text, badge.sign) for badge in badges("documents")["A"]]
    assert found == [("Order", "in"), ("Form", "in-out"), ("File", "out")]


def test_systems_and_documents_come_in_the_language_asked_for():
    assert [badge.text for badge in badges("documents", "systems", lang="zh")["A"]] == [
        "订单",
        "Form",
        "File",
        "企业系统",
    ]


def test_duties_leave_out_the_performer_and_mark_a_proposed_owner():
    found = badges("raci")
    assert [(badge.sign, badge.text) for badge in found["A"]] == [("A", "Manager (proposed)"), ("C", "Legal")]
    assert [(badge.sign, badge.text) for badge in found["B"]] == [("A", "Manager")]
    assert badges("raci", lang="zh")["A"][0].text == "经理（建议）"
