"""What a card tells about one element of the picture: who, how long, how often, with what, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from bpr.analysis.raci.cells import in_order
from bpr.export.speaker import Speaker
from bpr.export.units import unit_text
from bpr.model.nodes import Activity, Decision, NodeBase, SubProcess
from bpr.model.process import Flow
from bpr.model.time import Duration
from bpr.text import Text, counted

KINDS: dict[str, Text] = {
    "activity": Text(en="Activity", zh="活动"),
    "subprocess": Text(en="Sub-process", zh="子流程"),
    "decision": Text(en="Decision", zh="判断"),
    "routing": Text(en="Exclusive gateway", zh="排他网关"),
    "waits": Text(en="Event-based gateway", zh="事件网关"),
    "parallel": Text(en="Parallel gateway", zh="并行网关"),
    "inclusive": Text(en="Inclusive gateway", zh="包容网关"),
    "start": Text(en="Start event", zh="开始事件"),
    "end": Text(en="End event", zh="结束事件"),
    "intermediate": Text(en="Intermediate event", zh="中间事件"),
    "boundary": Text(en="Boundary event", zh="边界事件"),
    "flow": Text(en="Flow", zh="顺序流"),
    "message": Text(en="Message flow", zh="消息流"),
    "role": Text(en="Role", zh="角色"),
    "department": Text(en="Department", zh="部门"),
}
_VALUES = {
    "VA": Text(en="adds value", zh="增值"),
    "BVA": Text(en="needed by the business, adds no value", zh="业务必需，不增值"),
    "NVA": Text(en="adds no value", zh="不增值"),
}
_FAMILIES = {
    "fixed": Text(en="fixed", zh="固定"),
    "exponential": Text(en="exponential", zh="指数分布"),
    "uniform": Text(en="uniform", zh="均匀分布"),
    "triangular": Text(en="triangular", zh="三角分布"),
    "pert": Text(en="PERT", zh="PERT 分布"),
    "normal": Text(en="normal", zh="正态分布"),
    "lognormal": Text(en="lognormal", zh="对数正态分布"),
    "erlang": Text(en="Erlang", zh="Erlang 分布"),
    "empirical": Text(en="from observations", zh="实测样本"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one element: its name, what it is, and facts as pairs of label and text."""

    name: str
    kind: str
    facts: tuple[tuple[str, str], ...]


def node_card(speaker: Speaker, node: NodeBase) -> Card:
    """The card of a step, gateway or event."""
    say = speaker.say
    facts = [
        (say("Performed by", "执行"), _names(speaker, node.roles) or say("not known", "未知")),
        (say("Department", "部门"), _department(speaker, node)),
        *_duties(speaker, node),
        *_times(speaker, node),
        *(_work(speaker, node) if isinstance(node, Activity) else []),
        (say("Ways out", "出口"), _ways(speaker, node)),
        (say("Note", "备注"), node.note.pick(speaker.lang) if node.note else ""),
    ]
    if not isinstance(node, Activity | Decision) and not node.roles:
        del facts[0]
    name = node.label.pick(speaker.lang) if node.label is not None else node.id
    return Card(name, KINDS[_kind(node)].pick(speaker.lang), _filled(facts))


def flow_card(speaker: Speaker, flow: Flow) -> Card:
    """The card of a sequence flow: its condition and share, handoffs over it, and the rework it causes."""
    say, analysis = speaker.say, speaker.analysis
    edge = next((edge for edge in analysis.loops.returning_edges if edge.flow == flow.id), None)
    levels = [
        word
        for level, word in (("role", say("roles", "角色")), ("department", say("departments", "部门")))
        if any(drawn.flow == flow.id for drawn in analysis.handoffs["role" if level == "role" else "department"].drawn)
    ]
    times = analysis.visits.flow.get(flow.id)
    facts = [
        (say("Condition", "条件"), flow.when.pick(speaker.lang) if flow.when else ""),
        (say("Share", "比例"), "" if flow.share is None else f"{flow.share * 100:.4g}%"),
        (say("Times per case", "经过次数/案例"), "" if times is None else f"{times:.2f}"),
        (say("Handoff between", "交接层级"), say(" and ", "、").join(levels)),
        (say("Delay", "延迟"), duration_text(speaker, flow.delay) if flow.delay else ""),
        (say("Promised", "承诺时限"), flow.promise.pick(speaker.lang) if flow.promise else ""),
    ]
    if edge is not None:
        way = say("planned repetition", "计划内重复") if edge.planned else say("rework", "返工")
        facts += [
            (say("Way back", "返回路径"), way),
            (say("Rework per case", "返工/案例"), speaker.time(edge.rework_time)),
            (say("Shortest loop", "最短回路"), " > ".join(map(speaker.short, edge.shortest_cycle))),
        ]
    name = f"{_short(speaker, flow.source)} → {_short(speaker, flow.target)}"
    return Card(name, KINDS["flow"].pick(speaker.lang), _filled(facts))


def role_card(speaker: Speaker, key: str) -> Card:
    """The card of a role: its department, people and load."""
    say, role = speaker.say, speaker.process.roles[key]
    load = speaker.analysis.load.roles.get(key)
    facts = [
        (say("Department", "部门"), speaker.department(role.department) if role.department else ""),
        (say("People", "人数"), "" if role.people is None else f"{role.people:g}"),
    ]
    if load is not None:
        facts += [
            (say("Work per case", "处理时间/案例"), speaker.time(load.unit_load)),
            (say("Utilisation", "利用率"), speaker.percent(load.rho)),
        ]
    return Card(role.name.pick(speaker.lang), KINDS["role"].pick(speaker.lang), _filled(facts))


