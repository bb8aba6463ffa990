"""The 25-node sample: bpr reads, analyses and draws it; ProcessPiper only draws it.

    BPR_PEERS_PYTHON=/path/to/python python -m benchmarks.draw_sample

The peers' Python holds processpiper. Both sides report how many elements and connections their picture has.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.harness import Contestant, measure, peers_python, ratio, table, timed

SAMPLE = Path(__file__).parent / "data" / "order-to-cash-25.yaml"

PIPER = """
import contextlib, io, json, os, statistics, sys, tempfile, time
from processpiper import ActivityType, EventType, GatewayType, ProcessMap
sample = json.loads(sys.argv[1])
types = {"start": EventType.START, "end": EventType.END, "activity": ActivityType.TASK,
         "xor": GatewayType.EXCLUSIVE, "and": GatewayType.PARALLEL}
place = os.path.join(tempfile.mkdtemp(), "out.png")
def work():
    with contextlib.redirect_stdout(io.StringIO()):
        with ProcessMap(sample["title"], colour_theme="BLUEMOUNTAIN") as picture:
            with picture.add_pool("Pool") as pool:
                lanes = {name: pool.add_lane(name) for name in sample["lanes"]}
            placed = {n["id"]: lanes[n["lane"]].add_element(n["label"], types[n["type"]]) for n in sample["nodes"]}
            for source, target, label in sample["flows"]:
                placed[source].connect(placed[target], label)
            picture.draw()
            picture.save(place)
    return [len(sample["nodes"]), len(sample["flows"])]
work()
times = []
for _ in range(3):
    begin = time.perf_counter()
    check = work()
    times.append(time.perf_counter() - begin)
print(json.dumps({"s": statistics.median(times), "check": check}))
"""


def sample() -> str:
    """The sample as plain data for the peer."""
    from bpr.formats.files import load
    from bpr.graph import build_graph
    from bpr.model import Process

    process = load(SAMPLE)
    assert isinstance(process, Process)
    graph = build_graph(process)
    return json.dumps(
        {
            "title": str(process.title),
            "lanes": [str(role.name) for role in process.roles.values()],
            "nodes": [
                {
                    "id": node.id,
                    "type": node.type,
                    "label": str(node.label or ""),
                    "lane": str(process.roles[node.role or ""].name),
                }
                for node in graph.nodes.values()
            ],
            "flows": [[flow.source, flow.target, str(flow.when or "")] for flow in process.flows],
        }
    )


def worker(form: str) -> None:
    """Read, analyse and draw."""
    from bpr.diagnosis.analyse import analyse
    from bpr.export.swimlane.picture import draw
    from bpr.formats.files import load
    from bpr.model import Process

    def work() -> list[int]:
        process = load(SAMPLE)
        assert isinstance(process, Process)
        analyse(process)
        picture = draw(process)
        picture.render(form)
        return [len(picture.geometry.boxes), len(picture.geometry.routes)]

    timed(work)


def main() -> None:
    """Print the table."""
    contestants = [
        Contestant(
            f"bpr: read + analyse + draw ({form})", [sys.executable, "-m", "benchmarks.draw_sample", "--worker", form]
        )
        for form in ("svg", "png")
    ]
    if peers := peers_python():
        contestants.insert(0, Contestant("ProcessPiper: draw (png)", [peers, "-c", PIPER, sample()]))
    else:
        print("BPR_PEERS_PYTHON is not set: only bpr runs")
    results = measure(contestants, rounds=3)
    base = results[0].seconds
    rows = [
        [r.name, f"{r.seconds * 1000:.1f}" if r.seconds else "-", ratio(r.seconds, base), str(r.error or r.check)]
        for r in results
    ]
    table(["contestant", "warm ms", "speed", "elements, connections"], rows)
    checks = {str(r.check) for r in results if r.error is None}
    print("same work:", "yes" if len(checks) == 1 else f"NO: {checks}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2])
    else:
        main()
