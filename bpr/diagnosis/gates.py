"""Gates: measures that a project does not let pass, from ``[gates]`` in ``bpr.toml``.

A gate compares a measure with its limit. Known and kept: nothing is said. Broken: ``GATE_FAILED``, an error. Not known:
bounds decide where they are enough; otherwise ``GATE_UNKNOWN`` with the severity of ``unknown``, because what was not
measured has not passed.

Definitions: ``no_loop_without_owner``: for each way back that is not planned, either a decision of a role sends the
work back, or each step right before it names its own accountable role. ``exactly_one_accountable``: each activity
names exactly one accountable role; the process owner, who is only proposed where none is named, does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bpr.analysis.loops.report import ReturningEdge
from bpr.diagnosis.analyse import Analysis
from bpr.diagnosis.settings import GateSettings
from bpr.findings import Finding, Severity
from bpr.model.nodes import Activity
from bpr.quantity import Quantity, Status
from bpr.text import LANGUAGES, Text, counted, listed

_UNSOUND = frozenset(
    {
        "NO_START",
        "NO_END",
        "UNREACHABLE",
        "DEAD_END",
        "START_HAS_INPUT",
        "END_HAS_OUTPUT",
        "DEADLOCK",
        "LACK_OF_SYNC",
        "LIVELOCK",
        "DEAD_NODE",
        "AND_FLOW_MISMATCH",
        "NO_EXIT_PROBABILITY",
    }
)
_ALWAYS = (Status.INFINITE, Status.UNSTABLE)

_MEASURES: dict[str, tuple[Text, Literal["most", "least"]]] = {
    "most_handoffs_per_case": (Text(en="handoffs between roles per case", zh="每案例的角色间交接次数"), "most"),
    "most_department_handoffs_per_case": (
        Text(en="handoffs between departments per case", zh="每案例的部门间交接次数"),
        "most",
    ),
    "most_returns_per_case": (Text(en="returns for rework per case", zh="每案例的返工次数"), "most"),
    "most_rework_share": (Text(en="share of rework in the work", zh="返工占处理时间的比例"), "most"),
    "max_utilisation": (Text(en="utilisation", zh="利用率"), "most"),
    "most_cycle_time": (Text(en="cycle time", zh="周期时间"), "most"),
    "least_cycle_time_efficiency": (Text(en="cycle-time efficiency", zh="周期效率"), "least"),
    "most_nodes": (Text(en="nodes drawn", zh="图中节点数"), "most"),
    "most_cfc": (Text(en="control-flow complexity", zh="控制流复杂度"), "most"),
    "least_structuredness": (Text(en="structuredness", zh="结构化程度"), "least"),
}


def judge(analysis: Analysis, gates: GateSettings) -> tuple[Finding, ...]:
    """What the gates say about a process; empty when all are passed."""
    return (
        *_limits(analysis, gates),
        *(_one_accountable(analysis) if gates.exactly_one_accountable else ()),
        *(_owned_loops(analysis) if gates.no_loop_without_owner else ()),
        *(_sound(analysis, gates) if gates.no_unsound else ()),
    )


def _limits(analysis: Analysis, gates: GateSettings) -> Iterator[Finding]:
    for gate in _MEASURES:
        limit = getattr(gates, gate)
        if limit is None:
            continue
        for elements, who, quantity in _measured(analysis, gate):
            finding = _against(gate, limit, quantity, elements, who, gates)
            if finding is not None:
                yield finding


def _measured(analysis: Analysis, gate: str) -> Iterator[tuple[tuple[str, ...], Text | None, Quantity]]:
    """The numbers a gate looks at, with the elements they belong to."""
    match gate:
        case "most_handoffs_per_case":
            yield (), None, analysis.handoffs["role"].handoffs_per_case
        case "most_department_handoffs_per_case":
            yield (), None, analysis.handoffs["department"].handoffs_per_case
        case "most_returns_per_case":
            rework = [edge for edge in analysis.loops.returning_edges if not edge.planned]
            yield tuple(edge.flow for edge in rework), None, _sum([edge.return_flow_per_case for edge in rework])
        case "most_rework_share":
            yield (), None, analysis.loops.rework_time.rework_share
        case "max_utilisation":
            for role, load in analysis.load.roles.items():
                if not load.external:
                    yield (role,), analysis.process.roles[role].name, load.rho
        case "most_cycle_time":
            yield (), None, analysis.flow.cycle_time
        case "least_cycle_time_efficiency":
            yield (), None, analysis.flow.cycle_time_efficiency
        case _:
            metric = gate.partition("_")[2]
            yield analysis.complexity.blocks.remaining, None, analysis.complexity.metrics[metric]


def _sum(parts: list[Quantity]) -> Quantity:
    """The sum of some numbers; bounded below by the known ones when one is not known."""
    known = [part.value for part in parts if part.value is not None]
    if len(known) == len(parts):
        return Quantity(sum(known), "returns/case", method="sum over ways back")
    return Quantity.unknown("returns/case", lower=sum(known), method="sum over ways back")


def _against(
    gate: str, limit: float, quantity: Quantity, elements: tuple[str, ...], who: Text | None, gates: GateSettings
) -> Finding | None:
    """One measure against its limit: None when it is kept."""
    name, side = _MEASURES[gate]
    low = quantity.value if quantity.value is not None else quantity.lower
    high = quantity.value if quantity.value is not None else quantity.upper
    if side == "most":
        broken = (low is not None and low > limit + 1e-9) or (quantity.value is None and quantity.status in _ALWAYS)
        kept = high is not None and high <= limit + 1e-9
    else:
        broken = high is not None and high < limit - 1e-9
        kept = low is not None and low >= limit - 1e-9
    if kept and not broken:
        return None
    en, zh = (f"{who.pick(lang)}: " if who is not None and lang == "en" else "" for lang in ("en", "zh"))
    zh = f"{who.pick('zh')}：" if who is not None else zh
    sign = "≤" if side == "most" else "≥"
    if broken:
        return Finding(
            "GATE_FAILED",
            Severity.ERROR,
            "gates",
            Text(
                en=f"{en}{name.pick('en')} is {quantity.format()}, the project asks for {sign} {limit:g} ({gate})",
                zh=f"{zh}{name.pick('zh')}为 {quantity.format()}，项目要求 {sign} {limit:g}({gate})",
            ),
            _REMEDY,
            elements,
            quantity,
        )
    if gates.unknown == "off":
        return None
    return Finding(
        "GATE_UNKNOWN",
        Severity(gates.unknown),
        "gates",
        Text(
            en=f"{en}{name.pick('en')} is not known, so {sign} {limit:g} cannot be judged ({gate})",
            zh=f"{zh}{name.pick('zh')}未知，无法判断是否 {sign} {limit:g}({gate})",
        ),
        Text(
            en="fill in what is missing: "
            + (", ".join(quantity.missing[:4]) or "shares, times, head-counts or volume"),
            zh="补充缺少的数据：" + ("、".join(quantity.missing[:4]) or "比例、时间、人数或业务量"),
        ),
        elements,
        quantity,
    )


_REMEDY = Text(
    en="mend the process, or change the limit in bpr.toml if the project agrees",
    zh="改进流程；如项目同意，也可修改 bpr.toml 中的限值",
)


def _failed(gate: str, en: str, zh: str, fix_en: str, fix_zh: str, elements: tuple[str, ...]) -> Finding:
    return Finding(
        "GATE_FAILED",
        Severity.ERROR,
        "gates",
        Text(en=f"{en} ({gate})", zh=f"{zh}({gate})"),
        Text(en=fix_en, zh=fix_zh),
        elements,
    )


def _one_accountable(analysis: Analysis) -> Iterator[Finding]:
    """Activities that do not name exactly one accountable role themselves."""
    matrix = analysis.raci.matrix
    proposed = set(matrix.flagged("A_FROM_PROCESS_OWNER"))
    open_ = tuple(step for step in matrix.own_rows if step in proposed or len(matrix.roles_with(step, "A")) != 1)
    if open_:
        en, zh = (listed((matrix.step_name(step, lang) for step in open_), lang, most=3) for lang in LANGUAGES)
        names = Text(en=en, zh=zh)
        yield _failed(
            "exactly_one_accountable",
            f"{counted(len(open_), 'activity does', 'activities do')} not name exactly one accountable role: "
            f"{names.pick('en')}",
            f"有 {len(open_)} 个活动没有写明唯一的 A（负责）：{names.pick('zh')}",
            "write accountable: <role> at each of them",
            "在每个活动写上 accountable: <角色>",
            open_,
        )


def _owned_loops(analysis: Analysis) -> Iterator[Finding]:
    """Ways back that nobody answers for."""
    for edge in analysis.loops.returning_edges:
        if edge.planned or _owned(analysis, edge):
            continue
        ends = [
            Text(en=analysis.graph.nodes[end].name("en"), zh=analysis.graph.nodes[end].name("zh"))
            for end in (edge.source, edge.target)
        ]
        yield _failed(
            "no_loop_without_owner",
            f"nobody answers for the way back from {ends[0].pick('en')} to {ends[1].pick('en')}",
            f"从“{ends[0].pick('zh')}”返回“{ends[1].pick('zh')}”的回路无人负责",
            "give the decision a role, or name an accountable role at the step before it",
            "为该判断指定角色，或在其前一步骤写明 A（负责）",
            (edge.flow,),
        )


def _owned(analysis: Analysis, edge: ReturningEdge) -> bool:
    graph, process = analysis.graph, analysis.process
    source = graph.nodes[edge.source]
    if source.step and source.type == "xor" and source.roles:
        return True
    senders = (source.id,) if source.step else edge.before
    named = [process.nodes.get(graph.nodes[sender].origin) for sender in senders]
    answered = [
        bool(node.roles)
        if not isinstance(node, Activity)
        else bool(node.accountable) or any("A" in letters for letters in (node.raci or {}).values())
        for node in named
        if node is not None
    ]
    return bool(answered) and all(answered)


def _sound(analysis: Analysis, gates: GateSettings) -> Iterator[Finding]:
    """Errors of structure and soundness, as one gate."""
    faults = [f for f in analysis.findings if f.code in _UNSOUND and f.severity is Severity.ERROR]
    if faults:
        codes = ", ".join(sorted({fault.code for fault in faults}))
        elements = tuple(dict.fromkeys(element for fault in faults for element in fault.elements))
        yield _failed(
            "no_unsound",
            f"the model is not sound: {codes}",
            f"模型不健全：{codes}",
            "mend the faults named; bpr explain CODE tells more",
            "改正所列问题；bpr explain 代码 可查看说明",
            elements,
        )
    elif gates.unknown != "off" and any(finding.code == "STATE_LIMIT" for finding in analysis.findings):
        yield Finding(
            "GATE_UNKNOWN",
            Severity(gates.unknown),
            "gates",
            Text(
                en="the model is too large to decide whether it is sound (no_unsound)",
                zh="模型过大，无法判定是否健全(no_unsound)",
            ),
            Text(en="split the model into sub-processes", zh="把模型拆成子流程"),
        )
