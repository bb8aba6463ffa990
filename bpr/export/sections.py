"""What a diagnosis says, section by section, in one language; `bpr.export.page` writes it as text or Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bpr.diagnosis.analyse import Analysis
from bpr.export.queue_sections import changes_section, queues_section
from bpr.export.speaker import Section, Speaker
from bpr.export.units import input_text, unit_text
from bpr.findings import Finding, Severity
from bpr.text import Text, counted

_MOST = 8
_LOOP_CLASSES = {
    "self_loop": Text(en="one step", zh="单一步骤"),
    "same_role": Text(en="one role", zh="同一角色"),
    "cross_role": Text(en="between roles", zh="跨角色"),
    "cross_department": Text(en="between departments", zh="跨部门"),
    "external": Text(en="with a party outside", zh="涉及外部"),
    "unclassified": Text(en="not known", zh="未知"),
}

_GAPS = {"EMPTY_ROW", "NO_A", "MULTI_A", "NO_R", "A_UNKNOWN", "R_UNKNOWN", "BAD_CODE", "UNKNOWN_ROLE"}
_COMPONENTS = {
    "utilisation": Text(en="utilisation", zh="利用率"),
    "wait_share": Text(en="waiting", zh="等待"),
    "cross_inflow": Text(en="waiting behind borders", zh="跨部门等待"),
    "betweenness": Text(en="position", zh="位置"),
    "rework_share": Text(en="rework", zh="返工"),
}


def diagnosis_sections(analysis: Analysis, lang: str) -> tuple[Section, ...]:
    """The diagnosis: key figures, handoffs, loops, waiting, load, queues, bottlenecks, duties, findings."""
    return tuple(named_sections(analysis, lang).values())


def named_sections(analysis: Analysis, lang: str) -> dict[str, Section]:
    """The sections of a diagnosis by name, in reading order; those without content are left out."""
    speaker = Speaker(analysis, lang)
    parts = {
        "heading": heading_section,
        "figures": figures_section,
        "handoffs": _handoffs,
        "loops": _loops,
        "waiting": _waiting,
        "load": _load,
        "queues": queues_section,
        "changes": changes_section,
        "bottlenecks": _bottlenecks,
        "duties": _duties,
        "findings": _findings,
    }
    return {name: section for name, part in parts.items() if (section := part(speaker)) is not None}


def heading_section(speaker: Speaker) -> Section:
    """The title, who owns the process, how often it runs, what is illustrative or assumed."""
    process, say = speaker.process, speaker.say
    facts = []
    if process.owner is not None:
        facts.append(say("owner: ", "负责人：") + speaker.role(process.owner))
    if process.customer is not None:
        facts.append(say("customer: ", "客户：") + speaker.role(process.customer))
    if process.volume is not None:
        period = process.volume.per
        facts.append(
            say(
                f"{counted(process.volume.cases, 'case')} a {period}",
                f"每{unit_text(period, speaker.lang)} {process.volume.cases:g} 例",
            )
        )
    lines = [say("; ", "；").join(facts)] if facts else []
    if process.illustrative:
        names = [input_text(name, speaker.lang) for name in process.illustrative]
        lines.append(say("Illustrative, not measured: ", "示意数据，非实测：") + say(", ", "、").join(names))
    if speaker.analysis.assumptions:
        lines.append(say("Assumed: ", "假设：") + ", ".join(speaker.analysis.assumptions))
    return Section(process.headline(speaker.lang), tuple(lines))


def figures_section(speaker: Speaker) -> Section:
    """The key figures of the process."""
    analysis, say, number = speaker.analysis, speaker.say, speaker.number
    summary, flow = analysis.summary, analysis.flow
    by_role, by_department = analysis.handoffs["role"], analysis.handoffs["department"]
    planned = sum(edge.planned for edge in analysis.loops.returning_edges)
    rework = len(analysis.loops.returning_edges) - planned
    rows = [
        (
            say("Steps", "步骤"),
            say(
                f"{summary.nodes} ({counted(summary.activities, 'activity', 'activities')}, "
                f"{counted(summary.decisions, 'decision')})",
                f"{summary.nodes}（活动 {summary.activities}，判断 {summary.decisions}）",
            ),
        ),
        (say("Roles, departments", "角色、部门"), f"{summary.roles}, {summary.departments}"),
        (say("Soundness", "健全性"), _soundness(speaker)),
        (say("Handoffs between roles, per case", "角色间交接（次/案例）"), number(by_role.handoffs_per_case)),
        (
            say("Handoffs between departments, per case", "部门间交接（次/案例）"),
            number(by_department.handoffs_per_case),
        ),
        (
            say("Handoffs drawn, roles and departments", "图上交接（角色、部门）"),
            f"{by_role.drawn_handoffs}, {by_department.drawn_handoffs}",
        ),
        (
            say("Ways back (rework, planned)", "返回路径（返工、计划内重复）"),
            f"{rework}, {planned}",
        ),
        (say("Work per case", "每案例处理时间"), speaker.time(flow.time_per_case)),
        (say("Waiting per case", "每案例等待时间"), speaker.time(flow.waiting_per_case)),
        (say("Cycle time", "周期时间"), speaker.time(flow.cycle_time)),
        (say("Cycle-time efficiency", "周期效率"), speaker.percent(flow.cycle_time_efficiency)),
        (
            say("Rework, share of work", "返工占处理时间比例"),
            speaker.percent(analysis.loops.rework_time.rework_share),
        ),
        (say("Complexity of the drawing", "图的复杂度"), _complexity(speaker)),
    ]
    head = (say("Key figure", "关键指标"), say("Value", "数值"))
    return Section(say("Key figures", "关键指标"), (), head, tuple(rows))


def _soundness(speaker: Speaker) -> str:
    """The verdict in words, with the codes of the errors."""
    report, say = speaker.analysis.soundness, speaker.say
    codes = say(", ", "、").join(dict.fromkeys(fault.code for fault in report.errors))
    match report.verdict:
        case "sound":
            return say("sound: every case can be finished", "健全：每个案例都能完成")
        case "unknown":
            return say("not known: too many states to search", "未知：状态过多，无法全部检查")
        case "invalid":
            return say(f"cannot be judged: {codes}", f"无法判定：{codes}")
    return say(f"not sound: {codes}", f"不健全：{codes}")


def _complexity(speaker: Speaker) -> str:
    """Control-flow complexity, and how much of the drawing is made of blocks."""
    say, metrics = speaker.say, speaker.analysis.complexity.metrics
    blocks = metrics["structuredness"]
    text = "CFC " + metrics["cfc"].format(0)
    return text if blocks.value is None else text + say(", structured ", "，结构化 ") + speaker.percent(blocks)


def _handoffs(speaker: Speaker) -> Section | None:
    say = speaker.say
    rows: list[tuple[str, ...]] = []
    for level, name in (("department", speaker.department), ("role", speaker.role)):
        report = speaker.analysis.handoffs["department" if level == "department" else "role"]
        pairs = [(pair, per_case) for pair, per_case in report.matrix.items() if pair[0] != pair[1]]
        pairs.sort(key=lambda entry: (-(entry[1].value or 0.0), entry[0]))
        label = say(level, "部门" if level == "department" else "角色")
        rows += [
            (label, f"{name(source)} → {name(target)}", speaker.number(per_case))
            for (source, target), per_case in pairs[:_MOST]
        ]
    if not rows:
        return None
    head = (say("Level", "层级"), say("From → to", "从 → 到"), say("Per case", "次/案例"))
    return Section(say("Where work changes hands", "交接发生在哪里"), (), head, tuple(rows))


def _loops(speaker: Speaker) -> Section | None:
    say = speaker.say
    edges = speaker.analysis.loops.returning_edges
    if not edges:
        return None
    rows = []
    for edge in edges[: 2 * _MOST]:
        kind = _LOOP_CLASSES[edge.loop_class].pick(speaker.lang)
        if edge.planned:
            kind += say(", planned", "（计划内）")
        rows.append(
            (
                f"{speaker.step(edge.source)} → {speaker.step(edge.target)}",
                kind,
                speaker.number(edge.return_flow_per_case),
                speaker.number(edge.rework_time, 1),
                " > ".join(map(speaker.short, edge.shortest_cycle)),
            )
        )
    head = (
        say("Way back", "返回路径"),
        say("Kind", "类型"),
        say("Returns per case", "次/案例"),
        say(f"Rework per case ({speaker.unit()})", f"返工/案例（{speaker.unit()}）"),
        say("Shortest loop", "最短回路"),
    )
    return Section(say("Where work comes back", "工作在哪里返回"), (), head, tuple(rows))


def _waiting(speaker: Speaker) -> Section | None:
    analysis, say = speaker.analysis, speaker.say
    arriving = _arriving(analysis)
    waits = []
    for node in analysis.graph.nodes.values():
        executions = analysis.visits.executions(analysis.graph, node.id)
        if node.wait is not None and executions is not None and node.wait.mean * executions > 0:
            waits.append((executions * node.wait.mean, node))
    waits.sort(key=lambda entry: (-entry[0], entry[1].id))
    if not waits:
        return None
    total = analysis.flow.waiting_per_case.value
    rows = tuple(
        (
            speaker.step(node.id),
            speaker.role(node.role) if node.role else "?",
            f"{wait:,.1f}",
            f"{wait / total:.0%}" if total else "",
            say(", ", "、").join(speaker.department(key) for key in arriving.get(node.id, ())),
        )
        for wait, node in waits[:_MOST]
    )
    head = (
        say("Step", "步骤"),
        say("Role", "角色"),
        say(f"Waiting per case ({speaker.unit()})", f"等待/案例（{speaker.unit()}）"),
        say("Share", "占比"),
        say("Arriving from department", "来自其他部门"),
    )
    return Section(say("Where it waits", "在哪里等待"), (), head, rows)


def _arriving(analysis: Analysis) -> Mapping[str, tuple[str, ...]]:
    """For each step the other departments that hand work to it."""
    found: dict[str, dict[str, None]] = {}
    for handoff in analysis.handoffs["department"].handoffs:
        found.setdefault(handoff.target, {})[handoff.from_holder] = None
    return {step: tuple(departments) for step, departments in found.items()}


def _load(speaker: Speaker) -> Section | None:
    load, say = speaker.analysis.load, speaker.say
    known = [role for role in load.roles.values() if role.unit_load.value or role.unit_load.known_part]
    if not known:
        return None
    rows = tuple(
        (
            speaker.role(role.role) + (say(" (outside)", "（外部）") if role.external else ""),
            speaker.number(role.unit_load, 1),
            speaker.number(role.hours_per_month, 1),
            "" if role.people is None else f"{role.people:g}",
            speaker.percent(role.rho),
        )
        for role in known
    )
    head = (
        say("Role", "角色"),
        say(f"Work per case ({speaker.unit()})", f"处理/案例（{speaker.unit()}）"),
        say("Hours a month", "小时/月"),
        say("People", "人数"),
        say("Utilisation", "利用率"),
    )
    return Section(say("Load", "工作负荷"), (), head, rows)


def _duties(speaker: Speaker) -> Section:
    analysis, say = speaker.analysis, speaker.say
    matrix = analysis.raci.matrix
    gaps = [finding for finding in analysis.raci.findings if finding.code in _GAPS]
    others = [f for f in analysis.raci.findings if f.code not in _GAPS and f.severity is not Severity.INFO]
    proposed = len(matrix.flagged("A_FROM_PROCESS_OWNER"))
    lines = [
        say(
            f"{counted(len(matrix.own_rows), 'activity', 'activities')}, {counted(len(gaps), 'gap')}, "
            f"{counted(proposed, 'accountable role')} taken from the owner",
            f"{len(matrix.own_rows)} 个活动，{len(gaps)} 个缺口，{proposed} 个 A 由流程负责人推定",
        )
    ]
    lines += [f"- {finding.message.pick(speaker.lang)}" for finding in [*gaps, *others][:_MOST]]
    return Section(say("Duties (RACI)", "职责（RACI）"), tuple(lines))


def _findings(speaker: Speaker) -> Section:
    return findings_section(speaker.analysis.findings, speaker.lang)


def findings_section(findings: Sequence[Finding], lang: str) -> Section:
    """Findings, one row each, with how many there are of each severity."""
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    lines = Text(
        en=f"{counted(counts[Severity.ERROR], 'error')}, {counted(counts[Severity.WARNING], 'warning')}, "
        f"{counted(counts[Severity.INFO], 'note')}",
        zh=f"错误 {counts[Severity.ERROR]}，警告 {counts[Severity.WARNING]}，提示 {counts[Severity.INFO]}",
    )
    rows = tuple(
        (finding.severity.word.pick(lang), finding.code, finding.message.pick(lang), finding.remedy.pick(lang))
        for finding in findings
    )
    head = ("程度", "代码", "发现", "改法") if lang == "zh" else ("Severity", "Code", "Finding", "Remedy")
    return Section("发现" if lang == "zh" else "Findings", (lines.pick(lang),), head, rows, long=True, remedies=True)


def _bottlenecks(speaker: Speaker) -> Section | None:
    say = speaker.say
    ranked = [station for station in speaker.analysis.bottlenecks.roles if station.score.value is not None]
    if not ranked:
        return None
    separator = say(", ", "、")
    rows = []
    for station in ranked[:5]:
        name = speaker.role(station.id) + (say(" (outside)", "（外部）") if station.external else "")
        parts = sorted(station.contributions.items(), key=lambda part: (-part[1], part[0]))
        made_of = separator.join(f"{_COMPONENTS[key].pick(speaker.lang)} {value:.2f}" for key, value in parts if value)
        lacking = separator.join(_COMPONENTS[key].pick(speaker.lang) for key in station.missing)
        rows.append((str(station.rank), name, speaker.number(station.score), made_of, lacking))
    head = (
        say("Rank", "排名"),
        say("Role", "角色"),
        say("Score", "得分"),
        say("Made of", "构成"),
        say("Unknown", "未知"),
    )
    return Section(say("Bottlenecks by rank", "瓶颈排名"), (), head, tuple(rows))
