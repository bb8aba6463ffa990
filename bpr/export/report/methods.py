"""How each number of the report was found: what it means, how sure it is, how much of its input is known."""

from __future__ import annotations

from bpr.export.speaker import Section, Speaker
from bpr.export.units import input_text, standing
from bpr.quantity import Quantity
from bpr.text import Text, counted

_MOST_MISSING = 4
_WHOLE = {
    "working_time": Text(en="the working hours of the process", zh="流程的工作时间"),
    "volume": Text(en="how many cases begin in a period", zh="业务量"),
    "main_organisation": Text(en="which of the parties the case belongs to", zh="案例所属的参与方"),
}
_FIELDS = {
    "time": Text(en="processing time", zh="处理时间"),
    "wait": Text(en="waiting time", zh="等待时间"),
    "share": Text(en="shares of its branches", zh="分支比例"),
    "frequency": Text(en="how often it happens", zh="发生频率"),
    "people": Text(en="people", zh="人数"),
    "role": Text(en="role", zh="角色"),
    "department": Text(en="department", zh="部门"),
    "availability": Text(en="availability", zh="可用比例"),
    "rate": Text(en="rate", zh="费率"),
    "cost": Text(en="cost", zh="成本"),
}
_COVERAGE = {
    "role": Text(en="role", zh="角色"),
    "department": Text(en="department", zh="部门"),
    "time": Text(en="processing time", zh="处理时间"),
    "wait": Text(en="waiting time", zh="等待时间"),
    "cost": Text(en="cost", zh="成本"),
    "value_class": Text(en="value class", zh="增值分类"),
    "system": Text(en="systems", zh="系统"),
    "documents": Text(en="documents", zh="文件"),
    "accountable": Text(en="accountable role", zh="负责角色（A）"),
}


def methods_section(speaker: Speaker) -> Section:
    """One row for each figure: its meaning, its value, its standing, and what is missing."""
    say = speaker.say
    rows: tuple[tuple[str, ...], ...] = tuple(
        (label, how, shown, standing(quantity, speaker.lang), _missing(speaker, quantity))
        for label, how, shown, quantity in _figures(speaker)
    )
    head: tuple[str, ...] = (
        say("Number", "数字"),
        say("How it is found", "计算方法"),
        say("Value", "数值"),
        say("Standing", "可靠程度"),
        say("Missing inputs", "缺少的输入"),
    )
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], tuple(row[:-1] for row in rows)
    return Section(say("How each number was found", "数字的来源"), (), head, rows)


def coverage_section(speaker: Speaker) -> Section:
    """For how many activities each input is known."""
    say = speaker.say
    rows = tuple(
        (_COVERAGE[name].pick(speaker.lang), speaker.percent(quantity))
        for name, quantity in speaker.analysis.summary.coverage.items()
    )
    head = (say("Input", "输入"), say("Known for so many activities", "已知的活动占比"))
    return Section(say("What the model knows", "模型的完整程度"), (), head, rows)


def caution_lines(speaker: Speaker) -> tuple[str, ...]:
    """What is not measured, what was assumed, and what of the file was not understood."""
    say, process = speaker.say, speaker.process
    lines = []
    if process.illustrative:
        names = say(", ", "、").join(input_text(name, speaker.lang) for name in process.illustrative)
        lines.append(
            say(
                f"Illustrative, not measured: {names}. Numbers that rest on them show how the process behaves; "
                "measure before you decide.",
                f"示意数据，非实测：{names}。基于这些数据的结果只说明流程的特性，决策前请先实测。",
            )
        )
    if speaker.analysis.assumptions:
        lines.append(
            say(
                "Unknown shares of branches were divided evenly on request; numbers that rest on this say “assumed”.",
                "未知的分支比例按要求平均分配；相关数字标注为“假设”。",
            )
        )
    if process.unread:
        count = len(process.unread)
        lines.append(
            say(
                counted(count, "part of the file has", "parts of the file have")
                + " no place in the model, and no part in the numbers.",
                f"文件中有 {count} 处内容无法纳入模型，未计入数字。",
            )
        )
    return tuple(lines)


