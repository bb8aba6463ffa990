"""Simulation of the loan model: bpr in plain Python and compiled, against simpy by hand, ciw and prosimos.

    BPR_PEERS_PYTHON=/path/to/python python -m benchmarks.simulation [CASES] [ROUNDS] [--without ciw,simpy]

Equal work: the mean cycle times must agree within their intervals (ciw has no fork and join and plays the ``xor``
variant, as does a bpr line of its own). Seconds are CPU seconds, the least of the rounds, because others may use the
machine. Memory is the peak of the whole process, and what the run adds to the process that has everything imported
(bpr compiled: numba loaded, of which the compiler alone takes 80 MB). The compiled line leaves out the translation,
which numba keeps on disk.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.harness import Contestant, measure, peers_python, ratio, table


def worker(engine: str, variant: str, cases: int, seed: int) -> None:
    """One bpr run in a process of its own."""
    import numpy as np

    from benchmarks.loan_model import MEAN_ARRIVAL, process_data
    from bpr.model import Process
    from bpr.simulation.replicate import measure as tell
    from bpr.simulation.replicate import play
    from bpr.simulation.run import make_plan
    from bpr.simulation.scenario import Scenario

    process = Process.model_validate(process_data(variant))
    options = {"scenario": Scenario(arrivals=MEAN_ARRIVAL), "engine": engine, "size": cases}
    play(make_plan(process, cases=10, seed=seed, **options), 0)
    idle, begin = _memory(), time.process_time()
    plan = make_plan(process, cases=cases, seed=seed, **options)
    played = play(plan, 0)
    tell(plan, played)
    seconds = time.process_time() - begin
    kept = played.cycle_times[cases // 10 :] / 3600
    batches = [part.mean() for part in np.array_split(kept, 20)]
    check = {
        "mean": float(kept.mean()),
        "half": float(2.093 * np.std(batches, ddof=1) / 20**0.5),
        "tasks": int(played.tally.done.sum()),
        "rss": _memory(),
        "idle": idle,
    }
    print(json.dumps({"s": seconds, "check": check}))


def _memory() -> float:
    """Peak memory of the process so far in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(cases: int, rounds: int, without: list[str]) -> None:
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
            if name in without:
                continue
            label = f"{name} (xor)" if name == "ciw" else name
            contestants.append(Contestant(label, [peers, *peer, name, str(cases), "1"]))
    else:
        print("BPR_PEERS_PYTHON is not set: only bpr runs")
    found = {result.name: result for result in measure(contestants, rounds=rounds, timeout=3600, seconds_of=min)}
    rows = []
    for name, result in found.items():
        if result.error or not result.check:
            rows.append([name, result.error or "no result", *["-"] * 8])
            continue
        versus = [found[peer].seconds if peer in found else None for peer in ("prosimos", "simpy", "ciw (xor)")]
        check = result.check
        rows.append(
            [
                name,
                f"{result.seconds:.3f}",
                f"{cases / (result.seconds or 1):,.0f}",
                f"{check['rss']:.0f}",
                f"{check['rss'] - check['idle']:.0f}",
                *(ratio(result.seconds, peer) for peer in versus),
                f"{check['mean']:.3f} ± {check['half']:.3f}",
                f"{check['tasks'] / cases:.3f}" if check["tasks"] else "-",
            ]
        )
    print(f"{cases:,} cases, {rounds} rounds")
    table(
        [
            "simulator",
            "CPU s",
            "cases/s",
            "MB",
            "MB added",
            "vs prosimos",
            "vs simpy",
            "vs ciw",
            "mean cycle h (95 %)",
            "tasks/case",
        ],
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
        import argparse

        given = argparse.ArgumentParser(prog="python -m benchmarks.simulation")
        given.add_argument("cases", type=int, nargs="?", default=10_000)
        given.add_argument("rounds", type=int, nargs="?", default=3)
        given.add_argument("--without", default="", help="peers to leave out, such as ciw,simpy")
        chosen = given.parse_args()
        main(chosen.cases, chosen.rounds, chosen.without.split(","))
