"""Codes of what a reader could not take over from a file: the file was read, this detail was not."""

from __future__ import annotations

from bpr.diagnosis.catalogue.entry import Entry, entry
from bpr.formats.reading import REASONS
from bpr.text import Text

_WHY = Text(
    en="the file was read; this detail has no place in the model or contradicts it, and is named instead of being lost",
    zh="文件已读入；该细节在模型中没有位置或相互矛盾，因此指出而不是悄悄丢弃",
)
_MEANS: dict[str, tuple[str, str]] = {
    "FLOW_DANGLING": ("a flow leads to or from nothing", "顺序流的起点或终点不存在"),
    "FLOW_CROSSES": ("a flow crosses a sub-process or pool", "顺序流跨越了子流程或泳池"),
    "MESSAGE_DANGLING": ("a message flow leads to or from nothing", "消息流的两端不存在"),
    "HOST_MISSING": ("a boundary event is attached to nothing", "边界事件没有依附的活动"),
    "LINK_LEADS_NOWHERE": ("a link event has no counterpart", "链接事件没有另一端"),
    "LANE_LISTS_NOTHING": ("a lane lists something that is not there", "泳道列出了不存在的元素"),
    "LANE_TWICE": ("a step stands in two lanes", "步骤同时属于两个泳道"),
    "LANE_AS_DEPARTMENT": ("a lane was read as role and department", "泳道被同时读作角色和部门"),
    "LANE_DEEPER": ("lanes are nested more than two deep", "泳道嵌套超过两层"),
    "NO_LANE": ("a step stands in no lane", "步骤不在任何泳道内"),
    "LANE_BY_DRAWING": ("the lane was taken from the drawing", "按图上位置确定泳道"),
    "PARTICIPANT_AGAIN": ("two pools show one process", "两个泳池展示同一流程"),
    "SEVERAL_PROCESSES": ("the file holds several processes", "文件中有多个流程"),
    "PERFORMER_UNUSED": ("a performer named at a step was not used", "步骤上的执行者未被采用"),
    "REFERENCE_MISSING": ("a reference leads to nothing", "引用的内容不存在"),
    "COLUMN_UNKNOWN": ("a column is no part of a process table", "某列不属于流程表"),
    "CELL_UNUSED": ("a cell means nothing for its type of step", "单元格对该类型的步骤没有意义"),
    "FORMULA_VALUE": ("the saved value of a formula was taken", "取了公式保存的计算结果"),
    "FACT_UNKNOWN": ("a line of the sheet Process is not known", "“流程”工作表中有无法识别的行"),
    "SHAPE_AS_STEP": ("a shape was read as a plain step", "图形按普通步骤读入"),
    "SHEET_UNREAD": ("a sheet has no known headers", "工作表没有可识别的表头"),
    "ID_AGAIN": ("an id was in use already", "编号已被占用"),
    "ID_MADE": ("an element had no id and was given one", "元素没有编号，已自动编号"),
    "ANNOTATION_LOOSE": ("a text annotation belongs to no step", "文字注释不属于任何步骤"),
    "DATA_AT_EVENT": ("data is attached to an event or gateway", "数据关联连在事件或网关上"),
    "DATA_UNREAD": ("a data association names no document", "数据关联没有指明单据"),
    "VENDOR_EXTENSION": ("an extension of a tool was kept as text", "工具的扩展按原文保留"),
    "DETAIL": ("a detail has no place in the model", "细节在模型中没有位置"),
    "DRAWING": ("positions of the drawing are not kept", "不保留图形位置"),
    "OWN_DATA_BROKEN": ("bpr's own data in a BPMN file is damaged", "BPMN 文件中 bpr 的自有数据已损坏"),
    "NOT_IN_MODEL": ("an element has no place in the model", "元素在模型中没有位置"),
}


def _page(code: str) -> Entry:
    reason, (en, zh) = REASONS[code], _MEANS.get(code, (code.lower().replace("_", " "), code))
    return entry(code, en, zh, _WHY.pick("en"), _WHY.pick("zh"), reason.fix_en, reason.fix_zh)


ENTRIES = (
    *(_page(code) for code in REASONS),
    entry(
        "LOOKS_ALIKE",
        "a name in a table looks like another one, mistyped",
        "表格中某个名称与另一名称很相似，可能写错",
        "a slip of the keys makes one more role (department, phase, system): a lane, a handoff, a load too many",
        "一处笔误就会多出一个角色（部门、阶段、系统），从而多出不存在的泳道、交接和负荷",
        "write the name the same way in both places; leave it if both are meant",
        "如是同一名称，请统一写法；如确为两个名称，则不必修改",
    ),
)