def department_card(speaker: Speaker, key: str) -> Card:
    """The card of a department: its roles, and whether it stands outside."""
    roles = [role.name.pick(speaker.lang) for role in speaker.process.roles.values() if role.department == key]
    facts = [(speaker.say("Roles", "角色"), speaker.say(", ", "、").join(roles))]
    if speaker.process.is_external(key):
        facts.append((speaker.say("Place", "归属"), speaker.say("outside the organisation", "组织外部")))
    return Card(speaker.department(key), KINDS["department"].pick(speaker.lang), _filled(facts))


def duration_text(speaker: Speaker, duration: Duration) -> str:
    """A duration for people: its mean and unit, and the family where more than the mean is known."""
    text = f"{duration.mean:,.4g} {unit_text(duration.unit or speaker.process.time_unit, speaker.lang)}"
    family = _FAMILIES.get(duration.family)
    return text if family is None else text + speaker.say(" ({0})", "（{0}）").format(family.pick(speaker.lang))


def _kind(node: NodeBase) -> str:
    if isinstance(node, Decision):
        return "waits" if node.waits_for_event else "routing" if node.routing else "decision"
    position = getattr(node, "position", None)
    return position if position is not None else node.kind


def _duties(speaker: Speaker, node: NodeBase) -> list[tuple[str, str]]:
    """One fact a letter, in the order of the variant; what bpr proposes is called so."""
    matrix = speaker.analysis.raci.matrix
    row = matrix.rows.get(node.id, {})
    held = in_order((letter for letters in row.values() for letter in letters), matrix.variant)
    proposed = node.id in matrix.flagged("A_FROM_PROCESS_OWNER")
    facts = []
    for letter in held:
        roles = [role for role, letters in row.items() if letter in letters]
        text = _names(speaker, roles)
        if letter == "A" and proposed:
            text += speaker.say(" (proposed)", "（建议）")
        facts.append((f"{matrix.variant} · {letter}", text))
    return facts


def _times(speaker: Speaker, node: NodeBase) -> list[tuple[str, str]]:
    """Times as written, how often the step is executed, and the waiting that follows for a case."""
    if not isinstance(node, Activity | Decision):
        return []
    say, analysis = speaker.say, speaker.analysis
    unknown = say("not known", "未知") if isinstance(node, Activity) else ""
    executions = analysis.visits.executions(analysis.graph, node.id) if node.id in analysis.visits.visits else None
    return [
        (say("Processing time", "处理时间"), duration_text(speaker, node.time) if node.time else unknown),
        (say("Waiting time", "等待时间"), duration_text(speaker, node.wait) if node.wait else unknown),
        (say("Executions per case", "执行次数/案例"), unknown if executions is None else f"{executions:.2f}"),
    ]


def _work(speaker: Speaker, node: Activity) -> list[tuple[str, str]]:
    say, process = speaker.say, speaker.process
    unknown = say("not known", "未知")
    systems = [process.systems[key].name.pick(speaker.lang) for key in node.systems or () if key in process.systems]
    facts = [
        (say("Systems", "系统"), unknown if node.systems is None else _list(speaker, systems)),
        (say("Documents read", "读取文件"), _documents(speaker, node.documents.read) if node.documents else unknown),
        (say("Documents written", "产出文件"), _documents(speaker, node.documents.written) if node.documents else ""),
        (say("Value", "增值性"), _VALUES[node.value].pick(speaker.lang) if node.value else ""),
        (say("Standard", "标准"), node.standard.pick(speaker.lang) if node.standard else ""),
        (say("Due", "时限"), node.due.pick(speaker.lang) if node.due else ""),
    ]
    if isinstance(node, SubProcess) and node.steps:
        facts.append((say("Inside", "内部"), say(counted(len(node.steps), "step"), f"{len(node.steps)} 个步骤")))
    return facts


def _documents(speaker: Speaker, keys: tuple[str, ...] | None) -> str:
    if keys is None:
        return ""
    known = speaker.process.documents
    return _list(speaker, [known[key].name.pick(speaker.lang) if key in known else key for key in keys])


def _list(speaker: Speaker, names: list[str]) -> str:
    return speaker.say(", ", "、").join(names) or speaker.say("none", "无")


def _ways(speaker: Speaker, node: NodeBase) -> str:
    """Where work goes from here, with condition and share; empty for a single way."""
    if len(node.next) < 2:
        return ""
    ways = []
    for way in node.next:
        words = [
            way.when.pick(speaker.lang) if way.when else "",
            "" if way.share is None else f"{way.share * 100:.4g}%",
        ]
        ways.append(" ".join([*(word for word in words if word), f"→ {_short(speaker, way.to)}"]))
    return speaker.say("; ", "；").join(ways)


def _short(speaker: Speaker, key: str) -> str:
    """The label of a node, or what it is where it has none."""
    node = speaker.process.nodes.get(key)
    if node is None:
        return key
    return node.label.pick(speaker.lang) if node.label else KINDS[_kind(node)].pick(speaker.lang)


def _department(speaker: Speaker, node: NodeBase) -> str:
    key = speaker.process.department_of(node)
    return speaker.department(key) if key is not None else ""


def _names(speaker: Speaker, roles: tuple[str, ...] | list[str]) -> str:
    return speaker.say(", ", "、").join(map(speaker.role, roles))


def _filled(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in facts if text)
