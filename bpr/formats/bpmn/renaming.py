"""From the ids of BPMN elements back to the ids of the model, and without the parts that only seem to be there."""

from __future__ import annotations

from bpr.formats.bpmn.own_data import Part
from bpr.formats.bpmn.plain import COLLECTIONS, Fields, Plain

Names = dict[str, str]


def prepare(plain: Plain, parts: list[Part]) -> tuple[Plain, set[str]]:
    """What BPMN itself says, told with the ids of the model.

    A lane or pool that is no role, department or organisation of the model gives none to the elements in it; a lane
    that is only a department gives that.

    Returns:
        The parts, and the organisations among them that are only there because a message ends at their pool.
    """
    absent = {kind: {part.element for part in parts if part.of == kind and part.absent} for kind in COLLECTIONS}
    _strip(plain, absent)
    names = {kind: _names(list(plain.entries[name]), parts, kind) for kind, name in COLLECTIONS.items()}
    nodes = _names(list(plain.nodes), parts, "node")
    flow_ids = [way["id"] for ways in plain.ways.values() for way in ways if "id" in way]
    flows = _names(flow_ids, parts, "flow", set(nodes.values()))
    messages = _names(list(plain.messages), parts, "message")
    ends = {**names["organisation"], **nodes}
    places = {**names["role"], **names["department"], **ends, **names["document"], **flows, **messages}
    framing = {names["organisation"][key] for key in absent["organisation"] if _is_end(plain, key)}
    told = Plain(
        header=plain.header,
        entries={
            name: {
                names[kind][key]: _entry(fields, names)
                for key, fields in plain.entries[name].items()
                if not (key in absent[kind] and not _is_end(plain, key))
            }
            for kind, name in COLLECTIONS.items()
        },
        nodes={nodes[key]: _node(fields, names, nodes) for key, fields in plain.nodes.items()},
        ways={nodes[key]: [_way(way, nodes, flows) for way in ways] for key, ways in plain.ways.items()},
        order={nodes.get(key, key): [nodes[node] for node in found] for key, found in plain.order.items()},
        messages={
            messages[key]: {
                **fields,
                "source": ends.get(fields["source"], fields["source"]),
                "target": ends.get(fields["target"], fields["target"]),
            }
            for key, fields in plain.messages.items()
        },
        unread=[{**entry, "where": places.get(entry["where"], entry["where"])} for entry in plain.unread],
    )
    return told, framing


def _names(ids: list[str], parts: list[Part], kind: str, taken: set[str] | None = None) -> Names:
    """The model's id for each id of BPMN; an element made by an editor keeps its own unless that is in use."""
    wanted: dict[str, str] = {}
    for part in parts:
        if part.of == kind:
            wanted.setdefault(part.element, part.id)
    used = set(taken or ())
    names: Names = {}
    for identifier in ids:
        if identifier in wanted and wanted[identifier] not in used:
            names[identifier] = wanted[identifier]
            used.add(wanted[identifier])
    for identifier in ids:
        if identifier not in names:
            name, count = identifier, 1
            while name in used:
                count += 1
                name = f"{identifier}_{count}"
            names[identifier] = name
            used.add(name)
    return names


def _strip(plain: Plain, absent: dict[str, set[str]]) -> None:
    """Take references to absent parts away, from the outermost to the innermost."""
    for department in plain.entries["departments"].values():
        if department.get("organisation") in absent["organisation"]:
            del department["organisation"]
    for role in plain.entries["roles"].values():
        if role.get("department") in absent["department"]:
            del role["department"]
    for node in plain.nodes.values():
        roles = [role for role in node.get("roles", ()) if role in absent["role"]]
        if not roles:
            continue
        node["roles"] = [role for role in node["roles"] if role not in roles]
        if not node["roles"]:
            del node["roles"]
        if "department" in (frame := plain.entries["roles"].get(roles[0], {})):
            node.setdefault("department", frame["department"])


def _is_end(plain: Plain, identifier: str) -> bool:
    """Whether a message leads to or from a party itself."""
    return any(identifier in (message["source"], message["target"]) for message in plain.messages.values())


def _entry(fields: Fields, names: dict[str, Names]) -> Fields:
    renamed = dict(fields)
    for kind in ("organisation", "department"):
        if kind in renamed:
            renamed[kind] = names[kind].get(renamed[kind], renamed[kind])
    return renamed


def _node(fields: Fields, names: dict[str, Names], nodes: Names) -> Fields:
    renamed = dict(fields)
    if "roles" in renamed:
        renamed["roles"] = [names["role"].get(role, role) for role in renamed["roles"]]
    if "department" in renamed:
        renamed["department"] = names["department"].get(renamed["department"], renamed["department"])
    if "documents" in renamed:
        renamed["documents"] = {
            use: [names["document"].get(found, found) for found in listed]
            for use, listed in renamed["documents"].items()
        }
    if "on" in renamed:
        renamed["on"] = nodes.get(renamed["on"], renamed["on"])
    return renamed


def _way(way: Fields, nodes: Names, flows: Names) -> Fields:
    renamed = {**way, "to": nodes[way["to"]]}
    if "id" in way:
        renamed["id"] = flows[way["id"]]
    return renamed
