"""The example in the template of a process table: ten steps that show every kind of row (all figures are made up)."""

from __future__ import annotations

from functools import cache

from bpr.formats.yaml_file import read_yaml
from bpr.model import Process

_EXAMPLE = """
bpr: 1
process: expense-claim
title: {en: Expense claim, zh: 费用报销}
stage: as-is
owner: finance-manager
customer: employee
volume: {cases: 300, per: month}
time_unit: min
working_time: {hours_per_day: 8, days_per_week: 5}
currency: CNY
illustrative: [time, share, volume]
departments:
  business: {en: Business, zh: 业务部}
  finance: {en: Finance, zh: 财务部}
roles:
  employee: {name: {en: Employee, zh: 员工}, department: business}
  line-manager: {name: {en: Line manager, zh: 部门经理}, department: business, people: 5}
  accountant: {name: {en: Accountant, zh: 会计}, department: finance, people: 2}
  finance-manager: {name: {en: Finance manager, zh: 财务经理}, department: finance, people: 1}
  cashier: {name: {en: Cashier, zh: 出纳}, department: finance, people: 1}
systems: {expense-app: {en: Expense app, zh: 报销系统}, bank: {en: Bank portal, zh: 网上银行}}
documents:
  claim: {en: Expense claim, zh: 报销单}
  receipts: {en: Receipts, zh: 票据}
  order: {en: Payment order, zh: 付款单}
steps:
  - {id: A1, name: {en: Fill in the claim, zh: 填写报销单}, role: employee, phase: {en: Request, zh: 申请}, time: 15,
     system: expense-app, documents: {in: [receipts], out: [claim]}, next: A2}
  - {id: A2, name: {en: Check the reason, zh: 审核事由}, role: line-manager, phase: {en: Request, zh: 申请}, time: 5,
     wait: 1 d, system: expense-app, documents: {in: [claim]}, next: G1}
  - {id: G1, decision: {en: Reason accepted?, zh: 事由是否成立？}, role: line-manager, phase: {en: Request, zh: 申请},
     next: [{to: A1, when: {en: "no", zh: 否}, share: 10%}, {to: A3, when: {en: "yes", zh: 是}, share: 90%}]}
  - {id: A3, name: {en: Check the receipts, zh: 核对票据}, role: accountant, phase: {en: Check, zh: 审核}, time: 12,
     wait: 2 d, accountable: finance-manager, documents: {in: [claim, receipts]}, next: G2}
  - {id: G2, decision: {en: Receipts complete?, zh: 票据是否齐全？}, role: accountant, phase: {en: Check, zh: 审核},
     next: [{to: A1, when: {en: "no", zh: 否}, share: 15%}, {to: G3, when: {en: "yes", zh: 是}, share: 85%}]}
  - {id: G3, decision: {en: Over 5000?, zh: 是否超过 5000 元？}, role: accountant, phase: {en: Check, zh: 审核},
     next: [{to: A4, when: {en: "yes", zh: 是}, share: 20%}, {to: A5, when: {en: "no", zh: 否}, share: 80%}]}
  - {id: A4, name: {en: Approve the amount, zh: 审批金额}, role: finance-manager, phase: {en: Check, zh: 审核}, time: 5,
     wait: 1 d, consulted: line-manager, next: A5}
  - {id: A5, name: {en: Make the payment order, zh: 制作付款单}, role: accountant, phase: {en: Payment, zh: 付款},
     time: 6, wait: 4 h, accountable: finance-manager, documents: {in: [claim], out: [order]}, next: A6}
  - {id: A6, name: {en: Pay, zh: 付款}, role: cashier, phase: {en: Payment, zh: 付款}, time: 4, wait: 1 d, system: bank,
     accountable: finance-manager, informed: employee, documents: {in: [order]}, next: A7}
  - {id: A7, name: {en: File the receipts, zh: 归档票据}, role: accountant, phase: {en: Payment, zh: 付款}, time: 3,
     wait: 0, documents: {in: [receipts]}, next: end}
"""


@cache
def example_process() -> Process:
    """The example."""
    process = read_yaml(_EXAMPLE)
    assert isinstance(process, Process)
    return process
