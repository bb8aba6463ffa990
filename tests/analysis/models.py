"""Small models for the tests of handoffs and loops, and a strategy for random ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from bpr.graph import ProcessGraph, build_graph
from bpr.model import NodeBase, Process

START = {"id": "S", "event": None, "position": "start", "next": "A"}
END = {"id": "E", "event": None, "position": "end"}


def graph(*steps: dict[str, Any], **fields: Any) -> ProcessGraph:
    """The graph of the given steps; roles r1, r2, ... belong to departments d1, d1, d2, d2, ..."""
    roles = {f"r{number}": {"name": f"R{number}", "department": f"d{(number + 1) // 2}"} for number in range(1, 7)}
    departments = {f"d{number}": {"name": f"D{number}"} for number in range(1, 4)}
    return build_graph(
        Process.model_validate({"process": "p", "roles": roles, "departments": departments, "steps": steps, **fields})
    )


def step(name: str, role: str | None = None, to: Any = (), **fields: Any) -> dict[str, Any]:
    """An activity."""
    return {"id": name, "name": name, "role": role or [], "next": to, **fields}


def choice(name: str, role: str | None = None, **shares: float) -> dict[str, Any]:
    """A decision with a share for each target."""
    ways = [{"to": target, "share": share} for target, share in shares.items()]
    return {"id": name, "decision": name, "role": role or [], "next": ways}


def parallel_block_in_a_loop() -> ProcessGraph:
    """A parallel block that 40% of the cases repeat; one branch holds a loop of its own."""
    return graph(
        START,
        step("A", "r1", "P1", time=1),
        {"id": "P1", "parallel": None, "next": ["B", "C"]},
        step("B", "r2", "P2", time=2),
        step("C", "r3", "G", time=3),
        choice("G", **{"C": 0.3, "P2": 0.7}),
        {"id": "P2", "parallel": None, "next": "D"},
        step("D", "r2", "H", time=4),
        choice("H", **{"X": 0.4, "F": 0.6}),
        step("X", "r1", "A", time=5),
        step("F", "r1", "E", time=6),
        END,
    )


def rebuilt(built: ProcessGraph, change: Callable[[NodeBase], dict[str, Any]]) -> ProcessGraph:
    """The same graph after a change to the fields of each node."""
    process = built.process
    steps = tuple(node.model_copy(update=change(node)) for node in process.steps)
    return build_graph(Process(process="p", roles=process.roles, departments=process.departments, steps=steps))


@st.composite
def routed_graphs(draw: st.DrawFn) -> ProcessGraph:
    """Steps and routing nodes in a row; routing nodes may also lead anywhere but to the first step, also back.

    The first step is A, the last one Z, each is executed once in every case.
    """
    kinds = draw(st.lists(st.booleans(), min_size=1, max_size=8))
    names = ["A", *(f"{'N' if is_step else 'G'}{number}" for number, is_step in enumerate(kinds)), "Z"]
    role = st.sampled_from(["r1", "r2", "r3", "r4", "r5"])
    time = st.integers(0, 20)
    steps: list[dict[str, Any]] = [START]
    for number, name in enumerate(names[:-1]):
        onward = names[number + 1]
        if name.startswith("G"):
            others = draw(st.lists(st.sampled_from(names[1:]), max_size=3, unique=True))
            weights = {onward: draw(st.integers(2, 9))}
            for other in others:
                weights[other] = weights.get(other, 0) + draw(st.integers(1, 3))
            total = sum(weights.values())
            steps.append(choice(name, **{target: weight / total for target, weight in weights.items()}))
        else:
            steps.append(step(name, draw(role), onward, time=draw(time)))
    steps += [step("Z", draw(role), "E", time=draw(time)), END]
    return graph(*steps)
