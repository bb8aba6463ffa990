"""Small processes for the tests of this folder."""

from __future__ import annotations

from typing import Any

from bpr.model import Process


def chain(*steps: dict[str, Any] | str, **header: Any) -> Process:
    """A process from start to end; each step follows the one before unless it says where it goes."""
    entries = [{"id": step, "name": step} if isinstance(step, str) else dict(step) for step in steps]
    for number, entry in enumerate(entries):
        entry.setdefault("next", entries[number + 1]["id"] if number + 1 < len(entries) else "end")
    roles = {role: role for entry in entries for role in [entry.get("role")] if role}
    return Process.model_validate(
        {
            "process": "p",
            "roles": roles,
            **header,
            "steps": [
                {"id": "start", "event": None, "position": "start", "next": entries[0]["id"] if entries else "end"},
                *entries,
                {"id": "end", "event": None, "position": "end"},
            ],
        }
    )


def step(step_id: str, name: Any, **more: Any) -> dict[str, Any]:
    """An activity."""
    return {"id": step_id, "name": name, **more}


def decision(step_id: str, name: Any, ways: dict[str, float | None], **more: Any) -> dict[str, Any]:
    """A decision with its ways and shares."""
    return {
        "id": step_id,
        "decision": name,
        "next": [{"to": to, "when": to, "share": share} for to, share in ways.items()],
        **more,
    }
