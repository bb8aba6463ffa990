"""The part of a process that a table holds, and what it leaves out.

``table_part(process)`` is what comes back when a table of the process is read again: steps of every kind with label,
type, next steps with conditions and shares, roles, department, phase, systems, documents, times, cost, duties, note;
departments, roles, systems and documents with their names; the facts of the head. `lost_in_table` names the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from bpr.formats.table.lost_words import word_for
from bpr.formats.table.words import says_nothing
from bpr.model import Activity, Decision, Duration, Event, Next, NodeBase, Process, SubProcess
from bpr.model.nodes import Documents
from bpr.model.organisation import Department, Named
from bpr.text import LANGUAGES, Text

FACTS = (
    *("id", "title", "stage", "family", "owner", "customer", "place", "parent", "level", "volume", "cadence"),
    *("time_unit", "working_time", "currency", "illustrative", "value", "note", "raci"),
)
_DUTIES = ("accountable", "consulted", "informed", "support")
_TIMED = ("time", "wait")
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_SHOWN = 5
_MOST_VALUES = 1_000


def table_part(process: Process) -> Process:
    """The process without what a table cannot hold.

    Example:
        >>> step = {"id": "A", "name": "Check", "automated": True, "time": 5}
        >>> part = table_part(Process.model_validate({"process": "p", "steps": [step]}))
        >>> part.nodes["A"].time.mean, part.nodes["A"].automated
        (5.0, None)
    """
    facts: dict[str, Any] = {name: _cleaned(getattr(process, name)) for name in FACTS}
    if not isinstance(process.raci, str):
        facts["raci"] = "RACI"  # a set of own letters has no cell
    roles = {key: role.model_copy(update={"name": _name(role, key)}) for key, role in process.roles.items()}
    departments = {
        key: Department(name=_name(entry, key), external=entry.external) for key, entry in process.departments.items()
    }
    return Process(
        **facts,
        departments=departments,
        roles=roles,
        systems={key: entry.model_copy(update={"name": _name(entry, key)}) for key, entry in process.systems.items()},
        documents={
            key: entry.model_copy(update={"name": _name(entry, key)}) for key, entry in process.documents.items()
        },
        steps=tuple(_node(process, node) for node in process.steps),
    )


def lost_in_table(process: Process) -> tuple[Text, ...]:
    """What a table of the process leaves out, one message for each key, with the steps it stands at."""
    part = table_part(process)
    places: dict[str, list[str]] = {}
    for node in process.walk():
        for key in _differences(_dump(node), _dump(part.nodes[node.id])):
            if key != "department" or node.department != _own_department(process, node):
                places.setdefault(key, []).append(node.id)
    for key in _differences(_dump(process), _dump(part)):
        places.setdefault(key, [])
    return tuple(_message(key, ids) for key, ids in places.items())


def clean(text: Text | None) -> Text | None:
    """A text as a cell holds it: trimmed, and a blank one, or a dash, says nothing."""
    if text is None:
        return None
    given = {lang: slot for lang in LANGUAGES if (slot := getattr(text, lang)) is not None}
    slots = {lang: _NO_CHARACTERS.sub("", slot).strip() for lang, slot in given.items()}
    kept = {lang: slot for lang, slot in slots.items() if not says_nothing(slot)}
    if kept == given:
        return text
    return Text.model_validate(kept) if kept else None


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, Text) else value


def _name(entry: Named, key: str) -> Text:
    return clean(entry.name) or Text.of(key)


def _own_department(process: Process, node: NodeBase) -> str | None:
    """The department of the node's first role, which the table need not repeat."""
    role = process.roles.get(node.role) if node.role else None
    return role.department if role is not None else None


def _node(process: Process, node: NodeBase) -> NodeBase:
    """One node with the fields a table has."""
    kept: dict[str, Any] = {
        "id": node.id,
        "roles": node.roles,
        "department": None if node.department == _own_department(process, node) else node.department,
        "phase": clean(node.phase),
        "note": clean(node.note),
        "next": tuple(Next(to=way.to, when=clean(way.when), share=way.share) for way in node.next),
        "name": clean(node.label),
    }
    if isinstance(node, Activity):
        kept |= {name: getattr(node, name) for name in ("cost", "systems", *_DUTIES)}
        kept |= {name: _short(getattr(node, name)) for name in _TIMED}
        documents = node.documents
        if documents is not None and (documents.read is not None or documents.written is not None):
            kept["documents"] = Documents(read=documents.read, written=documents.written)
    if isinstance(node, SubProcess):
        kept["steps"] = tuple(_node(process, child) for child in node.steps)
    if isinstance(node, Decision):
        kept |= {name: _short(getattr(node, name)) for name in _TIMED}
    if isinstance(node, Event):
        kept |= {"position": "intermediate" if node.position == "boundary" else node.position}
        kept["wait"] = _short(node.wait)
    return type(node).model_construct(**{**_defaults(type(node)), **kept})


def _short(duration: Duration | None) -> Duration | None:
    """A time that a cell can hold; one with a thousand measured values is a matter for the process file."""
    return None if duration is not None and len(duration.values) > _MOST_VALUES else duration


@cache
def _defaults(kind: type[NodeBase]) -> dict[str, Any]:
    return {name: field.get_default() for name, field in kind.model_fields.items() if not field.is_required()}


def _dump(part: NodeBase | Process) -> dict[str, Any]:
    """The fields of a part beyond its defaults; ways and definitions spread out, so that each key shows alone."""
    data: dict[str, Any] = part.model_dump(by_alias=True, exclude_defaults=True, exclude={"steps"})
    for position, way in enumerate(data.pop("next", ())):
        data |= {f"next.{key}|{position}": value for key, value in way.items()}
    for group in ("departments", "roles", "systems", "documents"):
        if isinstance(part, Process):
            for name, entry in data.pop(group, {}).items():
                data |= {f"{group}.{key}|{name}": value for key, value in entry.items()}
    return data


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    """Names of the keys in which two parts differ, each once."""
    keys = {**one, **other}
    return dict.fromkeys(key.partition("|")[0] for key in keys if one.get(key) != other.get(key))


def _message(key: str, ids: list[str]) -> Text:
    listed = ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
    at_en, at_zh = (f" of {listed}", f"（{listed}）") if ids else ("", "")
    word = word_for(key)
    return Text(
        en=f"a table has no place for '{word.pick('en')}'{at_en}; it stays in the process file",
        zh=f"表格中没有“{word.pick('zh')}”的位置{at_zh}，该内容只保留在流程文件中",
    )
