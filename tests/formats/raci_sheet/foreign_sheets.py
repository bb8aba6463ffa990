"""RACI sheets as people draw them: titles, merged departments, legends, signs, roles in rows, two languages."""

from __future__ import annotations

import openpyxl


def book(rows, *, merge=(), title="Sheet1"):
    """A workbook with one sheet; rows are lists, None leaves a cell empty."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.cell(row, column).value = value
    for area in merge:
        sheet.merge_cells(area)
    return workbook


def with_departments():
    """A title over everything, departments merged above the roles, sections, a legend below; one step is empty."""
    return book(
        [
            ["Order to cash: who does what"],
            ["", "", "Sales", None, "Finance", None, "Outside"],
            ["No.", "Activity", "Sales clerk", "Account manager", "Credit accountant", "Cashier", "Customer"],
            [None, "Order"],
            [1, "Receive the order", "R", "A", None, None, "C"],
            [2, "Credit check", "I", None, "A, R"],
            [None, "Payment"],
            [3, "Send the invoice", None, None, "r/a", "maybe", "I"],
            [4, "Archive"],
            [5, "Collect the money", None, None, "A", "R + c"],
            [],
            ["R", "Responsible: does it"],
            ["A", "Accountable: answers for it"],
            ["C", "Consulted"],
            ["I", "Informed"],
        ],
        merge=["A1:G1", "C2:D2", "E2:F2"],
    )


def chinese():
    """A Chinese sheet with words instead of letters and a note above."""
    return book(
        [
            ["合同审批职责分工表"],
            ["说明：R=执行；A=批准；C=咨询；I=知会"],
            ["序号", "工作内容", "销售部", None, "法务部", "总经办"],
            [None, None, "销售代表", "销售经理", "法务", "总经理"],
            [1, "提交合同申请", "执行", "批准", None, None],
            [2, "合同法律审查", "知会", None, "执行／批准", None],
            [3, "最终审批", "知会", "咨询", "咨询", "负责、批准"],
        ],
        merge=["A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:D3"],
    )


def chinese_roles_in_rows():
    """Roles stand in rows, steps in columns."""
    return book(
        [
            ["岗位", "受理", "审核", "付款", "归档"],
            ["客服", "A/R", None, None, "R"],
            ["主管", "I", "A", "A", "A"],
            ["出纳", None, "R", "R", None],
        ]
    )


def with_signs():
    """Signs instead of letters, explained beside the table."""
    return book(
        [
            ["任务", "项目经理", "工程师", "质量部", None, "图例"],
            ["需求分析", "●", "○", "△", None, "● 负责", None],
            ["设计", "△", "●", "○", None, "○：配合"],
            ["测试", "△", "○", "●", None, "△=知会"],
        ]
    )


def without_head_words():
    """No word says where roles stand; each column has one A, the rows have not."""
    return book(
        [
            ["", "Plan", "Build", "Test", "Ship"],
            ["Ann", "A", "A", "A", "A"],
            ["Bob", "R", "R", "C", "I"],
            ["Cid", "C", "C", "R", "R"],
        ]
    )


def bilingual():
    """Both languages in one cell, a line each."""
    return book(
        [
            ["Step 步骤", "Sales clerk\n销售助理", "Credit accountant 信用会计"],
            ["Receive the order\n接收客户订单", "A/R", None],
            ["Credit check\n信用检查", "I", "A/R"],
        ]
    )
