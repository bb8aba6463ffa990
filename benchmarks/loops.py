"""Loops: bpr's findings against a listing of all circuits by networkx and rustworkx.

    python -m benchmarks.loops [SECONDS]

The models are ``k`` decisions with two ways each inside one rework loop, so they have 2^k circuits. bpr answers with
the loop, its repetition and its cost, and lists circuits up to a bound; the peers list every circuit, stopped after
SECONDS (20). The same work is checked where it can be: with the bounds taken away bpr lists as many circuits as they
do. rustworkx is left out where it is not installed.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from typing import Any

from benchmarks.harness import Contestant, measure, ratio, table

SIZES = (4, 8, 12, 16, 20, 60)
UNBOUNDED_UP_TO = 8


def steps(k: int) -> list[dict[str, Any]]:
    """``k`` decisions in a row, each with a way straight on and one over an activity, and a way back at the end."""
    found: list[dict[str, Any]] = [{"id": "S", "event": None, "position": "start", "next": "D0"}]
    for i in range(k):
        after = f"D{i + 1}" if i + 1 < k else "Z"
        found.append(
            {"id": f"D{i}", "decision": f"D{i}", "next": [{"to": f"A{i}", "share": 0.5}, {"to": f"B{i}", "share": 0.5}]}
        )
        found += [{"id": f"{x}{i}", "name": f"{x}{i}", "time": 1, "wait": 0, "next": after} for x in "AB"]
    found.append({"id": "Z", "decision": "Good?", "next": [{"to": "D0", "share": 0.2}, {"to": "E", "share": 0.8}]})
    found.append({"id": "E", "event": None, "position": "end"})
    return found


def worker(engine: str, k: int) -> None:
    """One answer in a process of its own."""
    from bpr.analysis.frequency.visits import expected_visits
    from bpr.analysis.loops.cycles import cycle_paths
    from bpr.analysis.loops.find import find_loops
    from bpr.analysis.loops.nesting import nesting_forest
    from bpr.graph import build_graph
    from bpr.model import Process

    graph = build_graph(Process.model_validate({"process": "p", "steps": steps(k)}))
    check: dict[str, Any]
    if engine == "bpr":
        begin = time.perf_counter()
        report = find_loops(graph, visits=expected_visits(graph))
        seconds = time.perf_counter() - begin
        (edge,) = report.returning_edges
        truncated = report.to_json()["truncated"]
        check = {"returns per case": edge.return_flow_per_case.value, "truncated": truncated}
        if k <= UNBOUNDED_UP_TO:
            regions = [frozenset(loop.body) | set(loop.entries) for loop in nesting_forest(graph)]
            listed = cycle_paths(graph, regions, max_cycles=None, max_length=None, budget=None)
            check["circuits"] = len(listed.nodes)
    elif engine == "networkx":
        import networkx as nx

        plain = nx.DiGraph(graph.network)
        begin = time.perf_counter()
        count = sum(1 for _ in nx.simple_cycles(plain))
        seconds = time.perf_counter() - begin
        check = {"circuits": count}
    else:
        import rustworkx as rx

        plain = rx.PyDiGraph()
        index = {node: plain.add_node(node) for node in graph.nodes}
        for edge in graph.edges:
            plain.add_edge(index[edge.source], index[edge.target], None)
        begin = time.perf_counter()
        count = sum(1 for _ in rx.simple_cycles(plain))
        seconds = time.perf_counter() - begin
        check = {"circuits": count}
    print(json.dumps({"s": seconds, "check": check}))


def main(limit: float) -> None:
    """Print the table."""
    engines = ["bpr", "networkx", *(["rustworkx"] if importlib.util.find_spec("rustworkx") else [])]
    rows = []
    for k in SIZES:
        commands = [
            Contestant(engine, [sys.executable, "-m", "benchmarks.loops", "--worker", engine, str(k)])
            for engine in engines
        ]
        found = {result.name: result for result in measure(commands, rounds=1, timeout=limit)}
        own = found["bpr"]
        peers = [found[engine] for engine in engines[1:]]
        counts = {r.check["circuits"] for r in found.values() if not r.error and "circuits" in r.check}
        rows.append(
            [
                f"{k} decisions, 2^{k} circuits",
                f"{own.seconds * 1000:.1f}" if own.seconds is not None else own.error,
                "truncated" if (own.check or {}).get("truncated") else "complete",
                *(f"> {limit:.0f} s" if peer.error else f"{peer.seconds * 1000:.1f}" for peer in peers),
                *("-" if peer.error else ratio(own.seconds, peer.seconds) for peer in peers),
                "yes" if len(counts) == 1 and (not peers or counts == {2**k}) else "NO" if counts - {2**k} else "-",
            ]
        )
    names = engines[1:]
    table(
        ["model", "bpr ms", "listing", *(f"{n} ms" for n in names), *(f"vs {n}" for n in names), "same circuits"], rows
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], int(sys.argv[3]))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
