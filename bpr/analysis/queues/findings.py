"""What the queue analysis says: roles without a steady state, where the next person helps most, what is lacking.

A process without people says nothing here; `bpr.analysis.load` asks for the head-counts, and for the people of a role
that has work but nobody. UNSTABLE_ROLE says what OVERLOADED of the load says, and how fast the queue grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bpr.analysis.bottlenecks.findings import UNITS_ZH
from bpr.analysis.queues.roles import RoleQueue
from bpr.analysis.queues.sensitivity import Sensitivity
from bpr.findings import Finding, Severity, in_order
from bpr.graph.build import unit_factor
from bpr.graph.process_graph import ProcessGraph
from bpr.quantity import Quantity
from bpr.text import Text

UNSTABLE_ROLE = "UNSTABLE_ROLE"
WORTH_TELLING = 0.05
HARDLY = 0.01
MOSTLY_NOT = 0.2
SLOW = 1e-6
_SHOWN = 6


def queue_findings(
    graph: ProcessGraph,
    queues: Mapping[str, RoleQueue],
    whole: Quantity,
    best: str | None,
    sensitivity: Sequence[Sensitivity],
    explained: Quantity,
    together: Quantity,
) -> tuple[Finding, ...]:
    """The findings of a queue analysis, worst first.

    Args:
        graph: the process graph.
        queues: the queue before each role.
        whole: waiting of a case in all queues.
        best: the role whose next person helps most.
        sensitivity: what each change does.
        explained: share of the written waiting that the queues explain.
        together: waiting in queues and work of a case.
    """
    found = [
        _unstable(graph, queue)
        for queue in queues.values()
        if queue.stable is False and queue.servers and not queue.external
    ]
    hardly = whole.value is not None and whole.value < HARDLY * (together.value or 0.0)
    if best is not None and not hardly:
        found += _next_person(graph, queues[best], whole, sensitivity)
    if explained.value is not None and explained.value < MOSTLY_NOT:
        found.append(_other_waiting(graph, explained))
    found += _lacking(graph, queues)
    return in_order(found)


def not_said_again(load: Iterable[Finding], queues: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of the load without those that the queues say again in more detail."""
    unstable = {finding.elements for finding in queues if finding.code == UNSTABLE_ROLE}
    return tuple(finding for finding in load if not (finding.code == "OVERLOADED" and finding.elements in unstable))


def _unstable(graph: ProcessGraph, queue: RoleQueue) -> Finding:
    """A role whose queue grows without end."""
    name, least, rho = graph.process.roles[queue.role].name, queue.min_servers.value, queue.rho.value
    used_en = f"is asked for {rho:.0%} of its capacity" if rho is not None else "cannot keep up"
    used_zh = f"的负荷为其能力的 {rho:.0%}" if rho is not None else "处理不过来"
    grows_en, grows_zh = _growth(graph, queue)
    people_en = f"at least {least:g} people" if least is not None else "more people"
    people_zh = f"至少 {least:g} 人" if least is not None else "更多人手"
    return Finding(
        UNSTABLE_ROLE,
        Severity.ERROR,
        "queues",
        Text(
            en=f"{name.pick('en')} {used_en}: {grows_en}, and no average wait exists",
            zh=f"{name.pick('zh')} {used_zh}：{grows_zh}，不存在稳定的平均等待时间",
        ),
        Text(
            en=f"plan {people_en}, shorten its steps, or cut the rework that reaches it",
            zh=f"安排{people_zh}，缩短其步骤时间，或减少流回的返工",
        ),
        (queue.role,),
        queue.backlog_growth,
    )


def _growth(graph: ProcessGraph, queue: RoleQueue) -> tuple[str, str]:
    """How fast the queue grows, a working day where the calendar is known."""
    unit = graph.process.time_unit
    day = unit_factor(graph.process, "d")
    growth = queue.backlog_growth.value if queue.backlog_growth is not None else None
    if not growth or growth * (day or 1.0) < SLOW:
        return "nothing is to spare, so its queue grows without bound", "毫无余量，队列将无限增长"
    if day is None:
        return f"its queue grows by {growth:.3g} tasks per {unit}", f"每{UNITS_ZH[unit]}多积压 {growth:.3g} 项"
    return f"its queue grows by {growth * day:.3g} tasks a working day", f"每个工作日多积压 {growth * day:.3g} 项"


