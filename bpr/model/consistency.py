"""References inside a process: every name used is defined, every id stands once. All faults are found at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bpr.errors import Problem, Where, nearest
from bpr.model.nodes import Activity, Decision, Event, NodeBase, SubProcess
from bpr.text import Text

if TYPE_CHECKING:
    from bpr.model.process import Process

Path = tuple[str | int, ...]

MOST_NODES = 20_000
MOST_FLOWS = 60_000


def find_problems(process: Process) -> list[Problem]:
    """All broken references and duplicate ids of a process, in document order; too large a one is not looked at."""
    if too_large := _size(process):
        return [too_large]
    return [
        *_header(process),
        *_organisation(process),
        *_nodes(process),
        *_messages(process),
    ]


def _size(process: Process) -> Problem | None:
    """More nodes or flows than anybody draws: a mistake, or an attack."""
    nodes = sum(1 for _ in process.walk())
    flows = sum(len(node.next) for node in process.walk())
    if nodes <= MOST_NODES and flows <= MOST_FLOWS:
        return None
    return Problem(
        Text(
            en=f"the process has {nodes:,} nodes and {flows:,} flows; bpr takes {MOST_NODES:,} and {MOST_FLOWS:,}",
            zh=f"流程有 {nodes:,} 个节点、{flows:,} 条流向；上限为 {MOST_NODES:,} 和 {MOST_FLOWS:,}",
        ),
        Text(en="cut it into sub-processes of their own files", zh="请拆分为多个文件中的子流程"),
        Where(element=process.id),
        "TOO_LARGE",
    )


def _undefined(what_en: str, what_zh: str, name: str, known: Iterable[str], path: Path, element: str | None) -> Problem:
    """A name that nothing defines, with the nearest known one."""
    names = list(known)
    close = nearest(name, names)
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    if close:
        remedy = Text(
            en=f"write '{close}' (closest match), or define '{name}'", zh=f"改为 '{close}'（最接近），或先定义 '{name}'"
        )
    elif names:
        remedy = Text(en=f"define it, or use one of: {listed}", zh=f"先定义它，或使用：{listed}")
    else:
        remedy = Text(en=f"define '{name}' first; none is defined yet", zh=f"请先定义 '{name}'；目前还没有任何定义")
    return Problem(
        Text(en=f"{what_en} '{name}' is not defined", zh=f"{what_zh} '{name}' 没有定义"),
        remedy,
        Where(element=element, path=path),
        "UNDEFINED",
    )


def _header(process: Process) -> Iterator[Problem]:
    if process.owner is not None and process.owner not in process.roles:
        yield _undefined("role", "角色", process.owner, process.roles, ("owner",), process.id)


def _organisation(process: Process) -> Iterator[Problem]:
    for key, department in process.departments.items():
        name = department.organisation
        if name is not None and name not in process.organisations:
            path: Path = ("departments", key, "organisation")
            yield _undefined("organisation", "组织", name, process.organisations, path, key)
    for key, role in process.roles.items():
        if role.department is not None and role.department not in process.departments:
            path = ("roles", key, "department")
            yield _undefined("department", "部门", role.department, process.departments, path, key)
        if role.reports_to is not None and role.reports_to not in process.roles:
            yield _undefined("role", "角色", role.reports_to, process.roles, ("roles", key, "reports_to"), key)


def _scopes(process: Process) -> Iterator[tuple[Path, tuple[NodeBase, ...]]]:
    """Each list of steps with its path: the process itself and every sub-process."""
    stack: list[tuple[Path, tuple[NodeBase, ...]]] = [(("steps",), process.steps)]
    while stack:
        path, steps = stack.pop()
        yield path, steps
        for position, node in enumerate(steps):
            if isinstance(node, SubProcess):
                stack.append(((*path, position, "steps"), node.steps))


def _nodes(process: Process) -> Iterator[Problem]:
    counts = Counter(node.id for node in process.walk())
    flow_ids = Counter(flow.id for flow in process.flows)
    seen: set[str] = set()
    for path, steps in _scopes(process):
        scope = {node.id for node in steps}
        for position, node in enumerate(steps):
            at: Path = (*path, position)
            if counts[node.id] > 1 and node.id in seen:
                yield Problem(
                    Text(en=f"the id '{node.id}' stands twice", zh=f"编号 '{node.id}' 重复"),
                    Text(en="give each step an id of its own", zh="每个步骤使用唯一的编号"),
                    Where(element=node.id, path=(*at, "id")),
                    "DUPLICATE_ID",
                )
            seen.add(node.id)
            yield from _references(process, node, at)
            yield from _ways(node, at, scope, counts, flow_ids)


def _references(process: Process, node: NodeBase, at: Path) -> Iterator[Problem]:
    """Roles, department, systems, documents and hosts a node names."""
    for role in node.roles:
        if role not in process.roles:
            yield _undefined("role", "角色", role, process.roles, (*at, "role"), node.id)
    if node.department is not None and node.department not in process.departments:
        yield _undefined("department", "部门", node.department, process.departments, (*at, "department"), node.id)
    named: list[tuple[str, Iterable[str]]] = []
    if isinstance(node, Activity | Decision) and node.rights is not None:
        named.append(("rights", node.rights.roles()))
    if isinstance(node, Activity):
        named += [(field, getattr(node, field)) for field in ("accountable", "consulted", "informed", "support")]
        named.append(("raci", node.raci or ()))
        for system in node.systems or ():
            if system not in process.systems:
                yield _undefined("system", "系统", system, process.systems, (*at, "system"), node.id)
        if node.documents is not None:
            for key, documents in (("in", node.documents.read), ("out", node.documents.written)):
                for document in documents or ():
                    if document not in process.documents:
                        path = (*at, "documents", key)
                        yield _undefined("document", "单据", document, process.documents, path, node.id)
    for field, roles in named:
        for role in roles:
            if role not in process.roles:
                yield _undefined("role", "角色", role, process.roles, (*at, field), node.id)
    if isinstance(node, Event) and node.on is not None:
        host = process.nodes.get(node.on)
        if not isinstance(host, Activity):
            activities = [activity.id for activity in process.activities()]
            yield _undefined("activity", "活动", node.on, activities, (*at, "on"), node.id)


def _ways(node: NodeBase, at: Path, scope: set[str], counts: Counter[str], flow_ids: Counter[str]) -> Iterator[Problem]:
    """The outgoing flows: targets in the same scope, ids not used twice."""
    for position, way in enumerate(node.next):
        path: Path = (*at, "next", position, "to")
        if way.to not in scope:
            if way.to in counts:
                yield Problem(
                    Text(
                        en=f"the flow to '{way.to}' crosses the border of a sub-process",
                        zh=f"到 '{way.to}' 的流向跨越了子流程的边界",
                    ),
                    Text(
                        en="connect steps of one level; leave a sub-process by its end",
                        zh="只连接同一层级的步骤；通过子流程的结束离开",
                    ),
                    Where(element=node.id, path=path),
                    "FLOW_CROSSES_SCOPE",
                )
            else:
                yield _undefined("step", "步骤", way.to, sorted(scope), path, node.id)
        if way.id is not None and (flow_ids[way.id] > 1 or way.id in counts):
            yield Problem(
                Text(en=f"the flow id '{way.id}' stands twice", zh=f"流向编号 '{way.id}' 重复"),
                Text(en="give each flow an id of its own", zh="每条流向使用唯一的编号"),
                Where(element=node.id, path=(*at, "next", position, "id")),
                "DUPLICATE_ID",
            )


def _messages(process: Process) -> Iterator[Problem]:
    ends = {**process.nodes, **process.organisations}
    for position, message in enumerate(process.messages):
        for key, end in (("from", message.source), ("to", message.target)):
            if end not in ends:
                yield _undefined(
                    "step or organisation", "步骤或组织", end, ends, ("messages", position, key), message.id
                )
    pairs = {activity.id for activity in process.activities()}
    for position, pair in enumerate(process.separate):
        for side in pair:
            if side not in pairs:
                yield _undefined("activity", "活动", side, sorted(pairs), ("separate", position), process.id)
