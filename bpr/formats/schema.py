"""JSON Schema (draft 2020-12) of the process and value-chain files, for completion and checking in editors.

Made from the pydantic models, by the names used in files, with what a file may write shorter: a bare target for a way,
a bare name for a role, one item for a list of one, ``15%`` for a share, ``parallel: true`` for a mark without a label.
"""

from __future__ import annotations

from typing import Any

from bpr.model import Process, ValueChain
from bpr.model.nodes import KIND_KEYS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID: dict[str, Any] = {"type": ["string", "number"], "minLength": 1, "maxLength": 500}
_TEXT: dict[str, Any] = {"$ref": "#/$defs/Text"}
_SHORT_FORMS: dict[str, list[dict[str, Any]]] = {
    "Next": [_ID],
    "Rate": [{"type": "number", "minimum": 0}],
    "Documents": [_ID, {"type": "array", "items": _ID}],
    **{name: [_TEXT] for name in ("Organisation", "Department", "Role", "System", "Document")},
}


def process_schema() -> dict[str, Any]:
    """The schema of a process file.

    Example:
        >>> sorted(process_schema()["required"])
        ['process']
    """
    schema = _base(Process.model_json_schema(by_alias=True), "bpr process")
    schema["properties"]["events"] = {
        "enum": ["implied", "explicit"],
        "description": "explicit: no start or end event is added to those written.",
    }
    schema["properties"]["steps"]["description"] = "Activities, decisions, parallel blocks and events, in any order."
    return schema


def value_chain_schema() -> dict[str, Any]:
    """The schema of a value-chain or landscape file."""
    schema = _base(ValueChain.model_json_schema(by_alias=True), "bpr value chain")
    schema["properties"]["landscape"] = {**_ID, "description": "The id of a landscape, instead of 'value_chain'."}
    schema["required"] = [key for key in schema["required"] if key != "value_chain"]
    schema["oneOf"] = [{"required": ["value_chain"]}, {"required": ["landscape"]}]
    return schema


def _base(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """The model's schema with the forms of the file and the version key."""
    definitions = {name: _definition(name, _loosened(part)) for name, part in sorted(schema.pop("$defs").items())}
    schema = _loosened(schema)
    schema["properties"] = {"bpr": {"const": 1, "description": "Version of the file format."}, **schema["properties"]}
    return {"$schema": _DIALECT, **schema, "title": title, "$defs": definitions}


def _definition(name: str, part: dict[str, Any]) -> dict[str, Any]:
    """One definition with its short forms; a step is of the kind whose key it carries."""
    kinds = {"SubProcess": "subprocess", **{key.capitalize(): key for key in KIND_KEYS}}
    if name in kinds:
        key = kinds[name]
        part["required"] = [*part["required"], key]
        part["properties"][key] = {"anyOf": [_TEXT, {"const": True}, {"type": "null"}]}
    if name == "Text":
        return {**part, "anyOf": [*part["anyOf"], {"type": "number"}]}
    if name in _SHORT_FORMS:
        return {"anyOf": [*_SHORT_FORMS[name], part]}
    return part


def _loosened(part: Any) -> Any:
    """What the reader accepts beyond the model: one item for a list, texts for numbers, empty for absent."""
    if isinstance(part, list):
        return [_loosened(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _loosened(item) for key, item in part.items() if not _is_noise(key, item)}
    if kept.get("type") == "string" and kept.get("minLength") == 1:
        return {**kept, "type": _ID["type"]}
    items = kept.get("items")
    if kept.get("type") == "array" and isinstance(items, dict) and not items.keys() & {"oneOf", "prefixItems"}:
        return {"anyOf": [items, kept]}
    choices = kept.get("anyOf", [])
    if {"type": "null"} in choices and any(
        isinstance(choice, dict) and choice.get("type") == "number" for choice in choices
    ):
        return {**kept, "anyOf": [*choices, {"type": "string"}]}
    return kept


def _is_noise(key: str, item: Any) -> bool:
    """Titles pydantic makes from field names, and defaults that only say 'absent'."""
    return (key == "title" and isinstance(item, str)) or (key == "default" and item in (None, []))
