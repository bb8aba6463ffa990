"""Expected visits of large graphs: bpr against a sparse LU of scipy on the same equations.

    BPR_PEERS_PYTHON=/path/to/python python -m benchmarks.visits [SECONDS]

``ladder``: decisions in a row, each of which may send the work back to the one before (one loop through everything).
``blocks``: parallel pairs and rework loops in turn. ``architecture``: small processes with rework that hand over to
each other at random, so that many nodes lie in one tangle. The graphs are built directly: a process file holds at
most 20,000 nodes. bpr's time is the whole answer (weights, parts, solution, flows), scipy's the solution alone. Both
sides must agree on every node within 1e-9.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import Contestant, measure, peers_python, ratio, table

SIZES = (1_000, 10_000, 100_000)
KINDS = ("ladder", "blocks", "architecture")

PEER = """
import json, sys, time
import numpy as np
from scipy.sparse import coo_matrix, identity
from scipy.sparse.linalg import spsolve
data = np.load(sys.argv[1])
n = int(data["n"])
begin = time.perf_counter()
matrix = identity(n, format="csc") - coo_matrix((data["value"], (data["row"], data["column"])), shape=(n, n)).tocsc()
visits = spsolve(matrix, data["right"])
seconds = time.perf_counter() - begin
print(json.dumps({"s": seconds, "check": float(np.abs(visits - data["visits"]).max())}))
"""


def graph(kind: str, size: int):
    """A graph of about so many nodes."""
    from bpr.graph.process_graph import GraphEdge, GraphNode, ProcessGraph
    from bpr.model import Process

    nodes: dict[str, GraphNode] = {}
    edges: list[GraphEdge] = []

    def node(name: str, type_: str, *ways: tuple[str, float | None]) -> None:
        nodes[name] = GraphNode(name, type_, step=type_ == "activity", origin=name)
        edges.extend(GraphEdge(f"{name}->{to}", name, to, share) for to, share in ways)

    if kind == "ladder":
        node("S", "start", ("n0", None))
        for i in range(size):
            after = f"n{i + 1}" if i + 1 < size else "E"
            node(f"n{i}", "xor", (after, 0.9), (f"n{max(0, i - 1)}", 0.1))
    elif kind == "architecture":
        ways = architecture(size)
        node("S", "start", ("n0", None))
        for i, targets in ways.items():
            leave = [("E", 0.02)] if i % 20 == 19 or not targets else []
            rest = 1.0 - sum(share for _, share in leave)
            node(f"n{i}", "xor", *leave, *((f"n{t}", rest / len(targets)) for t in targets))
    else:
        blocks = size // 6
        node("S", "start", ("p0", None))
        for i in range(blocks):
            after = f"p{i + 1}" if i + 1 < blocks else "E"
            node(f"p{i}", "and", (f"a{i}", None), (f"b{i}", None))
            node(f"a{i}", "activity", (f"j{i}", None))
            node(f"b{i}", "activity", (f"j{i}", None))
            node(f"j{i}", "and", (f"x{i}", None))
            node(f"x{i}", "xor", (f"p{i}", 0.25), (after, 0.75))
    node("E", "end")
    return ProcessGraph(Process(id="large"), nodes, tuple(edges))


def architecture(size: int) -> dict[int, list[int]]:
    """Where each node leads: chains of 20 with skips and rework, three hand-overs a chain to anywhere."""
    rng = random.Random(1)
    ways: dict[int, set[int]] = {i: set() for i in range(size)}
    for first in range(0, size, 20):
        last = min(size, first + 20) - 1
        for i in range(first, last):
            ways[i].add(i + 1)
            if rng.random() < 0.15:
                ways[i].add(min(last, i + rng.randrange(2, 5)))
            if rng.random() < 0.08:
                ways[i].add(max(first, i - rng.randrange(1, 6)))
        for _ in range(3):
            ways[min(last, first + rng.randrange(20))].add(rng.randrange(size))
    return {i: sorted(targets - {i}) for i, targets in ways.items()}


def worker(kind: str, size: int, path: str) -> None:
    """One solution, written down with its equations for the peer."""
    import numpy as np

    from bpr.analysis.frequency.equations import equations
    from bpr.analysis.frequency.visits import expected_visits
    from bpr.analysis.frequency.weights import edge_weights

    built = graph(kind, size)
    begin = time.perf_counter()
    visits = expected_visits(built)
    seconds = time.perf_counter() - begin
    system = equations(built, edge_weights(built), built.reachable(built.starts))
    place = {name: i for i, name in enumerate(built.nodes)}
    cells = [(place[n], place[o], f) for n, row in system.rows.items() for o, f in row.terms.items()]
    rows, columns, values = zip(*cells, strict=True)
    np.savez(
        path,
        n=len(place),
        row=rows,
        column=columns,
        value=values,
        right=[system.rows[name].constant for name in place],
        visits=[visits.visits[name] for name in place],
    )
    print(json.dumps({"s": seconds, "check": max(v or 0.0 for v in visits.visits.values())}))


def main(limit: float) -> None:
    """Print the table."""
    peers = peers_python()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for size in SIZES:
                path = str(Path(folder) / f"{kind}-{size}.npz")
                own = [sys.executable, "-m", "benchmarks.visits", "--worker", kind, str(size), path]
                contestants = [Contestant("bpr", own)]
                contestants += [Contestant("scipy", [peers, "-c", PEER, path])] if peers else []
                found = {result.name: result for result in measure(contestants, rounds=3, timeout=limit)}
                mine, peer = found["bpr"], found.get("scipy")
                ran = peer is not None and peer.error is None
                rows.append(
                    [
                        f"{kind}, {size:,} nodes",
                        f"{mine.seconds:.3f}" if mine.seconds is not None else str(mine.error),
                        f"{peer.seconds:.3f}" if ran else "-",
                        ratio(mine.seconds, peer.seconds) if ran else "-",
                        f"{peer.check:.1e}" if ran else "-",
                    ]
                )
    table(["model", "bpr s", "scipy s", "bpr vs scipy", "largest difference"], rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 120.0)
