"""What the faults of the token game are called and how they are mended (handbook 7.3, 7.5)."""

from __future__ import annotations

from bpr.findings import Severity
from bpr.text import Text

_SHOWN = 6

# code, with a variant behind a slash: (severity, explanation en, explanation zh, repair en, repair zh)
_TEXTS: dict[str, tuple[Severity, str, str, str, str]] = {
    "DEADLOCK": (
        Severity.ERROR,
        "{after}the join {join} still waits for {missing}, which can no longer come: the case is stuck",
        "{after}汇合点{join}仍在等待{missing}，而它已不可能到达：案例卡住",
        "the join waits for branches that were not started together: use an exclusive join, or a parallel split",
        "该汇合点等待的分支并未同时启动：改用排他汇合，或把前面的分支改为并行分支",
    ),
    "LACK_OF_SYNC": (
        Severity.ERROR,
        "{after}the branches started together at {fork} meet at {place} without waiting for each other: "
        "the way to {next} is taken twice",
        "{after}在{fork}同时启动的分支到{place}时没有互相等待：通往{next}的路径会走两次",
        "parallel branches meet without synchronisation: close the parallel split with a parallel join",
        "并行分支汇合时没有同步：用并行汇合网关与并行分支配对",
    ),
    "DEADLOCK/region": (
        Severity.ERROR,
        "the join {join} can wait for a branch that never comes: the case is stuck",
        "汇合点{join}可能等待永远不会到达的分支：案例卡住",
        "the join waits for branches that were not started together: use an exclusive join, or a parallel split",
        "该汇合点等待的分支并未同时启动：改用排他汇合，或把前面的分支改为并行分支",
    ),
    "LIVELOCK": (
        Severity.ERROR,
        "{after}the case goes round {round} for ever and can never finish",
        "{after}案例在{round}之间不断循环，永远无法结束",
        "add an exit from the loop",
        "为该回路增加出口",
    ),
    "DEAD_NODE": (
        Severity.ERROR,
        "{names} can never be carried out: the way there is always blocked",
        "{names}永远不会被执行：通往它的路径总是被阻塞",
        "mend the join in front of it, or remove it",
        "修正其前面的汇合网关，或将其删除",
    ),
    "LACK_OF_SYNC/again": (
        Severity.ERROR,
        "{after}{fork} is reached again while a branch that it started before is still open: "
        "the way to {next} is taken twice",
        "{after}{fork}先前启动的分支尚未完成，流程又回到{fork}：通往{next}的路径会走两次",
        "close the parallel split with a parallel join before the way back",
        "返回之前，先用并行汇合网关与并行分支配对",
    ),
    "MULTI_END_TOKENS": (
        Severity.WARNING,
        "one case reaches more than one end: {names}",
        "同一案例会到达多个结束事件：{names}",
        "join the parallel branches in front of one end, or make sure that nobody takes the first end for the finish",
        "在唯一的结束事件之前汇合并行分支，或确保不会把先到达的结束当作全部完成",
    ),
    "MULTI_END_TOKENS/same": (
        Severity.WARNING,
        "one case reaches the end {names} more than once",
        "同一案例会多次到达结束事件{names}",
        "join the parallel branches in front of the end",
        "在结束事件之前汇合并行分支",
    ),
    "STATE_LIMIT": (
        Severity.WARNING,
        "the search stopped after {states} states: whether {part} is sound is not known",
        "搜索 {states} 个状态后停止：无法确定{part}是否健全",
        "draw parallel work as closed blocks (split and matching join), or move some of it into a sub-process",
        "把并行工作画成成对的分支与汇合，或将其中一部分移入子流程",
    ),
    "STATE_LIMIT/more": (
        Severity.WARNING,
        "the search of {part} stopped after {states} states: the errors found hold, there may be more",
        "对{part}搜索 {states} 个状态后停止：已发现的错误成立，可能还有其他错误",
        "mend the errors found and check again",
        "改正已发现的错误后重新检查",
    ),
}


def wording(code: str, words: dict[str, dict[str, str]]) -> tuple[Severity, Text, Text]:
    """Severity, explanation and repair of a code; ``words`` fills the gaps in each language."""
    severity, en, zh, fix_en, fix_zh = _TEXTS[code]
    return (
        severity,
        Text(en=en.format_map(words.get("en", {})), zh=zh.format_map(words.get("zh", {}))),
        Text(en=fix_en, zh=fix_zh),
    )


def listed(names: list[str], lang: str) -> str:
    """Names in quotes, a few of them."""
    quoted = [f"“{name}”" for name in dict.fromkeys(names)]
    comma = "、" if lang == "zh" else ", "
    more = f"{comma}…" if len(quoted) > _SHOWN else ""
    return comma.join(quoted[:_SHOWN]) + more
