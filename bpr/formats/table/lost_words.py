"""What the fields of a process are called in messages to people who look at a table of it."""

from __future__ import annotations

from bpr.text import Text

_WORDS: dict[str, tuple[str, str]] = {
    **{"process": ("id", "编号"), "id": ("id", "编号"), "title": ("title", "标题"), "stage": ("stage", "阶段")},
    **{"family": ("family", "流程族"), "owner": ("owner", "流程负责人"), "customer": ("customer", "客户")},
    **{"place": ("place", "位置"), "parent": ("parent process", "上级流程"), "level": ("level", "层级")},
    **{"volume": ("volume", "业务量"), "cadence": ("cadence", "频率"), "time_unit": ("unit of time", "时间单位")},
    **{"working_time": ("working time", "工作时间"), "currency": ("currency", "币种")},
    **{"illustrative": ("mark as an illustration", "示例标记"), "value": ("value", "价值")},
    **{"kpis": ("key figures", "关键指标"), "sources": ("sources", "来源"), "note": ("note", "备注")},
    **{"raci": ("duty letters", "职责字母"), "separate": ("separation of duties", "职责分离")},
    **{"organisations": ("organisations", "组织"), "messages": ("messages", "消息")},
    **{"unread": ("what was not read", "未读入的内容"), "role": ("role", "角色"), "department": ("department", "部门")},
    **{
        "phase": ("phase", "阶段"),
        "name": ("name", "名称"),
        "task": ("kind of task", "任务类型"),
        "time": ("time", "时间"),
    },
    **{"wait": ("wait", "等待"), "cost": ("cost", "成本"), "automated": ("automation", "自动化")},
    **{
        "system": ("systems", "系统"),
        "documents": ("documents", "单据"),
        "accountable": ("accountable roles", "负责人"),
    },
    **{"consulted": ("consulted roles", "咨询人"), "informed": ("informed roles", "知会人")},
    **{"support": ("supporting roles", "支持人"), "rights": ("decision rights", "决策权限")},
    **{"repeat": ("repetition", "重复"), "batch": ("batch", "批量"), "instances": ("instances", "多实例")},
    **{
        "calls": ("called process", "调用的流程"),
        "compensation": ("compensation", "补偿"),
        "standard": ("standard", "标准"),
    },
    **{"due": ("time limit", "时限"), "subprocess": ("name", "名称"), "triggered": ("start by an event", "事件触发")},
    **{
        "adhoc": ("free order", "自由顺序"),
        "transaction": ("transaction", "事务"),
        "decision": ("question", "判断内容"),
    },
    **{"routing": ("way of deciding", "判断方式"), "waits_for_event": ("wait for an event", "等待事件")},
    **{"parallel": ("name", "名称"), "inclusive": ("name", "名称"), "complex": ("rule of joining", "合并规则")},
    **{
        "event": ("name", "名称"),
        "position": ("position of the event", "事件位置"),
        "trigger": ("trigger", "触发方式"),
    },
    **{"throws": ("sending", "发送方式"), "share": ("share", "占比"), "on": ("host of the event", "依附的步骤")},
    **{"interrupting": ("interruption", "是否中断")},
    **{"next.to": ("next step", "下一步"), "next.when": ("condition", "条件"), "next.share": ("share", "占比")},
    **{"next.kind": ("kind of flow", "连线类型"), "next.default": ("default way", "默认路径")},
    **{"next.delay": ("delay on the way", "路径延迟"), "next.promise": ("promised time", "承诺时间")},
    **{"next.id": ("id of the flow", "连线编号"), "external": ("mark as external", "外部标记")},
    **{
        "organisation": ("organisation", "所属组织"),
        "people": ("people", "人数"),
        "availability": ("availability", "可用率"),
    },
    **{"rate": ("rate", "费率"), "reports_to": ("superior", "上级")},
}
_GROUPS = {
    "departments": ("of departments", "部门的"),
    "roles": ("of roles", "角色的"),
    "systems": ("of systems", "系统的"),
    "documents": ("of documents", "单据的"),
}


def word_for(key: str) -> Text:
    """What a field is called; ``group.field`` is a field of the entries of a group.

    Example:
        >>> word_for("sources").pick("zh"), word_for("departments.organisation").pick("en")
        ('来源', 'organisation of departments')
    """
    group, _, field = key.partition(".")
    if group in _GROUPS and field:
        (en, zh), (of_en, of_zh) = _WORDS[field], _GROUPS[group]
        return Text(en=f"{en} {of_en}", zh=f"{of_zh}{zh}")
    en, zh = _WORDS[key]
    return Text(en=en, zh=zh)
