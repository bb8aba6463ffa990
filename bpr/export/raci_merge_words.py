"""What the preview of a merge of RACI workbooks says about each conflict and each note, by code."""

from __future__ import annotations

from bpr.text import Text

CONFLICTS: dict[str, Text] = {
    "PEOPLE_DIFFER": Text(en="people want different letters", zh="不同人填写不一致"),
    "MODEL_CHANGED": Text(en="the model changed since the export", zh="导出后模型已修改"),
    "BASE_UNKNOWN": Text(
        en="the hidden sheet is gone: either side may have changed it", zh="隐藏工作表缺失，无法判断是哪一方修改"
    ),
}
TWICE = Text(en="{letter} would stand twice in this row", zh="该行会出现两个 {letter}")

NOTES: dict[str, Text] = {
    "FORMULA": Text(en="a formula instead of a letter", zh="填写的是公式而不是字母"),
    "MERGED": Text(en="a merged cell: for which role is not clear", zh="合并单元格：不清楚属于哪个角色"),
    "BAD_CODE": Text(en="not a letter of this matrix", zh="不是本矩阵的字母"),
    "NO_COUNTERPART": Text(
        en="a letter that stands for no duty of the model's letters", zh="该字母在模型的字母体系中没有对应的职责"
    ),
    "RIGHTS": Text(
        en="a decision right; change it in the process file under rights or at the role of the decision",
        zh="决策权限，请在流程文件的 rights 或该决策的 role 中修改",
    ),
    "SUMMARY": Text(en="this row sums up its steps; change those", zh="该行由下级步骤汇总得出，请改下级步骤"),
    "STEP_GONE": Text(en="the model no longer has this step", zh="模型中已没有该步骤"),
    "ROLE_GONE": Text(en="the model no longer has this role", zh="模型中已没有该角色"),
    "STEP_UNCLEAR": Text(
        en="id and name of the row are those of two steps; its letters were not taken",
        zh="行的编号和名称属于两个步骤，未采用其字母",
    ),
    "ROLE_UNCLEAR": Text(
        en="id and name of the column are those of two roles; its letters were not taken",
        zh="列的编号和名称属于两个角色，未采用其字母",
    ),
    "STEP_COPIED": Text(en="a second row of this step; the first one counts", zh="该步骤的重复行，以第一行为准"),
    "ROLE_COPIED": Text(en="a second column of this role; the first one counts", zh="该角色的重复列，以第一列为准"),
    "STEP_ADDED": Text(en="a new row: add it to the process as a step", zh="新增的行：请在流程中添加步骤"),
    "ROLE_ADDED": Text(en="a new column: add the role, or it is a note", zh="新增的列：请添加角色，或视为备注"),
    "STEP_REMOVED": Text(en="the row was deleted; the step stays in the model", zh="该行被删除；模型中的步骤保留"),
    "ROLE_REMOVED": Text(en="the column was deleted; its letters stay", zh="该列被删除；其字母保留"),
    "STEP_RENAMED": Text(en="step renamed; rename it in the model, too", zh="步骤改名；请在模型中同步修改"),
    "ROLE_RENAMED": Text(en="role renamed; rename it in the model, too", zh="角色改名；请在模型中同步修改"),
    "TEXT_CHANGED": Text(en="a describing text changed; it is not taken over", zh="说明文字被修改，不会写入模型"),
    "REMARK": Text(en="a remark", zh="备注"),
    "COMMENT": Text(en="a comment on the cell", zh="单元格批注"),
    "OTHER_SHEET": Text(en="typed on another sheet", zh="写在其他工作表上"),
    "SHEET_RENAMED": Text(en="the sheet was renamed", zh="工作表已改名"),
    "BASE_MISSING": Text(
        en="the hidden sheet _bpr is gone: compared with the model as it is now",
        zh="隐藏工作表 _bpr 缺失：改与当前模型比较",
    ),
    "BASE_CHANGED": Text(
        en="the hidden sheet _bpr was edited: compared with the model as it is now",
        zh="隐藏工作表 _bpr 被修改：改与当前模型比较",
    ),
    "MATCHED_BY_LABEL": Text(
        en="ids were missing, names were used; rows: {text}, columns: {old}",
        zh="缺少编号：{text} 行、{old} 列按名称匹配",
    ),
}
