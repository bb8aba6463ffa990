"""A Process or ValueChain as the text of a process file.

What is written reads back equal: ``read_yaml(write_yaml(model)) == model``. Keys stand in the order people expect
(id, label, role, times, ... the way on last); a start and an end event that reading would add by itself are left out,
and only where reading would add something else the file says ``events: explicit``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from bpr.formats.implied_events import drop_implied
from bpr.formats.yaml_emit import emit
from bpr.formats.yaml_file import SHARED_KEYS, VERSION
from bpr.model import NodeBase, Process, SubProcess, ValueChain
from bpr.model.nodes import KIND_KEYS

_FIRST = ("id", "name", *KIND_KEYS, "role", "department", "phase")
_LAST = ("note", "next", "steps")
_OPEN = frozenset(
    {*SHARED_KEYS, "messages", "unread", "parties", "elements", "interfaces", "measures", "sources", "kpis"}
)
_ONE_OR_MANY = ("role", "accountable", "consulted", "informed", "support", "system")
_MARKS = ("", "true", "yes")


def write_yaml(model: Process | ValueChain, *, schema: str | None = None) -> str:
    r"""The text of a process file.

    Args:
        model: what to write.
        schema: address of the JSON Schema, put into a first line that editors understand.

    Example:
        >>> print(write_yaml(ValueChain(id="vc", elements=[{"id": "sell", "name": "Sell"}])), end="")
        bpr: 1
        value_chain: vc
        elements:
          - id: sell
            name: Sell
    """
    body = _process(model) if isinstance(model, Process) else _value_chain(model)
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return first + emit({"bpr": int(VERSION), **body}, open_keys=_OPEN)


def _process(process: Process) -> dict[str, Any]:
    """The keys of a process file, the header first and the steps towards the end."""
    data = _dump(process, {"steps"})
    for key in SHARED_KEYS:
        if key in data:
            data[key] = {name: _short_name(entry) for name, entry in data[key].items()}
    if process.volume is not None:
        data["volume"]["per"] = process.volume.per
    steps = [step_data(node) for node in process.steps]
    short = drop_implied(steps)
    late = {key: data.pop(key) for key in ("messages", "unread") if key in data}
    head = {"process": data.pop("process")} | ({"events": "explicit"} if short is None else {})
    return head | data | {"steps": steps if short is None else short} | late


def _value_chain(chain: ValueChain) -> dict[str, Any]:
    """The keys of a value-chain file."""
    data = _dump(chain, set())
    word = "landscape" if data.pop("kind", None) == "landscape" else "value_chain"
    if "parties" in data:
        data["parties"] = {name: _short_name(entry) for name, entry in data["parties"].items()}
    return {word: data.pop("value_chain"), **data}


def step_data(node: NodeBase) -> dict[str, Any]:
    """One step with its keys in order and its short forms."""
    data = _dump(node, {"steps"})
    if node.kind in KIND_KEYS:
        label = data.get(node.kind)
        data[node.kind] = {"en": label} if label in _MARKS else label
    for key in _ONE_OR_MANY:
        if len(data.get(key, ())) == 1:
            data[key] = data[key][0]
    if "raci" in data:
        data["raci"] = {role: _letters(letters) for role, letters in data["raci"].items()}
    if "next" in data:
        ways = [way["to"] if set(way) == {"to"} else way for way in data["next"]]
        data["next"] = ways[0] if len(ways) == 1 else ways
    if isinstance(node, SubProcess) and node.steps:
        data["steps"] = [step_data(inner) for inner in node.steps]
    return _ordered(data)


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    middle = (key for key in data if key not in (*_FIRST, *_LAST))
    return {key: data[key] for key in (*_FIRST, *middle, *_LAST) if key in data}


def _dump(part: BaseModel, without: set[str]) -> dict[str, Any]:
    """What a part of the model says beyond its defaults, as plain data."""
    data: dict[str, Any] = _plain(part.model_dump(by_alias=True, exclude_defaults=True, exclude=without))
    return data


def _plain(value: Any, key: str = "") -> Any:
    """Lists for tuples, whole numbers without a point, shares in per cent."""
    if isinstance(value, dict):
        return {name: _plain(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return per_cent(value) if key in ("share", "availability") else plain_number(value)
    return value


def plain_number(value: float) -> int | float:
    """A whole number without its point."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def per_cent(share: float) -> str | float:
    """A share: ``15%`` where that gives back the very same share, else the fraction."""
    number = plain_number(round(share * 100, 10))
    return f"{number}%" if "e" not in repr(number) and float(number) / 100 == share else share


def _short_name(entry: dict[str, Any]) -> Any:
    """The bare name of something that has only a name; a rate an hour as a bare number."""
    if set(entry) == {"name"}:
        return entry["name"]
    if set(entry.get("rate", ())) == {"amount"}:
        return {**entry, "rate": entry["rate"]["amount"]}
    return entry


def _letters(letters: Iterable[str]) -> str | list[str]:
    """``A/R`` for single capital letters."""
    listed = list(letters)
    return "/".join(listed) if listed and all(len(x) == 1 and "A" <= x <= "Z" for x in listed) else listed
