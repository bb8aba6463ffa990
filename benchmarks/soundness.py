"""Soundness of models of up to 1,800 nodes: bpr against the Woflan check of pm4py on the same nets.

    BPR_PEERS_PYTHON=/path/to/python python -m benchmarks.soundness [SECONDS]

Each kind of model is made in growing sizes. The peer (pm4py is AGPL: a tool to compare with, never a dependency) gets
the same model as a Petri net; a run that takes longer than SECONDS (30) is stopped. Both sides must say the same.
"""

from __future__ import annotations

import json
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.harness import Contestant, measure, peers_python, ratio, table, timed
from bpr.graph import ProcessGraph, build_graph
from bpr.model import Process

KINDS = ("chain", "blocks", "wide", "knots", "parallel-knots", "wrong-join")
SIZES = (60, 300, 1800)

PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import pm4py
from pm4py.objects.petri_net.obj import PetriNet, Marking
from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to
data = json.load(open(sys.argv[1]))
net, nodes = PetriNet("n"), {}
for name in data["places"]:
    nodes[name] = PetriNet.Place(name); net.places.add(nodes[name])
for name in data["transitions"]:
    nodes[name] = PetriNet.Transition(name, name); net.transitions.add(nodes[name])
for source, target in data["arcs"]:
    add_arc_from_to(nodes[source], nodes[target], net)
begin = time.perf_counter()
answer = pm4py.check_soundness(net, Marking({nodes["p0"]: 1}), Marking({nodes["p_end"]: 1}))
sound = answer[0] if isinstance(answer, tuple) else answer
print(json.dumps({"s": time.perf_counter() - begin, "check": bool(sound)}))
"""


def arrows(kind: str, size: int) -> list[tuple[str, str]]:
    """A model of about so many nodes as pairs; X exclusive, P parallel, anything else an activity."""
    if kind == "chain":
        names = ["S", *(f"a{n}" for n in range(size - 2)), "E"]
        return list(pairwise(names))
    if kind in ("wide", "wrong-join"):
        join = "Pz" if kind == "wide" else "Xz"
        return [
            ("S", "P"),
            *(pair for n in range(size - 4) for pair in (("P", f"a{n}"), (f"a{n}", join))),
            (join, "E"),
        ]
    if kind == "blocks":
        pairs, last = [], "S"
        for n in range(size // 5):
            split, join = (f"P{n}", f"P{n}j") if n % 2 else (f"X{n}", f"X{n}j")
            pairs += [(last, split), (split, f"a{n}"), (split, f"b{n}"), (f"a{n}", join), (f"b{n}", join)]
            last = join
        return [*pairs, (last, "E")]
    pairs, last = [], "S"
    for n in range(size // 7):
        if kind == "knots":
            pairs.append((last, f"X{n}"))
            last = f"c{n}"
        else:
            pairs += [("P", f"X{n}"), (f"c{n}", "Pz")]
        pairs += [(f"X{n}", f"P{n}{side}") for side in "ab"]
        pairs += [(f"P{n}{side}", f"X{n}{way}") for side in "ab" for way in "lr"]
        pairs += [(f"X{n}{way}", f"P{n}j") for way in "lr"] + [(f"P{n}j", f"c{n}")]
    return [*pairs, (last, "E")] if kind == "knots" else [("S", "P"), *pairs, ("Pz", "E")]


def model(kind: str, size: int) -> ProcessGraph:
    """The same as a process graph."""
    pairs = arrows(kind, size)
    steps: dict[str, dict[str, Any]] = {}
    for source, target in pairs:
        for name in (source, target):
            key = {"X": "decision", "P": "parallel", "S": "event", "E": "event"}.get(name[0], "name")
            steps.setdefault(name, {"id": name, key: name, "next": []})
        steps[source]["next"].append(target)
    steps["S"]["position"], steps["E"]["position"] = "start", "end"
    return build_graph(Process.model_validate({"process": "p", "steps": list(steps.values())}))


def petri(kind: str, size: int) -> dict[str, Any]:
    """The same as a workflow net: flows are places, nodes are transitions, one a way of an exclusive gateway."""
    pairs = arrows(kind, size)
    place = {pair: f"p{number}" for number, pair in enumerate(pairs, 1)}
    transitions, arcs = [], []

    def fire(name: str, taken: list[str], given: list[str]) -> None:
        transitions.append(name)
        arcs.extend([(source, name) for source in taken] + [(name, target) for target in given])

    for node in dict.fromkeys(name for pair in pairs for name in pair):
        taken = [place[pair] for pair in pairs if pair[1] == node] or ["p0"]
        given = [place[pair] for pair in pairs if pair[0] == node] or ["p_end"]
        if node[0] == "X":
            for entry in taken:
                for way in given:
                    fire(f"{node}:{entry}:{way}", [entry], [way])
        else:
            fire(node, taken, given)
    return {"places": ["p0", *place.values(), "p_end"], "transitions": transitions, "arcs": arcs}


def worker(kind: str, size: int) -> None:
    """Judge one model."""
    from bpr.analysis.soundness.check import check_soundness

    graph = model(kind, size)
    timed(lambda: check_soundness(graph, max_states=20_000).verdict == "sound", repeat=1)


def main(seconds: float) -> None:
    """Print the table."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for size in SIZES:
                contestants = [
                    Contestant("bpr", [sys.executable, "-m", "benchmarks.soundness", "--worker", kind, str(size)])
                ]
                if peers := peers_python():
                    path = Path(folder) / f"{kind}-{size}.json"
                    path.write_text(json.dumps(petri(kind, size)), encoding="utf-8")
                    contestants.append(Contestant("pm4py", [peers, "-c", PEER, str(path)]))
                own, *others = measure(contestants, rounds=1, timeout=seconds)
                peer = others[0] if others else None
                if peer is not None and peer.error is None and peer.check != own.check:
                    print(f"apart on {kind} {size}: bpr {own.check}, pm4py {peer.check}")
                said = "-"
                if peer is not None:
                    stopped = f"stopped at {seconds:g}" if peer.wall >= seconds else peer.error
                    said = f"{peer.seconds:.3f}" if peer.error is None else str(stopped)
                faster = ratio(own.seconds, peer.seconds) if peer is not None else "-"
                took = own.error or f"{own.seconds:.3f}"
                rows.append([kind, str(size), "sound" if own.check else "not sound", took, said[:40], faster])
    table(["model", "nodes", "verdict", "bpr s", "pm4py s", "times faster"], rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], int(sys.argv[3]))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0)
