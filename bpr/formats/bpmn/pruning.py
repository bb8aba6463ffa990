"""References to what an editor deleted are taken out, so that the rest of the model stays usable."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from bpr.formats.bpmn.plain import Fields, Plain

_ROLE_LISTS = ("roles", "accountable", "consulted", "informed", "support")


def prune(plain: Plain) -> None:
    """Take out every reference that leads nowhere; ``plain`` is changed."""
    roles, departments = plain.entries["roles"], plain.entries["departments"]
    _one(plain.header, "owner", roles)
    for department in departments.values():
        _one(department, "organisation", plain.entries["organisations"])
    for role in roles.values():
        _one(role, "department", departments)
        _one(role, "reports_to", roles)
    for node in plain.nodes.values():
        _node(plain, node)
    activities = {key for key, node in plain.nodes.items() if node.get("kind") in ("activity", "subprocess")}
    for node in plain.nodes.values():
        if "on" in node and node["on"] not in activities:
            del node["on"]
            node.pop("position", None)
    pairs = plain.header.get("separate")
    if pairs:
        plain.header["separate"] = [pair for pair in pairs if activities.issuperset(pair)]
    for scope in plain.order.values():
        for key in scope:
            plain.ways[key] = [way for way in plain.ways[key] if way.get("to") in scope]


def _node(plain: Plain, node: Fields) -> None:
    roles = plain.entries["roles"]
    _one(node, "department", plain.entries["departments"])
    for name in _ROLE_LISTS:
        _many(node, name, roles)
    _many(node, "systems", plain.entries["systems"])
    if isinstance(node.get("raci"), dict):
        node["raci"] = {role: letters for role, letters in node["raci"].items() if role in roles}
    for holder, known in ((node.get("rights"), roles), (node.get("documents"), plain.entries["documents"])):
        if isinstance(holder, dict):
            for name in list(holder):
                _many(holder, name, known)


def _one(fields: Fields, name: str, known: Container[Any]) -> None:
    if isinstance(fields.get(name), str) and fields[name] not in known:
        del fields[name]


def _many(fields: Fields, name: str, known: Container[Any]) -> None:
    if isinstance(fields.get(name), list):
        fields[name] = [found for found in fields[name] if found in known]
