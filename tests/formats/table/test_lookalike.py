"""Which names are one name, misspelt."""

from __future__ import annotations

import pytest

from bpr.formats.table.lookalike import look_alike

SLIPS = [
    *(("Sales Clerk", "Sales Clrk"), ("Sales Clerk", "sales-clerk"), ("Salse", "Sales"), ("Warehouse", "Ware house")),
    *(("Receptionist", "Recepcionists"), ("Manager", "Manger"), ("Ｍanager", "Manager "), ("Clerk 12", "Clark 12")),
    *(("采购专员", "采购转员"), ("销售经理", "销售经历"), ("客户服务中心", "客户务中心"), ("Q R", "qr")),
    *(("仓库 管理员", "仓库管理员"), ("ＥＲＰ系统平台", "ERP系统平合")),
]
MEANT = [
    *(("Clerk 1", "Clerk 2"), ("Clerk", "Clerk 2"), ("Team A", "Team B"), ("Shift I", "Shift II"), ("ERP", "CRM")),
    *(("Trainer", "Trainee"), ("Employer", "Employee"), ("Consignors", "Consignees"), ("Customer", "Customs")),
    *(("Buyer", "Payer"), ("Internal auditor", "External auditor"), ("Sales", "Sales"), ("Manager", "Sales manager")),
    *(("采购经理", "采购助理"), ("一级审批人", "二级审批人"), ("内部审计", "外部审计"), ("经理", "经历")),
    *(
        ("初审人员", "复审人员"),
        ("生产主管", "生产主任"),
        ("A组负责人", "B组负责人"),
        ("", "-"),
        ("第1车间", "第2车间"),
    ),
]


@pytest.mark.parametrize(("one", "two"), SLIPS)
def test_a_slip_of_the_keys_looks_alike_both_ways(one, two):
    assert look_alike(one, two)
    assert look_alike(two, one)


@pytest.mark.parametrize(("one", "two"), MEANT)
def test_names_that_differ_on_purpose_do_not(one, two):
    assert not look_alike(one, two)
    assert not look_alike(two, one)
