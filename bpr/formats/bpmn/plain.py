"""A process taken apart into plain data that can be renamed, compared and changed part by part, and put together again.

Values are those of the model's own dump without defaults: text, numbers, lists and dictionaries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from bpr.model import Activity, Decision, Event, Inclusive, Next, NodeBase, Parallel, Process, SubProcess

COLLECTIONS: Final = {
    "organisation": "organisations",
    "department": "departments",
    "role": "roles",
    "system": "systems",
    "document": "documents",
}
_CLASSES: Final[dict[str, type[NodeBase]]] = {
    found.kind: found for found in (Activity, SubProcess, Decision, Parallel, Inclusive, Event)
}
_APART = {*COLLECTIONS.values(), "steps", "messages", "unread"}

Fields = dict[str, Any]


@dataclass(slots=True)
class Plain:
    """The parts of a process: its header, the entries of its collections, nodes, ways, messages.

    ``order`` lists the nodes of each scope, under the id of the sub-process or an empty text for the process itself;
    ``ways`` the ways out of each node.
    """

    header: Fields
    entries: dict[str, dict[str, Fields]]
    nodes: dict[str, Fields] = field(default_factory=dict)
    ways: dict[str, list[Fields]] = field(default_factory=dict)
    order: dict[str, list[str]] = field(default_factory=dict)
    messages: dict[str, Fields] = field(default_factory=dict)
    unread: list[Fields] = field(default_factory=list)


def take_apart(process: Process) -> Plain:
    """The parts of a process as plain data."""
    plain = Plain(
        header=process.model_dump(mode="json", exclude_defaults=True, exclude=_APART),
        entries={
            name: {key: entry.model_dump(mode="json", exclude_defaults=True) for key, entry in entries.items()}
            for name in COLLECTIONS.values()
            for entries in (getattr(process, name),)
        },
        order={"": [node.id for node in process.steps]},
        messages={
            found.id: found.model_dump(mode="json", exclude_defaults=True, exclude={"id"}) for found in process.messages
        },
        unread=[entry.model_dump(mode="json") for entry in process.unread],
    )
    for node in process.walk():
        fields = node.model_dump(mode="json", exclude_defaults=True, exclude={"id", "next", "steps"})
        plain.nodes[node.id] = {"kind": node.kind, **fields}
        plain.ways[node.id] = [way.model_dump(mode="json", exclude_defaults=True) for way in node.next]
        if isinstance(node, SubProcess):
            plain.order[node.id] = [inner.id for inner in node.steps]
    return plain


def put_together(plain: Plain) -> Process:
    """The process these parts make.

    Raises:
        ValidationError: a value is not what the model wants.
        ModelError: a name is used that nothing defines.
    """
    header = {key: value for key, value in plain.header.items() if key in Process.model_fields and key not in _APART}
    return Process.model_validate(
        {
            **header,
            **plain.entries,
            "steps": _steps(plain, ""),
            "messages": [{"id": key, **fields} for key, fields in plain.messages.items()],
            "unread": plain.unread,
        }
    )


def _steps(plain: Plain, scope: str) -> tuple[NodeBase, ...]:
    return tuple(_node(plain, identifier) for identifier in plain.order.get(scope, ()))


def _node(plain: Plain, identifier: str) -> NodeBase:
    """One node; fields that its kind does not know fall away, so that a changed kind keeps what it can."""
    fields = plain.nodes[identifier]
    made = _CLASSES.get(str(fields.get("kind")), Activity)
    known = {key: value for key, value in fields.items() if key in made.model_fields}
    ways = tuple(Next.model_validate(way) for way in plain.ways.get(identifier, ()))
    inside = {"steps": _steps(plain, identifier)} if made is SubProcess else {}
    return made.model_validate({**known, "id": identifier, "next": ways, **inside})
