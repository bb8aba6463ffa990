"""What the columns of a process table mean: the notes on their headers, in both languages."""

from __future__ import annotations

from bpr.text import Text

NOTES: dict[str, Text] = {
    "id": Text(
        en="A short name of the row, such as A1. Next steps refer to it. If it is empty, bpr makes one.",
        zh="行的简短编号，如 A1，供“下一步”引用。留空则自动编号。",
    ),
    "step": Text(
        en="What is done: a verb and an object. A decision is a question.", zh="做什么：动词加宾语；判断写成问句。"
    ),
    "type": Text(
        en="activity, decision (one way), parallel (all ways, or waiting for all), inclusive (some ways), event, "
        "start, end, sub-process. Empty: an activity; a decision where several next steps have labels.",
        zh="活动、判断（走一条）、并行（全部走，或等待全部）、包容（走一条或多条）、事件、开始、结束、子流程。"
        "留空为活动；有多个带条件的下一步时为判断。",
    ),
    "next": Text(
        en="The id of the step that follows, or its name; several: A3, A4. Empty or 'end': the process ends here.",
        zh="后续步骤的编号（或名称）；多个：A3, A4。留空或写“结束”表示流程在此结束。",
    ),
    "label": Text(
        en="The condition of each next step, in the same order: yes, no. A text with a comma stands in quotes.",
        zh="每个下一步的条件，顺序与“下一步”一致：是，否。含分隔符的文字加双引号。",
    ),
    "share": Text(
        en="How often each way is taken, in the same order: 85%, 15%. Empty: not known.",
        zh="每条路径所占比例，顺序与“下一步”一致：85%, 15%。留空表示未知。",
    ),
    "role": Text(
        en="Who does it; several: Clerk, Manager. The first one is the lane in the picture.",
        zh="由谁执行；多个：接待员，经理。第一个角色决定所在泳道。",
    ),
    "department": Text(en="Where the role belongs; one mention is enough.", zh="角色所属部门；写一次即可。"),
    "phase": Text(en="A section of the process, such as Request.", zh="流程阶段，如“申请”。"),
    "system": Text(
        en="Systems used; 'none' if there is none. Empty: not known.", zh="使用的系统；没有则写“无”，留空表示未知。"
    ),
    "documents_in": Text(en="Documents read; several: Claim, Receipts.", zh="输入的单据；多个：报销单，票据。"),
    "documents_out": Text(en="Documents written.", zh="产生的单据。"),
    "time": Text(
        en="Time of work for one case: 15, '2 h', '1 d', or triangular(2, 3, 7) h. Empty: not known; 0: none.",
        zh="单个案例的处理时间：15、“2 h”“1 d”，或 三角(2, 3, 7) h。留空为未知，0 为没有。",
    ),
    "wait": Text(
        en="Time the case waits before this step. Empty: not known; 0: none.",
        zh="本步骤开始前的等待时间。留空为未知，0 为没有。",
    ),
    "cost": Text(en="Cost of one execution besides the people.", zh="每次执行的成本（不含人工）。"),
    "accountable": Text(
        en="A: who answers for the result; exactly one role.", zh="A：对结果负责的角色，有且仅有一个。"
    ),
    "consulted": Text(en="C: who is asked before; several: Clerk, Manager.", zh="C：事前征求意见的角色，可多个。"),
    "informed": Text(en="I: who is told afterwards.", zh="I：事后告知的角色。"),
    "support": Text(en="S: who helps the one who does it.", zh="S：协助执行的角色。"),
    "note": Text(en="Anything else.", zh="其他说明。"),
    "part_of": Text(en="The id of the sub-process this step is inside of.", zh="所在子流程的编号。"),
    "check": Text(en="Filled in by formulas; bpr does not read it.", zh="由公式自动填写，bpr 不读取本列。"),
}

FACT_NOTES: dict[str, Text] = {
    "id": Text(en="A short name for files and links; made once.", zh="用于文件名和引用的简短编号，确定后不再更改。"),
    "stage": Text(en="as-is, to-be or reference.", zh="现状、未来或参考。"),
    "owner": Text(en="The role that answers for the whole process.", zh="对整个流程负责的角色。"),
    "customer": Text(en="Who gets the result.", zh="流程结果的接受方。"),
    "cases": Text(en="How many cases start in a period, such as 300.", zh="一个周期内的案例数，如 300。"),
    "per": Text(en="hour, day, week, month, quarter or year.", zh="小时、天、周、月、季度或年。"),
    "time_unit": Text(
        en="For times without a unit of their own: s, min, h, d, w.", zh="未注明单位的时间：s、min、h、d、w。"
    ),
    "hours_per_day": Text(
        en="Working hours; without them hours are never compared with days.",
        zh="每天工作小时数；未填则不在小时与天之间换算。",
    ),
    "illustrative": Text(
        en="What is not measured: time, share, volume ... Every report says so.",
        zh="未经实测的数据：time, share, volume 等，报告中会注明。",
    ),
}
