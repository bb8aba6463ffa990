"""What a reader could not take over, as findings: one for each reason, never one for each element."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from bpr.findings import Finding, Severity, in_order
from bpr.model import Process, Unread
from bpr.text import Text, counted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Reason:
    """How a reason code speaks; ``{n}`` is the count, ``{what}`` the kinds of element, ``{ids}`` the first few.

    ``{n:lane was|lanes were}`` is the count with the words that go with it; those for several are the first with an "s"
    where they are left out.
    """

    en: str
    zh: str
    fix_en: str = "nothing to do, unless it matters for your question; the text is kept with the model"
    fix_zh: str = "一般无需处理；如与您的问题有关，原文已随模型保留"
    severity: Severity = Severity.INFO


_CHECK = ("check the drawing in the tool it comes from", "请在原建模工具中检查该图")

REASONS: dict[str, _Reason] = {
    "FLOW_DANGLING": _Reason(
        "{n:sequence flow leads|sequence flows lead} from or to an element that is not there; left out: {ids}",
        "{n} 条顺序流的起点或终点不存在，未读入：{ids}",
        "connect both ends of the flow, or delete it",
        "请连接顺序流的两端，或删除它",
        Severity.WARNING,
    ),
    "FLOW_CROSSES": _Reason(
        "{n:sequence flow crosses|sequence flows cross} the border of a sub-process or pool; left out: {ids}",
        "{n} 条顺序流跨越了子流程或泳池的边界，未读入：{ids}",
        "leave a sub-process by its end, and connect pools by message flows",
        "请通过结束事件离开子流程，泳池之间用消息流连接",
        Severity.WARNING,
    ),
    "MESSAGE_DANGLING": _Reason(
        "{n:message flow leads|message flows lead} from or to something that is neither a step nor a pool: {ids}",
        "{n} 条消息流的两端既不是步骤也不是泳池：{ids}",
        *_CHECK,
        Severity.WARNING,
    ),
    "HOST_MISSING": _Reason(
        "{n:boundary event is|boundary events are} attached to nothing; read as intermediate: {ids}",
        "{n} 个边界事件没有依附的活动，已按中间事件读入：{ids}",
        "attach the event to an activity",
        "请把事件依附到某个活动上",
        Severity.WARNING,
    ),
    "LINK_LEADS_NOWHERE": _Reason(
        "{n:link event has|link events have} no counterpart of the same name: {ids}",
        "{n} 个链接事件没有同名的另一端：{ids}",
        "give both link events the same name",
        "请让两端的链接事件同名",
        Severity.WARNING,
    ),
    "LANE_LISTS_NOTHING": _Reason(
        "lanes list {n:element that is|elements that are} not there: {ids}",
        "泳道列出了 {n} 个不存在的元素：{ids}",
        *_CHECK,
    ),
    "LANE_TWICE": _Reason(
        "{n:step stands|steps stand} in two lanes; the first one was taken: {ids}",
        "{n} 个步骤同时属于两个泳道，取第一个：{ids}",
        *_CHECK,
    ),
    "LANE_AS_DEPARTMENT": _Reason(
        "{n:lane was|lanes were} read as both role and department of this name: {ids}",
        "{n} 个泳道被同时读作同名的角色和部门：{ids}",
        "nest lanes (department outside, role inside) if both matter",
        "如需区分，请使用嵌套泳道（外层部门、内层角色）",
    ),
    "LANE_DEEPER": _Reason(
        "{n:lane is|lanes are} nested more than two deep; the two innermost levels were taken: {ids}",
        "{n} 个泳道嵌套超过两层，取最内两层：{ids}",
        *_CHECK,
    ),
    "NO_LANE": _Reason(
        "{n:step stands|steps stand} in no lane although there are lanes; role unknown: {ids}",
        "有泳道，但 {n} 个步骤不在任何泳道内，角色未知：{ids}",
        "move the steps into a lane",
        "请把这些步骤放入泳道",
    ),
    "LANE_BY_DRAWING": _Reason(
        "{n:step is|steps are} listed in no lane; the lane of the drawing was taken: {ids}",
        "{n} 个步骤未列入任何泳道，按图上所在泳道读入：{ids}",
        *_CHECK,
    ),
    "PARTICIPANT_AGAIN": _Reason(
        "{n:pool shows|pools show} a process that another pool already shows: {ids}",
        "{n} 个泳池展示的流程已在另一泳池中出现：{ids}",
    ),
    "SEVERAL_PROCESSES": _Reason(
        "the file holds further processes without a pool, read side by side: {ids}",
        "文件中还有其他没有泳池的流程，已并列读入：{ids}",
        "split the file if they do not belong together",
        "如果彼此无关，请拆分文件",
    ),
    "PERFORMER_UNUSED": _Reason(
        "{n:performer} named at steps but not used: {ids}",
        "步骤上注明的 {n} 个执行者未被采用：{ids}",
        "the lane or pool says who does the work; an expression names nobody",
        "以泳道或泳池为准；表达式不指明具体的人",
    ),
    "REFERENCE_MISSING": _Reason(
        "{n:reference leads|references lead} to something that is not in the file: {ids}",
        "{n} 个引用指向文件中不存在的内容：{ids}",
        *_CHECK,
    ),
    "ID_AGAIN": _Reason(
        "{n:id was|ids were} already in use: {ids}",
        "{n} 个编号已被占用：{ids}",
        "give each element an id of its own",
        "请为每个元素指定唯一的编号",
    ),
    "COLUMN_UNKNOWN": _Reason(
        "{n:column of the table is|columns of the table are} no part of a process table; kept as text: {what}",
        "表格中有 {n} 列不属于流程表，已作为文字保留：{what}",
        "nothing to do; rename the column if it was meant as one of the known ones",
        "一般无需处理；如果本应是已知的列，请修改表头",
    ),
    "CELL_UNUSED": _Reason(
        "{n:cell means|cells mean} nothing for the type of step; kept as text: {what}",
        "{n} 个单元格对该类型的步骤没有意义，已作为文字保留：{what}",
        "a decision has neither systems, documents, cost nor duties: give them to a step of type activity",
        "判断没有系统、单据、成本和职责，请写到类型为“活动”的步骤上",
    ),
    "FORMULA_VALUE": _Reason(
        "{n:cell holds|cells hold} a formula; the saved value was taken",
        "{n} 个单元格是公式，已取其保存的计算结果",
        "save the file in a spreadsheet program before it is read, or type the values",
        "读取前请用表格软件保存一次，或直接填写数值",
    ),
    "FACT_UNKNOWN": _Reason(
        "{n:line of the sheet Process is|lines of the sheet Process are} not known; kept as text: {what}",
        "“流程”工作表中有 {n} 行无法识别，已作为文字保留：{what}",
    ),
    "SHAPE_AS_STEP": _Reason(
        "{n:shape was|shapes were} read as plain steps: {what}",
        "{n} 个图形按普通步骤读入：{what}",
    ),
    "SHEET_UNREAD": _Reason(
        "{n:sheet has|sheets have} no known headers; not read: {what}",
        "{n} 个工作表没有可识别的表头，未读入：{what}",
        "name the columns as in the template (bpr new NAME --table NAME.xlsx)",
        "请按模板填写表头(bpr new 名称 --table 名称.xlsx)",
        Severity.WARNING,
    ),
    "ID_MADE": _Reason("{n:element} had no id; one was made: {ids}", "{n} 个元素没有编号，已自动编号：{ids}"),
    "ANNOTATION_LOOSE": _Reason(
        "{n:text annotation belongs|text annotations belong} to no step: {ids}", "{n} 条文字注释不属于任何步骤：{ids}"
    ),
    "DATA_AT_EVENT": _Reason(
        "{n:data association} at events or gateways: documents are kept at activities only: {ids}",
        "{n} 个数据关联连在事件或网关上；单据只记在活动上：{ids}",
    ),
    "DATA_UNREAD": _Reason(
        "{n:data association names|data associations name} no document: {ids}", "{n} 个数据关联没有指明单据：{ids}"
    ),
    "VENDOR_EXTENSION": _Reason(
        "{n:vendor extension was|vendor extensions were} kept as text ({what}): {ids}",
        "{n} 处厂商扩展({what})按原文保留：{ids}",
    ),
    "DETAIL": _Reason(
        "{n:detail has|details have} no place in the model ({what}): {ids}",
        "{n} 处细节({what})在模型中没有对应位置：{ids}",
    ),
    "DRAWING": _Reason(
        "{n:drawing} in the file: positions are not kept, bpr draws anew",
        "文件含 {n} 个图形布局：位置不保留，由 bpr 重新绘制",
    ),
    "OWN_DATA_BROKEN": _Reason(
        "{n:part} of bpr's own data in the file cannot be understood; left out: {ids}",
        "文件中 bpr 自有数据有 {n} 处无法识别，未读入：{ids}",
        "write the file anew from the model, if times or duties are missing now",
        "如缺少时间或职责，请从模型重新写出该文件",
        Severity.WARNING,
    ),
    "NOT_IN_MODEL": _Reason(
        "{n:element has|elements have} no place in the model ({what}): {ids}",
        "{n} 个元素在模型中没有对应位置({what}):{ids}",
    ),
}


class _Count(int):
    """A number of elements that is written with the words that go with it."""

    def __format__(self, words: str) -> str:
        one, _, several = words.partition("|")
        return counted(int(self), one, several) if one else str(int(self))


def reading_findings(process: Process) -> tuple[Finding, ...]:
    """Everything in ``process.unread``, one finding for each reason, with the kinds of element and their counts.

    A reason that bpr does not know (a file of a later version) is told as what has no place in the model.
    """
    groups: defaultdict[str, list[Unread]] = defaultdict(list)
    for entry in process.unread:
        groups[entry.reason if entry.reason in REASONS else "NOT_IN_MODEL"].append(entry)
    return in_order(_finding(code, entries) for code, entries in groups.items())


def _finding(code: str, entries: list[Unread]) -> Finding:
    reason = REASONS[code]
    ids = tuple(dict.fromkeys(entry.where for entry in entries if entry.where))
    shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "") or "-"
    counts = sorted(Counter(entry.what for entry in entries).items(), key=lambda item: (-item[1], item[0]))
    kinds = ", ".join(f"{count}x {kind}" for kind, count in counts[:_SHOWN]) + (", …" if len(counts) > _SHOWN else "")
    words = {"n": _Count(len(entries)), "what": kinds, "ids": shown}
    return Finding(
        code=code,
        severity=reason.severity,
        area="reading",
        message=Text(en=reason.en.format(**words), zh=reason.zh.format(**words)),
        remedy=Text(en=reason.fix_en, zh=reason.fix_zh),
        elements=ids,
    )
