"""Small processes for the tests of single analyses."""

from __future__ import annotations

from typing import Any

from bpr.graph import ProcessGraph, build_graph
from bpr.model import Process


def process(*steps: dict[str, Any], roles: dict[str, Any] | None = None, **header: Any) -> Process:
    """A process whose roles are made from the steps where they are not given."""
    named = {name for step in steps for name in _roles(step.get("role"))}
    known = {name: name.title() for name in sorted(named)} | (roles or {})
    return Process.model_validate({"process": "p", "roles": known, "steps": list(steps), **header})


def graph(*steps: dict[str, Any], **header: Any) -> ProcessGraph:
    """The graph of a small process."""
    return build_graph(process(*steps, **header))


def start(to: str) -> dict[str, Any]:
    return {"id": "S", "event": None, "position": "start", "next": to}


END: dict[str, Any] = {"id": "E", "event": None, "position": "end"}


def chain(*steps: dict[str, Any]) -> list[dict[str, Any]]:
    """Start, the steps one after the other, end; a step that names its own ``next`` keeps it."""
    following = [*(step["id"] for step in steps[1:]), "E"]
    linked = [{"next": after, **step} for step, after in zip(steps, following, strict=True)]
    return [start(steps[0]["id"]), *linked, END]


def rework(share: str = "20%", **fields: Any) -> list[dict[str, Any]]:
    """A, B, then a decision that sends the share back to A."""
    return chain(
        {"id": "A", "name": "Write", "role": "clerk", "time": 30, "wait": 0, **fields},
        {"id": "B", "name": "Check", "role": "boss", "time": 10, "wait": 60, **fields},
        {"id": "G", "decision": "Good?", "next": [{"to": "A", "share": share}, {"to": "E"}]},
    )


def parallel(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    """Two activities B and C at once."""
    return [
        start("P"),
        {"id": "P", "parallel": None, "next": ["B", "C"]},
        {"id": "B", "name": "Left", "role": "left", "next": "J", **first},
        {"id": "C", "name": "Right", "role": "right", "next": "J", **second},
        {"id": "J", "parallel": None, "next": "E"},
        END,
    ]


def _roles(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
