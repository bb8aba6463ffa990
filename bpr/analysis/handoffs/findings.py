"""What is worth telling about handoffs: the busiest border, ping-pong, too many hands, holders not known.

Each level speaks of its own: the role level of patterns inside one department (or where no department is known), the
department level of those between departments, the system level of media breaks, so that nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.analysis.handoffs.holders import Holders
from bpr.analysis.handoffs.pingpong import PingPong
from bpr.analysis.handoffs.report import HandoffReport
from bpr.findings import Finding, Severity, in_order
from bpr.graph.process_graph import Level, ProcessGraph
from bpr.text import Text, counted

HIGH_RATIO = 0.7
HIGH_COUNT = 4.0
RARE = 0.05
_SHOWN = 3

_LEVEL_WORDS: dict[Level, tuple[str, str]] = {
    "role": ("role", "角色"),
    "department": ("department", "部门"),
    "organisation": ("organisation", "组织"),
    "system": ("system", "系统"),
}


def handoff_findings(graph: ProcessGraph, holders: Holders, report: HandoffReport) -> tuple[Finding, ...]:
    """All findings of one level, worst first."""
    return in_order(
        (
            *_spellings(holders),
            *_holders_unknown(graph, holders, report),
            *_too_many(report),
            *_border(holders, report),
            *_pingpong(graph, holders, report),
        )
    )


def _spellings(holders: Holders) -> Iterator[Finding]:
    for other, first in sorted(holders.same_department.items()):
        department = holders.graph.process.departments[other].name
        yield Finding(
            "LABEL_NORMALISED",
            Severity.INFO,
            "handoffs",
            Text(
                en=f"'{department.pick('en')}' is written in two ways and is counted as one department",
                zh=f"部门“{department.pick('zh')}”有两种写法，已按同一部门统计",
            ),
            Text(en=f"keep '{first}' only", zh=f"只保留“{first}”一种写法"),
            (first, other),
        )


def _holders_unknown(graph: ProcessGraph, holders: Holders, report: HandoffReport) -> Iterator[Finding]:
    """Steps without role, or with a role of no department; the other levels may rightly be left out."""
    if report.level not in ("role", "department"):
        return
    nameless = tuple(
        step for step in graph.steps if not holders.of(step) and (report.level == "role" or graph.nodes[step].roles)
    )
    if not nameless or (report.level == "department" and not graph.process.departments):
        return
    en, zh = _LEVEL_WORDS[report.level]
    yield Finding(
        "HOLDER_UNKNOWN",
        Severity.WARNING,
        "handoffs",
        Text(
            en=f"the {en} of {counted(len(nameless), 'step')} is not known, so the handoffs there cannot be counted",
            zh=f"有 {len(nameless)} 个步骤的{zh}未知，相关交接无法统计",
        ),
        Text(en=f"name the {en} of each step", zh=f"为每个步骤指明{zh}"),
        nameless,
        report.handoffs_per_case,
    )


def _too_many(report: HandoffReport) -> Iterator[Finding]:
    share, count = report.handoff_ratio.value, report.handoffs_per_case.value
    if report.level != "role" or share is None or count is None or share < HIGH_RATIO or count < HIGH_COUNT:
        return
    yield Finding(
        "HANDOFFS_HIGH",
        Severity.WARNING,
        "handoffs",
        Text(
            en=f"a case changes hands {count:.1f} times; {share:.0%} of all transfers go to another role",
            zh=f"每个案例平均交接 {count:.1f} 次，{share:.0%} 的流转都换了角色",
        ),
        Text(
            en="let one role do neighbouring steps, or give each case one owner from start to end",
            zh="把相邻步骤交给同一角色，或为每个案例指定全程负责人",
        ),
        tuple(sorted({holder for link in report.matrix for holder in link})),
        report.handoffs_per_case,
    )


def _border(holders: Holders, report: HandoffReport) -> Iterator[Finding]:
    """The pair of holders that exchanges most, where there is a choice between several."""
    level = "department" if holders.graph.process.departments else "role"
    if report.level not in (level, "system") or len(report.coupling) < 2:
        return
    known = [(quantity.value, pair) for pair, quantity in report.coupling.items() if quantity.value is not None]
    if len(known) < len(report.coupling):
        return
    most, (first, second) = max(known, key=lambda item: (item[0], item[1]))
    share = report.coupling_share[first, second].value
    if share is None or most < RARE:
        return
    en, zh = " and ".join(_names(holders, "en", first, second)), "与".join(_names(holders, "zh", first, second))
    word_en, word_zh = _LEVEL_WORDS[report.level]
    if report.level == "system":
        code, message, remedy = "MEDIA_BREAK", _media_break(en, zh, most, share), _ONE_SYSTEM
    else:
        code = "HANDOFF_BORDER"
        message = Text(
            en=f"{en} hand work to each other {most:.1f} times a case: {share:.0%} of all handoffs between {word_en}s",
            zh=f"{zh}之间每个案例交接 {most:.1f} 次，占{word_zh}间交接的 {share:.0%}",
        )
        remedy = _BUNDLE if _one_is_external(holders, first, second) else _MOVE
    yield Finding(code, Severity.INFO, "handoffs", message, remedy, (first, second), report.coupling[first, second])


def _media_break(en: str, zh: str, times: float, share: float) -> Text:
    return Text(
        en=f"work changes between {en} {times:.1f} times a case: {share:.0%} of all known changes of system",
        zh=f"每个案例在{zh}之间切换 {times:.1f} 次，占已知系统切换的 {share:.0%}",
    )


_ONE_SYSTEM = Text(
    en="pass the data on by an interface, or do both steps in one system", zh="用接口传递数据，或在同一系统内完成"
)
_MOVE = Text(
    en="move the step that crosses to the other side, put both in one team, or agree what complete work is",
    zh="把跨界步骤并入一侧，或组成联合小组，或约定交付完整的标准",
)
_BUNDLE = Text(
    en="bundle the contacts: ask and tell everything at once, name one person to turn to, show the state of the case",
    zh="合并对外接触：一次问清、一次告知，指定唯一联系人，并让对方随时查询进度",
)


def _one_is_external(holders: Holders, *keys: str) -> bool:
    """Whether one of the holders stands outside."""
    process = holders.graph.process
    departments = [process.roles[key].department if key in process.roles else None for key in keys]
    if holders.level == "department":
        departments = list(keys)
    return any(process.is_external(department) for department in departments)


def _pingpong(graph: ProcessGraph, holders: Holders, report: HandoffReport) -> Iterator[Finding]:
    """The most frequent patterns, each pair of holders once."""
    told: set[frozenset[str]] = set()
    for pattern in report.pingpong_per_case:
        value, pair = pattern.per_case.value, frozenset((pattern.holder, pattern.other))
        if value is None or value < RARE or pair in told or not _is_own(graph, report.level, pattern):
            continue
        told.add(pair)
        if len(told) > _SHOWN:
            return
        yield _back_and_forth(graph, holders, pattern, value)


def _is_own(graph: ProcessGraph, level: Level, pattern: PingPong) -> bool:
    """Whether this level speaks of the pattern."""
    if level != "role":
        return level == "department"
    roles = graph.process.roles
    first, second = (roles[role].department for role in (pattern.holder, pattern.other))
    return first is None or second is None or first == second


def _back_and_forth(graph: ProcessGraph, holders: Holders, pattern: PingPong, value: float) -> Finding:
    names = {lang: _names(holders, lang, pattern.holder, pattern.other) for lang in ("en", "zh")}
    path = {lang: [graph.nodes[step].name(lang) for step in pattern.witness] for lang in ("en", "zh")}
    remedy = Text(
        en=f"agree what complete work is before {names['en'][0]} hands it over, or let both look at it together; "
        "where a control allows it, decide on the spot within a limit",
        zh=f"约定{names['zh'][0]}交出时何为“完整”，或由双方一次会同办理；在控制要求允许时，授权限额内当场决定",
    )
    if _one_is_external(holders, pattern.holder, pattern.other):
        remedy = _BUNDLE
    return Finding(
        "PING_PONG",
        Severity.WARNING,
        "handoffs",
        Text(
            en=f"work goes from {names['en'][0]} to {names['en'][1]} and back {value:.2f} times a case, as in: "
            + " → ".join(path["en"]),
            zh=f"工作从{names['zh'][0]}转到{names['zh'][1]}又返回，每个案例 {value:.2f} 次，例如："
            + " → ".join(path["zh"]),
        ),
        remedy,
        pattern.witness,
        pattern.per_case,
    )


def _names(holders: Holders, lang: str, *keys: str) -> list[str]:
    return [holders.name(key).pick(lang) for key in keys]
