"""A simulation as rich tables: measures with intervals, roles, activities by waiting, findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bpr.cli.show import findings_table
from bpr.text import counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from bpr.quantity import Quantity
    from bpr.simulation.compare import SimulatedComparison
    from bpr.simulation.report import SimulationReport
    from bpr.simulation.statistics import Verdict

_MEASURES = {
    "cycle_time": ("Cycle time, mean", "周期时间（均值）"),
    "median": ("Cycle time, median", "周期时间（中位数）"),
    "p90": ("Cycle time, 9 of 10 cases", "周期时间（90% 分位）"),
    "p95": ("Cycle time, 19 of 20 cases", "周期时间（95% 分位）"),
    "processing": ("Processing time", "处理时间"),
    "waiting_queue": ("Waiting in queues", "排队等待"),
    "waiting_calendar": ("Waiting outside working hours", "非工作时间等待"),
    "waiting_delay": ("Waiting without anybody's queue", "其他等待"),
    "waiting_batch": ("Waiting for a batch to fill", "等待成批"),
    "waiting_join": ("Waiting for other branches", "等待其他分支"),
    "handoffs": ("Handoffs between roles", "角色间交接"),
    "handoffs_department": ("Handoffs between departments", "部门间交接"),
    "rework": ("Repeated executions", "返工次数"),
    "cost": ("Cost", "成本"),
    "throughput": ("Throughput", "产出率"),
    "wip": ("Cases under way", "在办案例"),
    "unfinished": ("Cases not finished", "未完成案例"),
}
_ROLE_COLUMNS = {
    "utilisation": ("Utilisation", "利用率"),
    "busy": ("At work", "工作人数"),
    "queue_length": ("Queue", "队列长度"),
    "wait": ("Wait", "每项等待"),
    "p_wait": ("Has to wait", "需等待的比例"),
}
_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "decrease": ("less", "减少"),
    "increase": ("more", "增加"),
    "inconclusive": ("not certain", "不确定"),
}
_SHOWN = 10


def simulation_page(report: SimulationReport, names: Mapping[str, str], lang: str) -> Iterator[RenderableType]:
    """All parts of the page, one after the other.

    Args:
        report: the simulation.
        names: labels of roles and activities by id.
        lang: en or zh.
    """
    from rich.text import Text as Line

    zh = lang == "zh"
    head = (
        f"{report.process}：{report.replications} 次重复，每次 {report.cases} 个案例，种子 {report.seed}，"
        f"预热 {report.warmup}"
        if zh
        else f"{report.process}: {counted(report.replications, 'replication')} of {counted(report.cases, 'case')}, "
        f"seed {report.seed}, warm-up {report.warmup}"
    )
    yield Line(head, style="bold")
    if report.assumptions:
        yield Line(("假设：" if zh else "Assumed: ") + ", ".join(report.assumptions), style="yellow")
    yield _measures(report, zh)
    if report.roles:
        yield _roles(report, names, zh)
    if any(
        (numbers["queue"].value or 0) + (numbers["calendar"].value or 0) > 0 for numbers in report.activities.values()
    ):
        yield _waiting(report, names, zh)
    if report.findings:
        yield findings_table(report.findings, lang, title="发现" if zh else "Findings")


def comparison_page(comparison: SimulatedComparison, lang: str) -> Iterator[RenderableType]:
    """As-is, to-be and the paired difference of each measure.

    Args:
        comparison: both simulations.
        lang: en or zh.
    """
    from rich.text import Text as Line

    zh = lang == "zh"
    first, second = comparison.as_is, comparison.to_be
    head = (
        f"{first.process} → {second.process}：各 {first.replications} 次重复，每次 {first.cases} 个案例，"
        f"种子 {first.seed}，使用相同随机数"
        if zh
        else f"{first.process} → {second.process}: {counted(first.replications, 'replication')} of "
        f"{counted(first.cases, 'case')} each, "
        f"seed {first.seed}, the same random numbers"
    )
    yield Line(head, style="bold")
    if assumed := sorted({*first.assumptions, *second.assumptions}):
        yield Line(("假设：" if zh else "Assumed: ") + ", ".join(assumed), style="yellow")
    heads = ["现状", "未来", "差值", "95 %", "", ""] if zh else ["As-is", "To-be", "Difference", "95 %", "", ""]
    table = _table("差异" if zh else "Differences", ["", *heads])
    for name, words in _MEASURES.items():
        pair = comparison.differences.get(name)
        before, after = first.measures.get(name), second.measures.get(name)
        if pair is None or before is None or after is None or before.value == after.value == 0:
            continue
        low, high = pair.interval.low, pair.interval.high
        limits = "" if low is None or high is None else f"{low:+,.2f} … {high:+,.2f}"
        numbers = (before.format(2), after.format(2), f"{pair.interval.mean:+,.2f}", limits, before.unit)
        table.add_row(words[zh], *numbers, _VERDICTS[pair.verdict][zh])
    yield table
    for report in (first, second):
        if report.findings:
            yield findings_table(report.findings, lang, title=f"{report.process}{'：发现' if zh else ': findings'}")


def _table(title: str, heads: list[str]) -> Table:
    from rich.table import Table
    from rich.text import Text as Line

    table = Table(title=Line(title, style="bold"), title_justify="left", box=None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place == 0 else "right", overflow="fold")
    return table


def _measures(report: SimulationReport, zh: bool) -> Table:
    table = _table("结果" if zh else "Results", ["", "均值" if zh else "Mean", "95 %", ""])
    for name, words in _MEASURES.items():
        quantity = report.measures.get(name)
        if quantity is None or (name in ("unfinished", "waiting_batch") and quantity.value == 0):
            continue
        digits = 4 if name == "throughput" else 2
        table.add_row(words[zh], quantity.format(digits), _interval(quantity, digits), quantity.unit)
    return table


def _roles(report: SimulationReport, names: Mapping[str, str], zh: bool) -> Table:
    table = _table("角色" if zh else "Roles", ["", *(words[zh] for words in _ROLE_COLUMNS.values())])
    for role, numbers in report.roles.items():
        cells = [_cell(name, numbers.get(name)) for name in _ROLE_COLUMNS]
        table.add_row(names.get(role, role), *cells, style="red" if role in report.unstable else None)
    return table


def _waiting(report: SimulationReport, names: Mapping[str, str], zh: bool) -> Table:
    heads = ["执行次数", "处理", "排队", "非工作时间"] if zh else ["Executions", "Processing", "Queue", "Off hours"]
    table = _table("等待最多的活动（每案例）" if zh else "Activities by waiting (per case)", ["", *heads])
    order = sorted(
        report.activities.items(),
        key=lambda item: (-(item[1]["queue"].value or 0.0) - (item[1]["calendar"].value or 0.0), item[0]),
    )
    for step, numbers in order[:_SHOWN]:
        cells = [numbers[name].format() for name in ("executions", "processing", "queue", "calendar")]
        table.add_row(names.get(step, step), *cells)
    return table


def _cell(name: str, quantity: Quantity | None) -> str:
    if quantity is None or quantity.value is None:
        return "-"
    return f"{quantity.value:.0%}" if name in ("utilisation", "p_wait") else quantity.format()


def _interval(quantity: Quantity, digits: int) -> str:
    if quantity.lower is None or quantity.upper is None:
        return ""
    return f"{quantity.lower:,.{digits}f} … {quantity.upper:,.{digits}f}"
