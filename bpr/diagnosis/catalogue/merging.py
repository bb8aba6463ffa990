"""Codes of workbooks that come back: what changed, what is in conflict, what could not be read, what else was typed."""

from __future__ import annotations

from bpr.diagnosis.catalogue.entry import Entry, entry

_REFERENCE = "docs/decisions/017-raci-home.md"


def _change(code: str, means_en: str, means_zh: str) -> Entry:
    return entry(
        code, means_en, means_zh,
        "changed by people, and only by them: the model still says what was exported",
        "由人工修改，而模型仍与导出时一致",
        "look at who changed it and where, then run the command without --dry-run",
        "核对由谁在何处修改，再去掉 --dry-run 运行", ref=_REFERENCE,
    )  # fmt: skip


def _conflict(code: str, means_en: str, means_zh: str) -> Entry:
    return entry(
        code, means_en, means_zh,
        "bpr does not guess which side is right; nothing is written until somebody decides",
        "bpr 不会猜测哪一方正确；在有人决定之前不写入任何内容",
        "settle it with the people concerned, or use --take theirs or --take ours",
        "与相关人员确认，或使用 --take theirs 或 --take ours", ref=_REFERENCE,
    )  # fmt: skip


def _unread(code: str, means_en: str, means_zh: str, mend_en: str, mend_zh: str) -> Entry:
    return entry(
        code, means_en, means_zh,
        "these cells keep the letters of the model: a letter must never land at another step or role",
        "这些单元格保留模型中的字母：字母绝不能落到其他步骤或角色上",
        mend_en, mend_zh, ref=_REFERENCE,
    )  # fmt: skip


def _note(code: str, means_en: str, means_zh: str, mend_en: str, mend_zh: str) -> Entry:
    return entry(
        code, means_en, means_zh,
        "it is no change of a duty; it is told word for word, so that nothing typed is lost",
        "不属于职责修改；原文列出，填写的内容不会丢失",
        mend_en, mend_zh, ref=_REFERENCE,
    )  # fmt: skip


def _refused(code: str, means_en: str, means_zh: str, mend_en: str, mend_zh: str) -> Entry:
    return entry(
        code, means_en, means_zh,
        "a workbook that is read against the wrong model would change the wrong duties",
        "用错误的模型读取工作簿会改错职责",
        mend_en, mend_zh, ref=_REFERENCE,
    )  # fmt: skip


_RENAME = ("rename it in the process file, too", "请在流程文件中同步改名")
_UNDO = ("correct id or name in the workbook, or enter the letters anew in a fresh export",
         "请在工作簿中更正编号或名称，或在新导出的工作簿中重新填写")  # fmt: skip
_COPY = ("delete the copy, or give it a name of its own", "删除重复部分，或另取名称")
_KEEP = ("take it up with whoever wrote it", "与填写人确认")

