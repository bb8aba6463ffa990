"""Small processes for the simulation tests."""

from __future__ import annotations

from typing import Any

from bpr.model import Process


def process(steps: list[dict[str, Any]], *, people: dict[str, Any] | None = None, **header: Any) -> Process:
    """A process whose steps follow each other where they do not say otherwise."""
    chain = [{"id": "S", "event": "start", "position": "start"}, *[dict(step) for step in steps]]
    end = {"id": "E", "event": "end", "position": "end"}
    for step, after in zip(chain, [*chain[1:], end], strict=True):
        if step.get("position") != "end":
            step.setdefault("next", after["id"])
    roles = {
        name: {"name": name, **(number if isinstance(number, dict) else {"people": number})}
        for name, number in (people or {}).items()
    }
    return Process.model_validate({"process": "p", "roles": roles, "steps": [*chain, end], **header})


def task(name: str, role: str | list[str], time: Any, **more: Any) -> dict[str, Any]:
    """An activity that waits for nobody but its role."""
    return {"id": name, "name": name, "role": role, "time": time, "wait": 0, **more}


def queue(rate: float = 0.7, people: float = 1, time: Any = None, **header: Any) -> Process:
    """One station."""
    del rate
    return process([task("A", "clerk", time or {"exponential": 1})], people={"clerk": people}, **header)


def rework() -> Process:
    """Two stations, one case in five comes back."""
    return process(
        [
            task("A", "a", {"exponential": 1}),
            task("B", "b", {"exponential": 1}, next=[{"to": "A", "share": 0.2}, {"to": "E", "share": 0.8}]),
        ],
        people={"a": 1, "b": 1},
    )


def fork(join: str = "parallel", split: str = "parallel", shares: tuple[float | None, ...] = (None, None)) -> Process:
    """Two branches between a split and a join."""
    ways = [
        {"to": to, **({"share": share} if share is not None else {})} for to, share in zip("AB", shares, strict=True)
    ]
    return process(
        [
            {"id": "G", split: "split", "next": ways},
            task("A", "a", {"fixed": 2}, next="J"),
            task("B", "b", {"fixed": 5}, next="J"),
            {"id": "J", join: "join"},
        ],
        people={"a": 1000, "b": 1000},
    )
