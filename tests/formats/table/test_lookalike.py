"""Which names are one name, mistyped."""

from __future__ import annotations

import pytest

from bpr.formats.table.lookalike import look_alike, marks, mistyped_words, written_apart

APART = [
    *(("Sales Clerk", "sales-clerk"), ("Warehouse", "Ware house"), ("Ｍanager", "Manager "), ("Q R", "qr")),
    *(("仓库 管理员", "仓库管理员"), ("ＥＲＰ系统平台", "ERP系统平台"), ("销售（华东）", "销售(华东)")),
]
SLIPS = [
    *(("Sales Clerk", "Sales Clrk"), ("Salse", "Sales"), ("Receptionist", "Recepcionist"), ("Manager", "Manger")),
    *(("Clerk 12", "Clark 12"), ("Buyer", "Buyers"), ("Approvals", "Aprpovals")),
    *(
        ("采购专员", "采购转员"),
        ("销售经理", "销售经历"),
        ("审核主管", "审合主管"),
        ("经理", "经历"),
        ("采购部", "采购步"),
    ),
]
MEANT = [
    *(("Clerk 1", "Clerk 2"), ("Clerk", "Clerk 2"), ("Team A", "Team B"), ("Shift I", "Shift II"), ("ERP", "CRM")),
    *(("Trainer", "Trainee"), ("Employer", "Employee"), ("Consignors", "Consignees"), ("Customer", "Customs")),
    *(("Buyer", "Payer"), ("Internal auditor", "External auditor"), ("Sales", "Sales"), ("Manager", "Sales manager")),
    *(("Contact Manager", "Contract Manager"), ("Site Manager", "Size Manager"), ("Cost clerk", "Coast clerk")),
    *(("Receptionist", "Recepcionists"), ("Sales Clrk", "Slaes Clerk"), ("Level 1 2", "Level 12"), ("", "-")),
    *(("采购经理", "采购助理"), ("一级审批人", "二级审批人"), ("内部审计", "外部审计"), ("初审人员", "复审人员")),
    *(("生产主管", "生产主任"), ("A组负责人", "B组负责人"), ("第1车间", "第2车间"), ("客户服务中心", "客户务中心")),
    *(("应收会计", "应付会计"), ("合同审核员", "合同复核员"), ("收款专员", "付款专员"), ("财务专员", "税务专员")),
    *(("财务专员", "法务专员"), ("财务专员", "商务专员"), ("税务专员", "法务专员"), ("税务专员", "商务专员")),
    *(("法务专员", "商务专员"), ("质检主管", "安检主管"), ("部门审批", "部门审核"), ("采购专员", "采购转园")),
]


@pytest.mark.parametrize(("one", "two"), APART + SLIPS)
def test_a_slip_of_the_keys_looks_alike_both_ways(one, two):
    assert look_alike(one, two)
    assert look_alike(two, one)
    assert set(marks(one)) & set(marks(two))


@pytest.mark.parametrize(("one", "two"), MEANT)
def test_names_that_differ_on_purpose_do_not(one, two):
    assert not look_alike(one, two)
    assert not look_alike(two, one)


@pytest.mark.parametrize(("one", "two"), APART)
def test_names_apart_in_signs_only_have_no_mistyped_word(one, two):
    assert written_apart(one, two)


@pytest.mark.parametrize(("one", "two"), SLIPS)
def test_a_mistyped_word_is_told_on_both_sides(one, two):
    assert not written_apart(one, two)
    words = mistyped_words(one, two)
    assert words is not None
    assert mistyped_words(two, one) == words[::-1]
