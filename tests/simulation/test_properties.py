"""Random block-structured models: every token comes home, visits and work are those of the exact analysis."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.model import Process
from bpr.simulation.replicate import play
from bpr.simulation.run import make_plan
from bpr.simulation.scenario import Scenario

BLOCKS = st.recursive(
    st.just("task"),
    lambda inner: st.tuples(
        st.sampled_from(["sequence", "xor", "and", "or", "loop", "nested"]), st.lists(inner, min_size=2, max_size=3)
    ),
    max_leaves=8,
)
ROLES = ("clerk", "chief", "cashier")
JOINS = {"xor": "decision", "and": "parallel", "or": "inclusive"}


class Builder:
    """Writes the steps of a block; each call says where the flow goes on afterwards."""

    def __init__(self) -> None:
        self.number = count(1)

    def steps(self, block: Any, then: str | None) -> tuple[str, list[dict[str, Any]]]:
        name = f"n{next(self.number)}"
        onward = [] if then is None else [then]
        if block == "task":
            role = ROLES[int(name[1:]) % len(ROLES)]
            step = {"id": name, "name": name, "role": role, "time": {"exponential": 2}, "wait": 0, "next": onward}
            return name, [step]
        kind, parts = block
        if kind == "sequence":
            found: list[dict[str, Any]] = []
            for part in reversed(parts):
                then, own = self.steps(part, then)
                found = own + found
            assert then is not None
            return then, found
        if kind == "nested":
            inside = [step for part in parts for step in self.steps(part, None)[1]]
            return name, [{"id": name, "subprocess": name, "steps": inside, "next": onward}]
        if kind == "loop":
            if then is None:
                return self.steps("task", None)
            ways = [{"to": then, "share": 0.7}, {"to": f"{name}b", "share": 0.3}]
            first, body = self.steps(parts[0], f"{name}x")
            back, again = self.steps(parts[1], f"{name}m")
            ways[1]["to"] = back
            merge = {"id": f"{name}m", "decision": "merge", "next": first}
            return f"{name}m", [merge, *body, {"id": f"{name}x", "decision": name, "next": ways}, *again]
        found, ways = [], []
        for place, part in enumerate(parts):
            first, own = self.steps(part, f"{name}j")
            share = {"xor": 1 / len(parts), "or": 0.3 + 0.2 * place}.get(kind)
            ways.append({"to": first} | ({"share": share} if share else {}))
            found += own
        gate = JOINS[kind]
        return name, [{"id": name, gate: name, "next": ways}, *found, {"id": f"{name}j", gate: "join", "next": onward}]


def model(block: Any) -> Process:
    first, steps = Builder().steps(block, "E")
    start = {"id": "S", "event": "start", "position": "start", "next": first}
    end = {"id": "E", "event": "end", "position": "end"}
    roles = {role: {"name": role, "people": 50} for role in ROLES}
    return Process.model_validate({"process": "random", "roles": roles, "steps": [start, *steps, end]})


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_every_token_comes_home_and_visits_are_the_expected_ones(block):
    process = model(block)
    plan = make_plan(process, cases=300, seed=1, size=1, scenario=Scenario(arrivals=5.0), engine="python")
    out = play(plan, 0)
    assert out.totals[0] == out.totals[1]
    assert out.totals[4] == 0
    assert (out.ended >= out.arrive).all()
    visits = expected_visits(build_graph(process))
    total = sum(visits.executions(plan.machine.compiled.graph, step) or 0.0 for step in build_graph(process).steps)
    assert out.tally.done.sum() / 300 == pytest.approx(total, rel=0.35)
