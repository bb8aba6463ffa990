"""Simulation of the loan model: bpr in plain Python and compiled, against simpy by hand, ciw and prosimos.

    BPR_PEERS_PYTHON=/path/to/python python -m benchmarks.simulation [CASES] [ROUNDS]

Equal work: the mean cycle times must agree within their intervals (ciw has no fork and join and plays the ``xor``
variant, as does a bpr line of its own). Memory is the peak of the whole process. The compiled line leaves out the
translation, which numba keeps on disk.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.harness import Contestant, measure, peers_python, ratio, table


def worker(engine: str, variant: str, cases: int, seed: int) -> None:
    """One bpr run in a process of its own."""
    import resource

    import numpy as np

    from benchmarks.loan_model import MEAN_ARRIVAL, process_data
    from bpr.model import Process
    from bpr.simulation.replicate import measure as tell
    from bpr.simulation.replicate import play
    from bpr.simulation.run import make_plan
    from bpr.simulation.scenario import Scenario

    process = Process.model_validate(process_data(variant))
    options = {"scenario": Scenario(arrivals=MEAN_ARRIVAL), "engine": engine, "size": cases}
    if engine == "compiled":
        play(make_plan(process, cases=10, seed=seed, **options), 0)
    begin = time.perf_counter()
    plan = make_plan(process, cases=cases, seed=seed, **options)
    played = play(plan, 0)
    tell(plan, played)
    seconds = time.perf_counter() - begin
    kept = played.cycle_times[cases // 10 :] / 3600
    batches = [part.mean() for part in np.array_split(kept, 20)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    check = {
        "mean": float(kept.mean()),
        "half": float(2.093 * np.std(batches, ddof=1) / 20**0.5),
        "tasks": int(played.tally.done.sum()),
        "rss": memory,
    }
    print(json.dumps({"s": seconds, "check": check}))


def main(cases: int, rounds: int) -> None:
    """Print the table."""
    import importlib.util

    own = [sys.executable, "-m", "benchmarks.simulation", "--worker"]
    peer = [str(Path(__file__).with_name("simulation_peers.py"))]
    contestants = [Contestant("bpr, plain Python", [*own, "python", "and", str(cases), "1"])]
    contestants.append(Contestant("bpr, plain Python (xor)", [*own, "python", "xor", str(cases), "1"]))
    if importlib.util.find_spec("numba") is not None:
        contestants.append(Contestant("bpr, compiled", [*own, "compiled", "and", str(cases), "1"]))
        contestants.append(Contestant("bpr, compiled (xor)", [*own, "compiled", "xor", str(cases), "1"]))
    if peers := peers_python():
        for name in ("simpy", "prosimos", "ciw"):
            label = f"{name} (xor)" if name == "ciw" else name
            contestants.append(Contestant(label, [peers, *peer, name, str(cases), "1"]))
    else:
        print("BPR_PEERS_PYTHON is not set: only bpr runs")
    found = {result.name: result for result in measure(contestants, rounds=rounds, timeout=1800)}
    rows = []
    for name, result in found.items():
        if result.error or not result.check:
            rows.append([name, result.error or "no result", *["-"] * 7])
            continue
        versus = [found[peer].seconds if peer in found else None for peer in ("prosimos", "simpy", "ciw (xor)")]
        check = result.check
        rows.append(
            [
                name,
                f"{result.seconds:.3f}",
                f"{cases / (result.seconds or 1):,.0f}",
                f"{check['rss']:.0f}",
                *(ratio(result.seconds, peer) for peer in versus),
                f"{check['mean']:.3f} ± {check['half']:.3f}",
                f"{check['tasks'] / cases:.3f}" if check["tasks"] else "-",
            ]
        )
    print(f"{cases:,} cases, {rounds} rounds")
    table(
        ["simulator", "s", "cases/s", "MB", "vs prosimos", "vs simpy", "vs ciw", "mean cycle h (95 %)", "tasks/case"],
        rows,
    )
    _agree(found)


def _agree(found: dict) -> None:
    """Whether the intervals of each variant overlap."""
    for variant in (False, True):
        checks = {
            name: result.check
            for name, result in found.items()
            if result.check and not result.error and name.endswith("(xor)") == variant
        }
        if checks:
            low = max(check["mean"] - check["half"] for check in checks.values())
            high = min(check["mean"] + check["half"] for check in checks.values())
            words = "all intervals overlap" if low <= high else "THE INTERVALS DO NOT ALL OVERLAP"
            print(f"{'xor' if variant else 'and'} variant: {words}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