ENTRIES = (
    _change("LETTER_ADDED", "a role got a letter", "角色新增了字母"),
    _change("LETTER_CHANGED", "a role got other letters", "角色的字母被修改"),
    _change("LETTER_REMOVED", "a role lost its letters", "角色的字母被删除"),
    _conflict("PEOPLE_DIFFER", "two people want different things in one cell", "两个人对同一单元格的填写不同"),
    _conflict("MODEL_CHANGED", "a cell was changed, and so was the model since the export",
              "单元格被修改，而模型在导出后也已修改"),
    _conflict("BASE_UNKNOWN", "it is not known what the workbook said when it was exported",
              "无法得知工作簿导出时的内容"),
    _conflict("TWO_A", "A would stand twice in a row, although everybody wrote it once",
              "一行会出现两个 A，而每个人都只填写了一个"),
    _unread("STEP_UNCLEAR", "id, name and number of a row belong to different steps",
            "行的编号、名称和序号属于不同的步骤", *_UNDO),
    _unread("ROLE_UNCLEAR", "id and name of a column belong to different roles",
            "列的编号和名称属于不同的角色", *_UNDO),
    _unread("STEP_COPIED", "a row stands twice; the first one counts", "某行重复出现，以第一行为准", *_COPY),
    _unread("ROLE_COPIED", "a column stands twice; the first one counts", "某列重复出现，以第一列为准", *_COPY),
    _unread("STEP_GONE", "a changed row is about a step that the model no longer has",
            "被修改的行对应的步骤在模型中已不存在", "enter the letters at the step that took its place",
            "请填写到取代它的步骤"),
    _unread("ROLE_GONE", "a changed column is about a role that the model no longer has",
            "被修改的列对应的角色在模型中已不存在", "give the letters to the role that took its place",
            "请分配给取代它的角色"),
    _unread("NO_COUNTERPART", "a changed letter stands for no duty of the model's letters",
            "被修改的字母在模型的字母体系中没有对应的职责",
            "use a letter that both have, or give the model these letters with 'raci:'",
            "请使用两者都有的字母，或在模型中用 'raci:' 改用该字母体系"),
    _unread("RIGHTS", "a decision right was changed; it is no letter of a row in the process file",
            "决策权限被修改；它在流程文件中不属于某行的字母",
            "change it in the process file, under 'rights:' or at the role of the decision",
            "请在流程文件的 'rights:' 或该决策的 role 中修改"),
    _note("STEP_ADDED", "a new row", "新增的行", "add the step to the process file, with its way in and out",
          "请在流程文件中添加步骤及其前后流向"),
    _note("ROLE_ADDED", "a new column: a role, or remarks", "新增的列：角色或备注",
          "add the role to the process file if it is one", "如果是角色，请添加到流程文件"),
    _note("STEP_REMOVED", "a row was deleted", "某行被删除", "take the step out of the process file if that is meant",
          "如确需删除，请从流程文件中删去该步骤"),
    _note("ROLE_REMOVED", "a column was deleted", "某列被删除", "clear its letters instead if that is meant",
          "如确需取消职责，请清除其字母"),
    _note("STEP_RENAMED", "a step has another name", "步骤名称被修改", *_RENAME),
    _note("ROLE_RENAMED", "a role has another name", "角色名称被修改", *_RENAME),
    _note("TEXT_CHANGED", "a number, department or performer was typed over", "序号、部门或执行角色被改写",
          "change it in the process file if it is right", "如修改正确，请在流程文件中修改"),
    _note("OTHER_SHEET", "something was typed on another sheet", "其他工作表上有填写内容", *_KEEP),
    _note("SHEET_RENAMED", "the sheet with the matrix has another name", "矩阵工作表已改名",
          "nothing to do; it was found all the same", "无需处理，仍已识别"),
    _note("MATCHED_BY_LABEL", "hidden ids were missing or moved; names were used instead",
          "隐藏编号缺失或错位，改按名称匹配",
          "look through the changes before they are written", "写入前请检查各项修改"),
    _note("BASE_MISSING", "the hidden sheet _bpr is gone", "隐藏工作表 _bpr 缺失",
          "decide each difference: it may come from the workbook or from the model",
          "请逐项决定：差异可能来自工作簿，也可能来自模型"),
    _note("BASE_CHANGED", "the hidden sheet _bpr was edited", "隐藏工作表 _bpr 被修改",
          "decide each difference: it may come from the workbook or from the model",
          "请逐项决定：差异可能来自工作簿，也可能来自模型"),
    _refused("NO_MATRIX", "no sheet of the workbook holds the matrix", "工作簿中没有责任矩阵",
             "send the workbook that bpr raci export wrote", "请使用由 bpr raci export 导出的工作簿"),
    _refused("OTHER_PROCESS", "the workbook belongs to another process", "工作簿属于另一个流程",
             "name the model it belongs to with --into", "请用 --into 指定对应的模型"),
    _refused("ROLLED_UP", "the rows of the workbook sum up several steps", "工作簿的行由多个步骤汇总而成",
             "export the steps with bpr raci export, without --level, and edit those",
             "请用 bpr raci export 导出步骤（不加 --level）后修改"),
    _refused("OTHER_VARIANT", "the letters of the workbook cannot be carried over to the model",
             "工作簿的字母无法转换为模型的字母",
             "export anew and enter the letters there", "请重新导出后填写"),
    _refused("NOT_A_PROCESS_FILE", "letters can only be written into a process file",
             "只能写入流程文件", "make one with bpr convert or bpr library copy",
             "请先用 bpr convert 或 bpr library copy 生成"),
    _refused("NOT_APPLIED", "the letters cannot be written without changing anything else in the file",
             "无法在不改动其他内容的情况下写入文件", "enter the listed changes by hand", "请按列表手工填写"),
)  # fmt: skip
