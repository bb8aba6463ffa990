"""Oracle models (plain JSON) as processes and graphs, and the comparison of computed with expected values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bpr.graph import ProcessGraph, build_graph
from bpr.model import Process

UNORDERED = frozenset({"errors", "warnings", "findings", "edits"})

_EVENTS = {"start": "start", "end": "end", "event": "intermediate"}
_ROUTING = {"xor": "decision", "event_gateway": "decision", "and": "parallel", "or": "inclusive"}


def graph_of(model: Mapping[str, Any], **options: Any) -> ProcessGraph:
    """The graph of an oracle model; the options are those of `process_of`."""
    return build_graph(process_of(model, **options))


def process_of(
    model: Mapping[str, Any],
    *,
    external_roles: Iterable[str] = (),
    people: Mapping[str, float] | None = None,
    rates: Mapping[str, float] | None = None,
    **header: Any,
) -> Process:
    """An oracle model as a process; names of roles, departments, organisations and systems are their ids.

    Args:
        model: ``{"nodes": [...], "edges": [...]}`` as handbook appendix B describes it.
        external_roles: roles that stand outside; one without a department gets an external one of its own.
        people: head-count a role.
        rates: currency per hour a role.
        header: further fields of the process, such as ``owner`` or ``time_unit``.
    """
    roles: dict[str, dict[str, Any]] = {}
    departments: dict[str, dict[str, Any]] = {}
    organisations: dict[str, str] = {}
    systems: dict[str, str] = {}
    for node in model["nodes"]:
        department = node.get("department")
        if (organisation := node.get("organisation")) is not None:
            organisations[organisation] = organisation
        if department is not None:
            entry = departments.setdefault(department, {"name": department})
            if organisation is not None and entry.setdefault("organisation", organisation) != organisation:
                message = f"{node['id']}: department {department} stands in two organisations"
                raise ValueError(message)
        for role in _names(node.get("role")):
            entry = roles.setdefault(role, {"name": role})
            if department is not None:
                entry.setdefault("department", department)
        for key in ("owner", "accountable", "consulted", "informed"):
            for role in _names(node.get(key)):
                roles.setdefault(role, {"name": role})
        for system in _names(node.get("system")):
            systems[system] = system
    for role in external_roles:
        entry = roles.setdefault(role, {"name": role})
        department = entry.setdefault("department", role)
        departments.setdefault(department, {"name": department})["external"] = True
    for key, numbers in (("people", people), ("rate", rates)):
        for role, number in (numbers or {}).items():
            roles.setdefault(role, {"name": role})[key] = number
    if header.get("owner") is not None:
        roles.setdefault(header["owner"], {"name": header["owner"]})
    return Process.model_validate(
        {
            "process": "oracle",
            "roles": roles,
            "departments": departments,
            "organisations": organisations,
            "systems": systems,
            "steps": [_step(node, model["edges"]) for node in model["nodes"]],
            **header,
        }
    )


def differences(got: Any, want: Any, tolerance: Mapping[str, float], path: str = "") -> list[str]:
    """Every place where the computed value is not the expected one; empty when all is well.

    A number passes when ``|got - want| <= max(abs, rel * |want|)``; null matches only null; lists of errors,
    warnings, findings and edits compare sorted; keys must be the same on both sides.
    """
    here = path or "result"
    if isinstance(want, Mapping):
        if not isinstance(got, Mapping):
            return [f"{here}: got {got!r}, want {want!r}"]
        found = [f"{here}.{key}: missing" for key in want if key not in got]
        found += [f"{here}.{key}: not expected ({got[key]!r})" for key in got if key not in want]
        for key in want:
            if key in got:
                found += differences(got[key], want[key], tolerance, f"{path}.{key}" if path else str(key))
        return found
    if isinstance(want, list):
        if not isinstance(got, list | tuple) or len(got) != len(want):
            return [f"{here}: got {got!r}, want {want!r}"]
        name = path.rsplit(".", 1)[-1]
        pairs = zip(sorted(got, key=str), sorted(want, key=str), strict=True) if name in UNORDERED else None
        return [
            fault
            for position, (left, right) in enumerate(pairs or zip(got, want, strict=True))
            for fault in differences(left, right, tolerance, f"{path}[{position}]")
        ]
    numeric = isinstance(want, int | float) and not isinstance(want, bool)
    if numeric and isinstance(got, int | float) and not isinstance(got, bool):
        bound = max(tolerance.get("abs", 0.0), tolerance.get("rel", 0.0) * abs(want))
        return [] if abs(got - want) <= bound else [f"{here}: got {got!r}, want {want!r}"]
    return [] if type(got) is type(want) and got == want else [f"{here}: got {got!r}, want {want!r}"]


def _names(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _step(node: Mapping[str, Any], edges: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One node of an oracle model as a step of a process file."""
    kind, label = node["type"], node.get("label")
    step: dict[str, Any] = {"id": node["id"], "next": [_way(edge) for edge in edges if edge["source"] == node["id"]]}
    for key in ("role", "department"):
        if node.get(key) is not None:
            step[key] = node[key]
    if kind in _EVENTS:
        trigger = "terminate" if node.get("terminate") else "none"
        step |= {"event": label, "position": _EVENTS[kind], "trigger": trigger, "share": node.get("prob")}
        step["wait"] = node.get("wait")
        return step
    if kind in _ROUTING:
        step[_ROUTING[kind]] = label
        if kind == "event_gateway":
            step["waits_for_event"] = True
        return step
    step["subprocess" if kind == "subprocess" else "name"] = label
    fields = {"time": "time", "wait": "wait", "cost": "cost", "value_class": "value", "automated": "automated"}
    step |= {field: node[key] for key, field in fields.items() if key in node}
    if (accountable := node.get("accountable", node.get("owner"))) is not None:
        step["accountable"] = accountable
    step |= {key: node[key] for key in ("consulted", "informed") if key in node}
    if node.get("system") is not None:
        step["system"] = node["system"]
    return step


def _way(edge: Mapping[str, Any]) -> dict[str, Any]:
    way: dict[str, Any] = {"to": edge["target"], "id": edge["id"]}
    if edge.get("prob") is not None:
        way["share"] = edge["prob"]
    if edge.get("default"):
        way["default"] = True
    if edge.get("kind") == "planned-repeat":
        way["kind"] = "planned"
    return way