def _next_person(
    graph: ProcessGraph, queue: RoleQueue, whole: Quantity, sensitivity: Sequence[Sensitivity]
) -> list[Finding]:
    """Where one more person spares a case most waiting; nothing where it hardly waits."""
    name, unit = graph.process.roles[queue.role].name, graph.process.time_unit
    en, zh = name.pick("en"), name.pick("zh")
    row = next(row for row in sensitivity if row.change == "one_more_person" and row.targets == (queue.role,))
    gain = row.wait_removed_per_case
    if gain.value is None:
        message = Text(
            en=f"the next person should go to {en}: of all roles that cannot keep up it lacks most capacity",
            zh=f"下一名人手应配给{zh}：在所有超负荷角色中，其能力缺口最大",
        )
    elif whole.value is not None and gain.value < WORTH_TELLING * whole.value:
        return []
    else:
        of_en = f" of the {whole.value:,.1f} a case waits in queues" if whole.value else ""
        of_zh = f"（每案排队共 {whole.value:,.1f} {UNITS_ZH[unit]}）" if whole.value else ""
        message = Text(
            en=f"one more person as {en} removes {gain.value:,.1f} {unit} of waiting{of_en}, "
            "more than in any other role",
            zh=f"为{zh}增加一人，每案可减少排队 {gain.value:,.1f} {UNITS_ZH[unit]}{of_zh}，效果优于其他任何角色",
        )
    remedy = Text(
        en="compare it with the other changes of the sensitivity table: "
        "faster or steadier work, a common pool, less rework",
        zh="与敏感性表中的其他措施比较：提速、减少波动、合并排队、减少返工",
    )
    return [Finding("BEST_NEXT_PERSON", Severity.INFO, "queues", message, remedy, (queue.role,), gain)]


def _other_waiting(graph: ProcessGraph, explained: Quantity) -> Finding:
    """Written waiting that people would not remove."""
    share = explained.value or 0.0
    return Finding(
        "WAITING_NOT_FOR_PEOPLE",
        Severity.INFO,
        "queues",
        Text(
            en=f"queues explain only {share:.0%} of the waiting written in the model: "
            "the rest waits for something else",
            zh=f"排队只能解释模型所填等待时间的 {share:.0%}：其余并非在等人手",
        ),
        Text(
            en="look for batches, transport, fixed dates and answers from outside before adding people",
            zh="增加人手之前，先查找成批处理、传递、固定日期和等待外部答复等原因",
        ),
        (graph.process.id,),
        explained,
    )


def _lacking(graph: ProcessGraph, queues: Mapping[str, RoleQueue]) -> list[Finding]:
    """One finding for all roles whose people are known and whose wait is not; a missing calendar is said elsewhere."""
    open_queues = [
        queue
        for queue in queues.values()
        if queue.servers is not None and queue.station is None and "working_time" not in queue.Wq.missing
    ]
    missing = tuple(dict.fromkeys(name for queue in open_queues for name in queue.Wq.missing))
    if not missing:
        return []
    names = [graph.process.roles[queue.role].name for queue in open_queues]
    shown = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    return [
        Finding(
            "QUEUES_UNKNOWN",
            Severity.INFO,
            "queues",
            Text(
                en=f"how long work waits for {', '.join(name.pick('en') for name in names)} is not known; "
                f"missing: {shown}",
                zh=f"无法计算等待{'、'.join(name.pick('zh') for name in names)}的排队时间；缺少：{shown}",
            ),
            Text(
                en="give the volume, the processing times and the branch shares that are missing",
                zh="请补充缺少的业务量、处理时间或分支比例",
            ),
            tuple(queue.role for queue in open_queues),
        )
    ]