def _figures(speaker: Speaker) -> list[tuple[str, str, str, Quantity]]:
    say, analysis = speaker.say, speaker.analysis
    roles, departments = analysis.handoffs["role"], analysis.handoffs["department"]
    flow, queues = analysis.flow, analysis.queues
    handoffs = say(
        "pairs of consecutive steps whose {0} differ, each weighted by how often a case passes it",
        "前后两步{0}不同即为一次交接，按每案例经过次数加权",
    )
    entries: list[tuple[str, str, str, Quantity]] = [
        (
            say("Handoffs between roles", "角色间交接"),
            handoffs.format(say("roles", "角色")),
            speaker.number(roles.handoffs_per_case),
            roles.handoffs_per_case,
        ),
        (
            say("Handoffs between departments", "部门间交接"),
            handoffs.format(say("departments", "部门")),
            speaker.number(departments.handoffs_per_case),
            departments.handoffs_per_case,
        ),
        (
            say("Work per case", "每案例处理时间"),
            say("processing time x executions per case, summed over all steps", "各步骤处理时间 × 每案例执行次数之和"),
            speaker.time(flow.time_per_case),
            flow.time_per_case,
        ),
        (
            say("Waiting per case", "每案例等待时间"),
            say("waiting time x executions per case, summed over all steps", "各步骤等待时间 × 每案例执行次数之和"),
            speaker.time(flow.waiting_per_case),
            flow.waiting_per_case,
        ),
        (
            say("Cycle time", "周期时间"),
            say(
                "expected time from start to end: work and waiting along the paths, parallel branches by the longest",
                "从开始到结束的期望时间：沿路径累计处理与等待，并行分支取最长者",
            ),
            speaker.time(flow.cycle_time),
            flow.cycle_time,
        ),
        (
            say("Cycle-time efficiency", "周期效率"),
            say("processing time / cycle time along the same paths", "同一路径上的处理时间 ÷ 周期时间"),
            speaker.percent(flow.cycle_time_efficiency),
            flow.cycle_time_efficiency,
        ),
        (
            say("Rework, share of work", "返工占处理时间比例"),
            say("time of repetitions that nobody wanted / all work", "非计划重复的处理时间 ÷ 全部处理时间"),
            speaker.percent(analysis.loops.rework_time.rework_share),
            analysis.loops.rework_time.rework_share,
        ),
    ]
    if queues.known:
        entries.append(
            (
                say("Waiting in queues", "排队等待"),
                say(
                    "Allen-Cunneen approximation for each role, with arrivals by chance",
                    "各角色按 Allen-Cunneen 近似估计，假定随机到达",
                ),
                speaker.time(queues.queue_wait_per_case),
                queues.queue_wait_per_case,
            )
        )
    return entries


def missing_names(speaker: Speaker, quantity: Quantity) -> str:
    """What was missing for a number, the first few by name; empty where nothing was."""
    names = list(dict.fromkeys(_input(speaker, entry) for entry in quantity.missing))
    text = speaker.say("; ", "；").join(names[:_MOST_MISSING])
    rest = len(names) - _MOST_MISSING
    return text + (speaker.say(f"; and {rest} more", f"；另有 {rest} 项") if rest > 0 else "")


def _missing(speaker: Speaker, quantity: Quantity) -> str:
    """What was missing, and the share that is known."""
    parts = [missing_names(speaker, quantity)] if quantity.missing else []
    if quantity.coverage is not None and quantity.coverage < 1:
        parts.append(speaker.say(f"{quantity.coverage:.0%} known", f"已知 {quantity.coverage:.0%}"))
    return speaker.say("; ", "；").join(parts)


def _input(speaker: Speaker, entry: str) -> str:
    """An input such as ``A3.time`` in words: the name of the step or role, and what of it."""
    if entry in _WHOLE:
        return _WHOLE[entry].pick(speaker.lang)
    element, _, field = entry.rpartition(".")
    if field not in _FIELDS:
        return entry
    node = speaker.process.nodes.get(element)
    name = node.label.pick(speaker.lang) if node is not None and node.label else speaker.role(element)
    return speaker.say(f"{name}: ", f"{name}：") + _FIELDS[field].pick(speaker.lang)
