"""What a simulation tells beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping

from bpr.findings import Finding, Severity
from bpr.quantity import Quantity, Status
from bpr.simulation.program import Compiled
from bpr.text import Text, counted

AREA = "simulation"


def unstable(role: str, name: Text, offered: float, growth: float, unit: str) -> Finding:
    """A role gets more work than it can do: its queue grows for as long as the run lasts."""
    en, zh = name.pick("en"), name.pick("zh")
    return Finding(
        "UNSTABLE_ROLE",
        Severity.ERROR,
        AREA,
        Text(
            en=f"{en} gets {offered:.0%} of what it can do; the queue grows by {growth:.3g} tasks per {unit}, and "
            "every time average depends on the length of the run",
            zh=f"{zh}的工作量达到能力的 {offered:.0%}；队列每 {unit} 增长 {growth:.3g} 项，时间均值取决于运行长度",
        ),
        Text(en="add people, shorten the work or lower the arrivals", zh="增加人手、缩短工时或减少到达量"),
        (role,),
        Quantity(offered, "1", Status.UNSTABLE, method="offered utilisation"),
    )


def leftover(compiled: Compiled, tokens: float, stuck: float) -> Finding:
    """Tokens wait at a join for ever: the model is not sound."""
    joins = tuple(dict.fromkeys(compiled.ops[join.inputs[0]].node for join in compiled.joins))
    return Finding(
        "LEFTOVER_TOKENS",
        Severity.ERROR,
        AREA,
        Text(
            en=f"at the end {tokens:.4g} tokens a replication still wait at a join, {stuck:.4g} cases never finished",
            zh=f"结束时平均每次重复有 {tokens:.4g} 个令牌滞留在汇合处，{stuck:.4g} 个案例未能完成",
        ),
        Text(
            en="close every split with a join of its own kind; bpr check names the place",
            zh="每个分支用同类汇合收口；bpr check 会指出位置",
        ),
        joins,
    )


def unfinished(cases: float) -> Finding:
    """Cases were still under way when the study ended."""
    return Finding(
        "UNFINISHED_CASES",
        Severity.INFO,
        AREA,
        Text(en=f"{cases:.4g} cases a replication had not finished", zh=f"每次重复平均有 {cases:.4g} 个案例未完成"),
        Text(
            en="simulate longer, or read the figures as those of the finished cases",
            zh="延长仿真，或仅按已完成案例解读",
        ),
    )


def not_precise(precision: float, reached: Quantity) -> Finding:
    """The precision asked for was not reached within the allowed replications."""
    return Finding(
        "PRECISION_NOT_REACHED",
        Severity.WARNING,
        AREA,
        Text(
            en=f"the interval of the cycle time is still wider than ±{precision:.3g} of its mean",
            zh=f"周期时间的置信区间仍宽于均值的 ±{precision:.3g}",
        ),
        Text(en="allow more replications or more cases", zh="增加重复次数或案例数"),
        measure=reached,
    )


def interrupted(done: int) -> Finding:
    """The run was stopped; what was done is kept."""
    return Finding(
        "INTERRUPTED",
        Severity.WARNING,
        AREA,
        Text(en=f"stopped after {counted(done, 'replication')}", zh=f"在完成 {done} 次重复后中断"),
        Text(en="run it again to the end for narrower intervals", zh="重新运行以得到更窄的区间"),
    )


def begins_alone(nodes: tuple[str, ...]) -> Finding:
    """Parts that begin by an event of which nobody knows how often it happens."""
    return Finding(
        "NOT_SIMULATED",
        Severity.INFO,
        AREA,
        Text(
            en="event sub-processes and compensation are left out: how often they begin is not known",
            zh="事件子流程与补偿活动未参与仿真：其触发频率未知",
        ),
        Text(en="model them as a branch with a share", zh="将其建模为带比例的分支"),
        nodes,
    )


def cut_normals(masses: Mapping[str, float]) -> Finding:
    """Normal durations whose part below zero is not small: cutting it moves their mean."""
    most = max(masses.values())
    return Finding(
        "NORMAL_BELOW_ZERO",
        Severity.WARNING,
        AREA,
        Text(
            en=f"normal durations reach below zero (up to {most:.1%}) and were cut there, which raises their mean",
            zh=f"正态分布的时间有小于零的部分（最多 {most:.1%}），已截去，均值因此偏高",
        ),
        Text(en="use a lognormal, gamma-like or triangular duration", zh="改用对数正态或三角分布"),
        tuple(masses),
    )


def few_batches(nodes: tuple[str, ...], fewest: float) -> Finding:
    """Batches that only go on when they are full, and hardly ever are within the study."""
    return Finding(
        "FEW_BATCHES",
        Severity.WARNING,
        AREA,
        Text(
            en=f"batches fill only {fewest:.3g} times a replication and the rest goes on at its end, so the waiting "
            "depends on the number of cases",
            zh=f"批次每次重复只凑满 {fewest:.3g} 次，其余在结束时放行，等待时间因此取决于案例数",
        ),
        Text(
            en="give the batch a wait, such as batch: {size: 5, wait: 1 d}, or simulate more cases",
            zh="为批次设置最长等待，例如 batch: {size: 5, wait: 1 d}，或增加案例数",
        ),
        nodes,
    )
