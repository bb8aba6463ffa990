"""Codes of process tables (Excel, CSV) that cannot be read."""

from __future__ import annotations

from bpr.diagnosis.catalogue.entry import Entry, entry


def _table(code: str, means_en: str, means_zh: str, mend_en: str, mend_zh: str) -> Entry:
    return entry(
        code,
        means_en,
        means_zh,
        "a table with a fault is refused as a whole, so that no step is read wrongly",
        "有错误的表格整体不予读取，以免误读步骤",
        mend_en,
        mend_zh,
    )


ENTRIES = (
    _table("NO_TABLE", "no process table was found", "找不到流程表", "name the columns ID, Step, Next, Role",
           "表头写“编号、步骤、下一步、角色”"),
    _table("NO_STEP_COLUMN", "no column names the steps", "没有步骤列", "add a column Step", "增加“步骤”列"),
    _table("NO_NEXT_COLUMN", "no column says which step comes next", "没有“下一步”列",
           "add a column Next with the id of the following step", "增加“下一步”列，填写后续步骤的编号"),
    _table("NO_STEP", "a row has no step", "某行没有步骤名称", "write what is done, or clear the row",
           "填写步骤名称，或清空该行"),
    _table("EMPTY_TABLE", "the table has no rows yet", "表格中还没有内容",
           "fill in one row a step", "一行填写一个步骤"),
    _table("SEVERAL_TABLES", "several sheets are process tables", "有多个工作表都是流程表",
           "keep one process a workbook, or hide the other sheets", "一个工作簿只放一个流程，或隐藏其他工作表"),
    _table("RACI_WORKBOOK", "this is a RACI workbook, not a process table", "这是 RACI 工作簿，不是流程表",
           "read it with bpr raci read", "请用 bpr raci read 读取"),
    _table("RACI_MATRIX", "this looks like a RACI matrix: no step says which one comes next",
           "这看起来是 RACI 矩阵：没有步骤的先后关系", "read it with bpr raci read, or add a column Next",
           "请用 bpr raci read 读取，或增加“下一步”列"),
    _table("EVENT_LOG", "this looks like an event log: one row is something that happened",
           "这看起来是事件日志：一行是一次发生的事件", "write one row a step", "一行写一个步骤"),
    _table("INVENTORY", "this is a list of processes: one row is a whole process",
           "这是流程清单：一行是一个完整流程", "write the steps of one process into a table of its own",
           "请为每个流程单独填写步骤表"),
    _table("KIND_UNKNOWN", "several steps follow, but not whether one or all of them",
           "后面有多个步骤，但没有说明走其中一个还是全部", "write decision or parallel into the column Type",
           "在“类型”列填写“判断”或“并行”"),
    _table("TOO_MANY", "a cell has more entries than there are next steps", "单元格中的项数多于下一步的个数",
           "write one entry a next step; put a text with a comma in double quotes",
           "每个下一步对应一项；含逗号的文字请加双引号"),
    _table("MERGED", "a cell is merged over several rows", "单元格跨多行合并", "unmerge it", "请取消合并"),
    _table("FORMULA", "a formula has no saved value", "公式没有保存计算结果",
           "save the file in Excel, or type the value",
           "请用 Excel 保存一次，或直接填写内容"),
    _table("BAD_CELL", "a cell shows an error value such as #REF!", "单元格显示错误值，如 #REF!",
           "type the value itself",
           "请直接填写内容"),
    _table("CYCLE", "something is part of itself", "某项包含了自己", "name what is around it", "请填写它的外层"),
    _table("BASE_UNKNOWN", "the workbook holds no record of what was written into it", "工作簿中没有导出时的记录",
           "convert it into a process file of its own, or export anew", "转换为单独的流程文件，或重新导出"),
    _table("NOT_APPLIED", "changes cannot be written into the file without changing anything else",
           "无法在不改动其他内容的情况下写入修改", "enter the changes by hand", "请手工填写这些修改"),
    _table("NOT_A_PROCESS_FILE", "changes can only be written into a process file", "只能写入流程文件",
           "name a .yaml file with --into", "请用 --into 指定 .yaml 文件"),
    _table("NOT_CSV", "the file ends in .csv but is an Office file", "后缀是 .csv，实际是 Office 文件",
           "give it the suffix .xlsx", "请把后缀改为 .xlsx"),
)  # fmt: skip
