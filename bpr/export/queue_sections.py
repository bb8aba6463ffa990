"""The page about queues: how long work waits for each role, and which change shortens the waiting most."""

from __future__ import annotations

from bpr.analysis.queues.roles import FORK_JOIN
from bpr.analysis.queues.sensitivity import Change, Sensitivity
from bpr.export.speaker import Section, Speaker
from bpr.quantity import Quantity, Status
from bpr.text import Text

_MOST = 10
_CHANGES: dict[Change, Text] = {
    "one_more_person": Text(en="one more person", zh="增加一人"),
    "ten_percent_faster": Text(en="ten per cent faster", zh="处理提速 10%"),
    "half_the_variation": Text(en="half the variation of times (cs²)", zh="处理时间波动（cs²）减半"),
    "pooled": Text(en="one queue for both", zh="合并为一个队列"),
    "one_loop_less": Text(en="this way back no longer taken", zh="消除该返回路径"),
    "one_point_less_rework": Text(en="one point less on this way back", zh="该返回比例降低 1 个百分点"),
}


def queues_section(speaker: Speaker) -> Section | None:
    """The queue before each role; None where nothing is known about any."""
    queues, say = speaker.analysis.queues, speaker.say
    if not queues.known:
        return None
    gains = {row.targets[0]: row for row in queues.sensitivity if row.change == "one_more_person"}
    rows = tuple(
        (
            speaker.role(queue.role) + (say(" (outside)", "（外部）") if queue.external else ""),
            speaker.percent(queue.rho),
            _plain(speaker, queue.Wq, 1),
            _plain(speaker, queue.Lq, 2),
            _plain(speaker, queue.wait_per_case, 1),
            _gain(speaker, gains[queue.role]) if queue.role in gains else "",
        )
        for queue in queues.roles.values()
        if queue.station is not None and queue.station.offered_load > 0.0
    )
    unit = speaker.unit()
    head = (
        say("Role", "角色"),
        say("Utilisation", "利用率"),
        say(f"Wait per task ({unit})", f"每项等待（{unit}）"),
        say("Tasks in the queue", "队列中任务数"),
        say(f"Wait per case ({unit})", f"每案等待（{unit}）"),
        say("One more person removes", "增加一人可减少"),
    )
    return Section(say("Waiting for people", "等待人手（排队）"), _lines(speaker), head, rows)


def changes_section(speaker: Speaker) -> Section | None:
    """The changes that shorten the waiting, the most helpful first; None where there is none."""
    queues, say = speaker.analysis.queues, speaker.say
    useful = [
        row
        for row in queues.sensitivity
        if row.stabilises or (row.wait_removed_per_case.value is not None and row.wait_removed_per_case.value > 0.0)
    ]
    if not useful:
        return None
    useful.sort(key=lambda row: (not row.stabilises, -(row.wait_removed_per_case.value or 0.0)))
    rows = tuple(
        (_CHANGES[row.change].pick(speaker.lang), _targets(speaker, row), _gain(speaker, row)) for row in useful[:_MOST]
    )
    head = (
        say("Change", "措施"),
        say("Where", "对象"),
        say(f"Removes per case ({speaker.unit()})", f"每案减少（{speaker.unit()}）"),
    )
    return Section(say("What would shorten the waiting", "哪些措施能缩短等待"), (), head, rows)


def _lines(speaker: Speaker) -> tuple[str, ...]:
    """The waiting of a case, the next people, and how it was found."""
    queues, say = speaker.analysis.queues, speaker.say
    lines = []
    if queues.queue_wait_per_case.value is not None:
        lines.append(say("In all queues, per case: ", "每案排队合计：") + speaker.time(queues.queue_wait_per_case))
    if queues.cycle_time_with_queues.value is not None or queues.cycle_time_with_queues.upper is not None:
        lines.append(
            say("Cycle time with queues: ", "含排队的周期时间：") + speaker.time(queues.cycle_time_with_queues)
        )
    if queues.allocation:
        order = say(", then ", "，其次 ").join(speaker.role(step.role) for step in queues.allocation)
        lines.append(say("Next people, where each helps most: ", "新增人手的最佳顺序：") + order)
    lines.append(_method(speaker))
    return tuple(lines)


def _method(speaker: Speaker) -> str:
    """How the waits were found and what they rest on."""
    say = speaker.say
    notes = {note for queue in speaker.analysis.queues.roles.values() for note in queue.Wq.assumptions}
    text = say(
        "Estimated by Allen-Cunneen for each role, with arrivals by chance",
        "按角色以 Allen-Cunneen 公式估计，假定随机到达",
    )
    if "assume_family=exponential" in notes:
        text += say(
            "; times of which only the mean is known are taken as exponential", "；仅知均值的时间按指数分布处理"
        )
    if FORK_JOIN in notes:
        text += say("; parallel branches are taken as independent", "；并行分支视为相互独立")
    return text + say(".", "。")


def _plain(speaker: Speaker, quantity: Quantity, digits: int) -> str:
    """A number without its standing, which one line tells for the whole table."""
    if quantity.status is Status.UNSTABLE:
        return speaker.say("grows without end", "无限增长")
    return quantity.format(digits, unknown=speaker.say("unknown", "未知"))


def _gain(speaker: Speaker, row: Sensitivity) -> str:
    if row.stabilises is not None:
        return speaker.say("makes it stable", "可恢复稳定") if row.stabilises else speaker.say("not enough", "仍不足")
    return _plain(speaker, row.wait_removed_per_case, 1)


def _targets(speaker: Speaker, row: Sensitivity) -> str:
    """The roles, or the two ends of the way back."""
    edge = speaker.analysis.graph.edge.get(row.targets[0])
    if row.change in ("one_loop_less", "one_point_less_rework") and edge is not None:
        return f"{speaker.step(edge.source)} → {speaker.step(edge.target)}"
    return " + ".join(speaker.role(role) for role in row.targets)
