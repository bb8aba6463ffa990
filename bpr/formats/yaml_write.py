"""A Process or ValueChain as the text of a process file.

What is written reads back equal: ``read_yaml(write_yaml(model)) == model``. Keys stand in the order people expect
(id, label, role, times, ... the way on last); a start and an end event that reading would add by itself are left out,
in all other cases the file says ``events: explicit``.
"""

from __future__ import annotations

from typing import Any

from bpr.formats.implied_events import drop_implied
from bpr.formats.yaml_emit import emit
from bpr.formats.yaml_file import VERSION
from bpr.model import Process, ValueChain
from bpr.model.nodes import KIND_KEYS

_FIRST = ("id", "name", *KIND_KEYS, "role", "department", "phase")
_LAST = ("note", "steps", "next")
_OPEN = frozenset(
    {
        *("organisations", "departments", "roles", "systems", "documents", "steps", "messages", "unread"),
        *("parties", "elements", "interfaces", "measures", "sources", "kpis"),
    }
)
_LISTS = frozenset({"next", "role", "accountable", "consulted", "informed", "support", "system"})
_MARKS = ("", "true", "yes")


def write_yaml(model: Process | ValueChain, *, schema: str | None = None) -> str:
    """The text of a process file.

    Args:
        model: what to write.
        schema: address of the JSON Schema, put into a first line that editors understand.
    """
    data = model.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    head: dict[str, Any] = {"bpr": int(VERSION)}
    if isinstance(model, Process):
        steps = [_step(raw) for raw in data.pop("steps", ())]
        short = drop_implied(steps)
        if short is None:
            head_keys: dict[str, Any] = {"events": "explicit"}
            short = steps
        else:
            head_keys = {}
        body = {key: _plain(value) for key, value in data.items()}
        body = {"process": body.pop("process"), **head_keys, **body}
        for key in _named(body):
            body[key] = {name: _short_name(entry) for name, entry in body[key].items()}
        late = {key: body.pop(key) for key in ("messages", "unread") if key in body}
        head |= {**body, "steps": short, **late}
    else:
        body = {key: _plain(value) for key, value in data.items()}
        kind = "landscape" if body.pop("kind", None) == "landscape" else "value_chain"
        head |= {kind: body.pop("value_chain"), **body}
        if "parties" in head:
            head["parties"] = {name: _short_name(entry) for name, entry in head["parties"].items()}
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return first + emit(head, open_keys=_OPEN)


def _named(body: dict[str, Any]) -> list[str]:
    return [key for key in ("organisations", "departments", "roles", "systems", "documents") if key in body]
